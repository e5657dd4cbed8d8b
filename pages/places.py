"""Which places differ from what is expected of them?"""

import os
from dataclasses import replace
from pathlib import Path

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import (
    BREAKDOWN_YEAR,
    levels_for,
    lowest_fifth,
    neighbours,
    place_scores,
)
from analysis.survey import InputError, level
from pages.parts import layout, links, place_gaps
from pages.parts.session import ask, current

OURS, THEIRS = "Worked out here", "As published"
ADJUSTED, AS_ANSWERED = "Adjusted for case mix", "As answered"
SCORES, GAP = "Scores", "Gap between two groups"

view = current()
asked = view.question
official = view.dataset.kind == "published"
own = view.population.place

columns = st.columns([2, 3, 3], vertical_alignment="bottom")
with columns[0]:
    chosen = links.choose(
        "Kind of place",
        list(levels_for(view.dataset.kind)),
        key="level",
        noun="level",
        label=lambda id: level(id).plural,
    )
kind = level(chosen)
recompute, adjusted, compared = False, True, SCORES
if not official:
    with columns[1]:
        compared = links.switch("What to compare", [SCORES, GAP], key="compare", noun="choice")
    if compared == SCORES:
        with columns[2]:
            adjusted = (
                links.switch("Scores", [ADJUSTED, AS_ANSWERED], key="scores", noun="choice")
                == ADJUSTED
            )
elif view.population.years == (BREAKDOWN_YEAR,):
    with columns[1]:
        recompute = (
            links.switch("Expected ranges", [THEIRS, OURS], key="ranges", noun="choice") == OURS
        )
if compared == GAP:
    place_gaps.show(view, kind)
    st.stop()

result = ask(place_scores, view.population, asked, kind, adjusted=adjusted, recompute=recompute)
low = lowest_fifth(result)
layout.lead(sentences.places(result, own), layout.about(view, result.population, asked))
for note in result.notes:
    st.caption(note)

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

for line in sentences.outliers(result):
    st.markdown(line)


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
if own in set(inside["code"]):
    found = ask(neighbours, view.population, kind, own)
    st.subheader(f"{view.population.where.name} beside its neighbours", anchor=False)
    together = tables.alliance(result, low, found)
    if len(together) > 1:
        st.markdown(f"**{kind.plural} of the same Cancer Alliance**")
        layout.table(together, f"{kind.plural} of the same Cancer Alliance")
    if found.similar:
        st.markdown(f"**{kind.plural} with a similar case mix**")
        layout.table(tables.similar(result, low, found), f"{kind.plural} with a similar case mix")
    st.caption(sentences.similar(found))
elif len(inside):
    st.subheader(f"In {view.population.where.name}", anchor=False)
    layout.table(
        tables.places(replace(result, frame=inside), low),
        f"{kind.plural} in {view.population.where.name}",
    )

st.subheader("How sure a ranking can be", anchor=False)
st.markdown(sentences.lowest(low, own))
if len(low.likely):
    layout.show(charts.lowest(low, layout.colours()), result.population, key="lowest")
if len(low.likely) > charts.MOST_LOWEST:
    st.caption("The most likely places are drawn; the table has the probability of every place.")

st.subheader(f"All {kind.plural}", anchor=False)
layout.table(tables.places(result, low), f"{kind.plural}: scores on {asked.title}")
layout.take_away(
    tables.plain_places(result, low),
    result.population,
    name=f"{asked.code}-by-{chosen}",
    question=asked,
    notes=[sentences.places(result, own), sentences.lowest(low, own), *result.notes],
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
        "group). What else differs between patients is not allowed for."
        if result.adjusted
        else "Scores are not adjusted for who is treated where.",
        "Places are listed by name, never by rank: neighbours in a ranking can rarely be told "
        "apart. Instead, the probability of being in the lowest fifth says how often a place would "
        "be there, given how far chance can move its score and those of all others. With no more "
        "than chance at work, every place would have 20%.",
        "Below expected and in the lowest fifth are two different things: a fifth of places is "
        "always lowest, however alike they are.",
    ]
)
