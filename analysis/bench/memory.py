"""How much memory a process and those that it started have together, at most."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

_EVERY = 0.02
_KILOBYTE = 1024
_MEGABYTE = 1024 * 1024
_OWN_UNIT = _KILOBYTE if sys.platform != "darwin" else 1


class Watched:
    """Watches the memory of this process and of its children while a ``with`` block runs.

    What processes share is counted for each. Where there is no ``/proc`` (outside Linux), only this
    process is counted.

    Attributes
    ----------
    megabytes : float
        The most that was seen at one time; at least the most that this process had.
    """

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._ended = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _OWN_UNIT / _MEGABYTE
        self.megabytes = max(self.megabytes, own)

    def _watch(self) -> None:
        while not self._ended.wait(_EVERY):
            self.megabytes = max(self.megabytes, _together(os.getpid()) / _MEGABYTE)


def _together(pid: int) -> int:
    """Return the bytes of a process and its children; 0 where that can't be read."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
        children = [int(child) for task in tasks for child in task.read_text("ascii").split()]
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(map(_together, children))
