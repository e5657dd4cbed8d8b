"""All questions by all groups of one breakdown or of several: where the gaps are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.results.adjusted_gaps import Progress, adjusted_gaps, allowed_for
from analysis.results.adjustment import why_not_adjusted
from analysis.results.gaps import gaps
from analysis.results.official import BREAKDOWNS, TESTED_PAIRS
from analysis.results.references import (
    check_reference,
    kept_groups,
    reference_in,
    references_of,
    there,
)
from analysis.results.sheets import main_breakdowns, sheet
from analysis.results.unavailable import Unavailable
from analysis.statistics.multiplicity import adjust
from analysis.store import Dataset, Policy, Workspace
from analysis.survey import (
    OTHERS,
    Dimension,
    Group,
    Population,
    dimension,
    dimensions,
    question,
    questions,
)

LEVEL = 0.05
"""Share of chance findings to expect among the gaps called clear."""

_COLUMNS = [
    "question",
    "section",
    "breakdown",
    "group",
    "label",
    "reference",
    "n",
    "score",
    "difference",
    "difference_lower",
    "difference_upper",
    "p",
    "p_adjusted",
    "clear",
    "by_publisher",
    "verdict",
    "hidden",
]
_PUBLISHERS = (
    "For sex and deprivation “clear” is the publisher's own significance test, of women against "
    "men and of the most against the least deprived fifth; other fifths were not tested. It does "
    "not allow for the number of comparisons."
)
_NO_OTHERS = (
    "By sex and deprivation the publisher gave no number of answers, so these groups can't be "
    "compared with everyone else; they are compared with one group instead."
)


@dataclass(frozen=True)
class Matrix:
    """How far every group is from its reference on every question.

    Attributes
    ----------
    population : Population
        Whose answers.
    dimensions : tuple of Dimension
        The breakdowns.
    references : mapping of str to Group
        Id of a breakdown -> the group that its others are compared with, or `OTHERS`.
    adjusted : str
        What the scores are adjusted for, in words; empty where they are as answered.
    frame : DataFrame
        One row a question, breakdown and group, all in their own order; without totals and
        "Not given". Columns: ``question``, ``section``, ``breakdown``, ``group``, ``label``,
        ``reference`` (id), ``n`` (answers), ``score`` (0-1, or 0-10 for the rating),
        ``difference`` (score minus the reference's: -1 to 1, or points of the rating),
        ``difference_lower``, ``difference_upper`` (95%), ``p`` (two-sided), ``p_adjusted`` (in the
        family of all p-values of the frame), ``clear`` (missing where nothing was tested),
        ``by_publisher`` (True where ``clear`` is the publisher's own test), ``verdict`` ("lower",
        "higher", "unclear", "untested", "reference", "hidden", "no answers", "not compared"),
        ``hidden``. A number is missing where it is hidden or was not published.
    family : int
        The number of comparisons that "clear" allows for; 0 where all tests are the publisher's.
    policy : Policy or None
        The disclosure rules applied; None for official results.
    notes : tuple of str
        What a reader must know about these figures.
    """

    population: Population
    dimensions: tuple[Dimension, ...]
    references: Mapping[str, Group]
    adjusted: str
    frame: pd.DataFrame
    family: int
    policy: Policy | None
    notes: tuple[str, ...]

    @cached_property
    def compared(self) -> pd.DataFrame:
        """The rows that have a difference."""
        return self.frame[self.frame["difference"].notna()]


def breakdowns(dataset: Dataset) -> tuple[Dimension, ...]:
    """Return the dimensions that a dataset can be broken down by, in their order."""
    if dataset.kind == "published":
        return tuple(d for d in dimensions() if d.id in BREAKDOWNS)
    return dimensions()


def matrix(
    workspace: Workspace,
    population: Population,
    by: Sequence[Dimension] = (),
    reference: str | None = None,
    *,
    adjusted: bool = False,
    progress: Progress | None = None,
) -> Matrix:
    """Return how far every group is from its reference on every question.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose answers.
    by : sequence of Dimension
        The breakdowns; none means all but the finer lists, and those that the filters reduce to
        one group.
    reference : str, optional
        Each dimension's own reference group by default; "others" compares with everyone else.
        Id of a group only with one breakdown.
    adjusted : bool
        Whether to adjust for case mix; a second or two a breakdown.
    progress : callable, optional
        Called with the share done (0-1) and what is being done, while adjusting.

    Returns
    -------
    Matrix
        With `adjusted`, the limits and p-values are those of the adjusted difference.

    Raises
    ------
    Unavailable
        If official results don't have what is asked for, or are to be adjusted.
    UnknownChoice
        If the breakdown has no such group.
    InputError
        If a group is named as the reference of several breakdowns.

    Notes
    -----
    P-values as in `analysis.results.sheets.gaps`, or from the adjusted difference and its standard
    error; adjusted in one family by Benjamini and Hochberg (1995).
    """
    dataset = workspace.dataset(population.dataset)
    chosen = tuple(by) or main_breakdowns(population)
    check_reference(chosen, reference)
    why = why_not_adjusted(dataset, chosen[:1]) if adjusted else ""
    if why:
        raise Unavailable(why)
    policy: Policy | None
    if adjusted:
        references = {d.id: reference_in(d, reference, kept_groups(population, d)) for d in chosen}
        frame, policy, notes = adjusted_gaps(workspace, population, references, progress)
    else:
        cells = sheet(workspace, population, [d.id for d in chosen])
        chosen = there(cells, chosen)
        references = references_of(cells, chosen, reference)
        frame, policy = gaps(cells, {by: g.id for by, g in references.items()}), cells.policy
        notes = _official_notes(references, reference) if cells.official else []
    tested, family = _tested(_shown(frame, population, references))
    if family:
        notes = [family_note(family), *notes]
    notes += _rounded_away(tested)
    if workspace.weighted(population.dataset):
        notes.append("Scores are weighted; intervals use the effective number of answers.")
    allowed = allowed_for(population, chosen) if adjusted else ""
    return Matrix(population, chosen, references, allowed, tested, family, policy, tuple(notes))


def _shown(
    frame: pd.DataFrame, population: Population, references: Mapping[str, Group]
) -> pd.DataFrame:
    """Return the rows of groups that can be compared, with words and limits."""
    groups = {
        (by, key): dimension(by).group(key).label
        for by in references
        for key in kept_groups(population, dimension(by))
    }
    pairs = list(zip(frame["breakdown"], frame["group"], strict=True))
    frame = frame[[p in groups for p in pairs]].reset_index(drop=True)
    pairs = [p for p in pairs if p in groups]
    return frame.assign(
        label=[groups[p] for p in pairs],
        section=frame["question"].map({q.code: q.section for q in questions()}),
        reference=frame["breakdown"].map({by: g.id for by, g in references.items()}),
    )


def _tested(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the rows with what is clear among them, and the size of the family."""
    family = adjust(frame["p"], "all questions and groups shown")
    publishers = frame["significant"].notna() & frame["p"].isna() & frame["difference"].notna()
    clear = pd.Series(family.stands_out(LEVEL), frame.index, dtype="boolean")
    clear = clear.mask(frame["p"].isna()).mask(publishers, frame["significant"])
    frame = frame.assign(p_adjusted=family.adjusted, clear=clear, by_publisher=publishers)
    return frame.assign(verdict=verdicts(frame))[_COLUMNS], family.size


def verdicts(frame: pd.DataFrame) -> pd.Series:
    """Return the ``verdict`` of each row of a frame like that of `Matrix`."""
    gap, clear = frame["difference"], frame["clear"].fillna(value=False).astype(bool)
    choices = {
        "hidden": frame["hidden"].astype(bool),
        "reference": frame["group"] == frame["reference"],
        "no answers": frame["score"].isna(),
        "not compared": gap.isna(),
        "untested": frame["clear"].isna(),
        "lower": clear & (gap < 0),
        "higher": clear & (gap > 0),
    }
    return pd.Series(np.select(list(choices.values()), list(choices), "unclear"), frame.index)


def family_note(family: int) -> str:
    """Return what "clear" allows for, given the number of comparisons, 1 or more."""
    if family == 1:
        return "“Clear” means at most 5% likely by chance; one comparison was made here."
    return (
        f"“Clear” allows for all {family:,} comparisons made here: at most about 5% of the gaps "
        "called clear should be chance (Benjamini and Hochberg)."
    )


def _official_notes(references: Mapping[str, Group], asked: str | None) -> list[str]:
    if not set(references) & set(TESTED_PAIRS):
        return []
    return [_PUBLISHERS, *([_NO_OTHERS] if asked == OTHERS.id else [])]


def _rounded_away(frame: pd.DataFrame) -> list[str]:
    """Return on which questions a gap that the publisher found is lost in the rounding."""
    lost = frame[
        frame["by_publisher"]
        & frame["clear"].fillna(value=False).astype(bool)
        & (frame["difference"] == 0)
    ]
    codes = ", ".join(dict.fromkeys(lost["question"]))
    if not codes:
        return []
    text = (
        f"{codes}: the published scores are the same after rounding, though the publisher's test "
        "found a difference; they count as no clear difference here."
    )
    return [text]


def order(found: Matrix, sort: str) -> list[str]:
    """Return the codes of the questions in an order.

    Parameters
    ----------
    found : Matrix
        The gaps.
    sort : {"questionnaire", "section", "gap"}
        As in the questionnaire; widest clear gap first inside each section of the questionnaire;
        or widest clear gap first. Questions without a clear gap come last, and the rating, which
        has another scale, after them.
    """
    codes = list(dict.fromkeys(found.frame["question"]))
    if sort == "questionnaire":
        return codes
    clear = found.frame[found.frame["verdict"].isin(["lower", "higher"])]
    widest = clear.groupby("question")["difference"].apply(lambda gap: gap.abs().max()).to_dict()
    places = {section: i for i, section in enumerate(dict.fromkeys(found.frame["section"]))}

    def rank(code: str) -> tuple[int, bool, float]:
        q = question(code)
        section = places[q.section] if sort == "section" else 0
        return section, q.is_rating, -float(widest.get(code, 0.0))

    return sorted(codes, key=rank)
