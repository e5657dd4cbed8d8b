"""The shared filters in the sidebar: which evidence, about whom, where and when."""

from __future__ import annotations

import streamlit as st

from analysis.results import select
from analysis.store import Dataset, Workspace
from analysis.survey import NOT_GIVEN, dimensions, level, place, places, question, questions
from pages.parts import links
from pages.parts.session import View

_ALL_YEARS = "All years"


def _place_label(code: str) -> str:
    found = place(code)
    if found.level == "national":
        return found.name
    shown = f"{found.code} {found.name}" if found.level in ("ccg", "trust") else found.name
    vanguard = " (Cancer Vanguard)" if found.vanguard else ""
    return f"{level(found.level).label}: {shown}{vanguard}"


def _dataset(workspace: Workspace) -> Dataset:
    available = {d.id: d for d in workspace.datasets()}
    chosen = links.choose(
        "Evidence",
        list(available),
        key="dataset",
        noun="dataset",
        label=lambda id: available[id].name,
    )
    return available[chosen]


def _year(dataset: Dataset) -> list[int]:
    pooled = [_ALL_YEARS] if dataset.kind == "respondents" and len(dataset.years) > 1 else []
    years = [str(y) for y in reversed(dataset.years)]
    chosen = links.choose("Year", [*years, *pooled], key="year", noun="year")
    return [] if chosen == _ALL_YEARS else [int(chosen)]


def _place(dataset: Dataset) -> str:
    without = {"stp"} if dataset.kind == "published" else set()
    codes = [p.code for p in places() if p.level not in without]
    return links.choose("Place", codes, key="place", noun="place", label=_place_label)


def _people(dataset: Dataset) -> dict[str, list[str]]:
    if dataset.kind == "published":
        st.caption("Published results can't be filtered by group. Compare groups on “Groups”.")
        return {}
    with st.expander("Only some people", icon=":material/group:"):
        return {
            d.id: links.choose_many(
                d.label,
                [*d.ids, *([NOT_GIVEN.id] if d.source == "answer" else [])],
                key=d.id,
                noun=f"group of {d.label.lower()}",
                label=lambda id, d=d: d.group(id).label,
            )
            for d in dimensions()
            if d.parent is None
        }


def sidebar(workspace: Workspace) -> View:
    """Show the shared filters and return the view they ask for."""
    select(workspace)  # says so where the workspace holds nothing to choose from
    with st.sidebar:
        dataset = _dataset(workspace)
        asked = links.choose(
            "Question",
            [q.code for q in questions()],
            key="question",
            noun="question",
            label=lambda code: question(code).title,
            default="Q59",
        )
        at = _place(dataset)
        years = _year(dataset)
        groups = _people(dataset)
        if dataset.synthetic:
            st.caption(
                ":material/science: **Synthetic data.** These people are made up. The patterns "
                "echo published facts about England, but no figure is a real result."
            )
        else:
            st.caption(dataset.source)
        st.caption("An independent tool, not an official publication.")
    chosen = {key: kept for key, kept in groups.items() if kept}
    population = select(workspace, dataset.id, years=years, at=at, groups=chosen)
    return View(workspace, population, question(asked))
