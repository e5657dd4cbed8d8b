from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics.oaxaca import oaxaca_twofold
from analysis.statistics.pattern import gather
from analysis.statistics.pooled_split import BASES, pooled_split
from analysis.statistics.term import Term

REFERENCES = {"both": "pooled with group", "first": 1.0, "second": 0.0, "everyone": "pooled"}
LEVELS = {"place": tuple("wxyz"), "cancer": tuple("pqr")}


def people(seed: int, n: int = 1_500, *, rating: bool = False):
    """Return group (0 or 1), two variables, answers and weights; the groups are different mixes."""
    rng = np.random.default_rng(seed)
    group = (rng.random(n) < 0.7).astype(int)
    mixes = np.array([[0.5, 0.2, 0.2, 0.1], [0.1, 0.3, 0.3, 0.3]])
    place = (rng.random(n)[:, None] > mixes.cumsum(axis=1)[group]).sum(axis=1).clip(0, 3)
    cancer = rng.integers(0, 3, n)
    likely = 0.3 + 0.1 * place + 0.1 * group
    y = rng.binomial(10, likely) if rating else rng.random(n) < likely
    return group, place, cancer, y.astype(float), rng.uniform(0.5, 2.0, n)


def found(seed: int, basis: str, *, weighted: bool = False, rating: bool = False):
    group, place, cancer, y, w = people(seed, rating=rating)
    patterns = gather([group, place, cancer], [2, 4, 3], y, w if weighted else None)
    return pooled_split(patterns, basis)


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("weighted", [False, True], ids=["equal", "weighted"])
@pytest.mark.parametrize("rating", [False, True], ids=["percent", "rating"])
def test_it_is_the_oaxaca_decomposition_of_the_rows(basis, weighted, rating):
    group, place, cancer, y, w = people(1, rating=rating)
    got = found(1, basis, weighted=weighted, rating=rating)
    terms = [Term("place", place, LEVELS["place"]), Term("cancer", cancer, LEVELS["cancer"])]
    wanted = oaxaca_twofold(
        y, terms, group == 0, weights=w if weighted else None, reference=REFERENCES[basis]
    )
    pairs = [
        (got.gap, wanted.gap),
        (got.explained, wanted.explained.total),
        (got.remains, wanted.unexplained.total),
        *zip(got.by_variable, (wanted.explained.by_variable[k] for k in LEVELS), strict=True),
    ]
    for ours, theirs in pairs:
        assert ours.value == pytest.approx(theirs.value, abs=1e-10)
        widths = [e.upper - e.lower for e in (ours, theirs)]
        assert widths[0] == pytest.approx(widths[1], rel=0.01)


@given(st.integers(0, 10_000), st.sampled_from(BASES), st.booleans(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_parts_add_up_to_the_gap(seed, basis, weighted, rating):
    got = found(seed, basis, weighted=weighted, rating=rating)
    parts = sum(part.value for part in got.by_variable)
    assert parts + got.remains.value == pytest.approx(got.gap.value, abs=1e-10)
    assert parts == pytest.approx(got.explained.value, abs=1e-10)
    assert all(e.lower <= e.value <= e.upper for e in (got.gap, got.remains, *got.by_variable))


def test_intervals_hold_the_truth_as_often_as_they_say():
    """The true parts: places are worth 10 points a step, and the first group is 10 points lower."""
    mixes = np.array([[0.5, 0.2, 0.2, 0.1], [0.1, 0.3, 0.3, 0.3]])
    by_place = 0.1 * float((mixes[0] - mixes[1]) @ np.arange(4))
    held = np.zeros(2)
    for seed in range(300):
        got = found(20_000 + seed, "both")
        for i, (part, truth) in enumerate(((got.by_variable[0], by_place), (got.remains, -0.1))):
            held[i] += part.lower <= truth <= part.upper
    assert (held / 300 > 0.92).all()
    assert (held / 300 < 0.98).all()


def test_without_variables_all_of_the_gap_remains():
    group, _, _, y, _ = people(3)
    got = pooled_split(gather([group], [2], y))
    assert got.by_variable == ()
    assert got.explained.value == 0
    assert got.remains == got.gap


def test_levels_that_one_group_lacks_are_no_matter_unless_its_coefficients_are_used():
    group, place, cancer, y, _ = people(4)
    kept = ~((group == 0) & (place == 3))
    patterns = gather([v[kept] for v in (group, place, cancer)], [2, 4, 3], y[kept])
    for basis in ("both", "second", "everyone"):
        assert pooled_split(patterns, basis).gap.is_known
    assert "no like" in pooled_split(patterns, "first").gap.why


@pytest.mark.parametrize(
    ("group", "place", "y", "why"),
    [
        ([0, 0, 0, 0], [0, 1, 0, 1], [0, 1, 1, 0], "Nobody in the second group"),
        ([1, 1, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0], "Nobody in the first group"),
        ([0, 1, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1], "Everybody gave the same answer"),
        ([0, 0, 1, 1, 0, 1], [0, 0, 1, 1, 0, 1], [0, 1, 1, 0, 1, 0], "who is in which group"),
        ([0, 1], [0, 1], [0, 1], "Too few"),
    ],
)
def test_why_there_is_nothing_to_split(group, place, y, why):
    got = pooled_split(gather([group, place], [2, 2], y))
    for estimate in (got.gap, got.explained, got.remains):
        assert not estimate.is_known
        assert why in estimate.why
    assert got.by_variable == ()


def test_the_group_must_come_first_and_be_two():
    with pytest.raises(ValueError, match="two levels"):
        pooled_split(gather([[0, 1, 2]], [3], [0, 1, 1]))
