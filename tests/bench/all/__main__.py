"""Measures csvimport beside its rivals, and writes tables and charts."""

import argparse
import os
import shlex
import signal
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # the folder stays as it is

import bars  # noqa: E402
import curves  # noqa: E402
import machine  # noqa: E402
import measure  # noqa: E402
import readme  # noqa: E402
import results  # noqa: E402
import rivals  # noqa: E402
import tables  # noqa: E402
from files import Files  # noqa: E402
from index_works import INDEX_WORKS  # noqa: E402
from works import WORKS, Bench  # noqa: E402

ALL_WORKS = {**WORKS, **INDEX_WORKS}


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(
        prog="sh tests/bench/all.sh", description=__doc__,
        epilog=f"WORK is among {', '.join(ALL_WORKS)}; without one, all are measured.")
    parser.add_argument("works", nargs="*", metavar="WORK")
    parser.add_argument("--rounds", type=int, default=5, metavar="N",
                        help="of which medians are taken (default: 5)")
    parser.add_argument("--scale", type=float, default=1, metavar="FACTOR",
                        help="of the numbers of rows, such as 0.01 for a trial")
    parser.add_argument("--workers", type=int, metavar="N",
                        default=len(os.sched_getaffinity(0)),
                        help="of csvimport, where a work does not say (default: the "
                             "cores)")
    parser.add_argument("--scratch", type=Path, metavar="DIR",
                        help="for the files, 12 GB of a whole run (default: /tmp)")
    parser.add_argument("--results", type=Path, default=Path("build/bench/results"),
                        metavar="DIR", help="for tables and charts (default: "
                        "build/bench/results); what is there of other works stays")
    parser.add_argument("--readme", type=Path, metavar="FILE",
                        help="a text whose part between the marks is written anew")
    parser.add_argument("--csvimport", default="build/bench/csvimport", metavar="FILE",
                        help="the program (default: build/bench/csvimport)")
    parser.add_argument("--generate", default="build/bench/tests/bench/generate",
                        metavar="FILE", help="the generator of rows")
    parser.add_argument("--rivals", type=Path, default=Path("build/rivals"),
                        metavar="DIR", help="where install.sh has put DuckDB")
    options = parser.parse_args(arguments)
    for work in options.works:
        if work not in ALL_WORKS:
            parser.error(f"no work is called {work}; there are {', '.join(ALL_WORKS)}")
    return options


def measure_works(options, scratch, measured):
    files = Files(scratch, options.csvimport, options.generate, options.scale)
    load = rivals.Rivals(options.csvimport, options.rivals, files, options.workers)
    bench = Bench(files, load, options.workers)
    setting = machine.setting(options.csvimport, options.rivals, scratch)
    missing = rivals.missing(options.rivals)
    for rival, reason in missing.items():
        print(f"{rival} is left out: {reason}")
    for name in options.works or ALL_WORKS:
        work = ALL_WORKS[name](bench)
        ways = [way for way in work.ways if way.name not in missing]
        print(f"{name}: {work.title}", flush=True)
        runs = measure.measure(ways, options.rounds * work.rounds, scratch)
        measured[name] = results.Measured.of(work, runs, setting)
        # What is measured is kept, whatever becomes of the rest.
        write(options, measured)
        print(tables.ways(measured[name]), flush=True)


def write(options, measured):
    measured = {name: measured[name] for name in ALL_WORKS if name in measured}
    options.results.mkdir(parents=True, exist_ok=True)
    results.save(options.results / "times.json", measured)
    command = shlex.join(["sh", "tests/bench/all.sh", *sys.argv[1:]])
    (options.results / "report.md").write_text(tables.report(measured, command))
    charts = [options.results / name
              for name, chart in (("rivals.svg", bars), ("scaling.svg", curves))
              if chart.draw(measured, options.results / name)]
    if options.readme:
        readme.rewrite(options.readme, measured, charts)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = parse_arguments(sys.argv[1:])
    measured = results.load(options.results / "times.json")
    with tempfile.TemporaryDirectory(prefix="csvimport-bench.",
                                     dir=options.scratch) as scratch:
        measure_works(options, Path(scratch), measured)
    print(f"{options.results}/report.md has all of it")


try:
    main()
except measure.Failure as failure:
    sys.exit(f"all.sh: {failure}")
except KeyboardInterrupt:
    sys.exit(130)
