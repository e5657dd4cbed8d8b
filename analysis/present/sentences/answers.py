"""Sentences on all answers to a question."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results import Answers


def answers(result: Answers) -> str:
    """Return the first sentence when every answer is shown: the most common one, or ones."""
    frame = result.frame
    whole = frame[frame["total"]].tail(len(result.question.options))
    if whole["hidden"].any():
        return "There are too few answers here to show them without exposing people."
    if not (whole["n"] > 0).all():
        return phrases.NOBODY
    top = commonest(whole)
    named = phrases.listing([f"“{answer}”" for answer in top["answer"]])
    share, n = units.percent(top["share"].iloc[0]), int(top["n"].iloc[0])
    asked = phrases.agree(n, "1 person", f"{units.whole(n)} people")
    return (
        f"The most common {phrases.agree(len(top), 'answer is', 'answers are')} {named}, "
        f"{phrases.agree(len(top), '', 'each ')}given by {share} of the {asked} who answered."
    )


def commonest(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the most common answer, or of all whose share reads the same in a table.

    Parameters
    ----------
    answers : DataFrame
        The answers of one group, none hidden: ``share`` is 0-1.
    """
    shown = [float(units.rounded(100 * share, 1)) for share in answers["share"]]
    return answers[[value == max(shown) for value in shown]]
