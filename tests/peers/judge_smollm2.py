#!/usr/bin/env python3
"""Lets a small real model judge pairs of MT-Bench through a llama.cpp server, and says how well it does.

usage: judge_smollm2.py FOLDER [--ctl PLUMBLINECTL] [--items N] [--parallel N] [--explain]

Makes a copy of the sample project in FOLDER, adds the server of smollm2_server.py as an endpoint, tests it, and runs
a pairwise judge in both orders with structured output and logprobs. A run that was stopped goes on where it was.
Ends with status 1 when a step fails; a bad judge is a finding, not a failure.
"""
import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAME = "smollm2"
OPENING_TIMEOUT_S = 120


class Server:
    """smollm2_server.py as a process; `address` answers once this is entered."""

    def __init__(self, parallel, log):
        self._command = [sys.executable, str(HERE / "smollm2_server.py"), "--port", "18089",
                         "--parallel", str(parallel)]
        self._log = log
        self._process = None
        self.address = ""

    def __enter__(self):
        with open(self._log, "w", encoding="utf-8") as log:
            self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, stderr=log, text=True)
        self.address = self._process.stdout.readline().strip()
        if not self.address:
            raise SystemExit(f"The server did not start: see {self._log}")
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(timeout=OPENING_TIMEOUT_S)


def run(ctl, *arguments, accepted=(0,)):
    """The JSON that plumblinectl answers."""
    done = subprocess.run([ctl, *map(str, arguments), "--json"], capture_output=True, text=True, check=False)
    if done.returncode not in accepted:
        raise SystemExit(f"{' '.join(map(str, arguments))}: {done.stderr or done.stdout}")
    lines = done.stdout.strip().splitlines()
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        return json.loads(lines[-1])


def measure(row, key):
    """A number of the report with its interval, as text."""
    found = row.get(key) or row.get("measures", {}).get(key)
    if not isinstance(found, dict):
        return str(found)
    if found.get("value") is None:
        return f"none: {found.get('undefined')}"
    interval = found.get("interval") or []
    ends = [interval.get("low"), interval.get("high")] if isinstance(interval, dict) else interval
    text = f"{found['value']:.4f}"
    return text + (f" [{ends[0]:.4f}, {ends[1]:.4f}]" if len(ends) == 2 and None not in ends else "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ctl", default=str(HERE.parents[1] / "build/release/bin/plumblinectl"))
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--parallel", type=int, default=2)
    parser.add_argument("--explain", action="store_true", help="let it explain itself before the verdict")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    project = options.folder / "judge_smollm2.plumb"
    if not project.exists():
        run(options.ctl, "sample", project)
    with Server(options.parallel, options.folder / "smollm2_server.log") as server:
        run(options.ctl, "endpoint", "add", project, NAME, "--url", f"{server.address}/v1", "--model",
            "smollm2-135m-instruct", "--in-flight", options.parallel, "--replace")
        print("endpoint:", json.dumps(run(options.ctl, "endpoint", "test", project, NAME)))
        judges = [judge["name"] for judge in run(options.ctl, "judge", "list", project)["judges"]]
        if NAME not in judges:
            run(options.ctl, "judge", "add", project, NAME, "--protocol", "pairwise", "--endpoint", NAME, "--orders",
                "both", "--max-tokens", 512 if options.explain else 64, "--options",
                json.dumps({"explain": options.explain}))
        selection = ["--kind", "pairwise", "--limit", options.items]
        print("estimate:", json.dumps(run(options.ctl, "judge", "run", project, NAME, *selection, "--dry-run")))
        begin = time.monotonic()
        result = run(options.ctl, "judge", "run", project, NAME, *selection)
        seconds = time.monotonic() - begin
    print("run:", json.dumps(result))
    print(f"wall time: {seconds:.0f} s")
    report = run(options.ctl, "judge", "report", project)
    for row in report["rows"]:
        if row.get("annotator") == NAME or row["kind"] != "judge":
            print(json.dumps(row))


if __name__ == "__main__":
    main()
