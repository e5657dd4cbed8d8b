from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.results.inequality_measures import MAIN, groups_of, measures_of, one_measure
from analysis.statistics.inequality import MEASURES, summarise
from analysis.survey import dimension, question

FIFTHS = dimension("deprivation")


def shown(score, n=(400.0,) * 5):
    base = list(n)
    return pd.DataFrame(
        {
            "group": list(FIFTHS.ids),
            "score": score,
            "sd": np.nan,
            "n_effective": base,
            "weight": base,
        }
    )


def test_errors_are_those_of_proportions_or_of_a_mean():
    few = groups_of(shown([0.5] * 5), question("Q5"), FIFTHS, official=False)
    assert few.se == pytest.approx(np.full(5, 0.5 / 20), rel=0.02)
    rated = shown([8.0] * 5).assign(sd=2.0)
    assert groups_of(rated, question("Q59"), FIFTHS, official=False).se == pytest.approx(0.1)
    rounded = groups_of(rated, question("Q59"), FIFTHS, official=True).se
    assert (rounded > 0.1).all()
    assert few.ordered
    assert few.scale == 1
    assert FIFTHS.ids[few.reference] == FIFTHS.reference


def test_the_main_measures_are_the_same_as_among_all():
    groups = groups_of(shown([0.6, 0.7, 0.7, 0.8, 0.9]), question("Q5"), FIFTHS, official=False)
    every = measures_of(groups, FIFTHS, 0, every=True)
    main = measures_of(groups, FIFTHS, 0, every=False)
    assert set(every.index) == set(MEASURES)
    assert list(main.index) == [name for name in MEASURES if name in MAIN]
    pd.testing.assert_frame_equal(main, every.loc[main.index])


def test_a_gap_turned_round_keeps_its_size():
    up, down = (
        one_measure(summarise(groups, "d"), groups)
        for groups in (
            groups_of(shown(score), question("Q5"), FIFTHS, official=False)
            for score in ([0.6, 0.7, 0.7, 0.7, 0.8], [0.8, 0.7, 0.7, 0.7, 0.6])
        )
    )
    assert up["estimate"] == pytest.approx(down["estimate"]) == pytest.approx(0.2)
    assert up["lower"] == pytest.approx(down["lower"])
    assert (up["worse"], down["worse"]) == ("first", "last")


def test_without_bases_a_measure_by_people_is_not_given():
    groups = groups_of(
        shown([0.6, 0.7, 0.7, 0.8, 0.9], [np.nan] * 5), question("Q5"), FIFTHS, official=True
    )
    row = one_measure(summarise(groups, "bgsd"), groups)
    assert np.isnan([row["estimate"], row["printed"], row["floor"]]).all()
    assert "numbers of answers" in row["why"]


@pytest.mark.parametrize(("missing", "printed"), [(0, True), (1, False)])
def test_heat_prints_nothing_with_over_15_percent_missing(missing, printed):
    groups = groups_of(shown([0.6, 0.7, 0.7, 0.8, 0.9]), question("Q5"), FIFTHS, official=False)
    assert measures_of(groups, FIFTHS, missing, every=False)["printed"].notna().all() == printed
