"""How much of a gap between two groups goes with where and who, and how much remains?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import check_people, drivers, gap
from pages.parts import layout, pair
from pages.parts.session import ask, current

view = current()
asked = view.question
check_people(view.dataset)
by, group, reference = pair.choose(view)

result = ask(gap, view.population, asked, by, group, reference)
layout.lead(sentences.gap(result), layout.about(view, view.population, asked))
layout.show(charts.waterfall(result, layout.colours()), view.population, key="waterfall")
layout.table(tables.gap_parts(result), f"The gap on {asked.title} and its parts")
said = [sentences.gap_places(result), sentences.gap_agreement(result), sentences.gap_basis(result)]
for line in filter(None, said):
    st.markdown(line)
with st.expander("The second method, and other measures", icon=":material/rule:"):
    if len(result.methods):
        layout.table(tables.gap_methods(result), "The parts by two methods, in points")
    layout.table(tables.gap_bases(result), "What remains, by whose answers are the measure")
layout.take_away(
    tables.plain_gap(result),
    view.population,
    name=f"{asked.code}-gap-{by.id}-{group}-{reference}",
    question=asked,
    notes=[sentences.gap(result), *filter(None, said)],
)

st.subheader("Which other answers go with the gap", anchor=False)
found = ask(drivers, view.population, asked, by, group, reference)
st.markdown(sentences.drivers(found))
layout.table(tables.drivers(found), f"Other answers that go with the gap on {asked.title}")
st.caption(sentences.DRIVER_LIMITS)
if len(found.frame) > tables.MOST_DRIVERS:
    st.caption(f"These are the {tables.MOST_DRIVERS} that go most with it; the file has all.")
if found.left_out:
    st.caption(f"Too few answers: {', '.join(found.left_out)}.")
layout.take_away(
    tables.plain_drivers(found),
    view.population,
    name=f"{asked.code}-gap-{by.id}-{group}-{reference}-answers",
    question=asked,
    notes=[sentences.drivers(found), sentences.DRIVER_LIMITS],
)
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
        "Trusts alone and the part of trust differ: the part holds all else alike, and with trusts "
        "alone, a trust that treated nobody of one group counts as between trusts.",
    ]
)
