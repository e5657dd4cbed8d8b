"""A breakdown, and two groups of it, chosen by the reader."""

from __future__ import annotations

import streamlit as st

from analysis.results import OTHERS, largest_group
from analysis.survey import Dimension, dimension, dimensions
from pages.parts import links
from pages.parts.session import View, ask


def choose_breakdown() -> Dimension:
    """Show the menu of the breakdown alone, and return what it says."""
    return dimension(
        links.choose(
            "Break down by",
            [d.id for d in dimensions()],
            key="gap",
            noun="breakdown",
            label=lambda id: dimension(id).label,
            default="ethnicity",
        )
    )


def choose(view: View) -> tuple[Dimension, str, str]:
    """Show the menus of the breakdown and the two groups, and return what they say."""
    columns = st.columns(3, vertical_alignment="bottom")
    with columns[0]:
        by = choose_breakdown()
    with columns[1]:
        group = links.choose(
            "Group",
            list(by.ids),
            key="group",
            noun="group",
            label=lambda id: by.group(id).label,
            default=ask(largest_group, view.population, view.question, by),
        )
    with columns[2]:
        reference = links.choose(
            "Compared with",
            [*(g.id for g in by.groups if g.id != group), OTHERS.id],
            key="against",
            noun="reference group",
            label=lambda id: OTHERS.label if id == OTHERS.id else by.group(id).label,
            default=by.reference,
        )
    return by, group, reference
