"""Labels that a reader gives comments, what they teach a model, and how well it has learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from analysis.comments.dictionary import dictionary
from analysis.comments.framework import Framework, framework, frameworks
from analysis.comments.learning import Model, train
from analysis.comments.model_file import write_model
from analysis.comments.teaching import teaching
from analysis.results.reading import Comment, comment
from analysis.results.themes import coding
from analysis.results.unavailable import Unavailable
from analysis.store import Workspace
from analysis.store.reading import Wanted, read
from analysis.survey import InputError, Population

ENOUGH = 40
"""Labelled comments that training starts at."""

GOOD = 250
"""Labelled comments from which a model is usually worth having."""

ROUND = 20
"""Comments that are offered for labelling at a time."""

_POOL = 2_000


@dataclass(frozen=True)
class Label:
    """The themes that a reader gave a comment.

    Attributes
    ----------
    number : int
        The comment's number.
    text : str
        What it says, redacted.
    themes : tuple of str
        Ids of all its themes, in any order; empty if it has none.
    """

    number: int
    text: str
    themes: tuple[str, ...]


def to_label(
    workspace: Workspace,
    population: Population,
    labels: Sequence[Label],
    *,
    framework: str | None = None,
    model: Model | None = None,
    most: int = ROUND,
) -> tuple[Comment, ...]:
    """Return the comments that teach most if a person labels them.

    Parameters
    ----------
    workspace, population
        As for `analysis.results.reading.reading`; up to 2,000 comments are looked at.
    labels : sequence of Label
        Those that there are already.
    framework : str, optional
        Whose themes; the usual one of the dataset by default.
    model : Model, optional
        What was learned from them.
    most : int
        How many to return.

    Raises
    ------
    TooFew
        If the population has too few people who wrote.
    Unavailable
        If the dataset has no comments, or its framework is not at hand.
    """
    coded = coding(workspace, population.dataset, framework)
    used = _at_hand(coded.id)
    found = read(workspace, population, Wanted(coded.id), most=_POOL).frame
    pool = found[~found["comment"].isin([label.number for label in labels])]
    pool = pool.drop_duplicates("text")
    texts = pool["text"].tolist()
    position = {theme: i for i, theme in enumerate(used.ids)}
    given = [frozenset(position[theme] for theme in label.themes) for label in labels]
    words = dictionary(used)
    themed = (model or words).themed(texts)
    rows = pool.iloc[teaching(texts, themed, given, model=model, most=most)]
    return tuple(comment(row, words, None) for row in rows.to_dict("records"))


def _at_hand(id: str) -> Framework:
    if id not in frameworks():
        msg = f"The framework '{id}' is not at hand, so its themes can't be learned here."
        raise Unavailable(msg)
    return framework(id)


def learned(labels: Sequence[Label], framework: str) -> Model:
    """Return what labels teach about the themes of a framework.

    Themes that nobody gave a comment and that no words give one are left out of the figures.

    Raises
    ------
    InputError
        If there are fewer than `ENOUGH` labels.
    """
    if len(labels) < ENOUGH:
        msg = f"{len(labels)} comments are labelled; {ENOUGH} or more are needed to learn."
        raise InputError(msg)
    used = _at_hand(framework)
    texts = [label.text for label in labels]
    found = dictionary(used).themed(texts)
    given = {
        theme: np.array([theme in label.themes for label in labels])
        for at, theme in enumerate(used.ids)
        if found[:, at].any() or any(theme in label.themes for label in labels)
    }
    return train(texts, given, used)


def label_table(labels: Sequence[Label], framework: str) -> pd.DataFrame:
    """Return labels as the file that ``themes train`` reads.

    Returns
    -------
    DataFrame
        ``text``, and for each theme of the framework a column named by its id, 1 or 0.
    """
    rows = [
        {"text": label.text} | {id_: int(id_ in label.themes) for id_ in _at_hand(framework).ids}
        for label in labels
    ]
    return pd.DataFrame(rows, columns=["text", *_at_hand(framework).ids])


def model_bytes(model: Model) -> bytes:
    """Return a model as the file that ``themes apply --model`` reads."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "themes.model"
        write_model(model, path)
        return path.read_bytes()
