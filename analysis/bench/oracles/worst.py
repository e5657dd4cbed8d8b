"""One row for many numbers: the one that agrees least."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.bench.oracles.row import OracleRow


def worst(
    name: str,
    reference: str,
    ours: ArrayLike,
    theirs: ArrayLike,
    tolerance: ArrayLike,
    note: str = "",
) -> OracleRow:
    """Return the row of the number that agrees least, with how many there are in its name.

    Parameters
    ----------
    name, reference, note : str
        As in `OracleRow`.
    ours, theirs : array-like
        Numbers in one order. Where theirs is missing nothing is compared; where only ours is, the
        row does not agree.
    tolerance : array-like
        How far apart they may be: one number, or one for each.

    Returns
    -------
    OracleRow
        With the number of comparisons in its name.

    Raises
    ------
    ValueError
        If there is nothing to compare.
    """
    mine, other, allowed = (
        np.asarray(v, dtype=np.float64).ravel()
        for v in np.broadcast_arrays(ours, theirs, tolerance)
    )
    known = np.flatnonzero(~np.isnan(other))
    if known.size == 0:
        raise ValueError(f"{name}: nothing to compare.")
    excess = np.abs(mine[known] - other[known]) / allowed[known]
    at = known[np.argmax(np.nan_to_num(excess, nan=np.inf))]
    label = f"{name} (worst of {known.size:,})" if known.size > 1 else name
    return OracleRow(label, reference, float(mine[at]), float(other[at]), float(allowed[at]), note)
