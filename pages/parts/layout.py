"""How every result is laid out: sentence, picture, table, files, how to read it."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import altair as alt
import pandas as pd
import streamlit as st
from altair.utils import schemapi

from analysis.present import Palette, Picture, export, palette, sentences
from analysis.survey import Population, Question
from pages.parts.session import View, current

schemapi.disable_debug_mode()  # it checks each part of a picture again; the tests check the whole
alt.theme.enable("none")
gc.collect()
gc.freeze()  # modules stay for good: looking through them for garbage takes 0.1 s each time

_MOST_ROWS = 30
_TALLEST, _WIDEST = 560, 300
_SPAN, _UNBROKEN = re.compile(r"^([\d.]+) to ([\d.]+)$"), "\\1\u00a0to\u00a0\\2"


def colours() -> Palette:
    """Return the palette for the reader's theme."""
    return palette(dark=st.context.theme.type == "dark")


def source(view: View, people: Population) -> str:
    """Return what is written under every picture."""
    if view.dataset.synthetic:
        return f"Synthetic data, not real results. {people.caption()}"
    return f"Source: {view.dataset.name}. {people.caption()}"


def lead(sentence: str, about: str) -> None:
    """Show the page's first sentence and whom it is about."""
    st.header(sentence, anchor=False)
    st.caption(about)


def about(view: View, people: Population, question: Question | None = None) -> str:
    """Return the caption under the first sentence: evidence, people, question."""
    parts = [f"**{view.dataset.name}**", people.caption()]
    if question:
        parts.append(f"{question.title}. Asked of: {question.asked.lower()}")
    return " · ".join(parts)


def show(
    picture: Picture | None,
    people: Population,
    *,
    key: str,
    title: str = "",
    origin: str | None = None,
    on_pick: Callable[[], None] | None = None,
) -> None:
    """Show a picture with its text alternative, or say why there is none.

    Under it stands `origin`, or the source of the shared filters' dataset.
    Where its marks can be picked, `on_pick` is called when a reader has done so; what was picked is
    in the session state under the key.
    """
    if picture is None:
        st.info("There is nothing to draw here: no group has a score that may be shown.")
        return
    if title:
        st.subheader(title, anchor=False)
    spec, words = picture.of(origin or source(current(), people), colours().ink)
    st.vega_lite_chart(
        spec,
        width="content" if isinstance(spec.get("width"), int) else "stretch",
        theme=None,
        key=key,
        alt=words,
        on_select=on_pick or "ignore",
    )


def show_all(pictures: Sequence[tuple[str, Picture]], people: Population, *, key: str) -> None:
    """Show pictures each with its title, two side by side if there is room, or why there are none.

    A narrow screen has them under each other.
    """
    if not pictures:
        show(None, people, key=key)
    if len(pictures) == 1:
        show(pictures[0][1], people, key=f"{key}-0", title=pictures[0][0])
        return
    for left in range(0, len(pictures), 2):
        pair = pictures[left : left + 2]
        for i, (column, (title, picture)) in enumerate(zip(st.columns(2), pair, strict=False)):
            with column:
                show(picture, people, key=f"{key}-{left + i}", title=title)


def table(data: pd.DataFrame | dict[str, list[str]], words: str) -> None:
    """Show a table with a name for people who can't see it; a long one scrolls."""
    frame = pd.DataFrame(data)
    cells = {str(name): frame[name].tolist() for name in frame}
    if len(frame) <= _MOST_ROWS:
        unbroken = {name: [_unbroken(cell) for cell in column] for name, column in cells.items()}
        st.table(unbroken, hide_index=True, border="horizontal", alt=words)
        return
    longest = {name: max(len(str(cell)) for cell in column) for name, column in cells.items()}
    widths = {
        name: st.column_config.Column(width=min(_WIDEST, 30 + 7 * length))
        for name, length in longest.items()
        if length > len(name)
    }
    st.dataframe(frame, hide_index=True, height=_TALLEST, column_config=widths, alt=words)


def _unbroken(cell: object) -> object:
    """Return a cell in which two limits stay on one line."""
    return _SPAN.sub(_UNBROKEN, cell) if isinstance(cell, str) else cell


def take_away(
    frame: pd.DataFrame,
    people: Population,
    *,
    name: str,
    question: Question | None,
    notes: Sequence[str],
) -> None:
    """Offer the table as a file, and the link to this view."""
    view = current()
    lines = export.describe(view.dataset, people, question, notes)
    file_and_link(frame, lines, name=name, synthetic=view.dataset.synthetic)


def file_and_link(frame: pd.DataFrame, lines: Sequence[str], *, name: str, synthetic: bool) -> None:
    """Offer a table as a file that begins with these lines, and the link to this view."""
    with st.container(horizontal=True):
        st.download_button(
            "Download CSV",
            export.to_csv(frame, lines),
            file_name=f"{'synthetic-' if synthetic else ''}{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        with st.popover("Link to this view", icon=":material/link:"):
            st.caption("Whoever opens this link sees the same view. Copy it with the button.")
            st.code(address(), language=None, wrap_lines=True)


def address() -> str:
    """Return the link that brings this view back."""
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    base = (st.context.url or "").split("?")[0]
    return f"{base}?{urlencode(pairs)}" if pairs else base


def how_to_read(lines: Sequence[str], hidden: str = "") -> None:
    """Show how to read the page; `hidden` says what hidden means, if not as in the dataset."""
    official = current().dataset.kind == "published"
    hidden = hidden or (sentences.HIDDEN_NOTE_OFFICIAL if official else sentences.HIDDEN_NOTE)
    with st.expander("How to read this", icon=":material/help:", expanded=False):
        for line in (*lines, hidden):
            st.markdown(f"- {line}")
