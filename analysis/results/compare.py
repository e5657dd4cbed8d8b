"""How much groups differ from a reference group, or from everyone else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.columns import Columns, Floats
from analysis.results.official import ROUNDING_SLACK, TESTED_PAIRS
from analysis.results.scores import Scores
from analysis.statistics import Difference, newcombe, welch
from analysis.store import ALL
from analysis.survey import NOT_GIVEN, OTHERS, Dimension, Group, InputError, UnknownChoice


@dataclass(frozen=True)
class Comparison:
    """Scores with the difference of each group from a reference.

    Attributes
    ----------
    scores : Scores
        What is compared.
    reference : Group
        The reference group, or `OTHERS`.
    frame : DataFrame
        As ``scores.frame``, with ``difference`` (score minus the reference's, as a proportion
        -1 to 1 or in points of the rating; 0 means none), ``difference_lower`` and
        ``difference_upper``. Missing for the reference itself, totals, "Not given", wherever
        either side is hidden or not there, and limits where a base is not known.
        ``significant`` is missing unless the reference is one the publisher tested against.
    """

    scores: Scores
    reference: Group
    frame: pd.DataFrame

    @property
    def groups(self) -> pd.DataFrame:
        """The rows that have a difference."""
        return self.frame[self.frame["difference"].notna()]


def difference_of(
    first: Columns, second: Columns, *, rating: bool, confidence: float = 0.95
) -> Difference:
    """Return the difference of scores row by row: Newcombe's interval, or Welch's for ratings."""
    n1, n2 = (np.nan_to_num(np.asarray(f["n_effective"], np.float64)) for f in (first, second))
    if rating:
        return welch(first["score"], first["sd"], n1, second["score"], second["sd"], n2, confidence)
    return newcombe(first["score"], n1, second["score"], n2, confidence)


def rest_of(cells: Columns, whole: Columns) -> dict[str, Floats]:
    """Return everyone in the whole but not in the cell, row by row.

    Parameters
    ----------
    cells, whole : DataFrame, or mapping of str to ndarray
        ``n``, ``n_effective``, ``weight``, ``score``, ``sd``, row by row.

    Returns
    -------
    dict
        ``score``, ``sd`` and ``n_effective`` of the others; missing where there are none.
    """
    names = ("n", "n_effective", "weight", "score", "sd")
    cell, all_ = ({c: np.asarray(f[c], np.float64) for c in names} for f in (cells, whole))
    with np.errstate(divide="ignore", invalid="ignore"):
        n, weight = all_["n"] - cell["n"], all_["weight"] - cell["weight"]
        score = (all_["weight"] * all_["score"] - cell["weight"] * cell["score"]) / weight
        squares = all_["weight"] ** 2 / all_["n_effective"]
        squares -= cell["weight"] ** 2 / cell["n_effective"]
        sums = [
            f["weight"] * ((f["n"] - 1) / f["n"] * f["sd"] ** 2 + f["score"] ** 2)
            for f in (all_, cell)
        ]
        variance = np.maximum((sums[0] - sums[1]) / weight - score**2, 0)
        spread = np.sqrt(variance * n / (n - 1))
        effective = weight**2 / squares
    rest = {"score": score, "sd": spread, "n_effective": effective}
    return {name: np.where(n > 0, values, np.nan) for name, values in rest.items()}


def _matched(frame: pd.DataFrame, reference: str, panel: str | None) -> Columns:
    """Return for each row the row it is compared with, of the same panel if there are panels."""
    wanted = ALL if reference == OTHERS.id else reference
    chosen = frame[frame["group"] == wanted]
    if panel is not None:
        matched = frame[[panel]].merge(chosen, on=panel, how="left").set_axis(frame.index)
    elif chosen.empty:
        matched = chosen.reindex(frame.index)
    else:
        matched = chosen.loc[chosen.index.repeat(len(frame))].set_axis(frame.index)
    return rest_of(frame, matched) if reference == OTHERS.id else matched


def differences(
    frame: pd.DataFrame,
    reference: str,
    panel: str | None = None,
    *,
    rating: bool,
    confidence: float = 0.95,
    slack: float = 0.0,
) -> pd.DataFrame:
    """Return the frame with the difference of each row from its reference.

    Parameters
    ----------
    frame : DataFrame
        ``group``, ``n``, ``n_effective``, ``weight``, ``score``, ``sd``; totals have the group
        "all".
    reference : str
        Id of the reference group, or "others" for everyone but the row's own group.
    panel : str, optional
        Column whose values are compared each within itself.
    rating : bool
        Whether scores are 0-10 means; proportions otherwise.
    confidence : float
        Level of the limits.
    slack : float
        How far rounding of published scores can put a difference of proportions out; the limits
        allow for it.

    Returns
    -------
    DataFrame
        With ``difference``, ``difference_lower``, ``difference_upper``, missing for the
        reference itself, totals and "Not given".
    """
    gap = difference_of(
        frame, _matched(frame, reference, panel), rating=rating, confidence=confidence
    )
    out = 0.0 if rating else slack
    compared = ~frame["group"].isin([ALL, NOT_GIVEN.id, reference])
    return frame.assign(
        difference=np.where(compared, gap.value, np.nan),
        difference_lower=np.where(compared, gap.lower - out, np.nan),
        difference_upper=np.where(compared, gap.upper + out, np.nan),
    )


def compare(
    scores: Scores, reference: str | None = None, *, confidence: float = 0.95
) -> Comparison:
    """Return how each group differs from the reference.

    Parameters
    ----------
    scores : Scores
        With at least one breakdown.
    reference : str, optional
        Id of a group, or "others" for everyone else; the dimension's own reference by default.
    confidence : float
        Level of the limits.

    Returns
    -------
    Comparison
        Newcombe's interval for proportions, Welch's for ratings; for official scores, which are
        rounded to whole percents, widened by what rounding can do. With two breakdowns each panel
        is compared within itself.

    Raises
    ------
    UnknownChoice
        If the breakdown has no such group.
    InputError
        If the scores have no breakdown.
    """
    if not scores.by:
        msg = "There is nothing to compare without a breakdown."
        raise InputError(msg)
    chosen = reference_group(scores.by[0], scores.frame, reference)
    frame = differences(
        scores.frame,
        chosen.id,
        "panel" if "panel" in scores.frame else None,
        rating=scores.question.is_rating,
        confidence=confidence,
        slack=ROUNDING_SLACK if scores.policy is None else 0.0,
    )
    if "significant" in frame and chosen.id not in TESTED_PAIRS.get(scores.by[0].id, ()):
        frame["significant"] = pd.array([pd.NA] * len(frame), dtype="boolean")
    return Comparison(scores, chosen, frame)


def reference_group(dimension: Dimension, frame: pd.DataFrame, reference: str | None) -> Group:
    """Return the group that others are compared with.

    Parameters
    ----------
    dimension : Dimension
        The breakdown.
    frame : DataFrame
        With a column ``group`` of those that are there.
    reference : str or None
        Id of a group, or "others"; the dimension's own reference, if it is there, by default.

    Raises
    ------
    UnknownChoice
        If the breakdown has no such group.
    """
    if reference == OTHERS.id:
        return OTHERS
    if reference is not None and reference not in dimension.ids:
        raise UnknownChoice(
            f"group of {dimension.label.lower()}", reference, [*dimension.ids, OTHERS.id]
        )
    found = dimension.group(reference or dimension.reference)
    present = frame["group"].unique()
    if found.id in present or reference is not None:
        return found
    return next((g for g in dimension.groups if g.id in present), found)
