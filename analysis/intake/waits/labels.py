"""Which place a row is about."""

from __future__ import annotations

import re
from functools import cache

from analysis.intake.waits.words import plain

ENGLAND = "ENG"
UNKNOWN = "UNKNOWN"

_CODE = re.compile(r"[A-Z0-9]{2,9}|UNKNOWN")
_ENGLAND_CODES = ("", "ENG", "E92000001", "-")
_ENGLAND = re.compile(
    r"ALL ENGLISH .*|(ALL )?ENGLAND( TOTAL)?|(ENGLAND |ENGLISH |GRAND )?TOTAL|NATIONAL"
    r"|ALL (PROVIDERS|COMMISSIONERS)|ENGLISH (PROVIDERS|COMMISSIONERS)"
)


@cache
def is_code(text: str) -> bool:
    """Return whether a text can be the code of an organisation."""
    return bool(_CODE.fullmatch(text.strip().upper()))


@cache
def place_code(code: str, name: str) -> str:
    """Return a stable code of a place; England's line is ``"ENG"``.

    A place that the file gives no code, such as providers outside England, is called by its name.
    """
    code = code.strip().upper()
    words = plain(name)
    if code in _ENGLAND_CODES and (_ENGLAND.fullmatch(words) or code.startswith("E")):
        return ENGLAND
    if code not in ("", "-"):
        return code
    if "UNKNOWN" in words:
        return UNKNOWN
    return re.sub(r"[^A-Z0-9]+", "-", words).strip("-")[:40]
