from __future__ import annotations

import pytest

from analysis.present import charts, sentences
from analysis.present.style import contrast
from analysis.results import answers
from analysis.survey import Population, dimension, question, questions

from .spec import encodings, rows

SEX, ETHNICITY = dimension("sex"), dimension("ethnicity")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")


def bars(picture):
    found = {(r["group"], r["answer"]): r for r in rows(picture) if "answer" in r}
    assert found
    return found


def test_every_answer_is_a_bar_in_percent_in_the_questionnaires_order(few, colours):
    result = answers(few, WHO, Q5, [SEX])
    ((title, picture),) = charts.answers(result, colours)
    assert title == ""
    found = bars(picture)
    for _, row in result.frame.iterrows():
        bar = found[row["label"], row["answer"]]
        assert bar["percent"] == pytest.approx(100 * row["share"])
    assert encodings(picture, "color")[0]["scale"]["domain"] == [o.label for o in Q5.options]


def test_its_alternative_is_the_pages_sentence(few, colours):
    result = answers(few, WHO, Q5, [SEX])
    assert charts.answers(result, colours)[0][1].alt == sentences.answers(result)


def test_hidden_groups_are_not_in_the_picture(few, colours):
    result = answers(few, WHO, Q5, [ETHNICITY])
    hidden = set(result.frame.loc[result.frame["hidden"], "label"])
    assert len(hidden) == 2
    (_, picture) = charts.answers(result, colours)[0]
    assert not hidden & {r.get("group") for r in rows(picture)}


def test_two_breakdowns_are_a_picture_a_panel(demo, colours):
    result = answers(demo, Population.of("demo", years=[2018]), Q5, [SEX, dimension("age")])
    pictures = charts.answers(result, colours)
    assert pictures[0][0].startswith("Age group: ")
    assert pictures[-1][0] == "Everyone"
    for title, picture in pictures:
        assert picture.alt.startswith(f"{title}: most common answers: ")
        assert bars(picture)


def test_nothing_to_show_is_no_picture(few, colours):
    tiny = Population.of("made", groups={"ethnicity": ["black"]})
    assert charts.answers(answers(few, tiny, Q5), colours) == []


def test_a_number_on_a_bar_can_be_read_and_is_the_bars_own(demo, colours):
    shapes = {tuple(o.polarity for o in q.options): q for q in questions()}
    for q in shapes.values():
        result = answers(demo, Population.of("demo"), q)
        (_, picture) = charts.answers(result, colours)[0]
        shades = encodings(picture, "color")[0]["scale"]
        shade = dict(zip(shades["domain"], shades["range"], strict=True))
        for (_, answer), bar in bars(picture).items():
            assert contrast(bar["ink"], shade[answer]) >= 4.5
            assert bar["text"] in ("", f"{bar['percent']:.0f}%")


def test_a_rating_runs_from_the_worst_shade_to_the_best(few, colours):
    (_, picture) = charts.answers(answers(few, WHO, Q59), colours)[0]
    shades = encodings(picture, "color")[0]["scale"]["range"]
    assert shades[0] == colours.negative[-1]
    assert shades[-1] == colours.positive[0]
    assert len(shades) == 11
