import itertools

import numpy as np
import pytest
from scipy.special import expit

from analysis.bench.oracles.intersections import rows
from analysis.statistics.intercepts import profile_drop
from analysis.statistics.intersections import (
    latent_share,
    main_effects,
    predictions,
    variance_shares,
)

GRID = np.array(list(itertools.product("ab", "cdef", "ghi")))
LABELS = list(GRID.T)


def made(seed, apart=0.0):
    """Return counts with main effects, and deviations of this SD that are particular."""
    random = np.random.default_rng(seed)
    level = 0.3 + 0.6 * (GRID[:, 0] == "b") - 0.5 * (GRID[:, 2] == "h")
    n = random.integers(60, 300, len(GRID))
    return random.binomial(n, expit(level + random.normal(0, apart, len(GRID)))), n


@pytest.mark.real
def test_it_agrees_with_lme4(oracles):
    found = rows(oracles)
    assert len(found) == 13
    assert [row for row in found if not row.agrees] == []
    assert [row.name for row in found if row.note] == ["null: logLik"]


def test_the_share_on_the_latent_scale():
    assert latent_share(0) == 0
    assert latent_share(np.pi**2 / 3) == pytest.approx(0.5)


def test_the_design_has_an_indicator_for_each_label_but_the_first():
    design = main_effects(["x", "y", "z"], ["m", "m", "f"])
    assert design.tolist() == [[1, 0, 0, 1], [1, 1, 0, 1], [1, 0, 1, 0]]


def test_without_interactions_main_effects_explain_nearly_all():
    found = variance_shares(*made(1), LABELS)
    assert found.vpc.value > 0.02
    assert found.pcv.value > 0.9
    assert found.vpc_main.lower == 0


def test_with_interactions_some_is_left():
    found = variance_shares(*made(2, apart=0.5), LABELS)
    assert found.pcv.value < 0.8
    assert found.vpc_main.value == pytest.approx(latent_share(0.25), abs=0.04)
    assert found.vpc_main.lower > 0


def test_limits_are_where_the_profile_likelihood_has_fallen_by_half_of_chi_squared():
    x, n = made(2, apart=0.5)
    found, level = variance_shares(x, n, LABELS), np.ones((len(x), 1))
    for limit in (found.vpc.lower, found.vpc.upper):
        sd = np.sqrt(limit / (1 - limit) * np.pi**2 / 3)
        assert profile_drop(found.null, x, n, level, sd) == pytest.approx(1.9207, abs=1e-3)


def test_limits_hold_the_share_as_often_as_they_say():
    truth = latent_share(0.16)
    held = []
    for seed in range(30):
        random = np.random.default_rng(seed)
        n = np.full(len(GRID), 120)
        x = random.binomial(n, expit(0.4 + random.normal(0, 0.4, len(GRID))))
        share = variance_shares(x, n, [LABELS[0]]).vpc
        held.append(share.lower <= truth <= share.upper)
    assert np.mean(held) > 0.83


def test_alike_strata_have_nothing_to_explain_and_it_says_so():
    found = variance_shares(np.full(24, 30), np.full(24, 60), LABELS)
    assert found.vpc.value == 0
    assert found.vpc.lower == 0
    assert 0 < found.vpc.upper < 0.02
    assert found.pcv.value is None
    assert "nothing to explain" in found.pcv.why


def test_a_main_model_without_variance_says_that_it_explains_all_that_can_be_told():
    n = np.full(24, 100)
    x = np.round(n * expit(0.2 + 0.8 * (GRID[:, 0] == "b")))
    found = variance_shares(x, n, LABELS)
    assert found.main.is_singular
    assert found.pcv.value == 1
    assert "all the variance" in found.pcv.why


def test_predictions_lie_between_own_share_and_level():
    x, n = made(3, apart=0.3)
    found = predictions(variance_shares(x, n, LABELS).null)
    own = x / n
    assert np.ptp(found.additive) < 1e-9
    low, high = np.minimum(own, found.additive), np.maximum(own, found.additive)
    assert (low - 1e-9 <= found.value).all()
    assert (found.value <= high + 1e-9).all()
    assert (found.lower < found.value).all()
    assert (found.value < found.upper).all()


def test_predictions_hold_the_truth_as_often_as_they_say():
    held = []
    for seed in range(12):
        random = np.random.default_rng(seed)
        truth = expit(0.4 + random.normal(0, 0.5, 24))
        n = random.integers(20, 200, 24)
        found = predictions(variance_shares(random.binomial(n, truth), n, [LABELS[0]]).null)
        held.append((found.lower <= truth) & (truth <= found.upper))
    assert 0.9 < np.mean(held) < 0.98


def test_the_order_of_strata_and_labels_does_not_matter():
    x, n = made(4, apart=0.3)
    one = variance_shares(x, n, LABELS)
    two = variance_shares(x[::-1], n[::-1], [label[::-1] for label in LABELS[::-1]])
    assert two.vpc.value == pytest.approx(one.vpc.value, rel=1e-4)
    assert two.pcv.value == pytest.approx(one.pcv.value, rel=1e-4)
    assert two.vpc_main.upper == pytest.approx(one.vpc_main.upper, rel=1e-4)


def test_one_model_can_be_had_without_the_other():
    x, n = made(5, apart=0.3)
    found = variance_shares(x[:4], n[:4], [["a", "b", "c", "d"]])
    assert found.null is not None
    assert found.main is None
    assert "as many main effects" in found.vpc_main.why
    assert found.pcv.why == found.vpc_main.why


def test_nothing_can_be_had_of_one_stratum():
    found = variance_shares([3], [9], [["a"]])
    assert (found.null, found.main) == (None, None)
    assert "two strata" in found.vpc.why
    assert found.pcv.why == found.vpc.why
