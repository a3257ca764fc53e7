"""Runs tests/bench/all with a few rows of each work, so that it stays able to:

python3 all_test.py CSVIMPORT GENERATE RIVALS

Rivals that are not installed are left out.
"""

import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
from pathlib import Path

sys.dont_write_bytecode = True
ALL = Path(__file__).with_name("all")
sys.path.insert(0, str(ALL))

import readme  # noqa: E402
import results  # noqa: E402
import rivals  # noqa: E402
import tables  # noqa: E402
import words  # noqa: E402
from index_works import INDEX_WORKS  # noqa: E402
from measure import Failure, Run, Way, measure  # noqa: E402
from works import WORKS, Goal, Work  # noqa: E402

CSVIMPORT, GENERATE, RIVALS = sys.argv[1:4]


def measured(ours, theirs, goal=None):
    """A work of two ways that took so many seconds."""
    runs = {"csvimport": [Run(seconds, 1000) for seconds in ours],
            "other": [Run(seconds, 1000) for seconds in theirs]}
    work = Work("name", "title", [], goal)
    return results.Measured.of(work, runs, {})


class WordsTest(unittest.TestCase):
    def test_tells_three_digits(self):
        self.assertEqual([words.seconds(value) for value in
                          (0.0123, 0.5, 1.234, 12.34, 123.4)],
                         ["12 ms", "0.500 s", "1.23 s", "12.3 s", "123 s"])

    def test_tells_round_numbers_short(self):
        self.assertEqual([words.count(number) for number in
                          (10, 2000, 2500, 100_000, 1_500_000, 20_000_000)],
                         ["10", "2,000", "2,500", "100 K", "1.5 M", "20 M"])


class MeasuredTest(unittest.TestCase):
    def test_takes_ratios_within_rounds(self):
        work = measured([1, 2, 4], [10, 40, 20])
        self.assertEqual(work.ratio(), results.Spread(10, 5, 20))

    def test_knows_whether_a_rival_is_outdone(self):
        self.assertTrue(measured([1], [12], Goal("faster", 12)).is_reached())
        self.assertFalse(measured([1], [11.9], Goal("faster", 12)).is_reached())

    def test_knows_whether_it_is_done_in_time(self):
        self.assertTrue(measured([2], [1], Goal("within", 2)).is_reached())
        self.assertFalse(measured([2.1], [1], Goal("within", 2)).is_reached())

    def test_tells_ratios_the_way_of_the_goal(self):
        self.assertEqual(tables.ratio(measured([2], [1], Goal("within", 2))),
                         "2.0 × its time (2.0 to 2.0)")
        self.assertEqual(tables.ratio(measured([1], [25], Goal("faster", 2))),
                         "25.0 × (25.0 to 25.0)")


class InScratch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.scratch = Path(folder.name)


class MeasureTest(InScratch):
    def test_starts_each_run_from_the_same_file(self):
        before, target = self.scratch / "before", self.scratch / "target"
        before.write_text("1\n")
        way = Way("way", ["sh", "-c", f"echo 2 >>{target}; wc -l <{target}"], target,
                  before=before, count=lambda output, _: int(output), rows=2)
        self.assertEqual(len(measure([way], 3, self.scratch)["way"]), 3)
        self.assertFalse(target.exists())

    def test_refuses_other_rows(self):
        way = Way("way", ["echo", "7"], self.scratch / "target",
                  count=lambda output, _: int(output), rows=8)
        with self.assertRaisesRegex(Failure, "way: 7 rows, not 8"):
            measure([way], 1, self.scratch)

    def test_refuses_what_fails(self):
        way = Way("way", ["sh", "-c", "echo bad >&2; exit 3"], self.scratch / "target")
        with self.assertRaisesRegex(Failure, "(?s)status 3 .*bad"):
            measure([way], 1, self.scratch)

    def test_reads_times_that_are_printed(self):
        way = Way("way", ["echo", "took 12.5 s"], self.scratch / "target",
                  seconds="^took ([0-9.]+)")
        self.assertEqual(measure([way], 1, self.scratch)["way"][0].seconds, 12.5)


class AllTest(InScratch):
    def run_all(self, *arguments):
        self.results = self.scratch / "results"
        said = subprocess.run(
            [sys.executable, ALL, "--csvimport", CSVIMPORT, "--generate", GENERATE,
             "--rivals", RIVALS, "--scratch", self.scratch, "--rounds", "1",
             "--results", self.results, *map(str, arguments)],
            capture_output=True, text=True)
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)
        return said.stdout

    def test_measures_all_works(self):
        text = self.scratch / "README.md"
        text.write_text(f"before\n{readme.BEGIN}old\n{readme.END}after\n")
        said = self.run_all("--scale", "0.00002", "--readme", text)
        for rival in rivals.missing(Path(RIVALS)):
            self.assertIn(f"{rival} is left out: ", said)
        report = (self.results / "report.md").read_text()
        for name in (*WORKS, *INDEX_WORKS):
            self.assertIn(f"\n## {name}: ", report)
        for chart in ("rivals.svg", "scaling.svg"):
            xml.etree.ElementTree.parse(self.results / chart)
            self.assertIn(f"(results/{chart})", text.read_text())
        self.assertTrue(text.read_text().startswith(f"before\n{readme.BEGIN}"))
        self.assertTrue(text.read_text().endswith(f"{readme.END}after\n"))
        self.assertNotIn("old", text.read_text())
        self.assertEqual(sorted(path.name for path in self.scratch.iterdir()),
                         ["README.md", "results"])

    def test_keeps_what_it_does_not_measure_again(self):
        self.run_all("--scale", "0.00002", "ten")
        self.run_all("--scale", "0.00003", "few")
        report = (self.results / "report.md").read_text()
        self.assertIn("\n## ten: ", report)
        self.assertIn("\n## few: ", report)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
