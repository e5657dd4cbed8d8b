from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.intake.waits import changes_told

COLUMNS = ["indicator", "place", "period", "route", "cancer", "treatment"]
COUNTS = ["denominator_before", "denominator_after", "numerator_before", "numerator_after"]


def changes(*rows):
    frame = pd.DataFrame(list(rows), columns=["place", "cancer", *COUNTS])
    fixed = {"indicator": "wait-62-day", "route": "", "treatment": ""}
    return frame.assign(period=pd.Timestamp("2024-04-01"), **fixed)


def test_the_largest_change_is_told_first_and_five_at_most():
    rows = [(f"R{i:02}", "Lung", 10.0, 10.0 + i, 5.0, 5.0) for i in range(1, 9)]
    line = changes_told(changes(*rows), {"R08": "The eighth"}).iloc[0]
    assert line["rows"] == 8
    first, *others = line["example"].split("; ")
    assert first == "The eighth, 62-day wait, Lung, 2024-04: 5 of 10 before, 5 of 18 now"
    assert len(others) == 4


def test_new_gone_and_plain_numbers_are_told_apart():
    none = np.nan
    told = changes_told(
        changes(
            ("RAA", "", none, 4.5, none, 2.5),
            ("RBB", "", 6.0, none, 3.0, none),
            ("RCC", "", none, none, none, none),
        ),
        {},
    )
    assert told["rows"].tolist() == [0, 1, 1, 1]
    assert told["example"].tolist()[1:3] == [
        "RAA, 62-day wait, 2024-04: none before, 2.5 of 4.5 now",
        "RBB, 62-day wait, 2024-04: 3 of 6 before, none now",
    ]


def test_nothing_changed_is_one_line():
    told = changes_told(changes(), {})
    assert told["rows"].tolist() == [0]
