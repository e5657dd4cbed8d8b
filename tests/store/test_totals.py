from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.store import summed_up
from analysis.survey import place, places

TRUSTS = [p.code for p in places("trust")[:8]]


def figures(counts: dict[str, tuple[float, float]]) -> pd.DataFrame:
    rows = [(code, *pair) for code, pair in counts.items()]
    frame = pd.DataFrame(rows, columns=["place", "numerator", "denominator"])
    return frame.assign(indicator="wait-62-day", period=pd.Timestamp("2018-04-01"), grain="month")


def total(frame: pd.DataFrame, at: str) -> tuple[float, float]:
    (row,) = frame[frame["place"] == at].to_dict("records")
    return row["numerator"], row["denominator"]


def test_counts_are_summed_and_percentages_never_averaged():
    made = summed_up(figures({TRUSTS[0]: (9, 10), TRUSTS[1]: (50, 100)}))
    assert total(made, "ENG") == (59, 110)


def test_a_total_with_a_missing_part_is_missing():
    made = summed_up(figures({TRUSTS[0]: (9, 10), TRUSTS[1]: (np.nan, 100)}))
    numerator, denominator = total(made, "ENG")
    assert np.isnan(numerator)
    assert denominator == 110


counts = st.tuples(st.integers(0, 500), st.integers(500, 900))


@given(st.dictionaries(st.sampled_from(TRUSTS), counts, min_size=1))
def test_every_level_adds_up_to_the_same(made_of):
    made = summed_up(figures(made_of))
    level = made["place"].map(lambda code: place(code).level)
    sums = made.groupby(level)[["numerator", "denominator"]].sum()
    assert set(sums.index) == {"trust", "stp", "alliance", "national"}
    assert (sums == sums.loc["trust"]).all(axis=None)


def test_periods_and_indicators_stay_apart():
    one = figures({TRUSTS[0]: (1, 2)})
    later = one.assign(period=pd.Timestamp("2018-05-01"), numerator=2)
    other = one.assign(indicator="wait-31-day", numerator=0)
    made = summed_up(pd.concat([one, later, other]))
    assert sorted(made.loc[made["place"] == "ENG", "numerator"]) == [0, 1, 2]
