"""What a table of the publication is about, told from its titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from analysis.intake.waits import words

FASTER = "diagnosis-28-day"
WAIT_31 = "wait-31-day"
WAIT_62 = "wait-62-day"
TWO_WEEK = "two-week-wait"
TWO_WEEK_BREAST = "two-week-wait-breast"
REFERRALS = "urgent-referrals"
BREAST_REFERRALS = "breast-referrals"

DAYS = {FASTER: 28, WAIT_31: 31, WAIT_62: 62, TWO_WEEK: 14, TWO_WEEK_BREAST: 14}
"""Indicator -> within how many days people should have been told, treated or seen."""

HEADLINES = {WAIT_62: words.USC, WAIT_31: words.FIRST}
"""Indicator -> the route or stage that its standard was about while others had their own."""

_KNOWN = (
    ("RARE CANCER|ACUTE LEUKAEMIA, ", None),
    ("28[ -]?DAY|FOUR WEEK|FASTER DIAGNOSIS|\\bFDS\\b", FASTER),
    ("62[ -]?DAY|TWO MONTH", WAIT_62),
    ("31[ -]?DAY|ONE MONTH", WAIT_31),
    ("SYMPTOMATIC|BREAST SYMPTOM|\\bUBS\\b|FIRST HOSPITAL ASSESSMENT", TWO_WEEK_BREAST),
    ("TWO[ -]WEEK|2WW|14[ -]?DAY|\\bUSC\\b|FIRST OUTPATIENT|SUSPECTED CANCER REFERRAL", TWO_WEEK),
)
_BOTH = "COMBINED|ALL (ROUTES|STAGES)|FIRST OR SUBSEQUENT|BY (TREATMENT STAGE|REFERRAL ROUTE)"
_EVERY_ROUTE = ("SUSPECTED|URGENT", "SCREENING", "UPGRADE")


@dataclass(frozen=True)
class Measure:
    """What the people in a table waited for.

    Attributes
    ----------
    indicator : str
        Id of the indicator.
    route, treatment : str
        What all rows are about; ``""`` where rows say so themselves, or for all together.
    combined : bool
        Whether the standard is one for all routes or stages together, as from October 2023.
    """

    indicator: str
    route: str
    treatment: str
    combined: bool


@cache
def measure(text: str) -> Measure | None:
    """Return what titles say that a table is about; None if it is nothing that is known here."""
    plain = words.plain(text)
    for pattern, indicator in _KNOWN:
        if re.search(pattern, plain.replace("EXCLUDING BREAST SYMPTOM", "")):
            return _measured(indicator, plain) if indicator else None
    return None


def _measured(indicator: str, plain: str) -> Measure:
    combined = bool(re.search(_BOTH, plain)) or all(re.search(r, plain) for r in _EVERY_ROUTE)
    if combined or indicator not in HEADLINES:
        return Measure(indicator, "", "", combined)
    if indicator == WAIT_62:
        return Measure(indicator, _route_62(plain), "", combined)
    later = "SUBSEQUENT" in plain or "SUB TREAT" in plain
    stage = words.SUBSEQUENT if later else words.FIRST
    return Measure(indicator, stage, words.category(plain)[1] if later else "", combined)


def _route_62(plain: str) -> str:
    if "SCREENING" in plain:
        return words.SCREENING
    if "UPGRADE" in plain:
        return words.UPGRADE
    return words.BREAST if "SYMPTOM" in plain else words.USC


@cache
def basis_of(text: str) -> str | None:
    """Return whether places are where people were seen, or who pays; None if it is not said."""
    plain = words.plain(text)
    provider = re.search("PROVIDER|\\bTRUST\\b", plain)
    payer = re.search("COMMISSION|\\bCCG\\b|\\bICB\\b|INTEGRATED CARE|SUB.?LOCATION", plain)
    if bool(provider) == bool(payer):
        return None
    return "provider" if provider else "commissioner"
