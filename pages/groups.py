"""How does one question differ between groups?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import OTHERS, adjust, answers, compare, scores, why_not_adjusted
from analysis.survey import dimension, dimensions
from pages.parts import layout, links
from pages.parts.session import ask, current

SCORES, ANSWERS = "Scores", "Every answer"
NONE = "none"
PLAIN, MIX, INSIDE = "answered", "adjusted", "within-trust"
KINDS = {
    PLAIN: "As answered",
    MIX: "Adjusted for case mix",
    INSIDE: "Adjusted, within the same trust",
}

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

kind, why_not = PLAIN, why_not_adjusted(view.dataset, by)
if shown == SCORES and not why_not:
    with st.columns([6, 7])[0]:
        kind = links.choose(
            "Scores are", list(KINDS), key="adjust", noun="kind of score", label=KINDS.__getitem__
        )

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
elif kind != PLAIN:
    made = ask(
        adjust,
        view.population,
        asked,
        by[0],
        reference,
        within="trust" if kind == INSIDE else None,
    )
    said = [sentences.adjusted(made), sentences.adjusted_counts(made)]
    layout.lead(said[0], layout.about(view, view.population, asked))
    if said[1]:
        st.markdown(said[1])
    layout.show(charts.adjusted(made, layout.colours()), view.population, key="adjusted")
    for note in made.notes:
        st.caption(note)
    layout.table(tables.adjusted(made), f"Scores on {asked.title}, as answered and adjusted")
    layout.take_away(
        tables.plain_adjusted(made),
        view.population,
        name=f"{asked.code}-by-{first}-adjusted{'-within-trust' if kind == INSIDE else ''}",
        question=asked,
        notes=[*filter(None, said), *made.notes],
    )
    layout.how_to_read(
        [
            asked.scoring,
            "Two marks a group: the hollow circle is the score as answered, the filled diamond the "
            "score adjusted for case mix. The bars are 95% intervals. The dashed line is the score "
            "of everyone, as answered.",
            "Groups differ in who is in them. Adjusted scores are what we would expect if every "
            "group had the same mix of age, sex, ethnic group, deprivation and tumour group as "
            "everyone in this selection.",
            "“Within the same trust” also compares people only with others treated at the same "
            "trust. A gap that shrinks then goes with where people are treated; one that stays is "
            "there inside trusts too.",
            "A gap that adjusting shrinks is not thereby fair: it says that other things go "
            "together with it, not that they cause it or excuse it. Stage, treatment and much else "
            "are not in these answers and can't be allowed for.",
            "Adjusting assumes that each characteristic matters alike in every group. Whether it "
            "accounts for little, part or most of a gap is our best estimate: less than a fifth, up "
            "to a half, and more.",
        ]
    )
else:
    found = ask(scores, view.population, asked, by)
    comparison = compare(found, reference)
    layout.lead(sentences.groups(comparison), layout.about(view, view.population, asked))
    layout.show_all(charts.groups(comparison, layout.colours()), view.population, key="groups")
    for note in filter(None, [why_not, *found.notes]):
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
