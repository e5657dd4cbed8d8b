"""The front door: page setup, page table, shared filters, run."""

from pathlib import Path

import streamlit as st

from analysis.survey import InputError
from pages.parts import filters, links, opening, session

icon = str(Path(__file__).parent / "docs" / "icon.png")
st.set_page_config(page_title="Patient Experience Explorer", page_icon=icon, layout="wide")


def entry(name: str, icon: str, help: str, *, title: str = "", first: bool = False):
    """Return a page; its title is its name unless given."""
    icon, title = f":material/{icon}:", title or name.capitalize()
    return st.Page(f"pages/{name}.py", title=title, icon=icon, help=help, default=first)


page = st.navigation(
    {
        "Start": [
            entry("summary", "home", "Where does experience fall short, and for whom?", first=True)
        ],
        "Explore": [
            entry("groups", "groups", "How does one question differ between groups of people?"),
            entry("questions", "grid_view", "On which questions do these groups differ?"),
            entry("places", "map", "Which places differ from what is expected of them?"),
            entry(
                "profile", "location_on", "All about one place on a page.", title="Place profile"
            ),
            entry("trends", "trending_up", "Is it getting better, and is the gap closing?"),
        ],
        "Explain": [
            entry(
                "inequality",
                "balance",
                "How unequal is it, by every standard measure, and is that more than noise?",
            ),
            entry(
                "gap",
                "account_tree",
                "How much of a gap between two groups is who is treated where, with what cancer, "
                "at what age, and how much remains?",
                title="Why the gap",
            ),
            entry(
                "discover",
                "travel_explore",
                "Which combinations of characteristics fare worst, after allowing for the search?",
                title="Worst-off groups",
            ),
            entry(
                "voices",
                "voice_over_off",
                "Who did not answer, and could that change the story?",
                title="Missing voices",
            ),
        ],
        "Data": [
            entry("methods", "menu_book", "How every number is made, and what it cannot tell you.")
        ],
    }
)

opening.open_if_asked()
links.start()
st.title(page.title, anchor=False)
top = st.container()
try:
    session.keep(filters.sidebar(session.workspace()))
    page.run()
except InputError as error:
    st.header("This evidence can't show that.", anchor=False)
    st.info(str(error), icon=":material/info:")
with top:
    links.show_notices()
