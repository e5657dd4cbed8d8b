"""Which combinations of characteristics fare worst, after allowing for the search?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results.discovery import candidates, check_searchable, discover
from analysis.results.inequality_section import EVERY_SECTION, questions_of
from analysis.survey import dimension, sections
from pages.parts import layout, links
from pages.parts.session import ask_in_steps, current

ONE = "question"
FULL = 30
DEPTHS = {"3": "Up to three characteristics", "2": "Up to two", "1": "One at a time"}
READING = [
    "Every combination of up to three characteristics with at least 30 answers is compared with "
    "everyone else treated at the same trusts for the same kind of cancer, if there are at least "
    "30 of them. So differences between trusts and between kinds of cancer are allowed for, and "
    "are not what is found.",
    "Differences are shrunken: the fewer answers, the more a figure is pulled towards the average "
    "combination, so that small groups don't come first by luck. The figures in brackets are 95% "
    "intervals.",
    "“After allowing for” the search means that p-values are adjusted for everything looked at "
    "together (Benjamini-Hochberg): at most about 1 in 20 of what is listed should be chance.",
    "A combination is listed only if it is clearly worse off than the rest of each larger group "
    "that it is part of; otherwise the larger group stands for it.",
    "“People more than expected” is how many more answered less than well than if the group were "
    "like everyone else. It says how much there is to gain.",
    "“Among the worst tenth” is how probable it is that the group's true difference is among the "
    "lowest tenth of all combinations on that question.",
    "In the shuffled search, every answer is given to somebody else at the same trust with the "
    "same kind of cancer. Whatever that finds is chance.",
    "So that nobody can be singled out, everything about combinations of two or three "
    "characteristics is worked out from rounded numbers: answers to the nearest 10, answers that "
    "are less than good to the nearest 5. Scores of small combinations can therefore differ by a "
    "point or two from those on Groups.",
    "Combinations with fewer answers, or that would let a small group be worked out, are neither "
    "ranked nor counted.",
    "A difference goes together with these characteristics: it does not say that they cause it.",
]

view = current()
check_searchable(view.dataset)
columns = st.columns([3, 3, 4], vertical_alignment="bottom")
with columns[0]:
    scope = links.choose(
        "Questions",
        [ONE, *sections(), EVERY_SECTION],
        key="scope",
        noun="section",
        label=lambda id: {ONE: "The one chosen", EVERY_SECTION: "All questions"}.get(id, id),
    )
with columns[1]:
    depth = links.choose("Combine", list(DEPTHS), key="depth", noun="depth", label=DEPTHS.get)
with columns[2]:
    chosen = links.choose_many(
        "Characteristics",
        [d.id for d in candidates()],
        key="characteristics",
        noun="characteristic",
        label=lambda id: dimension(id).label,
        placeholder="All of them",
    )
asked = (view.question,) if scope == ONE else tuple(questions_of(scope))
by = tuple(chosen) or tuple(d.id for d in candidates())
found = ask_in_steps(discover, view.population, asked, by, most=int(depth))
one = asked[0] if scope == ONE else None
name = {ONE: "", EVERY_SECTION: " · all questions"}.get(scope, f" · {scope}")

layout.lead(sentences.discovery(found), f"{layout.about(view, view.population, one)}{name}")
for line in filter(None, [sentences.discovery_counts(found), sentences.calibration(found)]):
    st.markdown(line)
layout.show(charts.combinations(found, layout.colours()), view.population, key="combinations")
for note in found.notes:
    st.caption(note)
listed = tables.discovery(found)
if len(listed):
    layout.table(listed[:FULL], "Worst-off combinations, numbered as in the picture")
if len(listed) > FULL:
    st.markdown(f"The other {len(listed) - FULL:,} that are listed:")
    layout.table(listed[FULL:], "The other combinations that are listed, by their number")
layout.take_away(
    tables.plain_discovery(found),
    view.population,
    name="-".join([one.code if one else "questions", "worst-off"]),
    question=one,
    notes=[
        sentences.discovery(found),
        *filter(None, [sentences.discovery_counts(found)]),
        sentences.calibration(found),
        *found.notes,
    ],
)
layout.how_to_read(READING)
