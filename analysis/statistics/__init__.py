"""Pure numbers in, pure numbers out: intervals, differences, expected ranges."""

from analysis.statistics.expected import Spread, band, expected_range, pooled, spread
from analysis.statistics.interval import (
    Difference,
    Interval,
    critical_value,
    effective_base,
    mean_interval,
    newcombe,
    proportion_of_wilson,
    welch,
    wilson,
)

__all__ = [
    "Difference",
    "Interval",
    "Spread",
    "band",
    "critical_value",
    "effective_base",
    "expected_range",
    "mean_interval",
    "newcombe",
    "pooled",
    "proportion_of_wilson",
    "spread",
    "welch",
    "wilson",
]
