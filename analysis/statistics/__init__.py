"""Pure numbers in, pure numbers out; knows nothing of surveys, SQL or the app.

What the other floors use most is here by name. Every family of methods has modules of its own,
listed in ``docs/methods/statistics/README.md``.
"""

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
