"""One number of ours beside the reference's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OracleRow:
    """One number of ours beside the reference's.

    Attributes
    ----------
    name : str
        What it is, e.g. "Slope index of inequality, ordered sample".
    reference : str
        The package and version that made the other number.
    ours, theirs : float
        The two numbers, in the same unit.
    tolerance : float
        How far apart they may be.
    note : str
        Why they differ on purpose, where the original has a known fault; empty otherwise.
    """

    name: str
    reference: str
    ours: float
    theirs: float
    tolerance: float
    note: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the numbers agree, or differ for a stated reason."""
        return bool(self.note) or abs(self.ours - self.theirs) <= self.tolerance
