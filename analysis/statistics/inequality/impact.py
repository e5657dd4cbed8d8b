"""Population attributable risk and fraction: what would change if all did as well as the best.

Both functions take values of shape (..., groups) and shares of the people of shape (groups,) that
add to 1, and return shape (...). The best is the last (most advantaged) group of an order, and the
best-scoring group otherwise. 0 means that nothing would change; below 0 (above, for an adverse
indicator) the last group of an order does worse than the average. Sources: Walter (1978);
Schlotheuber and Hosseinpoor (2022). Values match the R package healthequal 1.0.1 to 1e-8.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.inequality.quotient import quotient

Floats = NDArray[np.float64]


def attributable_risk(values: Floats, share: Floats, *, ordered: bool, favourable: bool) -> Floats:
    """Return the best group's value minus the mean, in the unit of the values."""
    if ordered:
        best = values[..., -1]
    else:
        best = values.max(axis=-1) if favourable else values.min(axis=-1)
    return np.asarray(best - values @ share)


def attributable_fraction(
    values: Floats, share: Floats, *, ordered: bool, favourable: bool
) -> Floats:
    """Return the attributable risk as a percentage of the mean; NaN where the mean is 0."""
    risk = attributable_risk(values, share, ordered=ordered, favourable=favourable)
    return 100 * quotient(risk, values @ share)
