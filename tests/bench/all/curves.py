"""The chart of how time and memory go with workers, and with rows."""

import math

from picture import Picture
from words import count, megabytes, seconds

WIDTH, HEIGHT = 800, 520
PANEL_WIDTH, PANEL_HEIGHT = 320, 150
BOUND = 64  # MB of memory


def curves(measured):
    """Of workers, and of rows."""
    return [work for kind in ("workers", "rows") for work in measured.values()
            if work.kind == kind]


def draw(measured, path):
    works = curves(measured)
    if not works:
        return False
    picture = Picture(WIDTH, HEIGHT, "Time and memory by workers and by rows",
                      description(measured))
    for column, work in enumerate(works):
        left = 60 + column * (PANEL_WIDTH + 70)
        places = [int(name) for name, _ in work.ways]
        labels = [count(place) for place in places]
        ways = range(len(places))
        picture.text(left, 30, f"{work.title}, by {work.kind}", "title")
        draw_panel(picture, left, 70, "time", places, labels,
                   [work.seconds(way).median for way in ways], seconds,
                   is_logarithmic=work.kind == "rows")
        draw_panel(picture, left, 300, "peak of memory", places, labels,
                   [work.peak_megabytes(way).median for way in ways],
                   megabytes, bound=BOUND)
    picture.save(path)
    return True


def shares(values, is_logarithmic, low=None, high=None):
    """Where the values stand between the bounds, from 0 to 1."""
    scale = math.log if is_logarithmic else float
    first = scale(min(values) if low is None else low)
    last = scale(max(values) if high is None else high)
    return [(scale(value) - first) / ((last - first) or 1) for value in values]


def draw_panel(picture, left, top, title, places, labels, values, words,
               is_logarithmic=False, bound=None):
    bottom = top + PANEL_HEIGHT
    picture.text(left, top - 14,
                 title + (", both axes logarithmic" if is_logarithmic else ""), "note")
    low = None if is_logarithmic else 0
    high = max([*values, bound or 0])
    across = [left + 20 + (PANEL_WIDTH - 40) * share
              for share in shares(places, True)]
    # A logarithmic axis has no zero, so the least value stands above it.
    floor = 0.1 if is_logarithmic else 0
    up = [bottom - (PANEL_HEIGHT - 22) * (floor + (1 - floor) * share)
          for share in shares(values, is_logarithmic, low, high)]
    picture.line(left, bottom, left + PANEL_WIDTH, bottom, "grid")
    if bound:
        y = bottom - (PANEL_HEIGHT - 22) * bound / high
        picture.line(left, y, left + PANEL_WIDTH, y, "bound")
        picture.text(left + PANEL_WIDTH, y - 5, words(bound), "note end")
    picture.curve(zip(across, up))
    for x, y, label, value in zip(across, up, labels, values):
        picture.dot(x, y)
        picture.text(x, y - 9, words(value), "middle label")
        picture.text(x, bottom + 18, label, "middle note")


def description(measured):
    """The same in words."""
    parts = []
    for work in curves(measured):
        points = [f"{int(name):,} {work.kind}: {seconds(work.seconds(way).median)}, "
                  f"{megabytes(work.peak_megabytes(way).median)}"
                  for way, (name, _) in enumerate(work.ways)]
        parts.append(f"{work.title}. {'; '.join(points)}.")
    return " ".join(parts)
