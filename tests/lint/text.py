"""Rules about what stands in a file: words, keywords, colours, SQL, length."""

import re

MAX_LINES = 600

_SQL = re.compile(r'^R?"(?:\w*\()?[(\s]*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s'
                  r'|REPLACE\s+INTO\s|(CREATE|DROP|ALTER)\s+(TABLE|INDEX|TRIGGER|VIEW|VIRTUAL)|PRAGMA\s'
                  r'|BEGIN\s+(IMMEDIATE|EXCLUSIVE|TRANSACTION)|WITH\s+(RECURSIVE\s+)?\w+\s+AS\s*\()')
_KEYWORDS = re.compile(r"^\s*(?:(?:public|protected|private)\s+slots|signals)\s*:|\bemit\s+\w|\bforeach\s*\(|\bQ_FOREACH\b")
_STRING_CONNECT = re.compile(r"\b(SIGNAL|SLOT)\s*\(")
_TRANSLATED = re.compile(r"(?<![\w:])tr\s*\(|\bQ_DECLARE_TR_FUNCTIONS\b|QCoreApplication::translate|\bQT_TR(?:ANSLATE|ID)?_(?:N_)?NOOP")
_COLOUR_CODE = re.compile(r"\bQColor\s*\w*\s*[({]\s*(?:0x|\d|Qt::)|\bQColor(Constants)?::\w+\b(?=\s*[;,)])|\bqRgba?\s*\(\s*\d"
                          r"|\bQt::(GlobalColor|white|black|red|green|blue|cyan|magenta|yellow|gray"
                          r"|dark(Red|Green|Blue|Cyan|Magenta|Yellow|Gray)|lightGray)\b")
_COLOUR_TEXT = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b|\brgba?\s*\(\s*\d")
_USING = re.compile(r"^\s*using\s+namespace\b")

# Spelled in pieces, so that this file passes its own rule.
_UNFINISHED = re.compile("|".join((r"\bTO" r"DO\b", r"\bFIX" r"ME\b", r"\bXX" r"X\b", r"\bnot (yet )?imple" r"mented\b",
                                   r"\bunimple" r"mented\b")))
_PLACES = re.compile("|".join((r"(?<![\w.])/wo" r"rk/", r"(?<![\w.])/ro" r"ot/", r"(?<![\w.])/ho" r"me/\w", r"/tmp/ba" r"sh_",
                               r"deb\.deb" r"ian\.org", r"pyp" r"i\.org", r"python" r"hosted", r"\bCE" r"O\b")))


def length(source):
    lines = len(source.raw) - (source.raw[-1] == "")
    if lines > MAX_LINES:
        yield MAX_LINES + 1, f"{lines} lines; a file has at most {MAX_LINES}: split it by what its parts do"


def words(source):
    for number, line in enumerate(source.raw, 1):
        match = _UNFINISHED.search(line)
        if match:
            yield number, f"“{match.group(0)}”: finish it, or leave it out"
        match = _PLACES.search(line)
        if match:
            yield number, f"“{match.group(0)}” names a place outside the project"


def keywords(source):
    if source.path == "ui/plots/qcpinclude.h":
        return
    for number, line in enumerate(source.bare, 1):
        if _KEYWORDS.search(line):
            yield number, "use Q_SIGNALS, Q_SLOTS, Q_EMIT and range-for instead of Qt's keywords"
        elif _STRING_CONNECT.search(line):
            yield number, "connect by pointer to member: the compiler checks it"


def untranslated_core(source):
    if source.path.startswith("core/"):
        for number, line in enumerate(source.bare, 1):
            if _TRANSLATED.search(line):
                yield number, "core/ sends meaning; ui/ turns it into translated words"


def colours(source):
    ruled = source.path.startswith(("ui/", "app/", "core/", "plugins/"))
    if not ruled or source.path.startswith("ui/theme/"):
        return
    for number, line in enumerate(source.bare, 1):
        if _COLOUR_CODE.search(line):
            yield number, "colours have names: ask the theme"
    for number, text in source.strings:
        if _COLOUR_TEXT.search(text):
            yield number, "colours have names: ask the theme"


def sql(source):
    ruled = source.path.startswith(("core/", "ui/", "app/", "plugins/"))
    if not ruled or source.path.startswith("core/store/"):
        return
    for number, text in source.strings:
        if _SQL.match(text):
            yield number, "SQL is written in core/store and resources/schema alone"


def headers(source):
    if not source.is_header:
        return
    if not any(line.strip() == "#pragma once" for line in source.raw):
        yield 1, "a header starts with #pragma once"
    for number, line in enumerate(source.bare, 1):
        if _USING.match(line):
            yield number, "no “using namespace” in a header"
