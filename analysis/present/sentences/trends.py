"""Sentences of the Trends page."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results import Trend

_MOVEMENTS = {
    "narrower": "narrowed",
    "wider": "widened",
    "reversed": "turned round",
}
_FLAGS = {"up": "a rise", "down": "a fall", "unchanged": "no change"}


def trends(trend: Trend) -> str:
    """Return the first sentence of the Trends page: of the gaps, or of the level without any."""
    return _gaps(trend) if trend.by else _level(trend)


def trend_details(trend: Trend) -> list[str]:
    """Return further sentences: the level, the latest change, what stands out, official flags."""
    said = [
        _level(trend) if trend.by else "",
        _latest(trend),
        _standing_out(trend),
        _official_flags(trend),
    ]
    return [sentence for sentence in said if sentence]


def _level(trend: Trend) -> str:
    """Return whether the score of everyone changed from the first year to the last."""
    row, label = trend.overall, f"“{trend.question.label}”"
    if units.is_missing(row["change"]) or trend.first == trend.last:
        return f"There are too few answers here to say whether {label} changed."
    frame = trend.frame[trend.frame["total"]]
    before, after = (
        _score(trend, frame[frame["year"] == year].iloc[0]) for year in (trend.first, trend.last)
    )
    ends = row["change"], row["change_lower"], row["change_upper"]
    if ends[1] > 0 or ends[2] < 0:
        verb = "rose" if ends[0] > 0 else "fell"
        return (
            f"{label} {verb} from {before} in {trend.first} to {after} in {trend.last}: "
            f"{_moved(trend, *ends)}."
        )
    return (
        f"No clear change in {label}: {before} in {trend.first} and {after} in {trend.last}, "
        f"{_moved(trend, *ends)}."
    )


def _latest(trend: Trend) -> str:
    """Return how everyone's score changed in the last year; empty where that can't be said."""
    row = trend.frame[trend.frame["total"]].iloc[-1]
    if units.is_missing(row["change"]) or row["previous"] == trend.first:
        return ""
    ends = row["change"], row["change_lower"], row["change_upper"]
    clear = ends[1] > 0 or ends[2] < 0
    said = _moved(trend, *ends) if clear else f"no clear change, {_moved(trend, *ends)}"
    return f"From {row['previous']} to {row['year']}: {said}."


def _official_flags(trend: Trend) -> str:
    """Return what the publisher's own tests found; empty for respondents' answers."""
    row = trend.frame[trend.frame["total"]].iloc[-1]
    said = [
        f"{_FLAGS[flag]} {since}"
        for flag, since in (
            (row["official"], "on the year before"),
            (trend.overall["official"], "over all its years"),
        )
        if flag in _FLAGS
    ]
    if not said:
        return ""
    return (
        f"The publisher's own flags for {row['year']}: {phrases.listing(said)}. Its test is not "
        "known and can't be worked out from scores and bases; ours stands beside it."
    )


def _standing_out(trend: Trend) -> str:
    """Return how many changes stand out once all of them are allowed for; empty without any."""
    tested = trend.tested[0]
    if not tested:
        return ""
    found = int(trend.frame["stands_out"].fillna(False).sum())
    return (
        f"Of {phrases.many(tested, 'change')} from one year to the next, "
        f"{phrases.share_of(found, tested)} {phrases.agree(found, 'stands', 'stand')} out after "
        "allowing for how many were looked at."
    )


def _movement(trend: Trend, row: pd.Series) -> str:
    """Return what became of the gap between a group and the reference, a row of ``trend.gaps``."""
    own, other = _people(trend, row)
    pair = f"the gap between {own} and {other}"
    if row["movement"] not in _MOVEMENTS:
        return f"No clear change in {pair}: {_ends(trend, row)}; {_room(trend, row)}."
    verb = _MOVEMENTS[row["movement"]]
    size = _sizes(trend, row["gap_change"], row["gap_change_lower"], row["gap_change_upper"])
    if row["gap_before"] * row["gap_after"] > 0:
        return f"{phrases.capital(pair)} {verb} by {size}: {_ends(trend, row)}."
    return f"{phrases.capital(pair)} {verb}: {_ends(trend, row)}, a move of {size}."


def _gaps(trend: Trend) -> str:
    gaps = trend.gaps
    if gaps.empty:
        return "No gap can be followed here: there are too few answers in the first or last year."
    moved = gaps[gaps["movement"].isin(_MOVEMENTS)]
    if moved.empty:
        widest = gaps.iloc[int(gaps["gap_before"].abs().argmax())]
        if len(gaps) == 1:
            return _movement(trend, widest)
        other = _people(trend, widest)[1]
        return (
            f"No clear change in any of the {units.whole(len(gaps))} gaps to {other}. The widest "
            f"at the start: {_ends(trend, widest)}; {_room(trend, widest)}."
        )
    nearest = moved[["gap_change_lower", "gap_change_upper"]].abs().min(axis=1)
    told = _movement(trend, moved.iloc[int(nearest.argmax())])
    if len(gaps) == 1:
        return told
    counted = phrases.listing(
        [
            f"{phrases.share_of(number, len(gaps))} {verb}"
            for word, verb in _MOVEMENTS.items()
            if (number := int((moved["movement"] == word).sum()))
        ]
    )
    return f"{told} Of {units.whole(len(gaps))} gaps, {counted}."


def _people(trend: Trend, row: pd.Series) -> tuple[str, str]:
    assert trend.by is not None
    assert trend.reference is not None
    return trend.by.group(row["group"]).people, trend.reference.people


def _ends(trend: Trend, row: pd.Series) -> str:
    """Return the gap in the first and in the last year."""
    before, after = (_standing(trend, row[c]) for c in ("gap_before", "gap_after"))
    own, _ = _people(trend, row)
    return f"{own} scored {before} in {trend.first} and {after} in {trend.last}"


def _standing(trend: Trend, gap: float) -> str:
    if units.is_none(gap):
        return "the same"
    return f"{_points(trend, gap)} {units.direction(gap)}"


def _room(trend: Trend, row: pd.Series) -> str:
    """Return between what the change in a gap lies, when it may be none."""
    low, high = row["gap_change_lower"], row["gap_change_upper"]
    gap = row["gap_before"]
    narrower, wider = (high, -low) if gap < 0 else (-low, high)
    if gap * row["gap_after"] > 0 and narrower <= abs(gap):
        return (
            f"the gap may have narrowed by up to {_points(trend, narrower)} or widened by up to "
            f"{_points(trend, wider)}"
        )
    own, other = _people(trend, row)
    return (
        f"compared with {other}, {own} may have lost up to {_points(trend, low)} or gained up to "
        f"{_points(trend, high)}"
    )


def _decimals(trend: Trend) -> int:
    """Return the decimals of a score: published percents are whole numbers."""
    return units.digits(trend.question, table=trend.policy is not None)


def _score(trend: Trend, row: pd.Series) -> str:
    q, shown = trend.question, _decimals(trend)
    score = units.score(q, row["score"], decimals=shown).removesuffix(" out of 10")
    limits = units.limits(q, row["lower"], row["upper"], table=bool(shown))
    low, high = limits.split(" to ")
    return score if low == high else f"{score} ({limits})"


def _number(trend: Trend, difference: float) -> str:
    """Return the size of a difference, e.g. "0.8", "less than 0.1", "0.0" for none."""
    shown = _decimals(trend)
    text = units.rounded(abs(units.scaled(trend.question, difference)), shown)
    if float(text) or units.is_none(difference):
        return text
    return f"less than {units.rounded(10**-shown, shown)}"


def _points(trend: Trend, difference: float) -> str:
    text = _number(trend, difference)
    return f"{text} {'point' if text.split()[-1] == '1' else 'points'}"


def _sizes(trend: Trend, value: float, lower: float, upper: float) -> str:
    """Return the size of a change that is clear, with its limits."""
    low, high = (_number(trend, v) for v in sorted((lower, upper), key=abs))
    return f"{_points(trend, value)} ({low} to {high})"


def _moved(trend: Trend, value: float, lower: float, upper: float) -> str:
    """Return a change with its limits in the direction of the change, or between its limits."""
    if lower > 0 or upper < 0:
        return (
            f"{_points(trend, value)} {units.direction(value)} "
            f"({_sizes(trend, value, lower, upper).partition('(')[2]}"
        )
    return f"between {_points(trend, lower)} lower and {_points(trend, upper)} higher"
