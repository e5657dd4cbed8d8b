"""What a dataset is: one named body of evidence in a workspace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from analysis.survey import InputError

Kind = Literal["respondents", "published", "indicators"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True)
class Dataset:
    """One named body of evidence.

    Attributes
    ----------
    id : str
        Its name in links and on the command line: lower-case letters, digits, hyphens.
    name : str
        What people read.
    kind : {"respondents", "published", "indicators"}
        One row a person, one row an official result of the survey, or one row a figure about a
        place that is not from the survey.
    source : str
        Where it comes from, in a sentence.
    synthetic : bool
        Whether the people or figures in it are made up.
    years : tuple of int
        Years it holds, in order.
    rows : int
        People, results or figures.
    """

    id: str
    name: str
    kind: Kind
    source: str
    synthetic: bool = False
    years: tuple[int, ...] = ()
    rows: int = 0

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            msg = (
                f"'{self.id}' can't name a dataset: use up to 40 lower-case letters, "
                "digits and hyphens, e.g. 'trust-rj1-2018'."
            )
            raise InputError(msg)

    @property
    def table(self) -> str:
        """The store's name for its rows."""
        return f"{self.kind}:{self.id}"
