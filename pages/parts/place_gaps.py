"""The gap between two groups, place by place."""

from __future__ import annotations

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import PlaceGaps, place_gaps
from analysis.survey import Level
from pages.parts import layout, pair
from pages.parts.session import View, ask


def show(view: View, level: Level) -> None:
    """Show the gap between two groups in every place of a level."""
    by, group, reference = pair.choose(view)
    asked, own = view.question, view.population.place
    result = ask(place_gaps, view.population, asked, level, by, group, reference)
    layout.lead(sentences.place_gaps(result, own), layout.about(view, result.population, asked))
    layout.show(
        charts.gap_funnel(result, layout.colours(), chosen=own),
        result.population,
        key="gap-funnel",
        title=f"{result.group.label} compared with: {result.reference.label}",
    )
    for line in sentences.gap_outliers(result):
        st.markdown(line)
    layout.table(tables.place_gaps(result), f"Gap on {asked.title}, by place")
    layout.take_away(
        tables.plain_place_gaps(result),
        result.population,
        name=f"{asked.code}-gap-{group}-{reference}-by-{level.id}",
        question=asked,
        notes=[sentences.place_gaps(result, own)],
    )
    layout.how_to_read(_lines(result))


def _lines(result: PlaceGaps) -> list[str]:
    group, reference = result.group.people, result.reference.people
    return [
        result.question.scoring,
        f"Each mark is a place: the score of {group} treated there minus that of {reference} "
        "treated there. Below the dotted line, at zero, the first group scores lower. The other "
        "level line is the average gap.",
        "To the right are places where chance moves the gap little, as many people of both groups "
        "answered. To the left, few did, and the range expected is wider.",
        "The curved lines hold 95% and 99.8% of places whose gap is no more unusual than gaps "
        "usually are. About 1 in 20 would be outside the 95% lines by chance alone.",
        "“Wider than expected” means that the group that scores lower on average is further "
        "behind there; “narrower” that it is less far behind, level or ahead.",
        "A place as expected can still have a gap: the same as elsewhere.",
        "Scores are as answered. The two groups in a place may differ in age, cancer and "
        "deprivation, so a gap says that experience differs, not why.",
        "Places where either group has too few answers are listed without a number.",
    ]
