"""What people write about, asked like a question: whom of those who wrote it concerns."""

from __future__ import annotations

from typing import Literal

from analysis.survey.question import Option, Polarity, Question

Tone = Literal["any", "praise", "criticism"]

COMMENTS = "Comments"
"""The section of questions about comments."""

BOXES = {
    "good": "What was good",
    "better": "What could be better",
    "other": "Anything else",
}
"""Box of the questionnaire that a comment stands in -> its heading."""

NOT_ASSIGNED = "not-assigned"
"""Id of what has no theme, in the place of a theme's id."""

_WRITERS = "People who wrote a comment"
_LABELS = (
    "Wrote about something else",
    "Praised only",
    "Criticised only",
    "Praised and criticised",
    "Neither praised nor criticised",
)
_COUNTED: dict[Tone, tuple[Polarity, ...]] = {
    "any": ("negative", "positive", "positive", "positive", "positive"),
    "praise": ("negative", "positive", "negative", "positive", "negative"),
    "criticism": ("negative", "negative", "positive", "positive", "negative"),
}


def mention(
    framework: str, theme: str, name: str, years: tuple[int, ...], tone: Tone = "any"
) -> Question:
    """Return whether people who wrote mentioned a theme, as a question.

    Parameters
    ----------
    framework, theme : str
        Ids of the framework and of its theme, or `NOT_ASSIGNED`.
    name : str
        What people read.
    years : tuple of int
        Years with comments.
    tone : {"any", "praise", "criticism"}
        What counts: any mention, those with praise, or those with criticism.

    Returns
    -------
    Question
        Of code ``framework:theme``. Its score is a share of those who wrote anything, and a
        higher one is not better. All tones are hidden alike, as their options are the same.
    """
    options = tuple(
        Option(i, label, polarity)
        for i, (label, polarity) in enumerate(zip(_LABELS, _COUNTED[tone], strict=True), 1)
    )
    return _question(f"{framework}:{theme}", name, _WRITERS, years, options)


def wrote(years: tuple[int, ...]) -> Question:
    """Return whether people wrote anything, as a question to all respondents."""
    options = (Option(1, "Wrote nothing", "negative"), Option(2, "Wrote a comment", "positive"))
    return _question("comments:wrote", "Wrote a comment", "All respondents", years, options)


def _question(
    code: str, label: str, asked: str, years: tuple[int, ...], options: tuple[Option, ...]
) -> Question:
    return Question(code, COMMENTS, label, "percent", "comments", asked, years, options)


def is_about_comments(question: Question) -> bool:
    """Tell whether a question is one of those made here."""
    return question.section == COMMENTS
