from __future__ import annotations

import pytest

from analysis.present import tables
from analysis.results import compare, scores
from analysis.survey import Population, dimension, question

SEX, ETHNICITY, AGE = dimension("sex"), dimension("ethnicity"), dimension("age")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])


@pytest.fixture(scope="module")
def compared(few):
    return compare(scores(few, WHO, Q5, [ETHNICITY]))


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


def test_files_have_percents_and_points(compared, scores_of):
    plain = tables.plain_groups(compared).set_index("group")
    frame = compared.frame.set_index("group")
    for column in ("score", "lower", "upper", "difference", "difference_lower"):
        expected = (100 * frame[column]).tolist()
        assert plain[column].tolist() == pytest.approx(expected, nan_ok=True)
    assert (plain["reference"] == "white").all()
    rating = compare(scores_of(Q59, SEX, female=(400, 8.8), male=(400, 8.7), all=(800, 8.75)))
    assert tables.plain_groups(rating)["score"].tolist() == [8.8, 8.7, 8.75]


def test_a_file_of_scores_has_panels_where_there_are_two_breakdowns(few):
    assert "panel" not in tables.plain_scores(scores(few, WHO, Q5, [SEX]))
    crossed = tables.plain_scores(scores(few, WHO, Q5, [SEX, ETHNICITY]))
    assert crossed.columns[:4].tolist() == ["panel", "panel_label", "group", "label"]
