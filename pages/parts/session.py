"""The workspace that pages read, and the view they are asked for."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import streamlit as st
from threadpoolctl import threadpool_limits

from analysis.demo import build_demo
from analysis.store import (
    Dataset,
    Workspace,
    WorkspaceError,
    WorkspaceOutdated,
    WorkspaceUnreadable,
    set_aside,
    workspace_path,
)
from analysis.survey import Population, Question

pd.set_option("mode.string_storage", "python")  # Arrow's is slower for frames as small as these

T = TypeVar("T")
_VIEW = "view"
_TO_STOP = "Any other choice, or Stop at the top right, ends this."
_FRONT_DOOR = Path(__file__).parents[2] / "streamlit_app.py"


@dataclass(frozen=True)
class View:
    """What the shared filters ask for."""

    workspace: Workspace
    population: Population
    question: Question

    @property
    def dataset(self) -> Dataset:
        return self.workspace.dataset(self.population.dataset)


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(path: Path, stamp: int) -> Workspace:
    threadpool_limits(1)  # small matrices wait longer for threads of BLAS than for themselves
    return Workspace.open(path)


@st.cache_resource(max_entries=1, show_spinner=False)
def _make(path: Path) -> None:
    """Make the demonstration survey; visitors who come meanwhile wait for the same one."""
    bar = st.progress(0.0, "Making the demonstration survey. This happens once.")
    build_demo(path, progress=lambda done, words: bar.progress(min(done, 1.0), words))
    bar.empty()


def _replace(path: Path, error: WorkspaceError) -> None:
    """Keep a workspace that can't be read under another name and make room for a new one."""
    try:
        aside = set_aside(path)
    except OSError:
        st.error(str(error), icon=":material/error:")
        st.stop()
    st.warning(
        f"{error} It is now kept as {aside.name}. What you see is a new demonstration survey; "
        "files that were imported have to be imported again.",
        icon=":material/build:",
    )


def workspace() -> Workspace:
    """Return the workspace; make the demonstration survey where there is none that can be read."""
    path = workspace_path()
    try:
        if not path.exists():
            _make.clear()
            _make(path)
        return _open(path, path.stat().st_mtime_ns)
    except (WorkspaceUnreadable, WorkspaceOutdated) as error:
        _replace(path, error)
        return workspace()


def keep(view: View) -> None:
    """Hand the view to the page that runs next."""
    st.session_state[_VIEW] = view


def current() -> View:
    """Return the view that the shared filters ask for.

    Until the front door has run once, a new server takes the folder "pages" for Streamlit's older
    kind of app and runs the page of a deep link by itself. The page then opens the front door,
    which runs the page again.
    """
    if _VIEW not in st.session_state:
        runpy.run_path(str(_FRONT_DOOR))
        st.stop()
    return st.session_state[_VIEW]


@st.cache_data(max_entries=300, show_spinner="Working it out …")
def _answer(
    path: str,
    stamp: int,
    name: str,
    arguments: tuple[Any, ...],
    options: dict[str, Any],
    _ask: Callable[[], Any],
) -> Any:
    return _ask()


@st.cache_data(max_entries=50, show_spinner=False)
def _answer_in_steps(
    path: str,
    stamp: int,
    name: str,
    arguments: tuple[Any, ...],
    options: dict[str, Any],
    _ask: Callable[[Callable[[float, str], Any]], Any],
) -> Any:
    bar = st.progress(0.0, "Working it out …")
    found = _ask(lambda done, words: bar.progress(min(done, 1.0), f"{words} {_TO_STOP}"))
    bar.empty()
    return found


def ask(function: Callable[..., T], *arguments: Any, **options: Any) -> T:
    """Return ``function(workspace, ...)``, remembered until the workspace changes."""
    used = current().workspace
    stamp = used.path.stat().st_mtime_ns
    name = f"{function.__module__}.{function.__qualname__}"
    return _answer(
        str(used.path),
        stamp,
        name,
        arguments,
        options,
        lambda: function(used, *arguments, **options),
    )


def ask_in_steps(function: Callable[..., T], *arguments: Any, **options: Any) -> T:
    """Return what `ask` would, with a bar that shows how far it is.

    The function takes ``progress``, which it calls with the share done and what it does.
    """
    used = current().workspace
    stamp = used.path.stat().st_mtime_ns
    name = f"{function.__module__}.{function.__qualname__}"
    return _answer_in_steps(
        str(used.path),
        stamp,
        name,
        arguments,
        options,
        lambda progress: function(used, *arguments, progress=progress, **options),
    )
