"""Comments to read: redacted, of enough people, and with nothing that says who wrote them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.store import gate
from analysis.store.comments import Bools, Comments, comments
from analysis.store.respondents import respondents
from analysis.store.schema import quoted
from analysis.store.suppression import Policy
from analysis.store.workspace import Workspace
from analysis.survey import BOXES, InputError, Population, wrote
from analysis.survey.query import Either, Every, Query, Without, Word, wanted_of, words_of

Floats = NDArray[np.float64]

_SHUFFLE = 20161031
_TERM_WEIGHT, _LENGTH_WEIGHT = 1.2, 0.75


class TooFew(InputError):
    """What is asked for is about too few people to be read."""


@dataclass(frozen=True)
class Wanted:
    """Which comments to read.

    Attributes
    ----------
    framework, theme : str
        A theme, or `NOT_ASSIGNED`; "" for any.
    tones : tuple of int
        1 praise, -1 criticism, 0 both or neither; () for any.
    boxes : tuple of str
        Keys of `analysis.survey.BOXES`; () for any.
    query : Query or None
        What to look for.
    """

    framework: str = ""
    theme: str = ""
    tones: tuple[int, ...] = ()
    boxes: tuple[str, ...] = ()
    query: Query | None = None


@dataclass(frozen=True)
class Read:
    """Comments that may be read.

    Attributes
    ----------
    frame : DataFrame
        ``comment`` (a number that says nothing of who wrote it), ``box``, ``tone``, ``text``.
    comments, people : int
        How many there are in all, and of how many people.
    policy : Policy
        The rules that were applied.
    """

    frame: pd.DataFrame
    comments: int
    people: int
    policy: Policy


def read(
    workspace: Workspace,
    population: Population,
    wanted: Wanted,
    *,
    start: int = 0,
    most: int = 20,
    policy: Policy | None = None,
) -> Read:
    """Return comments of a population, those that fit a query best first, else in a fixed order.

    Parameters
    ----------
    workspace, population, policy
        As for `gate.scores`.
    wanted : Wanted
        Which.
    start, most : int
        How many to leave out first, and how many to return.

    Raises
    ------
    TooFew
        If fewer people than may be shown wrote them; if a chosen group of people has too few who
        wrote anything; if a word of the query is used by too few people of the whole dataset; or
        if what the query leaves out is about too few.
    InputError
        If the dataset has no comments.

    Notes
    -----
    Ranked by BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75).
    """
    rules = gate._strictest(policy)
    written = comments(workspace, population.dataset)
    if written is None:
        msg = f"{workspace.dataset(population.dataset).name} has no comments."
        raise InputError(msg)
    _check_groups(workspace, population, rules)
    index = _Index(workspace, population.dataset, written)
    fits = _chosen(written, wanted)
    people = respondents(workspace, population.dataset)
    rows = people.rows(population)
    if rows is not None:
        inside = np.zeros(people.people, dtype=bool)
        inside[rows] = True
        fits &= inside[written.person]
    rank = index.order.astype(np.float64) / -index.order.size
    if wanted.query is not None:
        _check_words(wanted.query, index, rules)
        held = index.holding(wanted.query)
        _check_left_out(fits, held, index.holding(wanted.query, everything=True), written, rules)
        fits &= held
        rank += index.ranks(wanted.query)
    found = np.flatnonzero(fits)
    writers = _people(written, fits)
    if 0 < writers < rules.minimum:
        raise TooFew(_few(rules))
    page = found[np.argsort(-rank[found], kind="stable")][start : start + most]
    return Read(index.frame(page), found.size, writers, rules)


def _few(rules: Policy) -> str:
    return (
        f"Fewer than {rules.minimum} people wrote such comments here. They are not shown, so that "
        "nobody can be recognised. Choose more places, years or groups, or look for something "
        "more common."
    )


def _check_groups(workspace: Workspace, population: Population, rules: Policy) -> None:
    """Refuse groups, and places, of which too few people wrote anything."""
    asked = wrote(workspace.dataset(population.dataset).years)
    for by in ((), *((dimension,) for dimension, _ in population.groups)):
        frame = gate.scores(workspace, population, [asked], by, policy=rules).frame
        writers = (frame["n"] * frame["score"]).round()
        if frame["hidden"].any() or ((writers > 0) & (writers < rules.minimum)).any():
            raise TooFew(_few(rules))


def _chosen(written: Comments, wanted: Wanted) -> Bools:
    fits = np.ones(written.person.size, dtype=bool)
    if wanted.theme:
        fits &= written.about(wanted.framework, wanted.theme)
    if wanted.tones:
        fits &= np.isin(written.tone, wanted.tones)
    if wanted.boxes:
        fits &= np.isin(written.box, [list(BOXES).index(box) for box in wanted.boxes])
    return fits


def _people(written: Comments, fits: Bools) -> int:
    return int(np.unique(written.person[fits]).size)


def _check_words(query: Query, index: _Index, rules: Policy) -> None:
    for word in words_of(query):
        if index.people_using(word) < rules.minimum:
            msg = (
                f"“{word.words}” is written by fewer than {rules.minimum} people in all. Rare "
                "words can't be looked for, so that nobody can be recognised by them."
            )
            raise TooFew(msg)


def _check_left_out(
    fits: Bools, held: Bools, with_all: Bools, written: Comments, rules: Policy
) -> None:
    """Refuse a query whose NOT leaves out so few people that who they are could be told."""
    left_out = _people(written, fits & with_all & ~held)
    if 0 < left_out < rules.minimum:
        msg = (
            f"What NOT leaves out here is by fewer than {rules.minimum} people. Leave it in, or "
            "leave out something more common."
        )
        raise TooFew(msg)


class _Index:
    """The words of a dataset's comments."""

    def __init__(self, workspace: Workspace, id: str, written: Comments) -> None:
        self._workspace, self._id, self._written = workspace, id, written
        self._size = written.person.size
        self.order = np.random.default_rng(_SHUFFLE).permutation(self._size)
        self._known: dict[str, tuple[NDArray[np.int32], NDArray[np.uint8]]] = {}

    def _uses(self, stem: str) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Return the comments with a stem, and how often each has it."""
        if stem not in self._known:
            frame = self._workspace._frame(
                f"SELECT comment, times FROM {quoted(f'posting:{self._id}')} WHERE stem ="
                f" (SELECT stem FROM {quoted(f'stem:{self._id}')} WHERE word = ?)",
                [stem],
            )
            self._known[stem] = frame["comment"].to_numpy(np.int32), frame["times"].to_numpy()
        return self._known[stem]

    def _with(self, word: Word) -> Bools:
        """Return which comments have a word or a phrase."""
        found = np.ones(self._size, dtype=bool)
        for stem in word.stems:
            has = np.zeros(self._size, dtype=bool)
            has[self._uses(stem)[0]] = True
            found &= has
        if word.pattern and found.any():
            texts = self._texts(np.flatnonzero(found), "regexp_matches(text, $pattern)", word)
            found[:] = False
            found[texts["rowid"].to_numpy(np.intp)] = True
        return found

    def _texts(self, rows: NDArray[np.intp], where: str, word: Word | None = None) -> pd.DataFrame:
        parameters = {"rows": rows.tolist()} | ({"pattern": word.pattern} if word else {})
        return self._workspace._frame(
            f"SELECT rowid, text FROM {quoted(f'comment:{self._id}')}"
            f" WHERE rowid IN (SELECT unnest($rows)) AND {where}",
            parameters,
        )

    def people_using(self, word: Word) -> int:
        return _people(self._written, self._with(word))

    def holding(self, query: Query, *, everything: bool = False) -> Bools:
        """Return which comments a query holds for; `everything` leaves out no comment for a NOT."""
        match query:
            case Word():
                return self._with(query)
            case Without(part):
                inner = self.holding(part, everything=everything)
                return np.ones_like(inner) if everything else ~inner
            case Every(parts):
                return self._joined(np.logical_and, parts, everything)
            case Either(parts):
                return self._joined(np.logical_or, parts, everything)
        assert_never(query)

    def _joined(
        self, join: Callable[[Bools, Bools], Bools], parts: tuple[Query, ...], everything: bool
    ) -> Bools:
        found = self.holding(parts[0], everything=everything)
        for part in parts[1:]:
            found = join(found, self.holding(part, everything=everything))
        return found

    def ranks(self, query: Query) -> Floats:
        """Return how well each comment fits the words that are asked for (BM25)."""
        found = np.zeros(self._size)
        relative = self._written.length / self._written.length.mean()
        for stem in {stem for word in wanted_of(query) for stem in word.stems}:
            comment, times = self._uses(stem)
            rarity = np.log1p((self._size - comment.size + 0.5) / (comment.size + 0.5))
            weight = _TERM_WEIGHT * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * relative[comment])
            found[comment] += rarity * times * (_TERM_WEIGHT + 1) / (times + weight)
        return found

    def frame(self, rows: NDArray[np.intp]) -> pd.DataFrame:
        """Return comments in this order, with nothing that says who wrote them."""
        texts = self._texts(rows, "true").set_index("rowid")["text"]
        return pd.DataFrame(
            {
                "comment": self.order[rows],
                "box": [list(BOXES)[i] for i in self._written.box[rows].tolist()],
                "tone": self._written.tone[rows],
                "text": texts.reindex(rows).to_numpy(),
            }
        )
