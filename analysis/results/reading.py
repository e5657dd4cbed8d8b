"""Comments to read: what they say, which themes each sentence has, and which words show it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.comments.dictionary import Dictionary, dictionary
from analysis.comments.framework import framework, frameworks
from analysis.comments.search import looked_for, parsed, same_theme
from analysis.comments.sentences import sentences
from analysis.comments.sentiment import tones
from analysis.results.themes import coding, theme_names
from analysis.store import Coded, Policy, Workspace
from analysis.store.reading import Wanted, read
from analysis.survey import BOXES, NOT_ASSIGNED, Population, Tone, UnknownChoice
from analysis.survey.query import Query, wanted_of

PAGE = 20
"""Comments on a page."""

_TONES: dict[Tone, tuple[int, ...]] = {"any": (), "praise": (1,), "criticism": (-1,)}


@dataclass(frozen=True)
class Mark:
    """Words that matter in a comment.

    Attributes
    ----------
    start, end : int
        Where they stand: characters `start` to `end`, the last not included.
    theme : str
        Id of the theme that they give the comment; empty for words that were looked for.
    """

    start: int
    end: int
    theme: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a comment.

    Attributes
    ----------
    start, end : int
        Where it stands, as in `Mark`.
    themes : tuple of str
        Ids of the themes that its words give the comment.
    tone : int
        1 praise, -1 criticism, 0 both or neither.
    """

    start: int
    end: int
    themes: tuple[str, ...]
    tone: int


@dataclass(frozen=True)
class Comment:
    """What somebody wrote, redacted.

    Attributes
    ----------
    number : int
        A number that says nothing of who wrote it.
    box : str
        Where it was written: a key of `analysis.survey.BOXES`.
    tone : int
        1 praise, -1 criticism, 0 both or neither.
    text : str
        The comment.
    themes : tuple of str
        Ids of its themes, in the framework's order; empty if none was found.
    sentences : tuple of Sentence
        Its sentences.
    marks : tuple of Mark
        The words that gave it its themes, and those that were looked for.
    """

    number: int
    box: str
    tone: int
    text: str
    themes: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    marks: tuple[Mark, ...]

    @property
    def mixed(self) -> bool:
        """Whether its sentences differ in theme or tone."""
        return len({(s.themes, s.tone) for s in self.sentences if s.themes}) > 1


@dataclass(frozen=True)
class Sought:
    """Which comments are looked for.

    Attributes
    ----------
    find : str
        What the reader typed; empty for anything.
    theme : str
        Id of a theme, or `NOT_ASSIGNED`; empty for any.
    tone : Tone
        "any", "praise" or "criticism".
    box : str
        A key of `analysis.survey.BOXES`; empty for any.
    alike : bool
        Whether other words of the same theme will do for a word that is looked for.
    """

    find: str = ""
    theme: str = ""
    tone: Tone = "any"
    box: str = ""
    alike: bool = False


