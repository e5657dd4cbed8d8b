from __future__ import annotations

import pandas as pd
import pytest

from analysis.present import tables
from analysis.results import Overview, answers, compare, overview, place_scores, scores
from analysis.survey import Population, dimension, level, question

SEX, ETHNICITY, AGE = dimension("sex"), dimension("ethnicity"), dimension("age")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])


@pytest.fixture(scope="module")
def compared(few):
    return compare(scores(few, WHO, Q5, [ETHNICITY]))


@pytest.fixture(scope="module")
def glance(demo) -> Overview:
    return overview(demo, Population.of("demo"))


def test_a_row_has_base_score_interval_and_difference_in_words(scores_of):
    found = scores_of(Q5, SEX, female=(2000, 0.7046), male=(1500, 0.8), all=(3500, 0.75))
    table = tables.groups(compare(found)).set_index("Group")
    assert table.columns.tolist() == [
        "Answers", "Score", "95% interval", "Difference from: Male (points)",
    ]  # fmt: skip
    assert table.loc["Female"].tolist() == [
        "2,000",
        "70.5%",
        "68.4 to 72.4",
        "−9.5 (−12.4 to −6.7)",
    ]
    assert table.loc["Male"].tolist()[-1] == "–"
    assert table.loc["Everyone"].tolist()[0] == "3,500"


def test_a_rating_has_two_decimals_and_no_unit_in_its_cells(scores_of):
    found = scores_of(Q59, SEX, female=(400, 8.8), male=(400, 8.796), all=(800, 8.798))
    table = tables.groups(compare(found)).set_index("Group")
    assert table.loc["Female", "Score"] == "8.80"
    assert table.loc["Female", "95% interval"] == "8.66 to 8.94"
    assert table.loc["Female"].iloc[-1] == "0.00 (−0.19 to +0.20)"


def test_no_difference_is_zero_without_a_sign(scores_of):
    found = scores_of(Q5, SEX, female=(10_000, 0.7999), male=(10_000, 0.8), all=(20_000, 0.8))
    assert tables.groups(compare(found)).iloc[0, -1].startswith("0.0 (−1.1 to +1.1)")


def test_a_hidden_row_says_hidden_wherever_a_number_would_be(compared):
    table = tables.groups(compared)
    hidden = table[compared.frame["hidden"].to_numpy()]
    assert len(hidden) == 2
    assert (hidden[["Answers", "Score"]] == "hidden").all(axis=None)
    assert (hidden.iloc[:, -2:] == "–").all(axis=None)


def test_a_group_without_answers_says_so(few):
    table = tables.groups(compare(scores(few, WHO, Q5, [AGE])))
    assert table.loc[table["Group"] == "16 to 24", ["Answers", "Score"]].to_numpy().tolist() == [
        ["0", "no answers"]
    ]


def test_two_breakdowns_name_the_second_in_a_column_of_its_own(few):
    table = tables.groups(compare(scores(few, WHO, Q5, [ETHNICITY, SEX])))
    assert table.columns[0] == "Sex"
    assert set(table["Sex"]) == {"Female", "Male", "Everyone"}


def test_official_groups_have_the_publishers_test_and_no_base(official):
    by_sex = tables.groups(compare(scores(official, OFFICIAL, question("Q1"), [SEX])))
    assert by_sex["Publisher's test"].tolist() == ["significant", "–", "–"]
    assert by_sex["Answers"].tolist() == ["not published", "not published", "400"]
    assert by_sex["95% interval"].tolist()[0] == "–"


def test_the_publishers_test_is_not_beside_a_difference_it_did_not_test(official):
    found = scores(official, OFFICIAL, question("Q1"), [dimension("deprivation")])
    assert "Publisher's test" in tables.groups(compare(found, "5"))
    assert "Publisher's test" not in tables.groups(compare(found, "3"))


def test_everyone_has_a_table_of_one_row(few):
    table = tables.overall(scores(few, WHO, Q5))
    assert table.to_dict("records") == [
        {"Group": "Everyone", "Answers": "170", "Score": "72.9%", "95% interval": "65.8 to 79.1"}
    ]


def test_every_answer_has_a_column_in_the_questionnaires_order(few):
    result = answers(few, WHO, Q5, [ETHNICITY])
    table = tables.answers(result)
    assert table.columns.tolist() == [
        "Group", "Everyone who answered", *(o.label for o in Q5.options),
    ]  # fmt: skip
    everyone = table.iloc[-1].tolist()
    assert everyone == ["Everyone", "174", "71.3%", "26.4%", "1.1%", "1.1%"]
    hidden = table[table["Everyone who answered"] == "hidden"]
    assert len(hidden) == 2
    assert (hidden.iloc[:, 1:] == "hidden").all(axis=None)


