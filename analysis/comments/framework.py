"""Theme frameworks, from ``data/frameworks/`` or a file of the reader's own."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from analysis.survey import InputError, UnknownChoice
from analysis.survey.files import DATA

_FOLDER = DATA / "frameworks"
_DEFAULT = "cancer"
_MOST_THEMES = 63
_ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Theme:
    """What comments can be about.

    Attributes
    ----------
    id, name : str
        Its name in files and on the command line, and for people.
    belongs, not_belongs : str
        What belongs to it, and what may look like it but doesn't.
    examples : tuple of str
        Made-up comments that belong to it.
    nearest : str or None
        Id of the nearest theme of the NHS framework ``qdc``; None in that framework itself.
    words : tuple of str
        Any form of these counts; ``=caring`` counts in this form only.
    stems : tuple of str
        Any word that begins so counts.
    phrases : tuple of str
        Words in this order, each as in `words`, or ``begin*``, ``one/or/another``, ``@list``,
        ``#`` for a number, ``_`` for any word and ``...`` for up to three.
    whole : tuple of str
        Count only where they are the whole comment.
    exclusions : tuple of str
        Where one of these stands, what counts within it doesn't.
    negatable : bool
        Whether a word after "not" or "never" ceases to count. "Not kind" is still about kindness;
        "not good" is no praise.
    residual : bool
        Whether it is given only to comments that have no other theme.
    """

    id: str
    name: str
    belongs: str
    not_belongs: str
    examples: tuple[str, ...]
    nearest: str | None = None
    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    negatable: bool = False
    residual: bool = False


@dataclass(frozen=True)
class Framework:
    """Themes that belong together.

    Attributes
    ----------
    id, name, about, source : str
        Its name for machines and people, what it is for, and where it comes from.
    themes : tuple of Theme
        In the order in which they are always shown.
    lists : mapping of str to tuple of str
        Words that phrases may name together as ``@list``.
    digest : str
        Changes when anything in it changes; models remember it.
    """

    id: str
    name: str
    about: str
    source: str
    themes: tuple[Theme, ...]
    lists: Mapping[str, tuple[str, ...]] = field(repr=False, hash=False)
    digest: str

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the themes, in order."""
        return tuple(t.id for t in self.themes)

    def theme(self, name: str) -> Theme:
        """Return the theme with this id or name; case and blanks around it don't matter.

        Raises
        ------
        UnknownChoice
            If there is none. It names the nearest by name or, for a single word, by id.
        """
        wanted = " ".join(name.casefold().split())
        for found in self.themes:
            if wanted in {found.id.casefold(), found.name.casefold()}:
                return found
        choices = [t.name for t in self.themes] if " " in name.strip() else self.ids
        raise UnknownChoice(f"theme in the framework '{self.id}' called", name, choices)


def frameworks() -> tuple[str, ...]:
    """Return the ids of the frameworks that come with this tool, the default first."""
    ids = {path.stem for path in _FOLDER.glob("*.toml")}
    return tuple(sorted(ids, key=lambda name: (name != _DEFAULT, name)))


@cache
def framework(id: str) -> Framework:
    """Return a framework that comes with this tool.

    Raises
    ------
    UnknownChoice
        If there is none of this id.
    """
    if id not in frameworks():
        raise UnknownChoice("framework", id, frameworks())
    return read_framework(_FOLDER / f"{id}.toml")


def read_framework(path: Path) -> Framework:
    """Return the framework in a TOML file.

    Raises
    ------
    InputError
        If it can't be read. The message names the theme, or the line, and what would be right.
    """
    try:
        content = path.read_bytes()
        read = tomllib.loads(content.decode())
    except OSError as error:
        msg = f"{path}: {error.strerror or error}. Give the path of a framework in TOML."
        raise InputError(msg) from error
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path.name}, line {row}: not UTF-8. Save the file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path.name} is not a TOML file: {error}.") from error
    try:
        return _framework(read, hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest())
    except InputError as error:
        raise InputError(f"{path.name}: {error}") from error


def _framework(read: dict[str, Any], digest: str) -> Framework:
    known = {"id", "name", "about", "source", "lists", "themes"}
    _check(read, {"id", "name", "themes"}, known, "the top of the file")
    lists = {name: _texts(words, f"the list '{name}'") for name, words in _lists(read).items()}
    entries = read["themes"]
    if not isinstance(entries, list) or not 0 < len(entries) <= _MOST_THEMES:
        raise InputError(f"There should be 1 to {_MOST_THEMES} '[[themes]]'.")
    themes = tuple(_theme(entry, f"theme {i}") for i, entry in enumerate(entries, 1))
    for kind in ("id", "name"):
        given = [str(getattr(t, kind)).casefold() for t in themes]
        twice = sorted({g for g in given if given.count(g) > 1})
        if twice:
            raise InputError(f"Two themes have the {kind} '{twice[0]}'. Each needs its own.")
    about, source = (str(read.get(key, "")) for key in ("about", "source"))
    return Framework(str(read["id"]), str(read["name"]), about, source, themes, lists, digest)


def _lists(read: dict[str, Any]) -> dict[str, Any]:
    lists = read.get("lists", {})
    if not isinstance(lists, dict):
        raise InputError("'lists' should be a table of lists of words.")
    return lists


def _theme(entry: Any, where: str) -> Theme:
    if not isinstance(entry, dict):
        raise InputError(f"{where} should be a table, '[[themes]]'.")
    where = f"theme '{entry.get('id', where)}'"
    kinds = {f.name: str(f.type) for f in fields(Theme)}
    _check(entry, {"id", "name", "belongs", "not_belongs", "examples"}, set(kinds), where)
    made = {key: _value(value, kinds[key], f"{where}, {key}") for key, value in entry.items()}
    if not _ID.fullmatch(made["id"]):
        raise InputError(f"{where}: an id has small letters, digits and hyphens only.")
    theme = Theme(**made)
    if not (theme.words or theme.stems or theme.phrases or theme.whole):
        raise InputError(f"{where}: it needs words, stems or phrases.")
    return theme


def _value(value: Any, kind: str, where: str) -> Any:
    if kind.startswith("tuple"):
        return _texts(value, where)
    if not isinstance(value, bool if kind == "bool" else str):
        wanted = "true or false" if kind == "bool" else "text in quotes"
        raise InputError(f"{where}: {wanted} would be right.")
    return value


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value):
        return tuple(value)
    raise InputError(f'{where}: a list of texts would be right, e.g. ["kind", "rude"].')


def _check(given: Mapping[str, Any], needed: set[str], known: Collection[str], where: str) -> None:
    for key in sorted(needed - given.keys()):
        raise InputError(f"{where}: '{key}' is missing.")
    for key in given:
        if key not in known:
            raise UnknownChoice(f"entry in {where}", key, sorted(known))
