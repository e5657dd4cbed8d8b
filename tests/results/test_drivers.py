from __future__ import annotations

import numpy as np
import planted
import pytest

from analysis.results import OTHERS, Unavailable, compare, drivers, scores
from analysis.store.associated import associations
from analysis.store.decomposed import Gap
from analysis.survey import Population, dimension, question

WHO = Population.of("made")
ETHNICITY = dimension("ethnicity")
Q5, Q7, Q59 = (question(code) for code in ("Q5", "Q7", "Q59"))


@pytest.fixture(scope="module")
def workspace(workspace_of):
    """Asian people answer Q5 worse; the rating follows Q5; Q7 has nothing to do with either."""
    people = planted.people(9, inside=0.2)
    rng = np.random.default_rng(4)
    likely = np.where(people["Q5"] == 1, 0.9, 0.6)
    return workspace_of(
        people.assign(
            Q59=(1 + rng.binomial(10, likely)).astype("uint8"),
            Q7=rng.choice([1, 2], len(people)).astype("uint8"),
        )
    )


@pytest.mark.parametrize("reference", [None, OTHERS.id])
def test_the_answer_that_makes_the_gap_goes_with_it_and_another_does_not(workspace, reference):
    result = drivers(workspace, WHO, Q59, ETHNICITY, "asian", reference)
    frame = result.frame.set_index("question")
    assert list(frame.index) == ["Q5", "Q7"]
    assert frame.loc["Q5", "association"] == pytest.approx(3, abs=0.1)
    assert frame.loc["Q5", "share"] == pytest.approx(1, abs=0.1)
    assert frame.loc["Q5", "goes_upper"] < 0
    assert frame.loc["Q7", "goes_lower"] < 0 < frame.loc["Q7", "goes_upper"]
    assert abs(frame.loc["Q7", "share"]) < 0.05
    assert "Q59" not in result.left_out
    assert len(result.left_out) == 49


def test_the_numbers_are_the_difference_times_the_association(workspace):
    row = drivers(workspace, WHO, Q59, ETHNICITY, "asian").frame.iloc[0]
    plain = compare(scores(workspace, WHO, Q5, [ETHNICITY])).frame.set_index("group")
    found = associations(workspace, WHO, Q59, [Q5], Gap("ethnicity", "asian", "white")).frame
    apart, slope = plain.loc["asian", "difference"], found["association"].iloc[0]
    assert row["difference"] == pytest.approx(apart, abs=1e-12)
    assert row["goes"] == pytest.approx(apart * slope, abs=1e-12)
    p, n = plain.loc[["asian", "white"], "score"], plain.loc[["asian", "white"], "n"]
    variance = slope**2 * (p * (1 - p) / n).sum()
    variance += apart**2 * found["association_se"].iloc[0] ** 2
    assert row["goes_upper"] - row["goes"] == pytest.approx(1.959964 * np.sqrt(variance), rel=1e-5)


def test_a_percent_question_has_drivers_too(workspace):
    result = drivers(workspace, WHO, Q5, ETHNICITY, "asian")
    assert list(result.frame["question"]) == ["Q7"]
    assert result.frame["association"].abs().max() < 0.05


def test_hidden_groups_have_none(few, official):
    with pytest.raises(Unavailable, match="Too few people answered"):
        drivers(few, WHO, Q59, ETHNICITY, "black")
    with pytest.raises(Unavailable, match="no single people"):
        drivers(official, Population.of("official", years=[2018]), Q59, ETHNICITY, "asian")


def test_the_questions_to_come_are_told_with_the_share_done(workspace):
    told = []
    drivers(workspace, WHO, Q59, ETHNICITY, "asian", progress=lambda *step: told.append(step))
    assert [words for _, words in told] == [Q5.title, Q7.title]
    assert all(0 <= done < 1 for done, _ in told)
