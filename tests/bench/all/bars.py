"""The chart of the rivals: a bar of rows per second for each way of a work."""

from picture import Picture
from words import rate, seconds

WIDTH = 800
LEFT = 215  # of it names
RIGHT = 175  # of it figures
LINE = 28
HEAD = 44  # above the bars of a work


def compared(measured):
    """Works with several rivals, the widest field last."""
    works = [work for work in measured.values()
             if work.kind == "race" and work.rows and len(work.ways) > 2]
    return sorted(works, key=lambda work: len(work.ways))


def plain(name):
    return name.replace("`", "")


def draw(measured, path):
    works = compared(measured)
    if not works:
        return False
    height = sum(HEAD + LINE * len(work.ways) for work in works) + 40
    picture = Picture(WIDTH, height, "Rows per second: csvimport and its rivals",
                      description(measured))
    top = 0
    for work in works:
        draw_work(picture, work, top)
        top += HEAD + LINE * len(work.ways)
    picture.text(16, height - 14, "Longer is faster. The thin line is the spread of "
                 "all rounds.", "note")
    picture.save(path)
    return True


def draw_work(picture, work, top):
    picture.text(16, top + 30, work.title, "title")
    taken = [work.seconds(way) for way in range(len(work.ways))]
    fastest = min(spread.low for spread in taken)
    room = WIDTH - LEFT - RIGHT
    for way, (name, _) in enumerate(work.ways):
        y = top + HEAD + LINE * way
        length, slow, fast = (room * fastest / value for value in
                              (taken[way].median, taken[way].high, taken[way].low))
        picture.text(LEFT - 10, y + 15, plain(name), "end")
        picture.bar(LEFT, y + 2, max(length, 1), LINE - 9, "other" if way else "ours")
        picture.line(LEFT + slow, y + 11.5, LEFT + fast, y + 11.5, "spread")
        picture.text(LEFT + max(length, fast) + 8, y + 15, figures(work, way))


def figures(work, way):
    median = work.seconds(way).median
    return f"{rate(work.rows, median)}, {seconds(median)}"


def description(measured):
    """The same in words."""
    return " ".join(
        f"{work.title}: " + "; ".join(f"{plain(name)} {figures(work, way)}"
                                      for way, (name, _) in enumerate(work.ways)) +
        "." for work in compared(measured))
