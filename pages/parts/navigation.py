"""The pages in their groups."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage


@dataclass(frozen=True)
class _Entry:
    """A page: its file, the Material icon, the question it answers, and its title if not its name."""

    name: str
    icon: str
    help: str
    title: str = ""


_FIRST = "summary"
_GROUPS = {
    "": [_Entry(_FIRST, "home", "Where does experience fall short, and for whom?")],
    "Explore": [
        _Entry("groups", "groups", "How does one question differ between groups of people?"),
        _Entry("questions", "grid_view", "On which questions do these groups differ?"),
        _Entry("places", "map", "Which places differ from what is expected of them?"),
        _Entry("profile", "location_on", "All about one place on a page.", "Place profile"),
        _Entry("trends", "trending_up", "Is it getting better, and is the gap closing?"),
    ],
    "Explain": [
        _Entry(
            "inequality",
            "balance",
            "How unequal is it, by every standard measure, and is that more than noise?",
        ),
        _Entry(
            "gap",
            "account_tree",
            "How much of a gap between two groups is who is treated where, with what cancer, "
            "at what age, and how much remains?",
            "Why the gap",
        ),
        _Entry(
            "discover",
            "travel_explore",
            "Which combinations of characteristics fare worst, after allowing for the search?",
            "Worst-off groups",
        ),
        _Entry(
            "voices",
            "voice_over_off",
            "Who did not answer, and could that change the story?",
            "Missing voices",
        ),
    ],
    "Comments": [
        _Entry("themes", "forum", "What do people write about, and who writes about what?"),
        _Entry("read", "chat", "Find and read the comments themselves.", "Read comments"),
    ],
    "Cancer dashboard": [
        _Entry(
            "dashboard",
            "speed",
            "Waits, diagnosis, survival and experience; who keeps missing the standards.",
        ),
        _Entry(
            "framework",
            "fact_check",
            "How does each CCG do on the four cancer indicators together?",
            "CCG framework",
        ),
    ],
    "Data": [
        _Entry("methods", "menu_book", "How every number is made, and what it cannot tell you."),
    ],
}


def pages() -> dict[str, list[StreamlitPage]]:
    """Return the pages by group, as `st.navigation` takes them."""
    return {
        group: [
            st.Page(
                f"pages/{entry.name}.py",
                title=entry.title or entry.name.capitalize(),
                icon=f":material/{entry.icon}:",
                help=entry.help,
                default=entry.name == _FIRST,
            )
            for entry in entries
        ]
        for group, entries in _GROUPS.items()
    }
