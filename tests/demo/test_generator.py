"""Making the survey: repeatable, at any size, and into a workspace."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.demo import SEED, build_demo, generate
from analysis.demo.generator import DATASET, orders
from analysis.store import Workspace


def test_same_seed_same_survey():
    first, second = (list(generate(3_000, seed=7)) for _ in range(2))
    for (people, silent), (again, still) in zip(first, second, strict=True):
        pd.testing.assert_frame_equal(people, again)
        pd.testing.assert_frame_equal(silent, still)


def test_other_seed_other_survey():
    (first, _), (second, _) = (next(generate(3_000, seed=seed)) for seed in (7, 8))
    assert not first.equals(second)


@pytest.mark.parametrize("respondents", [1_000, 5_000, 12_345])
def test_any_size(respondents):
    assert sum(len(people) for people, _ in generate(respondents, SEED)) == respondents


def test_large_surveys_come_in_pieces_of_bounded_size():
    pieces = orders(2_000_000, SEED)
    assert sum(order.respondents for order in pieces) == 2_000_000
    assert max(order.respondents for order in pieces) <= 100_000
    assert {order.year for order in pieces} == {2015, 2016, 2017, 2018}


@pytest.mark.parametrize("respondents", [-1, 0, 999])
def test_too_few_respondents_are_refused(respondents, tmp_path):
    with pytest.raises(ValueError, match="needs at least 1,000 respondents"):
        next(generate(respondents, SEED))
    with pytest.raises(ValueError, match="needs at least 1,000 respondents"):
        build_demo(tmp_path / "w.duckdb", respondents=respondents)
    assert not list(tmp_path.iterdir())


def test_build_puts_it_in_a_workspace_and_says_how_far_it_is(tmp_path):
    told = []
    path = tmp_path / "w.duckdb"
    made = build_demo(path, respondents=5_000, progress=lambda *step: told.append(step))
    assert (made.id, made.rows, made.years) == ("demo", 5_000, (2015, 2016, 2017, 2018))
    assert made.synthetic
    assert "synthetic" in made.name.lower()
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert all(words for _, words in told)
    with Workspace.open(path):
        pass


def test_building_again_replaces_it(tmp_path):
    path = tmp_path / "w.duckdb"
    build_demo(path, respondents=2_000)
    again = build_demo(path, respondents=1_500, seed=3)
    assert again.rows == 1_500
    assert DATASET.rows == 0
