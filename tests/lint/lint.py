#!/usr/bin/env python3
"""Source lints: lint.py ROOT [RULE...]. Prints path:line: rule: message; exit status 1 if anything was found."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import layers  # noqa: E402
import text  # noqa: E402
from source import Source  # noqa: E402

CPP_RULES = {
    "layers": layers.check,
    "sql": text.sql,
    "keywords": text.keywords,
    "core-text": text.untranslated_core,
    "colours": text.colours,
    "headers": text.headers,
}
ALL_RULES = {"length": text.length, "words": text.words}
RULES = CPP_RULES | ALL_RULES

CPP = (".cpp", ".h")
WRITTEN = CPP + (".py", ".sh", ".cmake", ".sql", ".md", ".txt", ".xml", ".desktop", ".supp", ".1")
NO_LENGTH = (".md", ".txt", ".sql")
SKIPPED = {"build", ".git", ".venv", ".cache", "__pycache__", "planted", "data", "sample", "corpus", "golden"}


def files(root):
    """Paths of the files that people wrote, relative to root, sorted."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in SKIPPED)
        for name in sorted(names):
            if name.endswith(WRITTEN) or name in ("dev", "run"):
                yield (Path(folder) / name).relative_to(root).as_posix()


def findings(root, rules):
    for path in files(root):
        source = Source(root, path)
        for name in rules:
            if name in CPP_RULES and not path.endswith(CPP):
                continue
            if name == "length" and path.endswith(NO_LENGTH):
                continue
            for line, message in sorted(RULES[name](source)):
                yield path, line, name, message


def main(arguments):
    if not arguments or set(arguments[1:]) - set(RULES):
        print(__doc__, "rules:", " ".join(RULES), file=sys.stderr)
        return 2
    count = 0
    for path, line, rule, message in findings(arguments[0], arguments[1:] or list(RULES)):
        print(f"{path}:{line}: {rule}: {message}")
        count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
