"""The comments of the demonstration survey, written when a reader first asks for them."""

from __future__ import annotations

import streamlit as st

from analysis.demo import RESPONDENTS, add_demo_comments
from analysis.demo.generator import DATASET
from analysis.results import Unavailable
from analysis.results.themes import codings
from analysis.store import Coded
from pages.parts.session import View, ask


def frameworks(view: View) -> tuple[Coded, ...]:
    """Return the frameworks that the comments are coded by, the usual one first.

    Where the demonstration survey has no comments yet, the page offers to write them, and stops.

    Raises
    ------
    Unavailable
        If another dataset has no comments.
    """
    try:
        return ask(codings, view.dataset.id)
    except Unavailable:
        if (view.dataset.id, view.dataset.rows) != (DATASET.id, RESPONDENTS):
            raise
    _offer(view)
    return ()


def _offer(view: View) -> None:
    """Offer to write the comments, and end the run."""
    st.header("The demonstration survey has no comments yet.", anchor=False)
    st.markdown(
        "They can be written now. Everything in them is made up, as the people are. It takes a "
        "few minutes and happens once."
    )
    if st.button("Write the demonstration comments", icon=":material/edit_note:", type="primary"):
        bar = st.progress(0.0, "Writing comments")
        add_demo_comments(
            view.workspace.path, progress=lambda done, words: bar.progress(min(done, 1.0), words)
        )
        st.rerun()
    st.stop()
