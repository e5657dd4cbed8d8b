"""How does each CCG do on the four cancer indicators together?"""

from dataclasses import replace

import streamlit as st

from analysis.dashboard import INDICATORS, Rule, evidence, improvement, rate
from analysis.present import charts, export, sentences, tables
from pages.parts import layout, links
from pages.parts.session import ask, current

STANDARD, ENGLAND = "The standard", "England"

view = current()
at, where = view.population.place, view.population.where

with st.expander("Change the rule", icon=":material/tune:"):
    columns = st.columns(3)
    with columns[0]:
        against = links.choose(
            "62-day wait compared with", [STANDARD, ENGLAND], key="wait", noun="comparison"
        )
        limit = links.choose(
            "Range expected holds", ["95% of CCGs", "99.8% of CCGs"], key="limit", noun="range"
        )
    with columns[1]:
        top = links.choose(
            "Top performing from", ["0.75", "1", "1.5"], key="top", noun="cut", default="1"
        )
        well = links.choose(
            "Performing well from", ["0.25", "0.5", "0.7"], key="well", noun="cut", default="0.5"
        )
    with columns[2]:
        greatest = links.choose(
            "Greatest need up to",
            ["-0.5", "-1", "-1.5", "-2"],
            key="greatest",
            noun="cut",
            label=lambda cut: cut.replace("-", "−"),
            default="-1.5",
        )
        fewest = links.choose(
            "Indicators needed",
            ["2", "3", "4"],
            key="needed",
            noun="number",
            label=lambda number: f"{number} of {INDICATORS}",
            default="3",
        )

rule = Rule(
    standard=against == STANDARD,
    confidence=0.95 if limit.startswith("95%") else 0.998,
    top=float(top),
    well=float(well),
    greatest=float(greatest),
    fewest=int(fewest),
)
found = rate(ask(evidence, view.population.everybody), rule)
change = ask(improvement)
said = sentences.framework(found, at)
sources = "; ".join(found.sources)
origin = f"{'Synthetic data, not real results' if found.synthetic else sources}. {where.name}"
made_up = ""
if found.synthetic:
    made_up = (
        " These figures are made up: no figure is a real result."
        if view.dataset.synthetic
        else " Some of these figures are made up, and so no rating is a real result."
    )
others = [name for name in found.sources if name != view.dataset.name]
shown = " · ".join(
    [f"**{view.dataset.name}**", *others, replace(found.population, place=at).caption()]
)
layout.lead(
    said,
    f"{shown} · {sentences.INDEPENDENT}{made_up}",
)

own = found.of(at) is not None
if own:
    layout.show(
        charts.framework_place(found, at, layout.colours()),
        view.population,
        key="framework",
        title="The four indicators",
        origin=origin,
    )
    st.caption(
        "Grey bar: the range expected. Line through the mark: how far chance can move it (95%)."
    )
    layout.table(tables.framework_place(found, at), f"{where.name}: the four indicators")
else:
    if where.level == "trust":
        st.caption("Only CCGs are rated; these are all of them.")
    layout.show(
        charts.framework_places(found, at, layout.colours()),
        view.population,
        key="framework",
        title="Every CCG by its average",
        origin=origin,
    )

st.subheader("The rule", anchor=False)
for line in sentences.framework_rule(rule):
    st.markdown(f"- {line}")

inside = where.level in ("alliance", "stp")
st.subheader(f"CCGs in {where.name}" if inside else "All CCGs", anchor=False)
layout.table(tables.framework(found, at), "CCGs: category and the four indicators")
layout.file_and_link(
    tables.plain_framework(found, at),
    [said, *export.describe_framework(found)],
    name=f"ccg-framework-{at}",
    synthetic=found.synthetic,
)

st.subheader("Finding more cancers early", anchor=False)
if change is None:
    st.markdown("There are no figures on early-stage diagnosis of two separate years to compare.")
else:
    st.markdown(sentences.improvement(change, at))
    risen = tables.improvement(change, at)
    if len(risen):
        layout.table(risen, "CCGs whose share found early rose reliably")
layout.how_to_read(
    [
        *sentences.framework_notes(found),
        "“Rose reliably” means that the difference of the two years stands out after allowing for "
        "all CCGs that were looked at (Benjamini-Hochberg, 5%). The intervals are 95% each.",
    ],
    "“Hidden” means that whoever published the figure held it back, or that too few people answered, "
    "to protect people.",
)
