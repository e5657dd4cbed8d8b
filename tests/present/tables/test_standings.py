from __future__ import annotations

import pandas as pd
import pytest

from analysis.dashboard.missing import place_standings
from analysis.dashboard.standing import standings
from analysis.present import tables
from analysis.survey import indicator, level

WAIT = indicator("wait-62-day")


def test_the_table_says_what_the_figures_say(demo):
    found = standings(demo, "ENG")
    table = tables.standings(found).set_index("Indicator")
    one = found.of(WAIT)
    row = table.loc["62-day wait (made up)"]
    assert row["Latest (95% interval)"].startswith(f"{100 * one.latest['value']:.1f}% (")
    assert row["Standard"] == "85%: missed"
    assert row["People beyond it"] == f"{one.latest['beyond']:,.0f}"
    assert row["Missed lately"] == "6 of 6 months"
    assert row["As things go, the standard"] == "✗ Will be missed"
    assert table.loc["Early-stage diagnosis (made up)", "Standard"] == "none"


def test_files_have_percentages_of_a_hundred(demo):
    plain = tables.plain_standings(standings(demo, "RJ1")).set_index("indicator")
    row = plain.loc[WAIT.id]
    assert row["value"] == pytest.approx(100 * row["numerator"] / row["denominator"])
    assert (row["standard"], row["place"], bool(row["synthetic"])) == (85, "RJ1", True)
    assert row["beyond"] == row["denominator"] - row["numerator"]


def test_all_places_are_listed_by_name_with_the_verdict(demo):
    found = place_standings(demo, WAIT, level("trust"))
    table, plain = tables.place_standings(found), tables.plain_place_standings(found)
    assert table["Trust"].tolist() == sorted(table["Trust"], key=str.casefold)
    assert (table["Keeps missing it"] == "yes").sum() == plain["keeps"].sum() > 0
    assert plain["pooled"].between(0, 100).all()
    assert "Cancer Alliance" in table
    areas = tables.place_standings(place_standings(demo, WAIT, level("alliance")))
    assert "Cancer Alliance" in areas.columns[0]
    assert len(areas.columns) == len(table.columns) - 1


def test_hidden_and_missing_figures_have_no_number():
    frame = pd.DataFrame(
        {
            "part": ["Lung", "Skin"],
            "numerator": [None, None],
            "denominator": [None, 0.0],
            "value": [None, None],
            "lower": [None, None],
            "upper": [None, None],
            "hidden": [True, False],
            "beyond": [None, None],
        }
    )
    table = tables.parts(frame, WAIT, "Cancer")
    assert table.iloc[0].tolist() == ["Lung", "hidden", "hidden", "–"]
    assert table.iloc[1, 1] == "not given"


def test_the_table_for_paper_has_shares_only_and_fewer_columns(demo):
    found = standings(demo, "ENG")
    brief, whole = tables.brief_standings(found), tables.standings(found)
    assert set(brief["Indicator"]) < set(whole["Indicator"])
    assert not brief["Indicator"].str.contains("referrals seen").any()
    assert len(brief.columns) == len(whole.columns) - 2
