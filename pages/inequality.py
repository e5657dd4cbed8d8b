"""How unequal is it, by every standard measure, and is that more than noise?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import levels_for
from analysis.results.inequality import inequality
from analysis.results.inequality_places import inequality_by_place
from analysis.results.inequality_section import (
    EVERY_SECTION,
    order,
    questions_of,
    section_inequality,
)
from analysis.results.inequality_years import inequality_by_year
from analysis.results.matrix import breakdowns
from analysis.survey import Dimension, InputError, dimension, level, sections
from pages.parts import layout, links
from pages.parts.session import View, ask, current

ONE = "question"
MAIN_ONES, EVERY = "The main ones", "All 21"
CORRECTED, HEAT = "Corrected for chance", "As WHO HEAT prints it"
SORTS = {
    "Questionnaire order": "questionnaire",
    "Widest gap first": "gap",
    "Lowest score first": "lowest",
}
READING = [
    "Every measure sums up the differences between groups in one number: absolute ones in points, "
    "relative ones as ratios and percentages. More always means a wider gap; who is worse off is "
    "said in words.",
    "Groups never score exactly alike, even where care is the same. “Chance alone” is what a "
    "measure would show on average if there were no inequality: its noise floor. Figures are "
    "corrected for it, and their 95% intervals say how far chance can move them.",
    "A group is “clearly” lower or higher by itself, beside the reference group, as on Groups; of "
    "twenty groups about one would look so by chance. The gap in the headline allows for all of "
    "them.",
    "“Beyond chance” means that the interval leaves out no inequality. A figure can be beyond "
    "chance and small: a gap below 5 points (0.25 of the rating) is called small, from 10 points "
    "(0.5) on wide.",
    "Measures “in order” need groups with an order and at least three of them. Deprivation runs "
    "from 1, the most deprived fifth of areas, to 5, the least deprived.",
    "In the picture, a line is as long as the gap that was seen; orange marks point down and teal "
    "ones up. They say which group it is, not which is worse: see where they stand.",
    "“As WHO HEAT prints it” gives the figures of the World Health Organization's Health Equity "
    "Assessment Toolkit, for audit. Chance is still in them, so most come out too wide.",
    "Measures weigh groups differently, so one can be beyond chance where another is not: the gap "
    "between the ends hangs on two groups, the spread on all of them.",
    "Scores are as answered. Groups differ in age, cancer and where they are treated: a gap says "
    "that experience differs, not why.",
]


def show_question(view: View, by: Dimension) -> None:
    """Show the gap on the shared filters' question, its groups, and what is looked at closer."""
    asked = view.question
    found = ask(inequality, view.population, asked, by, every=False)
    layout.lead(sentences.inequality(found), layout.about(view, view.population, asked))
    for line in (sentences.inequality_spread(found), sentences.inequality_unshown(found)):
        if line:
            st.markdown(line)
    layout.show(charts.equiplot(found, layout.colours()), view.population, key="equiplot")
    for note in found.notes:
        st.caption(note)
    layout.table(tables.inequality_groups(found), f"Scores on {asked.title}, by group")
    st.subheader("A closer look", anchor=False)
    closer = links.switch("Look at", list(CLOSER), key="closer", noun="closer look")
    CLOSER[closer](view, by)


def show_measures(view: View, by: Dimension) -> None:
    """Show the main measures, or all of them if the reader wants them."""
    asked = view.question
    with st.container(horizontal=True):
        every = links.switch("Which ones", [MAIN_ONES, EVERY], key="measures", noun="list") == EVERY
        heat = links.switch("Figures", [CORRECTED, HEAT], key="figures", noun="kind of figure")
    found = ask(inequality, view.population, asked, by, every=every)
    layout.table(
        tables.inequality(found, printed=heat == HEAT), f"Measures of inequality on {asked.title}"
    )
    with st.expander("What each measure means", icon=":material/menu_book:"):
        layout.table(tables.measures(found), "What each measure means, and why any is not given")
    layout.take_away(
        tables.plain_inequality(found),
        view.population,
        name=f"{asked.code}-inequality-by-{by.id}",
        question=asked,
        notes=sentences.inequality_notes(found),
    )


