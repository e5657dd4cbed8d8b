"""The planted truth: what a reader of the demonstration survey ought to find."""

from __future__ import annotations

import pandas as pd

from analysis.demo.tables import read_table


def truths() -> pd.DataFrame:
    """Return the planted effects, one row each.

    Returns
    -------
    DataFrame
        ``question`` (its code, or ``"all"``), ``dimension``, ``group``, ``reference`` (the group
        it is compared with), ``trust`` (missing where it holds everywhere), ``effect`` (on the
        log odds of a positive answer; on standard deviations for the rating; all else equal),
        ``points`` (what that comes to at England's score, in percentage points; on 0-10 for
        the rating) and ``source`` (the publication it echoes).
    """
    return read_table("truths", dtype={"group": str, "reference": str})
