"""Tables of all answers to a question."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.tables import cells
from analysis.results import Answers


def answers(result: Answers) -> pd.DataFrame:
    """Return the table of all response options for the screen, one column an option."""
    frame = result.frame
    text = [
        units.HIDDEN
        if hidden
        else (units.NO_ANSWERS if pd.isna(share) else units.percent(share, 1))
        for hidden, share in zip(frame["hidden"], frame["share"], strict=True)
    ]
    keys = [c for c in ("panel_label", "label") if c in frame]
    options = result.question.options
    firsts = frame[frame["option"] == options[0].code]
    table = firsts[keys].rename(columns={"label": "Group", "panel_label": _second(result)})
    table["Everyone who answered"] = [cells.base(r) for r in cells.records(firsts)]
    for i, option in enumerate(options):
        table[option.label] = text[i :: len(options)]
    return table.reset_index(drop=True)


def _second(result: Answers) -> str:
    return result.by[1].label if len(result.by) > 1 else ""


def plain_answers(result: Answers) -> pd.DataFrame:
    """Return all response options for a file; ``percent`` is 0-100 of ``n``."""
    frame = result.frame.assign(percent=100 * result.frame["share"])
    panel = ["panel", "panel_label"] if "panel" in frame else []
    return frame[
        [*panel, "group", "label", "option", "answer", "polarity", "n", "percent", "hidden"]
    ]
