"""Choices that live in the link: widgets bound to the URL, and links that name what isn't there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from analysis.survey import UnknownChoice

_NOTICES = "notices"
_TRIES = "link_tries"
_MOST_TRIES = 3


def start() -> None:
    """Begin a run."""
    st.session_state.setdefault(_NOTICES, {})
    st.session_state.setdefault(_TRIES, {})


def show_notices() -> None:
    """Say once what the link that opened this view names wrongly."""
    for notice in st.session_state[_NOTICES]:
        st.warning(notice, icon=":material/link_off:")
    st.session_state[_NOTICES] = {}


def _take(key: str, noun: str, options: Sequence[str], label: Callable[[str], str]) -> None:
    """Make the link's choice one that the widget knows, before the widget is made.

    Streamlit writes what the menu shows into the link. A link may also name a code, which is
    turned into that; the run then starts again, as a widget reads the link as it was when the run
    began. A name that doesn't exist is noted, and the widget takes it out of the link. Once there
    is a widget, it writes the link, and the link is no longer read.
    """
    if key in st.session_state or key not in st.query_params:
        return
    by_name = {o.lower(): label(o) for o in options} | {label(o).lower(): label(o) for o in options}
    given = st.query_params.get_all(key)
    for name in given:
        if name.lower() not in by_name:
            st.session_state[_NOTICES][str(UnknownChoice(noun, name, options))] = None
    known = [by_name[name.lower()] for name in given if name.lower() in by_name]
    tries = st.session_state[_TRIES]
    if known and known != given and tries.get(key, 0) < _MOST_TRIES:
        tries[key] = tries.get(key, 0) + 1
        st.query_params[key] = known
        st.rerun()


def read_as(key: str, other: str) -> None:
    """Let a link that was just opened name a menu by the name that it has on other pages."""
    taken = key in st.session_state or key in st.query_params
    if not taken and other in st.query_params and other not in st.session_state:
        st.query_params[key] = st.query_params.get_all(other)
        del st.query_params[other]
        st.rerun()


def imply(key: str, value: str, other: str) -> None:
    """Let a link that was just opened choose a value by naming another menu."""
    taken = key in st.session_state or key in st.query_params
    if not taken and other in st.query_params:
        st.query_params[key] = value
        st.rerun()


def _give_way(key: str, options: Sequence[str]) -> None:
    """Let a choice that is no longer on the menu give way to the first, in the link too."""
    if key in st.session_state and st.session_state[key] not in options:
        st.session_state[key] = options[0]


def choose(
    title: str,
    options: Sequence[str],
    *,
    key: str,
    noun: str,
    label: Callable[[str], str] = str,
    default: str | None = None,
    help: str | None = None,
) -> str:
    """Show a menu whose choice is part of the link; links may name a code or a label.

    The default stands first, as Streamlit leaves the first option out of the link.
    """
    options = sorted(options, key=lambda o: o != default)
    _take(key, noun, options, label)
    _give_way(key, options)
    chosen = st.selectbox(
        title,
        options,
        format_func=label,
        key=key,
        bind="query-params",
        help=help,
    )
    return chosen if chosen in options else options[0]


def choose_many(
    title: str,
    options: Sequence[str],
    *,
    key: str,
    noun: str,
    label: Callable[[str], str] = str,
    placeholder: str = "Everyone",
) -> list[str]:
    """Show a menu of several choices, none meaning all; they are part of the link."""
    _take(key, noun, options, label)
    chosen = st.multiselect(
        title,
        options,
        format_func=label,
        key=key,
        bind="query-params",
        placeholder=placeholder,
    )
    return [c for c in chosen if c in options]


def switch(title: str, options: Sequence[str], *, key: str, noun: str) -> str:
    """Show a choice between a few words side by side; it is part of the link."""
    _take(key, noun, options, str)
    _give_way(key, options)
    chosen = st.segmented_control(
        title, options, default=options[0], required=True, key=key, bind="query-params"
    )
    return chosen if chosen in options else options[0]


def typed(title: str, *, key: str, example: str, help: str) -> str:
    """Show a field to type into; what it says is part of the link."""
    said = st.text_input(
        title, key=key, type="search", placeholder=example, help=help, bind="query-params"
    )
    return said or ""


def page_asked(key: str) -> int:
    """Return the page that is open, or that the link names if none is yet."""
    given = st.session_state.get(key, st.query_params.get(key, "1"))
    return max(int(given), 1) if str(given).isdecimal() else 1


def page(pages: int, *, key: str) -> None:
    """Show a choice of pages, if there are several; the page is part of the link."""
    if page_asked(key) > pages:
        st.session_state[key] = pages
    if pages > 1:
        st.pagination(pages, key=key, bind="query-params")
