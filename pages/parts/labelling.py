"""Teach themes: label the comments that teach most, and see what was learned."""

from __future__ import annotations

import streamlit as st

from analysis.present.marked import marked
from analysis.present.sentences import reading as sentences
from analysis.present.tables import reading as tables
from analysis.results.labelling import (
    ENOUGH,
    ROUND,
    Label,
    label_table,
    learned,
    model_bytes,
    to_label,
)
from analysis.results.reading import Comment
from analysis.results.themes import theme_names
from analysis.store import Coded
from analysis.store.reading import TooFew
from analysis.survey import InputError
from pages.parts import kept, layout
from pages.parts.session import View

_READING = [
    "Themes are found by words. Labels that you give teach a model what words alone miss: local "
    "labels are worth more than many from elsewhere.",
    "The comments offered are those that teach most: the ones that words or the model are unsure "
    "of, and different from each other. So don't count themes among them.",
    "Give every theme that a comment has, and none that it hasn't. A comment may have no theme.",
    "Figures are from comments that were kept out of learning (five folds). “Right of those found” "
    "is precision, “found of those labelled” is recall, and F1 is their harmonic mean. For each "
    "theme the better of words and model is used.",
    "With the labels file the themes can be learned again and tested ('themes train', 'themes "
    "evaluate'), and with the model whoever runs this tool can theme a file of comments ('themes "
    "apply').",
]
_HIDDEN = (
    "Labels are kept in this browser session only. What is counted on other pages does not change."
)


def show(view: View, coded: Coded) -> None:
    """Show the next comment to label, and what the labels have taught."""
    labels = kept.labels(view.dataset.id, coded.id)
    layout.lead(sentences.labelled(len(labels)), layout.about(view, view.population))
    st.markdown(sentences.TRAINING)
    key = f"round-{view.dataset.id}-{coded.id}"
    try:
        _round(view, coded, labels, key)
    except TooFew as refusal:
        st.info(str(refusal), icon=":material/visibility_off:")
    if labels:
        _learn(view, coded, labels, key)
    layout.how_to_read(_READING, _HIDDEN)


def _round(view: View, coded: Coded, labels: dict[int, Label], key: str) -> None:
    """Show the first comment of the round that has no label yet."""
    if st.session_state.get(f"{key}-people") != view.population:
        st.session_state.pop(key, None)
    if key not in st.session_state:
        st.session_state[f"{key}-people"] = view.population
        st.session_state[key] = to_label(
            view.workspace,
            view.population,
            list(labels.values()),
            framework=coded.id,
            model=st.session_state.get(f"{key}-model"),
        )
    offered: tuple[Comment, ...] = st.session_state[key]
    left = [c for c in offered if c.number not in labels]
    done = len(offered) - len(left)
    st.progress(done / max(len(offered), 1), f"{done} of {len(offered)} in this round")
    if left:
        _one(coded, left[0], labels)
        return
    st.button(
        f"Next {ROUND} comments",
        icon=":material/arrow_forward:",
        on_click=st.session_state.pop,
        args=(key, None),
    )


def _one(coded: Coded, comment: Comment, labels: dict[int, Label]) -> None:
    names = theme_names(coded)
    key = f"label-{coded.id}-{comment.number}"

    def save() -> None:
        labels[comment.number] = Label(comment.number, comment.text, tuple(st.session_state[key]))

    with st.container(border=True):
        st.html(marked(comment, names))
        st.multiselect(
            "Themes of this comment",
            list(dict(coded.themes)),
            default=list(comment.themes),
            format_func=names.__getitem__,
            key=key,
            placeholder="None of them",
        )
        st.button("Save and go on", type="primary", on_click=save)


def _learn(view: View, coded: Coded, labels: dict[int, Label], key: str) -> None:
    """Offer to train, show what was learned, and offer both as files."""
    model_key = f"{key}-model"
    if len(labels) >= ENOUGH and st.button("Train from these labels", icon=":material/school:"):
        with st.spinner("Learning from the labels …"):
            try:
                st.session_state[model_key] = learned(list(labels.values()), coded.id)
            except InputError as refusal:
                st.info(str(refusal), icon=":material/info:")
    model = st.session_state.get(model_key)
    if model:
        st.subheader("What was learned", anchor=False)
        st.markdown(sentences.learned(model))
        layout.table(tables.learned(model, theme_names(coded)), "How well each theme is found")
    with st.container(horizontal=True):
        st.download_button(
            "Download labels",
            label_table(list(labels.values()), coded.id).to_csv(index=False),
            file_name=f"labels-{coded.id}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        if model:
            st.download_button(
                "Download model",
                model_bytes(model),
                file_name=f"themes-{coded.id}.model",
                icon=":material/download:",
                on_click="ignore",
            )
