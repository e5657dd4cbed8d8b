"""Who did not answer, and could that change the story?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import Unavailable, levels_for, skipped, survival, voices, voices_places
from analysis.survey import level
from pages.parts import layout, links, pair
from pages.parts.session import ask, current

view = current()
asked, people = view.question, view.population
found = ask(voices, people)
by, group, reference = pair.choose(view)

layout.lead(sentences.voices(found), layout.about(view, people))
if found.why:
    st.info(found.why, icon=":material/info:")
else:
    if said := sentences.represented(found):
        st.markdown(said)
    if by.id in found.known:
        layout.show(charts.response(found, by.id, layout.colours()), people, key="response")
        layout.table(tables.voices(found, by.id), f"Who answered, by {by.label.lower()}")
    else:
        st.info(
            f"“{by.label}” is asked in the questionnaire, so it is not known of those who did not "
            "answer. Choose another breakdown to see who answered.",
            icon=":material/info:",
        )
    if "ethnicity" in found.known:
        st.caption(sentences.RECORDS)
    with st.expander("All groups", icon=":material/groups:"):
        layout.table(tables.voices(found), "Who answered, by every breakdown")
    layout.take_away(
        tables.plain_voices(found),
        people,
        name="who-answered",
        question=None,
        notes=[sentences.voices(found), *filter(None, [sentences.represented(found)])],
    )

    st.subheader("Could those who did not answer change the gap?", anchor=False)
    try:
        gap = ask(survival, people, asked, by, group, reference)
    except Unavailable as why:
        st.info(str(why), icon=":material/info:")
    else:
        st.markdown(f"**{sentences.survival(gap)}** {sentences.needed(gap)}")
        layout.show(charts.survival(gap, layout.colours()), people, key="survival")
        layout.table(tables.survival(gap), f"The gap on {asked.title} and what could change it")
        layout.take_away(
            tables.plain_survival(gap),
            people,
            name=f"{asked.code}-gap-{by.id}-{group}-{reference}-if-all-had-answered",
            question=asked,
            notes=[sentences.survival(gap), *filter(None, [sentences.needed(gap)])],
        )

    st.subheader("Where people answered", anchor=False)
    chosen = links.choose(
        "Kind of place",
        list(levels_for(view.dataset.kind)),
        key="level",
        noun="level",
        label=lambda id: level(id).plural,
        default="trust",
    )
    try:
        places = ask(voices_places, people, level(chosen))
    except Unavailable as why:
        st.info(str(why), icon=":material/info:")
    else:
        st.markdown(sentences.voices_places(places))
        layout.table(tables.voices_places(places), "Who answered, by place")
        layout.take_away(
            tables.plain_voices_places(places),
            people,
            name=f"who-answered-by-{chosen}",
            question=None,
            notes=[sentences.voices_places(places)],
        )

st.subheader("Which questions were left blank", anchor=False)
left = ask(skipped, people, asked, by)
st.markdown(sentences.skipped(left))
layout.table(tables.skipped_groups(left), f"Who left {asked.title} blank")
with st.expander("All questions", icon=":material/grid_view:"):
    layout.table(tables.skipped_questions(left), "How often each question was left blank")
layout.take_away(
    tables.plain_skipped(left),
    people,
    name=f"left-blank-{asked.code}-by-{by.id}",
    question=None,
    notes=[sentences.skipped(left)],
)
layout.how_to_read(
    [
        "The response rate is the share of the people sent a questionnaire who sent it back. The "
        "dashed line is everyone's. The bar is the 95% interval; a group is “clearly” below or "
        "above when the interval of its difference from everyone's leaves out zero.",
        "“Weighted” counts those who answered more where few did, so that together they are like "
        "those asked in age, sex, deprivation and whatever else is known of both. It can't allow "
        "for what is not on record: people who felt too ill to answer, or too let down.",
        "The wide bar has no weighting in it. It runs from the gap if the silent of one group had "
        "scored like the lowest-scoring group and those of the other like the highest-scoring, to "
        "the other way round. It is not an interval: chance comes on top.",
        "If the wide bar leaves out zero, those who did not answer could close the gap only by "
        "being unlike any group that did.",
        "Left blank counts people the question was for who gave no answer. Those led past a "
        "question don't count, nor do answers such as “don't know”.",
        "A low response rate is a reason to ask how people were reached, not a fault of anyone.",
    ]
)
