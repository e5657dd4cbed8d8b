"""How every number is made, and what it cannot tell you."""

from pathlib import Path

import streamlit as st

from analysis.demo import truths
from analysis.survey import questions
from pages.parts import layout
from pages.parts.session import current

FOLDER = Path(__file__).parents[1] / "docs" / "methods"
CHAPTERS = sorted(FOLDER.glob("*.md"), key=lambda chapter: int(chapter.stem.split("-")[0]))
PLANTED = {
    "question": "Question",
    "dimension": "Breakdown",
    "group": "Group",
    "reference": "Compared with",
    "trust": "Where",
    "effect": "Effect (log odds)",
    "points": "Roughly, in points",
    "source": "What it echoes",
}

view = current()
layout.lead(
    "Every number here can be checked: what it counts, how sure it is, and what is hidden.",
    layout.about(view, view.population),
)
for chapter in CHAPTERS:
    st.markdown(chapter.read_text(encoding="utf-8"))

st.header("The questions", anchor=False)
st.caption("A score counts the answers named here. Labels are ours; a higher score is better.")
layout.table(
    {
        "Question": [q.title for q in questions()],
        "Asked of": [q.asked for q in questions()],
        "What the score counts": [q.scoring for q in questions()],
        "Comparable years": [f"{q.years[0]} to {q.years[-1]}" for q in questions()],
    },
    "The 52 scored questions",
)

if view.dataset.synthetic:
    st.header("What was planted in the demonstration survey", anchor=False)
    st.caption("Differences that the generator puts in, and the published finding each one echoes.")
    planted = truths()
    layout.table(
        planted[planted["dimension"] != "all"]
        .fillna({"reference": "–", "trust": "Every trust"})
        .rename(columns=PLANTED),
        "Differences planted in the demonstration survey",
    )

report = view.workspace.report(view.dataset.id)
if len(report):
    st.header("What became of every row of the imported file", anchor=False)
    st.caption(
        "Lines that begin with “Loaded” add up to all rows of the file. Lines that begin with "
        "“Note” say what was found on the way."
    )
    layout.table(
        report.rename(columns={"reason": "What", "rows": "Rows", "example": "An example"}),
        "What became of every row of the imported file",
    )
