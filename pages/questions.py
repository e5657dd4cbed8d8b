"""Across all questions, where are the gaps for these groups?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import OTHERS
from analysis.results.matrix import Matrix, breakdowns, matrix, order
from analysis.survey import dimension, question
from pages.parts import layout, links, opening
from pages.parts.session import ask, ask_in_steps, current

ALL, USUAL = "all", "usual"
PLAIN, MIX = "As answered", "Adjusted for case mix"
SORTS = {
    "Questionnaire order": "questionnaire",
    "Section": "section",
    "Size of gap": "gap",
}

view = current()
official = view.dataset.kind == "published"

columns = st.columns(3, vertical_alignment="bottom")
with columns[0]:
    by = links.choose(
        "Break down by",
        [*(d.id for d in breakdowns(view.dataset)), ALL],
        key="by",
        noun="breakdown",
        label=lambda id: "All breakdowns" if id == ALL else dimension(id).label,
        default="tumour" if official else "ethnicity",
    )
several = by == ALL
with columns[1]:
    reference = links.choose(
        "Compare with",
        [*([USUAL] if several else dimension(by).ids), OTHERS.id],
        key="reference",
        noun="reference group",
        label=lambda id: (
            {USUAL: "The usual group of each", OTHERS.id: OTHERS.label}.get(id)
            or dimension(by).group(id).label
        ),
        default=USUAL if several else dimension(by).reference,
    )
with columns[2]:
    sort = SORTS[links.choose("Sort by", list(SORTS), key="sort", noun="order")]
kind = PLAIN
if not official:
    kind = links.switch("Scores are", [PLAIN, MIX], key="adjust", noun="kind of score")

dimensions = () if several else (dimension(by),)
against = None if reference == USUAL else reference
if kind == MIX:
    found = ask_in_steps(matrix, view.population, dimensions, against, adjusted=True)
else:
    found = ask(matrix, view.population, dimensions, against)
codes = order(found, sort)


def go_to(found: Matrix, code: str, breakdown: str) -> None:
    opening.ask_for(
        "pages/groups.py",
        {
            "question": code,
            "by": breakdown,
            "reference": found.references[breakdown].id,
            "adjust": MIX if found.adjusted else PLAIN,
        },
    )


def follow_click() -> None:
    for cell in st.session_state["matrix"].selection.get(charts.CELL, []):
        if cell.get("question") in codes:
            go_to(found, cell["question"], cell["breakdown"])


def follow_choice() -> None:
    breakdown = st.session_state.get("open_by", found.dimensions[0].id)
    go_to(found, st.session_state["open_question"], breakdown)


said = sentences.questions(found)
layout.lead(
    said,
    f"{layout.about(view, view.population)} · {sentences.compared_with(found)}",
)
for note in found.notes:
    st.caption(note)
st.markdown(
    "Click a cell to open its question and breakdown in Groups. Below the picture they can also be "
    "chosen from a menu."
)
layout.show(
    charts.matrix(found, codes, layout.colours(), sections=sort != "gap"),
    view.population,
    key="matrix",
    on_pick=follow_click,
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.selectbox(
        "Question", codes, format_func=lambda code: question(code).title, key="open_question"
    )
    if several:
        st.selectbox(
            "Breakdown",
            [d.id for d in found.dimensions],
            format_func=lambda id: dimension(id).label,
            key="open_by",
        )
    st.button("Open in Groups", on_click=follow_choice, icon=":material/groups:")
layout.table(tables.matrix(found, codes), "Gaps on every question, in points, one column a group")
layout.take_away(
    tables.plain_matrix(found),
    view.population,
    name=f"questions-by-{by}{'-adjusted' if found.adjusted else ''}",
    question=None,
    notes=[said, sentences.compared_with(found), *found.notes],
)
layout.how_to_read(
    [
        "Each row is a question and each column a group. The number is the gap in points: the "
        "group's score minus the score of the group it is compared with. Below zero (orange) the "
        "group's experience is worse, above zero (green) better. The stronger the colour, the wider "
        "the gap.",
        "A number stands only where the gap is clear. “·” means that these answers show no clear "
        "difference: not that there is none. The table has every gap: ▼ clearly lower, ▲ clearly "
        "higher.",
        "Q59, the overall rating, is in points from 0 to 10, not percent: it has no shade, and "
        "comes last when sorted.",
        "Sorted by section, the widest clear gap comes first inside each section; sorted by size, "
        "the widest of all.",
        "A group with few answers has to be much lower to be clearly lower: a pale column can mean "
        "few answers.",
        "Scores are adjusted for who is in each group: a gap is what would be left if all groups "
        "had the same mix. Groups still differ in much that is not in these answers."
        if found.adjusted
        else "These scores are not adjusted: groups differ in age, cancer and where they are "
        "treated. A gap says that experience differs, not why.",
    ]
)
