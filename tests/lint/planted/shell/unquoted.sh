#!/bin/bash
for name in $(ls *.txt); do rm $name; done
