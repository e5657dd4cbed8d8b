import numpy as np
import pytest

from analysis.statistics.design import Design
from analysis.statistics.newton import ascend, one_sided, prior, wandering
from analysis.statistics.pattern import gather

PEOPLE = gather([[0] * 10 + [1] * 10 + [2] * 10], [4], [1] * 5 + [0] * 5 + [1] * 10 + [0] * 10)
DESIGN = Design(PEOPLE)


def test_levels_in_which_all_agree_are_found():
    assert one_sided(DESIGN, PEOPLE).tolist() == [2, 3]


def test_without_a_finite_maximum_the_ascent_does_not_converge_and_its_step_shows_where():
    found = ascend(DESIGN, PEOPLE, np.array([0, 2, 3]), prior(DESIGN, np.array([], dtype=int)))
    assert not found.converged
    assert wandering(DESIGN, found.step).tolist() == [2, 3]


def test_a_separated_reference_is_found_although_all_others_move():
    found = ascend(DESIGN, PEOPLE, np.array([0, 1, 3]), prior(DESIGN, np.array([], dtype=int)))
    assert not found.converged
    assert 2 in wandering(DESIGN, found.step)


def test_a_penalty_leaves_the_intercept_and_the_mean_effect_alone():
    penalty = prior(DESIGN, np.array([2]))
    constant = np.array([5.0, 1, 1, 1, 0])
    assert penalty[0].tolist() == [0] * 5
    np.testing.assert_allclose(penalty @ constant, 0, atol=1e-15)
    assert penalty[2, 2] == pytest.approx(2 / 3 / 2.5**2)


def test_the_penalised_ascent_ends_where_its_slope_is_nought():
    penalty, kept = prior(DESIGN, np.array([2])), np.array([0, 2, 3])
    found = ascend(DESIGN, PEOPLE, kept, penalty)
    fitted = 1 / (1 + np.exp(-DESIGN.predictor(found.coefficients)))
    slope = DESIGN.sums(PEOPLE.total - PEOPLE.weight * fitted) - penalty @ found.coefficients
    assert found.converged
    np.testing.assert_allclose(slope[kept], 0, atol=1e-9)
