from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.present import sentences
from analysis.survey import Indicator
from present.waits import DECLINE, EMERGENCY, HIDDEN, STEADY, WAIT, trend

AT = "62-day wait at The Christie NHS Foundation Trust"


def test_what_stands_what_happens_and_what_comes_next():
    assert sentences.indicator(trend(DECLINE)) == (
        f"{AT}: 79.5% in August 2018, below the 85% standard. Getting worse: 10 months in a row "
        "below the average of the whole time shown. "
        "As things go, the standard will be missed consistently."
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (STEADY, "No clear change lately: the ups and downs are the usual ones."),
        ([*STEADY, 0.95], "Improving: above the usual range (76.3% to 87.0%)."),
        ([*STEADY, 0.60], "Getting worse: below the usual range"),
        ([*STEADY, 0.86, 0.82, 0.86], "Improving: 2 of 3 months near the upper end of the usual"),
        (
            [*STEADY, *(0.8 + 0.002 * i for i in range(1, 9))],
            "Improving: it has risen 8 months in a row.",
        ),
        (
            [*STEADY[1:], *(0.82 - 0.002 * i for i in range(1, 9))],
            "Getting worse: it has fallen 7 months in a row.",
        ),
        ([0.8], "Too few figures to say whether it is changing."),
    ],
)
def test_what_is_happening(values, said):
    assert sentences.happening(trend(values)).startswith(said)


def test_of_emergencies_fewer_are_better_and_there_is_no_standard():
    said = sentences.indicator(trend(DECLINE, EMERGENCY, at="ENG", grain="quarter"))
    assert said.startswith("Emergency presentation in England: 79.5% in April to June 2023. Impro")
    assert "standard" not in said


def test_a_neutral_indicator_is_high_or_low():
    neutral = replace(WAIT, better="neutral")
    assert sentences.happening(trend(DECLINE, neutral)).startswith("Lower than usual: 10 months")
    assert "standard" not in sentences.indicator(trend(DECLINE, neutral))


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (0.85, "85.0% in December 2017, which meets the 85% standard."),
        (0.8499, "85.0% in December 2017, just below the 85% standard."),
        (0.8, "80.0% in December 2017, below the 85% standard."),
    ],
)
def test_on_which_side_of_the_standard_it_is(last, said):
    assert said in sentences.indicator(trend([*STEADY, last]))


def test_above_a_standard_that_fewer_should_reach():
    fewer = replace(EMERGENCY, standard=0.18)
    assert "just above the 18% standard" in sentences.indicator(trend([0.18, 0.1802], fewer))
    assert "which meets the 18% standard" in sentences.indicator(trend([0.2, 0.17], fewer))


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (0.70, "missed consistently"),
        (0.85, "sometimes be met, sometimes missed"),
        (0.95, "met con"),
    ],
)
def test_whether_the_standard_will_be_met(level, said):
    assert said in sentences.indicator(trend([level - 0.01, level + 0.01] * 8))


@pytest.mark.parametrize(
    ("level", "step", "said"),
    [
        (0.95, -0.01, "meets the standard, but that may not last if it goes on getting worse."),
        (0.70, 0.01, "misses the standard, but that may change if it goes on improving."),
        (0.70, -0.01, "the standard will be missed consistently."),
        (0.95, 0.01, "the standard will be met consistently."),
    ],
)
def test_no_promise_is_made_of_a_process_that_is_leaving_its_range(level, step, said):
    steady = [level - 0.005, level + 0.005] * 10
    made = trend([*steady, *[level + step] * 8])
    assert said in sentences.indicator(made)
    assert said in " ".join(sentences.indicator_notes(made))


def test_the_latest_known_figure_is_told_and_a_hidden_one_never():
    said = sentences.indicator(trend([*STEADY, HIDDEN]))
    assert "80.0% in November 2017" in said
    assert "December" not in said
    nothing = sentences.indicator(trend([HIDDEN, HIDDEN]))
    assert nothing == f"{AT}: every figure is hidden or missing."


def test_the_notes_explain_range_variation_assurance_and_source():
    notes = " ".join(sentences.indicator_notes(trend([v - 0.1 for v in STEADY[:10]])))
    assert WAIT.description in notes
    assert "No clear change" in notes
    assert "The whole usual range is on the wrong side of the standard." in notes
    assert "Limits from fewer than 13 points are unsteady." in notes
    assert notes.endswith("**Source.** A test.")
    without = " ".join(sentences.indicator_notes(trend([0.2], EMERGENCY)))
    assert "There is no national standard for it." in without
    assert "Usual range" not in without


def test_other_units_have_their_own_words():
    rate = Indicator("r", "Rate", "A rate.", "per 100,000", "decrease", "month", "Us.")
    said = sentences.indicator(trend([12.5, 11.0] * 8, rate, counts=False))
    assert ": 11.0 per 100,000 in July 2017." in said
    low = sentences.happening(trend([*[12.5, 11.0] * 8, 30.0], rate, counts=False))
    assert re.search(r"above the usual range \([\d.]+ to [\d.]+ per 100,000\)", low)


@given(st.lists(st.sampled_from([0.7, 0.8, 0.9, None, HIDDEN]), min_size=1, max_size=30))
def test_there_is_always_a_sentence_and_its_figure_is_the_latest_known(values):
    made = trend(values)
    said = sentences.indicator(made)
    assert said.endswith(".")
    assert "nan" not in said
    known = [v for v in values if v not in (None, HIDDEN)]
    assert (f"{100 * known[-1]:.1f}% in " if known else "hidden or missing") in said
