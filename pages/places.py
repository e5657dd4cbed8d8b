"""Which places differ from what is expected of them?"""

import os
from dataclasses import replace
from pathlib import Path

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import BREAKDOWN_YEAR, levels_for, place_scores
from analysis.survey import InputError, level
from pages.parts import layout, links
from pages.parts.session import ask, current

OURS, THEIRS = "Worked out here", "As published"

view = current()
asked = view.question
official = view.dataset.kind == "published"

columns = st.columns(2, vertical_alignment="bottom")
with columns[0]:
    chosen = links.choose(
        "Kind of place",
        list(levels_for(view.dataset.kind)),
        key="level",
        noun="level",
        label=lambda id: level(id).plural,
    )
recompute = False
if official and view.population.years == (BREAKDOWN_YEAR,):
    with columns[1]:
        recompute = (
            links.switch("Expected ranges", [THEIRS, OURS], key="ranges", noun="choice") == OURS
        )

result = ask(place_scores, view.population, asked, level(chosen), recompute=recompute)
own = view.population.place
layout.lead(sentences.places(result, own), layout.about(view, result.population, asked))
for note in result.notes:
    st.caption(note)
for line in sentences.outliers(result):
    st.markdown(line)

if chosen == "alliance":
    layout.show(
        charts.tiles(result, layout.colours()),
        result.population,
        key="tiles",
        title="Map: one tile an Alliance",
    )
layout.show(
    charts.funnel(result, layout.colours(), chosen=own),
    result.population,
    key="funnel",
    title="Funnel",
)


@st.cache_data(max_entries=4, show_spinner=False)
def outlines(path: Path, stamp: int) -> charts.Boundaries:
    return charts.read_boundaries(path)


for file in filter(None, os.environ.get("PEX_BOUNDARIES", "").split(os.pathsep)):
    try:
        borders = outlines(Path(file), Path(file).stat().st_mtime_ns if Path(file).exists() else 0)
    except InputError as error:
        st.warning(str(error))
        continue
    if borders.level == chosen:
        layout.show(
            charts.choropleth(result, borders, layout.colours()),
            result.population,
            key=f"map-{file}",
            title="Map",
        )
        if borders.missing:
            st.caption(f"Not in the boundary file: {', '.join(borders.missing)}.")

inside = result.within(own)
if len(inside) and own not in set(inside["code"]):
    st.subheader(f"In {view.population.where.name}", anchor=False)
    layout.table(
        tables.places(replace(result, frame=inside)),
        f"{level(chosen).plural} in {view.population.where.name}",
    )
    st.subheader(f"All {level(chosen).plural}", anchor=False)
layout.table(tables.places(result), f"{level(chosen).plural}: scores on {asked.title}")
layout.take_away(
    tables.plain_places(result),
    result.population,
    name=f"{asked.code}-by-{chosen}",
    question=asked,
    notes=[sentences.places(result, own), *result.notes],
)
layout.how_to_read(
    [
        asked.scoring,
        "Each mark is a place. Places with few answers, on the left, vary more by chance alone, so "
        "the range expected of them is wider: that is the funnel.",
        "The lines hold 95% and 99.8% of places that differ no more than places usually do. A place "
        "outside the 95% lines is above or below what is expected of it; about 1 in 20 would be "
        "by chance alone.",
        "On a map, an outline marks places outside their range: solid above it, dashed below.",
        "Below expected is a reason to ask, not a verdict.",
        "Scores are adjusted for who is treated where (age, sex, ethnic group, deprivation, tumour "
        "group), as published."
        if result.adjusted
        else "Scores are not adjusted for who is treated where.",
        "Places are listed by name, never by rank: neighbours in a ranking can rarely be told apart.",
    ]
)
