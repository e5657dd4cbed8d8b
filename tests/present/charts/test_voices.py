from __future__ import annotations

import json

import made
import pytest

from analysis.present import charts, palette
from analysis.results import survival, voices, writers
from analysis.survey import Population, dimension, question

WHO = Population.of("demo")


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def colours(request):
    return palette(dark=request.param)


def test_rates_are_drawn_with_words(demo, colours):
    found = voices(demo, WHO)
    picture = charts.response(found, "age", colours)
    spec = picture.chart.to_dict()
    assert "16 to 24" in picture.alt
    rows = next(iter(spec["datasets"].values())) if "datasets" in spec else spec["data"]["values"]
    drawn = {r["label"]: r for r in rows if "label" in r}
    assert drawn["16 to 24"]["verdict"] == "Clearly below everyone's"
    assert drawn["65 to 74"]["verdict"] == "Clearly above everyone's"


def test_who_wrote_is_drawn_with_words(commented, colours):
    found = writers(commented, WHO, dimension("ethnicity"))
    picture = charts.writers(found, colours)
    assert picture.alt.startswith("Who wrote a comment, by group: White ")
    rows = next(iter(picture.chart.to_dict()["datasets"].values()))
    drawn = {r["label"]: r["verdict"] for r in rows if "label" in r}
    assert drawn["Asian or Asian British"] == "Clearly below everyone's"
    assert drawn["Not given"] == "Not compared"


def test_hidden_groups_have_a_name_and_no_number(demo, colours):
    found = voices(demo, Population.of("demo", at=made.TRUSTS[0], years=[2018]))
    by = found.frame[found.frame["hidden"] & (found.frame["group"] != "all")].iloc[0]["breakdown"]
    picture = charts.response(found, by, colours)
    if picture is None:
        assert found.groups(by)["hidden"].all()
        return
    hidden = found.groups(by)[found.groups(by)["hidden"]]
    said = json.dumps(picture.chart.to_dict())
    for label in hidden["label"]:
        assert f"{label} (hidden)" in said
        assert f"{label} " not in picture.alt


@pytest.mark.parametrize("by", [("ethnicity", "asian"), ("conditions", "mental-health")])
def test_the_gap_has_three_rows(demo, colours, by):
    found = survival(demo, WHO, question("Q59"), dimension(by[0]), by[1])
    picture = charts.survival(found, colours)
    said = json.dumps(picture.chart.to_dict())
    for row in ("As answered", "Weighted to be like those asked", "If the silent had scored"):
        assert row in said
    assert ("not known" in picture.alt) == (found.bounds.lower is None)
