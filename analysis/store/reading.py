"""Comments to read: redacted, of enough people, and with nothing that says who wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from analysis.store import gate
from analysis.store.comments import Bools, Comments, comments
from analysis.store.index import Floats, Index, Rows
from analysis.store.respondents import respondents
from analysis.store.suppression import Policy
from analysis.store.told import Told, told
from analysis.store.workspace import Workspace
from analysis.survey import BOXES, InputError, Population
from analysis.survey.query import Query, Word, parts_of, widened


class TooFew(InputError):
    """What is asked for is about too few people to be read."""


@dataclass(frozen=True)
class Wanted:
    """Which comments to read.

    Attributes
    ----------
    framework, theme : str
        A theme, or `NOT_ASSIGNED`; no theme for any, and no framework to be told of none.
    tones : tuple of int
        1 praise, -1 criticism, 0 both or neither; () for any.
    boxes : tuple of str
        Keys of `analysis.survey.BOXES`; () for any.
    query : Query or None
        What to look for.
    others : mapping of Word to tuple of Word
        Words that will do in place of a word of the query, those aside that can't be looked for.
    """

    framework: str = ""
    theme: str = ""
    tones: tuple[int, ...] = ()
    boxes: tuple[str, ...] = ()
    query: Query | None = None
    others: Mapping[Word, tuple[Word, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """Comments that may be read.

    Attributes
    ----------
    frame : DataFrame
        ``comment`` (a number that says nothing of who wrote it), ``box``, ``tone``, ``themes`` (a
        tuple of ids of the framework's), ``text``.
    comments, people : int
        How many there are in all, and of how many people.
    policy : Policy
        The rules that were applied.
    query : Query or None
        What was looked for, other words included.
    """

    frame: pd.DataFrame
    comments: int
    people: int
    policy: Policy
    query: Query | None = None


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

    Returns
    -------
    Read
        Without a filter, all that fit. Filters show part of them: see `analysis.store.told`.

    Raises
    ------
    TooFew
        If fewer people than may be shown wrote them, nobody included; if a word of the query, or
        a part of it, is used by too few people of the whole dataset; or if what the query leaves
        out is about too few.
    InputError
        If the dataset has no comments.

    Notes
    -----
    Ranked by BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75), in runs of as many people as
    the policy asks for, so that nobody comes first.
    """
    rules = gate._strictest(policy)
    written = comments(workspace, population.dataset)
    if written is None:
        msg = f"{workspace.dataset(population.dataset).name} has no comments."
        raise InputError(msg)
    index = Index(workspace, population.dataset, written)
    people = respondents(workspace, population.dataset)
    shown = _told(workspace, population.dataset, rules).fits(people, population)
    fits = _chosen(written, wanted) & shown[written.person]
    rank = np.zeros(fits.size)
    query = _widened(wanted, index, rules)
    if query is not None:
        _check_parts(query, index, rules)
        held = index.holding(query)
        _check_left_out(fits, held, index.holding(query, everything=True), written, rules)
        fits &= held
        rank = index.ranks(query)
    writers = _people(written, fits)
    if writers < rules.minimum:
        raise TooFew(_few(rules))
    page = _ordered(written, fits, rank, index.order, rules)[start : start + most]
    return Read(index.frame(page, wanted.framework), int(fits.sum()), writers, rules, query)


def _few(rules: Policy) -> str:
    return (
        f"Fewer than {rules.minimum} people wrote such comments here, or fewer than "
        f"{rules.minimum} whom these filters may show. They are not shown, so that nobody can be "
        "recognised. Choose more places, years or groups, or look for something more common."
    )


_settled: WeakKeyDictionary[Workspace, dict[tuple[str, int], Told]] = WeakKeyDictionary()
_settling = Lock()


def _told(workspace: Workspace, id: str, rules: Policy) -> Told:
    """Return what filters may tell of people, worked out the first time it is asked for."""
    written = comments(workspace, id)
    assert written is not None
    with _settling:
        known = _settled.setdefault(workspace, {})
        if (id, rules.minimum) not in known:
            writers = np.unique(written.person).astype(np.intp)
            known[id, rules.minimum] = told(respondents(workspace, id), writers, rules.minimum)
        return known[id, rules.minimum]


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
    wrote = np.zeros(written.person.max(initial=0) + 1, dtype=bool)
    wrote[written.person[fits]] = True
    return int(wrote.sum())


def _ordered(written: Comments, fits: Bools, rank: Floats, order: Rows, rules: Policy) -> Rows:
    """Return comments best first, shuffled among as many people as the policy asks for."""
    found = np.flatnonzero(fits)
    best = found[np.lexsort((order[found], -rank[found]))]
    first = np.zeros(best.size, dtype=bool)
    first[np.unique(written.person[best], return_index=True)[1]] = True
    run = (np.cumsum(first) - 1) // rules.minimum
    return np.asarray(best[np.lexsort((order[best], run))])


def _widened(wanted: Wanted, index: Index, rules: Policy) -> Query | None:
    """Return the query with those other words that a reader could look for as well."""
    if wanted.query is None:
        return None

    def may(word: Word) -> bool:
        return _people(index.written, index.holding(word)) >= rules.minimum

    others = {word: tuple(filter(may, some)) for word, some in wanted.others.items()}
    return widened(wanted.query, others)


def _check_parts(query: Query, index: Index, rules: Policy) -> None:
    """Refuse words, and parts of a query, that few people of the whole dataset use."""
    for part in sorted(parts_of(query), key=lambda part: not isinstance(part, Word)):
        if _people(index.written, index.holding(part)) >= rules.minimum:
            continue
        what = f"“{part.words}” is" if isinstance(part, Word) else "What is looked for together is"
        msg = (
            f"{what} written by fewer than {rules.minimum} people in all. Rare words can't be "
            "looked for, so that nobody can be recognised by them."
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
