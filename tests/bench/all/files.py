"""The files that are loaded: generated when they are first asked for."""

import itertools
import re
import subprocess


class Files:
    """In the folder `scratch`. Numbers of rows are those of a whole run, of which
    a trial takes the part `scale`."""

    def __init__(self, scratch, csvimport, generate, scale):
        self.scratch = scratch
        self.scale = scale
        self._csvimport = csvimport
        self._generate = generate
        self._schemas = {}

    def rows(self, whole):
        return max(10, round(whole * self.scale))

    def csv(self, kind, whole, first=1):
        """`whole` rows of the generator's `kind`, whose ids begin with `first`."""
        return self.csv_of(kind, self.rows(whole), first)

    def csv_of(self, kind, rows, first=1):
        """The same, of as many rows in trials too."""
        path = self.scratch / f"{kind}-{rows}-{first}.csv"
        return self._made(path, self._generate, kind, rows, first)

    def compressed(self, path, program, suffix):
        made = path.with_name(path.name + suffix)
        return self._made(made, program, "-c", path)

    def changed(self, path, name, whole, header, change):
        """A file `name` of `header`, and of the first `whole` records of `path`
        as `change` makes them anew from their fields."""
        made = self.scratch / name
        if not made.exists():
            with open(path) as lines, open(made, "w") as out:
                out.write(header + "\n")
                for line in itertools.islice(lines, 1, self.rows(whole) + 1):
                    fields = change(*line.rstrip("\n").split(","))
                    out.write(",".join(fields) + "\n")
        return made

    def database(self, name, *statements):
        """What the sqlite3 shell makes of `statements`."""
        path = self.scratch / name
        if not path.exists():
            subprocess.run(["sqlite3", path, *statements], check=True,
                           stdout=subprocess.DEVNULL)
        return path

    def columns(self, csv):
        """The names and types of the columns, as csvimport finds them."""
        if csv not in self._schemas:
            self._schemas[csv] = self._find_columns(csv)
        return self._schemas[csv]

    def schema(self, csv):
        """A CREATE TABLE of table t for `csv`."""
        columns = (f'"{name}" {kind}' for name, kind in self.columns(csv))
        return f"CREATE TABLE t ({', '.join(columns)})"

    def empty_table(self, csv, mode="delete"):
        """A database with that table, without rows, of that journal mode."""
        return self.database(f"{csv.name}.{mode}.db", f"PRAGMA journal_mode={mode}",
                             self.schema(csv))

    def _made(self, path, *command):
        if not path.exists():
            with open(path, "wb") as out:
                subprocess.run([str(word) for word in command], stdout=out,
                               check=True)
        return path

    def _find_columns(self, csv):
        said = subprocess.run(
            [self._csvimport, "--dry-run", "--table", "t", csv],
            check=True, capture_output=True, text=True).stdout
        return re.findall(r'^  "(\w+)" (INTEGER|REAL|TEXT)\b', said, re.MULTILINE)
