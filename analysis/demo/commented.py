"""Put the comments of the demonstration survey into its workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from analysis.comments.framework import framework, frameworks
from analysis.comments.prepared import Prepared, coded
from analysis.demo.comments import stream, write
from analysis.demo.generator import DATASET, RESPONDENTS, SEED, made, orders
from analysis.store import build


def add_demo_comments(
    path: Path,
    *,
    respondents: int = RESPONDENTS,
    seed: int = SEED,
    progress: Callable[[float, str], None] | None = None,
) -> None:
    """Write, redact, theme and store what the people of the demonstration survey wrote.

    Parameters
    ----------
    path : Path
        A workspace that holds the survey.
    respondents, seed : int
        Those that the survey was made with.
    progress : callable, optional
        Called with the share done, 0 to 1, and a few words.

    Raises
    ------
    InputError
        If the workspace can't be written.
    """
    tell = progress or _silent
    themes = [framework(id_) for id_ in frameworks()]
    tell(0.0, "Writing comments")
    with build(path) as builder:
        parts = Prepared(_written(respondents, seed, tell), themes)
        builder.add_comments(DATASET.id, [coded(one) for one in themes], parts)
    tell(1.0, "Done")


def _silent(share: float, doing: str) -> None:
    """Tell nobody."""


def _written(
    respondents: int, seed: int, tell: Callable[[float, str], None]
) -> Iterator[pd.DataFrame]:
    """Yield the comments of each piece of the survey; `person` counts over all pieces."""
    ordered, done = orders(respondents, seed), 0
    for order, piece in zip(ordered, made(ordered), strict=True):
        tell(done / respondents, f"Reading what people wrote in {order.year}")
        found = write(piece.respondents, piece.answers, stream(order.chance)).comments
        yield found.assign(person=found["person"] + done)
        done += order.respondents
    tell(done / respondents, "Saving the comments")
