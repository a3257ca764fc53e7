"""Runs the ways to do a work in turns, and keeps how long each took."""

import dataclasses
import os
import re
import shlex
import shutil
import subprocess
import time
from pathlib import Path
from typing import Callable, Optional


@dataclasses.dataclass(frozen=True)
class Way:
    """One way to do a work: a command, and what belongs to it.

    `target` is a file that the command makes or changes. Before each run it is
    a copy of `before`, or not there. `count` says from what the command has
    printed, or from the target, how many rows are in table t, and `rows` how
    many there have to be. Where `seconds` is a pattern, the time is what it
    finds in the output; else it is that of the whole process.
    """

    name: str
    command: list
    target: Path
    reads: Optional[Path] = None
    before: Optional[Path] = None
    count: Optional[Callable[[str, Path], int]] = None
    rows: int = 0
    seconds: str = ""
    prints: bool = True  # else its output goes to /dev/null


@dataclasses.dataclass(frozen=True)
class Run:
    seconds: float
    peak_kib: int


class Failure(Exception):
    """A command failed, or did not do what it was asked to."""


def measure(ways, rounds, scratch):
    """The runs of each way, in the order of rounds. The first run of each is
    checked."""
    runs = {way.name: [] for way in ways}
    for turn in range(rounds):
        for way in ways:
            run, output = run_once(way, scratch)
            if turn == 0:
                check(way, output)
            runs[way.name].append(run)
            remove(way.target)
    return runs


def run_once(way, scratch):
    """Returns the run and what it printed. What it reads is in the file cache,
    and no other write is under way."""
    remove(way.target)
    if way.before:
        shutil.copyfile(way.before, way.target)
    if way.reads:
        warm(way.reads)
    os.sync()
    printed = scratch / "printed"
    said = scratch / "said"
    peak = scratch / "peak"
    # Of a process that Python starts itself, Linux counts Python's memory in.
    command = ["time", "-q", "-f", "%M", "-o", str(peak), *map(str, way.command)]
    with open(printed if way.prints else os.devnull, "wb") as out, \
            open(said, "wb") as err:
        start = time.perf_counter()
        status = subprocess.call(command, stdin=subprocess.DEVNULL,
                                 stdout=out, stderr=err)
        seconds = time.perf_counter() - start
    if status != 0:
        raise Failure(f"{way.name}: status {status} of "
                      f"{shlex.join(command)}\n"
                      f"{said.read_text(errors='replace')[-2000:]}")
    output = printed.read_text(errors="replace") if way.prints else ""
    if way.seconds:
        seconds = float(re.search(way.seconds, output, re.MULTILINE).group(1))
    return Run(seconds, int(peak.read_text())), output


def check(way, output):
    if not way.count:
        return
    found = way.count(output, way.target)
    if found != way.rows:
        raise Failure(f"{way.name}: {found} rows, not {way.rows}")


def warm(path):
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


def remove(target):
    for suffix in ("", "-journal", "-wal", "-shm", ".wal"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
