from __future__ import annotations

import made
import numpy as np
import pytest

from analysis.results import Unavailable
from analysis.results.inequality import inequality
from analysis.results.inequality_section import order, questions_of, section_inequality
from analysis.statistics.change import change_p_value
from analysis.survey import Population, UnknownChoice, dimension, question

WHO = Population.of("made")
DEMO = Population.of("demo")


def test_a_section_is_its_questions_in_order():
    assert [q.code for q in questions_of("operations")] == ["Q25", "Q26"]
    assert len(questions_of("all")) == 52
    with pytest.raises(UnknownChoice, match="Operations"):
        questions_of("Parking")


@pytest.mark.parametrize("by", ["deprivation", "ethnicity"])
def test_each_row_is_the_headline_of_its_question(demo, by):
    found = section_inequality(demo, DEMO, questions_of("Operations"), dimension(by))
    for code, row in found.rows.items():
        alone = inequality(demo, DEMO, question(code), dimension(by))
        assert row["estimate"] == pytest.approx(alone.gap)
        assert row["worse"] == alone.headline["worse"]
        assert (row["first"], row["last"]) == (alone.first.id, alone.last.id)
    assert found.family == 2


def test_the_verdict_says_for_whom_it_is_worse(workspace_of):
    people = made.people(
        {"n": 300, "sex": "female", "Q5": [1, 2], "Q7": [1], "Q59": [8, 9]},
        {"n": 300, "sex": "male", "Q5": [1], "Q7": [1, 2], "Q59": [8, 9]},
    )
    asked = [question(code) for code in ("Q5", "Q7", "Q59", "Q1")]
    found = section_inequality(workspace_of(people), WHO, asked, dimension("sex"))
    verdicts = {code: row["verdict"] for code, row in found.rows.items()}
    assert verdicts == {"Q5": "worse", "Q7": "better", "Q59": "unclear", "Q1": "not shown"}
    assert order(found, "questionnaire") == ["Q5", "Q7", "Q59", "Q1"]
    assert order(found, "gap")[-1] == "Q1"


def test_the_p_value_is_near_that_of_two_proportions(few):
    row = section_inequality(few, WHO, [question("Q5")], dimension("sex")).rows["Q5"]
    cells = inequality(few, WHO, question("Q5"), dimension("sex")).groups
    first, last = (cells.iloc[i] for i in (0, -1))
    expected = change_p_value(last["score"], last["n"], first["score"], first["n"])
    assert np.log(row["p"]) == pytest.approx(np.log(float(expected)), rel=0.25)


def test_hidden_groups_are_named_and_carry_nothing(few):
    found = section_inequality(few, WHO, [question("Q5")], dimension("ethnicity"))
    [row] = found.rows.values()
    hidden = dimension("ethnicity").group("black").label
    assert hidden in row["unshown"]
    assert hidden not in set(found.groups["label"])


def test_published_groups_without_bases_have_the_publishers_verdict(official):
    who = Population.of("official", years=[2018])
    found = section_inequality(official, who, questions_of("all"), dimension("sex"))
    assert found.frame["by_publisher"].all()
    assert set(found.frame["verdict"]) == {"worse"}
    assert found.family == 0
    assert found.frame["p"].isna().all()
    tumour = section_inequality(official, who, questions_of("all"), dimension("tumour"))
    assert set(tumour.frame["verdict"]) == {"unequal"}


def test_one_group_a_question_is_no_inequality(workspace_of):
    people = made.people(
        {"n": 60, "sex": "female", "Q5": [1, 2]}, {"n": 4, "sex": "male", "Q5": [1, 2]}
    )
    with pytest.raises(Unavailable, match="two groups with a score"):
        section_inequality(workspace_of(people), WHO, questions_of("all"), dimension("sex"))


def test_what_there_is_not_is_refused(official, demo):
    who = Population.of("official", years=[2018])
    with pytest.raises(Unavailable, match="age group"):
        section_inequality(official, who, questions_of("all"), dimension("age"))
    women = Population.of("demo", groups={"sex": ["female"]})
    with pytest.raises(Unavailable, match="one group"):
        section_inequality(demo, women, questions_of("all"), dimension("sex"))
