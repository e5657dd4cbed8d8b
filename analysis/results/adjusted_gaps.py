"""Gaps between groups on all questions, adjusted for case mix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from analysis.statistics import critical_value
from analysis.statistics.significance import normal_p_value
from analysis.store import ALL, Policy, Workspace
from analysis.store.adjusted import CASE_MIX, groups, variables
from analysis.survey import NOT_GIVEN, Dimension, Group, Population, Question, dimension, questions

Progress = Callable[[float, str], None]
"""Takes the share done, 0-1, and what is being done, in words."""


def adjusted_gaps(
    workspace: Workspace,
    population: Population,
    references: Mapping[str, Group],
    progress: Progress | None,
    asked: Sequence[Question] = (),
    within: str | None = None,
) -> tuple[pd.DataFrame, Policy, list[str]]:
    """Return adjusted scores and differences, question by question.

    Parameters
    ----------
    workspace, population
        As for `analysis.results.matrix.matrix`.
    references : mapping of str to Group
        Id of a breakdown -> the group to compare with, or `OTHERS`.
    progress : callable or None
        Called before each question, and at the end.
    asked : sequence of Question
        Which questions; none means all of the survey.
    within : str, optional
        What to adjust for as well, as for `analysis.store.adjusted.groups`.

    Returns
    -------
    frame : DataFrame
        As from `analysis.results.sheets.gaps`, with the adjusted ``score``.
    policy : Policy
        The disclosure rules applied.
    notes : list of str
        Which questions could not be adjusted, and why.
    """
    asked, parts = asked or questions(), []
    against = {by: group.id for by, group in references.items()}
    for i, q in enumerate(asked):
        if progress:
            progress(i / len(asked), f"Adjusting {q.title} for case mix")
        parts.append(groups(workspace, population, [q], against, within=within))
    if progress:
        progress(1.0, "Adjusted for case mix")
    frame = pd.concat([part.frame for part in parts], ignore_index=True)
    frame = frame[~frame["group"].isin([ALL, NOT_GIVEN.id])]
    reach = critical_value(0.95) * frame["difference_se"]
    frame = frame.assign(
        score=frame["adjusted"],
        difference_lower=frame["difference"] - reach,
        difference_upper=frame["difference"] + reach,
        p=normal_p_value(frame["difference"], frame["difference_se"]),
        significant=pd.array([pd.NA] * len(frame), dtype="boolean"),
    )
    return frame, parts[0].policy, _unadjusted_note(frame)


def _unadjusted_note(frame: pd.DataFrame) -> list[str]:
    """Return which questions could not be adjusted, and why."""
    without = frame.groupby("question", sort=False)["score"].count() == 0
    codes = [str(code) for code in without.index[without]]
    reasons = frame.loc[frame["question"].isin(codes) & (frame["why"] != ""), "why"]
    if reasons.empty:
        return []
    return [f"Could not be adjusted: {', '.join(codes)}. {reasons.iloc[0]}"]


def allowed_for(population: Population, chosen: Sequence[Dimension]) -> str:
    """Return what scores are adjusted for, but for what the filters make the same for everybody."""
    used = dict.fromkeys(name for d in chosen for name in variables(d.id))
    own = chosen[0].id if len(chosen) == 1 else ""
    names = [n for n in used if n != own and len(population.kept(n)) != 1]
    mix = [n for n in names if n in CASE_MIX]
    return ", ".join(dimension(n).label.lower() for n in mix)
