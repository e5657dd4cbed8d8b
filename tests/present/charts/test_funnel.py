from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.present import charts, sentences, tables
from analysis.results import lowest_fifth, place_scores
from analysis.survey import Population, level, question

from .spec import encodings, numbers, rows

Q5, Q59 = question("Q5"), question("Q59")
TRUST = level("trust")


@pytest.fixture(scope="module")
def trusts(demo):
    return place_scores(demo, Population.of("demo"), Q5, TRUST)


def dots(picture):
    return {r["name"]: r for r in rows(picture) if "verdict" in r}


def test_every_place_with_a_score_is_a_dot(trusts, colours):
    found = dots(charts.funnel(trusts, colours))
    assert set(found) == set(trusts.known["name"])
    for _, row in trusts.known.iterrows():
        dot = found[row["name"]]
        assert dot["score"] == pytest.approx(100 * row["score"])
        assert dot["n"] == row["n"]
        assert dot["verdict"] == sentences.BANDS[row["band"]]


def test_its_alternative_is_the_pages_sentence(trusts, colours):
    assert charts.funnel(trusts, colours).alt == sentences.places(trusts)


def test_a_hidden_place_is_not_in_the_data(places_of, colours):
    cells = {"R0A": (400, 0.7, "below"), "R1F": None, "R1H": (1400, 0.9, "above")}
    picture = charts.funnel(places_of(Q5, "trust", **cells), colours, chosen="R1F")
    assert "Isle of Wight NHS Trust" not in {r.get("name") for r in rows(picture)}
    assert (
        "Isle of Wight NHS Trust's score is hidden."
        not in charts.funnel(places_of(Q5, "trust", **cells), colours).alt
    )


def test_the_verdict_is_told_by_shape_as_well_as_colour(places_of, colours):
    cells = {"R0A": (400, 0.7, "below"), "R1F": (800, 0.8, "expected"), "R1H": (1400, 0.9, "above")}
    picture = charts.funnel(places_of(Q5, "trust", **cells), colours)
    (shape,) = encodings(picture, "shape")
    meaning = dict(zip(shape["scale"]["domain"], shape["scale"]["range"], strict=True))
    assert meaning == {
        "Above expected": "triangle-up",
        "As expected": "circle",
        "Below expected": "triangle-down",
    }


def test_the_chosen_place_is_named_once_over_its_dot(trusts, colours):
    code = trusts.known["code"].iloc[3]
    picture = charts.funnel(trusts, colours, chosen=code)
    chosen = [name for name, row in dots(picture).items() if row["chosen"]]
    assert chosen == [trusts.known["name"].iloc[3]]
    assert picture.alt.startswith(chosen[0])
    assert len(encodings(picture, "text")) == 2
    assert not encodings(charts.funnel(trusts, colours), "text")


def _width(picture, end="upper"):
    lines = [r for r in rows(picture) if r.get("end") == end and r["name"] == "95% of places"]
    return min(r["limit"] for r in lines)


def test_limits_of_chance_alone_are_no_wider(trusts, colours):
    uneven = replace(trusts, spread=replace(trusts.spread, tau2=0.0001))
    alone = charts.funnel(uneven, colours, chance_only=True)
    assert _width(alone) < _width(charts.funnel(uneven, colours))
    assert _width(alone) == _width(charts.funnel(trusts, colours, chance_only=True))


def test_the_curve_goes_through_the_range_of_each_place(trusts, colours):
    curve = [
        (r["n"], r["limit"])
        for r in rows(charts.funnel(trusts, colours))
        if r.get("name") == "95% of places" and r.get("end") == "upper"
    ]
    biggest = trusts.known.loc[trusts.known["n"].idxmax()]
    at, limit = max(curve)
    assert at == pytest.approx(biggest["n"])
    assert limit == pytest.approx(100 * biggest["expected_upper"])


def test_a_rating_is_drawn_on_its_own_scale(demo, colours):
    found = place_scores(demo, Population.of("demo"), Q59, TRUST)
    picture = charts.funnel(found, colours)
    assert all(6 < dot["score"] <= 10 for dot in dots(picture).values())
    assert max(r["limit"] for r in rows(picture) if "limit" in r) <= 10


def test_one_place_or_none_is_no_picture(places_of, colours):
    assert charts.funnel(places_of(Q5, "trust", R0A=(400, 0.8, "expected")), colours) is None
    assert charts.funnel(places_of(Q5, "trust", R0A=None, R1F=None), colours) is None


def test_picture_and_table_show_the_same_numbers(trusts, colours):
    table = tables.places(trusts, lowest_fifth(trusts)).set_index("Trust")
    for name, dot in dots(charts.funnel(trusts, colours)).items():
        assert table.loc[name, "Score (adjusted)"] == f"{dot['score']:.1f}%"
        assert dot["shown"] == f"{dot['score']:.0f}%"
        assert table.loc[name, "Answers"] == f"{dot['n']:,.0f}"
        assert table.loc[name, "Compared with expected"] == dot["verdict"]
    assert numbers(list(dots(charts.funnel(trusts, colours)).values()))
