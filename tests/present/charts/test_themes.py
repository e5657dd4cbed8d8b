import pytest

from analysis.present import charts, sentences
from present import themes as made

from .spec import numbers, rows


def test_criticism_stands_to_the_left_and_praise_to_the_right(colours):
    picture = charts.themes(made.themes(), "What stands out.", colours)
    bars = [r for r in rows(picture) if "tone" in r]
    assert {r["theme"] for r in bars} == {"kindness", "waits", "gratitude", "not-assigned"}
    assert all(r["value"] <= 0 for r in bars if r["tone"] == "criticism")
    assert all(r["value"] >= 0 for r in bars if r["tone"] == "praise")
    waits = next(r for r in bars if r["theme"] == "waits" and r["tone"] == "criticism")
    assert waits["value"] == pytest.approx(-12)
    assert [waits["from"], waits["to"]] == pytest.approx([-10.8, -13.2])
    assert waits["shown"] == "12% (10.8 to 13.2)"
    assert picture.alt == "What stands out."


def test_nothing_is_drawn_where_all_is_hidden(colours):
    assert charts.themes(made.themes(hidden=True), "", colours) is None
    hidden = made.theme_groups([("waits", "male", 0.1, 0.1, "hidden")])
    assert charts.theme_groups(hidden, "", colours) is None
    assert charts.one_theme(hidden, "waits", colours) is None


def test_a_cell_says_its_share_and_whether_it_is_clear(colours):
    found = made.theme_groups(made.TWICE)
    cells = [r for r in rows(charts.theme_groups(found, "Said.", colours)) if "column" in r]
    texts = {(r["theme"], r["group"]): r["text"] for r in cells}
    assert texts["waits", "female"] == "16 ▲"
    assert texts["waits", "male"] == "8.0 ▼"
    assert texts["kindness", "male"] == "2.0"
    kinds = {r["text"][-1]: r["kind"] for r in cells}
    assert "more often" in kinds["▲"]
    assert "less often" in kinds["▼"]


def test_a_hidden_cell_carries_no_number(colours):
    found = made.theme_groups([*made.TWICE[:3], ("waits", "male", 0.777, 0.7, "hidden")])
    cells = [r for r in rows(charts.theme_groups(found, "", colours)) if "column" in r]
    cell = next(r for r in cells if (r["theme"], r["group"]) == ("waits", "male"))
    assert not numbers(cell)
    assert cell["told"] == "hidden"
    dots = [r for r in rows(charts.one_theme(found, "waits", colours)) if r.get("group") == "male"]
    assert dots
    assert not numbers(dots)


def test_the_dots_of_one_theme_are_percent_with_limits(colours):
    found = made.theme_groups(made.TWICE)
    picture = charts.one_theme(found, "waits", colours)
    dot = next(r for r in rows(picture) if r.get("group") == "female")
    assert [dot["score"], dot["lower"], dot["upper"]] == pytest.approx([16, 15, 17])
    assert "Women: " in picture.alt or "Female: " in picture.alt
    assert sentences.one_theme(found, "waits") in picture.alt


def test_adjusted_shares_have_no_bars(colours):
    found = made.theme_groups(made.TWICE, adjusted="age group")
    spec = charts.one_theme(found, "waits", colours).chart.to_dict()
    assert not any("x2" in layer["encoding"] for layer in spec["layer"])
