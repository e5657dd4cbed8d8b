from __future__ import annotations

from dataclasses import replace

import made

from analysis.present import sentences
from analysis.results import answers
from analysis.survey import Population, dimension, question

SEX, ETHNICITY, AGE = dimension("sex"), dimension("ethnicity"), dimension("age")
DEPRIVATION = dimension("deprivation")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])


def test_the_most_common_answer_is_named_with_its_share_and_base(few):
    assert sentences.answers(answers(few, WHO, Q5)) == (
        "The most common answer is “Yes”, given by 71% of the 174 people who answered."
    )


def test_answers_of_too_few_or_of_nobody_say_so(few):
    tiny = Population.of("made", groups={"ethnicity": ["black"]})
    assert "too few" in sentences.answers(answers(few, tiny, Q5))
    nobody = Population.of("made", groups={"tumour": ["lung"]})
    assert "Nobody" in sentences.answers(answers(few, nobody, Q5))


def test_answers_that_are_equally_common_are_all_named(workspace_of):
    people = made.people({"n": 300, "sex": "female", "Q5": [1, 2]})
    assert sentences.answers(answers(workspace_of(people), WHO, Q5)) == (
        "The most common answers are “Yes” and “No, I wanted more”, each given by "
        "50% of the 300 people who answered."
    )


def test_one_person_and_thousands_agree_with_their_noun(few):
    result = answers(few, WHO, Q5)
    for n, words in ((1, "of the 1 person who answered."), (12345, "of the 12,345 people who")):
        assert words in sentences.answers(replace(result, frame=result.frame.assign(n=n)))
