"""Numbers as people read them: one place for rounding, so words, pictures and tables agree."""

from __future__ import annotations

import math

import pandas as pd

from analysis.survey import Question

HIDDEN = "hidden"
NO_ANSWERS = "no answers"


def is_missing(value: float | None) -> bool:
    """Tell whether there is no number."""
    return value is None or pd.isna(value)


def scaled(question: Question, value: float) -> float:
    """Return a score in the unit people read: percent 0-100, or the rating 0-10 as it is."""
    return value if question.is_rating else 100 * value


def scale_frame(question: Question, frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the frame with these columns in the unit people read."""
    factor = 1 if question.is_rating else 100
    return frame.assign(**{c: frame[c] * factor for c in columns if c in frame})


def unit(question: Question) -> str:
    """Return the unit of a score."""
    return "mean rating, 0 to 10" if question.is_rating else "percent"


def score(question: Question, value: float, *, decimals: int | None = None) -> str:
    """Return a score in words, e.g. "77%" or "8.80 out of 10"."""
    if is_missing(value):
        return HIDDEN
    if question.is_rating:
        return f"{_rounded(value, 2 if decimals is None else decimals)} out of 10"
    return f"{_rounded(100 * value, decimals or 0)}%"


def _rounded(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    return text.replace("-", "−") if float(text) else f"{0:.{decimals}f}"


def _digits(question: Question) -> int:
    return 2 if question.is_rating else 0


def score_interval(question: Question, value: float, lower: float, upper: float) -> str:
    """Return a score with its interval, e.g. "77% (76 to 78)"; without limits the score alone."""
    text = score(question, value)
    if is_missing(value) or is_missing(lower) or is_missing(upper):
        return text
    digits = _digits(question)
    limits = [_rounded(scaled(question, v), digits) for v in (lower, upper)]
    return f"{text} ({limits[0]} to {limits[1]})"


def points(question: Question, difference: float) -> str:
    """Return the size of a difference, e.g. "6 points", "less than 1 point", "0.15"."""
    size = abs(scaled(question, difference))
    digits = _digits(question)
    text = f"{size:.{digits}f}"
    if question.is_rating:
        return f"{text} points" if float(text) else "less than 0.01 points"
    if not float(text):
        return "less than 1 point"
    return f"{text} point" if text == "1" else f"{text} points"


def signed(question: Question, difference: float) -> str:
    """Return a difference in points for a table, e.g. "+1.5", "−0.3", "0.0"."""
    digits = 2 if question.is_rating else 1
    text = f"{scaled(question, difference):+.{digits}f}".replace("-", "−")
    return text if text.strip("+−0.") else text.lstrip("+−")


def direction(difference: float) -> str:
    """Return "lower" or "higher"."""
    return "lower" if difference < 0 else "higher"


def gap(question: Question, difference: float, lower: float, upper: float) -> str:
    """Return a difference in words, e.g. "6 points lower (5 to 7)".

    The limits are given in the direction of the difference; one on the other side of no
    difference is written out, as in "1 point lower (2 lower to 1 higher)".
    """
    text = f"{points(question, difference)} {direction(difference)}"
    if is_missing(lower) or is_missing(upper):
        return text
    digits = _digits(question)
    ends = sorted((scaled(question, lower), scaled(question, upper)), key=abs)
    if lower * upper >= 0:
        least = f"{abs(ends[0]):.{digits}f}"
        if lower * upper > 0 and not float(least):
            least = f"less than {10**-digits:.{digits}f}"
        return f"{text} ({least} to {abs(ends[1]):.{digits}f})"
    far, near = sorted(ends, key=lambda v: v * math.copysign(1, difference), reverse=True)
    return (
        f"{text} ({abs(far):.{digits}f} {direction(far)} to {abs(near):.{digits}f} "
        f"{direction(near)})"
    )


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun, e.g. "1 trust", "12 trusts", "no trusts"."""
    words = noun if number == 1 else plural or f"{noun}s"
    return f"{number:,} {words}" if number else f"no {words}"


def listing(items: list[str]) -> str:
    """Return items as an English list, e.g. "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
