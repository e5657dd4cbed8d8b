from __future__ import annotations

import pandas as pd
import pytest

from analysis.present import sentences
from analysis.results import Lowest
from analysis.survey import level, place

TRUST = level("trust")


def lowest_of(size=1, alike=False, **codes):
    frame = pd.DataFrame(
        {
            "code": codes.keys(),
            "name": [place(c).name for c in codes],
            "probability": codes.values(),
        }
    )
    return Lowest(TRUST, frame, size, alike)


def test_a_place_is_told_with_its_probability_not_a_rank():
    found = lowest_of(R0A=0.87, R1H=0.1, R1K=0.03)
    assert sentences.lowest(found, "R0A") == (
        "Manchester University NHS Foundation Trust is among the lowest fifth of trusts with "
        "probability 87%. Of 3 trusts, 1 is more likely than not among the lowest fifth (1 of "
        "them)."
    )
    assert sentences.lowest(found, "R1F") == sentences.lowest(found)
    assert sentences.lowest(found).startswith("Of 3 trusts")


def test_where_places_differ_by_chance_alone_that_is_said_instead():
    said = sentences.lowest(lowest_of(alike=True), "R0A")
    assert said.startswith("These trusts differ by no more than chance")
    assert "%" not in said


def test_too_few_scores_are_said():
    assert "too few scores" in sentences.lowest(lowest_of())


@pytest.mark.parametrize(
    ("value", "words"),
    [(1.0, "more than 99%"), (0.99, "99%"), (0.5, "50%"), (0.004, "less than 1%"),
     (0.0, "less than 1%"), (float("nan"), "–")],
)  # fmt: skip
def test_nothing_is_certain(value, words):
    assert sentences.probability(value) == words