@dataclass(frozen=True)
class Reading:
    """A page of comments.

    Attributes
    ----------
    population : Population
        Who wrote them.
    sought : Sought
        Which were looked for.
    framework : Coded
        The themes.
    comments : tuple of Comment
        Those of this page.
    total, people : int
        How many comments there are on all pages, and of how many people.
    page, pages : int
        Which page this is, from 1, and how many there are.
    explained : bool
        Whether the words that gave themes are all shown; not if the framework is not at hand, or
        was edited since the comments were themed.
    policy : Policy
        The disclosure rules applied.
    also : tuple of str
        Words of the same theme that were looked for as well, by the alphabet.
    """

    population: Population
    sought: Sought
    framework: Coded
    comments: tuple[Comment, ...]
    total: int
    people: int
    page: int
    pages: int
    explained: bool
    policy: Policy
    also: tuple[str, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """What people read for each theme, "Not assigned" included, by its id."""
        return theme_names(self.framework)


def reading(
    workspace: Workspace,
    population: Population,
    sought: Sought,
    *,
    framework: str | None = None,
    page: int = 1,
    size: int = PAGE,
) -> Reading:
    """Return a page of the comments of a population, those that fit best first.

    Parameters
    ----------
    workspace : Workspace
        Where the comments are.
    population : Population
        Who wrote them.
    sought : Sought
        Which.
    framework : str, optional
        Whose themes; the usual one of the dataset by default.
    page : int
        From 1; a page after the last is the last.
    size : int
        Comments a page.

    Raises
    ------
    TooFew
        If what is looked for is about too few people to be read.
    Unavailable
        If the dataset has no comments.
    InputError
        If the search can't be understood, or a theme, tone or box does not exist.
    """
    coded = coding(workspace, population.dataset, framework)
    words = words_of(coded)
    wanted = _wanted(sought, coded, words)
    found = read(workspace, population, wanted, start=(max(page, 1) - 1) * size, most=size)
    pages = -(-found.comments // size)
    if page > pages:
        return reading(workspace, population, sought, framework=framework, page=pages, size=size)
    return Reading(
        population,
        sought,
        coded,
        tuple(comment(row, words, found.query) for row in found.frame.to_dict("records")),
        found.comments,
        found.people,
        max(page, 1),
        pages,
        words is not None and words.framework.digest == coded.digest,
        found.policy,
        _also(wanted.query, found.query),
    )


def _also(asked: Query | None, found: Query | None) -> tuple[str, ...]:
    """Return the words that were added to what was asked for."""
    if asked is None or found is None:
        return ()
    return tuple(sorted({word.words for word in set(wanted_of(found)) - set(wanted_of(asked))}))


def _wanted(sought: Sought, coded: Coded, words: Dictionary | None) -> Wanted:
    if sought.tone not in _TONES:
        raise UnknownChoice("tone", sought.tone, list(_TONES))
    if sought.box and sought.box not in BOXES:
        raise UnknownChoice("box of comments", sought.box, list(BOXES))
    if sought.theme and sought.theme not in theme_names(coded):
        raise UnknownChoice("theme", sought.theme, [*dict(coded.themes), NOT_ASSIGNED])
    query = parsed(sought.find) if sought.find.strip() else None
    boxes = (sought.box,) if sought.box else ()
    others = same_theme(query, words.framework) if query and words and sought.alike else {}
    return Wanted(coded.id, sought.theme, _TONES[sought.tone], boxes, query, others)


def words_of(coded: Coded) -> Dictionary | None:
    """Return the words of a framework as it is now; None if it is not at hand."""
    return dictionary(framework(coded.id)) if coded.id in frameworks() else None


def comment(row: Mapping[Hashable, Any], words: Dictionary | None, query: Query | None) -> Comment:
    """Return a comment with what its words show.

    Parameters
    ----------
    row : mapping
        A row of the frame of `analysis.store.reading.Read`.
    words : Dictionary or None
        Of its themes; without, no words are shown to give a theme.
    query : Query or None
        What was looked for.
    """
    text, box, themes = row["text"], row["box"], row["themes"]
    matches = words.explained(text) if words else []
    marks = [Mark(m.start, m.end, m.theme_id) for m in matches if m.theme_id in themes]
    spans = sentences(text)
    each = tones([text[start:end] for start, end in spans], [box] * len(spans)).tolist()
    parts = tuple(
        Sentence(start, end, _themes_in(marks, themes, start, end), said)
        for (start, end), said in zip(spans, each, strict=True)
    )
    sought = [Mark(start, end) for start, end in looked_for(query, text)] if query else []
    return Comment(row["comment"], box, row["tone"], text, themes, parts, (*marks, *sought))


def _themes_in(
    marks: Sequence[Mark], themes: tuple[str, ...], start: int, end: int
) -> tuple[str, ...]:
    found = {m.theme for m in marks if start <= m.start < end}
    return tuple(theme for theme in themes if theme in found)
