"""Sentences on findings, changes and what can't be said."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analysis.present import sentences
from analysis.results import Finding, overview
from analysis.results.changes import Changes
from analysis.results.question_ranges import QuestionRanges
from analysis.results.unsaid import Unsaid
from analysis.store import Policy
from analysis.survey import OTHERS, Population, dimension, place, question

SEX, AGE, ETHNICITY = dimension("sex"), dimension("age"), dimension("ethnicity")
NOTHING = Unsaid((), (), (), (), (), one_year=False)


def finding(**other: object) -> Finding:
    usual = {
        "question": question("Q1"),
        "dimension": SEX,
        "group": SEX.group("female"),
        "reference": OTHERS,
        "n": 1200.0,
        "score": 0.7,
        "difference": -0.06,
        "lower": -0.07,
        "upper": -0.05,
        "lower_on": 20,
        "higher_on": 3,
        "compared": 52,
        "importance": 100.0,
    }
    return Finding(**(usual | other))


def test_a_finding_says_who_how_much_how_sure_and_how_often():
    text = sentences.finding(finding())
    label = question("Q1").label
    assert text == (
        f"**Women** score 70% on “{label}” (1,200 answers), 6 points lower (5 to 7) than everyone "
        "else. Of 52 questions compared, they are clearly lower on 20 and clearly higher on 3."
    )


def test_the_only_question_is_called_that():
    text = sentences.finding(finding(lower_on=1, higher_on=0))
    assert text.endswith(
        "Of 52 questions compared, it is the only one on which they clearly differ."
    )


def test_a_published_pair_without_bases_names_the_publishers_test():
    nan = float("nan")
    text = sentences.finding(
        finding(n=nan, lower=nan, upper=nan, reference=SEX.group("male"), importance=nan)
    )
    assert "6 points lower than men." in text
    assert "answers" not in text
    assert text.endswith(", by the publisher's own test.")


def test_a_gap_in_the_rating_is_told_in_its_own_unit():
    text = sentences.finding(
        finding(question=question("Q59"), score=8.4, difference=-0.4, lower=-0.5, upper=-0.3)
    )
    assert "score 8.40 out of 10" in text
    assert "0.40 points lower (0.30 to 0.50)" in text


def changes(*rows: tuple[str, float, float, bool], flag: str | None = None) -> Changes:
    """Changes from (question, before, after, clear)."""
    frame = pd.DataFrame(
        [
            {
                "question": code,
                "before": 2017,
                "after": 2018,
                "score_before": before,
                "score": after,
                "difference": after - before,
                "difference_lower": after - before - 0.01,
                "difference_upper": after - before + 0.01,
                "clear": clear,
                "flag": flag,
            }
            for code, before, after, clear in rows
        ],
        columns=[
            *("question", "before", "after", "score_before", "score", "difference"),
            *("difference_lower", "difference_upper", "clear", "flag"),
        ],
    )
    return Changes(Population.of("made"), frame, (), Policy())


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "There is no earlier year to compare with."),
        (
            [("Q1", 0.5, 0.6, False), ("Q2", 0.5, 0.6, False)],
            (
                "Of 2 questions, none has clearly changed from 2017 to 2018, after allowing for "
                "how many were looked at."
            ),
        ),
        (
            [("Q1", 0.5, 0.6, True), ("Q2", 0.5, 0.4, False)],
            "From 2017 to 2018, of 2 questions, 1 got clearly better and none clearly worse.",
        ),
        (
            [("Q1", 0.5, float("nan"), False)],
            "No question has enough answers both in 2017 and in 2018.",
        ),
    ],
)
def test_how_many_changed(rows, words):
    assert sentences.changed(changes(*rows)) == words


def test_a_change_says_from_where_to_where():
    found = changes(("Q1", 0.5, 0.56, True), ("Q2", 0.5, 0.45, True))
    label = question("Q1").label
    assert sentences.change(found.better.iloc[0]) == (
        f"“{label}” rose from 50% in 2017 to 56%, 6 points higher (5 to 7)."
    )
    assert " fell from 50% in 2017 to 45%, 5 points lower (4 to 6)." in sentences.change(
        found.worse.iloc[0]
    )


def test_the_publishers_flags_are_counted():
    found = changes(("Q1", 0.5, 0.6, True), ("Q2", 0.5, 0.6, False), flag="up")
    assert sentences.flags(found) == "By the publisher's own test: 2 up, 0 down and 0 unchanged."
    assert sentences.flags(changes(("Q1", 0.5, 0.6, True))) == ""


@pytest.fixture(scope="module")
def glance(demo):
    return overview(demo, Population.of("demo"))


def test_what_cant_be_said_always_ends_with_why_not(glance):
    lines = sentences.unsaid(replace(glance, unsaid=NOTHING))
    assert len(lines) == 1
    assert lines[0].startswith("Why")


def test_each_reason_is_a_sentence(glance):
    asian = (ETHNICITY, ETHNICITY.group("asian"))
    found = Unsaid(
        hidden=(asian,),
        blunt=((AGE, AGE.group("16-24")), (AGE, AGE.group("25-34"))),
        alike=(SEX,),
        unpublished=(ETHNICITY,),
        untested=(question("Q5"),),
        one_year=False,
    )
    text = "\n".join(sentences.unsaid(replace(glance, unsaid=found)))
    assert "Nothing on ethnic group: Asian or Asian British: too few answers to show" in text
    assert "from chance: age group: 16 to 24 and 25 to 34." in text
    assert "narrower than 10 points" in text
    assert "differences between the sexes: everybody here is of one group." in text
    assert "Nothing by ethnic group: no such results were published" in text
    assert "No change on Q5, which was asked differently" in text


def test_many_groups_are_counted_not_named(glance):
    ages = tuple((AGE, group) for group in AGE.groups)
    some = (*ages, (SEX, SEX.group("female")))
    found = replace(NOTHING, blunt=some)
    (line, _) = sentences.unsaid(replace(glance, unsaid=found))
    assert line.endswith(f"from chance: {len(ages)} of {len(ages)} age groups and 1 of 2 sexes.")


def test_nothing_found_tells_why(glance):
    assert "stands out" in sentences.nothing_found(glance)
    assert "enough answers" in sentences.nothing_found(replace(glance, gaps=glance.gaps.iloc[:0]))


def ranges(*bands: tuple[str, float, str | None], at: str = "RJ1") -> QuestionRanges:
    """A trust's questions from (code, score, band); 70% to 80% is expected of all."""
    frame = pd.DataFrame(bands, columns=["question", "score", "band"])
    frame = frame.assign(expected_lower=0.7, expected_upper=0.8)
    parent = place("E56000010") if at != "ENG" else None
    who = Population.of("made", at=at)
    return QuestionRanges(who, parent, frame, False, None, Policy(), ())


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        (
            [("Q1", 0.6, "below"), ("Q2", 0.65, "below"), ("Q5", 0.9, "above")],
            (
                "Of 3 questions, {name} is below what is expected of it on 2 and above on 1. It is "
                "furthest below on “{label}”: 60%, where 70 to 80 is expected."
            ),
        ),
        (
            [("Q1", 0.75, "expected"), ("Q2", None, None)],
            "Of 1 question, {name} is below what is expected of it on none and above on none.",
        ),
        ([("Q1", None, None)], "There are too few answers to say what to expect of {name}."),
    ],
)
def test_a_place_beside_what_is_expected_of_it(bands, words):
    name, label = place("RJ1").name, question("Q1").label
    assert sentences.beside_expected(ranges(*bands)) == words.format(name=name, label=label)


def test_england_is_beside_nothing():
    assert sentences.beside_expected(ranges(("Q1", 0.6, None), at="ENG")) == ""


def test_everything_is_what_the_page_says_in_its_order(glance):
    said = sentences.everything(glance, None)
    assert said[0] == sentences.summary(glance)
    assert said[1] == f"1. {sentences.finding(glance.findings[0])}"
    assert said.index(sentences.changed(glance.changes)) == 1 + len(glance.findings)
    assert said[-1].startswith("What can't be said: Why")
    assert all(said)
