"""Where does experience fall short, and for whom?"""

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import Unavailable, dashboard, overview
from analysis.results.question_ranges import question_ranges
from analysis.survey import ENGLAND
from pages.parts import layout, opening
from pages.parts.session import ask, current

view = current()
result = ask(overview, view.population)
said = sentences.summary(result)
layout.lead(said, f"{layout.about(view, view.population)} · all questions")

if view.dataset.kind == "published":
    st.caption(
        "Official scores are rounded; the intervals here are the publisher's, around the unrounded "
        "scores, so that a rounded score can lie just outside its own."
    )

st.subheader("For whom", anchor=False)
if result.findings:
    st.caption(
        "The most important gap of each breakdown: wide, sure, and of many people. Other groups "
        "are in the picture and the table."
    )
for number, found in enumerate(result.findings, 1):
    st.markdown(f"{number}. {sentences.finding(found)}")
    st.button(
        f"See {found.dimension.plural} on {found.question.code}",
        key=f"finding-{number}",
        type="tertiary",
        icon=":material/arrow_forward:",
        on_click=opening.ask_for,
        args=(
            "pages/groups.py",
            {
                "question": found.question.code,
                "by": found.dimension.id,
                "reference": found.reference.id,
            },
        ),
    )
if not result.findings:
    st.markdown(sentences.nothing_found(result))
picture = charts.gaps(result, layout.colours())
if picture:
    layout.show(picture, view.population, key="gaps")
if not result.gaps.empty:
    layout.table(tables.gaps(result), "Groups and the number of questions on which they differ")

if view.population.place != ENGLAND.code:
    st.subheader("Beside what is expected", anchor=False)
    st.markdown(sentences.beside_expected(ask(question_ranges, view.population)))
    st.button(
        "See the place profile",
        key="profile",
        type="tertiary",
        icon=":material/arrow_forward:",
        on_click=opening.ask_for,
        args=("pages/profile.py", {}),
    )

st.subheader("Better or worse", anchor=False)
st.markdown(sentences.changed(result.changes))
for rows in (result.changes.better, result.changes.worse):
    for _, row in rows.head(sentences.MOST_CHANGES).iterrows():
        st.markdown(f"- {sentences.change(row)}")
if sentences.flags(result.changes):
    st.caption(sentences.flags(result.changes))

st.subheader("Where experience falls short", anchor=False)
st.caption("The five questions with the lowest scores.")
elsewhere = None
if view.population.place != ENGLAND.code:
    with suppress(Unavailable):
        elsewhere = ask(dashboard, replace(view.population, place=ENGLAND.code))
if result.shortfalls.empty:
    st.markdown("No question has a score that may be shown here.")
else:
    layout.table(
        tables.questions(result.shortfalls, None), "The five questions with the lowest scores"
    )

st.subheader("The Cancer Dashboard's questions", anchor=False)
layout.table(
    tables.questions(result.dashboard, elsewhere, name=ENGLAND.name),
    "Scores on the seven questions of the Cancer Dashboard",
)

st.subheader("What can't be said here", anchor=False)
for line in sentences.unsaid(result):
    st.markdown(f"- {line}")

layout.take_away(
    tables.plain_gaps(result),
    view.population,
    name="summary",
    question=None,
    notes=[said, *map(sentences.finding, result.findings)],
)
layout.how_to_read(
    [
        "Each group is compared with everyone else in this selection, on every question. A "
        "difference is “clear” only when it stands out after allowing for all "
        f"{result.comparisons:,} comparisons made here (Bonferroni, 5% for all together)."
        if result.comparisons
        else "There are no comparisons of ours on this page.",
        "Findings come in order of importance: the gap we can be sure of (the end of its interval "
        "nearest to no gap, after allowing for all comparisons) times the square root of the number "
        "of answers. So wide gaps, sure gaps and gaps that concern many people come first. Each "
        "breakdown gives one finding at most.",
        "The interval in a finding is the usual 95% one, as on the Groups page.",
        "A question has clearly got better or worse when its change stands out among all questions "
        "(Benjamini-Hochberg: about 1 in 20 of the changes named may be chance).",
        "For sex and deprivation in published results, “clearly” is the publisher's own test of "
        "women against men and of the most against the least deprived fifth."
        if view.dataset.kind == "published"
        else "Finer lists of groups are on the Groups page.",
        "Scores are not adjusted: groups differ in age, cancer and where they are treated.",
        "A low score is not always the worst problem: some questions ask about things that fewer "
        "people need.",
    ]
)
