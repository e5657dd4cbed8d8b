"""The way from a result on one page to its picture on another."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

_ASKED = "asked_for_page"


def ask_for(page: str, choices: Mapping[str, str | list[str]]) -> None:
    """Note, in a callback, that a page is to be opened with these choices made there.

    Parameters
    ----------
    page : str
        Its file, e.g. "pages/groups.py".
    choices : mapping of str to str, or to list of str
        Key of a menu on that page or in the sidebar -> what to choose, by its code; a list where
        several can be chosen.
    """
    menus = {key: value for key, value in choices.items() if key in st.session_state}
    for key, value in menus.items():
        st.session_state[key] = value
    st.session_state[_ASKED] = page, {k: v for k, v in choices.items() if k not in menus}


def open_if_asked() -> None:
    """Open the page that was asked for; before any menu is made.

    Menus that are there already keep their choices and write them into the link again; for the
    others the link says what to choose.
    """
    asked = st.session_state.pop(_ASKED, None)
    if asked:
        page, choices = asked
        st.switch_page(page, query_params=choices)
