"""The front door: page setup, pages, shared filters, run."""

from pathlib import Path

import streamlit as st

from analysis.survey import InputError
from pages.parts import filters, links, navigation, opening, session

icon = str(Path(__file__).parent / "docs" / "icon.png")
st.set_page_config(page_title="Patient Experience Explorer", page_icon=icon, layout="wide")
page = st.navigation(navigation.pages(), position="top")

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
