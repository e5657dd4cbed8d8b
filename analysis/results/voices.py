"""Who was asked and who answered, by group and by place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.unavailable import Unavailable
from analysis.statistics import band, expected_range, newcombe, pooled, spread, wilson
from analysis.store import ALL, Policy, Workspace
from analysis.store.voices import known_of_silent, responses
from analysis.survey import NOT_GIVEN, Level, Population, dimension, dimensions, place

_OFFICIAL = (
    "Official results hold those who answered, not those who were asked, so who did not answer "
    "can't be seen. Choose a dataset with single respondents."
)
_NO_FRAME = (
    "This dataset came without the people who were asked and did not answer, so response rates "
    "and what the silent could change can't be had. They need the list of everyone who was sent a "
    "questionnaire, with age, sex, deprivation and trust, and who of them answered."
)

_WEIGHTS = (
    "These are counts of people, without the survey's weights. Scores use the weights, and "
    "weighting to those who were asked starts from them."
)


@dataclass(frozen=True)
class Voices:
    """Who answered of those who were sent a questionnaire, by group.

    Attributes
    ----------
    population : Population
        The people asked.
    known : tuple of str
        Ids of the breakdowns known of those who did not answer; finer lists left out.
    frame : DataFrame
        ``breakdown``, ``group`` ("all" is everyone), ``label``, ``asked``, ``answered``, ``rate``
        (0-1) with ``lower`` and ``upper`` (95%, Wilson), ``difference`` of the rate from
        everyone's (-1 to 1) with ``difference_lower`` and ``difference_upper``, ``share_asked``
        and ``share_answered`` (of everyone, 0-1), ``hidden``. Missing where hidden; rates also
        where nobody was asked. Empty when there is a reason.
    why : str
        Why nothing can be had, in a sentence; empty when it can.
    policy : Policy or None
        The disclosure rules applied; None when there is a reason.
    notes : tuple of str
        What a reader must know about these figures.
    """

    population: Population
    known: tuple[str, ...]
    frame: pd.DataFrame
    why: str = ""
    policy: Policy | None = None
    notes: tuple[str, ...] = ()

    @property
    def everyone(self) -> pd.Series:
        """The total, as the first breakdown has it."""
        return self.frame[self.frame["group"] == ALL].iloc[0]

    def groups(self, by: str | None = None) -> pd.DataFrame:
        """Return the groups of a breakdown, or of all, that people were asked of."""
        frame = self.frame[(self.frame["group"] != ALL) & (self.frame["asked"] != 0)]
        return frame if by is None else frame[frame["breakdown"] == by]


@dataclass(frozen=True)
class PlaceVoices:
    """Who answered of those who were sent a questionnaire, by place.

    Attributes
    ----------
    level : Level
        The kind of place.
    frame : DataFrame
        ``place``, ``label``, ``asked``, ``answered``, ``rate``, ``lower``, ``upper`` (0-1),
        ``expected_lower``, ``expected_upper``, ``band`` ("above", "expected", "below" or None),
        ``hidden``; places where nobody was asked are left out.
    """

    level: Level
    frame: pd.DataFrame


def check_asked(workspace: Workspace, population: Population) -> None:
    """Refuse official results, which do not hold those who were asked.

    Raises
    ------
    Unavailable
        Saying why, and what to choose instead.
    """
    if workspace.dataset(population.dataset).kind == "published":
        raise Unavailable(_OFFICIAL)


def asked_of(workspace: Workspace, population: Population) -> tuple[tuple[str, ...], str]:
    """Return which breakdowns are known of the silent of a population, or why none is.

    Raises
    ------
    Unavailable
        For official results.
    """
    check_asked(workspace, population)
    known = known_of_silent(workspace, population.dataset)
    if known is None:
        return (), _NO_FRAME
    filters = [key for key, _ in population.groups if key not in known]
    if filters:
        name = dimension(filters[0]).label.lower()
        return (), (
            f"Of those who did not answer, {name} is not known, so how many people were asked "
            f"can't be had with the filter on {name}. Take it off to see who answered."
        )
    where = population.where
    if where.level != "national" and where.level not in known:
        return (), f"Of those who did not answer, it is not known who belongs to {where.name}."
    found = tuple(d.id for d in dimensions() if d.parent is None and d.id in known)
    none = "" if found else "Nothing is known of those who did not answer but that they were asked."
    return found, none


def voices(workspace: Workspace, population: Population) -> Voices:
    """Return who answered of those who were sent a questionnaire, by every known breakdown.

    Parameters
    ----------
    workspace : Workspace
        Where the people are.
    population : Population
        Who was asked.

    Returns
    -------
    Voices
        With the reason where the dataset has no silent people, or a filter is on what is not
        known of them.

    Raises
    ------
    Unavailable
        For official results.

    Notes
    -----
    The difference from everyone is that from all others times the others' share; its interval is
    Newcombe's for the two, times that share.
    """
    known, why = asked_of(workspace, population)
    if why:
        return Voices(population, (), pd.DataFrame(), why)
    released = responses(workspace, population, known)
    frame = _with_rates(released.frame.rename(columns={"part": "answered"}))
    frame["label"] = [
        "Everyone" if g == ALL else dimension(d).group(g).label
        for d, g in zip(frame["breakdown"], frame["group"], strict=True)
    ]
    total = frame.groupby("breakdown")[["asked", "answered"]].transform("last")
    total = total.where(frame.groupby("breakdown")["hidden"].transform("last").eq(False))
    rest = total - frame[["asked", "answered"]]
    outside = rest["asked"] / total["asked"]
    with np.errstate(divide="ignore", invalid="ignore"):
        made = newcombe(
            frame["rate"], frame["asked"], rest["answered"] / rest["asked"], rest["asked"]
        )
    compared = (frame["group"] != ALL) & (rest["asked"] > 0)
    for name, values in zip(
        ("difference", "difference_lower", "difference_upper"), made, strict=True
    ):
        frame[name] = np.where(compared, values * outside, np.nan)
    for name in ("asked", "answered"):
        frame[f"share_{name}"] = frame[name] / total[name]
    notes = (_WEIGHTS,) if workspace.weighted(population.dataset) else ()
    return Voices(population, known, frame, "", released.policy, notes)


def _with_rates(frame: pd.DataFrame) -> pd.DataFrame:
    known = frame["asked"].where(frame["asked"] > 0)
    rate = frame["answered"] / known
    lower, upper = wilson(rate, known.fillna(0))
    return frame.assign(rate=rate, lower=lower, upper=upper)


def voices_places(workspace: Workspace, population: Population, kind: Level) -> PlaceVoices:
    """Return who answered of those who were sent a questionnaire, by place.

    Parameters
    ----------
    workspace, population
        As for `voices`.
    kind : Level
        The kind of place.

    Returns
    -------
    PlaceVoices

    Raises
    ------
    Unavailable
        For official results, and where it is not known who was asked, or where.

    Notes
    -----
    The expected range is Spiegelhalter's (2005) additive one, as for scores of places.
    """
    _, why = asked_of(workspace, population)
    known = known_of_silent(workspace, population.dataset) or ()
    if not why and kind.id not in known:
        why = f"Of those who did not answer, {kind.plural} are not known."
    if why:
        raise Unavailable(why)
    released = responses(workspace, population, [kind.id])
    frame = released.frame.rename(columns={"part": "answered", "group": "place"})
    frame = frame[~frame["place"].isin([ALL, NOT_GIVEN.id]) & (frame["asked"] != 0)]
    frame = _with_rates(frame.drop(columns="breakdown").reset_index(drop=True))
    frame.insert(1, "label", [place(code).name for code in frame["place"]])
    return PlaceVoices(kind, _with_expected(frame))


def _with_expected(frame: pd.DataFrame) -> pd.DataFrame:
    known = frame["rate"].notna()
    rate, asked = frame.loc[known, "rate"].to_numpy(), frame.loc[known, "asked"].to_numpy()
    frame = frame.assign(expected_lower=np.nan, expected_upper=np.nan, band=None)
    middle = pooled(rate, asked)
    variance = middle * (1 - middle) / asked
    if known.sum() < 2 or not (variance > 0).all():
        return frame
    found = spread(rate, variance, middle, hidden=int((~known).sum()))
    lower, upper = expected_range(middle, variance, found.tau2)
    frame.loc[known, "expected_lower"], frame.loc[known, "expected_upper"] = lower, upper
    frame["band"] = frame["band"].astype(object)
    frame.loc[known, "band"] = band(rate, lower, upper)
    return frame
