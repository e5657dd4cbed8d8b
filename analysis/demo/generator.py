"""The demonstration survey: generate it, and put it in a workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.demo.answers import Interview
from analysis.demo.coefficients import Coefficients
from analysis.demo.indicators import SOURCE, demo_indicators
from analysis.demo.people import People, Sampler
from analysis.demo.routes import Routes
from analysis.demo.tables import YEARS
from analysis.store import Dataset, build
from analysis.survey import InputError

SEED = 2018
RESPONDENTS = 281_000
FEWEST = 1_000

_PUBLISHED_RESPONDENTS = (71_186, 72_788, 69_072, 73_817)
_MOST_AT_ONCE = 100_000
_WORKERS = 2

DATASET = Dataset(
    id="demo",
    name="Demonstration survey (synthetic)",
    kind="respondents",
    source=(
        "Made-up people, generated to resemble the published results of the National Cancer "
        "Patient Experience Survey, 2015 to 2018 (NHS England / Quality Health)."
    ),
    synthetic=True,
)


@dataclass(frozen=True)
class Order:
    """A piece of the survey to be made: how many respondents of one year, with what chance."""

    year: int
    respondents: int
    chance: np.random.SeedSequence


@dataclass(frozen=True)
class Piece:
    """Some respondents of one year, and the silent people beside them."""

    respondents: People
    answers: dict[str, NDArray[np.uint8]]
    silent: People
    rng: np.random.Generator

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return respondents and silent people as `analysis.store.Builder` takes them."""
        people = self.respondents.known_to_survey(self.rng)
        answers = pd.DataFrame(self.answers, copy=False)
        silent = self.silent.known_to_hospital(self.rng)
        return pd.concat([people, answers], axis=1), silent


class Factory:
    """Makes pieces of the survey.

    Parameters
    ----------
    coefficients : Coefficients
        How likely each answer is.
    routes : Routes
        Who is asked what.
    """

    def __init__(self, coefficients: Coefficients, routes: Routes) -> None:
        self._interview = Interview(coefficients, routes)
        self._respondents = Sampler(silent=False)
        self._silent = Sampler(silent=True)

    def make(self, order: Order) -> Piece:
        """Return the piece that is ordered; the same order gives the same piece."""
        rng = np.random.default_rng(order.chance)
        people = self._respondents.draw(rng, order.year, order.respondents)
        answers = self._interview.answer(people, rng)
        unanswered = round(order.respondents * self._silent.per_respondent)
        silent = self._silent.draw(rng, order.year, unanswered)
        return Piece(people, answers, silent, rng)


def orders(respondents: int, seed: int) -> list[Order]:
    """Return the pieces of a survey with this many respondents over all years.

    Raises
    ------
    InputError
        If `respondents` is below `FEWEST`, or the seed below 0.
    """
    if respondents < FEWEST:
        msg = f"A demonstration survey needs at least {FEWEST:,} respondents, not {respondents:,}."
        raise InputError(msg)
    if seed < 0:
        msg = f"The seed of the demonstration survey must be 0 or more, not {seed}."
        raise InputError(msg)
    ends = np.cumsum((0, *_PUBLISHED_RESPONDENTS)) / sum(_PUBLISHED_RESPONDENTS)
    sizes = np.diff(np.round(ends * respondents).astype(int))
    parts = [
        (year, part)
        for year, size in zip(YEARS, sizes.tolist(), strict=True)
        for part in _split(size)
    ]
    chances = np.random.SeedSequence(seed).spawn(len(parts))
    return [Order(*part, chance) for part, chance in zip(parts, chances, strict=True)]


def _split(size: int) -> list[int]:
    pieces = -(-size // _MOST_AT_ONCE)
    return [size * (i + 1) // pieces - size * i // pieces for i in range(pieces)]


def made(ordered: list[Order]) -> Iterator[Piece]:
    """Make pieces in order, some of them ahead of time in other threads."""
    factory = Factory(Coefficients.read(), Routes.read())
    with ThreadPoolExecutor(_WORKERS) as pool:
        ahead: list[Future[Piece]] = []
        for order in ordered:
            ahead.append(pool.submit(factory.make, order))
            if len(ahead) > _WORKERS:
                yield ahead.pop(0).result()
        while ahead:
            yield ahead.pop(0).result()


def generate(
    respondents: int = RESPONDENTS, seed: int = SEED
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Make the demonstration survey, piece by piece.

    Parameters
    ----------
    respondents : int
        People who answer, over the four years; at least 1,000.
    seed : int
        The same seed and number give the same people and answers.

    Yields
    ------
    (DataFrame, DataFrame)
        Respondents of one year and the people who did not answer, as
        `analysis.store.Builder.add_respondents` takes them.

    Raises
    ------
    InputError
        If there are too few respondents.
    """
    for piece in made(orders(respondents, seed)):
        yield piece.frames()


def build_demo(
    path: Path,
    *,
    respondents: int = RESPONDENTS,
    seed: int = SEED,
    progress: Callable[[float, str], None] | None = None,
    fresh: bool = False,
) -> Dataset:
    """Put the demonstration survey, and the demonstration indicators, into a workspace.

    Parameters
    ----------
    path : Path
        The workspace; it need not exist.
    respondents, seed : int
        See `generate`.
    progress : callable, optional
        Called with the share done, 0 to 1, and a few words.
    fresh : bool
        Start an empty workspace, whatever is there.

    Returns
    -------
    Dataset
        The survey, with its years and number of respondents.

    Raises
    ------
    InputError
        If there are too few respondents.
    """
    ordered = orders(respondents, seed)

    def tell(done: int, words: str) -> None:
        if progress is not None:
            progress(done / respondents, words)

    def parts() -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
        done = 0
        for order, piece in zip(ordered, made(ordered), strict=True):
            tell(done, f"Adding the respondents of {order.year}")
            yield piece.frames()
            done += order.respondents
        tell(done, "Saving the workspace")

    tell(0, "Reading the tables")
    with build(path, fresh=fresh) as builder:
        survey = builder.add_respondents(DATASET, parts())
        builder.add_indicators(SOURCE, demo_indicators(seed))
    tell(respondents, "Done")
    return survey
