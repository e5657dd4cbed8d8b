"""Who is sent a questionnaire, who answers it, and what is known about them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from analysis.demo.tables import TUMOURS, Chances, Codes, Floats, fit_margins, read_table
from analysis.survey import dimension, place, places

TRUSTS = tuple(p.code for p in places("trust"))
CCGS = tuple(p.code for p in places("ccg"))
AREAS = tuple(p.code for p in places("stp"))
DETAILS = dimension("ethnicity-detail").ids
PARENT = np.array(
    [dimension("ethnicity").ids.index(g.parent or "") for g in dimension("ethnicity-detail").groups]
)
"""For each detailed ethnic group the position of the group that it is part of."""

_LEFT_BLANK = {"ethnicity_detail": 0.035, "orientation": 0.06, "conditions": 0.05, "language": 0.03}
_UNRECORDED = 0.06
"""Share of hospital records without an ethnic group."""

_COMMON_WORDS = {"and", "care", "foundation", "hospital", "hospitals", "nhs", "royal", "trust"}
_COMMON_WORDS |= {"ccg", "east", "healthcare", "north", "of", "south", "the", "university", "west"}


@cache
def in_london() -> Codes:
    """Return 1 for each trust in London and 0 for the others, in the order of `TRUSTS`."""
    london = read_table("areas").set_index("stp")["london"] == "yes"
    return np.array([london[place(code).stp] for code in TRUSTS]).astype(np.intp)


@dataclass(frozen=True)
class People:
    """Some people, by the position of their groups.

    Attributes
    ----------
    year : int
        The survey that they were sent.
    codes : dict of str to ndarray
        Column -> position of each person's true group. ``trust`` and ``ccg`` are among them;
        ``ethnicity`` follows from ``ethnicity_detail``.
    blanks : ndarray
        How many times more often than the average a person leaves a question blank; mean about 1.
    """

    year: int
    codes: dict[str, Codes]
    blanks: Floats

    def __len__(self) -> int:
        return len(self.blanks)

    def known_to_survey(self, rng: np.random.Generator) -> pd.DataFrame:
        """Return the columns of respondents; some have not said who they are."""
        told = dict(self.codes)
        for column, share in _LEFT_BLANK.items():
            silent = rng.random(len(self)) < share * self.blanks
            told[column] = np.where(silent, -1, told[column])
        detail = told["ethnicity_detail"]
        told["ethnicity"] = np.where(detail < 0, -1, PARENT[detail])
        return self._frame(told)

    def known_to_hospital(self, rng: np.random.Generator) -> pd.DataFrame:
        """Return the columns that the sample frame has; hospital records lack some ethnicity."""
        unrecorded = rng.random(len(self)) < _UNRECORDED
        asked = {*_LEFT_BLANK, "ethnicity"}
        known = {name: codes for name, codes in self.codes.items() if name not in asked}
        known["ethnicity"] = np.where(unrecorded, -1, self.codes["ethnicity"])
        return self._frame(known)

    def _frame(self, codes: dict[str, Codes]) -> pd.DataFrame:
        columns: dict[str, object] = {"year": np.full(len(self), self.year, dtype=np.int16)}
        for name, values in codes.items():
            columns[name] = pd.Categorical.from_codes(values, dtype=_categories(name))
        return pd.DataFrame(columns)


@cache
def _categories(column: str) -> pd.CategoricalDtype:
    ids = {"trust": TRUSTS, "ccg": CCGS}.get(column)
    return pd.CategoricalDtype(list(ids or dimension(column.replace("_", "-")).ids))


def _affinity() -> Floats:
    """Return how readily people of each CCG go to each trust, but for the size of either."""
    table = np.full((len(TRUSTS), len(CCGS)), 0.0005)
    words = {code: _names(code) for code in (*TRUSTS, *CCGS)}
    for i, trust in enumerate(TRUSTS):
        for j, ccg in enumerate(CCGS):
            if place(trust).alliance == place(ccg).alliance:
                table[i, j] = 0.03
            if place(trust).stp == place(ccg).stp:
                table[i, j] = 1
            if words[trust] & words[ccg]:
                table[i, j] *= 10
    return table


def _names(code: str) -> set[str]:
    words = place(code).name.lower().replace(",", " ").replace("'s", "").split()
    return {word for word in words if len(word) > 3} - _COMMON_WORDS


def treated_by_trust() -> Floats:
    """Return the share of respondents in each trust (row) and tumour group (column)."""
    trusts = read_table("trusts").set_index("trust").loc[list(TRUSTS)]
    kinds = read_table("kinds").set_index("kind")
    start = kinds.loc[trusts["kind"], list(TUMOURS)].to_numpy(dtype=float)
    shares = read_table("tumours").set_index("tumour").loc[list(TUMOURS), "share"].to_numpy()
    spread = np.random.default_rng(13).lognormal(sigma=0.35, size=start.shape)
    return fit_margins(start * spread * shares, trusts["responses"].to_numpy(float), shares)


def shares_by_ccg() -> Floats:
    """Return the share of all respondents of each trust (row) and CCG (column)."""
    ccgs = read_table("ccgs").set_index("ccg").loc[list(CCGS), "responses"].to_numpy(float)
    return fit_margins(_affinity(), treated_by_trust().sum(axis=1), ccgs)


class Sampler:
    """Draws people from the tables of ``data/demo``.

    Parameters
    ----------
    silent : bool
        Draw people who did not answer instead of those who did: the same tables, with every
        group weighted by its odds of not answering.
    """

    def __init__(self, *, silent: bool) -> None:
        self._silent = silent
        self._ages = read_table("ages").set_index("age")
        self._quintiles = read_table("quintiles").set_index("deprivation")
        self._details = read_table("ethnic_groups").set_index("ethnicity_detail")
        self._areas = read_table("areas").set_index("stp").loc[list(AREAS)]
        tumours = read_table("tumours").set_index("tumour").loc[list(TUMOURS)]
        trusts = read_table("trusts").set_index("trust").loc[list(TRUSTS)]
        treated = treated_by_trust()
        rate = trusts["response_rate"].to_numpy() / 100
        self._area_of = np.array([AREAS.index(place(code).stp) for code in CCGS])
        self._london = (self._areas["london"] == "yes").to_numpy().astype(np.intp)
        odds = (1 - rate) / rate
        self.per_respondent = float(odds @ treated.sum(axis=1)) if silent else 1.0
        """People drawn for each respondent: 1, or the silent people per respondent."""
        self._trust = Chances((treated.sum(axis=1) * (odds if silent else 1))[None, :])
        self._tumour = Chances(treated)
        self._ccg = Chances(shares_by_ccg())
        female = tumours["female"].to_numpy(float)
        self._sex = Chances(np.column_stack([female, 100 - female]))
        self._age = Chances(
            tumours[list(self._ages.index)].to_numpy(float) * self._odds(self._ages)
        )
        self._deprivation = Chances(self._deprivation_weights(tumours["affluence"].to_numpy(float)))
        self._ethnicity = Chances(self._ethnicity_weights())
        self._orientation = Chances(self._orientation_weights())
        self._conditions = Chances(self._condition_weights())
        language = self._details["other_language"].to_numpy(float)
        self._language = Chances(np.column_stack([100 - language, language]))

    def draw(self, rng: np.random.Generator, year: int, number: int) -> People:
        """Return this many people who were sent the survey of a year."""
        start = np.zeros(number, dtype=np.intp)
        trust = self._trust.draw(rng, start)
        tumour = self._tumour.draw(rng, trust)
        ccg = self._ccg.draw(rng, trust)
        area = self._area_of[ccg]
        age = self._age.draw(rng, tumour)
        deprivation = self._deprivation.draw(rng, area * len(TUMOURS) + tumour)
        social = age * len(self._quintiles) + deprivation
        cells = len(self._ages) * len(self._quintiles)
        detail = self._ethnicity.draw(rng, area * cells + social)
        codes = {
            "trust": trust,
            "ccg": ccg,
            "age": age,
            "sex": self._sex.draw(rng, tumour),
            "ethnicity": PARENT[detail],
            "ethnicity_detail": detail,
            "deprivation": deprivation,
            "orientation": self._orientation.draw(rng, age * 2 + self._london[area]),
            "conditions": self._conditions.draw(rng, social),
            "language": self._language.draw(rng, detail),
            "tumour": tumour,
        }
        return People(year, codes, self._blanks(rng, age, deprivation))

    def _blanks(self, rng: np.random.Generator, age: Codes, deprivation: Codes) -> Floats:
        habit = np.exp(0.8 * rng.standard_normal(len(age), dtype=np.float32) - 0.32)
        by_age = self._ages["blanks"].to_numpy(np.float32)
        by_quintile = self._quintiles["blanks"].to_numpy(np.float32)
        blanks: Floats = habit * by_age[age] * by_quintile[deprivation]
        return blanks

    def _odds(self, groups: pd.DataFrame) -> Floats:
        """Return each group's odds of not answering, relative; 1 for those who did answer."""
        logits = groups["response"].to_numpy(float)
        return np.exp(-logits) if self._silent else np.ones(len(groups))

    def _deprivation_weights(self, tumours: Floats) -> Floats:
        areas = self._areas["affluence"].to_numpy(float)
        affluence = (areas[:, None] + tumours).reshape(-1, 1)
        shares = self._quintiles["share"].to_numpy(float) * self._odds(self._quintiles)
        step = np.arange(len(shares)) - 2
        weights: Floats = shares * np.exp(0.5 * affluence * step)
        return weights

    def _ethnicity_weights(self) -> Floats:
        minority = self._areas[list(dimension("ethnicity").ids[1:])].to_numpy(float) / 100
        factor = np.outer(self._ages["minority"], self._quintiles["minority"]).ravel()
        shares = minority[:, None, :] * factor[None, :, None]
        shares /= np.maximum(1, shares.sum(axis=2, keepdims=True) / 0.9)
        parents = np.concatenate([1 - shares.sum(axis=2, keepdims=True), shares], axis=2)
        within = self._details[["england", "london"]].to_numpy(float).T / 100
        weights = parents[..., PARENT] * within[self._london][:, None, :]
        return (weights * self._odds(self._details)).reshape(-1, len(DETAILS))

    def _orientation_weights(self) -> Floats:
        rare = self._ages[["gay-lesbian", "bisexual", "other-orientation"]].to_numpy(float)
        rows = np.stack([0.85 * rare, 1.9 * rare], axis=1).reshape(-1, 3)
        return np.column_stack([100 - rows.sum(axis=1), rows])

    def _condition_weights(self) -> Floats:
        names = list(dimension("conditions").ids)
        shares = np.repeat(self._ages[names].to_numpy(float), len(self._quintiles), axis=0)
        factor = np.tile(self._quintiles["conditions"].to_numpy(float), len(self._ages))
        shares[:, 1:] *= factor[:, None]
        shares[:, names.index("mental-health")] *= factor
        return shares
