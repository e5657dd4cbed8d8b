"""Sentences on comments that are read."""

from __future__ import annotations

from analysis.comments.learning import LEAST, Model
from analysis.present.sentences import phrases
from analysis.results.labelling import ENOUGH, GOOD
from analysis.results.reading import Reading
from analysis.survey import BOXES, NOT_ASSIGNED

_TONES = {"any": "", "praise": " with praise", "criticism": " with criticism"}


def reading(result: Reading) -> str:
    """Return how many comments there are, of how many people, and on what."""
    sought = result.sought
    comments = phrases.many(result.total, "comment")
    people = phrases.many(result.people, "person", "people")
    box = f" under “{BOXES[sought.box]}”" if sought.box else ""
    said = f"{comments}{_TONES[sought.tone]}{box} by {people}"
    about = []
    if sought.theme == NOT_ASSIGNED:
        about.append("have no theme")
    elif sought.theme:
        about.append(f"are about “{result.names[sought.theme]}”")
    if sought.find.strip():
        about.append(f"match {_searched(sought.find)}")
    return f"{said} {phrases.listing(about) or 'can be read here'}."


def _searched(find: str) -> str:
    return " ".join(find.split()) if '"' in find else f"“{' '.join(find.split())}”"


def also(result: Reading) -> str:
    """Return which words of the same theme were looked for as well; empty if nobody asked."""
    if not (result.sought.alike and result.sought.find.strip()):
        return ""
    if not result.also:
        return (
            "No other words were looked for: what was typed is no word of a theme, or too few "
            "people use the others."
        )
    return f"Also looked for, as words of the same theme: {', '.join(result.also)}."


def part_shown(result: Reading) -> str:
    """Return that filters leave comments out; empty without a filter on places or people."""
    people = result.population
    if people.where.level == "national" and not people.groups:
        return ""
    return (
        "Filters on places and people show part of the comments only, drawn by chance, so that "
        "nobody can be recognised by combining filters. So this is not the number who wrote."
    )


TRAINING = (
    f"Training starts at {ENOUGH} labelled comments, and a theme is learned once {LEAST} of them "
    f"have it. From about {GOOD} labels a model is usually worth having."
)
"""How many labels it takes."""


def labelled(number: int) -> str:
    """Return how many comments are labelled, and how many it takes."""
    if number < ENOUGH:
        return f"{number} of {ENOUGH} comments labelled."
    return f"{phrases.many(number, 'comment')} labelled."


def learned(model: Model) -> str:
    """Return for how many themes a model does better than words alone."""
    themes = len(model.figures)
    used = sum(figure.used == "model" for figure in model.figures)
    if not used:
        return (
            f"The words of the framework still find all {themes} themes at least as well as what "
            "was learned. More labels may change that."
        )
    return (
        f"For {used} of {themes} themes the model does better than the words of the framework, "
        "in comments that it had not seen; for the others the words are used."
    )


def quotes(kept: int, approved: int) -> str:
    """Return how many quotes are kept, and how many of them may leave."""
    if not kept:
        return "The reading list is empty."
    said = f"{phrases.many(kept, 'quote')} kept"
    if approved == kept:
        return f"{said}, read and ready to download."
    return f"{said}, {phrases.how_many(approved)} of them read and ready to download."
