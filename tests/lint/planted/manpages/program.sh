#!/usr/bin/env bash
# A program with one option and one command, for the test of the manual pages' lint.
if [ "$1" = paint ]; then
    printf 'Options:\n  -h,--help  Help\n  --colour TEXT  Which\n'
else
    printf 'Options:\n  -h,--help  Help\n  --quiet  Say nothing\n\nSubcommands:\n  paint  Paint\n'
fi
