#!/usr/bin/env python3
"""Each lint must find what is planted for it, on the line where it is planted, and nothing else.

A line that holds "planted: RULE" must be found by RULE. What cannot stand in a file (a long file, words that the
project does not use) is written to a temporary folder."""

import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLANTED = HERE / "planted"
sys.path.insert(0, str(HERE))

import lint  # noqa: E402


def planted_lines(root, rule):
    marks = set()
    for path in lint.files(root):
        for number, line in enumerate((Path(root) / path).read_text(encoding="utf-8").split("\n"), 1):
            if f"planted: {rule}" in line:
                marks.add((path, number))
    return marks


def found_lines(root, rule):
    return {(path, line) for path, line, _, _ in lint.findings(root, [rule])}


def found_in(text, rule, name="core/base/sample.cpp"):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        return found_lines(folder, rule)


class Planted(unittest.TestCase):
    def test_each_rule_finds_what_is_planted_and_nothing_else(self):
        for rule in lint.CPP_RULES:
            with self.subTest(rule=rule):
                marks = planted_lines(PLANTED / rule, rule)
                self.assertTrue(marks, "nothing is planted")
                self.assertEqual(found_lines(PLANTED / rule, rule), marks)

    def test_a_long_file_is_found(self):
        self.assertEqual(found_in("int a;\n" * 600, "length"), set())
        self.assertEqual(found_in("int a;\n" * 601, "length"), {("core/base/sample.cpp", 601)})

    def test_unfinished_work_is_found(self):
        for word in ("TO" + "DO", "FIX" + "ME", "XX" + "X", "not imple" + "mented"):
            with self.subTest(word=word):
                self.assertEqual(len(found_in(f"int a; // {word}: later\n", "words")), 1)
        self.assertEqual(found_in("int a; // a fixme-like word in todomvc\n", "words"), set())

    def test_places_outside_the_project_are_found(self):
        for place in ("/wo" + "rk/main", "/ho" + "me/ann/x", "py" + "pi.org", "deb.deb" + "ian.org"):
            with self.subTest(place=place):
                self.assertEqual(len(found_in(f"# {place}\n", "words", "docs/a.md")), 1)
        self.assertEqual(found_in("see framework/home/page\n", "words", "docs/a.md"), set())

    def test_the_command_fails_on_a_finding_and_passes_without(self):
        command = [sys.executable, str(HERE / "lint.py")]
        bad = subprocess.run(command + [str(PLANTED / "sql"), "sql"], capture_output=True, text=True)
        self.assertEqual(bad.returncode, 1)
        self.assertIn("ui/screens/queries.cpp:5: sql:", bad.stdout)
        with tempfile.TemporaryDirectory() as folder:
            good = subprocess.run(command + [folder], capture_output=True, text=True)
        self.assertEqual(good.returncode, 0)
        self.assertEqual(subprocess.run(command + [".", "nosuch"], capture_output=True).returncode, 2)


class PlantedForTools(unittest.TestCase):
    """The scripts around clang-format, ShellCheck and the desktop tools must fail on a planted file."""

    def run_on(self, script, *arguments, **options):
        return subprocess.run([str(HERE / script), *map(str, arguments)], capture_output=True, **options).returncode

    def test_format(self):
        self.assertNotEqual(self.run_on("format.sh", PLANTED / "format/misformatted.txt"), 0)

    def test_shell(self):
        self.assertNotEqual(self.run_on("shell.sh", PLANTED / "shell/unquoted.sh"), 0)

    def test_desktop(self):
        for name in ("org.plumbline.Planted.desktop", "org.plumbline.Planted.metainfo.xml"):
            with self.subTest(name=name):
                self.assertNotEqual(self.run_on("desktop.sh", PLANTED / "desktop" / name), 0)

    def test_manual_pages(self):
        if shutil.which("man") is None:
            self.skipTest("man is not installed")
        program = PLANTED / "manpages/program.sh"
        for name, code in (("good.1", 0), ("badmacro.1", 1), ("withoutoption.1", 1), ("stale.1", 1)):
            with self.subTest(name=name):
                page = PLANTED / "manpages" / name
                self.assertEqual(self.run_on("manpages.py", "--page", page, program), code)

    def test_self_contained_headers(self):
        header = PLANTED / "selfcontained/needsinclude.h"
        compiler = subprocess.run(["c++", "-fsyntax-only", "-x", "c++", str(header)], capture_output=True)
        self.assertNotEqual(compiler.returncode, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
