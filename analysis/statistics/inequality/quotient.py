"""Division that knows where it isn't defined."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def quotient(above: ArrayLike, below: ArrayLike) -> Floats:
    """Return above / below, broadcast; NaN where `below` is not above 0 (or not known)."""
    over = np.asarray(above, dtype=np.float64)
    under = np.asarray(below, dtype=np.float64)
    blank = np.full(np.broadcast(over, under).shape, np.nan)
    return np.asarray(np.divide(over, under, out=blank, where=under > 0))
