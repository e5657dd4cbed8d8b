"""What the publisher made of each score: band, change, significance."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.intake.ncpes import columns
from analysis.intake.ncpes.scores import Scores
from analysis.intake.ncpes.units import outside
from analysis.intake.sheet import Mask, Sheet

BELOW_TEXT, BELOW_NUMBER = "Adjusted Score below Expected Lower Range", "3"

_BANDS = {
    columns.BAND_TEXT: {
        "Adjusted Score above Expected Upper Range": "above",
        "Adjusted Score between Expected Upper and Lower Ranges": "expected",
        BELOW_TEXT: "below",
    },
    columns.BAND_NUMBER: {"1": "above", "2": "expected", BELOW_NUMBER: "below"},
    columns.BAND_SHORT: {"Above": "above", "As Expected": "expected", "Below": "below"},
}
_CHANGES = {"Up": "up", "Unchanged": "unchanged", "Down": "down"}
_SIGNIFICANT = {"Significant": "yes", "Not Significant": "no"}


def verdicts(sheet: Sheet, made: Scores) -> tuple[pd.DataFrame, dict[str, Mask]]:
    """Return the publisher's verdicts.

    A verdict beside a score that was hidden says nothing, or says what was hidden, and is
    not taken over.

    Returns
    -------
    (DataFrame, dict)
        Columns band, change_year, change_overall and significant; and, for the report, which
        rows had a "band" or a "change" beside a hidden score.

    Raises
    ------
    IntakeError
        At a verdict that is not known, or a band that contradicts another column.
    """
    shown = ~made.hidden
    bands = {column: _read(sheet, column, known) for column, known in _BANDS.items()}
    _check_agree(sheet, bands, shown)
    band = bands[columns.BAND_TEXT]
    _check_band(sheet, band.where(shown), made)
    year = _read(sheet, columns.CHANGE_YEAR, _CHANGES)
    overall = _read(sheet, columns.CHANGE_OVERALL, _CHANGES)
    significant = _read(sheet, columns.SIGNIFICANT, _SIGNIFICANT)
    said = pd.DataFrame(
        {
            "band": band.where(shown),
            "change_year": year.where(shown),
            "change_overall": overall.where(shown),
            "significant": significant.map({"yes": True, "no": False}).astype("boolean"),
        }
    )
    hushed = {
        "band": (~shown) & pd.DataFrame(bands).notna().any(axis=1).to_numpy(),
        "change": (~shown) & (year.notna() | overall.notna()).to_numpy(),
    }
    return said, hushed


def off_by_rounding(band: pd.Series, made: Scores) -> Mask:
    """Return which bands the score and expected range, as rounded, would not give."""
    return (band.notna() & (band != _recomputed(made))).to_numpy()


def _recomputed(made: Scores) -> pd.Series:
    v = made.measured
    above = v["score"] > v["expected_upper"]
    below = v["score"] < v["expected_lower"]
    return pd.Series(np.select([above, below], ["above", "below"], "expected"))


def _read(sheet: Sheet, column: str, known: Mapping[str, str]) -> pd.Series:
    def translate(word: str) -> str | None:
        if word and word not in known:
            msg = f"is not known here. One of these, or empty, would be right: {', '.join(known)}."
            raise ValueError(msg)
        return known.get(word)

    return pd.Series(sheet.translate(column, translate)).astype(object)


def _check_agree(sheet: Sheet, bands: Mapping[str, pd.Series], shown: Mask) -> None:
    text = bands[columns.BAND_TEXT]
    for column, band in bands.items():
        both_missing = text.isna() & band.isna()
        wrong = shown & ((band != text) & ~both_missing).to_numpy()
        problem = f"contradicts the column '{columns.BAND_TEXT}' in its row. The same is needed."
        sheet.refuse(wrong, column, problem)


def _check_band(sheet: Sheet, band: pd.Series, made: Scores) -> None:
    v = made.measured
    rated = v["expected_lower"].notna()
    problem = "was found where a score has an expected range. Its band is needed."
    sheet.refuse((rated & band.isna()).to_numpy(), columns.BAND_TEXT, problem)
    slack = made.slack
    off = outside(v["score"], v["expected_lower"], v["expected_upper"], slack)
    wrong = (
        ((band == "above") & (v["score"] < v["expected_upper"] - slack))
        | ((band == "below") & (v["score"] > v["expected_lower"] + slack))
        | ((band == "expected") & off)
        | (band.notna() & ~rated)
    )
    problem = (
        "contradicts the score and the expected range of its row by more than rounding can "
        "explain. The band that they give would be right."
    )
    sheet.refuse(wrong.to_numpy(), columns.BAND_TEXT, problem)
