"""What has been measured, kept in times.json, and what follows from it. A run
replaces the works that it measures; others stay from earlier runs."""

import dataclasses
import json
import statistics


@dataclasses.dataclass(frozen=True)
class Spread:
    """A median, and the least and the largest value."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values):
        return cls(statistics.median(values), min(values), max(values))


@dataclasses.dataclass(frozen=True)
class Measured:
    """A work as measured: `ways` are pairs of a name and a list of runs, each a
    pair of seconds and KiB. `setting` says on what and when."""

    name: str
    title: str
    kind: str
    rows: int
    goal: list  # kind, factor and text, or empty
    rounds: int
    ways: list
    setting: dict

    @classmethod
    def of(cls, work, runs, setting):
        goal = [work.goal.kind, work.goal.factor, str(work.goal)] if work.goal else []
        ways = [[name, [[run.seconds, run.peak_kib] for run in list_of_runs]]
                for name, list_of_runs in runs.items()]
        rounds = len(ways[0][1])
        return cls(work.name, work.title, work.kind, work.rows, goal, rounds, ways,
                   setting)

    def seconds(self, way):
        return Spread.of([seconds for seconds, _ in self.ways[way][1]])

    def peak_megabytes(self, way):
        return Spread.of([kib * 1024 / 1e6 for _, kib in self.ways[way][1]])

    def ratio(self):
        """How many times faster the first way is than the second; or, by a goal
        of that kind, its time by that of the second. Within each round."""
        ours, theirs = ([run[0] for run in runs] for _, runs in self.ways[:2])
        pairs = zip(ours, theirs)
        if self.goal[:1] == ["within"]:
            return Spread.of([our / their for our, their in pairs])
        return Spread.of([their / our for our, their in pairs])

    def is_reached(self):
        """None where nothing is aimed at."""
        if not self.goal:
            return None
        kind, factor = self.goal[:2]
        if kind == "memory":
            return self.most_memory() < factor
        ratio = self.ratio().median
        return ratio <= factor if kind == "within" else ratio >= factor

    def most_memory(self):
        return max(self.peak_megabytes(way).high for way in range(len(self.ways)))


def load(path):
    """By name; nothing where there is no file yet."""
    if not path.exists():
        return {}
    works = json.loads(path.read_text())
    return {work["name"]: Measured(**work) for work in works}


def save(path, measured):
    works = (json.dumps(dataclasses.asdict(work), ensure_ascii=False)
             for work in measured.values())
    path.write_text("[\n" + ",\n".join(works) + "\n]\n")  # a line for each
