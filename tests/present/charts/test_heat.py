import altair as alt
import pandas as pd
import pytest

from analysis.present.charts.heat import CELL, heat, wrapped_heads


def test_few_heads_stand_in_several_lines_and_many_in_one():
    few = wrapped_heads({"a": "Mixed or multiple ethnic groups", "b": "White", "c": "Other group"})
    assert few["a"] == ["Mixed or multiple", "ethnic groups"]
    many = wrapped_heads({str(i): "Mixed or multiple ethnic groups" for i in range(7)})
    assert many["0"] == ["Mixed or multiple ethnic groups"]


@pytest.fixture
def chart(colours):
    rows = pd.DataFrame({"row": ["one", "two"], "name": ["One", "Two"], "head": [False, False]})
    data = pd.DataFrame(
        {
            "row": ["one", "two"],
            "column": ["a", "a"],
            "text": ["1", "2"],
            "short": ["1", "2"],
            "kind": ["Low", "High"],
            "ink": colours.ink,
            "edge": colours.faint,
            "id": ["1", "2"],
            "told": ["one", "two"],
        }
    )
    shades = {"Low": colours.fewer, "High": colours.more}
    picked = {"id": "", "told": "Said"}
    return heat(rows, {"a": ["A"]}, data, shades, ["Low"], picked, colours)


def test_a_click_gives_what_can_be_picked_and_a_tooltip_what_is_said(chart):
    spec = chart.to_dict()
    boxes = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rect")
    assert [t["title"] for t in boxes["encoding"]["tooltip"]] == ["Said"]
    param = next(p for p in spec["params"] if p["name"] == CELL)
    assert param["select"]["fields"] == ["id"]
    assert boxes["encoding"]["color"]["legend"]["values"] == ["Low"]


def test_rows_and_columns_keep_their_order(chart):
    assert isinstance(chart, alt.LayerChart)
    boxes = next(x for x in chart.to_dict()["layer"] if x["mark"]["type"] == "rect")
    assert boxes["encoding"]["y"]["scale"]["domain"] == ["one", "two"]
    assert boxes["encoding"]["x"]["scale"]["domain"] == ["a"]
