"""Sentences of the Questions page."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results.matrix import Matrix
from analysis.survey import dimension, question

_WORSE, _BETTER = "lower", "higher"


def questions(found: Matrix) -> str:
    """Return the first sentence of the Questions page: who differs on most questions."""
    counts = _counts(found)
    if counts.empty:
        return _nothing_to_compare(found)
    tested = counts[counts["tested"] > 0]
    if tested.empty:
        return f"The publisher tested none of the {units.whole(len(found.compared))} gaps here."
    side = _WORSE if tested[_WORSE].any() else _BETTER
    if not tested[side].any():
        return _none_clear(found, tested)
    top = tested[tested[side] == tested[side].max()]
    if len(top) > phrases.MOST_NAMED:
        return (
            f"No group differs on most questions: {units.whole(len(top))} groups each score "
            f"clearly {side} on {units.whole(top[side].iloc[0])}."
        )
    return f"{'; '.join(_one(found, row, side, i) for i, row in enumerate(_rows(top)))}."


def _rows(frame: pd.DataFrame) -> list[pd.Series]:
    return [row for _, row in frame.iterrows()]


def _counts(found: Matrix) -> pd.DataFrame:
    """Return for each group on how many questions it was compared, tested, is lower and higher."""
    rows = found.compared
    flags = rows[["breakdown", "group"]].assign(
        compared=1,
        tested=rows["clear"].notna().astype(int),
        publishers=rows["by_publisher"].astype(int),
        **{side: (rows["verdict"] == side).astype(int) for side in (_WORSE, _BETTER)},
    )
    return flags.groupby(["breakdown", "group"], sort=False, observed=True).sum().reset_index()


def _one(found: Matrix, row: pd.Series, side: str, place: int) -> str:
    """Return what there is to say of one group, without a full stop."""
    people = dimension(row["breakdown"]).group(row["group"]).people
    other = _BETTER if side == _WORSE else _WORSE
    clearly = "" if row["publishers"] else "clearly "
    text = (
        f"{phrases.capital(people) if not place else people}: {clearly}{side} than "
        f"{found.references[row['breakdown']].people} on {units.whole(row[side])} of "
        f"{phrases.many(int(row['compared']), 'question')}"
    )
    if row[other]:
        text += f", {clearly}{other} on {units.whole(row[other])}"
    if row["publishers"]:
        text += ", by the publisher's own test"
    return f"{text}; {_widest(found, row, side)}"


def _widest(found: Matrix, row: pd.Series, side: str) -> str:
    """Return the group's widest clear gap on this side; the rating only where there is no other."""
    rows = found.compared
    mine = (rows["breakdown"] == row["breakdown"]) & (rows["group"] == row["group"])
    rows = rows[mine & (rows["verdict"] == side)]
    rating = rows["question"].map(lambda code: question(code).is_rating)
    rows = rows[~rating] if (~rating).any() else rows
    size = rows["difference"].abs().sort_values(ascending=False, kind="stable")
    rows = rows.loc[size.index]
    q = question(rows["question"].iloc[0])
    ties = phrases.tied(q, rows, rows["difference"])
    ends = ties["difference_lower"].min(), ties["difference_upper"].max()
    gap = units.gap(q, ties["difference"].iloc[0], *ends)
    named = phrases.listing([f"“{question(code).title}”" for code in ties["question"]])
    if len(ties) > phrases.MOST_NAMED:
        return f"the widest gap is {gap}, on {units.whole(len(ties))} questions"
    return f"the widest gap is {gap}, on {named}"


def _none_clear(found: Matrix, tested: pd.DataFrame) -> str:
    if not found.family:
        return "No difference that the publisher tested was found to be significant."
    pairs = phrases.many(int(tested["tested"].sum()), "comparison")
    return (
        f"No clear difference on any question: none of the {pairs} stands out, after allowing for "
        "how many there are."
    )


def _nothing_to_compare(found: Matrix) -> str:
    shown = found.frame.groupby(["breakdown", "group"], observed=True)["score"].count()
    if (shown > 0).sum() < 2:
        return "Fewer than two groups can be shown here, so there is nothing to compare."
    labels = phrases.listing([found.references[d.id].label for d in found.dimensions])
    return (
        f"{labels} can't be shown here, so nothing is compared. Choose another group to compare "
        "with."
    )


def compared_with(found: Matrix) -> str:
    """Return what is compared with what, and what the scores are adjusted for."""
    groups = {found.references[d.id].label for d in found.dimensions}
    if len(groups) == 1:
        text = f"compared with: {groups.pop()}"
    else:
        named = [f"{d.label}: {found.references[d.id].label}" for d in found.dimensions]
        text = f"compared with, by {'; by '.join(named)}"
    return f"{text}; adjusted for {found.adjusted}" if found.adjusted else text
