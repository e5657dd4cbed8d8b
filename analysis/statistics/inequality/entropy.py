"""Entropy measures: how people's shares and the indicator's shares differ between groups.

Both functions take values of shape (..., groups) and shares of the people of shape (groups,) that
add to 1, and return shape (...), multiplied by 1000 as is the custom. 0 means no inequality.
Source: Theil (1967); Ahn et al. (2018). Both match the R package healthequal 1.0.1 to 1e-8.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from analysis.statistics.inequality.quotient import quotient

Floats = NDArray[np.float64]


def theil_index(values: Floats, share: Floats) -> Floats:
    """Return 1000 sum p r log r, where r is a group's value over the mean.

    A group with a value of 0 adds 0. NaN where all are 0.
    """
    ratio = _over_mean(values, share)
    return np.asarray(1000 * (xlogy(ratio, ratio) @ share))


def mean_log_deviation(values: Floats, share: Floats) -> Floats:
    """Return -1000 sum p log r, where r is a group's value over the mean.

    NaN where a value is 0, as its logarithm doesn't exist.
    """
    ratio = _over_mean(values, share)
    logs = np.log(ratio, out=np.full(ratio.shape, np.nan), where=ratio > 0)
    return np.asarray(-1000 * (logs @ share))


def _over_mean(values: Floats, share: Floats) -> Floats:
    mean = np.asarray(values @ share)[..., None]
    return quotient(values, mean)
