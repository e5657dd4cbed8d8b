"""Tables of the Summary page."""

from __future__ import annotations

import pandas as pd

from analysis.present import sentences
from analysis.present.tables import cells
from analysis.results import OTHERS, Overview
from analysis.survey import question


def gaps(overview: Overview) -> pd.DataFrame:
    """Return the table of groups that differ for the screen."""
    frame = overview.gaps
    against = [
        "" if r == OTHERS.id else f" (against {overview.dimension(d).group(r).label})"
        for d, r in zip(frame["dimension"], frame["reference"], strict=True)
    ]
    return pd.DataFrame(
        {
            "Group": [
                f"{overview.dimension(d).label}: {label}{other}"
                for d, label, other in zip(frame["dimension"], frame["label"], against, strict=True)
            ],
            "Clearly lower on": frame["lower"],
            "Clearly higher on": frame["higher"],
            "Of questions": frame["compared"],
            "Widest clear gap": [
                f"{gap} on {row['widest']}" if (gap := sentences.widest_gap(row)) else "none"
                for row in cells.records(frame)
            ],
        }
    )


def plain_gaps(overview: Overview) -> pd.DataFrame:
    """Return the groups that differ for a file; ``difference`` in points on the question named."""
    factor = [1 if question(code).is_rating else 100 for code in overview.gaps["widest"]]
    return overview.gaps.assign(difference=overview.gaps["difference"] * factor)
