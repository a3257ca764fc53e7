"""The part of README.md that the measurement writes, between two marks."""

import os

import bars
import curves
import tables

BEGIN = "<!-- measured: begin -->\n"
END = "<!-- measured: end -->\n"
WORDS = {"rivals.svg": ("Rows per second", bars.description),
         "scaling.svg": ("Time and memory", curves.description)}


def rewrite(path, measured, charts):
    text = path.read_text()
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise SystemExit(f"{path} lacks the marks {BEGIN.strip()} and {END.strip()}")
    path.write_text(before + BEGIN + "\n" + part(path, measured, charts) + "\n" + END +
                    after)


def part(path, measured, charts):
    pictures = []
    for chart in charts:
        title, _ = WORDS[chart.name]
        place = os.path.relpath(chart, path.parent)
        pictures.append(f"![{title}: the figures stand in the picture's description "
                        f"and in report.md]({place})\n")
    return "\n".join(pictures[:1] + [tables.races(measured)] + pictures[1:] +
                     [tables.settings(measured), tables.asked(measured)])