def show_years(view: View, by: Dimension) -> None:
    """Show the gap between the ends in every comparable year, or say why there are none."""
    asked = view.question
    try:
        found = ask(inequality_by_year, view.population, asked, by)
    except InputError as error:
        st.info(str(error), icon=":material/info:")
        return
    said = sentences.inequality_years(found)
    st.markdown(said)
    layout.show(charts.equiplot_years(found, layout.colours()), found.population, key="years")
    layout.table(tables.inequality_years(found), f"Gap on {asked.title} by year")
    st.caption("Whether a gap is closing is tested on Trends.")
    layout.take_away(
        tables.plain_inequality_years(found),
        found.population,
        name=f"{asked.code}-inequality-by-{by.id}-and-year",
        question=asked,
        notes=[said],
    )


def show_places(view: View, by: Dimension) -> None:
    """Show the gap between the ends in every place of a level, or say why there is none."""
    asked = view.question
    with st.columns(3)[0]:
        kind = links.choose(
            "Kind of place",
            list(levels_for(view.dataset.kind)),
            key="level",
            noun="level",
            label=lambda id: level(id).plural,
        )
    try:
        found = ask(inequality_by_place, view.population, asked, level(kind), by)
    except InputError as error:
        st.info(str(error), icon=":material/info:")
        return
    gaps, own = found.gaps, view.population.place
    said = sentences.inequality_places(found)
    st.markdown(said)
    picture = charts.gap_funnel(gaps, layout.colours(), chosen=own)
    if picture:
        st.markdown(sentences.place_gaps(gaps, own))
        layout.show(picture, gaps.population, key="funnel")
        for line in sentences.gap_outliers(gaps):
            st.markdown(line)
    layout.table(tables.place_gaps(gaps), f"Gap on {asked.title}, by place")
    layout.take_away(
        tables.plain_place_gaps(gaps),
        gaps.population,
        name=f"{asked.code}-inequality-by-{by.id}-and-{kind}",
        question=asked,
        notes=[said],
    )


CLOSER = {
    "Measures": show_measures,
    "Over the years": show_years,
    "Across places": show_places,
}


def show_section(view: View, by: Dimension, section: str) -> None:
    """Show the gap on each question of a section."""
    with st.columns(3)[0]:
        chosen = links.choose("Sort by", list(SORTS), key="order", noun="order")
    found = ask(section_inequality, view.population, questions_of(section), by)
    codes = order(found, SORTS[chosen])
    name = "all questions" if section == EVERY_SECTION else section
    layout.lead(
        sentences.section_inequality(found), f"{layout.about(view, view.population)} · {name}"
    )
    layout.show(
        charts.equiplot_section(found, codes, layout.colours()), view.population, key="section"
    )
    family = sentences.section_family(found)
    if family:
        st.caption(family)
    layout.table(tables.section_inequality(found, codes), f"Gaps by {by.label.lower()}, {name}")
    layout.take_away(
        tables.plain_section_inequality(found),
        view.population,
        name=f"inequality-by-{by.id}",
        question=None,
        notes=[sentences.section_inequality(found), *filter(None, [family])],
    )


view = current()
columns = st.columns(2, vertical_alignment="bottom")
with columns[0]:
    by = dimension(
        links.choose(
            "Break down by",
            [d.id for d in breakdowns(view.dataset)],
            key="by",
            noun="breakdown",
            label=lambda id: dimension(id).label,
            default="deprivation",
        )
    )
with columns[1]:
    scope = links.choose(
        "Questions",
        [ONE, *sections(), EVERY_SECTION],
        key="scope",
        noun="section",
        label=lambda id: {ONE: "The one chosen", EVERY_SECTION: "All questions"}.get(id, id),
    )
if scope == ONE:
    show_question(view, by)
else:
    show_section(view, by, scope)
layout.how_to_read(READING)
