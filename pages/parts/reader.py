"""Comments in a list: find them, read them, keep some as quotes, put a theme right."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from analysis.present.marked import marked
from analysis.present.sentences import reading as sentences
from analysis.results.labelling import Label
from analysis.results.reading import Comment, Reading, Sought, reading
from analysis.results.themes import TONES, theme_names
from analysis.store import Coded
from analysis.survey import BOXES, InputError
from pages.parts import kept, layout, links
from pages.parts.session import View, ask

_EVERY = "every"
_PAGE, _LAST = "comments_page", "last_sought"
_TONE_NAMES = {"any": "Any tone", "praise": "Praise", "criticism": "Criticism"}
_HELP = (
    'Words are found in any form ("wait" finds "waiting"). Join them with AND, OR and NOT, use '
    'brackets, and put phrases in quotes: "waiting room" AND NOT parking.'
)
_ALIKE = (
    "For a word that a theme is known by, the theme's other single words will do as well; which "
    "they are is said above the comments. Phrases, and words after NOT, stay as typed."
)
_READING = [
    "Read before you count. A comment says what one person chose to write; how many people write "
    "about something is not how many met it.",
    "Underlined words gave the comment a theme; the small number says which one of the list under "
    "it. Words you looked for are bold. Where sentences differ in theme or tone, each stands by "
    "itself with its own.",
    "Names, numbers, dates and addresses were taken out by rules before anything else was done. "
    "Rules miss some: tell whoever runs this tool if you can recognise somebody.",
    "Comments that fit a search best come first, in runs of ten people in no order, so that nobody "
    "comes first. Their numbers say nothing of who wrote them or when.",
    "Filters on places and people show only part of the comments. Whoever found the same comment "
    "under several filters would know all of them to be true of one person; so each comment is "
    "shown under those filters only that, taken together, at least 10 people share.",
    "Quotes and labels stay in this browser session. Nobody else sees them, and they are gone when "
    "it ends, unless you download them.",
]
_HIDDEN = (
    "What fewer than 10 people wrote is not shown, and words that fewer than 10 people use can't be "
    "looked for."
)


def show(view: View, coded: Coded) -> None:
    """Show comments that are looked for."""
    sought = _sought(coded)
    _start_again_if_new((view.population, coded.id, sought))
    try:
        found = ask(
            reading,
            view.population,
            sought,
            framework=coded.id,
            page=links.page_asked(_PAGE),
        )
    except InputError as refusal:
        layout.lead("These comments can't be shown.", layout.about(view, view.population))
        st.info(str(refusal), icon=":material/visibility_off:")
        layout.how_to_read(_READING, _HIDDEN)
        return
    layout.lead(sentences.reading(found), layout.about(view, view.population))
    for note in filter(None, (sentences.also(found), sentences.part_shown(found))):
        st.caption(note)
    if not found.explained:
        st.caption(
            "The words of these themes were edited after the comments were themed: not all words "
            "that gave a theme are underlined."
        )
    for comment in found.comments:
        _one(found, comment)
    links.page(found.pages, key=_PAGE)
    layout.how_to_read(_READING, _HIDDEN)


def _start_again_if_new(asked: Hashable) -> None:
    """Open the first page where something else is looked for than before."""
    if st.session_state.get(_LAST, asked) != asked:
        st.session_state[_PAGE] = 1
    st.session_state[_LAST] = asked


def _sought(coded: Coded) -> Sought:
    names = theme_names(coded)
    find = links.typed("Search", key="find", example="e.g. parking AND NOT cost", help=_HELP)
    alike = st.checkbox(
        "Also find other words of the same theme",
        key="alike",
        help=_ALIKE,
        bind="query-params",
    )
    columns = st.columns(3)
    with columns[0]:
        theme = links.choose(
            "Theme",
            [_EVERY, *names],
            key="theme",
            noun="theme",
            label=lambda id: "All themes" if id == _EVERY else names[id],
        )
    with columns[1]:
        tone = links.choose("Tone", TONES, key="tone", noun="tone", label=_TONE_NAMES.__getitem__)
    with columns[2]:
        box = links.choose(
            "Written under",
            [_EVERY, *BOXES],
            key="box",
            noun="box",
            label=lambda id: "Any heading" if id == _EVERY else BOXES[id],
        )
    return Sought(find, *("" if c == _EVERY else c for c in (theme, tone, box)), alike=alike)


def _one(found: Reading, comment: Comment) -> None:
    """Show a comment with what can be done with it."""
    dataset = found.population.dataset
    with st.container(border=True):
        st.html(marked(comment, found.names))
        with st.container(horizontal=True, vertical_alignment="center"):
            key = f"quote-{dataset}-{comment.number}"
            st.checkbox(
                "Keep as a quote",
                value=comment.number in kept.quotes(dataset),
                key=key,
                on_change=_keep,
                args=(found, comment, key),
            )
            with st.popover("Wrong theme?", icon=":material/flag:"):
                _correct(found, comment)


def _keep(found: Reading, comment: Comment, key: str) -> None:
    quotes = kept.quotes(found.population.dataset)
    if st.session_state[key]:
        themes = "; ".join(found.names[theme] for theme in comment.themes)
        quotes[comment.number] = kept.Quote(comment, themes, found.population.caption())
    else:
        quotes.pop(comment.number, None)


def _correct(found: Reading, comment: Comment) -> None:
    """Let the reader say which themes a comment has."""
    labels = kept.labels(found.population.dataset, found.framework.id)
    number, key = comment.number, f"themes-{found.framework.id}-{comment.number}"

    def save() -> None:
        labels[number] = Label(number, comment.text, tuple(st.session_state[key]))

    st.caption(
        "Say which themes are right. This is kept as a label in your session, for “Teach themes”; "
        "what is counted does not change."
    )
    st.multiselect(
        "Themes of this comment",
        list(dict(found.framework.themes)),
        default=list(labels[number].themes if number in labels else comment.themes),
        format_func=found.names.__getitem__,
        key=key,
        placeholder="None of them",
    )
    st.button("Save as label", key=f"save-{key}", on_click=save)
    if number in labels:
        st.caption(":material/check: Kept as a label.")
