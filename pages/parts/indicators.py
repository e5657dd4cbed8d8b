"""An indicator of a place over time, as the page Trends shows it."""

from __future__ import annotations

from analysis.present import charts, export, sentences, tables
from analysis.results import indicator_trend, indicators_for
from analysis.survey import indicator, indicators
from pages.parts import layout, links
from pages.parts.session import View, ask

_HIDDEN = "“Hidden” means that whoever published the figure held it back, to protect people."


def show(view: View) -> None:
    """Show an indicator for the place of the shared filters."""
    where = view.population.where
    there = ask(indicators_for, where.code) or indicators()
    chosen = links.choose(
        "Indicator",
        [i.id for i in there],
        key="indicator",
        noun="indicator",
        label=lambda id: indicator(id).label,
    )
    found = ask(indicator_trend, indicator(chosen), where.code)
    made_up = " These figures are made up: no figure is a real result." if found.synthetic else ""
    layout.lead(
        sentences.indicator(found),
        f"**{found.source}** · {where.name} · {found.indicator.description}{made_up} "
        "The question, the year and groups of people do not apply here.",
    )
    origin = f"{'Synthetic data, not real results.' if found.synthetic else 'Source:'}"
    layout.show(
        charts.xmr(found, layout.colours()),
        view.population,
        key="xmr",
        origin=f"{origin} {found.source}. {where.name}",
    )
    layout.table(tables.indicator(found), f"{found.indicator.label}, {where.name}")
    layout.file_and_link(
        tables.plain_indicator(found),
        export.describe_indicator(found),
        name=f"{found.indicator.id}-{where.code}",
        synthetic=found.synthetic,
    )
    layout.how_to_read(sentences.indicator_notes(found), _HIDDEN)
