"""Made-up identifiers in natural sentences, to plant into comments.

Names come from the lists of the package Faker, by locale; the redaction has lists of its own,
written without looking at these, so what is measured is how it does on names it may not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from numpy.random import Generator

from analysis.comments.patterns import is_nhs_number
from analysis.survey import InputError

ORIGINS = {
    "UK": ("en_GB",),
    "Irish": ("en_IE",),
    "South Asian": ("en_IN", "en_PK"),
    "Turkish": ("tr_TR",),
    "West African": ("yo_NG", "ig_NG", "ha_NG", "tw_GH"),
    "Polish": ("pl_PL",),
    "Chinese": ("zh_CN", "zh_TW"),
    "Romanian": ("ro_RO",),
}
"""Origins of names, and the locales of Faker that stand for each."""

_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’\-]+")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Planted:
    """A comment with an identifier in it.

    Attributes
    ----------
    text : str
        The comment.
    spots : tuple of (int, int)
        Start and end of what must not stay.
    """

    text: str
    spots: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class People:
    """Names of one origin.

    Attributes
    ----------
    first, family : tuple of str
        First names and family names in Latin letters, each once.
    """

    first: tuple[str, ...]
    family: tuple[str, ...]


def people(origin: str) -> People:
    """Return Faker's names of an origin.

    Raises
    ------
    InputError
        If Faker is not installed.
    """
    if find_spec("faker") is None:
        msg = "Names to plant come from Faker: 'pip install -r requirements-dev.txt'."
        raise InputError(msg)
    modules = [import_module(f"faker.providers.person.{name}") for name in ORIGINS[origin]]
    providers = [module.Provider for module in modules]
    return People(
        _names(providers, ("first_romanized_names", "first_names")),
        _names(
            providers,
            ("last_romanized_names", "last_names", "unisex_last_names", "male_last_names"),
        ),
    )


def _names(providers: Sequence[Any], attributes: Sequence[str]) -> tuple[str, ...]:
    found = {
        str(name)
        for provider in providers
        for attribute in attributes
        for name in getattr(provider, attribute, ())
    }
    latin = {name for name in found if len(name) > 1 and _LATIN.fullmatch(name)}
    return tuple(sorted({name.title() if name.isupper() else name for name in latin}))


NAMED = {
    "after a title": (
        "Dr {family} explained everything.",
        "I saw Mr {family} in clinic.",
        "We were told by Mrs {family} to wait.",
        "Professor {first} {family} did the operation.",
    ),
    "after a cue": (
        "My husband {first} was with me.",
        "A nurse called {first} held my hand.",
        "The ward sister {first} was kind.",
        "Many thanks to {first} for all the help.",
    ),
    "first name, beginning a sentence": (
        "{first} was lovely.",
        "{first} and the team looked after me.",
        "{first} explained it all.",
    ),
    "first name, within a sentence": (
        "I want to thank {first} for everything.",
        "It was {first} who rang me back.",
        "We could always ask {first} about the tablets.",
    ),
    "full name": (
        "{first} {family} was lovely.",
        "I would like to mention {first} {family} who was so patient.",
        "All the staff, above all {first} {family}, were kind.",
    ),
    "signed": ("Thank you all.\n{first} {family}", "Many thanks, {first}", "Regards\n{first}"),
    "small letters, after a title": ("dr {family} explained everything.", "saw mr {family} there."),
    "small letters, after a cue": (
        "my wife {first} was with me.",
        "a nurse called {first} held my hand.",
        "nurse {first} was kind.",
    ),
    "small letters, alone": (
        "{first} was lovely.",
        "i want to thank {first} for everything.",
        "{first} {family} was so patient.",
    ),
    "all capitals": ("THANK YOU TO {first} FOR ALL THE HELP.", "DR {family} EXPLAINED IT ALL."),
}
"""Forms of names: what they are, and sentences that hold them."""


def named(form: str, names: People, rng: Generator) -> Planted:
    """Return a sentence with a name in one of the forms of `NAMED`."""
    sentence = _one(NAMED[form], rng)
    fill = {
        "first": _one(names.first, rng),
        "family": _one(names.family, rng),
    }
    if form.startswith("small"):
        fill = {part: name.lower() for part, name in fill.items()}
    if form == "all capitals":
        fill = {part: name.upper() for part, name in fill.items()}
    return _filled(sentence, fill)


def _one(choices: Sequence[str], rng: Generator) -> str:
    return choices[int(rng.integers(len(choices)))]


def _filled(sentence: str, fill: dict[str, str]) -> Planted:
    text, spots = "", []
    for piece in re.split(r"(\{\w+\})", sentence):
        words = fill.get(piece.strip("{}"), piece) if piece.startswith("{") else piece
        if piece.startswith("{"):
            spots.append((len(text), len(text) + len(words)))
        text += words
    return Planted(text, tuple(spots))


def _digits(rng: Generator, form: str) -> str:
    """Return a form with each # a digit from 2 to 9 and each ? a letter."""
    digit = re.sub("#", lambda _: str(rng.integers(2, 10)), form)
    return re.sub(r"\?", lambda _: _one(_LETTERS, rng), digit)


