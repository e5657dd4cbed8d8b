"""Where does experience fall short, and for whom?"""

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import Unavailable, overview
from analysis.survey import ENGLAND
from pages.parts import layout
from pages.parts.session import ask, current

view = current()
result = ask(overview, view.population)
layout.lead(sentences.summary(result), f"{layout.about(view, view.population)} · all questions")

st.subheader("For whom", anchor=False)
found = sentences.for_whom(result)
if found:
    for sentence in found:
        st.markdown(f"- {sentence}")
elif result.gaps.empty:
    st.markdown("No group has enough answers here to be compared with everyone else.")
else:
    st.markdown(
        "No group is clearly lower than everyone else on more questions than it is higher, as far "
        "as these answers can tell."
    )
picture = charts.gaps(result, layout.colours())
if picture:
    layout.show(picture, view.population, key="gaps")
if not result.gaps.empty:
    layout.table(tables.gaps(result), "Groups and the number of questions on which they differ")

st.subheader("Where experience falls short", anchor=False)
st.caption("The five questions with the lowest scores.")
elsewhere = None
if view.population.place != ENGLAND.code:
    with suppress(Unavailable):
        elsewhere = ask(overview, replace(view.population, place=ENGLAND.code))
if result.shortfalls.empty:
    st.markdown("No question has a score that may be shown here.")
else:
    layout.table(
        tables.questions(result.shortfalls, None), "The five questions with the lowest scores"
    )

st.subheader("The Cancer Dashboard's questions", anchor=False)
layout.table(
    tables.questions(
        result.dashboard, elsewhere.dashboard if elsewhere else None, name=ENGLAND.name
    ),
    "Scores on the seven questions of the Cancer Dashboard",
)
layout.take_away(
    tables.plain_gaps(result),
    view.population,
    name="summary",
    question=None,
    notes=[sentences.summary(result)],
)
layout.how_to_read(
    [
        "Each group is compared with everyone else in this selection, on every question. A "
        "difference is “clear” only when it stands out after allowing for all "
        f"{result.comparisons:,} comparisons made here (Bonferroni, 5% for all together)."
        if result.comparisons
        else "There are no comparisons of ours on this page.",
        "For sex and deprivation in published results, “clearly” is the publisher's own test of "
        "women against men and of the most against the least deprived fifth."
        if view.dataset.kind == "published"
        else "Finer lists of groups are on the Groups page.",
        "Groups that are not listed have too few answers to show.",
        "Scores are not adjusted: groups differ in age, cancer and where they are treated.",
        "A low score is not always the worst problem: some questions ask about things that fewer "
        "people need.",
    ]
)
