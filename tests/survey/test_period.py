from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.survey import InputError, period_label, read_period


@pytest.mark.parametrize(
    ("text", "start", "grain", "label"),
    [
        ("2018-04", date(2018, 4, 1), "month", "April 2018"),
        ("2018-12", date(2018, 12, 1), "month", "December 2018"),
        ("2018-Q1", date(2018, 1, 1), "quarter", "January to March 2018"),
        ("2018-q4", date(2018, 10, 1), "quarter", "October to December 2018"),
        ("2018", date(2018, 1, 1), "year", "2018"),
        ("2018/19", date(2018, 4, 1), "year", "2018/19"),
        ("1999/00", date(1999, 4, 1), "year", "1999/00"),
    ],
)
def test_periods_are_read_and_said(text, start, grain, label):
    assert read_period(text) == (start, grain)
    assert period_label(start, grain) == label


@pytest.mark.parametrize(
    "text", ["", "2018-13", "2018-00", "2018-Q5", "18", "2018/20", "April 2018", "2018-4", "1018"]
)
def test_what_is_no_period_says_what_would_be_right(text):
    with pytest.raises(InputError, match=rf"'{text}' is not a period.*2018-04.*2018-Q1.*2018/19"):
        read_period(text)


@given(st.integers(1900, 2099), st.integers(1, 12))
def test_every_month_is_read_as_written(year, month):
    assert read_period(f"{year}-{month:02d}") == (date(year, month, 1), "month")
