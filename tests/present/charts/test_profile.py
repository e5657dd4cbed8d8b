from __future__ import annotations

import made
import pytest

from analysis.present import charts
from analysis.results import profile
from analysis.survey import Population, question

from .spec import encodings, numbers, rows


@pytest.fixture(scope="module")
def trust(demo):
    return profile(demo, Population.of("demo", at="RJ1"))


def test_each_percent_question_of_the_dashboard_has_its_marks(trust, colours):
    drawn = [r for r in rows(charts.profile(trust, colours)) if "what" in r]
    percent = trust.dashboard[trust.dashboard["question"] != "Q59"]
    for whose, column in (("England", "england"), ("South East London", "parent")):
        marks = {r["row"]: r["score"] for r in drawn if r["what"] == whose}
        for _, row in percent.iterrows():
            label = question(row["question"]).label
            assert marks[label] == pytest.approx(100 * row[column])


def test_a_legend_in_words_says_what_each_shape_is(trust, colours):
    (shape,) = encodings(charts.profile(trust, colours), "shape")
    words, shapes = shape["scale"]["domain"], shape["scale"]["range"]
    assert {"England", "South East London", "Range expected"} <= set(words)
    assert len(set(shapes)) == len(shapes) == len(words)


def test_every_mark_is_on_the_axis(trust, colours):
    spec = charts.profile(trust, colours).chart.to_dict()
    for layer in spec["layer"][1:]:
        low, high = layer["encoding"]["x"]["scale"]["domain"]
        shown = trust.dashboard[trust.dashboard["question"] != "Q59"]
        limits = shown[["lower", "upper", "expected_lower", "expected_upper", "england"]]
        assert low <= 100 * limits.min(axis=None)
        assert 100 * limits.max(axis=None) <= high


def test_the_text_alternative_has_the_scores(trust, colours):
    words = charts.profile(trust, colours).alt
    row = trust.dashboard.iloc[0]
    assert f"{question(row['question']).label} {100 * row['score']:.0f}%" in words
    assert f"England {100 * row['england']:.0f}%" in words
    assert words.endswith(".")


def test_england_is_drawn_alone(demo, colours):
    found = profile(demo, Population.of("demo", years=[2018]))
    (shape,) = encodings(charts.profile(found, colours), "shape")
    assert shape["scale"]["domain"] == ["England"]


def test_what_is_hidden_is_not_drawn(workspace_of, colours):
    others = [{"n": 60, "trust": t, "Q16": [1, 2], "Q17": [1, 2]} for t in made.TRUSTS[:3]]
    few = {"n": 40, "trust": made.TRUSTS[3], "Q16": [1, 2], "Q17": [*([1] * 6), *([255] * 34)]}
    people = made.people(*others, few)
    found = profile(workspace_of(people), Population.of("made", at=made.TRUSTS[3]))
    picture = charts.profile(found, colours)
    hidden = question("Q17").label
    assert found.questions.set_index("question").loc["Q17", "hidden"]
    assert not [numbers(r) for r in rows(picture) if r.get("row") == hidden]
    assert hidden not in picture.alt


def test_there_is_no_picture_of_nothing(workspace_of, colours):
    people = made.people({"n": 40, "trust": made.TRUSTS[0], "Q59": [9, 10]})
    found = profile(workspace_of(people), Population.of("made", at=made.TRUSTS[0]))
    assert charts.profile(found, colours) is None
