from __future__ import annotations

import made

from analysis.present import sentences
from analysis.results.inequality_section import questions_of, section_inequality
from analysis.survey import Population, dimension, question

WHO = Population.of("made")
DEMO = Population.of("demo")


def test_a_section_counts_worse_and_better(workspace_of):
    people = made.people(
        {"n": 300, "sex": "female", "Q5": [1, 2], "Q7": [1], "Q59": [8, 9]},
        {"n": 300, "sex": "male", "Q5": [1], "Q7": [1, 2], "Q59": [8, 9]},
    )
    asked = [question(code) for code in ("Q5", "Q7", "Q59", "Q1")]
    found = section_inequality(workspace_of(people), WHO, asked, dimension("sex"))
    said = sentences.section_inequality(found)
    assert said.startswith(
        "Women are worse off than men on 1 of 3 questions and better off on 1, beyond chance."
    )
    assert said.endswith("1 question has too few answers to show.")
    assert "all 3 questions" in sentences.section_family(found)


def test_a_section_without_an_order_counts_what_is_unequal(demo):
    found = section_inequality(demo, DEMO, questions_of("Operations"), dimension("tumour"))
    count = found.count("unequal")
    expected = "none" if not count else str(count)
    assert f"more than chance on {expected} of 2 questions" in sentences.section_inequality(found)