def _nhs(rng: Generator) -> str:
    while True:
        digits = f"{rng.integers(4, 8)}{rng.integers(10**7, 10**8)}"
        whole = next((digits + c for c in "0123456789" if is_nhs_number(digits + c)), "")
        if whole:
            between = _one((" ", "-", "", "."), rng)
            return between.join((whole[:3], whole[3:6], whole[6:]))


_PHONES = (
    "07### ######", "07#########", "07### ### ###", "+44 7### ######", "+447#########",
    "0044 7### ######", "+44 (0)7### ######", "(0##2) ### ####", "01### ######", "01###-######",
    "020 7### ####", "0207 ### ####", "020-7###-####", "0300 ### ####", "0800 ######",
    "01### ###### ext ###", "(01###) ######", "07###.######", "+44(0)20 7### ####", "7### ######",
)  # fmt: skip
_MAILS = ("ann.other#@example.com", "j.b##@nhs.net", "o'neill#@example.co.uk", "me at mail dot com")
_POSTCODES = ("NG# #BB", "ng# #bb", "NG##BB", "ng##bb", "SW#A #AA", "LE## #QR", "m# #ab", "EC#V#QQ")
_DATES = (
    "1#/0#/195#", "#.#.6#", "1#-0#-194#", "195#-0#-1#", "1#th March 195#", "March 1#th, 195#",
    "#th of June", "1# Sept 20##", "twelfth of May nineteen fifty-two", "1#Jan#4", "june #th",
)  # fmt: skip
_NI = ("AB ## ## ## C", "AB######C", "ab######c", "AB-##-##-##-D")
_STREETS = ("# Rose Street", "1## Old Mill Lane", "Flat #, ## Park Road", "## station road")

STRUCTURED: dict[str, tuple[tuple[str, ...], Callable[[Generator], str]]] = {
    "NHS number": (("My NHS number is {it}.", "{it} is my number."), _nhs),
    "phone": (
        ("Please ring me on {it}.", "I left {it} twice.", "My number is {it} thanks."),
        lambda rng: _digits(rng, _one(_PHONES, rng)),
    ),
    "e-mail": (("Write to {it}.",), lambda rng: _digits(rng, _one(_MAILS, rng))),
    "postcode": (
        ("We live at {it}.", "From {it} it is far."),
        lambda rng: _digits(rng, _one(_POSTCODES, rng)),
    ),
    "date": (
        ("I was seen on {it}.", "Born {it}.", "My visit {it} was late."),
        lambda rng: _digits(rng, _one(_DATES, rng)),
    ),
    "NI number": (("My NI number: {it}.",), lambda rng: _digits(rng, _one(_NI, rng))),
    "hospital number": (
        ("Hospital number {it}.", "My patient no. {it} was wrong.", "Ref: {it}."),
        lambda rng: _digits(rng, _one(("K#######", "######", "RX1-#####"), rng)),
    ),
    "car registration": (("My car {it} was clamped.",), lambda rng: _digits(rng, "AB## ?DE")),
    "web address": (
        ("See {it} for it.",),
        lambda rng: _one(("www.example.com/me", "https://example.org/a?b=1"), rng),
    ),
    "address": (
        ("I live at {it}.", "They sent it to {it} again."),
        lambda rng: _digits(rng, _one(_STREETS, rng)),
    ),
}
"""Identifiers with a form of their own: sentences, and how one is made."""


def numbered(kind: str, rng: Generator) -> Planted:
    """Return a sentence with an identifier of one kind of `STRUCTURED`."""
    sentences, make = STRUCTURED[kind]
    return _filled(_one(sentences, rng), {"it": make(rng)})


def planted(comment: str, sentence: Planted, rng: Generator) -> Planted:
    """Return a comment with a sentence before it, after it, or between two of its sentences."""
    cuts = [0, *(m.end() for m in re.finditer(r"(?<=[a-z])[.!?]\s+", comment)), len(comment)]
    cut = len(comment) if "\n" in sentence.text else int(rng.choice(cuts))
    before = comment[:cut].rstrip()
    if before and before[-1] not in ".!?":
        before += "."
    lead = before + (" " if before else "")
    spots = tuple((start + len(lead), end + len(lead)) for start, end in sentence.spots)
    return Planted(f"{lead}{sentence.text} {comment[cut:]}".rstrip(), spots)
