import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.interval import wilson
from analysis.statistics.signal import proportion_signal, rate_signal


def test_each_answer_by_hand():
    """Of 1,000 at 80% Wilson's interval is about 77.4 to 82.4%, at 99.8% about 75.9 to 83.6%."""
    centres = [0.75, 0.77, 0.8, 0.83, 0.85]
    found = [str(proportion_signal([800], [1000], centre)[0]) for centre in centres]
    assert found == ["high 99.8%", "high 95%", "not significant", "low 95%", "low 99.8%"]


def test_each_answer_of_a_ratio():
    found = rate_signal([150, 125, 100, 78, 60], np.full(5, 100.0))
    assert list(found) == ["high 99.8%", "high 95%", "not significant", "low 95%", "low 99.8%"]


@given(st.integers(0, 300), st.integers(1, 300), st.floats(0.01, 0.99))
def test_high_is_the_opposite_of_low(counted, more, centre):
    n = counted + more
    found = str(proportion_signal([counted], [n], centre)[0])
    mirrored = str(proportion_signal([n - counted], [n], 1 - centre)[0])
    interval = wilson(counted / n, n)
    if min(abs(interval.lower - centre), abs(interval.upper - centre)) > 1e-9:
        swapped = {"high": "low", "low": "high"}.get(found.split()[0])
        assert mirrored == (found.replace(found.split()[0], swapped) if swapped else found)


@given(st.integers(0, 300), st.floats(0.1, 300), st.floats(0.01, 100))
def test_the_unit_of_exposure_does_not_matter(count, exposure, unit):
    one, other = rate_signal(count, exposure, 1.0), rate_signal(count, exposure * unit, 1 / unit)
    assert one == other or count / exposure == 1.0


def test_without_a_base_it_is_not_known():
    assert list(proportion_signal([0, 5], [0, 10], 0.5)) == ["not known", "not significant"]
    assert list(rate_signal([3, np.nan], [0, 10])) == ["not known", "not known"]
    assert list(proportion_signal([5], [10], float("nan"))) == ["not known"]
