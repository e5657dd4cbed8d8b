"""Waits, early diagnosis, survival and experience of a place; who keeps missing the standards."""

import streamlit as st

from analysis.dashboard.missing import MOST_PERIODS, MissingRule, levels_of, place_standings
from analysis.dashboard.standing import latest_parts, standings
from analysis.present import charts, export, tables
from analysis.present.sentences import indicator as trend_of
from analysis.present.sentences import indicator_notes, lower_on
from analysis.present.sentences import standings as sentences
from analysis.results import Unavailable, profile
from analysis.survey import indicator, indicators, level
from pages.parts import layout, links
from pages.parts.session import ask, current

SURE = {
    "exact": "All those periods together leave no doubt",
    "chart": "The usual range of the control chart misses it",
}
TOGETHER = "together"
PARTS = {"cancer": "Cancer", "route": "Route or stage", "treatment": "Treatment"}
HIDDEN = "“Hidden” means that whoever published the figure held it back, to protect people."

view = current()
own = view.population.place
here = ask(standings, own)
layout.lead(
    sentences.standings(here),
    f"**{here.source}** · {here.shown.name}"
    + (" · Figures marked “made up” are no real results." if here.synthetic else ""),
)
for line in sentences.places_moved(here):
    st.info(line, icon=":material/merge:")

st.subheader("Waits, diagnosis and survival", anchor=False)
if here.found:
    layout.show(
        charts.standings(here, layout.colours()),
        view.population,
        key="standings",
        origin=sentences.origin(here.source, [one.trend.synthetic for one in here.found]),
    )
    layout.table(tables.standings(here), f"{here.shown.name}: latest figures beside the standards")
if here.without and here.found:
    st.caption(sentences.without(here))

there = [one.indicator.id for one in here.found] or [i.id for i in indicators()]
chosen = indicator(
    links.choose(
        "Look closer at",
        there,
        key="indicator",
        noun="indicator",
        label=lambda id: indicator(id).label,
    )
)
for one in here.found:
    if one.indicator == chosen:
        st.subheader(f"{chosen.label} over time", anchor=False)
        st.markdown(trend_of(one.trend))
        layout.show(
            charts.xmr(one.trend, layout.colours()),
            view.population,
            key="xmr",
            origin=sentences.origin(one.trend.source, [one.trend.synthetic]),
        )
        by = links.choose(
            "In parts",
            [TOGETHER, *PARTS],
            key="parts",
            noun="way to divide it",
            label=lambda id: "All together" if id == TOGETHER else f"By {PARTS[id].lower()}",
        )
        if by != TOGETHER:
            found = ask(latest_parts, chosen, here.shown.code, by, one.latest["period"])
            title = f"{chosen.label}, {here.shown.name}, by {PARTS[by].lower()}"
            if len(found):
                layout.table(tables.parts(found, chosen, PARTS[by]), title)
            else:
                st.markdown(f"There are no figures by {PARTS[by].lower()} here.")

st.subheader("Patients' experience: the Cancer Dashboard's questions", anchor=False)
try:
    people = ask(profile, view.population)
    layout.table(
        tables.dashboard(people),
        f"{view.population.where.name}: scores on the seven questions of the Cancer Dashboard",
    )
    st.markdown("Inside the place, who fares clearly worse on each of them:")
    for line in lower_on(people):
        st.markdown(f"- {line}")
except Unavailable as error:
    st.info(str(error), icon=":material/info:")

st.subheader("Who keeps missing the standard", anchor=False)
kinds = [one.id for one in ask(levels_of, chosen) if one.id != "national"] or ["trust"]
columns = st.columns([2, 2, 2, 3], vertical_alignment="bottom")
with columns[0]:
    kind = level(
        links.choose(
            "Kind of place",
            kinds,
            key="level",
            noun="level",
            label=lambda id: level(id).plural,
            default=kinds[-1],
        )
    )
with columns[1]:
    of = int(
        links.choose(
            "Of the last",
            list(map(str, range(1, MOST_PERIODS + 1))),
            key="of",
            noun="number of periods",
            label=lambda n: f"{n} periods",
            default="6",
        )
    )
with columns[2]:
    missed = int(
        links.choose(
            "missed at least",
            list(map(str, range(1, of + 1))),
            key="missed",
            noun="number of periods",
            default=str(max(1, of - 1)),
        )
    )
with columns[3]:
    sure = links.choose(
        "and it is no chance:",
        list(SURE),
        key="sure",
        noun="way to be sure",
        label=SURE.__getitem__,
    )
rule = MissingRule(missed, of, "exact" if sure == "exact" else "chart")
try:
    every = ask(place_standings, chosen, kind, rule)
except Unavailable as error:
    st.info(str(error), icon=":material/info:")
else:
    inside = here.shown.code if here.shown.level == "alliance" else here.shown.alliance
    cut = (
        kind.id != "alliance"
        and inside
        and st.toggle(
            f"Only in the Cancer Alliance of {here.shown.name}"
            if here.shown.level != "alliance"
            else f"Only in {here.shown.name}",
            key="cut",
            bind="query-params",
        )
    )
    every = every.within(inside) if cut else every
    st.markdown(f"**{sentences.keeps_missing(every)}**")
    st.caption(sentences.rule(rule, every.grain))
    if gaps := sentences.gaps_in_time(every):
        st.caption(gaps)
    layout.table(tables.place_standings(every), f"{kind.plural}: {chosen.label}")
    layout.file_and_link(
        tables.plain_place_standings(every),
        export.describe_places(every),
        name=f"{chosen.id}-by-{kind.id}",
        synthetic=every.synthetic,
    )
layout.how_to_read(
    [
        "A figure is the share of people for whom the standard was kept in the latest period; the "
        "interval says how far chance alone may have moved it. “Within chance” means that the "
        "interval holds the standard: one more or fewer patient may decide.",
        "Numerators and denominators are added up over places and periods; percentages are never "
        "averaged. A patient whom two trusts share counts as half in each.",
        *(indicator_notes(one.trend)[1] for one in here.found if one.indicator == chosen),
        "Sort a long table by the heads of its columns. Places are listed by name, never by rank.",
        "Missing a standard is a reason to ask why, not a verdict: places differ in whom they treat.",
        "Waits are by who treats, surveys by where people were treated or live. They are of "
        "different people and times, and stand side by side without saying that one is the reason "
        "for the other.",
    ],
    HIDDEN,
)
