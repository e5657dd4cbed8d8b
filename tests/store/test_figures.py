from __future__ import annotations

import pandas as pd
import pytest

from analysis.store import (
    Dataset,
    Workspace,
    build,
    indicator_parts,
    indicator_series,
    indicator_sources,
    indicator_table,
    place_names,
    summed_up,
)
from analysis.survey import indicator

WAIT = indicator("wait-62-day")
WAITS = Dataset("waits", "Waits", "indicators", "A test.")
BLANK = {"route": "", "cancer": "", "treatment": ""}


def figure(place="RJ1", period="2018-04-01", within=80.0, of=100.0, **cut) -> dict[str, object]:
    return {
        "indicator": WAIT.id,
        "place": place,
        "period": pd.Timestamp(period),
        "grain": "month",
        "basis": "provider",
        "numerator": within,
        "denominator": of,
        **BLANK,
        **cut,
    }


@pytest.fixture
def load(path, request):
    """Merge figures one after another; return the workspace and what changed last."""

    def load(*months: list[dict[str, object]], names=None) -> tuple[Workspace, pd.DataFrame]:
        changed = pd.DataFrame()
        for rows in months:
            with build(path) as builder:
                _, changed = builder.merge_indicators(WAITS, pd.DataFrame(rows), names or {})
        workspace = Workspace.open(path)
        request.addfinalizer(workspace.close)
        return workspace, changed

    return load


def values(workspace: Workspace, at: str = "RJ1") -> dict[str, float]:
    frame = indicator_series(workspace, WAIT, at)
    return dict(zip(frame["period"].dt.strftime("%Y-%m"), frame["value"], strict=True))


def test_another_month_is_added(load):
    workspace, changed = load([figure()], [figure(period="2018-05-01", within=70)])
    assert values(workspace) == {"2018-04": 0.8, "2018-05": 0.7}
    assert changed.empty
    (source,) = indicator_sources(workspace)
    assert (source.rows, source.years) == (2, (2018,))


def test_a_month_again_replaces_it_and_tells_what_changed(load):
    before = [figure(), figure("R1H"), figure("RAL"), figure(period="2018-03-01", within=50)]
    after = [figure(within=79.5), figure("R1H"), figure("RAE")]
    workspace, changed = load(before, after)
    assert values(workspace) == {"2018-03": 0.5, "2018-04": 0.795}
    assert changed["place"].tolist() == ["RAE", "RAL", "RJ1"]
    assert changed["numerator_before"].fillna(-1).tolist() == [-1, 80, 80]
    assert changed["numerator_after"].fillna(-1).tolist() == [80, -1, 79.5]


def test_a_table_that_the_file_does_not_have_stays(load):
    whole = [figure(), figure(cancer="Lung", within=8, of=10), figure("R1H", cancer="Lung")]
    workspace, changed = load(whole, [figure(within=79)])
    assert changed["cancer"].tolist() == [""]
    parts = indicator_parts(workspace, WAIT, "RJ1", "cancer")
    assert parts["numerator"].tolist() == [8]
    workspace, changed = load(whole, [figure(cancer="Skin")])
    assert changed["cancer"].tolist() == ["Lung", "Lung", "Skin"]
    assert indicator_parts(workspace, WAIT, "R1H", "cancer").empty


def test_figures_of_another_basis_stay_and_those_of_who_treats_go_first(load):
    own = [figure("ENG", within=90), figure("ENG", within=90, cancer="Lung")]
    other = [figure("ENG", basis="commissioner", within=60)]
    assert values(load(own, other)[0], "ENG") == {"2018-04": 0.9}


def test_names_in_a_file_are_kept(load):
    workspace, _ = load([figure("NQ7")], names={"NQ7": "A clinic", "UNKNOWN": "Unknown"})
    assert place_names(workspace) == {"NQ7": "A clinic", "UNKNOWN": "Unknown"}


def test_parts_are_not_mixed_with_all_together(load):
    rows = [figure(), figure(cancer="Lung", within=1, of=4), figure(route="GP", within=7, of=10)]
    workspace, _ = load(rows)
    assert values(workspace) == {"2018-04": 0.8}
    assert indicator_table(workspace, WAIT)["value"].tolist() == [0.8]


