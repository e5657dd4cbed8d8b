"""The indicators: figures about places that are not survey answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from analysis.survey.choice import UnknownChoice
from analysis.survey.files import read_toml
from analysis.survey.period import Grain

Better = Literal["increase", "decrease", "neutral"]
Unit = Literal["percent", "per 100,000", "count"]

_TIMES: dict[Unit, float | None] = {"percent": 1.0, "per 100,000": 100_000.0, "count": None}


@dataclass(frozen=True)
class Indicator:
    """One figure about places, month by month, quarter by quarter or year by year.

    Attributes
    ----------
    id : str
        Its name in files, links and on the command line.
    label : str
        What people read.
    description : str
        What it measures, in plain words.
    unit : {"percent", "per 100,000", "count"}
        The store holds a percentage as a proportion 0-1, the others as people read them.
    better : {"increase", "decrease", "neutral"}
        Which direction is better.
    grain : {"month", "quarter", "year"}
        How often it is published.
    source : str
        Who publishes it, and where the standard comes from.
    standard : float or None
        The operational standard as a proportion 0-1; None where there is none.
    kept, late : str
        What happened to people for whom the standard was kept, and was not, e.g. "began treatment
        within 62 days", "waited longer than 62 days for treatment"; empty without a standard.
    """

    id: str
    label: str
    description: str
    unit: Unit
    better: Better
    grain: Grain
    source: str
    standard: float | None = None
    kept: str = ""
    late: str = ""

    def __post_init__(self) -> None:
        for name, given, choices in (
            ("unit", self.unit, Unit),
            ("better direction", self.better, Better),
            ("grain", self.grain, Grain),
        ):
            if given not in get_args(choices):
                raise UnknownChoice(f"{name} for {self.id}", given, get_args(choices))

    @property
    def times(self) -> float | None:
        """What numerator / denominator is multiplied by; None for a count, which has neither."""
        return _TIMES[self.unit]

    def meets_standard(self, value: float) -> bool | None:
        """Return whether a value (stored: a proportion 0-1) meets the standard; None without."""
        if self.standard is None or self.better == "neutral":
            return None
        return value >= self.standard if self.better == "increase" else value <= self.standard


@cache
def _indicators() -> dict[str, Indicator]:
    return {i["id"]: Indicator(**i) for i in read_toml("indicators.toml")["indicators"]}


def indicators() -> tuple[Indicator, ...]:
    """Return every indicator in the order of ``data/indicators.toml``."""
    return tuple(_indicators().values())


def indicator(id: str) -> Indicator:
    """Return the indicator with this id; letter case does not matter.

    Raises
    ------
    UnknownChoice
        If there is no such indicator.
    """
    found = _indicators().get(id.lower())
    if found is None:
        raise UnknownChoice("indicator", id, _indicators())
    return found
