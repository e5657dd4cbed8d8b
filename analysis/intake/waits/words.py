"""The words of the publication, in one spelling."""

from __future__ import annotations

import re
from functools import cache

_FOOTNOTE = re.compile(r"\s*\((?:\d{1,2}|[a-zA-Z])\)")
_SPACES = re.compile(r"\s+")

USC = "Urgent suspected cancer"
BREAST = "Breast symptomatic"
SCREENING = "Screening"
UPGRADE = "Consultant upgrade"
FIRST = "First treatment"
SUBSEQUENT = "Subsequent treatment"
DRUGS = "Anti-cancer drug regimen"

_ROUTES = (
    ("ALL (ROUTES|STAGES)|ALL REFERRAL", ""),
    ("BREAST", BREAST),
    ("SCREENING", SCREENING),
    ("UPGRADE", UPGRADE),
    ("SUBSEQUENT|SUB TREAT|\\bSUB\\b", SUBSEQUENT),
    ("FIRST", FIRST),
    ("SUSPECTED|URGENT|\\bGP\\b", USC),
)
_TREATMENTS = (
    ("^ALL", ""),
    ("DRUG|CHEMO", DRUGS),
    ("SURGERY|SURGICAL", "Surgery"),
    ("RADIO", "Radiotherapy"),
    ("PALLIATIVE", "Palliative"),
    ("OTHER", "Other"),
)


@cache
def plain(text: str) -> str:
    """Return a text in capitals, without footnote marks and stray blanks."""
    return _SPACES.sub(" ", _FOOTNOTE.sub("", text)).strip().upper()


def _first(text: str, known: tuple[tuple[str, str], ...]) -> str | None:
    return next((ours for pattern, ours in known if re.search(pattern, plain(text))), None)


def _sentence(text: str) -> str:
    return plain(text).capitalize()


@cache
def route(text: str) -> str:
    """Return a referral route or stage of treatment; ``""`` for all of them together."""
    found = _first(text, _ROUTES)
    return _sentence(text) if found is None else found


@cache
def treatment(text: str) -> str:
    """Return a kind of treatment; ``""`` for all of them together."""
    found = _first(text, _TREATMENTS)
    return _sentence(text) if found is None else found


@cache
def cancer(text: str) -> str:
    """Return a kind of cancer; ``""`` for all together, or for symptoms without suspicion."""
    words = plain(text)
    every = words.startswith(("ALL ", "EXHIBITED (NON-CANCER)")) or words == "ALL"
    return "" if every else _sentence(text)


@cache
def setting(text: str) -> str:
    """Return where people were treated; ``""`` for all settings together."""
    return "" if plain(text).startswith("ALL") else _sentence(text)


@cache
def category(text: str) -> tuple[str, str]:
    """Return the route and the treatment that one label names, each ``""`` for all."""
    return (route(text) if text else ""), _first(text, _TREATMENTS[1:]) or ""
