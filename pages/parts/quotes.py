"""The reading list: quotes that a person has read may leave the app, others may not."""

from __future__ import annotations

import streamlit as st

from analysis.present import export
from analysis.present.marked import TONE_NAMES, escaped
from analysis.present.sentences import reading as sentences
from analysis.present.tables import reading as tables
from analysis.store import Coded
from analysis.survey import BOXES
from pages.parts import kept, layout
from pages.parts.session import View

_READING = [
    "A quote can bring a number to life; it can't stand for one. Choose quotes that show what many "
    "wrote, and say so where one doesn't.",
    "Only quotes ticked as read are in the files. Look for names, places, dates, rare illnesses "
    "and events by which somebody could be recognised.",
]
_HIDDEN = (
    "The list is kept in this browser session only. Nobody else sees it, and it is gone when the "
    "session ends."
)


def show(view: View, coded: Coded) -> None:
    """Show the quotes kept, and offer those that were read as files."""
    dataset = view.dataset.id
    quotes = kept.quotes(dataset)
    approved = [quote for quote in quotes.values() if quote.approved]
    layout.lead(sentences.quotes(len(quotes), len(approved)), f"**{view.dataset.name}**")
    if not quotes:
        st.markdown("Tick “Keep as a quote” under a comment, and it comes here.")
    for number, quote in quotes.items():
        _one(dataset, number, quote)
    if approved:
        _files(view, approved)
    layout.how_to_read(_READING, _HIDDEN)


def _one(dataset: str, number: int, quote: kept.Quote) -> None:
    key = f"approved-{dataset}-{number}"

    def note() -> None:
        kept.approve(dataset, number, st.session_state[key])

    with st.container(border=True):
        st.html(f"<blockquote>{escaped(quote.comment.text)}</blockquote>")
        st.caption(
            " · ".join(
                filter(
                    None,
                    [
                        BOXES[quote.comment.box],
                        TONE_NAMES[quote.comment.tone],
                        quote.themes,
                        quote.people,
                    ],
                )
            )
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.checkbox(
                "I have read this and it names nobody",
                value=quote.approved,
                key=key,
                on_change=note,
            )
            st.button(
                "Take off the list",
                key=f"drop-{dataset}-{number}",
                type="tertiary",
                on_click=kept.quotes(dataset).pop,
                args=(number,),
            )


def _files(view: View, approved: list[kept.Quote]) -> None:
    source = export.describe(view.dataset, view.population, None, [])
    lines = [line for line in source if not line.startswith("People:")]
    name = f"{'synthetic-' if view.dataset.synthetic else ''}quotes"
    rows = [(q.comment, q.themes, q.people) for q in approved]
    with st.container(horizontal=True):
        st.download_button(
            "Download quotes as CSV",
            export.to_csv(tables.quotes(rows), lines),
            file_name=f"{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "Download quotes as text",
            tables.quotes_as_text(rows, lines),
            file_name=f"{name}.txt",
            mime="text/plain",
            icon=":material/download:",
            on_click="ignore",
        )
