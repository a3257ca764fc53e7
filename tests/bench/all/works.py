"""What a work is, and the works that load a file into a new table. Each of WORKS
is a function that makes its files and returns the work."""

import dataclasses
from typing import Optional

from files import Files
from measure import Way
from rivals import Rivals
from words import count, megabytes


@dataclasses.dataclass(frozen=True)
class Goal:
    """What the first way of a work is to reach beside the second: to be `factor`
    times faster ("faster"), or to take at most `factor` times its time
    ("within"). Or what all ways are to reach: less than so many megabytes of
    memory ("memory")."""

    kind: str
    factor: float

    def __str__(self):
        return {"faster": f"{self.factor:g} ×",
                "within": f"within {self.factor:g} × its time",
                "memory": f"under {self.factor:g} MB"}[self.kind]


@dataclasses.dataclass(frozen=True)
class Work:
    """The first of the `ways` is csvimport's, the second what it is held
    against. The ways of a curve are its points, named by their places."""

    name: str
    title: str
    ways: list
    goal: Optional[Goal] = None
    rows: int = 0  # of the file, where speed is told in rows
    kind: str = "race"  # or "workers" or "rows", which are curves, or "memory"
    rounds: int = 1  # so many times those of others


@dataclasses.dataclass(frozen=True)
class Bench:
    """What works are made of."""

    files: Files
    load: Rivals
    workers: int


# The files: the generator's kind, the rows of a whole run, and what is in them.
NARROW = ("narrow", 20_000_000, "4")
MILLION = ("narrow", 1_000_000, "4")
HUNDRED = ("narrow", 100_000_000, "4")
WIDE = ("wide", 1_000_000, "12, quotes and newlines")
MIXED = ("mixed", 1_000_000, "12, reals, dates, UTF-8")
BROAD = ("broad", 100_000, "200")
LONG = ("long", 2_000_000, "3, texts of 500 bytes")


def made(bench, file):
    """The path of a file, its rows, and what tables call it."""
    kind, whole, columns = file
    csv = bench.files.csv(kind, whole)
    rows = bench.files.rows(whole)
    size = megabytes(csv.stat().st_size / 1e6)
    return csv, rows, f"{count(rows)} rows × {columns} ({size})"


def new_database(name, file, goal, *rivals):
    def work(bench):
        csv, rows, title = made(bench, file)
        ways = [way(bench.load, csv, rows) for way in (Rivals.csvimport, *rivals)]
        return Work(name, title, ways, goal, rows)
    return work


def gzipped(bench, file):
    csv, rows, title = made(bench, file)
    return bench.files.compressed(csv, "gzip", ".gz"), rows, f"{title}, gz"


def zstandard(bench, file):
    csv, rows, title = made(bench, file)
    return bench.files.compressed(csv, "zstd", ".zst"), rows, f"{title}, zst"


def compressed(name, pack, rival):
    def work(bench):
        csv, rows, title = pack(bench, NARROW)
        way = Way(f"`{rival} >/dev/null`", [rival, csv],
                  bench.files.scratch / "none", reads=csv, prints=False)
        return Work(name, title, [bench.load.csvimport(csv, rows), way],
                    Goal("within", 1.15))
    return work


def hundred(bench):
    csv, rows, title = made(bench, HUNDRED)
    copy = bench.files.scratch / "copy"
    way = Way("`dd bs=1M conv=fsync`",
              ["dd", f"if={csv}", f"of={copy}", "bs=1M", "conv=fsync"], copy,
              reads=csv)
    return Work("hundred", title, [bench.load.csvimport(csv, rows), way],
                Goal("within", 2), rows)


def into(bench):
    csv, rows, title = made(bench, NARROW)
    before = bench.files.database(
        "before-into.db", "CREATE TABLE other (a); INSERT INTO other VALUES (1)")
    ways = [dataclasses.replace(way, before=before)
            for way in (bench.load.csvimport(csv, rows),
                        bench.load.sqlite_import(csv, rows))]
    return Work("into", f"{title}, new table of a database", ways,
                Goal("faster", 12), rows)


def parallel(bench):
    csv, rows, title = made(bench, NARROW)
    ways = [bench.load.csvimport(csv, rows, name="2 workers", workers=2),
            bench.load.csvimport(csv, rows, "--sequential", name="`--sequential`")]
    return Work("parallel", f"{title}, 2 workers", ways, Goal("faster", 1.85))


def pool(bench):
    csv, rows, title = made(bench, NARROW)
    compared = bench.load.csvimport(csv, rows, "--compare", name="row by row")
    ways = [bench.load.csvimport(csv, rows),
            dataclasses.replace(compared, count=None,
                                seconds=r"^row by row +([0-9.]+)")]
    return Work("pool", title, ways, Goal("faster", 15))


def ten(bench):
    csv = bench.files.csv_of("narrow", 10)
    ways = [bench.load.csvimport(csv, 10), bench.load.sqlite_import(csv, 10)]
    return Work("ten", "10 rows × 4", ways, Goal("faster", 1), rounds=5)


def memory(bench):
    files = [made(bench, file) for file in (NARROW, WIDE, MIXED, BROAD, LONG)]
    files += [gzipped(bench, NARROW), zstandard(bench, NARROW)]
    ways = [bench.load.csvimport(csv, rows, name=title, workers=8)
            for csv, rows, title in files]
    return Work("memory", "peak of memory, 8 workers, no index", ways,
                Goal("memory", 64), kind="memory")


def workers(bench):
    csv, rows, title = made(bench, NARROW)
    ways = [bench.load.csvimport(csv, rows, name=str(number), workers=number)
            for number in (1, 2, 4, 8)]
    return Work("workers", title, ways, rows=rows, kind="workers")


def rows(bench):
    points = {}
    for millions in (1, 3, 10, 30, 100):
        whole = millions * 1_000_000
        number = bench.files.rows(whole)
        csv = bench.files.csv("narrow", whole)
        points[number] = bench.load.csvimport(csv, number, name=str(number))
    title = f"{count(min(points))} to {count(max(points))} rows × 4"
    return Work("rows", title, list(points.values()), kind="rows")


WORKS = {
    "narrow": new_database("narrow", NARROW, Goal("faster", 22),
                           Rivals.sqlite_import, Rivals.unsafe_import,
                           Rivals.duckdb),
    "hundred": hundred,
    "wide": new_database("wide", WIDE, Goal("faster", 12), Rivals.sqlite_import,
                         Rivals.unsafe_import, Rivals.duckdb),
    "mixed": new_database("mixed", MIXED, Goal("faster", 12),
                          Rivals.sqlite_import),
    "broad": new_database("broad", BROAD, Goal("faster", 12),
                          Rivals.sqlite_import),
    "long": new_database("long", LONG, Goal("faster", 12), Rivals.sqlite_import),
    "gz": compressed("gz", gzipped, "zcat"),
    "zst": compressed("zst", zstandard, "zstdcat"),
    "into": into,
    "ten": ten,
    "parallel": parallel,
    "pool": pool,
    "million": new_database("million", MILLION, None, Rivals.sqlite_import,
                            Rivals.unsafe_import, Rivals.duckdb,
                            Rivals.sqlite_utils, Rivals.csvsql),
    "memory": memory,
    "workers": workers,
    "rows": rows,
}
