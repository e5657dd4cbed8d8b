"""What each word may be: a name, a word of English, or a word that tells a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from analysis.comments.pattern import MASK
from analysis.survey import places
from analysis.survey.files import DATA

_FOLDER = DATA / "names"
_NO_ORIGINS = {"cues", "kept", "words"}
_MOST = 400_000
_CONTRACTED = {"s", "m", "d", "t", "ve", "re", "ll"}
_ENDINGS = re.compile(
    r".{4,}(?:ing|tion|sion|ment|ness|able|ible|ful|ists?|ally|ology|edly|eous|ious|ies|ers|ors)"
)
_APOSTROPHES = str.maketrans("’`´", "'''")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CERTAIN, _CAUTIOUS = 6, 5
"""Letters of a word from which misspellings, and endings, of English are looked for."""


class Lists:
    """What the files in ``data/names`` hold, in small letters.

    Attributes
    ----------
    words : frozenset of str
        Words of English.
    kept : frozenset of str
        Words with a capital that are no person's name.
    first, family, syllables : set of str
        Names, and syllables of which given names are made.
    shapes : Pattern
        How names of some languages are built.
    cues : dict of str to set of str
        Words that tell a name, by heading.
    """

    def __init__(self) -> None:
        found = [_collected(path) for path in origins().values()]
        self.first = set().union(*(f.get("first names", set()) for f in found))
        self.family = set().union(*(f.get("family names", set()) for f in found))
        self.syllables = set().union(*(f.get("syllables", set()) for f in found))
        shapes = sorted(set().union(*(f.get("shapes", set()) for f in found)))
        self.shapes = re.compile("|".join(_regex(shape) for shape in shapes))
        self.words = frozenset().union(*_collected(_FOLDER / "words.txt").values())
        self.cues = _collected(_FOLDER / "cues.txt")
        kept = frozenset().union(*_collected(_FOLDER / "kept.txt").values())
        named = {part.casefold() for p in places() for part in re.findall(r"\w+", p.name)}
        self.kept = kept | (named - self.first - self.family)

    def is_listed(self, low: str, names: set[str]) -> bool:
        """Return whether a word is in a list, or is a double name of which a part is."""
        if low in names or "-" not in low:
            return low in names
        parts = [part for part in low.split("-") if part][:2]
        known = any(part in names for part in parts)
        return known and all(
            part in self.first or part in self.family or part not in self.words for part in parts
        )

    def is_english(self, low: str) -> bool:
        """Return whether a word, or each part of it, is English."""
        if low in self.words or len(low) == 1:
            return True
        parts = [part for part in re.split(r"[-']", low) if part]
        return len(parts) > 1 and all(p in self.words or p in self.kept for p in parts)

    def is_misspelt(self, low: str) -> bool:
        """Return whether a word is one slip from an English word, or ends as only those do."""
        if len(low) < _CAUTIOUS or "-" in low or "'" in low:
            return False
        if _ENDINGS.fullmatch(low):
            return True
        return len(low) >= _CERTAIN and any(near in self.words for near in _one_edit(low))

    def is_shaped(self, low: str) -> bool:
        """Return whether a word is built as names of some language are."""
        return len(low) >= _CERTAIN and (
            self.shapes.fullmatch(low) is not None
            or any(
                low[:cut] in self.syllables and low[cut:] in self.syllables
                for cut in range(2, len(low) - 1)
            )
        )


class Word:
    """What is known of a word by itself.

    Attributes
    ----------
    low : str
        The word in small letters, without an ending such as 's.
    masked : bool
        Whether it stands for something found before.
    capital, initial, shout : bool
        Whether it begins with a capital; is one capital letter alone; is all capitals.
    first, family : bool
        Whether it stands in a list of first names, or of family names.
    plain : bool
        Whether it is a word of English, a place or a thing that stays.
    kept : bool
        Whether it is a place or a thing that stays.
    strange : bool
        Whether it stands in no list at all.
    title, role, called, closing, doing, acting, thanking, before : bool
    particle, place, saint, daily, abstract, kindly, never : bool
        Whether it stands under that heading in ``data/names/cues.txt``.
    tells : bool
        Whether the next word may be a name because of it.
    small : bool
        Whether it is abstract or an auxiliary verb: in small letters it never is a name.
    """

    def __init__(self, text: str, lists: Lists) -> None:
        self._lists = lists
        self.low = low = _bare(text.casefold())
        self.masked = text[:1] == MASK
        self.initial = len(text) == 1 and text.isupper() and text not in "IA"
        self.capital = text[:1].isupper() and not self.initial
        self.shout = len(low) > 1 and text[: len(low)].rstrip("s").isupper()
        self.first = lists.is_listed(low, lists.first)
        self.family = lists.is_listed(low, lists.family)
        whole = text.casefold().translate(_APOSTROPHES)
        self.kept = not lists.kept.isdisjoint((low, low.removesuffix("s"), whole))
        cues = {heading for heading, words in lists.cues.items() if low in words}
        self.plain = self.masked or self.kept or bool(cues) or lists.is_english(low)
        bare = low == whole
        self.title = bare and "titles" in cues
        self.role = bare and "roles" in cues
        self.called = bare and "called" in cues
        self.closing = "closings" in cues
        self.acting = "acting" in cues
        self.doing = self.acting or "doing" in cues
        self.thanking = "thanking" in cues
        self.before = self.thanking or "before" in cues
        self.particle = "particles" in cues
        self.place = "places" in cues
        self.saint = "saints" in cues
        self.abstract = "abstract" in cues
        self.daily = self.abstract or "daily" in cues
        self.small = self.abstract or "auxiliaries" in cues
        self.kindly = "kindly" in cues
        self.never = self.masked or "never" in cues
        self.cue = self.title or self.role or self.called
        self.tells = self.cue or self.thanking
        self.strange = not (self.plain or self.first or self.family or self.initial)

    @property
    def listed(self) -> bool:
        """Whether it stands in any list of names."""
        return self.first or self.family

    @cached_property
    def unknown(self) -> bool:
        """Whether it is strange, and no misspelt word of English."""
        return self.strange and not self._lists.is_misspelt(self.low)

    @cached_property
    def shaped(self) -> bool:
        """Whether it is unknown and built as names of some language are."""
        return self.strange and self._lists.is_shaped(self.low) and self.unknown

    @cached_property
    def live(self) -> bool:
        """Whether it may begin a name by itself."""
        if self.kept or self.never:
            return False
        if self.capital:
            return self.first or (self.family and not self.plain) or self.unknown
        return self.initial or (self.listed and not self.plain) or self.shaped

    def stays_with(self, after: Word) -> bool:
        """Return whether this word and the next are together the name of a thing."""
        return f"{self.low}-{after.low}" in self._lists.kept

    @cached_property
    def stirs(self) -> bool:
        """Whether it is worth a closer look wherever it stands."""
        return self.strange or self.live

    @property
    def latent(self) -> bool:
        """Whether it may be a name behind a cue, though it does not look like one."""
        if self.never or self.cue:
            return False
        named = self.listed if self.capital else self.first and not (self.small or self.acting)
        return self.strange or named


class Lexicon(dict[str, Word]):
    """Words by their spelling; each is looked up once."""

    def __init__(self) -> None:
        super().__init__()
        self._lists = Lists()

    def __missing__(self, text: str) -> Word:
        if len(self) > _MOST:
            self.clear()
        word = self[text] = Word(text, self._lists)
        return word


def sections(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each line of words in a file with the heading it stands under ("" before any)."""
    heading = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[] ")
        elif line and not line.startswith("#"):
            yield heading, line.split()


def origins() -> dict[str, Path]:
    """Return the lists of names: the origin and its file."""
    return {p.stem: p for p in sorted(_FOLDER.glob("*.txt")) if p.stem not in _NO_ORIGINS}


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    return Lexicon()


def _collected(path: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for heading, words in sections(path):
        found.setdefault(heading, set()).update(word.casefold() for word in words)
    return found


def _bare(low: str) -> str:
    """Return a word without an ending such as 's."""
    low = low.translate(_APOSTROPHES)
    stem, mark, ending = low.rpartition("'")
    if not mark or ending not in _CONTRACTED:
        return low
    return stem[:-1] if ending == "t" and len(stem) > 1 else stem


def _regex(shape: str) -> str:
    return re.escape(shape).replace(r"\*", r".*").replace(r"\?", ".")


def _one_edit(low: str) -> Iterator[str]:
    """Yield what a word becomes when one letter is added, lost, changed, or two are swapped."""
    for cut in range(len(low) + 1):
        head, tail = low[:cut], low[cut:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail[1:]
            yield head + letter + tail