def test_parts_of_each_route_are_summed_where_none_of_all_are_given(load):
    rows = [figure(cancer="Lung", route=r, within=w, of=10) for r, w in (("GP", 2), ("Other", 7))]
    parts = indicator_parts(load(rows)[0], WAIT, "RJ1", "cancer")
    found = parts[["part", "numerator", "denominator", "value"]]
    assert found.to_dict("records") == [
        {"part": "Lung", "numerator": 9, "denominator": 20, "value": 0.45}
    ]


def test_parts_of_all_routes_are_taken_where_they_are_given(load):
    rows = [figure(cancer="Lung", route=r, within=2, of=10) for r in ("", "GP", "Other")]
    workspace, _ = load(rows)
    assert indicator_parts(workspace, WAIT, "RJ1", "cancer")["denominator"].tolist() == [10]
    assert indicator_parts(workspace, WAIT, "RJ1", "treatment").empty


def test_a_hidden_part_hides_its_sum(load):
    rows = [figure(cancer="Lung", route=r, of=of) for r, of in (("GP", None), ("Other", 100))]
    parts = indicator_parts(load(rows)[0], WAIT, "RJ1", "cancer")
    assert parts["hidden"].tolist() == [True]
    assert parts[["numerator", "denominator", "value"]].isna().all(axis=None)


def test_figures_of_places_that_are_one_now_are_summed(load):
    """RE9 and RLN became R0B in April 2019."""
    rows = [figure("RE9", "2019-03-01", 10, 40), figure("RLN", "2019-03-01", 30, 40)]
    workspace, _ = load([*rows, figure("R0B", "2019-04-01", 9, 10)])
    series = indicator_series(workspace, WAIT, "R0B")
    assert series["value"].tolist() == [0.5, 0.9]
    assert series["merged"].tolist() == [True, False]
    table = indicator_table(workspace, WAIT)
    assert table[table["place"] == "R0B"]["value"].tolist() == [0.5, 0.9]
    assert values(workspace, "RE9") == {"2019-03": 0.25}


def test_a_trust_that_took_in_another_is_summed_with_it_before(load):
    """RBZ became part of RH8, whose code stayed, in April 2022."""
    rows = [figure("RBZ", "2022-03-01", 0, 10), figure("RH8", "2022-03-01", 30, 30)]
    workspace, _ = load([*rows, figure("RH8", "2022-04-01", 20, 40)])
    assert values(workspace, "RH8") == {"2022-03": 0.75, "2022-04": 0.5}


def test_nothing_is_summed_where_one_of_them_is_missing_or_hidden(load):
    rows = [figure("RE9", "2019-03-01"), figure("R0B", "2019-04-01")]
    rows += [figure("RE9", "2019-02-01"), figure("RLN", "2019-02-01", None, None)]
    series = indicator_series(load(rows)[0], WAIT, "R0B")
    assert series["hidden"].tolist() == [True, False]
    assert series["value"].isna().tolist() == [True, False]


def test_totals_that_are_given_stay_and_unknown_places_count_for_england():
    frame = pd.DataFrame([figure("RJ1"), figure("R1H"), figure("NQ7", of=50), figure("ENG", of=1)])
    summed = summed_up(frame).set_index("place")["denominator"]
    assert summed["ENG"] == 1
    assert summed_up(frame.iloc[:3]).set_index("place")["denominator"]["ENG"] == 250


def test_numbers_of_people_are_summed_and_percentages_given_are_not():
    rows = [figure(p, within=None, of=None, value=v) for p, v in (("RJ1", 30.0), ("R1H", 12.0))]
    counts = pd.DataFrame(rows).assign(indicator="urgent-referrals")
    assert summed_up(counts).set_index("place")["value"]["ENG"] == 42
    shares = summed_up(pd.DataFrame(rows)).set_index("place")
    assert pd.isna(shares["value"]["ENG"])


def test_what_is_a_sum_already_is_not_summed_again():
    frame = pd.DataFrame([figure("RJ1"), figure("E56000010"), figure("QE1")])
    summed = summed_up(frame)
    assert summed["place"].value_counts().max() == 1
    assert summed.set_index("place")["denominator"]["ENG"] == 100
