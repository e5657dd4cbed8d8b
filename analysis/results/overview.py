"""The whole survey at a glance: the headline, who fares worse, what changed, what can't be said."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.results.changes import Changes, changes
from analysis.results.findings import Finding, by_group, compared, findings
from analysis.results.scores import Scores, scores
from analysis.results.sheets import RATING, everyone, main_breakdowns, sheet
from analysis.results.unsaid import Unsaid, unsaid
from analysis.store import Policy, Workspace
from analysis.survey import Dimension, Population, dimension, question

_SHORTFALLS = 5


@dataclass(frozen=True)
class Overview:
    """The whole survey at a glance.

    Attributes
    ----------
    headline : Scores
        The overall rating of care.
    findings : tuple of Finding
        Who fares worse, most important first.
    changes : Changes
        What has got better or worse.
    dashboard : DataFrame
        The Cancer Dashboard's questions: ``question``, ``n``, ``score``, ``lower``, ``upper``,
        ``hidden``.
    shortfalls : DataFrame
        The percent questions with the lowest scores, lowest first, with the same columns.
    gaps : DataFrame
        As from `analysis.results.findings.by_group`.
    comparisons : int
        How many comparisons of ours the findings allow for (Bonferroni); 0 where all tests are
        the publisher's.
    unsaid : Unsaid
        What can't be said here, and why.
    policy : Policy or None
        The disclosure rules applied; None for official results.
    """

    headline: Scores
    findings: tuple[Finding, ...]
    changes: Changes
    dashboard: pd.DataFrame
    shortfalls: pd.DataFrame
    gaps: pd.DataFrame
    comparisons: int
    unsaid: Unsaid
    policy: Policy | None

    def dimension(self, id: str) -> Dimension:
        """Return a dimension by its id."""
        return dimension(id)


def overview(workspace: Workspace, population: Population) -> Overview:
    """Return the whole survey at a glance for a population.

    Each group is compared with everyone else in the population on every question. A difference is
    clear when its interval, at a level that allows for all comparisons made (Bonferroni, 5% for
    the family), leaves out zero. Finer lists of groups are left to the Groups page.

    Raises
    ------
    Unavailable
        If official results don't have what is asked for.
    """
    headline = scores(workspace, population, question(RATING))
    found = sheet(workspace, population, [d.id for d in main_breakdowns(population)])
    beside = compared(found)
    groups = by_group(beside)
    changed = changes(workspace, population)
    whole = everyone(workspace, population)
    return Overview(
        headline,
        findings(beside, groups),
        changed,
        _of_dashboard(whole),
        _shortfalls(whole),
        groups,
        beside.comparisons,
        unsaid(found, beside, changed),
        headline.policy,
    )


def dashboard(workspace: Workspace, population: Population) -> pd.DataFrame:
    """Return everyone's scores on the Cancer Dashboard's questions, as in ``Overview.dashboard``.

    Raises
    ------
    Unavailable
        If official results have nothing for this population.
    """
    return _of_dashboard(everyone(workspace, population))


def _of_dashboard(whole: pd.DataFrame) -> pd.DataFrame:
    return whole[[question(c).dashboard for c in whole["question"]]].reset_index(drop=True)


def _shortfalls(whole: pd.DataFrame) -> pd.DataFrame:
    known = whole.assign(section=[question(c).section for c in whole["question"]])
    known = known[known["score"].notna() & (known["question"] != RATING)]
    return known.nsmallest(_SHORTFALLS, "score").reset_index(drop=True)
