"""The views of the Themes page beside those of all themes and of groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import levels_for
from analysis.results.theme_candidates import theme_candidates
from analysis.results.theme_overlap import theme_overlap
from analysis.results.theme_places import theme_places
from analysis.results.theme_words import theme_words
from analysis.results.theme_years import theme_years
from analysis.results.themes import TONES, theme_names, themes
from analysis.store import Coded
from analysis.survey import NOT_ASSIGNED, Dimension, Tone, dimension, dimensions, level
from pages.parts import layout, links, opening
from pages.parts.session import View, ask

EVERY = "every"
"""Stands for all themes in a menu."""

TONE_NAMES = {"any": "Any mention", "praise": "Praise", "criticism": "Criticism"}
PRACTICE = [
    "Read before you count: a theme is found by its words, and words can mislead. Open the "
    "comments behind a number.",
    "Counts are not prevalence: who isn't mentioning something may have met it all the same. A "
    "share is of the people who wrote anything, and who writes differs between groups.",
    "A higher share is neither better nor worse: it says what people chose to write about.",
]


def choose_breakdown() -> Dimension:
    """Show the menu of the breakdown."""
    return dimension(
        links.choose(
            "Break down by",
            [d.id for d in dimensions()],
            key="by",
            noun="breakdown",
            label=lambda id: dimension(id).label,
            default="age",
        )
    )


def choose_tone() -> Tone:
    """Show the menu of what counts."""
    return links.choose("Tone", TONES, key="tone", noun="tone", label=TONE_NAMES.__getitem__)


def read(
    coded: Coded, choices: Mapping[str, str], by: Dimension | None = None, group: str = ""
) -> None:
    """Open, in a callback, the comments behind a number."""
    people = {by.id: [group]} if by and group and not by.parent else {}
    before = {"find": ""} if "find" in st.session_state else {}
    asked = {"framework": coded.id, "theme": EVERY, "tone": "any", **before, **choices, **people}
    opening.ask_for("pages/read.py", asked)


def years(view: View, coded: Coded) -> None:
    """Show what changed from the first year to the last."""
    with st.columns(3)[0]:
        tone = choose_tone()
    found = ask(theme_years, view.population, coded.id, tone)
    said = sentences.theme_years(found)
    layout.lead(said, layout.about(view, found.population))
    for note in found.notes:
        st.caption(note)
    layout.show(
        charts.theme_years(found, said, layout.colours()), found.population, key="theme-years"
    )
    layout.table(tables.theme_years(found), "Percent of people who wrote, by theme and year")
    layout.take_away(
        tables.plain_theme_years(found),
        found.population,
        name=f"themes-{coded.id}-by-year-{tone}",
        question=None,
        notes=[said, *found.notes, *PRACTICE],
    )
    layout.how_to_read(
        [
            *PRACTICE,
            "The square is the first year, the round mark the last. ▲ and ▼ in the table mark "
            "changes that stand out after allowing for the number of themes.",
            "Different people write each year. A change can come from who wrote, not only from care.",
        ]
    )


def places(view: View, coded: Coded) -> None:
    """Show where people write about a theme more or less often than expected."""
    names = theme_names(coded)
    columns = st.columns(3, vertical_alignment="bottom")
    with columns[0]:
        theme = links.choose(
            "Theme", list(names), key="theme", noun="theme", label=names.__getitem__
        )
    with columns[1]:
        tone = choose_tone()
    with columns[2]:
        kind = level(
            links.choose(
                "Kind of place",
                list(levels_for(view.dataset.kind)),
                key="level",
                noun="level",
                label=lambda id: level(id).plural,
            )
        )
    found = ask(theme_places, view.population, kind, theme, framework=coded.id, tone=tone)
    own = view.population.place
    said = sentences.theme_places(found, tone, own)
    layout.lead(said, layout.about(view, found.population))
    for note in found.notes:
        st.caption(note)
    colours = layout.colours()
    picture = charts.funnel(
        found, replace(colours, higher=colours.more, lower=colours.fewer), chosen=own
    )
    layout.show(picture and replace(picture, alt=said), found.population, key="theme-places")
    layout.table(tables.theme_places(found), f"People who mention {names[theme]}, by place")
    layout.take_away(
        tables.plain_theme_places(found),
        found.population,
        name=f"themes-{coded.id}-{theme}-{tone}-by-{kind.id}",
        question=None,
        notes=[said, *found.notes, *PRACTICE],
    )
    layout.how_to_read(
        [
            *PRACTICE,
            "Each mark is a place; “answers” are people who wrote. Places where few wrote vary "
            "more by chance, so the range expected of them is wider: that is the funnel.",
            "The lines hold 95% and 99.8% of places that differ no more than places usually do. "
            "About 1 in 20 places would be outside the 95% lines by chance alone.",
            "Places are listed by name, never by rank.",
        ]
    )


def overlap(view: View, coded: Coded) -> None:
    """Show which themes the same people mention."""
    found = ask(theme_overlap, view.population, coded.id)
    said = sentences.theme_overlap(found)
    layout.lead(said, layout.about(view, view.population))
    for note in found.notes:
        st.caption(note)
    layout.show(
        charts.theme_overlap(found, said, layout.colours()), view.population, key="theme-overlap"
    )
    layout.table(tables.theme_overlap(found), "Themes that the same people mention")
    layout.take_away(
        tables.plain_theme_overlap(found),
        view.population,
        name=f"themes-{coded.id}-overlap",
        question=None,
        notes=[said, *found.notes, *PRACTICE],
    )
    layout.how_to_read(
        [
            *PRACTICE,
            "A cell says how many percent of the people who mention the theme in its row mention "
            "the theme in its column too.",
            "▲ marks pairs that go together at least 1.5 times as often as if they had nothing to "
            "do with each other, ▼ those that do so two thirds as often or less; both allow for the "
            "number of pairs. Weaker links are left unmarked, as people who write much mention "
            "more of everything.",
        ],
        hidden="“Hidden” means that fewer than 10 people mention both themes, or one without the "
        "other, so that nobody can be recognised.",
    )


def words(view: View, coded: Coded) -> None:
    """Show the words typical of a group."""
    columns = st.columns(3, vertical_alignment="bottom")
    with columns[0]:
        by = choose_breakdown()
    with columns[1]:
        group = links.choose(
            "Group", by.ids, key="group", noun="group", label=lambda id: by.group(id).label
        )
    found = ask(theme_words, view.population, by)

    def follow() -> None:
        read(coded, {"find": st.session_state["open_word"].removesuffix("-")}, by, group)

    said = sentences.theme_words(found, group)
    layout.lead(said, layout.about(view, view.population))
    if len(found.of_group(group)):
        layout.show(
            charts.theme_words(found, group, said, layout.colours()),
            view.population,
            key="theme-words",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox("Word", found.of_group(group)["word"].tolist(), key="open_word")
            st.button("Read comments with this word", on_click=follow, icon=":material/chat:")
        layout.table(tables.theme_words(found, group), "Words typical of the group")
    layout.take_away(
        tables.plain_theme_words(found),
        view.population,
        name=f"words-by-{by.id}",
        question=None,
        notes=[said, *PRACTICE],
    )
    layout.how_to_read(
        [
            PRACTICE[0],
            "People are counted, not words: whoever uses a word ten times counts once. A word "
            "needs at least 10 people of the group, and 10 others.",
            "Forms of a word count together (wait, waits, waiting); the most usual is shown. Words "
            "such as “the” or “very” are left out.",
            "Words are ranked by weighted log-odds (z), which keeps rare words from coming first "
            "by chance. They are shown if they stand out after allowing for all words and groups.",
            "A word can be typical because of what people have (their cancer, their family), not "
            "only because of their care.",
        ],
        hidden="Words that fewer than 10 people use are left out, and words from which such a "
        "number could be worked out.",
    )


def rest(view: View, coded: Coded) -> None:
    """Show what has no theme, and candidates for new themes."""
    found = ask(themes, view.population, coded.id)
    candidates = ask(theme_candidates, view.dataset.id, coded.id)
    said = sentences.theme_rest(found)
    layout.lead(said, layout.about(view, view.population))
    st.button(
        "Read these comments",
        on_click=read,
        args=(coded, {"theme": NOT_ASSIGNED}),
        icon=":material/chat:",
    )
    st.markdown(
        "Words that go together in such comments, in the whole dataset. Each line is a candidate "
        "for a new theme, or a sign that a theme misses some of its words."
        if len(candidates.frame)
        else "Too few people use the same words in such comments to name a candidate theme."
    )
    if len(candidates.frame):
        layout.table(tables.theme_candidates(candidates), "Candidates for new themes")
    layout.take_away(
        tables.theme_candidates(candidates),
        view.population,
        name=f"themes-{coded.id}-not-assigned",
        question=None,
        notes=[said, *PRACTICE],
    )
    layout.how_to_read(
        [
            *PRACTICE,
            "“Not assigned” are people none of whose comments has a theme.",
            "Candidates are found by a computer (non-negative matrix factorisation of word "
            "weights) and have to be read by a person: they agree with people half as well as the "
            "themes do.",
        ],
        hidden="Words and candidates of fewer than 10 people are left out.",
    )


VIEWS: Mapping[str, Callable[[View, Coded], None]] = MappingProxyType(
    {
        "Over time": years,
        "By place": places,
        "Overlap": overlap,
        "Words": words,
        "Not assigned": rest,
    }
)
"""Name of a view -> what shows it."""
