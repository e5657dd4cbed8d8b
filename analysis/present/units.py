"""Numbers as people read them: one place for rounding, so words, pictures and tables agree."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pandas as pd

from analysis.survey import Indicator, Question, is_about_comments

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


def noun(question: Question) -> str:
    """Return what people call the result of a question: "Score", or "Share" of who wrote."""
    return "Share" if is_about_comments(question) else "Score"


def bases(question: Question) -> str:
    """Return what people call the base of a result: "Answers", or "People who wrote"."""
    return "People who wrote" if is_about_comments(question) else "Answers"


def unit(question: Question) -> str:
    """Return the unit of a score."""
    return "mean rating, 0 to 10" if question.is_rating else "percent"


def digits(question: Question, *, table: bool = False) -> int:
    """Return the decimals of a score: in sentences 0 and in tables 1, but 2 for a rating."""
    if question.is_rating:
        return 2
    return 1 if table else 0


@cache
def _place(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def rounded(value: float, decimals: int) -> str:
    """Return a number rounded once, halves away from zero, e.g. "0.3", "−2", never "−0".

    Nine decimals count: what is beyond them is taken for the noise of floating point.
    """
    size = Decimal(f"{abs(value):.9f}").quantize(_place(decimals), ROUND_HALF_UP)
    return f"−{size}" if value < 0 and size else str(size)


def whole(number: float) -> str:
    """Return a count, e.g. "12,345"."""
    return f"{number:,.0f}"


def people(number: float) -> str:
    """Return a number of people, e.g. "1,234", or "65.5" where one counts as half."""
    return whole(number) if number == int(number) else f"{number:,.1f}"


def percent(share: float, decimals: int = 0) -> str:
    """Return a proportion as a percent, e.g. "77%"."""
    return f"{rounded(100 * share, decimals)}%"


def score(question: Question, value: float, *, decimals: int | None = None) -> str:
    """Return a score in words, e.g. "77%" or "8.80 out of 10"."""
    if is_missing(value):
        return HIDDEN
    shown = digits(question) if decimals is None else decimals
    if question.is_rating:
        return f"{rounded(value, shown)} out of 10"
    return percent(value, shown)


def limits(question: Question, lower: float, upper: float, *, table: bool = False) -> str:
    """Return two limits without their unit, e.g. "76 to 78"; in a table "76.2 to 77.9"."""
    shown = digits(question, table=table)
    low, high = (rounded(scaled(question, v), shown) for v in (lower, upper))
    return f"{low} to {high}"


def score_interval(question: Question, value: float, lower: float, upper: float) -> str:
    """Return a score with its interval, e.g. "77% (76 to 78)"; without limits the score alone."""
    text = score(question, value)
    if is_missing(value) or is_missing(lower) or is_missing(upper):
        return text
    return f"{text} ({limits(question, lower, upper)})"


def is_outside(question: Question, value: float, lower: float, upper: float) -> bool:
    """Tell whether a score, as sentences print it, lies outside these limits as they print them."""
    shown = digits(question)
    seen, low, high = (Decimal(rounded(scaled(question, v), shown)) for v in (value, lower, upper))
    return not low <= seen <= high


def points(question: Question, difference: float) -> str:
    """Return the size of a difference, e.g. "6 points", "less than 1 point", "0.15 points"."""
    text = _size(question, 0 if is_none(difference) else difference)
    return f"{text} point" if text.split()[-1] == "1" else f"{text} points"


def _size(question: Question, difference: float) -> str:
    """Return the size of a difference without its unit, e.g. "6", "less than 1"; "0" for none."""
    shown = digits(question)
    text = rounded(abs(scaled(question, difference)), shown)
    if difference == 0 or float(text):
        return text
    return f"less than {rounded(10**-shown, shown)}"


def signed(question: Question, difference: float) -> str:
    """Return a difference in points for a table, e.g. "+1.5", "−0.3", "0.0"."""
    text = rounded(scaled(question, difference), digits(question, table=True))
    return f"+{text}" if difference > 0 and float(text) else text


def signed_interval(question: Question, difference: float, lower: float, upper: float) -> str:
    """Return a difference with its interval for a table, e.g. "−1.5 (−2.0 to −1.0)".

    A limit that leaves out zero and would read as zero is "just below 0" or "just above 0".
    """
    texts = [signed(question, v) for v in (lower, upper)]
    if lower > 0 and not texts[0].strip("0."):
        texts[0] = "just above 0"
    if upper < 0 and not texts[1].strip("0."):
        texts[1] = "just below 0"
    return f"{signed(question, difference)} ({texts[0]} to {texts[1]})"


def direction(difference: float) -> str:
    """Return "lower" or "higher"."""
    return "lower" if difference < 0 else "higher"


def is_none(difference: float) -> bool:
    """Tell whether a difference is none, but for the noise of floating point."""
    return round(difference, 6) == 0


def gap(question: Question, difference: float, lower: float, upper: float) -> str:
    """Return a difference in words, e.g. "6 points lower (5 to 7)".

    The limits are given in the direction of the difference; one on the other side of no
    difference is written out, as in "1 point lower (2 lower to 1 higher)".
    """
    text = "no difference"
    if not is_none(difference):
        text = f"{points(question, difference)} {direction(difference)}"
    if is_missing(lower) or is_missing(upper):
        return text
    if lower < 0 < upper:
        far, near = (lower, upper) if difference < 0 else (upper, lower)
        ends = [f"{_size(question, v)} {direction(v)}" for v in (far, near)]
    else:
        ends = [_size(question, v) for v in sorted((lower, upper), key=abs)]
        if ends[0] == ends[1] and ends[0].startswith("less"):
            return f"{text} ({ends[0]} at either limit)"
    return f"{text} ({ends[0]} to {ends[1]})"


def figure(indicator: Indicator, value: float) -> str:
    """Return the value of an indicator, e.g. "81.2%", "12.5 per 100,000", "1,234"."""
    if indicator.unit == "percent":
        return percent(value, 1)
    return f"{rounded(value, 1)} per 100,000" if indicator.unit == "per 100,000" else whole(value)


def figure_limits(indicator: Indicator, lower: float, upper: float) -> str:
    """Return two limits of an indicator, e.g. "80.1% to 83.4%"; the unit once if it is a word."""
    low, high = figure(indicator, lower), figure(indicator, upper)
    return f"{low.removesuffix(' per 100,000')} to {high}"


def figure_scale(indicator: Indicator) -> float:
    """Return what a stored value of an indicator is multiplied by to get what people read."""
    return 100.0 if indicator.unit == "percent" else 1.0
