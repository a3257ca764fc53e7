"""How csvimport and each rival is asked to load a CSV file into a new database,
by settings that serve it best and change nothing of the result."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from measure import Way

OURS = "csvimport"
IMPORT = "`sqlite3 .import`"
UNSAFE_IMPORT = "`.import`, no journal, no sync"
DUCKDB = "DuckDB"
SQLITE_UTILS = "`sqlite-utils insert`"
CSVSQL = "`csvsql --insert`"

ASKED = {
    OURS: "`csvimport --workers N --table t FILE DATABASE`, a worker for each core "
          "if nothing else is said; it finds the types itself; durable",
    IMPORT: "`.import --csv --skip 1 FILE t` into a table of the declared types; "
            "durable, in one transaction, as the shell does it",
    UNSAFE_IMPORT: "the same after `PRAGMA journal_mode=off` and "
                   "`PRAGMA synchronous=off`; not durable",
    DUCKDB: "`CREATE TABLE t AS FROM read_csv(FILE, columns = …)` and `CHECKPOINT` "
            "into a database of its own format, on all cores, by npm's "
            "`@duckdb/node-api`; durable",
    SQLITE_UTILS: "`sqlite-utils insert DATABASE t FILE --csv --batch-size 1000 "
                  "--silent` into a table of the declared types, in a database that "
                  "`enable-wal` has been asked for, where it is fastest; durable, in "
                  "a transaction for each batch",
    CSVSQL: "`csvsql --db sqlite:///DATABASE --tables t --insert --no-create "
            "--no-inference --snifflimit 0 FILE` into a table of the declared "
            "types; durable, in one transaction",
}


def rows_of_sqlite(_, target):
    with closing(sqlite3.connect(target)) as database:
        return database.execute("SELECT count(*) FROM t").fetchone()[0]


def printed_rows(output, _):
    return int(output)


class Rivals:
    """Makes the ways to load `csv`, of `rows` rows, into a new database."""

    def __init__(self, csvimport, modules, files, workers):
        self._csvimport = csvimport
        self._modules = modules
        self._files = files
        self._workers = workers
        self._target = files.scratch / "t.db"

    def csvimport(self, csv, rows, *flags, name=OURS, workers=None):
        if "--sequential" not in flags:
            flags = ("--workers", workers or self._workers, *flags)
        command = [self._csvimport, "-q", "--progress", "never", "--table", "t",
                   *flags, csv, self._target]
        return self._loading(name, command, csv, rows)

    def sqlite_import(self, csv, rows, before=""):
        name = UNSAFE_IMPORT if before else IMPORT
        command = ["sqlite3", self._target, before, self._files.schema(csv),
                   f".import --csv --skip 1 '{csv}' t"]
        return self._loading(name, command, csv, rows)

    def unsafe_import(self, csv, rows):
        return self.sqlite_import(
            csv, rows, "PRAGMA journal_mode=off; PRAGMA synchronous=off;")

    def duckdb(self, csv, rows):
        kinds = {"INTEGER": "BIGINT", "REAL": "DOUBLE", "TEXT": "VARCHAR"}
        columns = ", ".join(f"'{name}': '{kinds[kind]}'"
                            for name, kind in self._files.columns(csv))
        script = Path(__file__).with_name("duckdb_import.mjs")
        command = ["node", script, self._modules, csv, self._target,
                   "{" + columns + "}"]
        return self._loading(DUCKDB, command, csv, rows, count=printed_rows)

    def sqlite_utils(self, csv, rows):
        command = ["sqlite-utils", "insert", self._target, "t", csv, "--csv",
                   "--batch-size", 1000, "--silent"]
        return self._loading(SQLITE_UTILS, command, csv, rows,
                             before=self._files.empty_table(csv, "wal"))

    def csvsql(self, csv, rows):
        command = ["csvsql", "--db", f"sqlite:///{self._target}", "--tables", "t",
                   "--insert", "--no-create", "--no-inference", "--snifflimit", 0,
                   csv]
        return self._loading(CSVSQL, command, csv, rows,
                             before=self._files.empty_table(csv))

    def _loading(self, name, command, csv, rows, count=rows_of_sqlite, before=None):
        return Way(name, command, self._target, reads=csv, before=before,
                   count=count, rows=rows)


def missing(modules):
    """The names of rivals that are not installed, with what is missing."""
    needs = {SQLITE_UTILS: "sqlite-utils", CSVSQL: "csvsql", DUCKDB: "node"}
    found = {rival: f"{program} is not there"
             for rival, program in needs.items() if not shutil.which(program)}
    if not (modules / "node_modules/@duckdb/node-api").is_dir():
        found.setdefault(DUCKDB, f"{modules} has no @duckdb/node-api")
    return found
