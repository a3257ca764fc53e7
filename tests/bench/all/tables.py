"""What has been measured, as Markdown."""

import textwrap

import rivals
from words import megabytes, rate, seconds, times


def spread_of_seconds(spread):
    return f"{seconds(spread.median)} ({seconds(spread.low)} to {seconds(spread.high)})"


def ratio(work):
    is_within = work.goal[:1] == ["within"]
    return times(work.ratio(), " its time" if is_within else "")


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def races(measured):
    """The short table: csvimport beside one rival."""
    rows = [[work.title, seconds(work.seconds(0).median), work.ways[1][0],
             seconds(work.seconds(1).median), ratio(work)]
            for work in measured.values()
            if work.kind == "race" and len(work.ways) > 1]
    rows += [[work.title, megabytes(work.most_memory()), "", "", ""]
             for work in measured.values() if work.kind == "memory"]
    return table(["work", "csvimport", "beside", "its time", "ratio"], rows)


def goals(measured):
    """What is aimed at, and whether it is reached."""
    rows = []
    for work in measured.values():
        if not work.goal:
            continue
        is_memory = work.kind == "memory"
        found = megabytes(work.most_memory()) if is_memory else ratio(work)
        rows.append([work.name, work.title, found, work.goal[2],
                     "yes" if work.is_reached() else "**no**"])
    return table(["name", "work", "measured", "aim", "reached"], rows)


def ways(work):
    """Each way of a work, with spread."""
    rows = []
    for way, (name, _) in enumerate(work.ways):
        taken = work.seconds(way)
        number = int(name) if work.kind == "rows" else work.rows
        rows.append([f"{int(name):,}" if work.kind == "rows" else name,
                     spread_of_seconds(taken),
                     rate(number, taken.median) if number else "",
                     megabytes(work.peak_megabytes(way).median)])
    head = {"rows": "rows", "workers": "workers"}.get(work.kind, "way")
    return table([head, "time", "speed", "peak of memory"], rows)


def wrapped(text, indent=""):
    return textwrap.fill(text, 86, subsequent_indent=indent, break_long_words=False,
                         break_on_hyphens=False) + "\n"


def settings(measured):
    """The machine and the versions; where works were measured on several, which
    of them on which."""
    groups = {}
    for work in measured.values():
        groups.setdefault(tuple(sorted(work.setting.items())), []).append(work)
    lines = []
    for group, works in groups.items():
        of = dict(group)
        which = ""
        if len(groups) > 1:
            which = f"{', '.join(work.name for work in works)}: "
        rounds = sorted({work.rounds for work in works})
        text = " or ".join(map(str, rounds))
        lines.append(wrapped(f"{which}{of['machine']}. {of['versions']}. "
                             f"{of['day']}, {text} round{'s' * (rounds[-1] > 1)}."))
    return "\n".join(lines)


def asked(measured):
    """What each of those that take part was asked to do."""
    names = {name for work in measured.values() for name, _ in work.ways}
    return "".join(wrapped(f"- {name}: {text}.", "  ")
                   for name, text in rivals.ASKED.items() if name in names)


def report(measured, command):
    """All there is to tell."""
    parts = ["# Measured\n", f"```\n{command}\n```\n", settings(measured),
             "Medians, with the least and the largest; ratios are taken within each "
             "round.\n", "## What is aimed at\n", goals(measured)]
    for work in measured.values():
        parts += [f"## {work.name}: {work.title}\n", ways(work)]
    parts += ["## What each was asked to do\n", asked(measured)]
    return "\n".join(parts)
