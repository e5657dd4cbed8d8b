"""Sums over strata, against counting by hand."""

from __future__ import annotations

from itertools import combinations

import made
import numpy as np
import pandas as pd
import pytest

from analysis.store.respondents import respondents
from analysis.store.strata import KIND, PLACE, SUMS, Strata
from analysis.survey import NOT_GIVEN, question

SHUFFLES = 2


@pytest.fixture(scope="module")
def crowd() -> pd.DataFrame:
    return made.crowd(1500)


@pytest.fixture(scope="module")
def people(workspace_of, crowd):
    return respondents(workspace_of(crowd), "made")


def by_hand(crowd: pd.DataFrame, code: str, by: tuple[str, ...]) -> pd.DataFrame:
    """Return the sums but those of shuffled answers, by groups."""
    best = 10 if code == "Q59" else 1
    told = crowd.assign(worth=made.worth(crowd, code)).dropna(subset=["worth"])
    told = told.fillna(dict.fromkeys((*by, KIND), NOT_GIVEN.id))
    strata = told.groupby([PLACE, KIND])["worth"]
    told = told.assign(
        size=strata.transform("size"),
        mean=strata.transform("mean"),
        spread=strata.transform("var").fillna(0),
        short=best - told["worth"],
    )
    inside = told.groupby([*by, PLACE, KIND])["worth"].transform("size")
    told = told.assign(
        people=1,
        squares_spread=inside * told["spread"] / told["size"],
        squares=inside / told["size"],
    )
    names = ["people", "mean", "spread", "squares_spread", "squares", "short"]
    return told.groupby(list(by))[names].sum() if by else told[names].sum().to_frame().T


@pytest.mark.parametrize("code", ["Q5", "Q59"])
@pytest.mark.parametrize("names", [("sex", "age", KIND), (KIND, "sex", "age"), ("sex", "age")])
def test_every_sum_is_what_counting_gives(people, crowd, code, names):
    axes = [people.axes[name] for name in names]
    found = Strata.of(people, None, question(code), axes).sums(3, SHUFFLES, seed=1)
    assert set(found) == {c for n in range(len(names) + 1) for c in combinations(names, n)}
    for by, table in found.items():
        assert table.shape == (SUMS + 1 + SHUFFLES, *(len(people.axes[name].keys) for name in by))
        expected = by_hand(crowd, code, by)
        cells = (
            [
                tuple(
                    people.axes[name].keys.index(key)
                    for name, key in zip(by, group if len(by) > 1 else (group,), strict=True)
                )
                for group in expected.index
            ]
            if by
            else [()]
        )
        got = np.array([table[(slice(SUMS + 1), *cell)] for cell in cells])
        np.testing.assert_allclose(got, expected.to_numpy(float), rtol=1e-4, atol=1e-4)
        assert table[0].sum() == expected["people"].sum()


def test_shuffled_answers_stay_in_their_stratum(people):
    axes = [people.axes[name] for name in (KIND, "sex")]
    found = Strata.of(people, None, question("Q5"), axes).sums(2, SHUFFLES, seed=1)
    given, first, second = found[KIND,][SUMS:]
    assert (given == first).all()
    assert (given == second).all()
    given, first, second = found[KIND, "sex"][SUMS:]
    assert (first != given).any()
    assert (first != second).any()


def test_fewer_characteristics_at_most(people):
    axes = [people.axes[name] for name in ("sex", "age", KIND)]
    found = Strata.of(people, None, question("Q5"), axes).sums(1, 0, seed=1)
    assert set(found) == {(), ("sex",), ("age",), (KIND,)}
