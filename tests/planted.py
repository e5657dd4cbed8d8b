"""Respondents among whom the cause of a gap is known, as it was put there."""

from __future__ import annotations

import made
import numpy as np
import pandas as pd

from analysis.survey import dimension

WHITE, ASIAN = 6_000, 1_500
_TRUSTED = {"white": [0.4, 0.3, 0.2, 0.1], "asian": [0.05, 0.15, 0.3, 0.5]}
_SAME = [0.25] * 4


def people(
    seed: int,
    *,
    by_trust: float = 0.0,
    inside: float = 0.0,
    by_age: float = 0.0,
    apart: bool = True,
) -> pd.DataFrame:
    """Return 6,000 White and 1,500 Asian people who answered Q5, Q7 and Q59.

    Parameters
    ----------
    seed : int
        Of the chance in who answers what.
    by_trust : float
        How much lower the share of good answers is at the last trust than at the first.
    inside : float
        How much lower it is for Asian people wherever they are treated.
    by_age : float
        How much lower it is for people aged 55 to 64, who are most of the Asian people and few
        of the White.
    apart : bool
        Whether the two groups are treated at different trusts.
    """
    rng = np.random.default_rng(seed)
    group = np.repeat(["white", "asian"], [WHITE, ASIAN])
    trust = np.concatenate(
        [
            rng.choice(4, size, p=_TRUSTED[name] if apart else _SAME)
            for name, size in (("white", WHITE), ("asian", ASIAN))
        ]
    )
    young = rng.random(group.size) < np.where(group == "asian", 0.7, 0.2)
    good = 0.85 - by_trust * trust / 3 - inside * (group == "asian") - by_age * young
    frame = {
        "ethnicity": list(group),
        "trust": [made.TRUSTS[t] for t in trust],
        "age": list(np.where(young, "55-64", "65-74")),
        "sex": list(rng.choice(["female", "male"], group.size)),
        "tumour": list(rng.choice(dimension("tumour").ids[:4], group.size)),
        "Q5": list(np.where(rng.random(group.size) < good, 1, 2)),
        "Q7": list(np.where(rng.random(group.size) < good, 1, 2)),
        "Q59": list(1 + rng.binomial(10, good)),
    }
    return made.people({"n": group.size, **frame})
