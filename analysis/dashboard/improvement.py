"""Which CCGs find more cancers early than they did: changes that chance alone hardly makes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dashboard.rule import FEWEST_PEOPLE
from analysis.dashboard.year_figures import YearFigures, year_figures
from analysis.statistics.change import change_in_proportion, change_p_value
from analysis.statistics.multiplicity import adjust
from analysis.store import Workspace
from analysis.survey import Indicator, indicator, place

EARLY_STAGE = "early-stage"


@dataclass(frozen=True)
class Improvement:
    """How an indicator changed in each CCG from the first year to the latest.

    Attributes
    ----------
    indicator : Indicator
        What is measured.
    first, latest : str
        The two years in words; empty where there are not two.
    england : tuple of float
        England's value in the two years, 0-1.
    frame : DataFrame
        One row a CCG that can be compared, by name: ``code``, ``name``, ``before``, ``n_before``,
        ``after``, ``n_after``, ``change``, ``change_lower``, ``change_upper`` (95%; 0-1),
        ``p_adjusted`` (Benjamini and Hochberg, over all of them), ``verdict`` ("rose", "fell",
        "unclear").
    left_out : int
        CCGs that can't be compared: a year is missing, hidden, without counts, or of fewer than
        `analysis.dashboard.rule.FEWEST_PEOPLE` people.
    """

    indicator: Indicator
    first: str
    latest: str
    england: tuple[float, float]
    frame: pd.DataFrame
    left_out: int

    @property
    def improved(self) -> pd.DataFrame:
        """The CCGs that rose, most first."""
        rose = self.frame[self.frame["verdict"] == "rose"]
        return rose.sort_values("change", ascending=False, kind="stable")


def improvement(workspace: Workspace) -> Improvement | None:
    """Return how early-stage diagnosis changed; None without figures of two separate years."""
    what = indicator(EARLY_STAGE)
    first, latest = year_figures(workspace, what, first=True), year_figures(workspace, what)
    return compared(first, latest) if first and latest else None


def compared(first: YearFigures, latest: YearFigures) -> Improvement:
    """Return the change between two years of an indicator."""
    columns = ["code", "value", "n"]
    both = first.frame[columns].merge(latest.frame[columns], on="code", suffixes=("_1", "_2"))
    enough = (both["n_1"] >= FEWEST_PEOPLE) & (both["n_2"] >= FEWEST_PEOPLE)
    frame = both[enough].rename(
        columns={"value_1": "before", "n_1": "n_before", "value_2": "after", "n_2": "n_after"}
    )
    before, after = (frame["before"], frame["n_before"]), (frame["after"], frame["n_after"])
    change = change_in_proportion(*before, *after)
    what = first.indicator.label
    family = adjust(
        change_p_value(*before, *after), f"{what} in {len(frame)} CCGs, first year and latest"
    )
    moved = family.stands_out()
    frame = frame.assign(
        name=[place(code).name for code in frame["code"]],
        change=change.value,
        change_lower=change.lower,
        change_upper=change.upper,
        p_adjusted=family.adjusted,
        verdict=np.select([moved & (change.value > 0), moved], ["rose", "fell"], "unclear"),
    ).sort_values("name", ignore_index=True)
    left_out = int((~enough).sum())
    years = (first.england, latest.england)
    return Improvement(first.indicator, first.label, latest.label, years, frame, left_out)
