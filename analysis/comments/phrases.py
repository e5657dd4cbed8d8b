"""What a dictionary looks for: words in a row, all looked for at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.comments.words import NUMBER, STOP, plain, stem
from analysis.survey import InputError

_GAP = 3
_MOST_KEPT = 1 << 16
_NEGATORS = frozenset(
    ["not", "no", "never", "cannot", "without", "hardly", "barely", "neither", "nor", "none"]
    + [f"{w}nt" for w in ("is", "was", "are", "were", "do", "does", "did", "ca", "could", "wo")]
    + [f"{w}nt" for w in ("would", "should", "has", "have", "had", "ai")]
)


@dataclass(eq=False)
class _Node:
    """A place in the tree of all phrases: the slots that end here, and what may follow."""

    ends: int = 0
    next: dict[int, _Node] = field(default_factory=dict)
    any: _Node | None = None
    gap: _Node | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Word:
    """What the phrases know of a word. Words that stand for the same are the same object.

    Attributes
    ----------
    symbols : tuple of int
        What it stands for within phrases.
    state : State or None
        Where a phrase that begins with it goes on.
    negates, stops : bool
        Whether it says no, and whether it ends a sentence.
    """

    symbols: tuple[int, ...] = ()
    state: State | None = None
    negates: bool = False
    stops: bool = False


END = Word(stops=True)
"""The end of a sentence."""


class State(dict[Word, "State | None"]):
    """How far phrases have been read: next word -> next state, None where all of them fail.

    The steps are worked out when they are first taken, and remembered.

    Attributes
    ----------
    ends : int
        Bit set of the slots whose phrase is complete here.
    last : bool
        Whether no phrase goes on from here.
    """

    __slots__ = ("_nodes", "_states", "ends", "last")

    def __init__(self, nodes: frozenset[_Node], states: dict[frozenset[_Node], State]) -> None:
        super().__init__()
        self._nodes = nodes
        self._states = states
        self.ends = 0
        for node in nodes:
            self.ends |= node.ends
        self.last = not any(node.next or node.any for node in nodes)

    def __missing__(self, word: Word) -> State | None:
        reached: set[_Node] = set()
        if not word.stops:
            for node in self._nodes:
                reached |= {node.next[s] for s in word.symbols if s in node.next}
                reached |= {node.any} if node.any else set()
        self[word] = found = _state(reached, self._states)
        return found


def _state(nodes: Iterable[_Node], states: dict[frozenset[_Node], State]) -> State | None:
    reached = set(nodes)
    reached |= {node.gap for node in reached if node.gap}
    key = frozenset(reached)
    if key and key not in states:
        states[key] = State(key, states)
    return states.get(key)


class Words(dict[str, Word]):
    """What the phrases know of every piece of text met so far."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases

    def __missing__(self, piece: str) -> Word:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[piece] = found = self._phrases.word(piece)
        return found


class Phrases:
    """Words and phrases, each for a slot.

    Parameters
    ----------
    lists : mapping of str to sequence of str
        What ``@list`` stands for.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists
        self._root = _Node()
        self._symbols: dict[str, int] = {}
        self._exact: dict[str, set[int]] = {}
        self._forms: dict[str, set[tuple[str, int]]] = {}
        self._begins: dict[str, set[int]] = {}
        self._heads: set[str] = set()
        self._known: dict[tuple[tuple[int, ...], bool], Word] = {}
        self._states: dict[frozenset[_Node], State] = {}

    def add(self, phrase: str, slot: int) -> None:
        """Look for a word or a phrase.

        Raises
        ------
        InputError
            If it names a list that there is not, or does not begin and end with a word.
        """
        atoms = phrase.split()
        if {atoms[0], atoms[-1]} & {"_", "..."}:
            raise InputError(f"'{phrase}' should begin and end with a word.")
        node = self._root
        for atom in atoms:
            node = self._step(node, atom, phrase)
        node.ends |= 1 << slot

    def _step(self, node: _Node, atom: str, phrase: str) -> _Node:
        if atom == "_":
            node.any = node.any or _Node()
            return node.any
        if atom == "...":
            node.gap = node.gap or _gap()
            return node.gap
        return node.next.setdefault(self._symbol(atom, phrase), _Node())

    def _symbol(self, atom: str, phrase: str) -> int:
        if atom in self._symbols:
            return self._symbols[atom]
        choices = list(self._choices(atom, phrase))
        symbol = self._symbols[atom] = len(self._symbols)
        for word in choices:
            if word.startswith("=") or len(word) == 1:
                self._exact.setdefault(plain(word.lstrip("=")), set()).add(symbol)
            elif word.endswith("*"):
                self._begins.setdefault(word[:-1].lower(), set()).add(symbol)
            else:
                written = plain(word)
                self._forms.setdefault(stem(written), set()).add((written[:-1], symbol))
                self._heads.add(written[:-1])
        return symbol

    def _choices(self, atom: str, phrase: str) -> Iterator[str]:
        for choice in atom.split("/"):
            if choice.startswith("@") and choice[1:] in self._lists:
                yield from self._lists[choice[1:]]
            elif choice == NUMBER or choice.strip("=*").replace("'", "").isalnum():
                yield choice
            else:
                wrong = "a list that is not in the file" if choice.startswith("@") else "no word"
                raise InputError(f"'{phrase}': '{choice}' is {wrong}.")

    def word(self, piece: str) -> Word:
        """Return what is known of a piece of a text.

        A form of a word has its stem and begins like it: "helpful" finds "helpfully", not "help".
        """
        written = plain(piece)
        if written == STOP:
            return END
        symbols = set(self._exact.get(written, ()))
        begins = [written[:end] for end in range(len(written) + 1)]
        for begin in begins:
            symbols |= self._begins.get(begin, set())
        if not self._heads.isdisjoint(begins):
            forms = self._forms.get(stem(written), ())
            symbols.update(symbol for begin, symbol in forms if written.startswith(begin))
        key = tuple(sorted(symbols)), written in _NEGATORS
        if key not in self._known:
            nodes = [self._root.next[s] for s in key[0] if s in self._root.next]
            self._known[key] = Word(key[0], _state(nodes, self._states), key[1])
        return self._known[key]


def _gap() -> _Node:
    """Return a node after which up to three words may be skipped."""
    first = last = _Node()
    for _ in range(_GAP):
        last.any = _Node(next=first.next)
        last = last.any
    return first
