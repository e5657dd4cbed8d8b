"""The front door: page setup, page table, shared filters, run."""

from pathlib import Path

import streamlit as st

from analysis.survey import InputError
from pages.parts import filters, links, session

st.set_page_config(
    page_title="Patient Experience Explorer",
    page_icon=str(Path(__file__).parent / "docs" / "icon.png"),
    layout="wide",
    initial_sidebar_state="auto",
)

page = st.navigation(
    {
        "Start": [
            st.Page(
                "pages/summary.py",
                title="Summary",
                icon=":material/home:",
                default=True,
                help="Where does experience fall short, and for whom?",
            ),
        ],
        "Explore": [
            st.Page(
                "pages/groups.py",
                title="Groups",
                icon=":material/groups:",
                help="How does one question differ between groups of people?",
            ),
            st.Page(
                "pages/questions.py",
                title="Questions",
                icon=":material/grid_view:",
                help="Across all questions, where are the gaps for these groups?",
            ),
            st.Page(
                "pages/places.py",
                title="Places",
                icon=":material/map:",
                help="Which places differ from what is expected of them?",
            ),
            st.Page(
                "pages/trends.py",
                title="Trends",
                icon=":material/trending_up:",
                help="Is it getting better, and is the gap closing?",
            ),
        ],
        "Data": [
            st.Page(
                "pages/methods.py",
                title="Methods",
                icon=":material/menu_book:",
                help="How every number is made, and what it cannot tell you.",
            ),
        ],
    }
)

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
