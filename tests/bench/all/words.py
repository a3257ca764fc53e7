"""Numbers as tables and charts tell them."""

import math


def digits(value, number=3):
    """So many digits, and more where they stand before the point."""
    before = math.floor(math.log10(value)) + 1 if value else 1
    return f"{value:.{max(number - before, 0)}f}"


def count(number):
    """20 M, 1.5 M, 100 K, 2,000."""
    if number >= 1_000_000:
        return f"{number / 1e6:g} M"
    if number >= 10_000 and number % 1000 == 0:
        return f"{number // 1000} K"
    return f"{number:,}"


def seconds(value):
    return f"{value * 1000:.0f} ms" if value < 0.0995 else f"{digits(value)} s"


def megabytes(value):
    return f"{digits(value, 2)} MB"


def rate(rows, taken):
    speed = rows / taken
    return f"{digits(speed / 1e6)} M rows/s" if speed >= 1e6 else \
        f"{digits(speed / 1e3)} K rows/s"


def times(spread, of=""):
    """19.8 × (18.2 to 20.4), or times of what `of` says."""
    median, low, high = (digits(value, 3 if value >= 10 else 2) for value in
                         (spread.median, spread.low, spread.high))
    return f"{median} ×{of} ({low} to {high})"
