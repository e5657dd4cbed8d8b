"""What a reader keeps while they read: quotes and labels, in this session and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from analysis.results.labelling import Label
from analysis.results.reading import Comment

_QUOTES, _LABELS = "kept_quotes", "kept_labels"


@dataclass(frozen=True)
class Quote:
    """A comment that a reader keeps.

    Attributes
    ----------
    comment : Comment
        The comment.
    themes : str
        Names of its themes.
    people : str
        Among whose comments it was found.
    approved : bool
        Whether the reader has said that it names nobody.
    """

    comment: Comment
    themes: str
    people: str
    approved: bool = False


def quotes(dataset: str) -> dict[int, Quote]:
    """Return the quotes kept from a dataset, by the number of the comment."""
    return st.session_state.setdefault(_QUOTES, {}).setdefault(dataset, {})


def approve(dataset: str, number: int, approved: bool) -> None:
    """Note whether a quote may leave the app."""
    kept = quotes(dataset)
    kept[number] = replace(kept[number], approved=approved)


def labels(dataset: str, framework: str) -> dict[int, Label]:
    """Return the labels given to comments of a dataset, by the number of the comment."""
    every = st.session_state.setdefault(_LABELS, {})
    return every.setdefault((dataset, framework), {})
