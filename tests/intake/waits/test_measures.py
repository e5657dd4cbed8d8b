from __future__ import annotations

import pytest

from analysis.intake.waits.measures import Measure, basis_of, measure


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("FOUR WEEK (28 DAYS) WAIT | 28-DAY FDS (BY ROUTE)", ("diagnosis-28-day", "", "", False)),
        ("28-day FDS", ("diagnosis-28-day", "", "", False)),
        ("31-day Combined", ("wait-31-day", "", "", True)),
        ("WAIT TO FIRST OR SUBSEQUENT TREATMENT | 31-DAY", ("wait-31-day", "", "", True)),
        ("31-DAY FIRST TREAT (ALL CANCER)", ("wait-31-day", "First treatment", "", False)),
        (
            "ONE MONTH WAIT TO SUBSEQUENT TREATMENT: RADIOTHERAPY",
            ("wait-31-day", "Subsequent treatment", "Radiotherapy", False),
        ),
        (
            "31-DAY SUB TREAT (DRUGS)",
            ("wait-31-day", "Subsequent treatment", "Anti-cancer drug regimen", False),
        ),
        ("62-day Combined", ("wait-62-day", "", "", True)),
        (
            "62-DAY WAIT FROM URGENT SUSPECTED OR SCREENING REFERRAL OR UPGRADE",
            ("wait-62-day", "", "", True),
        ),
        (
            "TWO MONTH WAIT FROM GP URGENT REFERRAL TO FIRST TREATMENT | 62-DAY (ALL CANCER)",
            ("wait-62-day", "Urgent suspected cancer", "", False),
        ),
        ("62-DAY (SCREENING)", ("wait-62-day", "Screening", "", False)),
        ("TWO MONTH WAIT: CONSULTANT UPGRADE", ("wait-62-day", "Consultant upgrade", "", False)),
        ("TWO WEEK WAIT-ALL CANCER", ("two-week-wait", "", "", False)),
        (
            "TWO WEEK WAIT (EXCLUDING BREAST SYMPTOMS)",
            ("two-week-wait", "", "", False),
        ),
        ("USC referral to FOA", ("two-week-wait", "", "", False)),
        ("TWO WEEK WAIT-BREAST SYMPTOMS", ("two-week-wait-breast", "", "", False)),
        ("UBS referral to FHA", ("two-week-wait-breast", "", "", False)),
    ],
)
def test_titles_say_what_a_table_is_about(text, told):
    assert measure(text) == Measure(*told)


@pytest.mark.parametrize(
    "text", ["31-DAY RARE CANCERS", "ONE MONTH WAIT FROM URGENT REFERRAL: RARE CANCERS", "A&E", ""]
)
def test_what_is_not_known_is_nothing(text):
    assert measure(text) is None


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("BASIS: PROVIDER BASED INCLUDING 'UNKNOWNS'", "provider"),
        ("BASIS: COMMISSIONER BASED", "commissioner"),
        ("PERIOD | ICB SUB LOCATION", "commissioner"),
        ("CLINICAL COMMISSIONING GROUP", "commissioner"),
        ("PROVIDER AND COMMISSIONER", None),
        ("Cancer Waiting Times", None),
    ],
)
def test_the_basis_is_told_by_words(text, basis):
    assert basis_of(text) == basis
