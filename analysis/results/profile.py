"""Everything about one place: what is expected of it, who fares worse there, what has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.results.changes import Changes, changes
from analysis.results.findings import comparisons_of, family_confidence
from analysis.results.gaps import gaps
from analysis.results.official import TESTED_PAIRS
from analysis.results.question_ranges import QuestionRanges, question_ranges
from analysis.results.sheets import RATING, Sheet, main_breakdowns, sheet
from analysis.store import Workspace
from analysis.survey import Population, question

_WIDEST = 5
_FAMILY_LEVEL = 0.05
_CHANGE = {
    "difference": "change",
    "difference_lower": "change_lower",
    "difference_upper": "change_upper",
}
_WHO = ["breakdown", "group", "reference"]
_GAP = ["score", "difference", "difference_lower", "difference_upper"]


@dataclass(frozen=True)
class Profile:
    """Everything about one place.

    Attributes
    ----------
    ranges : QuestionRanges
        All questions, beside the parent, England and the range expected.
    lower : DataFrame
        Where groups fare clearly worse inside the place, widest gap first, one row a group and
        question: ``breakdown``, ``group``, ``reference`` (a group's id, or "others"),
        ``question``, ``score``, ``difference`` (group minus reference, below 0: -1 to 1, or
        points of the rating), ``difference_lower``, ``difference_upper`` (95%, missing where
        there is no base), ``lower_on`` (questions on which the group is clearly lower),
        ``by_publisher`` (True where "clearly" is the publisher's own test).
    comparisons : int
        How many comparisons of ours "clearly" allows for (Holm, 5% for all together); 0 where
        nothing could be compared.
    changes : Changes
        Every question in the latest of the chosen years beside the year before.
    """

    ranges: QuestionRanges
    lower: pd.DataFrame
    comparisons: int
    changes: Changes

    @property
    def population(self) -> Population:
        """Whose answers."""
        return self.ranges.population

    @cached_property
    def widest(self) -> pd.DataFrame:
        """The groups with the widest gaps, each with its widest one; columns as in `lower`."""
        firsts = self.lower.drop_duplicates(_WHO).head(_WIDEST)
        return firsts.reset_index(drop=True)

    @cached_property
    def questions(self) -> pd.DataFrame:
        """The frame of `ranges` with the change since the year before.

        ``change`` (-1 to 1, or points of the rating), ``change_lower``, ``change_upper`` (95%),
        ``moved`` ("up" or "down" where that is clear; else empty). Missing for questions that
        can't be compared and wherever the score is hidden.
        """
        found = self.changes.frame.set_index("question")[list(_CHANGE)].rename(columns=_CHANGE)
        made = self.ranges.frame.join(found, on="question")
        numbers = list(_CHANGE.values())
        made[numbers] = made[numbers].mask(made["hidden"])
        moved = self.changed.set_index("question")["fall"].map({True: "down", False: "up"})
        known = made["question"].map(moved).where(~made["hidden"])
        return made.assign(moved=known.astype(object).fillna(""))

    @cached_property
    def rating(self) -> pd.Series:
        """The row of the overall rating."""
        return self.questions[self.questions["question"] == RATING].iloc[0]

    @cached_property
    def dashboard(self) -> pd.DataFrame:
        """The rows of the Cancer Dashboard's questions."""
        return self.questions[[question(c).dashboard for c in self.questions["question"]]]

    def outside(self, band: str) -> pd.DataFrame:
        """Return the questions "above" or "below" what is expected, the farthest outside first."""
        return self._outside[band]

    @cached_property
    def _outside(self) -> dict[str, pd.DataFrame]:
        return {band: self._farthest_first(band) for band in ("above", "below")}

    def _farthest_first(self, band: str) -> pd.DataFrame:
        rows = self.questions[self.questions["band"] == band]
        ends = rows["expected_upper"], rows["expected_lower"]
        beyond = (rows["score"] - ends[0]) if band == "above" else (ends[1] - rows["score"])
        by_width = (beyond / (ends[0] - ends[1])).sort_values(ascending=False, kind="stable")
        return rows.loc[by_width.index]

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The two years of the change; None where there is only one."""
        frame = self.changes.frame
        return None if frame.empty else (int(frame["before"].min()), int(frame["after"].max()))

    @cached_property
    def tested_by_publisher(self) -> bool:
        """Whether "clear" changes are those of the publisher's own test."""
        return bool(self.changes.frame["flag"].notna().any())

    @cached_property
    def changed(self) -> pd.DataFrame:
        """The clear changes: falls first, each largest first; the publisher's where it tested."""
        frame = self.changes.frame
        if self.tested_by_publisher:
            frame = frame[frame["flag"].isin(["up", "down"])]
            fall = frame["flag"] == "down"
        else:
            frame = frame[frame["clear"]]
            fall = frame["difference"] < 0
        size = frame["difference"].abs() / _scale(frame["question"])
        order = pd.DataFrame({"rise": ~fall, "size": -size}).sort_values(["rise", "size"])
        return frame.loc[order.index].assign(fall=fall)


def profile(workspace: Workspace, population: Population) -> Profile:
    """Return everything about the population's place.

    Each group is compared with everyone else in the place on every question. A gap is clear when
    its interval leaves out zero at a level that allows for all comparisons made, as on Summary. The
    publisher's own tests of women against men and the most against the least deprived fifth are
    of one question each.

    Raises
    ------
    Unavailable
        If official results have nothing for this population.
    """
    found = question_ranges(workspace, population)
    hidden = frozenset(found.frame.loc[found.frame["hidden"], "question"])
    lower, comparisons = _lower(workspace, population, hidden)
    changed = changes(workspace, population, last_year=True, without=hidden)
    return Profile(found, lower, comparisons, changed)


def _scale(codes: pd.Series) -> NDArray[np.float64]:
    """Return the length of each question's scale, so that gaps on all can be ranked together."""
    return np.where(codes == RATING, 10.0, 1.0)


def _lower(
    workspace: Workspace, population: Population, hidden: Set[str]
) -> tuple[pd.DataFrame, int]:
    """Return the clear gaps, widest first, and of how many comparisons; none of what is hidden."""
    breakdowns = [d.id for d in main_breakdowns(population)]
    columns = [*_WHO, "question", *_GAP, "lower_on", "by_publisher"]
    sheets = sheet(workspace, population, breakdowns) if breakdowns else None
    if sheets is None or not sheets.breakdowns:
        return pd.DataFrame(columns=columns), 0
    kept = replace(sheets, frame=sheets.frame[~sheets.frame["question"].isin(hidden)])
    comparisons = comparisons_of(kept)
    ours = gaps(kept, strict=family_confidence(comparisons))
    clear = [ours[ours["strict_upper"] < 0].assign(by_publisher=False)]
    if sheets.official and set(TESTED_PAIRS) & set(sheets.breakdowns):
        clear += [_publishers(sheets, side) for side in (0, 1)]
    lower = pd.concat(clear, ignore_index=True)
    size = lower["difference"].to_numpy() / _scale(lower["question"])
    ranked = lower.take(np.argsort(size, kind="stable"))
    keys = list(zip(*(ranked[c].tolist() for c in _WHO), strict=True))
    times = Counter(keys)
    ranked = ranked.assign(lower_on=[times[key] for key in keys])
    return ranked[columns].reset_index(drop=True), comparisons


def _publishers(sheets: Sheet, side: int) -> pd.DataFrame:
    """Return the gaps that the publisher found significant, from one of the two groups tested."""
    tested = sheets.frame["breakdown"].isin(TESTED_PAIRS)
    references = {key: pair[side] for key, pair in TESTED_PAIRS.items()}
    found = gaps(replace(sheets, frame=sheets.frame[tested]), references)
    significant = found["significant"].fillna(False).astype(bool)
    return found[significant & (found["difference"] < 0)].assign(by_publisher=True)
