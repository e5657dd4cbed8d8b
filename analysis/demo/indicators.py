"""The demonstration indicators: made-up waits, stages, survival and emergencies.

Sizes of places and England's level are rough published facts (``data/demo``); so is how far places
are apart, beside waits. Which places do
well, keep missing a standard, get better or get worse is drawn by lot.
"""

from __future__ import annotations

import zlib

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from analysis.demo.people import CCGS, TRUSTS, shares_by_ccg
from analysis.demo.tables import read_table
from analysis.store import Dataset, summed_up
from analysis.survey import MONTHS, Indicator, indicator

SOURCE = Dataset(
    id="demo-indicators",
    name="Demonstration indicators (synthetic)",
    kind="indicators",
    source=(
        "Made-up figures, generated to resemble what was published for England as a whole from "
        "2015 to 2018 (NHS England). They say nothing about any place."
    ),
    synthetic=True,
)
SLOW = 8
"""How many places, drawn by lot, keep doing clearly worse than the others on an indicator."""

_FIRST, _LAST = "2015-01-01", "2018-12-01"
_FIRST_MONTH = "2015-04-01"
_BETWEEN_PLACES = 0.35
_SLOWNESS = 0.6
_DRIFT_A_YEAR = 0.10
_PLACE_NOISE, _COMMON_NOISE, _SIZE_NOISE = 0.10, 0.03, 0.05
_ROUNDS = 30
_BY_CCG_TOO = "wait-62-day"
_COUNTED = {"two-week-wait": "urgent-referrals", "two-week-wait-breast": "breast-referrals"}
"""A wait -> the number of people that it is of, an indicator by itself."""

Floats = NDArray[np.float64]


def demo_indicators(seed: int) -> pd.DataFrame:
    """Make the figures of all demonstration indicators.

    Parameters
    ----------
    seed : int
        The same seed gives the same figures.

    Returns
    -------
    DataFrame
        Columns ``indicator``, ``place``, ``period``, ``grain``, ``numerator``, ``denominator``,
        ``basis``, ``value`` (of numbers of people only): trusts (CCGs for emergencies, stages and
        survival) and the STPs, Cancer Alliances and England that they are part of, whose counts
        are the sums of theirs. 62-day waits are there by CCG too (basis "commissioner";
        "provider" otherwise, "" for what is by CCG only).
    """
    wanted = read_table("indicators")
    tables = []
    for key, rows in wanted.groupby("indicator", sort=False):
        made = _figures(indicator(str(key)), rows, seed)
        basis = "provider" if rows["level"].iloc[0] == "trust" else ""
        tables.append(summed_up(made).assign(basis=basis))
        if key == _BY_CCG_TOO:
            tables.append(_by_ccg(made, seed))
        if key in _COUNTED:
            tables.append(_counts(tables[-1], _COUNTED[str(key)]))
    return pd.concat(tables, ignore_index=True)


def _counts(waits: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return how many people waits are of, as figures of another indicator."""
    return waits.assign(
        indicator=indicator, value=waits["denominator"], numerator=np.nan, denominator=np.nan
    )


def _by_ccg(waits: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the trusts' figures by the CCG that the patients come from.

    Each trust's patients are drawn over the CCGs that its survey's respondents come from, those who
    waited too long like the others: so all CCGs together are all trusts together.
    """
    rng = np.random.default_rng([seed, zlib.crc32(b"commissioner")])
    periods, trusts = waits["period"].unique(), waits["place"].unique()
    shares = shares_by_ccg()[[TRUSTS.index(code) for code in trusts]]
    chance = shares / shares.sum(axis=1, keepdims=True)
    seen, everybody = (
        waits[column].to_numpy(dtype=np.int64).reshape(periods.size, trusts.size)
        for column in ("numerator", "denominator")
    )
    on_time, too_late = (rng.multinomial(n, chance).sum(axis=1) for n in (seen, everybody - seen))
    return pd.DataFrame(
        {
            "indicator": waits["indicator"].iloc[0],
            "place": np.tile(CCGS, periods.size),
            "period": periods.repeat(len(CCGS)),
            "grain": waits["grain"].iloc[0],
            "numerator": on_time.ravel().astype(np.float64),
            "denominator": (on_time + too_late).ravel().astype(np.float64),
            "basis": "commissioner",
        }
    )


def _figures(made: Indicator, wanted: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the figures of one indicator for the places that report it."""
    rng = np.random.default_rng([seed, zlib.crc32(made.id.encode())])
    level = wanted["level"].iloc[0]
    sizes = read_table(f"{level}s")
    codes, share = sizes[level].to_numpy(), sizes["responses"].to_numpy(dtype=np.float64)
    months = MONTHS[made.grain]
    periods = pd.date_range(_FIRST, _LAST, freq=f"{months}MS")
    periods = periods[(months == MONTHS["year"]) | (periods >= pd.Timestamp(_FIRST_MONTH))]
    people, target = (
        _through_time(wanted, column, periods, months) for column in ("people", "percent")
    )
    spread = np.exp(rng.normal(0, _SIZE_NOISE, (periods.size, codes.size)))
    denominator = np.maximum(np.rint(people[:, None] * share / share.sum() * spread), 1)
    effect = wanted["spread"].iloc[0] * _effects(rng, made, periods, codes.size)
    chance = _calibrated(target / 100, effect, denominator)
    numerator = rng.binomial(denominator.astype(np.int64), chance)
    return pd.DataFrame(
        {
            "indicator": made.id,
            "place": np.tile(codes, periods.size),
            "period": periods.repeat(codes.size),
            "grain": made.grain,
            "numerator": numerator.ravel().astype(np.float64),
            "denominator": denominator.ravel(),
        }
    )


def _through_time(
    wanted: pd.DataFrame, column: str, periods: pd.DatetimeIndex, months: int
) -> Floats:
    """Return yearly values as a line through the middles of the years."""
    when = periods.year + (periods.month - 1 + months / 2) / 12
    values: Floats = np.interp(when, wanted["year"] + 0.5, wanted[column])
    return values


def _effects(
    rng: np.random.Generator, made: Indicator, periods: pd.DatetimeIndex, places: int
) -> Floats:
    """Return how each place differs from England in each period, on the logit scale."""
    worse = 1 if made.better == "decrease" else -1
    usual = rng.normal(0, _BETWEEN_PLACES, places)
    slow = rng.choice(places, SLOW, replace=False)
    usual[slow] = worse * (_SLOWNESS + np.abs(usual[slow]))
    years = np.asarray((periods.year - periods.year[0]) + periods.month / 12, dtype=np.float64)
    drift = np.outer(years - years.mean(), rng.normal(0, _DRIFT_A_YEAR, places))
    noise = rng.normal(0, _PLACE_NOISE, (periods.size, places))
    together = rng.normal(0, _COMMON_NOISE, (periods.size, 1))
    winter = worse * 0.06 * np.isin(periods.month, (1, 2))[:, None]
    return usual + drift + noise + together + winter


def _calibrated(target: Floats, effect: Floats, people: Floats) -> Floats:
    """Return chances with these effects whose mean over people, all periods together, is right.

    The level moves with the target; one shift for every period makes up for the spread of places,
    so that months keep their own ups and downs.
    """
    level = logit(target)[:, None] + effect
    aim = float((target * people.sum(axis=1)).sum() / people.sum())
    low, high = -2.0, 2.0
    for _ in range(_ROUNDS):
        shift = (low + high) / 2
        reached = float((expit(level + shift) * people).sum() / people.sum())
        low, high = (shift, high) if reached < aim else (low, shift)
    chance: Floats = expit(level + (low + high) / 2)
    return chance
