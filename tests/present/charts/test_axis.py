import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.present.charts.axis import score_domain
from analysis.survey import question

Q5, Q59 = question("Q5"), question("Q59")


@given(st.lists(st.floats(0, 100) | st.just(np.nan), min_size=1), st.floats(0, 100))
def test_every_score_is_on_the_axis_and_the_axis_on_the_scale(values, known):
    low, high = score_domain(Q5, pd.DataFrame({"score": [*values, known]}))
    assert 0 <= low < high <= 100
    assert low <= np.nanmin([*values, known])
    assert high >= np.nanmax([*values, known])


@pytest.mark.parametrize(
    ("q", "score", "ends"), [(Q5, 80.0, [70, 90]), (Q5, 83.0, [80, 90]), (Q59, 9.0, [8.5, 9.5])]
)
def test_one_score_has_room_around_it(q, score, ends):
    assert score_domain(q, pd.DataFrame({"score": [score]})) == ends
