from __future__ import annotations

import pytest

from analysis.present import tables
from analysis.survey import Indicator
from present.waits import DECLINE, EMERGENCY, HIDDEN, STEADY, trend


def test_the_latest_period_comes_first_with_all_that_is_known():
    table = tables.indicator(trend(DECLINE))
    assert table.columns.tolist() == [
        "Month",
        "62-day wait",
        "People",
        "Standard: 85%",
        "Usual range",
        "What stands out",
    ]
    assert len(table) == len(DECLINE)
    first, last = table.iloc[0].tolist(), table.iloc[-1].tolist()
    assert first[:4] == ["August 2018", "79.5%", "795 of 1,000", "missed"]
    assert first[-1] == "7 or more below the average in a row"
    assert (last[0], last[-1]) == ("April 2016", "nothing unusual")
    assert set(table["Usual range"]) == {"76.9% to 84.2%"}


def test_hidden_and_missing_cells_have_no_number_anywhere():
    made = trend([0.9, HIDDEN, None, 0.8])
    table = tables.indicator(made)
    assert table.iloc[2, 1:4].tolist() == ["hidden"] * 3
    assert table.iloc[1, 1:4].tolist() == ["not given"] * 3
    assert table["What stands out"].tolist()[1:3] == ["–", "–"]
    plain = tables.plain_indicator(made)
    gone = plain.loc[[1, 2], ["numerator", "denominator", "value"]]
    assert gone.isna().all(axis=None)
    assert plain["hidden"].tolist() == [False, True, False, False]


def test_without_standard_counts_or_limits_there_are_no_such_columns():
    table = tables.indicator(trend([0.2], EMERGENCY, counts=False, grain="quarter"))
    assert table.columns.tolist() == [
        "Quarter",
        "Emergency presentation",
        "Usual range",
        "What stands out",
    ]
    assert table.iloc[0].tolist() == ["April to June 2016", "20.0%", "–", "–"]


def test_the_standard_is_met_where_it_is_reached():
    table = tables.indicator(trend([0.85, 0.8499, 0.9]))
    assert table["Standard: 85%"].tolist() == ["met", "missed", "met"]


def test_a_file_has_percentages_and_says_what_is_made_up():
    plain = tables.plain_indicator(trend(STEADY, synthetic=True))
    first = plain.iloc[0]
    assert (first["indicator"], first["place"], first["grain"]) == ("wait-62-day", "RBV", "month")
    assert (first["period"], first["value"], first["standard"]) == ("2016-04-01", 82.0, 85.0)
    assert first["mean"] == pytest.approx(81)
    assert first["lower_limit"] == pytest.approx(81 - 2.66 * 2)
    assert plain["synthetic"].all()
    assert first["special_cause"] == first["variation"] == "common cause"


def test_other_units_stay_as_they_are():
    count = Indicator("c", "Referrals", "A count.", "count", "neutral", "month", "Us.")
    made = trend([1234.0, 1300.0], count, counts=False)
    assert tables.indicator(made)["Referrals"].tolist() == ["1,300", "1,234"]
    assert tables.plain_indicator(made)["value"].tolist() == [1234, 1300]
