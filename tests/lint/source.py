"""A C++ source file, read once: its lines with comments blanked, and with strings blanked too."""

import re
from pathlib import Path

_TOKEN = re.compile(
    r'//[^\n]*'
    r'|/\*.*?\*/'
    r'|R"(?P<delim>[^()\\\s]{0,16})\(.*?\)(?P=delim)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'",
    re.DOTALL)
_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


class Source:
    """path: relative to the root, with forward slashes; raw, code, bare: lists of lines.

    code has no comments, bare has neither comments nor the inside of strings."""

    def __init__(self, root, path):
        self.path = path
        text = (Path(root) / path).read_text(encoding="utf-8", errors="replace")
        self.raw = text.split("\n")
        code, bare, strings, last = [], [], [], 0
        for match in _TOKEN.finditer(text):
            between, token = text[last:match.start()], match.group(0)
            code.append(between)
            bare.append(between)
            if token.startswith("/"):
                code.append(_blank(token))
                bare.append(_blank(token))
            else:
                code.append(token)
                bare.append(_blank(token))
                if not token.startswith("'"):
                    strings.append((text.count("\n", 0, match.start()) + 1, token))
            last = match.end()
        code.append(text[last:])
        bare.append(text[last:])
        self.code = "".join(code).split("\n")
        self.bare = "".join(bare).split("\n")
        self.strings = strings

    @property
    def is_header(self):
        return self.path.endswith(".h")

    def includes(self):
        """(line number, name, is it in angle brackets)"""
        for number, line in enumerate(self.code, 1):
            match = _INCLUDE.match(line)
            if match:
                yield number, match.group(2), match.group(1) == "<"
