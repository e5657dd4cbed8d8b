from __future__ import annotations

import pytest

from analysis.present import charts, sentences, tables
from analysis.results import compare, scores
from analysis.survey import Population, dimension, question

from .spec import encodings, numbers, rows

SEX, ETHNICITY = dimension("sex"), dimension("ethnicity")
DEPRIVATION = dimension("deprivation")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])


def drawn(comparison, colours):
    ((title, picture),) = charts.groups(comparison, colours)
    assert title == ""
    return picture


def by_label(picture):
    return {r["label"]: r for r in rows(picture) if "label" in r}


def test_a_picture_says_in_words_what_the_page_says(few, colours):
    comparison = compare(scores(few, WHO, Q5, [ETHNICITY]))
    assert drawn(comparison, colours).alt == sentences.groups(comparison)


def test_every_group_is_there_with_its_score_in_percent(few, colours):
    comparison = compare(scores(few, WHO, Q5, [SEX]))
    shown = by_label(drawn(comparison, colours))
    for _, row in comparison.scores.groups.iterrows():
        assert shown[row["label"]]["score"] == pytest.approx(100 * row["score"])
        assert shown[row["label"]]["upper"] == pytest.approx(100 * row["upper"])


def test_the_verdict_is_told_by_shape_as_well_as_colour(scores_of, colours):
    found = scores_of(
        Q5, ETHNICITY, white=(5000, 0.8), asian=(900, 0.6), black=(900, 0.95), mixed=(900, 0.8),
        not_given=(900, 0.5), all=(8600, 0.78),
    )  # fmt: skip
    picture = drawn(compare(found), colours)
    verdicts = {label: row["verdict"] for label, row in by_label(picture).items()}
    assert list(verdicts.values()) == [
        "Reference group", "Clearly lower", "Clearly higher", "No clear difference", "Not compared",
    ]  # fmt: skip
    (shape,) = encodings(picture, "shape")
    assert len(set(shape["scale"]["range"])) == len(shape["scale"]["domain"]) == 5
    assert set(shape["scale"]["domain"]) == set(verdicts.values())


def test_hidden_groups_have_a_name_and_no_number(few, colours):
    comparison = compare(scores(few, WHO, Q5, [ETHNICITY]))
    hidden = comparison.frame[comparison.frame["hidden"]]
    shown = by_label(drawn(comparison, colours))
    assert len(hidden) == 2
    for label in hidden["label"]:
        assert numbers(shown[label]) == []
        assert shown[label]["row"] == f"{label} (hidden)"
        assert shown[label]["shown"] == "hidden"


def test_a_group_without_answers_is_not_called_hidden(few, colours):
    comparison = compare(scores(few, WHO, Q5, [dimension("age")]))
    shown = by_label(drawn(comparison, colours))
    assert shown["16 to 24"]["row"] == "16 to 24 (no answers)"


def test_groups_are_drawn_in_their_own_order(few, colours):
    picture = drawn(compare(scores(few, WHO, Q5, [ETHNICITY])), colours)
    sort = encodings(picture, "y")[0]["sort"]
    assert [name.split(" (")[0] for name in sort][:2] == [
        "White",
        "Mixed or multiple ethnic groups",
    ]


def test_the_axis_holds_every_interval(scores_of, colours):
    found = scores_of(Q5, SEX, female=(30, 0.1), male=(4000, 0.8), all=(4030, 0.79))
    domain = next(
        e["scale"]["domain"] for e in encodings(drawn(compare(found), colours), "x") if "scale" in e
    )
    low = found.frame["lower"].min() * 100
    assert domain[0] <= low
    assert domain[1] >= 80


@pytest.mark.parametrize("code", ["Q5", "Q59"])
def test_one_and_the_same_score_everywhere_still_has_an_axis(official, colours, code):
    found = scores(official, OFFICIAL, question("Q1" if code == "Q5" else code), [SEX])
    found.frame[["lower", "upper"]] = float("nan")
    found.frame["score"] = 9.0 if code == "Q59" else 0.8
    picture = drawn(compare(found), colours)
    domain = next(e["scale"]["domain"] for e in encodings(picture, "x") if "scale" in e)
    assert domain[0] < domain[1]


def test_two_breakdowns_are_a_picture_a_panel_on_one_axis(few, colours):
    comparison = compare(scores(few, WHO, Q5, [SEX, ETHNICITY]))
    pictures = charts.groups(comparison, colours)
    titles = [title for title, _ in pictures]
    assert titles[0] == "Ethnic group: White"
    assert titles[-1] == "Everyone"
    domains = {
        str(e["scale"]["domain"])
        for _, picture in pictures
        for e in encodings(picture, "x")
        if "scale" in e
    }
    assert len(domains) == 1
    assert all(picture.alt.startswith(f"{title}: ") for title, picture in pictures)


def test_nothing_to_show_is_no_picture(few, colours):
    tiny = Population.of("made", groups={"ethnicity": ["black"]})
    assert charts.groups(compare(scores(few, tiny, Q5, [SEX])), colours) == []


def test_the_publishers_test_gives_the_verdict_where_there_is_no_interval(official, colours):
    found = scores(official, OFFICIAL, question("Q1"), [DEPRIVATION])
    shown = by_label(drawn(compare(found, "5"), colours))
    assert shown["1 (most deprived)"]["verdict"] == "Clearly lower"
    assert shown["2"]["verdict"] == "Not compared"
    against_three = by_label(drawn(compare(found, "3"), colours))
    assert against_three["1 (most deprived)"]["verdict"] == "Not compared"


def test_sentence_picture_and_table_show_the_same_numbers(scores_of, colours):
    found = scores_of(Q5, SEX, female=(2000, 0.7046), male=(2000, 0.7951), all=(4000, 0.75))
    comparison = compare(found)
    table = tables.groups(comparison).set_index("Group").loc["Female"]
    row = by_label(drawn(comparison, colours))["Female"]
    assert table["Score"] == f"{row['score']:.1f}%" == "70.5%"
    assert row["shown"] == f"{row['score']:.0f}% ({row['lower']:.0f} to {row['upper']:.0f})"
    assert row["shown"].startswith("70%")
    text = sentences.groups(comparison)
    assert f"Women score {row['shown'].split(' (')[0]}, 9 points lower" in text
    assert table.iloc[-1].startswith("−9.")


def test_a_ratings_numbers_agree_too(scores_of, colours):
    found = scores_of(Q59, SEX, female=(4000, 8.604), male=(4000, 8.9), all=(8000, 8.75))
    comparison = compare(found)
    row = by_label(drawn(comparison, colours))["Female"]
    assert row["shown"].startswith("8.60 out of 10 (8.56 to 8.65)")
    assert tables.groups(comparison).set_index("Group").loc["Female", "Score"] == "8.60"
    assert "Women score 8.60 out of 10, 0.30 points lower" in sentences.groups(comparison)
