"""The gaps on all questions in words, pictures and tables."""

from __future__ import annotations

import re
from dataclasses import replace

import made
import pytest

from analysis.present import charts, sentences, tables
from analysis.present.style import contrast
from analysis.results.matrix import matrix, order
from analysis.survey import Population, dimension

from .charts.spec import numbers, rows

WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])


def cells(picture):
    return [row for row in rows(picture) if "gap" in row]


def test_hidden_cells_carry_nothing_anywhere(few, colours):
    found = matrix(few, WHO, [dimension("ethnicity")])
    hidden = found.frame[found.frame["hidden"] & (found.frame["group"] != "white")]
    assert len(hidden)
    keys = set(zip(hidden["question"], hidden["group"], strict=True))
    picture = charts.matrix(found, order(found, "questionnaire"), colours, sections=True)
    drawn = [c for c in cells(picture) if (c["question"], c["group"]) in keys]
    assert len(drawn) == len(keys)
    assert all(c["text"] == "–" and c["gap"] == "hidden" for c in drawn)
    assert all(numbers(c) == [] for c in drawn)
    plain = tables.plain_matrix(found)
    gone = plain[plain["hidden"]]
    assert gone.select_dtypes("number").isna().all(axis=None)
    wide = tables.matrix(found, order(found, "gap")).set_index("Question")
    for code, group in keys:
        label = dimension("ethnicity").group(group).label
        assert wide.loc[wide.index.str.startswith(f"{code} "), label].tolist() == ["hidden"]


def test_every_cell_says_in_text_what_its_colour_says(demo, colours):
    found = matrix(demo, Population.of("demo"))
    picture = charts.matrix(found, order(found, "gap"), colours, sections=False)
    drawn = {(c["question"], c["breakdown"], c["group"]): c for c in cells(picture)}
    for row in found.frame.itertuples():
        if row.verdict == "reference":
            assert (row.question, row.breakdown, row.group) not in drawn
            continue
        cell = drawn[row.question, row.breakdown, row.group]
        if row.verdict == "unclear":
            assert cell["text"] == "·"
        elif row.verdict in ("lower", "higher") and row.question != "Q59":
            assert cell["kind"].lower().startswith(row.verdict)
            assert cell["text"][0] in ("−0" if row.verdict == "lower" else "+0")
    spec = picture.chart.to_dict()
    assert spec["width"] > 1_000


def test_texts_can_be_read_on_their_shades(demo, colours):
    found = matrix(demo, Population.of("demo"))
    picture = charts.matrix(found, order(found, "gap"), colours, sections=False)
    scales = [
        layer["encoding"]["color"]["scale"]
        for layer in picture.chart.to_dict()["layer"]
        if (layer["encoding"].get("color", {}).get("scale") or {}).get("domain")
    ]
    shade = dict(zip(scales[0]["domain"], scales[0]["range"], strict=True))
    assert all(contrast(c["ink"], shade[c["kind"]]) >= 4.5 for c in cells(picture))


def test_the_sentence_names_the_group_that_differs_on_most_questions(demo):
    found = matrix(demo, Population.of("demo"), [dimension("sex")])
    lower = int((found.frame["verdict"] == "lower").sum())
    said = sentences.questions(found)
    assert said.startswith(f"Women: clearly lower than men on {lower} of 52 questions")
    assert re.search(r"the widest gap is \d+ points lower \(\d+ to \d+\), on “Q\d+ ", said)
    assert sentences.compared_with(found) == "compared with: Male"


def test_the_sentence_without_a_clear_gap(workspace_of):
    found = matrix(workspace_of(made.crowd(3_000)), WHO, [dimension("sex")])
    frame = found.frame.assign(verdict=found.frame["verdict"].replace("lower", "unclear"))
    found = replace(
        found, frame=frame.assign(verdict=frame["verdict"].replace("higher", "unclear"))
    )
    assert sentences.questions(found) == (
        f"No clear difference on any question: none of the {found.family} comparisons stands out, "
        "after allowing for how many there are."
    )


def test_a_tie_is_told_as_one(official):
    found = matrix(official, OFFICIAL)
    said = sentences.questions(found)
    assert said.startswith("No group differs on most questions: ")
    assert "groups each score clearly lower on 3" in said


def test_the_publishers_test_is_called_what_it_is(official, colours):
    found = matrix(official, OFFICIAL, [dimension("sex")])
    said = sentences.questions(found)
    assert said.startswith("Women: lower than men on 3 of 3 questions, by the publisher's own test")
    picture = charts.matrix(found, order(found, "questionnaire"), colours, sections=True)
    assert picture.alt == said
    assert all("publisher's test" in c["gap"] for c in cells(picture))
    fifths = matrix(official, OFFICIAL, [dimension("deprivation")])
    wide = tables.matrix(fifths, order(fifths, "questionnaire"))
    assert "(not tested)" in wide["2"].iloc[0]


@pytest.mark.parametrize("who", [Population.of("made", groups={"sex": ["female"]})])
def test_one_group_alone_is_compared_with_nothing(few, colours, who):
    found = matrix(few, who, [dimension("sex")])
    assert "nothing to compare" in sentences.questions(found)
    assert charts.matrix(found, order(found, "gap"), colours, sections=False) is None
    assert len(tables.plain_matrix(found))
