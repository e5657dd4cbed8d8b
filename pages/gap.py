"""How much of a gap between two groups goes with where and who, and how much remains?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import check_people, drivers, gap, gap_checks
from pages.parts import layout, pair
from pages.parts.session import ask, ask_in_steps, current


def show_checks() -> None:
    """Show the parts by other methods."""
    found = ask(gap_checks, *words)
    told = (sentences.gap_places, sentences.gap_agreement, sentences.gap_basis)
    lines = [*filter(None, (say(found) for say in told))]
    for line in lines:
        st.markdown(line)
    if len(found.methods):
        layout.table(tables.gap_methods(found), "The parts by two methods, in points")
    layout.table(tables.gap_bases(found), "What remains, by whose answers are the measure")
    layout.take_away(
        tables.plain_gap_checks(found),
        view.population,
        name=f"{name}-methods",
        question=asked,
        notes=lines,
    )


def show_answers() -> None:
    """Show which other answers go with the gap."""
    found = ask_in_steps(drivers, *words)
    line = sentences.drivers(found)
    st.markdown(line)
    layout.table(tables.drivers(found), f"Other answers that go with the gap on {asked.title}")
    st.caption(sentences.DRIVER_LIMITS)
    if len(found.frame) > tables.MOST_DRIVERS:
        st.caption(f"These are the {tables.MOST_DRIVERS} that go most with it; the file has all.")
    if found.left_out:
        st.caption(f"Too few answers: {', '.join(found.left_out)}.")
    layout.take_away(
        tables.plain_drivers(found),
        view.population,
        name=f"{name}-answers",
        question=asked,
        notes=[line, sentences.DRIVER_LIMITS],
    )


view = current()
asked = view.question
check_people(view.dataset)
by, group, reference = pair.choose(view)
words = view.population, asked, by, group, reference
name = f"{asked.code}-gap-{by.id}-{group}-{reference}"

result = ask(gap, *words)
said = sentences.gap(result)
layout.lead(said, layout.about(view, view.population, asked))
layout.show(charts.waterfall(result, layout.colours()), view.population, key="waterfall")
for note in result.notes:
    st.caption(note)
layout.table(tables.gap_parts(result), f"The gap on {asked.title} and its parts")
layout.take_away(
    tables.plain_gap(result),
    view.population,
    name=name,
    question=asked,
    notes=[said, *result.notes],
)
for title, icon, key, show in (
    ("Do other methods tell the same story?", ":material/rule:", "other_methods", show_checks),
    ("Which other answers go with the gap?", ":material/hub:", "other_answers", show_answers),
):
    box = st.expander(title, icon=icon, key=key, on_change="rerun", bind="query-params")
    if box.open:
        with box:
            show()
layout.how_to_read(
    [
        asked.scoring,
        "Read the bars from the top. Each begins where the one before ends; together they make the "
        "gap, the last bar. The numbers in brackets are the 95% interval of that part alone.",
        "A part is how the two groups differ in something (where they are treated, their cancer, "
        "their age) times how scores go with it, all else alike. It pulls the other way where a "
        "group has more of what goes with higher scores.",
        "“What remains” is between people alike in all of this. It may be different experience "
        "inside the same trust with the same cancer and age, or things the survey doesn't ask, "
        "such as stage or treatment, or a different way of answering.",
        "A part is an association, not proof of cause, and doesn't make the gap fair. That people "
        "are treated at trusts with lower scores is itself worth asking about.",
        "How characteristics are valued is a choice. Before you quote a part, see whether other "
        "methods tell the same story.",
        "Trusts alone and the part of trust differ: the part holds all else alike, and with trusts "
        "alone, a trust that treated nobody of one group counts as between trusts.",
    ]
)
