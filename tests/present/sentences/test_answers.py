from __future__ import annotations

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
