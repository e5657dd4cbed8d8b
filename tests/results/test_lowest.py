from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.results import PlaceScores, lowest_fifth
from analysis.results.lowest import LIKELY
from analysis.statistics import Spread, pooled
from analysis.survey import Population, level, places, question

Q5 = question("Q5")
TRUSTS = [p.code for p in places("trust")]


def scored(cells):
    """Return scores of trusts from (n, score); None is hidden."""
    pairs = [cell or (np.nan, np.nan) for cell in cells]
    frame = pd.DataFrame(pairs, columns=["n_effective", "score"], dtype=float)
    frame = frame.assign(
        code=TRUSTS[: len(pairs)], name=TRUSTS[: len(pairs)], hidden=[c is None for c in cells]
    )
    known = frame.dropna()
    centre = pooled(known["score"], known["n_effective"])
    return PlaceScores(
        Q5,
        Population.of("made"),
        level("trust"),
        frame,
        Spread(centre, 1.0, 0.0, len(known)),
        official=False,
        adjusted=False,
    )


@given(
    st.lists(
        st.none() | st.tuples(st.integers(10, 2000), st.floats(0.05, 0.95)), min_size=2, max_size=30
    )
)
@settings(max_examples=60, deadline=None)
def test_probabilities_sum_to_the_size_and_hidden_places_have_none(cells):
    result = scored(cells)
    found = lowest_fifth(result)
    hidden = set(result.frame.loc[result.frame["hidden"], "code"])
    assert not hidden & set(found.frame["code"])
    assert all(np.isnan(found.of(code)) for code in hidden)
    if len(found.frame):
        assert len(found.frame) == len(result.known)
        assert found.size == int(np.ceil(0.2 * len(result.known) - 1e-9))
        assert found.frame["probability"].between(0, 1).all()
        assert found.frame["probability"].sum() == pytest.approx(found.size)


def test_places_far_below_the_others_are_the_lowest_for_sure():
    found = lowest_fifth(
        scored([(2000, 0.5), (2000, 0.55), *[(2000, 0.9 + 0.005 * i) for i in range(8)]])
    )
    assert found.size == 2
    assert found.likely["code"].tolist() == TRUSTS[:2]
    assert found.likely["probability"].min() > 0.99


def test_a_small_place_is_less_sure_than_a_large_one_with_the_same_score():
    cells = [(30, 0.7), (3000, 0.7), *[(800, 0.75 + 0.02 * i) for i in range(8)]]
    found = lowest_fifth(scored(cells))
    assert found.of(TRUSTS[0]) < LIKELY < found.of(TRUSTS[1])


def test_where_chance_explains_all_no_place_has_a_probability():
    found = lowest_fifth(scored([(100, 0.80 + 0.001 * (i % 3)) for i in range(20)]))
    assert found.alike
    assert found.frame.empty
    assert found.likely.empty


@pytest.mark.parametrize("cells", [[], [None, None], [(100, 0.8), None]])
def test_fewer_than_two_scores_are_no_ranking(cells):
    found = lowest_fifth(scored(cells))
    assert found.frame.empty
    assert not found.alike


def test_the_order_of_places_makes_no_difference():
    result = scored([(100 + 50 * i, 0.6 + 0.03 * ((7 * i) % 11)) for i in range(12)])
    turned = replace(result, frame=result.frame[::-1])
    one, other = (lowest_fifth(r).frame.set_index("code")["probability"] for r in (result, turned))
    assert one.to_dict() == other.to_dict()


def test_likely_places_come_with_the_most_likely_first():
    cells = [(400, 0.6 + 0.05 * (i % 5)) for i in range(20)]
    likely = lowest_fifth(scored(cells)).likely
    assert likely["probability"].is_monotonic_decreasing
    assert (likely["probability"] >= LIKELY).all()
