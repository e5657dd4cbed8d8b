"""Comments, quotes and what labels taught, as tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.comments.agreement import Agreement
from analysis.comments.learning import Model
from analysis.present import units
from analysis.present.marked import TONE_NAMES
from analysis.results.reading import Reading
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
