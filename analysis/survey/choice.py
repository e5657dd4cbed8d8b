"""One way to say that something asked for can't be had."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

_MOST_LISTED = 12


class InputError(ValueError):
    """What was asked for can't be done. The message is for people and says what would do."""


class UnknownChoice(InputError):
    """Something was asked for by a name that does not exist.

    The message names what was wrong and what would be right, so it can be shown
    to a reader as it stands.

    Parameters
    ----------
    noun : str
        What kind of thing was asked for, e.g. ``"question"``.
    given : str
        The name that was given.
    choices : collection of str
        Every valid name.
    """

    def __init__(self, noun: str, given: str, choices: Collection[str]) -> None:
        self.noun = noun
        self.given = given
        self.choices = tuple(choices)
        super().__init__(f"There is no {noun} '{given}'. {self._advice()}")

    def _advice(self) -> str:
        if not self.choices:
            return "There are none to choose from."
        near = get_close_matches(self.given, self.choices, n=3, cutoff=0.6)
        shown = ", ".join(self.choices[:_MOST_LISTED])
        more = len(self.choices) - _MOST_LISTED
        listed = f"Choose one of: {shown}" + (f" … and {more} more." if more > 0 else ".")
        return (f"Did you mean {' or '.join(near)}? " if near else "") + listed
