"""The scored questions of the survey, read from ``data/codebook.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from analysis.survey.choice import UnknownChoice
from analysis.survey.files import read_toml

Polarity = Literal["positive", "negative", "excluded"]
Measure = Literal["percent", "rating"]

_POLARITIES = ("positive", "negative", "excluded")


@dataclass(frozen=True)
class Option:
    """One possible answer.

    Attributes
    ----------
    code : int
        Its place in the questionnaire, from 1. This is what the store holds;
        0 there means "asked, left blank" and missing means "not asked".
    label : str
        The answer in words.
    polarity : {"positive", "negative", "excluded"}
        Whether it counts for the score, against it, or not at all.
    value : int or None
        Its worth on the 0-10 scale; None unless the question is a rating.
    """

    code: int
    label: str
    polarity: Polarity
    value: int | None = None


@dataclass(frozen=True)
class Question:
    """One scored question.

    Attributes
    ----------
    code : str
        Its number in the 2018 questionnaire, e.g. ``"Q59"``.
    section : str
        The part of the questionnaire it belongs to.
    label : str
        A short label, written so that a higher score is better.
    measure : {"percent", "rating"}
        ``"percent"`` is scored as a proportion 0-1, ``"rating"`` as a mean 0-10.
    route : str
        Key of the group of people who are asked; `asked` has it in words.
    asked : str
        Who is asked, in words.
    years : tuple of int
        Years whose results may be compared with each other.
    options : tuple of Option
        Every answer in questionnaire order.
    dashboard : bool
        Whether the Cancer Dashboard shows it.
    """

    code: str
    section: str
    label: str
    measure: Measure
    route: str
    asked: str
    years: tuple[int, ...]
    options: tuple[Option, ...]
    dashboard: bool = False

    @property
    def is_rating(self) -> bool:
        """Whether the score is a mean of 0-10 instead of a share."""
        return self.measure == "rating"

    @property
    def title(self) -> str:
        """Code and label together, as shown in menus and headings."""
        return f"{self.code} {self.label}"

    def codes(self, polarity: Polarity) -> tuple[int, ...]:
        """Return the codes of the options with this polarity."""
        return tuple(o.code for o in self.options if o.polarity == polarity)

    @property
    def scoring(self) -> str:
        """What the score counts, in one sentence."""
        if self.is_rating:
            return "The score is the mean of the ratings from 0 (very poor) to 10 (very good)."
        good = " or ".join(f"“{o.label}”" for o in self.options if o.polarity == "positive")
        out = [f"“{o.label}”" for o in self.options if o.polarity == "excluded"]
        left = f" Left out: {', '.join(out)}, and blanks." if out else " Blanks are left out."
        return f"The score is the share of answers that were {good}.{left}"


def _option(code: int, entry: list[str], rating: bool, where: str) -> Option:
    label, polarity = entry
    if polarity not in _POLARITIES:
        msg = f"data/codebook.toml, {where}: '{polarity}' is not one of {', '.join(_POLARITIES)}."
        raise ValueError(msg)
    return Option(code, label, cast("Polarity", polarity), code - 1 if rating else None)


def _question(entry: dict[str, Any], routes: dict[str, str]) -> Question:
    if entry["route"] not in routes:
        raise UnknownChoice(f"route for {entry['code']}", entry["route"], routes)
    rating = entry["measure"] == "rating"
    return Question(
        code=entry["code"],
        section=entry["section"],
        label=entry["label"],
        measure=entry["measure"],
        route=entry["route"],
        asked=routes[entry["route"]],
        years=tuple(entry["years"]),
        options=tuple(
            _option(i, o, rating, entry["code"]) for i, o in enumerate(entry["options"], 1)
        ),
        dashboard=entry.get("dashboard", False),
    )


@cache
def _codebook() -> dict[str, Question]:
    book = read_toml("codebook.toml")
    found = [_question(entry, book["routes"]) for entry in book["questions"]]
    unknown = [q for q in found if q.section not in book["sections"]]
    if unknown:
        raise UnknownChoice(f"section for {unknown[0].code}", unknown[0].section, book["sections"])
    return {q.code: q for q in found}


def questions() -> tuple[Question, ...]:
    """Return every scored question in questionnaire order."""
    return tuple(_codebook().values())


@cache
def sections() -> tuple[str, ...]:
    """Return the sections of the questionnaire in order."""
    return tuple(read_toml("codebook.toml")["sections"])


def question(code: str) -> Question:
    """Return the question with this code; letter case does not matter.

    Raises
    ------
    UnknownChoice
        If no scored question has this code.
    """
    found = _codebook().get(code.upper())
    if found is None:
        raise UnknownChoice("question", code, _codebook())
    return found