def test_every_answer_by_two_breakdowns_keeps_cells_and_answers_together(many_answers):
    result, table = many_answers
    first = result.frame.set_index(["panel_label", "label", "option"])["share"]
    for _, row in table.iterrows():
        for option in result.question.options:
            share = first[row["Sex"], row["Group"], option.code]
            assert row[option.label] == ("hidden" if pd.isna(share) else f"{100 * share:.1f}%")


@pytest.fixture(scope="module")
def many_answers(demo):
    result = answers(demo, Population.of("demo"), Q5, [ETHNICITY, SEX])
    return result, tables.answers(result)


def test_places_have_words_for_their_band_and_a_code(places_of):
    cells = {"R0A": (400, 0.7, "below"), "R1F": None, "R1H": (1400, 0.9, "above")}
    table = tables.places(places_of(Q5, "trust", **cells))
    assert table["Compared with expected"].tolist() == ["Below expected", "–", "Above expected"]
    assert table["Score"].tolist() == ["70.0%", "hidden", "90.0%"]
    assert table["Answers"].tolist() == ["400", "hidden", "1,400"]
    assert table["Expected range"].tolist() == ["76.0 to 84.0", "–", "76.0 to 84.0"]
    assert table["Code"].tolist() == ["R0A", "R1F", "R1H"]
    assert table.columns[0] == "Trust"


def test_questions_can_stand_beside_those_of_another_place(glance):
    table = tables.questions(glance.dashboard, glance.dashboard, name="England")
    assert (table["Score"] == table["England"]).all()
    assert table["Question"].iloc[0].startswith("Q")
    assert "England" not in tables.questions(glance.dashboard)


def test_gaps_name_the_group_they_are_against_unless_it_is_everyone_else(glance, official):
    assert not tables.gaps(glance)["Group"].str.contains("against").any()
    table = tables.gaps(overview(official, OFFICIAL))
    assert "Sex: Female (against Male)" in set(table["Group"])
    row = table.set_index("Group").loc["Sex: Female (against Male)"]
    assert row["Widest clear gap"].startswith("10 points lower on Q")
    assert (row["Clearly lower on"], row["Of questions"]) == (3, 3)


def test_files_have_percents_and_points(compared, scores_of):
    plain = tables.plain_groups(compared).set_index("group")
    frame = compared.frame.set_index("group")
    for column in ("score", "lower", "upper", "difference", "difference_lower"):
        expected = (100 * frame[column]).tolist()
        assert plain[column].tolist() == pytest.approx(expected, nan_ok=True)
    assert (plain["reference"] == "white").all()
    rating = compare(scores_of(Q59, SEX, female=(400, 8.8), male=(400, 8.7), all=(800, 8.75)))
    assert tables.plain_groups(rating)["score"].tolist() == [8.8, 8.7, 8.75]


def test_a_file_of_answers_has_one_row_an_answer(few):
    plain = tables.plain_answers(answers(few, WHO, Q5))
    assert plain["option"].tolist() == [1, 2, 3, 4]
    assert plain["percent"].sum() == pytest.approx(100)
    assert plain["polarity"].tolist() == ["positive", "negative", "excluded", "excluded"]


def test_a_file_of_places_begins_with_the_columns_that_were_promised(official):
    plain = tables.plain_places(place_scores(official, OFFICIAL, question("Q1"), level("trust")))
    assert plain.columns[:9].tolist() == [
        "code", "name", "n", "score", "lower", "upper", "expected_lower", "expected_upper", "band",
    ]  # fmt: skip
    assert plain["score"].max() == pytest.approx(86)


def test_a_file_of_gaps_is_in_points(glance):
    plain = tables.plain_gaps(glance)
    assert plain["difference"].tolist() == pytest.approx((100 * glance.gaps["difference"]).tolist())


def test_a_file_of_scores_has_panels_where_there_are_two_breakdowns(few):
    assert "panel" not in tables.plain_scores(scores(few, WHO, Q5, [SEX]))
    crossed = tables.plain_scores(scores(few, WHO, Q5, [SEX, ETHNICITY]))
    assert crossed.columns[:4].tolist() == ["panel", "panel_label", "group", "label"]
