#!/usr/bin/env python3
"""The manual pages: manpages.py [--page PAGE PROGRAM]... (default: the project's).

`man` must read each without a warning, and each must name every option and command that its program says it
takes with --help. Exit status 77: man is not installed. PLUMBLINE_BIN_DIR says where the programs lie."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = 77


def warnings_of(page):
    run = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-Tutf8", "-Z", "-l", str(page)],
                         capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    lines = [line for line in run.stderr.splitlines() if line.strip()]
    return lines or ([f"{page}: man ended with {run.returncode}"] if run.returncode != 0 else [])


def help_of(program, words):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    return subprocess.run([str(program), *words, "--help"], capture_output=True, text=True, env=environment,
                          timeout=60, check=True).stdout


def options_in(text):
    """Long options at the start of a line of --help; -h and -v go with --help and --version."""
    found = set()
    for line in text.splitlines():
        head = re.match(r"\s+((?:-{1,2}[A-Za-z][\w-]*(?:,\s*)?)+)", line)
        if head:
            found.update(re.findall(r"--[A-Za-z][\w-]*", head.group(1)))
    return found


def commands_in(text):
    after = text.partition("Subcommands:\n")[2]
    return re.findall(r"^  ([a-z][\w-]*)\s", after, re.MULTILINE)


def sections_of(page):
    """What a page says of each command (".SS new PROJECT"), and of the program as a whole under ""."""
    sections = {"": ""}
    name = ""
    for line in page.replace("\\-", "-").splitlines():
        if line.startswith(".SS "):
            words = [word for word in line[4:].split() if re.fullmatch(r"[a-z][a-z0-9-]*", word)]
            name = " ".join(words)
        elif line.startswith(".SH "):
            name = ""
        sections[name] = sections.get(name, "") + line + "\n"
    return sections


def names(text, option):
    return re.search(r"(?<![\w-])" + re.escape(option) + r"(?![\w-])", text) is not None


def missing(program, page):
    """What `program` takes and `page` does not name, and the other way round."""
    sections = sections_of(page)
    found = []

    def is_in_group(words):
        return len(words) > 1 and names(sections.get(" ".join(words[:-1]), ""), words[-1])

    def look(words):
        text = help_of(program, words)
        name = " ".join(words)
        if words and name not in sections and not is_in_group(words):
            has_commands = commands_in(text)
            if not has_commands:
                found.append(f"the command {name} is not described")
        said = sections.get(name, "") + (sections[""] if not words else "")
        # A command may be described with those beside it, in the section of the command that holds them.
        if name not in sections and is_in_group(words):
            said = sections[" ".join(words[:-1])]
        for option in sorted(options_in(text) - {"--help"}):
            if not names(said, option):
                found.append(f"{name} {option} is not described".strip())
        if words and name in sections and not commands_in(text):
            described = {option for line in said.splitlines() if line.startswith(".B")
                         for option in re.findall(r"--[A-Za-z][\w-]*", line)}
            found.extend(f"{name} {option} is not taken" for option in sorted(described - options_in(text)))
        for command in commands_in(text):
            look(words + [command])

    look([])
    return found


def main(arguments):
    if shutil.which("man") is None:
        print("manpages: man is not installed (Debian: man-db); nothing was checked")
        return SKIPPED
    programs = Path(os.environ.get("PLUMBLINE_BIN_DIR", ROOT / "build/dev/bin"))
    pages = ROOT / "packaging/linux/man"
    pairs = [(pages / "plumbline.1", programs / "plumbline"), (pages / "plumblinectl.1", programs / "plumblinectl")]
    if arguments[:1] == ["--page"]:
        pairs = [(Path(arguments[1]), Path(arguments[2]))]
    problems = []
    for page, program in pairs:
        problems += warnings_of(page)
        if not program.exists():
            print(f"manpages: {program} is not built; its options were not compared")
            continue
        problems += [f"{page}: {problem}" for problem in missing(program, page.read_text("utf-8"))]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
