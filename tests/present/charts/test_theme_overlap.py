import numpy as np

from analysis.present import charts
from present import themes as made

from .spec import numbers, rows


def cells(picture):
    return {(r["theme"], r["other"]): r for r in rows(picture) if "other" in r}


def test_a_cell_is_the_percent_of_those_who_mention_the_row(colours):
    found = cells(charts.theme_overlap(made.theme_overlap(), "Said.", colours))
    assert found["kindness", "waits"]["text"] == "30"
    assert found["kindness", "waits"]["told"] == "30%; of everyone who wrote: 10%"
    assert found["kindness", "waits"]["kind"].startswith("▲")


def test_hidden_pairs_carry_no_number(colours):
    found = cells(charts.theme_overlap(made.theme_overlap(), "", colours))
    assert not numbers(found["waits", "gratitude"])
    assert found["waits", "gratitude"]["told"] == "hidden"


def test_rows_and_columns_have_one_order(colours):
    spec = charts.theme_overlap(made.theme_overlap(), "", colours).chart.to_dict()
    boxes = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rect")
    order = ["kindness", "waits", "gratitude"]
    assert boxes["encoding"]["y"]["scale"]["domain"] == order
    assert boxes["encoding"]["x"]["scale"]["domain"] == order


def test_nothing_is_drawn_where_all_is_hidden(colours):
    found = made.theme_overlap()
    found.frame["share"] = np.nan
    assert charts.theme_overlap(found, "", colours) is None
