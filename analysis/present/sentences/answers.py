"""Sentences on all answers to a question."""

from __future__ import annotations

from analysis.results import Answers


def answers(result: Answers) -> str:
    """Return the first sentence when every answer is shown: the most common one."""
    frame = result.frame
    whole = frame[frame["total"]].tail(len(result.question.options))
    if whole["hidden"].any():
        return "There are too few answers here to show them without exposing people."
    if not (whole["n"] > 0).all():
        return "Nobody in this selection answered this question."
    top = whole.nlargest(1, "share").iloc[0]
    return (
        f"The most common answer is “{top['answer']}”, given by {100 * top['share']:.0f}% of the "
        f"{top['n']:,.0f} people who answered."
    )
