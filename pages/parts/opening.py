"""The way from a gap on one page to the same gap on Groups."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

_ASKED = "open_groups"


def ask_for_groups(choices: Mapping[str, str]) -> None:
    """Note, in a callback, that Groups is to be opened with these choices made there.

    Parameters
    ----------
    choices : mapping of str to str
        Key of a menu on Groups or in the sidebar -> what to choose.
    """
    for key, value in choices.items():
        st.session_state[key] = value
    st.session_state[_ASKED] = True


def open_groups_if_asked() -> None:
    """Open Groups if it was asked for; before the page makes menus of its own."""
    if st.session_state.pop(_ASKED, False):
        st.switch_page("pages/groups.py")
