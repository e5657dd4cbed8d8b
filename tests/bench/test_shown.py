from __future__ import annotations

import made
import numpy as np
import pytest

from analysis.bench.shown import MEASURES, Asked, odds_ratio
from analysis.results import Unavailable, scores
from analysis.results.voices import voices
from analysis.survey import Population, dimension, question


def asked(workspace, dataset="made", code="Q5", breakdown="sex", groups=("female",), **more):
    facts = {"reference": "male", "year": None} | more
    return Asked(workspace, dataset, code, breakdown, groups, **facts)


@pytest.fixture(scope="module")
def people(workspace_of):
    """Return women of whom 60% are content and men of whom 80% are; on Q7 the other way round."""
    return workspace_of(
        made.people(
            {"n": 500, "sex": "female", "Q5": [1, 1, 1, 2, 2], "Q7": [1, 1, 1, 1, 2]},
            {"n": 300, "sex": "male", "Q5": [1, 1, 1, 1, 2], "Q7": [1, 1, 1, 2, 2]},
        )
    )


def test_a_gap_is_in_points_with_its_limits(people):
    found = MEASURES["gap"](asked(people))
    assert found.value == pytest.approx(-20)
    assert found.limits[0] < -20 < found.limits[1] < 0


def test_a_share_is_of_those_whose_group_is_known(people):
    found = MEASURES["share"](asked(people))
    assert found.value == pytest.approx(62.5)
    assert found.limits[0] < 62.5 < found.limits[1]


def test_questions_are_counted_where_a_group_is_first_or_differs(people):
    assert MEASURES["lowest"](asked(people)).value == pytest.approx(50)
    assert MEASURES["highest"](asked(people)).value == pytest.approx(50)
    assert MEASURES["differ"](asked(people)).value == 2


def test_the_extremes_are_an_odds_ratio_over_all_questions(demo):
    found = MEASURES["extremes"](asked(demo, "demo", "", "tumour", ("brain",)))
    assert found.value > 1
    assert " over " in found.note


def test_odds_are_those_of_adjusted_scores(demo):
    found = MEASURES["odds"](asked(demo, "demo", "Q16", "ethnicity", ("black",), reference="white"))
    assert found.limits[0] < found.value < found.limits[1] < 1
    assert odds_ratio(0.8, 0.5) == pytest.approx(4)


def test_levels_are_those_of_the_pages(demo):
    at = asked(demo, "demo", "Q59", year=2018)
    who = Population.of("demo", years=[2018])
    whole = scores(demo, who, question("Q59")).overall
    assert MEASURES["score"](at).value == pytest.approx(whole["score"])
    assert MEASURES["answers"](at).value == whole["n"]
    answered = voices(demo, who).everyone
    assert MEASURES["respondents"](at).value == answered["answered"]
    assert MEASURES["response"](at).value == pytest.approx(100 * answered["rate"])


def test_a_response_gap_is_from_everyone(demo):
    found = MEASURES["response-gap"](asked(demo, "demo", "", "age", ("16-24",)))
    assert found.value < found.limits[1] < 0


@pytest.mark.parametrize("measure", ["gap", "odds"])
def test_a_hidden_group_is_not_shown(few, measure):
    black = asked(few, breakdown="ethnicity", groups=("black",), reference="white")
    assert np.isnan(
        scores(few, black.population, question("Q5"), [dimension("ethnicity")])
        .groups.set_index("group")
        .loc["black", "score"]
    )
    with pytest.raises(Unavailable, match="too few people"):
        MEASURES[measure](black)
