"""Tables of the parts of a gap, and of the answers that go with it."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.results.drivers import Drivers
from analysis.results.gap import REMAINS, TRUST, GapParts
from analysis.results.gap_checks import GapChecks
from analysis.survey import Question

MOST_DRIVERS = 15
"""How many of the other answers the screen shows; a file has them all."""

_METHODS = {TRUST: "Where they are treated", "who": "Who they are", REMAINS: "What remains"}
_BASES = {
    "both": "Both groups together (as above)",
    "second": "The group compared with",
    "first": "The group itself",
    "everyone": "Everyone, as if there were no groups",
}
_NUMBERS = ["estimate", "lower", "upper"]


def _points(q: Question, value: float, lower: float, upper: float) -> str:
    if units.is_missing(value):
        return "–"
    return units.signed_interval(q, value, lower, upper)


def _share(share: float) -> str:
    return "–" if units.is_missing(share) else units.percent(share)


def gap_parts(result: GapParts) -> pd.DataFrame:
    """Return the parts of the gap for the screen, in points, with the whole gap last."""
    q, sides = result.question, result.sides
    rows = [
        (r["label"], _points(q, *r[_NUMBERS]), _share(r["share"]))
        for _, r in result.frame.iterrows()
    ]
    whole = _points(q, sides.gap, sides.lower, sides.upper)
    rows.append(("The gap", whole, _share(1.0 if sides.is_clear else float("nan"))))
    return pd.DataFrame(rows, columns=["Part", "Points (95% interval)", "Share of the gap"])


def gap_methods(result: GapChecks) -> pd.DataFrame:
    """Return the parts by both methods, in points."""
    q = result.parts.question
    return pd.DataFrame(
        {
            "Part": [_METHODS[part] for part in result.methods["part"]],
            "Oaxaca and Blinder (above)": [units.signed(q, v) for v in result.methods["estimate"]],
            "Das Gupta": [
                _points(q, r["second"], r["second_lower"], r["second_upper"])
                for _, r in result.methods.iterrows()
            ],
        }
    )


def gap_bases(result: GapChecks) -> pd.DataFrame:
    """Return what remains by whose answers say what a characteristic is worth, in points."""
    q = result.parts.question
    rows = [
        (
            _BASES[str(r["basis"])],
            _points(q, *r[["explained", "explained_lower", "explained_upper"]]),
            r["why"] or _points(q, *r[["remains", "remains_lower", "remains_upper"]]),
        )
        for _, r in result.bases.iterrows()
    ]
    return pd.DataFrame(
        rows, columns=["Whose answers", "Goes with the gap (points)", "Remains (points)"]
    )


def plain_gap(result: GapParts) -> pd.DataFrame:
    """Return the parts for a file, the gap last: points (of 100, or of the rating), shares 0-1."""
    sides = result.sides
    whole = {"part": "gap", "estimate": sides.gap, "lower": sides.lower, "upper": sides.upper}
    rows = [*result.frame[["part", *_NUMBERS, "share"]].to_dict("records"), {**whole, "share": 1.0}]
    return _plain(result, pd.DataFrame(rows))


def plain_gap_checks(result: GapChecks) -> pd.DataFrame:
    """Return the parts by other methods for a file: points (of 100, or of the rating).

    Rows of the section "methods" are Das Gupta's, "reference" by other coefficients, "trusts"
    between and inside trusts.
    """
    rows: list[tuple[object, ...]] = []
    for _, r in result.methods.iterrows():
        rows.append(("methods", r["part"], r["second"], r["second_lower"], r["second_upper"], ""))
    for _, r in result.bases.iterrows():
        for name in ("explained", REMAINS):
            ends = r[name], r[f"{name}_lower"], r[f"{name}_upper"]
            rows.append(("reference", f"{r['basis']}: {name}", *ends, r["why"]))
    if result.places:
        places = ("between", result.places.between), ("within", result.places.within)
        rows += [("trusts", name, e.value, e.lower, e.upper, e.why) for name, e in places]
    columns = ["section", "part", *_NUMBERS, "why"]
    return _plain(result.parts, pd.DataFrame(rows, columns=columns))


def _plain(result: GapParts, frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows of a gap in the unit people read, with what it is between."""
    numbers = frame.astype(dict.fromkeys(_NUMBERS, float))
    return units.scale_frame(result.question, numbers, _NUMBERS).assign(
        dimension=result.dimension.id,
        group=result.sides.group.id,
        reference=result.sides.reference.id,
    )


def drivers(result: Drivers) -> pd.DataFrame:
    """Return the answers that go most with the gap, at most `MOST_DRIVERS`, for the screen."""
    q, frame = result.question, result.frame[:MOST_DRIVERS]
    rows = [row for _, row in frame.iterrows()]
    return pd.DataFrame(
        {
            "Answered positively": frame["title"],
            result.sides.group.label: [units.percent(v, 1) for v in frame["score"]],
            result.sides.reference.label: [units.percent(v, 1) for v in frame["score_reference"]],
            "Those who did score (points)": [
                _points(q, r["association"], r["association_lower"], r["association_upper"])
                for r in rows
            ],
            "Goes with (points of the gap)": [
                _points(q, r["goes"], r["goes_lower"], r["goes_upper"]) for r in rows
            ],
            "Share of the gap": [_share(v) for v in frame["share"]],
        }
    )


def plain_drivers(result: Drivers) -> pd.DataFrame:
    """Return them for a file: percent 0-100, points of 100 or of the rating, shares 0-1."""
    apart = ["score", "score_reference", "difference", "difference_lower", "difference_upper"]
    points = [f"{c}{end}" for c in ("association", "goes") for end in ("", "_lower", "_upper")]
    frame = units.scale_frame(result.question, result.frame, points)
    frame = frame.assign(**{c: 100 * frame[c] for c in apart})
    named = {"group": result.sides.group.id, "reference": result.sides.reference.id}
    return frame[["question", "title", *apart, *points, "share"]].assign(**named)
