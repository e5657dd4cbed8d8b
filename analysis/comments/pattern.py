"""A form that an identifier may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

MASK = "\0"
"""Stands for each character of what has been found, so that no later pattern reads it."""


@dataclass(frozen=True)
class Pattern:
    """A form of identifier.

    Attributes
    ----------
    kind : str
        What it is.
    form : Pattern
        What it looks like; where it has a group, only the group is the identifier.
    holds : callable
        Says whether a text of this form is one.
    digits : int
        It has at least so many.
    hints : tuple of str
        Texts of which it has one, in small letters; any text if empty.
    """

    kind: str
    form: re.Pattern[str]
    holds: Callable[[str], bool] = lambda _text: True
    digits: int = 0
    hints: tuple[str, ...] = ()


def form(text: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return a form, which by default makes no difference between small letters and capitals."""
    return re.compile(text, flags)
