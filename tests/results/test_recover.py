from __future__ import annotations

import made
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.results import place_scores
from analysis.results.recover import recovered_scores, rounding_limits
from analysis.statistics import wilson
from analysis.survey import Population, level, question

WHO = Population.of("official", years=[2018])


def _rounded(share: float, n: int) -> tuple[pd.Series, ...]:
    low, high = wilson(share, n)
    figures = (share, low, high, n)
    return tuple(
        pd.Series([v if v is n else float(np.round(100 * v) / 100)], dtype=float) for v in figures
    )


@given(st.floats(0, 1), st.integers(21, 5_000))
def test_the_true_score_is_within_what_its_three_rounded_figures_allow(share, n):
    low, high = rounding_limits(*_rounded(share, n))
    step = 0.024 / 480
    assert low[0] - step <= share <= high[0] + step
    assert high[0] - low[0] <= 0.01 + step


def test_the_interval_narrows_what_the_score_alone_leaves_open():
    low, high = rounding_limits(*_rounded(0.7749, 40))
    assert high[0] - low[0] < 0.01


def test_figures_that_contradict_each_other_give_the_best_fit():
    low, high = rounding_limits(*(pd.Series([v]) for v in (0.80, 0.70, 0.71, 400.0)))
    assert np.isfinite(low[0])
    assert 0.788 <= low[0] <= high[0] <= 0.812


def test_an_unrounded_interval_gives_the_score_back(official):
    score, _ = recovered_scores(official, WHO, question("Q59"), level("trust"))
    assert score.to_dict() == pytest.approx(
        dict(zip(made.TRUSTS, (8.0, 8.3, 8.6, 8.0), strict=True))
    )


def test_a_recomputed_page_says_so_and_keeps_to_the_published_places(official):
    theirs = place_scores(official, WHO, question("Q1"), level("trust"))
    ours = place_scores(official, WHO, question("Q1"), level("trust"), recompute=True)
    assert ours.frame["code"].tolist() == theirs.frame["code"].tolist()
    assert not ours.official
    assert "worked out here from the published scores" in ours.notes[0]


def test_a_score_of_an_alliance_stays_within_its_own_rounded_figures(official):
    score, centre = recovered_scores(official, WHO, question("Q1"), level("alliance"))
    assert centre is None
    assert len(score) == 19
    given_ = place_scores(official, WHO, question("Q1"), level("alliance")).frame
    gap = (score - given_.set_index("code")["score"]).abs()
    assert gap.max() < 0.012 + 1e-9
