#!/usr/bin/env python3
"""Fills the English plural forms of a .ts file made by lupdate -pluralonly.

"%n word(s)" and "%n words" become "%n word" and "%n words". A word that forms its plural in another way stands in
IRREGULAR. Texts whose noun does not change ("%n missing") keep one form.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree

IRREGULAR = {"people": ("person", "people")}
UNCHANGED = {"missing", "marked", "more"}


def forms(source):
    """The singular and the plural of a source text."""
    if "(s)" in source:
        return source.replace("(s)", ""), source.replace("(s)", "s")
    match = re.search(r"%n (\w+)", source)
    noun = match.group(1) if match else ""
    if noun in IRREGULAR:
        singular, plural = IRREGULAR[noun]
        return source.replace(noun, singular, 1), source.replace(noun, plural, 1)
    if noun in UNCHANGED or not noun.endswith("s"):
        return source, source
    return source.replace(noun, noun[:-1], 1), source


def main(path):
    tree = ElementTree.parse(path)
    for message in tree.iter("message"):
        if message.get("numerus") != "yes":
            continue
        translation = message.find("translation")
        translation.attrib.pop("type", None)
        for child in list(translation):
            translation.remove(child)
        translation.text = None
        for form in forms(message.find("source").text):
            ElementTree.SubElement(translation, "numerusform").text = form
    ElementTree.indent(tree, "    ")
    with open(path, "wb") as out:
        out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n')
        tree.write(out, encoding="utf-8", xml_declaration=False)
        out.write(b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
