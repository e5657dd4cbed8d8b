from __future__ import annotations

import pytest

from analysis.present import charts, sentences, tables
from analysis.results import adjust
from analysis.survey import Population, dimension, question

from .spec import encodings, numbers, rows

SEX, ETHNICITY = dimension("sex"), dimension("ethnicity")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")


def marks(picture) -> dict[tuple[str, str], dict]:
    return {(r["label"], r["series"].split(" (")[0]): r for r in rows(picture) if "series" in r}


@pytest.mark.parametrize("q", [Q5, Q59], ids=lambda q: q.code)
def test_every_group_has_both_marks_with_their_intervals(few, colours, q):
    result = adjust(few, WHO, q, SEX)
    shown = marks(charts.adjusted(result, colours))
    factor = 1 if q.is_rating else 100
    for _, row in result.comparison.scores.groups.iterrows():
        after = result.after.loc[row.name]
        for series, wanted in (("As answered", row), ("Adjusted", after)):
            found = shown[row["label"], series]
            for name in ("score", "lower", "upper"):
                assert found[name] == pytest.approx(factor * wanted[name])


def test_the_marks_differ_by_shape_filling_and_words(few, colours):
    picture = charts.adjusted(adjust(few, WHO, Q5, SEX), colours)
    for channel in ("shape", "fill"):
        for told in encodings(picture, channel):
            assert len(set(told["scale"]["range"])) == 2
            assert told["scale"]["domain"] == [
                "As answered (hollow circle)",
                "Adjusted (filled diamond)",
            ]
    assert len(encodings(picture, "shape")) == 2


def test_the_words_are_those_of_the_page_and_every_score(few, colours):
    result = adjust(few, WHO, Q5, SEX)
    picture = charts.adjusted(result, colours)
    assert picture.alt.startswith(sentences.adjusted(result))
    score = tables.adjusted(result).set_index("Group").loc["Female", "Adjusted score"]
    assert f"{float(score.rstrip('%')):.0f}%" in picture.alt.split("As answered and adjusted:")[1]


def test_hidden_groups_have_a_name_and_no_mark(few, colours):
    picture = charts.adjusted(adjust(few, WHO, Q5, ETHNICITY), colours)
    hidden = {ETHNICITY.group(key).label for key in ("black", "mixed")}
    assert not hidden & {label for label, _ in marks(picture)}
    names = [r for r in rows(picture) if r.get("row", "").endswith("(hidden)")]
    assert {r["row"].removesuffix(" (hidden)") for r in names} == hidden
    assert all(numbers(r) == [] for r in names)
    assert not any(label in picture.alt for label in hidden)


def test_the_axis_holds_both_intervals(few, colours):
    result = adjust(few, WHO, Q5, SEX)
    picture = charts.adjusted(result, colours)
    low, high = next(e["scale"]["domain"] for e in encodings(picture, "x") if "scale" in e)
    for name in ("lower", "adjusted_lower"):
        assert low <= 100 * result.frame[name].min()
    for name in ("upper", "adjusted_upper"):
        assert high >= 100 * result.frame[name].max()


def test_nothing_to_show_is_no_picture(few, colours):
    tiny = Population.of("made", groups={"ethnicity": ["black"]})
    assert charts.adjusted(adjust(few, tiny, Q5, SEX), colours) is None
