import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from analysis.bench.oracles import intervals
from analysis.statistics.exact import clopper_pearson, poisson_interval, student_interval
from analysis.statistics.interval import mean_interval, wilson

counts = st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def close(found, wanted, tolerance=1e-12):
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance)


@pytest.mark.real
def test_intervals_agree_with_the_reference_packages(oracles):
    rows = intervals.rows(oracles)
    assert len(rows) >= 45
    assert [row for row in rows if not row.agrees] == []
    assert sum(bool(row.note) for row in rows) == 1


def test_nobody_of_25_by_hand():
    close(clopper_pearson(0, 25), [0, 1 - 0.025 ** (1 / 25)])


def test_everybody_of_25_by_hand():
    close(clopper_pearson(25, 25), [0.025 ** (1 / 25), 1])


def test_proportions_as_statsmodels_has_them():
    from statsmodels.stats.proportion import proportion_confint

    x, n = np.array([1, 20, 81, 812, 40]), np.array([10, 100, 263, 1000, 41])
    for confidence in (0.9, 0.95, 0.998):
        wanted = proportion_confint(x, n, 1 - confidence, method="beta")
        close(clopper_pearson(x, n, confidence), wanted)


@given(counts.filter(lambda pair: pair[1] > 0), st.floats(0.5, 0.999))
def test_who_is_not_counted_has_the_mirrored_interval(pair, confidence):
    x, n = pair
    low, high = clopper_pearson(x, n, confidence)
    close(clopper_pearson(n - x, n, confidence), [1 - high, 1 - low])


@pytest.mark.parametrize("p", [0.02, 0.3, 0.5, 0.87])
def test_the_exact_interval_never_covers_less_than_it_says(p):
    x = np.arange(31)
    low, high = clopper_pearson(x, 30)
    assert binom.pmf(x, 30, p)[(low <= p) & (p <= high)].sum() >= 0.95


@given(counts.filter(lambda pair: pair[1] > 0))
def test_the_exact_interval_holds_the_proportion(pair):
    x, n = pair
    low, high = clopper_pearson(x, n)
    assert 0 <= low <= x / n <= high <= 1


def test_with_very_many_answers_it_is_wilsons():
    close(clopper_pearson(8e8, 1e9), wilson(0.8, 1e9), 1e-8)


@pytest.mark.parametrize("pair", [(0, 0), (5, 4), (-1, 4), (np.nan, 4), (1, np.nan)])
def test_an_impossible_proportion_has_no_limits(pair):
    assert np.isnan(clopper_pearson(*pair)).all()


def test_one_impossible_proportion_leaves_the_others_alone():
    low, high = clopper_pearson([0, 3, 20], [0, 12, 100])
    assert np.isnan([low[0], high[0]]).all()
    close([low[2], high[2]], clopper_pearson(20, 100))


def test_no_events_by_hand():
    close(poisson_interval(0), [0, -np.log(0.025)])


@given(st.integers(1, 500), st.floats(0.5, 0.999))
def test_events_beyond_the_limits_are_as_rare_as_the_level_says(count, confidence):
    low, high = poisson_interval(count, confidence)
    tail = (1 - confidence) / 2
    assert poisson.sf(count - 1, low) == pytest.approx(tail, rel=1e-8)
    assert poisson.cdf(count, high) == pytest.approx(tail, rel=1e-8)


def test_counts_without_sense_have_no_limits():
    assert np.isnan(poisson_interval([-1, np.nan])).all()


def test_a_proportion_of_very_many_is_a_count():
    low, high = clopper_pearson(7, 1e9)
    close([low * 1e9, high * 1e9], poisson_interval(7), 1e-5)


def test_ten_answers_by_the_table_of_t():
    """t(9) at 95% is 2.262 in every table."""
    low, high = student_interval(7.0, 2.0, 10)
    close((high - low) / 2, 2.2621571628 * 2 / np.sqrt(10), 1e-9)
    close((high + low) / 2, 7)


@given(st.integers(2, 500), st.floats(0.1, 50))
def test_students_interval_is_wider_than_the_normal_one(n, sd):
    student, normal = student_interval(5, sd, n), mean_interval(5, sd, n)
    assert student.lower < normal.lower < normal.upper < student.upper


def test_students_interval_becomes_the_normal_one():
    close(student_interval(5, 2, 1e7), mean_interval(5, 2, 1e7), 1e-8)


@pytest.mark.parametrize("n", [0, 1, np.nan])
def test_one_answer_has_no_interval_of_the_mean(n):
    assert np.isnan(student_interval(5, 1, n)).all()


def test_answers_that_are_all_alike_have_an_interval_without_width():
    close(student_interval(5, 0, 30), [5, 5])
