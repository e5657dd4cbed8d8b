"""What a search for the worst-off combinations found, in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results.discovery import Discovery, rows
from analysis.survey import dimension, question

BESIDE = "everyone else treated at the same trusts for the same kind of cancer"
"""Whom combinations are compared with."""

_PEOPLE = "people"


def combination(row: Mapping[str, Any]) -> str:
    """Return who is in a combination, e.g. "Black women aged 45 to 54".

    Parameters
    ----------
    row : mapping
        With ``characteristics`` and ``groups``, ids joined by "+".
    """
    return _who(row["characteristics"], row["groups"])


@lru_cache(maxsize=20_000)
def _who(characteristics: str, groups: str) -> str:
    noun, before, after = _PEOPLE, [], []
    for by, group in zip(characteristics.split("+"), groups.split("+"), strict=True):
        words = dimension(by).group(group).people
        if words.startswith(f"{_PEOPLE} "):
            after.append(words.removeprefix(f"{_PEOPLE} "))
        elif words.endswith(f" {_PEOPLE}"):
            before.append(words.removesuffix(f" {_PEOPLE}"))
        else:
            noun = words
    return " ".join([*before, noun, *_joined(after)])


def answers(row: Mapping[str, Any]) -> str:
    """Return how many answered, e.g. "1,244", or "about 380" where the number is rounded."""
    about = "about " if "+" in row["characteristics"] else ""
    return about + units.whole(row["n"])


def _joined(after: list[str]) -> list[str]:
    """Return what follows the noun: phrases that begin alike are joined by "and"."""
    joined: list[str] = []
    for words in sorted(after, key=lambda words: words.split()[0] != "aged"):
        alike = joined and joined[-1].split()[0] == words.split()[0]
        joined.append(f"and {words}" if alike else words)
    return joined


def discovery(found: Discovery) -> str:
    """Return the first sentence: the combination that is worst off, or that none is."""
    if found.findings.empty:
        return f"None of the {_looked(found)} is clearly worse off than everyone else."
    first = rows(found.findings[:1])[0]
    q = question(first["question"])
    gap = units.gap(q, first["value"], first["lower"], first["upper"])
    on = "" if len(found.questions) == 1 else f", on {q.title}"
    return (
        f"{phrases.capital(combination(first))}: {gap} than {BESIDE}{on}, after allowing for the "
        f"{_looked(found)}."
    )


def _looked(found: Discovery) -> str:
    if len(found.questions) == 1:
        return phrases.many(found.size, "combination looked at", "combinations looked at")
    return f"{units.whole(found.size)} combinations and questions looked at"


def discovery_counts(found: Discovery) -> str:
    """Return how many are listed, and how many were left out because they add nothing."""
    many = len(found.findings)
    if not many:
        return ""
    listed = phrases.many(many, "combination is", "combinations are")
    text = f"{phrases.capital(listed)} listed as worse off than chance makes one among so many."
    if found.pruned:
        more = phrases.many(
            found.pruned, "other is worse off too but adds", "others are worse off too but add"
        )
        text += f" {more} nothing clear to a larger group that they belong to."
    return text


def calibration(found: Discovery) -> str:
    """Return what the same search found on shuffled answers."""
    runs, some = len(found.shuffled), [n for n in found.shuffled if n]
    if not some:
        times = f", {runs} times out of {runs}" if runs > 1 else ""
        return f"The same search on shuffled answers found nothing{times}."
    most = phrases.many(max(some), "combination")
    if runs == 1:
        return (
            f"The same search on shuffled answers found {most}, where there is nothing to find: "
            "read those at the end of the list with care."
        )
    return (
        f"The same search on shuffled answers found something {phrases.many(len(some), 'time')} "
        f"out of {runs} ({most} at most), where there is nothing to find."
    )
