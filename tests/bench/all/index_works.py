"""The works that fill indexes: one on a random text and one on a random integer,
of a table of 5 M rows."""

from measure import Way
from rivals import OURS, rows_of_sqlite
from words import count
from works import Goal, Work

ROWS = 5_000_000
PART = ROWS // 5
FEW = 10_000
INDEXES = "CREATE INDEX by_k ON t (k); CREATE INDEX by_v ON t (v)"
UPSERT = "temporary table and upsert"


class Tables:
    """The files and databases of these works, and the ways to do them."""

    def __init__(self, bench):
        self.bench = bench
        self.files = bench.files
        self.all = self.files.csv("keyed", ROWS)
        self.target = self.files.scratch / "t.db"

    def before(self):
        """All rows, by id, with both indexes."""
        return self.files.database(
            "before.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, k TEXT, v INTEGER)",
            self.imported(self.all), INDEXES)

    def by_text(self):
        """All rows, by their text, with an index on the integer."""
        return self.files.database(
            "by_text.db", f"ATTACH '{self.before()}' AS b",
            "CREATE TABLE t (k TEXT PRIMARY KEY, v INTEGER)",
            "INSERT INTO t SELECT k, v FROM b.t ORDER BY id",
            "CREATE INDEX by_v ON t (v)")

    def more(self, whole):
        return self.files.csv("keyed", whole, self.files.rows(ROWS) + 1)

    def shuffled(self):
        return self.files.csv("shuffled", ROWS)

    def changed(self):
        """A part of the rows, with other texts."""
        return self.files.changed(self.shuffled(), "changed.csv", PART, "id,k,v",
                                  lambda id, k, v: (id, k[0] + k, v))

    def changed_by_text(self):
        """The same part, with other integers."""
        return self.files.changed(self.shuffled(), "by_text.csv", PART, "k,v",
                                  lambda id, k, v: (k, v + "0"))

    @staticmethod
    def imported(csv, table="t", schema=""):
        return f".import --csv --skip 1 {schema} '{csv}' {table}"

    def ours(self, csv, rows, before, *flags):
        way = self.bench.load.csvimport(csv, rows, *flags)
        return Way(OURS, way.command, self.target, reads=csv, before=before,
                   count=rows_of_sqlite, rows=rows)

    def theirs(self, name, csv, rows, before, *statements):
        return Way(name, ["sqlite3", self.target, *statements], self.target,
                   reads=csv, before=before, count=rows_of_sqlite, rows=rows)


def append(bench):
    return _append(bench, "append", PART, Goal("faster", 8))


def few(bench):
    return _append(bench, "few", FEW, Goal("faster", 1))


def _append(bench, name, whole, goal):
    tables = Tables(bench)
    there, new = bench.files.rows(ROWS), bench.files.rows(whole)
    csv, before = tables.more(whole), tables.before()
    ways = [tables.ours(csv, there + new, before),
            tables.theirs("`.import`", csv, there + new, before,
                          tables.imported(csv))]
    title = f"append {count(new)} rows to {count(there)}, 2 indexes"
    return Work(name, title, ways, goal)


def truncate(bench):
    tables = Tables(bench)
    csv, before, rows = tables.all, tables.before(), bench.files.rows(ROWS)
    ways = [tables.ours(csv, rows, before, "--if-exists", "truncate"),
            tables.theirs("`DELETE`, `.import`", csv, rows, before,
                          "DELETE FROM t", tables.imported(csv))]
    return Work("truncate", f"empty a table, load {count(rows)} rows, 2 indexes", ways,
                Goal("faster", 10))


def update(bench):
    tables = Tables(bench)
    csv, before, rows = tables.changed(), tables.before(), bench.files.rows(ROWS)
    ways = [tables.ours(csv, rows, before, "--on-conflict", "update", "--pk", "id"),
            tables.theirs(
                UPSERT, csv, rows, before,
                "CREATE TEMP TABLE n (id INTEGER, k TEXT, v INTEGER)",
                tables.imported(csv, "n", "--schema temp"),
                "INSERT INTO t SELECT * FROM n WHERE true ON CONFLICT (id) "
                "DO UPDATE SET k = excluded.k, v = excluded.v")]
    part = count(bench.files.rows(PART))
    return Work("update", f"update {part} of {count(rows)} rows by key, 2 indexes", ways,
                Goal("faster", 5))


def update_by_text(bench):
    tables = Tables(bench)
    csv, before = tables.changed_by_text(), tables.by_text()
    rows = bench.files.rows(ROWS)
    ways = [tables.ours(csv, rows, before, "--on-conflict", "update", "--pk", "k"),
            tables.theirs(
                UPSERT, csv, rows, before, "CREATE TEMP TABLE n (k TEXT, v INTEGER)",
                tables.imported(csv, "n", "--schema temp"),
                "INSERT INTO t SELECT * FROM n WHERE true ON CONFLICT (k) "
                "DO UPDATE SET v = excluded.v")]
    part = count(bench.files.rows(PART))
    return Work("text", f"update {part} of {count(rows)} rows by a text, 1 index", ways)


def new(bench):
    tables = Tables(bench)
    csv, rows = tables.shuffled(), bench.files.rows(ROWS)
    ways = [tables.ours(csv, rows, None, "--index", "k", "--index", "v"),
            tables.theirs("`.import`, `CREATE INDEX`", csv, rows, None,
                          "CREATE TABLE t (id INTEGER, k TEXT, v INTEGER)",
                          tables.imported(csv), INDEXES)]
    return Work("new", f"new table of {count(rows)} rows, 2 indexes", ways,
                Goal("faster", 4.5))


def key(bench):
    tables = Tables(bench)
    csv, rows = tables.all, bench.files.rows(ROWS)
    ways = [tables.ours(csv, rows, None, "--pk", "k"),
            tables.theirs("`.import`", csv, rows, None,
                          "CREATE TABLE t (id INTEGER, k TEXT PRIMARY KEY, "
                          "v INTEGER)", tables.imported(csv))]
    return Work("key", f"new table of {count(rows)} rows, a random text its key", ways,
                Goal("faster", 30))


INDEX_WORKS = {"new": new, "key": key, "append": append, "few": few,
               "truncate": truncate, "update": update, "text": update_by_text}
