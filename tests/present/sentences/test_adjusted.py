from __future__ import annotations

import numpy as np
import pytest

from analysis.present import sentences
from analysis.results import Adjusted, adjust, compare
from analysis.results.adjustment import ADJUSTED
from analysis.survey import Population, dimension, level, question

SEX, ETHNICITY = dimension("sex"), dimension("ethnicity")
Q5 = question("Q5")
MIX = ("age", "sex", "deprivation", "tumour group")
CAUSES = ("because", "cause", "due to", "explain", "leads")


@pytest.fixture
def adjusted_to(scores_of):
    """Adjust made-up scores: group -> adjusted difference and limits, or None if not known."""

    def make(by=ETHNICITY, why="", within=None, cells=None, **gaps) -> Adjusted:
        cells = cells or {"white": (5000, 0.86), "asian": (900, 0.79), "all": (5900, 0.85)}
        comparison = compare(scores_of(Q5, by, **cells))
        frame = comparison.frame.assign(**dict.fromkeys(ADJUSTED.values(), np.nan))
        for key, gap in gaps.items():
            chosen = frame["group"] == key
            value, lower, upper = gap or (np.nan,) * 3
            frame.loc[chosen, "adjusted"] = 0.86 + value
            frame.loc[chosen, "adjusted_difference"] = value
            frame.loc[chosen, "adjusted_difference_lower"] = lower
            frame.loc[chosen, "adjusted_difference_upper"] = upper
        inside = level(within) if within else None
        return Adjusted(comparison, frame, MIX, inside, (), why)

    return make


AFTER = "After allowing for age, sex, deprivation and tumour group, they score "


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ((-0.07, -0.09, -0.06), "7 points lower (6 to 9): case mix can account for little of the"),
        ((-0.04, -0.06, -0.02), "4 points lower (2 to 6): case mix can account for part of the"),
        ((-0.02, -0.03, -0.01), "2 points lower (1 to 3): case mix can account for most of the"),
        ((-0.10, -0.12, -0.08), "10 points lower (8 to 12): comparing like with like, the gap is"),
        ((0.03, 0.01, 0.05), "3 points higher (1 to 5): the difference turns round"),
        (
            (-0.01, -0.03, 0.01),
            "1 point lower (3 lower to 1 higher): no clear gap is left, so case",
        ),
        ((-0.04, -0.09, 0.01), "4 points lower (9 lower to 1 higher): too few answers to tell how"),
        ((0.0, -0.01, 0.01), "the same: no clear gap is left"),
    ],
    ids=["stays", "part", "most", "wider", "turns", "gone", "cannot be told", "none"],
)
def test_what_is_left_of_a_gap_is_told_in_careful_words(adjusted_to, gap, said):
    text = sentences.adjusted(adjusted_to(asian=gap))
    people = ETHNICITY.group("asian").people
    assert text.startswith(f"{people[0].upper()}{people[1:]} score 79%, 7 points lower (")
    assert AFTER + said in text
    assert text.endswith(".")
    assert not [word for word in CAUSES if word in text]


def test_a_gap_that_prints_the_same_is_not_said_to_be_partly_accounted_for(adjusted_to):
    cells = {"white": (90_000, 0.86), "asian": (90_000, 0.846), "all": (180_000, 0.853)}
    text = sentences.adjusted(adjusted_to(cells=cells, asian=(-0.0095, -0.015, -0.005)))
    assert "1 point lower" in text.split(". ")[0]
    assert "1 point lower (1 to 2): the gap is much the same." in text


def test_within_the_same_trust_is_said(adjusted_to):
    text = sentences.adjusted(adjusted_to(within="trust", asian=(-0.02, -0.03, -0.01)))
    assert "tumour group, and inside the same trust, they score" in text
    assert "case mix and place can account for most" in text


def test_a_gap_that_only_adjusting_shows(adjusted_to):
    cells = {"white": (500, 0.86), "asian": (90, 0.85), "all": (590, 0.858)}
    shown = sentences.adjusted(adjusted_to(cells=cells, asian=(-0.05, -0.08, -0.02)))
    assert shown.startswith("No clear difference from White people as answered. After allowing")
    assert "score 5 points lower (2 to 8): a gap that the scores as answered don't show." in shown
    none = sentences.adjusted(adjusted_to(cells=cells, asian=(-0.02, -0.05, 0.01)))
    assert none.startswith("No clear difference from White people as answered, and none after")


def test_gaps_of_one_size_are_told_together(adjusted_to):
    cells = {"white": (5000, 0.86), "asian": (900, 0.79), "black": (900, 0.79), "all": (6800, 0.84)}
    gaps = {"asian": (-0.07, -0.09, -0.05), "black": (-0.01, -0.03, 0.01)}
    result = adjusted_to(cells=cells, **gaps)
    assert sentences.adjusted(result).endswith("1 of these 2 gaps stays clear.")
    assert sentences.adjusted_counts(result) == (
        "Clearly lower than White people: 2 of 2 groups as answered, 1 once adjusted."
    )


def test_nothing_is_counted_with_one_group(adjusted_to):
    assert sentences.adjusted_counts(adjusted_to(asian=(-0.07, -0.09, -0.05))) == ""


def test_why_nothing_could_be_adjusted_is_said(adjusted_to):
    text = sentences.adjusted(adjusted_to(why="Everybody gave the same answer."))
    assert text.endswith("These scores can't be adjusted. Everybody gave the same answer.")


def test_a_group_that_cannot_be_adjusted_is_not_given_a_number(adjusted_to):
    cells = {"white": (5000, 0.86), "asian": (900, 0.79), "black": (900, 0.82), "all": (6800, 0.84)}
    text = sentences.adjusted(adjusted_to(cells=cells, asian=None, black=(-0.04, -0.06, -0.02)))
    assert text.endswith("Their score can't be adjusted.")


def test_hidden_groups_are_in_no_sentence(few):
    result = adjust(few, Population.of("made"), Q5, ETHNICITY)
    text = sentences.adjusted(result) + sentences.adjusted_counts(result)
    for key in ("black", "mixed"):
        assert ETHNICITY.group(key).people not in text
    nobody = adjust(few, Population.of("made", groups={"ethnicity": ["black"]}), Q5, SEX)
    assert "too few answers" in sentences.adjusted(nobody)
    assert not any(c.isdigit() for c in sentences.adjusted(nobody))
