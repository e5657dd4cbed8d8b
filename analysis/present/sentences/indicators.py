"""Sentences on indicators: what is happening, and whether the standard will be met."""

from __future__ import annotations

from analysis.present import units
from analysis.present.sentences.phrases import capital, many
from analysis.results import IndicatorTrend
from analysis.statistics.xmr import Assurance, SpecialCause, Variation

_VARIATION = {
    Variation.IMPROVEMENT: "improving",
    Variation.CONCERN: "getting worse",
    Variation.HIGH: "higher than usual",
    Variation.LOW: "lower than usual",
}
_ASSURANCE = {
    Assurance.PASS: "As things go, the standard will be met consistently.",
    Assurance.FAIL: "As things go, the standard will be missed consistently.",
    Assurance.INCONSISTENT: "As things go, the standard will sometimes be met, sometimes missed.",
}
_ON_THE_MOVE = {
    (Assurance.PASS, Variation.CONCERN): (
        "Its usual range meets the standard, but that may not last if it goes on getting worse."
    ),
    (Assurance.FAIL, Variation.IMPROVEMENT): (
        "Its usual range misses the standard, but that may change if it goes on improving."
    ),
}
"""Instead of what a process does that stays as it is, where it is leaving that behind."""

_HOW_SURE = {
    Assurance.PASS: "The whole usual range is on the right side of the standard.",
    Assurance.FAIL: "The whole usual range is on the wrong side of the standard.",
    Assurance.INCONSISTENT: "The standard lies inside the usual range, so chance decides.",
}
_UNSURE = "Too few figures to say whether it is changing."


def indicator(trend: IndicatorTrend) -> str:
    """Return the first sentences on an indicator: how it stands, what is happening, what next."""
    latest = trend.known.tail(1)
    at = f"{trend.indicator.label} {_preposition(trend)} {trend.place.name}"
    if latest.empty:
        return f"{at}: every figure is hidden or missing."
    row = latest.iloc[0]
    figure = units.figure(trend.indicator, row["value"])
    stands = [f"{figure} in {row['label']}", _beside_standard(trend, row["value"])]
    stood = ", ".join(part for part in stands if part)
    said = [f"{at}: {stood}.", happening(trend), _what_next(trend)]
    return " ".join(part for part in said if part)


def happening(trend: IndicatorTrend) -> str:
    """Return what the latest figures mean, in one sentence."""
    if trend.variation is Variation.UNKNOWN:
        return _UNSURE
    if trend.variation is Variation.COMMON:
        return "No clear change lately: the ups and downs are the usual ones."
    return capital(f"{_VARIATION[trend.variation]}: {_why(trend)}.")


def indicator_notes(trend: IndicatorTrend) -> list[str]:
    """Return how to read the picture: the indicator, the usual range, variation and assurance."""
    what = trend.indicator
    notes = [f"**{what.label}.** {what.description} {what.source}"]
    if trend.frame["mean"].notna().any():
        notes.append(
            f"**Usual range.** The average of all {trend.grain}s shown, and the limits between "
            "which nearly all of them fall as long as nothing changes (an XmR control chart, by "
            "the NHS “Making Data Count” rules)."
        )
        notes.append(
            f"**Is it changing?** {happening(trend)} Points stand out that are outside the usual "
            "range, 7 or more in a row on one side of the average, 7 or more that rise or fall "
            "without a break, or 2 of 3 close to a limit. All else is taken for chance."
        )
    if trend.assurance in _ASSURANCE:
        notes.append(
            f"**Will the standard be met?** {_HOW_SURE[trend.assurance]} {_what_next(trend)}"
        )
    elif what.standard is None:
        notes.append("**Will the standard be met?** There is no national standard for it.")
    if trend.caution:
        notes.append(f"**Caution.** {trend.caution}")
    return [*notes, f"**Source.** {trend.source}."]


def _what_next(trend: IndicatorTrend) -> str:
    moving = _ON_THE_MOVE.get((trend.assurance, trend.variation))
    return moving or _ASSURANCE.get(trend.assurance, "")


def _preposition(trend: IndicatorTrend) -> str:
    return "at" if trend.place.level == "trust" else "in"


def _beside_standard(trend: IndicatorTrend, value: float) -> str:
    """Return on which side of the standard a value is."""
    what = trend.indicator
    meets = what.meets_standard(value)
    if what.standard is None or meets is None:
        return ""
    standard = f"{units.rounded(100 * what.standard, 0)}% standard"
    if meets:
        return f"which meets the {standard}"
    side = "below" if what.better == "increase" else "above"
    just = units.figure(what, value) == units.figure(what, what.standard)
    return f"{'just ' if just else ''}{side} the {standard}"


def _why(trend: IndicatorTrend) -> str:
    """Return which rule the latest figures break, in plain words."""
    several = f"{trend.grain}s"
    limits = trend.frame.iloc[-1][["lower_limit", "upper_limit"]]
    usual = units.figure_limits(trend.indicator, *limits)
    high = trend.cause in (
        SpecialCause.ABOVE_LIMIT,
        SpecialCause.NEAR_UPPER,
        SpecialCause.ABOVE_MEAN,
    )
    if trend.cause in (SpecialCause.ABOVE_LIMIT, SpecialCause.BELOW_LIMIT):
        return f"{'above' if high else 'below'} the usual range ({usual})"
    if trend.cause in (SpecialCause.NEAR_UPPER, SpecialCause.NEAR_LOWER):
        return f"2 of 3 {several} near the {'upper' if high else 'lower'} end of the usual range"
    if trend.cause in (SpecialCause.RISING, SpecialCause.FALLING):
        way = "risen" if trend.cause is SpecialCause.RISING else "fallen"
        return f"it has {way} {trend.run - 1} {several} in a row"
    count = many(trend.run, trend.grain)
    side = "above" if high else "below"
    return f"{count} in a row {side} the average of the whole time shown"
