from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.results.ranges import variance_by_chance, with_ranges
from analysis.statistics import pooled
from analysis.survey import question

Q5, Q59 = question("Q5"), question("Q59")


def frame(scores: list[float], n: list[float]) -> pd.DataFrame:
    hidden = [bool(np.isnan(s)) for s in scores]
    return pd.DataFrame({"score": scores, "n_effective": n, "hidden": hidden})


def test_chance_alone_varies_as_a_share_or_with_the_sd_of_a_rating():
    n = pd.Series([100.0, 400.0])
    assert variance_by_chance(Q5, 0.8, 1.38, n).tolist() == pytest.approx([0.0016, 0.0004])
    assert variance_by_chance(Q59, 8.8, 2.0, n).tolist() == pytest.approx([0.04, 0.01])


def test_equal_places_have_the_range_of_chance_alone():
    made, found = with_ranges(frame([0.8] * 5, [100.0] * 5), Q5)
    assert found.tau2 == 0
    assert made["expected_lower"].tolist() == pytest.approx([0.8 - 1.959964 * 0.04] * 5)
    assert (made["band"] == "expected").all()


def test_the_centre_is_the_pooled_score_unless_given():
    scores, n = [0.7, 0.8, 0.9, 0.85], [100.0, 900.0, 50.0, 10.0]
    assert with_ranges(frame(scores, n), Q5)[1].centre == pytest.approx(pooled(scores, n))
    assert with_ranges(frame(scores, n), Q5, centre=0.5)[1].centre == 0.5


def test_ranges_stay_within_the_scale():
    made, _ = with_ranges(frame([1.0, 0.9, 0.95], [3.0, 2.0, 4.0]), Q5)
    assert made["expected_upper"].max() <= 1
    rating, _ = with_ranges(frame([9.9, 9.8, 9.7], [1.0, 2.0, 1.0]), Q59)
    assert rating["expected_upper"].max() == 10


def test_a_hidden_place_gets_no_range_and_is_counted_in_the_spread():
    scores = [0.6, 0.7, 0.75, 0.78, 0.8, 0.82, 0.84, 0.86, 0.95]
    _, plain = with_ranges(frame(scores, [200.0] * 9), Q5)
    made, counted = with_ranges(frame([*scores, np.nan], [200.0] * 9 + [np.nan]), Q5)
    assert made.loc[9, ["expected_lower", "expected_upper"]].isna().all()
    assert made.loc[9, "band"] is None or np.isnan(made.loc[9, "band"])
    assert counted.places == plain.places == 9
    assert counted.phi != plain.phi


def test_one_place_has_a_range_of_chance_and_none_at_all_has_none():
    made, found = with_ranges(frame([0.8], [100.0]), Q5)
    assert found.tau2 == 0
    assert made["band"].tolist() == ["expected"]
    nothing, found = with_ranges(frame([np.nan], [np.nan]), Q5)
    assert nothing["band"].isna().all()
    assert found.places == 0


def test_a_place_where_nobody_counts_is_left_alone():
    made, found = with_ranges(frame([0.8, 0.9, 0.7], [100.0, 0.0, 50.0]), Q5)
    assert np.isnan(made.loc[1, "expected_lower"])
    assert found.places == 2
