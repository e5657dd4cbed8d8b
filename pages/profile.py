"""Everything about one place on a page."""

from contextlib import suppress

import streamlit as st

from analysis.dashboard import Rule, evidence, rate
from analysis.dashboard.standing import standings
from analysis.present import charts, sentences, tables
from analysis.present.sentences import standings as waiting
from analysis.results import Unavailable, profile
from analysis.results.themes import themes
from analysis.survey import ENGLAND
from pages.parts import layout
from pages.parts.session import ask, current

view = current()
result = ask(profile, view.population)
name = view.population.where.name
said = sentences.profile(result)
layout.lead(said, f"{layout.about(view, view.population)} · all questions")
if view.population.place == ENGLAND.code:
    st.info(
        "This is England, which places are compared with. Choose a place under “Place” to see "
        "what is expected of it.",
        icon=":material/location_on:",
    )
for note in result.ranges.notes:
    st.caption(note)

st.subheader("The Cancer Dashboard's questions", anchor=False)
layout.show(charts.profile(result, layout.colours()), view.population, key="profile")
layout.table(
    tables.dashboard(result),
    f"{name}: scores on the seven questions of the Cancer Dashboard",
)

if result.ranges.parent is not None:
    st.subheader("Outside the range expected", anchor=False)
    st.markdown(sentences.outside_expected(result))
    if len(found := tables.outside_expected(result)):
        layout.table(found, f"{name}: questions outside the range expected")

st.subheader("Widest inequalities inside the place", anchor=False)
st.markdown(sentences.widest_inside(result))
if len(result.widest):
    layout.table(
        tables.widest_inside(result), f"{name}: groups that score clearly lower, with widest gap"
    )

st.subheader("Change since the year before", anchor=False)
st.markdown(sentences.changed_since(result))
if len(result.changed):
    layout.table(tables.changed_since(result), f"{name}: questions that changed clearly")

waits = ask(standings, view.population.place)
st.subheader("Waits, diagnosis and survival", anchor=False)
st.markdown(waiting.standings(waits))
for line in waiting.places_moved(waits):
    st.caption(line)
if waits.found:
    layout.table(
        tables.brief_standings(waits), f"{waits.shown.name}: latest figures beside the standards"
    )
    st.caption(f"Source: {waits.source}.")

if view.population.where.level == "ccg":
    st.subheader("CCG framework", anchor=False)
    rated = rate(ask(evidence, view.population.everybody), Rule())
    st.markdown(sentences.framework(rated, view.population.place))
    st.caption(
        "An independent rating by a rule of our own, which the CCG framework page shows. It is not "
        "the official one."
    )

with suppress(Unavailable):
    written = ask(themes, view.population)
    st.subheader("What people write about", anchor=False)
    st.markdown(sentences.themes(written))

with st.expander("All questions", icon=":material/list:"):
    layout.table(tables.profile(result, result.questions), f"{name}: scores on all questions")

layout.take_away(
    tables.plain_profile(result),
    view.population,
    name=f"profile-{view.population.place}",
    question=None,
    notes=[
        said,
        sentences.widest_inside(result),
        sentences.changed_since(result),
        *result.ranges.notes,
    ],
)
layout.how_to_read(
    [
        "To keep this page, close the sidebar and print from the browser's menu, on paper or to a PDF.",
        "The score is the share of answers that were good, or the mean rating from 0 to 10. The "
        "interval beside it holds the true score in about 95 of 100 such surveys.",
        "The range expected is where 95% of places of the same kind lie that differ no more than "
        "places usually do, given how many people answered. Below expected is a reason to ask, "
        "not a verdict.",
        "“Adjusted” scores allow for who is treated where. They were published for 2018 only; "
        "changes and groups are as answered."
        if view.dataset.kind == "published"
        else "Scores are as answered, not adjusted for who is treated where. The Places page "
        "adjusts one question at a time.",
        "Inside the place each group is compared with everyone else there, on every question. A gap "
        "is “clear” only if it stands out after allowing for all comparisons (Bonferroni's method, 5% for "
        "all together). A group is listed once, with its widest clear gap. The widest of many gaps "
        "tends to look wider than it is.",
        "Gaps between women and men and between the most and the least deprived fifth of areas "
        "are the publisher's own tests, each of one question, on scores before rounding."
        if view.dataset.kind == "published"
        else "Intervals of gaps and changes are 95% each, before allowing for how many there are.",
        "A change is between the last of the years chosen and the year before. It is “clear” after "
        "allowing for all questions (Benjamini-Hochberg, 5%). Where the publisher tested a change, "
        "its verdict is shown; it used scores before rounding.",
        "A dash means that there is no figure, or none that may be shown.",
    ]
)
