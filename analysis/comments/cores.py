"""Work in pieces, shared out over the cores there are."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Piece = TypeVar("Piece")
Done = TypeVar("Done")

_PATIENCE = 0.3
"""Seconds of work after which helpers are called. They take one or two to come."""
_MOST_HELPERS = 3
"""Each takes about 150 megabytes."""
_AHEAD = 2
_BEHIND = 64

_work: list[Callable[[Any], Any]] = []


def helpers() -> int:
    """Return how many processes may help this one: one less than there are cores, 3 at most.

    A limit on processor time set from outside (a container's, or the environment variable
    ``LOKY_MAX_CPU_COUNT``) counts as fewer cores.
    """
    from joblib.externals.loky import cpu_count

    return int(min(cpu_count() - 1, _MOST_HELPERS))


def shared(work: Callable[[Piece], Done], pieces: Iterable[Piece]) -> Iterator[Done]:
    """Yield what `work` makes of each piece, in the order of the pieces.

    If it takes long, helpers are called and take some of the pieces while this process goes on. It
    never waits for them: a piece that is needed and not done is done here, so that nothing depends
    on whether helpers can be had, are slow or die. What comes out is the same.

    Parameters
    ----------
    work : callable
        Says the same of the same piece in every process; it can be pickled, as can the pieces.
    pieces : iterable
        Taken one by one, only some ahead of what was yielded.
    """
    waiting: deque[_Part[Piece, Done]] = deque()
    start = time.monotonic()
    with ExitStack() as stack:
        team = None
        for piece in pieces:
            if team is None and time.monotonic() - start > _PATIENCE:
                team = _called(work, stack)
            busy = sum(not part.is_done for part in waiting)
            waiting.append(_Part(piece, team.give(piece, busy) if team else None))
            if waiting[-1].future is None:
                waiting[-1].do(work)
            while waiting and (waiting[0].is_done or len(waiting) > _BEHIND):
                yield waiting.popleft().result(work)
        for part in reversed(waiting):
            part.do(work)
        while waiting:
            yield waiting.popleft().result(work)


@dataclass
class _Part(Generic[Piece, Done]):
    """A piece, who was given it if not this process, and what came of it here."""

    piece: Piece
    future: Future[Done] | None
    here: tuple[Done] | None = None

    @property
    def is_done(self) -> bool:
        return self.here is not None or (self.future is not None and self.future.done())

    def do(self, work: Callable[[Piece], Done]) -> None:
        """Do it here if it is not done."""
        if not self.is_done:
            if self.future is not None:
                self.future.cancel()
            self.here = (work(self.piece),)

    def result(self, work: Callable[[Piece], Done]) -> Done:
        self.do(work)
        if self.here is None and self.future is not None and not self.future.exception():
            return self.future.result()
        return self.here[0] if self.here else work(self.piece)


@dataclass(frozen=True)
class _Team:
    """Helpers who know their work; none where none can be had."""

    pool: Executor | None = None
    size: int = 0

    def give(self, piece: Any, busy: int) -> Future[Any] | None:
        """Return the future of a piece; None if enough is given already, or they can't take it."""
        if self.pool is None or busy >= _AHEAD * self.size:
            return None
        try:
            return self.pool.submit(_helped, piece)
        except (BrokenExecutor, OSError):
            return None


def _called(work: Callable[[Any], Any], stack: ExitStack) -> _Team:
    """Return helpers, who leave once the stack is left."""
    size = helpers()
    if size < 1:
        return _Team()
    from joblib.externals.loky.process_executor import ProcessPoolExecutor

    try:
        # Unlike Python's own, these do not run the main program again: the app, under Streamlit.
        pool: Executor = ProcessPoolExecutor(size, initializer=_begin, initargs=(work,))
    except (OSError, ImportError):
        return _Team()
    stack.callback(pool.shutdown, wait=False)
    return _Team(pool, size)


def _begin(work: Callable[[Any], Any]) -> None:
    _work[:] = [work]


def _helped(piece: Any) -> Any:
    return _work[0](piece)
