from __future__ import annotations

import pandas as pd
import pytest

from analysis.present import tables
from analysis.results import answers
from analysis.survey import Population, dimension, question

SEX, ETHNICITY, AGE = dimension("sex"), dimension("ethnicity"), dimension("age")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])


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


def test_a_file_of_answers_has_one_row_an_answer(few):
    plain = tables.plain_answers(answers(few, WHO, Q5))
    assert plain["option"].tolist() == [1, 2, 3, 4]
    assert plain["percent"].sum() == pytest.approx(100)
    assert plain["polarity"].tolist() == ["positive", "negative", "excluded", "excluded"]
