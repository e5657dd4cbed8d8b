"""One of the four indicators for every CCG, beside England or the standard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dashboard.rule import FEWEST_PEOPLE, Rule
from analysis.dashboard.year_figures import YearFigures
from analysis.results import PlaceScores
from analysis.results.ranges import variance_by_chance
from analysis.statistics import band, expected_range, spread
from analysis.survey import Indicator, Question, places

_BANDS = {"above": "better", "expected": "expected", "below": "worse"}
_COLUMNS = ["n", "value", "lower", "upper", "variance"]
_RATED = ["expected_lower", "expected_upper", "z", "error"]
TOO_FEW = f"fewer than {FEWEST_PEOPLE} people"


@dataclass(frozen=True)
class Measure:
    """One of the four indicators for every CCG.

    Attributes
    ----------
    about : Indicator or Question
        What is measured. More is better.
    period : str
        When, e.g. "2018".
    standard : bool
        Whether it is compared with the standard; with England otherwise.
    reference : float
        What it is compared with, in the unit of the values; NaN if not known.
    frame : DataFrame
        One row a CCG of the survey, by code: ``code``, ``n``, ``value``, ``lower``, ``upper``
        (95%), ``expected_lower``, ``expected_upper`` (where CCGs lie that differ no more from the
        reference than CCGs usually differ from each other), ``z`` (how many such usual differences
        above the reference; below 0 is worse), ``error`` (standard error of z by chance), ``band``
        ("better", "expected", "worse" or missing) and ``why`` (why it is not rated; empty if it
        is). Values are 0-1, or 0-10 for a rating. No number is there where ``why`` is "hidden".
    tau2 : float
        Variance between CCGs beyond chance.
    sources : tuple of str
        Names of what the figures are from.
    synthetic : bool
        Whether any is made up.
    adjusted : bool
        Whether values are adjusted for case mix.
    """

    about: Indicator | Question
    period: str
    standard: bool
    reference: float
    frame: pd.DataFrame
    tau2: float
    sources: tuple[str, ...] = ()
    synthetic: bool = False
    adjusted: bool = False

    @property
    def id(self) -> str:
        """Name of the measure in files."""
        return self.about.code if isinstance(self.about, Question) else self.about.id

    @property
    def rated(self) -> pd.DataFrame:
        """The CCGs that are rated on it."""
        return self.frame[self.frame["why"] == ""]

    def of(self, code: str) -> pd.Series:
        """Return the row of a CCG."""
        return self.frame[self.frame["code"] == code].iloc[0]


def absent(about: Indicator | Question, why: str = "no figure") -> Measure:
    """Return a measure of which there is no figure."""
    frame = pd.DataFrame({"code": [p.code for p in places("ccg")]})
    return _rated(about, "", frame.reindex(columns=["code", *_COLUMNS]).assign(why=why), Rule())


def of_indicator(figures: YearFigures, rule: Rule) -> Measure:
    """Return an indicator beside England, or beside its standard if the rule and it have one."""
    what, frame = figures.indicator, figures.frame
    chance = figures.england * (1 - figures.england) / frame["n"].where(frame["n"] > 0)
    frame = frame.assign(variance=frame["variance"].fillna(chance))
    standard = what.standard if rule.standard else None
    return _rated(
        what,
        figures.label,
        frame,
        rule,
        centre=figures.england,
        reference=standard,
        sources=figures.sources,
        synthetic=figures.synthetic,
    )


def of_survey(
    found: PlaceScores, period: str, source: str, rule: Rule, *, synthetic: bool
) -> Measure:
    """Return a question of the survey beside England, from scores that were released by CCG."""
    frame = found.frame.rename(columns={"score": "value"})
    centre, base = found.spread.centre, frame["n_effective"].where(frame["n_effective"] > 0)
    frame = frame.assign(
        variance=variance_by_chance(found.question, centre, found.rating_sd, base),
        why=np.select([frame["hidden"], frame["value"].isna()], ["hidden", "no answers"], ""),
    )
    every = pd.DataFrame({"code": [p.code for p in places("ccg")]})
    frame = every.merge(frame[["code", *_COLUMNS, "why"]], on="code", how="left")
    return _rated(
        found.question,
        period,
        frame.fillna({"why": "no answers"}),
        rule,
        centre=centre,
        sources=(source,),
        synthetic=synthetic,
        adjusted=found.adjusted,
    )


def _rated(
    about: Indicator | Question,
    period: str,
    frame: pd.DataFrame,
    rule: Rule,
    *,
    centre: float = float("nan"),
    reference: float | None = None,
    sources: tuple[str, ...] = (),
    synthetic: bool = False,
    adjusted: bool = False,
) -> Measure:
    """Return the measure with z-scores and bands, in which nothing hidden or tiny is rated."""
    against = centre if reference is None else reference
    tiny = (frame["why"] == "") & (frame["n"] < FEWEST_PEOPLE)
    frame = frame.assign(why=frame["why"].mask(tiny, TOO_FEW))
    comparable = np.isfinite(against) & (frame["variance"] > 0)
    frame["why"] = frame["why"].mask((frame["why"] == "") & ~comparable, "nothing to compare with")
    frame = frame.assign(**dict.fromkeys(_RATED, np.nan), band=None)
    known = frame["why"] == ""
    hidden = int((frame["why"] == "hidden").sum())
    value, variance = (frame.loc[known, c].to_numpy(dtype=float) for c in ("value", "variance"))
    tau2 = spread(value, variance, centre, hidden=hidden).tau2
    bounds = (0.0, 10.0 if isinstance(about, Question) and about.is_rating else 1.0)
    low, high = expected_range(against, variance, tau2, confidence=rule.confidence, bounds=bounds)
    usual = np.sqrt(variance + tau2)
    bands = [_BANDS[str(one)] for one in band(value, low, high)]
    frame.loc[known, _RATED] = np.column_stack(
        [low, high, (value - against) / usual, np.sqrt(variance) / usual]
    )
    frame.loc[known, "band"] = bands
    columns = ["code", "n", "value", "lower", "upper", *_RATED, "band", "why"]
    return Measure(
        about,
        period,
        reference is not None,
        against,
        frame[columns],
        tau2,
        sources,
        synthetic,
        adjusted,
    )
