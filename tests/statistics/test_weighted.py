import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.exact import student_interval
from analysis.statistics.sampling import SampleDesign
from analysis.statistics.weighted import weighted_mean, weighted_proportion


@st.composite
def surveys(draw):
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    size, places = draw(st.integers(20, 80)), draw(st.integers(2, 8))
    clusters = np.concatenate([np.arange(places), rng.integers(0, places, size - places)])
    return rng.normal(7, 2, size), rng.uniform(0.2, 3, size), clusters


def parts(found):
    return [found.value, found.se, found.lower, found.upper, found.design_effect]


def test_equal_weights_give_students_interval():
    y = np.array([3.0, 5, 8, 8, 9, 10])
    found = weighted_mean(y, SampleDesign(np.full(6, 2.5)))
    wanted = student_interval(y.mean(), y.std(ddof=1), 6)
    np.testing.assert_allclose([found.lower, found.upper], wanted)
    assert found.design_effect == pytest.approx(1)
    assert (found.n, found.freedom) == (6, 5)
    assert found.n_effective == pytest.approx(6)


def test_a_weighted_proportion_by_hand():
    """Weights 1, 2, 3 with the first and last counted: 4/6; u = w (y - p) / 6."""
    found = weighted_proportion([1, 0, 1], SampleDesign(np.array([1.0, 2, 3])))
    u = np.array([1 * (1 - 4 / 6), 2 * (0 - 4 / 6), 3 * (1 - 4 / 6)]) / 6
    assert found.value == pytest.approx(4 / 6)
    assert found.se == pytest.approx(np.sqrt(3 / 2 * (u**2).sum()))
    assert found.n_effective == pytest.approx(36 / 14)


def test_standard_errors_as_statsmodels_has_them():
    import statsmodels.api as sm

    rng = np.random.default_rng(2)
    y, weight, clusters = rng.normal(7, 2, 90), rng.uniform(0.5, 2, 90), rng.integers(0, 9, 90)
    found = weighted_mean(y, SampleDesign(weight, clusters=clusters))
    model = sm.WLS(y, np.ones(90), weights=weight).fit(
        cov_type="cluster", cov_kwds={"groups": clusters, "use_correction": True}
    )
    assert found.value == pytest.approx(model.params[0])
    assert found.se == pytest.approx(model.bse[0], rel=1e-10)


@given(surveys(), st.floats(0.001, 1000))
def test_the_scale_of_the_weights_does_not_matter(survey, scale):
    y, weight, clusters = survey
    one = weighted_mean(y, SampleDesign(weight, clusters=clusters))
    other = weighted_mean(y, SampleDesign(weight * scale, clusters=clusters))
    np.testing.assert_allclose(parts(other), parts(one), rtol=1e-9)


@given(surveys(), st.randoms(use_true_random=False))
def test_neither_the_order_of_people_nor_the_names_of_clusters_matter(survey, random):
    y, weight, clusters = survey
    mixed = list(range(y.size))
    random.shuffle(mixed)
    one = weighted_mean(y, SampleDesign(weight, clusters=clusters))
    names = np.array([f"trust {100 - c}" for c in clusters])
    other = weighted_mean(y[mixed], SampleDesign(weight[mixed], clusters=names[mixed]))
    np.testing.assert_allclose(parts(other), parts(one), rtol=1e-9)


@given(surveys(), st.integers(2, 4))
def test_answers_copied_within_their_cluster_add_nothing(survey, times):
    y, weight, clusters = survey
    once = weighted_mean(y, SampleDesign(weight, clusters=clusters))
    copied = SampleDesign(np.tile(weight, times), clusters=np.tile(clusters, times))
    again = weighted_mean(np.tile(y, times), copied)
    np.testing.assert_allclose(parts(again)[:4], parts(once)[:4], rtol=1e-9)
    assert again.design_effect > once.design_effect


@given(surveys())
def test_people_with_weight_zero_and_without_answer_are_not_there(survey):
    y, weight, _ = survey
    one = weighted_mean(y, SampleDesign(weight))
    padded = SampleDesign(np.append(weight, 0.0))
    without = weighted_mean(np.append(y, 99.0), padded)
    assert (without.value, without.n) == (pytest.approx(one.value), y.size)
    silent = weighted_mean(np.append(y, np.nan), SampleDesign(np.append(weight, 2.0)))
    assert silent.n == y.size
    assert silent.value == pytest.approx(one.value)


def test_a_group_is_part_of_its_design():
    y, clusters = np.array([1.0, 0, 1, 1, 0, 0, 1, 0]), np.array([0, 0, 1, 1, 2, 2, 3, 3])
    among = np.array([True, False] * 4)
    found = weighted_proportion(y, SampleDesign(np.ones(8), clusters=clusters), among)
    assert (found.value, found.n, found.freedom) == (0.75, 4, 3)
    assert 0 < found.lower < 0.75 < found.upper < 1


def test_degrees_of_freedom_are_clusters_less_strata_of_those_who_answered():
    strata, clusters = np.repeat([0, 1], 6), np.repeat(np.arange(6), 2)
    y, design = np.arange(12.0), SampleDesign(np.ones(12), clusters=clusters, strata=strata)
    assert weighted_mean(y, design).freedom == 4
    assert weighted_mean(y, design, clusters != 5).freedom == 3
    assert weighted_mean(y, design, strata == 0).freedom == 2


def test_the_interval_covers_what_it_says():
    rng, true, hit = np.random.default_rng(8), 0.8, 0
    for _ in range(400):
        place = rng.normal(0, 0.06, 40)
        clusters = np.repeat(np.arange(40), 20)
        y = rng.random(800) < np.clip(true + place, 0, 1)[clusters]
        found = weighted_proportion(y, SampleDesign(rng.uniform(0.5, 2, 800), clusters=clusters))
        hit += found.lower <= true <= found.upper
    assert 0.92 <= hit / 400 <= 0.98


@pytest.mark.parametrize(
    ("y", "design", "reason"),
    [
        ([], {}, "Nobody"),
        ([np.nan, np.nan], {}, "Nobody"),
        ([0.5], {}, "single cluster"),
        ([0.2, 0.5], {"clusters": np.zeros(2)}, "single cluster"),
        ([0.2, 0.5, 0.9], {"strata": np.array([0, 0, 1])}, "A stratum"),
        ([0.2, 0.5], {"strata": np.array([0, 1])}, "A stratum"),
        ([0.2, np.nan], {}, "single cluster"),
        ([0.1, 0.3, 0.1, 0.3], {"clusters": np.array([0, 0, 1, 1])}, "differ at all"),
    ],
)
def test_what_cannot_be_had_says_why(y, design, reason):
    found = weighted_mean(y, SampleDesign(np.ones(len(y)), **design))
    assert (found.se, found.lower, found.upper, found.design_effect) == (None, None, None, None)
    assert reason in found.why
    assert (found.value is None) == (reason == "Nobody")


@pytest.mark.parametrize("answer", [0.0, 1.0])
def test_where_everybody_answers_alike_there_is_a_value_but_no_limits(answer):
    found = weighted_proportion(np.full(9, answer), SampleDesign(np.arange(1.0, 10)))
    assert found.value == answer
    assert (found.lower, found.upper) == (None, None)
    assert "alike" in found.why
