"""What the tables of a file imply and do not print: sums over parts, never averages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.intake.waits.figures import PARTS, UNFINISHED
from analysis.intake.waits.labels import ENGLAND
from analysis.intake.waits.measures import (
    BREAST_REFERRALS,
    FASTER,
    HEADLINES,
    REFERRALS,
    TWO_WEEK,
    TWO_WEEK_BREAST,
)

TABLE = ["indicator", "period", "grain", "basis"]
COUNTS = ["numerator", "denominator"]

_KEY = [*TABLE, "place", *PARTS]


def spare(figures: pd.DataFrame) -> pd.Series:
    """Return which figures are not needed.

    They are about a period that is not over, or one care setting where all together are there.
    """
    split = figures["setting"] != ""
    line = [*TABLE, *PARTS]
    there = _lines(figures[~split], line)
    return (figures["grain"] == UNFINISHED) | (split & _lines(figures, line).isin(there))


def settings_added(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures of all care settings together, added up where they are apart."""
    split = figures["setting"] != ""
    if not split.any():
        return figures
    more = dict.fromkeys(("name", "row", "sheet", "timed", "after", "percent"), "first")
    summed = _added(figures[split], _KEY, more).assign(setting="", after=np.nan, percent=np.nan)
    return pd.concat([figures[~split], summed], ignore_index=True)


def referrals(figures: pd.DataFrame) -> pd.DataFrame:
    """Return how many people were seen, as figures of their own."""
    seen = figures["indicator"].map({TWO_WEEK: REFERRALS, TWO_WEEK_BREAST: BREAST_REFERRALS})
    counted = figures[seen.notna() & figures["denominator"].notna()]
    return counted.assign(
        indicator=seen[counted.index],
        value=counted["denominator"],
        numerator=None,
        denominator=None,
    ).astype({"numerator": float, "denominator": float})


def all_cancers(figures: pd.DataFrame) -> pd.DataFrame:
    """Return sums over cancers, or else over treatments, of tables without such a line.

    While each treatment had its own standard, some were in no table: they are not added up.
    """
    made: list[pd.DataFrame] = []
    line = [*TABLE, "route"]
    there = _lines(figures[(figures["cancer"] == "") & (figures["treatment"] == "")], line)
    for part, other in (("cancer", "treatment"), ("treatment", "cancer")):
        parts = figures[(figures[part] != "") & (figures[other] == "")]
        parts = parts if part == "cancer" else parts[parts["combined"]]
        parts = parts[~_lines(parts, line).isin(there)]
        made.append(_added(parts, [*line, "place"]).assign(cancer="", treatment=""))
        there = there.append(_lines(parts, line))
    return pd.concat(made, ignore_index=True)


def all_routes(figures: pd.DataFrame) -> pd.DataFrame:
    """Return sums over routes or stages, where one standard is for all and no such line is there.

    A cancer or treatment is added up only if every route is broken down by it.
    """
    together = figures["combined"] | (figures["indicator"] == FASTER)
    split = _lines(figures[figures["route"] != ""], TABLE)
    tables = figures[together & _lines(figures, TABLE).isin(split)].groupby(TABLE, sort=False)
    made = [_routes_added(table) for _, table in tables]
    return pd.concat(made, ignore_index=True) if made else figures.iloc[:0]


def _routes_added(table: pd.DataFrame) -> pd.DataFrame:
    kind = (table["cancer"] != "").astype(int) + 2 * (table["treatment"] != "")
    whole = set(kind[table["route"] == ""])
    routes = set(table.loc[kind == 0, "route"]) - {""}
    held = table[table["route"] != ""].groupby(kind)["route"].agg(set)
    full = [k for k, has in held.items() if k not in whole and has >= routes]
    parts = table[(table["route"] != "") & kind.isin(full)]
    return _added(parts, [*TABLE, "place", "cancer", "treatment"]).assign(route="")


def headlines(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that stand for all routes or stages while each had its own standard.

    The standard that was known by the name of the wait was about urgent referrals by a GP (62
    days) and about first treatments (31 days).
    """
    separate = ~figures["combined"] & figures["indicator"].isin(HEADLINES)
    line = [*TABLE, "cancer", "treatment"]
    there = _lines(figures[figures["route"] == ""], line)
    chosen = figures[separate & (figures["route"] == figures["indicator"].map(HEADLINES))]
    return chosen[~_lines(chosen, line).isin(there)].assign(route="")


def england(figures: pd.DataFrame) -> pd.DataFrame:
    """Return sums over places, where a table has no line of England."""
    line = [*TABLE, *PARTS]
    there = _lines(figures[figures["place"] == ENGLAND], line)
    parts = figures[~_lines(figures, line).isin(there)]
    return _added(parts, line).assign(place=ENGLAND)


def _lines(figures: pd.DataFrame, line: Sequence[str]) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(figures[list(line)])


def _added(
    parts: pd.DataFrame, by: Sequence[str], more: dict[str, str] | None = None
) -> pd.DataFrame:
    """Return sums of counts; a sum of which a part is hidden is hidden."""
    groups = parts.groupby(list(by), sort=False, observed=True)
    summed = groups[COUNTS].sum()
    for count in COUNTS:
        summed[count] = summed[count].mask(groups[count].count() < groups.size())
    kept = groups.agg({"combined": "any", **(more or {})})
    return summed.join(kept).reset_index()
