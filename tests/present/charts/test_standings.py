from __future__ import annotations

from dataclasses import replace

from analysis.dashboard.standing import standings
from analysis.present import charts
from analysis.present.style import LIGHT
from analysis.survey import indicator


def test_the_picture_says_what_the_table_says(demo):
    found = standings(demo, "RJ1")
    picture = charts.standings(found, LIGHT)
    spec = picture.chart.to_dict()
    marks = [row for rows in spec["datasets"].values() for row in rows if "what" in row]
    assert {row["what"] for row in marks} <= {
        "Standard",
        "Standard met",
        "Standard missed",
        "No standard",
    }
    for one in found.found:
        if one.indicator.unit != "percent":
            assert one.indicator.label not in picture.alt
            continue
        assert one.indicator.label in picture.alt
        assert f"{100 * one.latest['value']:.1f}%" in picture.alt
    standards = [row["value"] for row in marks if row["what"] == "Standard"]
    assert sorted(standards) == sorted(
        100 * one.indicator.standard for one in found.found if one.indicator.standard
    )


def test_there_is_no_picture_without_percentages(demo):
    found = standings(demo, "RJ1")
    assert charts.standings(replace(found, found=()), LIGHT) is None


def test_emergencies_have_no_standard(demo):
    found = standings(demo, "ENG")
    picture = charts.standings(found.only(found.of(indicator("emergency-presentation"))), LIGHT)
    assert "standard" not in picture.alt
