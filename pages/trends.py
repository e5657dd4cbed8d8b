"""Is it getting better, and is the gap closing?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import OTHERS, trends
from analysis.survey import dimension, dimensions
from pages.parts import indicators, layout, links
from pages.parts.session import View, ask, current

NONE = "none"
QUESTION, INDICATOR = "Survey question", "Indicator"


def show_question(view: View) -> None:
    """Show the shared filters' question by year."""
    asked = view.question
    official = view.dataset.kind == "published"

    by, reference = None, None
    if not official:
        columns = st.columns(2, vertical_alignment="bottom")
        with columns[0]:
            chosen = links.choose(
                "Break down by",
                [NONE, *(d.id for d in dimensions())],
                key="trend",
                noun="breakdown",
                label=lambda id: "Everyone together" if id == NONE else dimension(id).label,
            )
        if chosen != NONE:
            by = dimension(chosen)
            with columns[1]:
                reference = links.choose(
                    "Compare with",
                    [*by.ids, OTHERS.id],
                    key="reference",
                    noun="reference group",
                    label=lambda id: OTHERS.label if id == OTHERS.id else by.group(id).label,
                    default=by.reference,
                )

    found = ask(trends, view.population, asked, by, reference)
    layout.lead(sentences.trends(found), layout.about(view, found.population, asked))
    for line in sentences.trend_details(found):
        st.markdown(line)
    layout.show_all(charts.trends(found, layout.colours()), found.population, key="trends")
    for note in found.notes:
        st.caption(note)
    if by:
        st.subheader(f"From {found.first} to {found.last}", anchor=False)
        layout.table(
            tables.trend_ends(found), f"Change on {asked.title} from {found.first} to {found.last}"
        )
        st.subheader("Year by year", anchor=False)
    layout.table(tables.trends(found), f"Scores on {asked.title} by year")
    layout.take_away(
        tables.plain_trends(found),
        found.population,
        name=f"{asked.code}-by-year" + (f"-and-{by.id}" if by else ""),
        question=asked,
        notes=[sentences.trends(found), *sentences.trend_details(found), *found.notes],
    )
    layout.how_to_read(
        [
            asked.scoring,
            "Each mark is a year's score; the bar through it is its 95% interval. Marks stand a little "
            "apart so that bars can be told apart. The axis does not start at 0, so small changes look "
            "large: read the numbers.",
            "A change is given with its 95% interval. It is clear when the interval leaves out zero.",
            "The more changes are looked at, the more look clear by chance. “Stands out” allows for that: "
            "of the changes in a table that stand out, about 1 in 20 is expected to be chance "
            "(Benjamini and Hochberg's method).",
            "A gap is a group's score less that of the group it is compared with. It narrowed or widened "
            "when the 95% interval of its change leaves out zero; about 1 in 20 would by chance alone. "
            "A gap can close because the group behind gained, or because the other lost: see the lines.",
            "The publisher's flags come from its own test, which its scores and bases don't give away. "
            "They can differ from ours."
            if official
            else "Different people answer each year. A change can come from who answered, not only from care.",
        ]
    )


view = current()
links.read_as("trend", "by")
links.imply("over", INDICATOR, "indicator")
if links.switch("Show", [QUESTION, INDICATOR], key="over", noun="way to show it") == INDICATOR:
    indicators.show(view)
else:
    show_question(view)
