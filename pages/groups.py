"""How does one question differ between groups?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import OTHERS, answers, compare, scores
from analysis.survey import dimension, dimensions
from pages.parts import layout, links
from pages.parts.session import ask, current

SCORES, ANSWERS = "Scores", "Every answer"
NONE = "none"

view = current()
asked = view.question
official = view.dataset.kind == "published"

columns = st.columns([3, 3, 3, 4], vertical_alignment="bottom")
with columns[0]:
    first = links.choose(
        "Break down by",
        [d.id for d in dimensions()],
        key="by",
        noun="breakdown",
        label=lambda id: dimension(id).label,
        default="tumour" if official else "ethnicity",
    )
with columns[1]:
    second = links.choose(
        "And then by",
        [NONE, *(d.id for d in dimensions() if d.id != first)],
        key="across",
        noun="breakdown",
        label=lambda id: "Nothing else" if id == NONE else dimension(id).label,
    )
with columns[2]:
    reference = links.choose(
        "Compare with",
        [*dimension(first).ids, OTHERS.id],
        key="reference",
        noun="reference group",
        label=lambda id: OTHERS.label if id == OTHERS.id else dimension(first).group(id).label,
        default=dimension(first).reference,
    )
with columns[3]:
    shown = links.switch("Show", [SCORES, ANSWERS], key="show", noun="way to show it")

by = [dimension(first)] + ([dimension(second)] if second != NONE else [])

if shown == ANSWERS:
    result = ask(answers, view.population, asked, by)
    layout.lead(sentences.answers(result), layout.about(view, view.population, asked))
    layout.show_all(charts.answers(result, layout.colours()), view.population, key="answers")
    layout.table(tables.answers(result), f"Every answer to {asked.title}, by group")
    layout.take_away(
        tables.plain_answers(result),
        view.population,
        name="-by-".join([f"{asked.code}-answers", *(d.id for d in by)]),
        question=asked,
        notes=[],
    )
    layout.how_to_read(
        [
            "Each bar is everyone in the group who answered, split by what they answered.",
            "Blue answers count for the score, orange ones against it; grey ones are left out.",
            asked.scoring,
        ]
    )
else:
    found = ask(scores, view.population, asked, by)
    comparison = compare(found, reference)
    layout.lead(sentences.groups(comparison), layout.about(view, view.population, asked))
    layout.show_all(charts.groups(comparison, layout.colours()), view.population, key="groups")
    for note in found.notes:
        st.caption(note)
    layout.table(tables.groups(comparison), f"Scores on {asked.title}, by group")
    layout.take_away(
        tables.plain_groups(comparison),
        view.population,
        name="-by-".join([asked.code, *(d.id for d in by)]),
        question=asked,
        notes=[sentences.groups(comparison), *found.notes],
    )
    layout.how_to_read(
        [
            asked.scoring,
            "The mark is the score. The bar is its 95% interval: if we could ask again and again, "
            "about 95 of 100 such bars would hold the true score. A long bar means few answers.",
            "The dashed line is the score of everyone in this selection.",
            "A group is “clearly” lower or higher when the 95% interval of its difference from the "
            "reference group leaves out zero. With many groups, about 1 in 20 would look clear by "
            "chance alone.",
            "These scores are not adjusted: groups differ in age, cancer and where they are treated. "
            "A gap says that experience differs, not why.",
        ]
    )
