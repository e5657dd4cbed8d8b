from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analysis.present import sentences
from analysis.results import GapChecks, GapParts
from analysis.results.drivers import Drivers
from analysis.results.sides import Sides
from analysis.statistics.decomposition import PlaceShares
from analysis.statistics.estimate import Estimate
from analysis.store import Policy
from analysis.survey import Population, dimension, question

SEX, Q20 = dimension("ethnicity"), question("Q20")


def made(trust: float, who: float, rest: tuple[float, float, float], *, clear: bool = True):
    """Return the parts of a gap of these points of 100."""
    gap = trust + who + rest[0]
    limits = (gap - 0.01, gap + 0.01) if clear else (gap - 0.2, gap + 0.2)
    group, reference = SEX.group("asian"), SEX.group("white")
    sides = Sides(group, reference, 500, 900, 0.5 + gap, 0.5, gap, *limits)
    frame = pd.DataFrame(
        [
            ("trust", "Trust", trust, trust - 0.01, trust + 0.01),
            ("age", "Age group", who, who - 0.01, who + 0.01),
            ("remains", "What remains", *rest),
        ],
        columns=["part", "label", "estimate", "lower", "upper"],
    )
    frame = frame.assign(share=frame["estimate"] / gap)
    return GapParts(Q20, Population.of("made"), SEX, sides, frame, Policy(10))


def checked(trust: float, who: float, rest: tuple[float, float, float]):
    """Return the same by other methods, which agree with it."""
    parts = made(trust, who, rest)
    gap = parts.sides.gap
    methods = pd.DataFrame(
        {
            "part": ["trust", "who", "remains"],
            "estimate": [trust, who, rest[0]],
            "second": [trust, who, rest[0]],
            "second_lower": 0.0,
            "second_upper": 0.0,
        }
    )
    bases = pd.DataFrame(
        {"basis": ["both", "second", "first"], "remains": [rest[0], rest[0] - 0.01, None],
         "why": ["", "", "Nobody."]}
    )  # fmt: skip
    between, within = Estimate(trust, trust - 0.01, trust), Estimate(gap - trust, gap, gap)
    places = PlaceShares(
        Estimate(gap), between, within, Estimate(trust / gap), Estimate(1 - trust / gap)
    )
    return GapChecks(parts, places, methods, 0.1, bases)


def test_the_first_sentences_share_out_the_gap():
    assert sentences.gap(made(-0.02, -0.01, (-0.04, -0.05, -0.03))) == (
        "Asian or Asian British people score 7 points lower (6 to 8) than White people on “Given "
        "information about support groups”. Of this gap, 2 points go with where they are treated "
        "and 1 point with their age; 4 points (3 to 5) remain between people alike in all of this."
    )


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((-0.01, 0.02, (-0.08, -0.09, -0.07)), "their age pulls the other way, by 2 points"),
        ((0.01, 0.02, (-0.08, -0.09, -0.07)), "None of this gap goes with anything looked at here"),
        ((0.01, 0.02, (-0.08, -0.09, -0.07)), "treated pulls the other way, by 1 point; their age"),
        ((-0.05, 0.0, (-0.01, -0.02, 0.01)), "point lower (2 lower to 1 higher), which could be"),
        ((-0.09, -0.02, (0.04, 0.03, 0.05)), "people alike in all of this score 4 points higher"),
        ((0.0, -0.03, (-0.01, -0.02, -0.004)), "go with their age; 1 point (0 to 2) remains"),
    ],
)  # fmt: skip
def test_what_pulls_the_other_way_and_what_may_be_chance_are_said(parts, said):
    assert said in sentences.gap(made(*parts))


def test_a_gap_that_may_be_chance_is_not_shared_out():
    text = sentences.gap(made(-0.02, -0.01, (-0.04, -0.05, -0.03), clear=False))
    assert "which is no clear gap" in text
    assert "Of this gap" not in text


def test_between_and_inside_trusts():
    result = checked(-0.02, -0.01, (-0.04, -0.05, -0.03))
    text = sentences.gap_places(result)
    assert "29% of the gap lies between trusts, −2.0 (−3.0 to −2.0) points, and 71% inside" in text
    assert sentences.gap_places(replace(result, places=None)) == ""


def test_both_methods_tell_one_story_or_it_says_why_not():
    result = checked(-0.02, -0.01, (-0.04, -0.05, -0.03))
    text = sentences.gap_agreement(result)
    assert "tells the same story: where they are treated −2.0, who they are −1.0 and" in text
    other = result.methods.assign(second=[-0.05, -0.01, -0.01])
    text = sentences.gap_agreement(replace(result, methods=other))
    assert "another story: where they are treated −5.0" in text
    assert "10% of people have nobody in the other group to be compared with" in text
    assert sentences.gap_agreement(replace(result, methods=other.iloc[:0])) == ""


def test_how_far_the_reference_matters():
    result = checked(-0.02, -0.01, (-0.04, -0.05, -0.03))
    assert "between −5.0 and −4.0 points" in sentences.gap_basis(result)
    assert "(2 ways)" in sentences.gap_basis(result)
    alone = replace(result, bases=result.bases[:1])
    assert sentences.gap_basis(alone).startswith("Only one way")


def test_which_answers_go_with_it():
    sides = made(-0.02, -0.01, (-0.04, -0.05, -0.03)).sides
    frame = pd.DataFrame(
        {"title": ["Q1 A", "Q2 B", "Q3 C"], "goes": [-0.03, -0.01, 0.02],
         "goes_lower": [-0.04, -0.02, 0.01], "goes_upper": [-0.02, 0.01, 0.03]}
    )  # fmt: skip
    result = Drivers(Q20, Population.of("made"), SEX, sides, frame, ())
    text = sentences.drivers(result)
    assert text.startswith("1 of 3 other answers goes clearly with the gap of 7 points")
    assert "“Q1 A” (3 points)" in text
    assert "Q2" not in text
    assert "Q3" not in text
    none = replace(result, frame=frame[1:])
    assert sentences.drivers(none) == "No other answer goes clearly with this gap."
    unclear = replace(result, sides=replace(sides, lower=-0.1, upper=0.1))
    assert "no clear gap" in sentences.drivers(unclear)
    assert "not what causes what" in sentences.DRIVER_LIMITS
