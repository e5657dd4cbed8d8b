"""The pieces that sentences are put together from."""

from __future__ import annotations

import pandas as pd

HIDDEN_NOTE = (
    "“Hidden” means fewer than 10 answers, or a group that would let such a small one be worked "
    "out from the rest."
)
HIDDEN_NOTE_OFFICIAL = "“Hidden” means that the publisher gave no score, to protect people."


def clear(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose interval of the difference leaves out zero, widest gap first."""
    clear = frame[(frame["difference_lower"] > 0) | (frame["difference_upper"] < 0)]
    widest = clear["difference"].abs().sort_values(ascending=False, kind="stable")
    return clear.reindex(widest.index)


def capital(text: str) -> str:
    """Return the text with its first letter a capital."""
    return text[0].upper() + text[1:]


def lowered(text: str) -> str:
    """Return the name of a level inside a sentence: "trusts", but "CCGs", "Cancer Alliances"."""
    return text if text.isupper() or text[:2].isupper() or "Alliance" in text else text.lower()
