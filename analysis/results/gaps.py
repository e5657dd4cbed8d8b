"""How far every group is from its reference on every question."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.results.columns import Columns, Floats
from analysis.results.compare import difference_of, rest_of
from analysis.results.official import ROUNDING_SLACK, TESTED_PAIRS
from analysis.results.sheets import RATING, Sheet
from analysis.statistics.change import change_p_value
from analysis.statistics.significance import mean_p_value
from analysis.store import ALL
from analysis.survey import NOT_GIVEN, OTHERS

_ENDS = ("lower", "upper")
_SCORED = ("score", "sd", "n_effective")
_NUMBERS = ("n", "weight", *_SCORED)
_TESTED_AGAINST = {
    (breakdown, group): other
    for breakdown, pair in TESTED_PAIRS.items()
    for group, other in (pair, pair[::-1])
}
"""Breakdown and group -> the group that the publisher tested it against."""


def gaps(
    sheet: Sheet,
    references: Mapping[str, str] | None = None,
    *,
    confidence: float = 0.95,
    strict: float | None = None,
) -> pd.DataFrame:
    """Return how far each group is from its reference on every question.

    Parameters
    ----------
    sheet : Sheet
        The scores.
    references : mapping of str to str, optional
        Breakdown -> id of the group to compare with; everyone else ("others") where there is none.
    confidence : float
        Level of the limits.
    strict : float, optional
        A second level, for limits that allow for many comparisons.

    Returns
    -------
    DataFrame
        The sheet's frame without totals, with ``reference``, ``difference`` (score minus the
        reference's: -1 to 1, or points of the rating), ``difference_lower``,
        ``difference_upper``, ``p`` (two-sided, unadjusted) and, if asked for, ``strict_lower``
        and ``strict_upper``. Missing for the reference itself, "Not given", and where either side
        is hidden or there is no base. Limits and p-values of official scores allow for their
        rounding.
    """
    chosen = references or {}
    frame = sheet.frame
    breakdown, group = frame["breakdown"].tolist(), frame["group"].tolist()
    reference = [chosen.get(b, OTHERS.id) for b in breakdown]
    against = _against(frame, breakdown, group, reference)
    rating = (frame["question"] == RATING).to_numpy()
    slack = ROUNDING_SLACK if sheet.official else 0.0
    found = score_gaps(frame, against, rating, slack=slack, confidence=confidence, strict=strict)
    compared = [g not in (ALL, NOT_GIVEN.id, r) for g, r in zip(group, reference, strict=True)]
    known = np.array(compared, dtype=bool) & ~np.isnan(found["difference"])
    numbers = {name: np.where(known, values, np.nan) for name, values in found.items()}
    tested = [
        _TESTED_AGAINST.get((b, g)) == r
        for b, g, r in zip(breakdown, group, reference, strict=True)
    ]
    significant = frame["significant"].astype("boolean").mask(~np.array(tested, dtype=bool))
    made = frame.assign(reference=reference, **numbers, significant=significant)
    return made[frame["group"] != ALL].reset_index(drop=True)


def _against(
    frame: pd.DataFrame, breakdown: list[str], group: list[str], reference: list[str]
) -> dict[str, Floats]:
    """Return for each row the numbers of its reference, or of everyone else."""
    question = frame["question"].tolist()
    others = [r == OTHERS.id for r in reference]
    wanted = [ALL if o else r for o, r in zip(others, reference, strict=True)]
    row = {key: i for i, key in enumerate(zip(question, breakdown, group, strict=True))}
    place = np.array(
        [row.get(key, -1) for key in zip(question, breakdown, wanted, strict=True)], dtype=np.intp
    )
    own = {c: frame[c].to_numpy(np.float64) for c in _NUMBERS}
    if not place.size:
        return own
    matched = {c: np.where(place >= 0, own[c][place], np.nan) for c in _NUMBERS}
    rest = rest_of(own, matched)
    return {c: np.where(others, rest[c], matched[c]) for c in _SCORED}


def score_gaps(
    first: Columns,
    second: Columns,
    rating: NDArray[np.bool_],
    *,
    slack: float = 0.0,
    confidence: float = 0.95,
    strict: float | None = None,
) -> dict[str, Floats]:
    """Return how far scores are from others, row by row.

    Parameters
    ----------
    first, second : DataFrame, or mapping of str to ndarray
        ``score``, ``sd``, ``n_effective``, row by row.
    rating : ndarray of bool
        Which rows are means of 0-10; the others are proportions.
    slack : float
        How far rounding can put a difference of proportions out; limits and p-values allow for it.
    confidence : float
        Level of the limits.
    strict : float, optional
        A second level.

    Returns
    -------
    dict
        ``difference`` (first minus second), ``difference_lower``, ``difference_upper``, ``p``
        and, if asked for, ``strict_lower`` and ``strict_upper``.
    """
    levels = {"difference": confidence} | ({} if strict is None else {"strict": strict})
    names = ["difference", "p", *(f"{level}_{end}" for level in levels for end in _ENDS)]
    found = {name: np.full(rating.size, np.nan) for name in names}
    sides = [{c: np.asarray(f[c], dtype=np.float64) for c in _SCORED} for f in (first, second)]
    for is_rating in (False, True):
        rows = rating == is_rating
        one, other = ({c: values[rows] for c, values in side.items()} for side in sides)
        out = 0.0 if is_rating else slack
        for name, level in levels.items():
            gap = difference_of(one, other, rating=is_rating, confidence=level)
            found[f"{name}_lower"][rows] = gap.lower - out
            found[f"{name}_upper"][rows] = gap.upper + out
        found["difference"][rows] = gap.value
        found["p"][rows] = _p_value(one, other, gap.value, rating=is_rating, slack=out)
    return found


def _p_value(
    first: Columns, second: Columns, difference: Floats, *, rating: bool, slack: float
) -> Floats:
    n1, n2 = (np.nan_to_num(side["n_effective"]) for side in (first, second))
    if rating:
        return mean_p_value(first["score"], first["sd"], n1, second["score"], second["sd"], n2)
    nearer = np.sign(difference) * np.minimum(np.abs(difference), slack)
    return change_p_value(second["score"], n2, first["score"] - nearer, n1)
