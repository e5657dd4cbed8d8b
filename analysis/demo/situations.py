"""What may happen to a patient, and the ways of telling it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.demo.tables import FOLDER, read_table
from analysis.survey import InputError

COMMENTS = FOLDER / "comments"
TONES = {"negative": -1, "neutral": 0, "positive": 1}

_KEYS = {"id", "happened", "tellings", "tone", "theme", "also", "role", "needs"}


@dataclass(frozen=True)
class Situation:
    """Something that happened to a patient, or something that stands around it in a comment.

    Attributes
    ----------
    id : str
        Its name.
    role : str
        Where it is used: its theme, or such as ``"opening"``.
    tone : int
        -1 criticism, 0 neither, 1 praise.
    themes : tuple of str
        What it is about, the chief theme first; empty for what only stands around.
    needs : tuple of str
        To whom it can happen; see `Audience.fits`.
    tellings : tuple of str
        Ways of telling it; see `Wording`.
    held_out : bool
        Kept back while the dictionary of themes is written.
    """

    id: str
    role: str
    tone: int
    themes: tuple[str, ...]
    needs: tuple[str, ...]
    tellings: tuple[str, ...]
    held_out: bool


@cache
def themes() -> tuple[str, ...]:
    """Return the ids of the themes that comments are about, in the order of ``themes.csv``."""
    return tuple(read_table("comments/themes")["theme"])


def read_situations(name: str) -> tuple[Situation, ...]:
    """Return the situations of ``data/demo/comments/<name>.toml``.

    Raises
    ------
    InputError
        If one has an unknown key, theme or tone, or no telling; the message names it.
    """
    with (COMMENTS / f"{name}.toml").open("rb") as file:
        entries = tomllib.load(file)["situation"]
    return tuple(_situation(entry, name == "situations_held_out") for entry in entries)


def _situation(entry: dict[str, Any], held_out: bool) -> Situation:
    name = entry.get("id", "a situation without id")
    about = (*([entry["theme"]] if "theme" in entry else []), *entry.get("also", []))
    if set(entry) - _KEYS or set(about) - set(themes()) or entry.get("tone") not in TONES:
        raise InputError(f"{name}: an unknown key, theme or tone.")
    if not entry.get("tellings") or not (about or "role" in entry):
        raise InputError(f"{name}: needs a telling, and a theme or a role.")
    return Situation(
        id=name,
        role=entry.get("role", about[0] if about else ""),
        tone=TONES[entry["tone"]],
        themes=about,
        needs=tuple(entry.get("needs", [])),
        tellings=tuple(entry["tellings"]),
        held_out=held_out,
    )


@cache
def seen() -> tuple[Situation, ...]:
    """Return the situations that may be read while the dictionary of themes is written."""
    return read_situations("situations_seen")


@cache
def held_out() -> tuple[Situation, ...]:
    """Return the situations that are kept back, to show what the dictionary is worth."""
    return read_situations("situations_held_out")


@cache
def framing() -> tuple[Situation, ...]:
    """Return openings, turns, closings, signatures and short comments."""
    return read_situations("framing")
