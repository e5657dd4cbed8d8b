"""The 21 summary measures of inequality of the World Health Organization, and what each means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["score", "score squared", "percent", "ratio", "index", "x1000"]


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes
    ----------
    id : str
        Its abbreviation in lower case, as in the Health Equity Assessment Toolkit.
    name : str
        Its name.
    meaning : str
        What it says, in one sentence.
    unit : str
        "score" (the unit of the values), "score squared", "percent", "ratio", "index" (no unit)
        or "x1000" (no unit, multiplied by 1000).
    is_relative : bool
        Whether it compares by division.
    needs_order : bool
        Whether the groups must have an order.
    needs_reference : bool
        Whether one group must be the reference.
    uses_shares : bool
        Whether the number of people in each group matters.
    least : int
        How many groups it needs.
    none : float
        Its value where there is no inequality; the nearer to it, the fairer.
    is_signed : bool
        Whether it can lie on either side of `none`, the sign then saying who is worse off. With
        `needs_order` False that is so for ordered groups only.
    """

    id: str
    name: str
    meaning: str
    unit: Unit
    is_relative: bool = False
    needs_order: bool = False
    needs_reference: bool = False
    uses_shares: bool = True
    least: int = 3
    none: float = 0.0
    is_signed: bool = False


_ALL = (
    Measure(
        "d",
        "Difference",
        "How far the best-off group is ahead of the worst-off group.",
        "score",
        uses_shares=False,
        least=2,
        is_signed=True,
    ),
    Measure(
        "r",
        "Ratio",
        "How many times the value of the one end is the value of the other.",
        "ratio",
        is_relative=True,
        uses_shares=False,
        least=2,
        none=1.0,
        is_signed=True,
    ),
    Measure(
        "sii",
        "Slope index of inequality",
        "The gap between the very most and the very least advantaged person on a line drawn "
        "through all groups.",
        "score",
        needs_order=True,
        is_signed=True,
    ),
    Measure(
        "rii",
        "Relative index of inequality",
        "How many times the most advantaged end of the line through all groups is the least "
        "advantaged end.",
        "ratio",
        is_relative=True,
        needs_order=True,
        none=1.0,
        is_signed=True,
    ),
    Measure(
        "aci",
        "Absolute concentration index",
        "How much more of the indicator goes to people above the middle of the order than below.",
        "score",
        needs_order=True,
        is_signed=True,
    ),
    Measure(
        "rci",
        "Relative concentration index",
        "The absolute concentration index as a share of the average.",
        "index",
        is_relative=True,
        needs_order=True,
        is_signed=True,
    ),
    Measure(
        "bgv",
        "Between-group variance",
        "The average squared distance of a person's group from the average.",
        "score squared",
    ),
    Measure(
        "bgsd",
        "Between-group standard deviation",
        "The typical distance of a person's group from the average, far groups counting more.",
        "score",
    ),
    Measure(
        "cov",
        "Coefficient of variation",
        "The between-group standard deviation as a percentage of the average.",
        "percent",
        is_relative=True,
    ),
    Measure(
        "mdmu",
        "Mean difference from mean (unweighted)",
        "How far a group is from the average, every group counting the same.",
        "score",
    ),
    Measure(
        "mdmw",
        "Mean difference from mean (weighted)",
        "How far a person's group is from the average.",
        "score",
    ),
    Measure(
        "mdbu",
        "Mean difference from best (unweighted)",
        "How far a group is from the best one, every group counting the same.",
        "score",
        uses_shares=False,
    ),
    Measure(
        "mdbw",
        "Mean difference from best (weighted)",
        "How far a person's group is from the best one.",
        "score",
    ),
    Measure(
        "mdru",
        "Mean difference from reference (unweighted)",
        "How far a group is from the reference group, every group counting the same.",
        "score",
        needs_reference=True,
        uses_shares=False,
    ),
    Measure(
        "mdrw",
        "Mean difference from reference (weighted)",
        "How far a person's group is from the reference group.",
        "score",
        needs_reference=True,
    ),
    Measure(
        "idisu",
        "Index of disparity (unweighted)",
        "How far a group is from the average, as a percentage of it, every group counting the "
        "same.",
        "percent",
        is_relative=True,
    ),
    Measure(
        "idisw",
        "Index of disparity (weighted)",
        "How far a person's group is from the average, as a percentage of it.",
        "percent",
        is_relative=True,
    ),
    Measure(
        "ti",
        "Theil index",
        "How unlike the shares of people and of the indicator are, high groups counting more.",
        "x1000",
        is_relative=True,
    ),
    Measure(
        "mld",
        "Mean log deviation",
        "How unlike the shares of people and of the indicator are, low groups counting more.",
        "x1000",
        is_relative=True,
    ),
    Measure(
        "par",
        "Population attributable risk",
        "How much the average would change if everybody did as well as the best group.",
        "score",
        is_signed=True,
    ),
    Measure(
        "paf",
        "Population attributable fraction",
        "By what percentage the average would change if everybody did as well as the best group.",
        "percent",
        is_relative=True,
        is_signed=True,
    ),
)

MEASURES: dict[str, Measure] = {measure.id: measure for measure in _ALL}
