"""Somebody who has a search, and Groups by one and two of its characteristics, and wants more.

What Groups gives is exact. A search adds combinations of three characteristics to it: rounded, and
none that tells of a few people.
"""

from __future__ import annotations

from itertools import combinations

import made
import numpy as np
import pytest
from scipy.optimize import linprog

from analysis.store import gate
from analysis.store.combinations import SEPARATOR, combined
from analysis.store.lines import LARGER
from analysis.survey import NOT_GIVEN, Population, dimension, question

ASKED, ASKING = Population.of("made"), question("Q5")
AXES = {"sex": 2, "ethnicity": 3, "deprivation": 3}
MINIMUM, STEP = 10, 5
ALL = "all"


def survey(seed: int):
    """Return people of whom many combinations are small; groups a dimension as in `AXES`."""
    rng = np.random.default_rng(seed)
    ids = {name: [*dimension(name).ids[:size], None] for name, size in AXES.items()}
    blocks = []
    for sex in ids["sex"]:
        for ethnicity in ids["ethnicity"]:
            for deprivation in ids["deprivation"]:
                few = rng.random() < 0.3 or None in (sex, ethnicity, deprivation)
                size = int(rng.integers(0, 15) if few else rng.integers(30, 120))
                poor = int(rng.binomial(size, rng.choice([0.05, 0.3])))
                alike = {"sex": sex, "ethnicity": ethnicity, "deprivation": deprivation}
                blocks += [{"n": size - poor, "Q5": 1, **alike}, {"n": poor, "Q5": 3, **alike}]
    return made.people(*(block for block in blocks if block["n"]))


class Attacker:
    """What can be known of the people by sex, ethnic group and deprivation, and of their answers.

    Unknown are the people of every finest cell, then those of them who answered poorly.
    """

    def __init__(self) -> None:
        keys = [[*dimension(name).ids, NOT_GIVEN.id] for name in AXES]
        self.positions = [{key: i for i, key in enumerate(some)} for some in keys]
        self.shape = tuple(len(some) for some in keys)
        self.size = int(np.prod(self.shape))
        self.rows: list[np.ndarray] = []
        self.most: list[float] = []
        poor_are_people = np.hstack([-np.eye(self.size), np.eye(self.size)])
        self.rows += list(poor_are_people)
        self.most += [0.0] * self.size

    def cell(self, groups: dict[str, str], *, poor: bool = False) -> np.ndarray:
        """Return which unknowns add up to a combination."""
        mask = np.zeros(self.shape, dtype=bool)
        where = [
            self.positions[i][groups[name]] if name in groups else slice(None)
            for i, name in enumerate(AXES)
        ]
        mask[tuple(where)] = True
        row = np.zeros(2 * self.size)
        row[poor * self.size : (1 + poor) * self.size] = mask.ravel()
        return row

    def at_most(self, row: np.ndarray, most: float) -> None:
        self.rows.append(row)
        self.most.append(most)

    def between(self, row: np.ndarray, least: float, most: float) -> None:
        self.at_most(row, most)
        self.at_most(-row, -least)

    def sees_groups(self, workspace) -> None:
        for by in [(), *combinations(AXES, 1), *combinations(AXES, 2)]:
            frame = gate.scores(workspace, ASKED, [ASKING], by).frame
            for row in frame[~frame["hidden"]].to_dict("records"):
                groups = {name: row[name] for name in by if row[name] != ALL}
                poor = 0.0 if row["n"] == 0 else row["n"] * (1 - row["score"])
                self.between(self.cell(groups), row["n"], row["n"])
                self.between(self.cell(groups, poor=True), poor, poor)

    def sees_search(self, frame) -> None:
        for row in frame.to_dict("records"):
            names, groups = (row[c].split(SEPARATOR) for c in ("characteristics", "groups"))
            inside = dict(zip(names, groups, strict=True))
            people, poor = self.cell(inside), self.cell(inside, poor=True)
            doubt, step = (0, 0) if len(names) == 1 else (MINIMUM / 2, STEP / 2)
            self.between(people, max(row["n"] - doubt, LARGER * MINIMUM), row["n"] + doubt)
            short = row["n"] * (1 - row["score"])
            self.at_most(poor - (short + step) / row["n"] * people, 0)
            self.at_most((short - step) / row["n"] * people - poor, 0)

    def knows(self, row: np.ndarray) -> bool:
        """Tell whether the sum of these unknowns can be one whole number only."""
        limits = []
        for sign in (1, -1):
            found = linprog(
                sign * row,
                A_ub=np.array(self.rows),
                b_ub=self.most,
                bounds=(0, 500),
                method="highs",
            )
            assert found.status == 0, found.message
            limits.append(sign * found.fun)
        return bool(np.floor(limits[1] + 1e-6) - np.ceil(limits[0] - 1e-6) < 1)


def few_and_hidden(workspace, people, attacker) -> list[np.ndarray]:
    """Return combinations of two and three characteristics that are about 1 to 9 people."""
    filled = people.fillna(dict.fromkeys(AXES, NOT_GIVEN.id))
    found = []
    for by in [*combinations(AXES, 2), tuple(AXES)]:
        sizes = filled.groupby(list(by)).size()
        for groups in sizes[sizes < MINIMUM].index:
            inside = dict(zip(by, groups, strict=True))
            found += [attacker.cell(inside), attacker.cell(inside, poor=True)]
    return found


@pytest.mark.parametrize("seed", range(4))
def test_a_search_tells_nothing_of_a_few_people_that_groups_does_not(workspace_of, seed):
    people = survey(seed)
    workspace = workspace_of(people)
    alone, together = Attacker(), Attacker()
    alone.sees_groups(workspace)
    together.sees_groups(workspace)
    frame = combined(workspace, ASKED, ASKING, tuple(AXES)).frame
    together.sees_search(frame)
    assert frame["characteristics"].str.count("[+]").max() == 2
    few = few_and_hidden(workspace, people, alone)
    assert len(few) > 10
    assert [row for row in few if together.knows(row) and not alone.knows(row)] == []


@pytest.mark.parametrize("seed", range(4))
def test_a_search_shows_no_pair_that_groups_hides(workspace_of, seed):
    workspace = workspace_of(survey(seed))
    frame = combined(workspace, ASKED, ASKING, tuple(AXES)).frame
    for by in combinations(AXES, 2):
        groups = gate.scores(workspace, ASKED, [ASKING], by).frame
        shown = groups[~groups["hidden"]]
        allowed = set(shown[list(by)].agg(SEPARATOR.join, axis=1))
        assert set(frame["groups"][frame["characteristics"] == SEPARATOR.join(by)]) <= allowed
