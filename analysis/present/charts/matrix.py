"""All questions by all groups as a heat map: how far each group is from its reference."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.present import sentences
from analysis.present.charts.heat import heat, wrapped_heads
from analysis.present.charts.matrix_cells import RATING, SIDES, cells, shades
from analysis.present.picture import Picture
from analysis.present.style import Palette
from analysis.results.matrix import Matrix
from analysis.survey import Dimension, question

_PICKED = {
    "question": "",
    "breakdown": "",
    "group": "",
    "asked": "Question",
    "people": "Group",
    "gap": "Gap",
}
_SECTION = "section: "


def matrix(
    found: Matrix, codes: Sequence[str], colours: Palette, *, sections: bool
) -> Picture | None:
    """Return the heat map, or None where no two groups can be compared.

    One breakdown fills the width that there is, with the questions above their cells where that
    is little; several have columns of a fixed width.

    Parameters
    ----------
    found : Matrix
        The gaps.
    codes : sequence of str
        Codes of the questions, from top to bottom.
    colours : Palette
        Light or dark.
    sections : bool
        Whether the sections of the questionnaire stand between the questions as headings.
    """
    if found.compared.empty:
        return None
    data = cells(found, colours)
    heads = _columns(found, data)
    rows = _rows(codes, sections=sections)
    several = len(found.dimensions) > 1
    shade = shades(colours)
    there = set(data["kind"]) - {RATING}
    chart = heat(
        rows,
        heads,
        data.assign(row=data["question"]),
        shade,
        [k for i, k in enumerate(shade) if i < SIDES or k in there],
        _PICKED,
        colours,
        fixed=several,
        reminders=sections and not several,
    )
    return Picture(chart, sentences.questions(found))


def _columns(found: Matrix, data: pd.DataFrame) -> dict[str, list[str]]:
    """Return the columns and the lines above them; a blank one between breakdowns."""
    heads: dict[str, str] = {}
    several = len(found.dimensions) > 1
    there = set(data["column"])
    for d in found.dimensions:
        if heads:
            heads[f"{d.id}/"] = ""
        for group in d.groups:
            if (key := f"{d.id}/{group.id}") in there:
                heads[key] = _head(d, group.label, several)
    return wrapped_heads(heads)


def _head(by: Dimension, label: str, several: bool) -> str:
    return f"{by.label}: {label}" if several else label


def _rows(codes: Sequence[str], *, sections: bool) -> pd.DataFrame:
    """Return the rows from top to bottom: questions, and headings where there are sections."""
    rows: list[dict[str, object]] = []
    last = ""
    for code in codes:
        q = question(code)
        if sections and q.section != last:
            rows.append({"row": f"{_SECTION}{q.section}", "name": q.section, "head": True})
            last = q.section
        rows.append({"row": code, "name": q.title, "head": False})
    return pd.DataFrame(rows)
