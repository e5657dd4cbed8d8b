"""A number with its interval, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """An estimate that is either complete or says why it can't be had.

    Attributes
    ----------
    value : float or None
        The estimate, in the unit that the function which made it states; None if it can't be had.
    lower, upper : float or None
        Its limits; None if they can't be had, which may be so although there is a value.
    why : str
        Why something is missing, in a sentence for people; empty when nothing is.
    """

    value: float | None
    lower: float | None = None
    upper: float | None = None
    why: str = ""

    @classmethod
    def missing(cls, why: str) -> Estimate:
        """Return the estimate that can't be had, for this reason."""
        return cls(None, why=why)

    @property
    def is_known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None
