"""Find and read the comments themselves."""

import streamlit as st

from analysis.results.themes import FRAMEWORK_NAMES
from analysis.store import Coded
from pages.parts import commenting, labelling, links, quotes, reader
from pages.parts.session import current

SHOWN = {
    "Comments": reader.show,
    "Reading list": quotes.show,
    "Teach themes": labelling.show,
}

view = current()
codings = commenting.frameworks(view)
columns = st.columns([4, 1], vertical_alignment="bottom")
with columns[0]:
    shown = links.switch("Show", list(SHOWN), key="show_comments", noun="way to show it")
with columns[1]:
    chosen = links.choose(
        "Themes of",
        [f.id for f in codings],
        key="framework",
        noun="framework",
        label=lambda id: FRAMEWORK_NAMES.get(id, id),
    )
coded: Coded = next(f for f in codings if f.id == chosen)
SHOWN[shown](view, coded)
