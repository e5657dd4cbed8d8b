"""Comments, quotes and what labels taught, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.comments.agreement import Agreement
from analysis.comments.learning import Model
from analysis.present import units
from analysis.present.marked import TONE_NAMES
from analysis.results.reading import Comment, Reading
from analysis.survey import BOXES


def plain_comments(result: Reading) -> pd.DataFrame:
    """Return comments for a file: one a row, themes by their names."""
    rows = [
        {
            "comment": c.number,
            "box": BOXES[c.box],
            "tone": TONE_NAMES[c.tone],
            "themes": "; ".join(result.names[theme] for theme in c.themes),
            "text": c.text,
        }
        for c in result.comments
    ]
    return pd.DataFrame(rows, columns=["comment", "box", "tone", "themes", "text"])


def learned(model: Model, names: Mapping[str, str]) -> pd.DataFrame:
    """Return how well each theme is found out of fold, for the screen."""
    rows = [
        {
            "Theme": names[f.theme_id],
            "Labelled": units.whole(f.dictionary.labelled),
            "Found by": "model" if f.used == "model" else "words",
            "Right of those found": _share(_used(f.used, f.dictionary, f.model), "precision"),
            "Found of those labelled": _share(_used(f.used, f.dictionary, f.model), "recall"),
            "F1": _share(_used(f.used, f.dictionary, f.model), "f1"),
            "F1 of words": _share(f.dictionary, "f1"),
            "F1 of model": _share(f.model, "f1"),
        }
        for f in model.figures
    ]
    return pd.DataFrame(rows)


def _used(used: str, words: Agreement, model: Agreement) -> Agreement:
    return model if used == "model" else words


def _share(found: Agreement, measure: str) -> str:
    empty = {"precision": not found.found, "recall": not found.labelled, "f1": not found.labelled}
    return "–" if empty[measure] else units.percent(getattr(found, measure))


def quotes(rows: Sequence[tuple[Comment, str, str]]) -> pd.DataFrame:
    """Return quotes for a file, each with its themes in words and among whom it was found."""
    return pd.DataFrame(
        [
            {
                "quote": comment.text,
                "box": BOXES[comment.box],
                "tone": TONE_NAMES[comment.tone],
                "themes": themes,
                "found_among": people,
            }
            for comment, themes, people in rows
        ],
        columns=["quote", "box", "tone", "themes", "found_among"],
    )


def quotes_as_text(rows: Sequence[tuple[Comment, str, str]], source: Sequence[str]) -> str:
    """Return quotes as plain text, with where they come from under them."""
    said = [
        f"“{' '.join(comment.text.split())}”\n({BOXES[comment.box]}, {people})"
        for comment, _, people in rows
    ]
    return "\n\n".join([*said, "\n".join(source)]) + "\n"
