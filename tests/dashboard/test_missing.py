from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dashboard.missing import (
    MissingRule,
    beyond,
    levels_of,
    misses,
    place_standings,
    run_of,
)
from analysis.results import Unavailable
from analysis.statistics.exact import clopper_pearson
from analysis.survey import InputError, indicator, level

from .waits import WAIT, waits

TRUST = level("trust")
LOW, HIGH = [0.6] * 12, [0.95] * 12


def found(workspace, *rule, kind=TRUST, what=WAIT) -> pd.DataFrame:
    return place_standings(workspace, what, kind, MissingRule(*rule)).frame.set_index("code")


def test_a_place_far_below_keeps_missing_and_one_above_does_not(holding):
    frame = found(holding(waits({"RJ1": LOW, "R1H": HIGH})))
    assert frame["keeps"].to_dict() == {"RJ1": True, "R1H": False}
    assert frame.loc["RJ1", ["missed", "known", "run"]].tolist() == [6, 6, 6]
    assert frame.loc["RJ1", ["pooled", "pooled_beyond", "beyond"]].tolist() == [0.6, 240, 40]


def test_what_chance_could_do_is_not_held_against_a_place(holding):
    """80% of 10 patients a month is often below 85%, but 60 patients prove nothing."""
    small, large = waits({"RJ1": [0.8] * 6}, of=10), waits({"R1H": [0.8] * 6}, of=1000)
    frame = found(holding(pd.concat([small, large])))
    assert frame["missed"].tolist() == [6, 6]
    assert frame["keeps"].to_dict() == {"RJ1": False, "R1H": True}
    exact = clopper_pearson(48, 60)
    assert frame.loc["RJ1", "pooled_upper"] == pytest.approx(float(exact.upper))


def test_the_rule_is_adjustable_and_the_same_for_all(holding):
    workspace = holding(waits({"RJ1": [0.6, 0.6, 0.95, 0.6, 0.6, 0.6], "R1H": [0.6] * 6}))
    assert found(workspace, 5, 6)["keeps"].all()
    assert found(workspace, 6, 6)["keeps"].to_dict() == {"RJ1": False, "R1H": True}
    assert found(workspace, 3, 3)["keeps"].all()
    assert found(workspace)["run"].to_dict() == {"RJ1": 3, "R1H": 6}


def test_by_the_control_chart_the_whole_usual_range_must_miss(holding):
    """Ups and downs between 40% and 84% miss every month, but one above 85% would be usual."""
    wild = [0.84, 0.4] * 6
    workspace = holding(waits({"RJ1": wild, "R1H": [0.6, 0.62] * 6}))
    assert found(workspace, 6, 6, "exact")["keeps"].all()
    assert found(workspace, 6, 6, "chart")["keeps"].to_dict() == {"RJ1": False, "R1H": True}


def test_hidden_months_are_neither_met_nor_missed(holding):
    frame = found(holding(waits({"RJ1": [0.6, 0.6, 0.6, None, 0.6, None]})))
    assert frame.loc["RJ1", ["known", "missed", "run"]].tolist() == [4, 4, 0]
    assert frame.loc["RJ1", "hidden"]
    assert frame.loc["RJ1", ["value", "beyond", "numerator"]].isna().all()
    assert not frame.loc["RJ1", "keeps"]


def test_where_fewer_is_better_and_where_there_is_no_standard(holding):
    what = indicator("emergency-presentation")
    frame = found(holding(waits({"RJ1": LOW}, what=what.id)), what=what)
    assert not frame["keeps"].any()
    assert frame[["beyond", "pooled_beyond"]].isna().all(axis=None)
    assert frame["missed"].tolist() == [0]


def test_places_that_are_gone_are_not_listed_and_those_formed_are(holding):
    old = waits({"RE9": LOW, "RLN": LOW}, last="2019-03-01")
    frame = found(holding(pd.concat([old, waits({"R0B": [0.6]}, last="2019-04-01")])))
    assert frame.index.tolist() == ["R0B"]
    assert frame.loc["R0B", ["known", "missed"]].tolist() == [6, 6]
    assert frame.loc["R0B", "pooled"] == pytest.approx(0.6)


def test_a_place_that_is_in_no_list_has_the_name_in_the_file(holding):
    frame = found(holding(waits({"NQ7": LOW, "RJ1": LOW})))
    assert frame.loc["NQ7", ["name", "alliance"]].tolist() == ["A clinic", ""]
    assert frame.loc["RJ1", "alliance"] == "E56000010"


def test_only_the_places_of_an_alliance(holding):
    every = place_standings(holding(waits({"RJ1": LOW, "R0A": LOW})), WAIT, TRUST)
    assert every.within("E56000010").frame["code"].tolist() == ["RJ1"]
    assert every.keeping["code"].tolist() == every.frame["code"].tolist()


def test_kinds_of_place_that_have_figures(holding):
    workspace = holding(waits({"RJ1": LOW, "E56000010": LOW, "ENG": LOW}))
    assert [one.id for one in levels_of(workspace, WAIT)] == ["national", "alliance", "trust"]
    with pytest.raises(Unavailable, match="no figures on “62-day wait” for CCGs"):
        place_standings(workspace, WAIT, level("ccg"))


@pytest.mark.parametrize(("missed", "of"), [(0, 6), (7, 6), (1, 25)])
def test_a_rule_that_no_place_can_fulfil_is_refused(missed, of):
    with pytest.raises(InputError, match="can't miss a standard"):
        MissingRule(missed, of)


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_a_run_is_what_is_true_at_the_end(missed):
    run = int(run_of(np.array(missed)))
    assert all(missed[len(missed) - run :])
    assert run == len(missed) or not missed[len(missed) - run - 1]


@given(st.floats(0, 1), st.floats(1, 1e5))
def test_people_beyond_and_missing_agree(share, total):
    late = float(beyond(WAIT, share * total, total))
    assert late == pytest.approx((1 - share) * total, abs=1e-6)
    assert bool(misses(WAIT, share)) == (share < 0.85)


def test_the_places_drawn_to_be_slow_in_the_demonstration_keep_missing(demo):
    result = place_standings(demo, WAIT, TRUST)
    assert 8 <= len(result.keeping) < len(result.frame)
    assert result.synthetic
    assert (result.keeping["pooled_upper"] < 0.85).all()


@pytest.mark.real
def test_real_alliances_are_the_sums_of_their_trusts(real_files, tmp_path):
    from analysis.intake import import_file
    from analysis.store import Workspace

    path = tmp_path / "workspace.duckdb"
    import_file(real_files / "cancer_waits" / "APRIL-2024-PROVIDER.xlsx", path)
    with Workspace.open(path) as workspace:
        trusts = place_standings(workspace, WAIT, TRUST).frame
        areas = place_standings(workspace, WAIT, level("alliance")).frame.set_index("code")
        england = place_standings(workspace, WAIT, level("national")).frame.iloc[0]
    sums = trusts[trusts["alliance"] != ""].groupby("alliance")[["numerator", "denominator"]].sum()
    pd.testing.assert_frame_equal(
        areas[["numerator", "denominator"]].sort_index(), sums, check_names=False
    )
    assert trusts["denominator"].sum() == england["denominator"]
    assert england["value"] == england["numerator"] / england["denominator"]
