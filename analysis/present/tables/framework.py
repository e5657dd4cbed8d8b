"""Tables of the CCG framework page."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.dashboard import Framework, Improvement, Measure
from analysis.present import sentences, units
from analysis.present.sentences.framework import (
    CATEGORY,
    MEASURE_BANDS,
    NOT_RATED,
    measure_label,
    measured,
    signed,
)
from analysis.present.tables import cells
from analysis.survey import Question, place

_SIGNS = {"better": "▲", "expected": "●", "worse": "▼"}


def framework(found: Framework, at: str) -> pd.DataFrame:
    """Return the CCGs of an area, or all of them for a CCG or a trust, for the screen."""
    rows = _rows(found, at)
    table: dict[str, Any] = {
        "CCG": rows["name"].tolist(),
        "Category": [CATEGORY.get(c, NOT_RATED) for c in rows["category"]],
        "How sure": [_sure(row) for row in cells.records(rows)],
        "Average": ["–" if units.is_missing(a) else signed(a) for a in rows["average"]],
    }
    for measure in found.measures:
        by_code = measure.frame.set_index("code").loc[rows["code"]]
        table[measure_label(measure)] = [_cell(measure, row) for row in cells.records(by_code)]
    return pd.DataFrame(table | {"Code": rows["code"].tolist()})


def framework_place(found: Framework, code: str) -> pd.DataFrame:
    """Return the four indicators of a CCG, a row each, for the screen."""
    rows = [measure.of(code) for measure in found.measures]
    return pd.DataFrame(
        {
            "Indicator": [measure_label(m) for m in found.measures],
            "Result": [
                MEASURE_BANDS.get(row["band"], f"{NOT_RATED}: {row['why']}") for row in rows
            ],
            "Figure (95% interval)": [
                _with_limits(m, row) for m, row in zip(found.measures, rows, strict=True)
            ],
            "Compared with": [_reference(m) for m in found.measures],
            "Range expected": [
                _span(m, row["expected_lower"], row["expected_upper"])
                for m, row in zip(found.measures, rows, strict=True)
            ],
            "z": ["–" if units.is_missing(row["z"]) else signed(row["z"]) for row in rows],
            "People": [
                "–" if units.is_missing(row["n"]) else units.whole(row["n"]) for row in rows
            ],
            "When": [m.period or "–" for m in found.measures],
        }
    )


def plain_framework(found: Framework, at: str) -> pd.DataFrame:
    """Return the CCGs for a file: percent 0-100, or the rating 0-10; nothing that is hidden."""
    rows = _rows(found, at)
    frame = rows[["code", "name", "category", "average", "error", "probability", "also", "rated"]]
    for measure in found.measures:
        factor = _factor(measure)
        name = measure.id.lower().replace("-", "_")
        part = measure.frame.set_index("code").loc[rows["code"]].reset_index(drop=True)
        part.index = rows.index
        scaled = {
            f"{name}_{column}": factor * part[column]
            for column in ("value", "lower", "upper", "expected_lower", "expected_upper")
        }
        kept = {name: scaled.pop(f"{name}_value")} | scaled
        others = {f"{name}_{column}": part[column] for column in ("n", "z", "band", "why")}
        frame = frame.assign(**kept, **others)
    return frame.assign(probability=100 * frame["probability"]).reset_index(drop=True)


def improvement(found: Improvement, at: str) -> pd.DataFrame:
    """Return the CCGs of an area whose share rose reliably, most first, for the screen."""
    where = place(at)
    rows = found.improved
    if where.level in ("alliance", "stp"):
        rows = rows[[at in (place(c).stp, place(c).alliance) for c in rows["code"]]]
    return pd.DataFrame(
        {
            "CCG": rows["name"].tolist(),
            found.first: [units.percent(v, 1) for v in rows["before"]],
            found.latest: [units.percent(v, 1) for v in rows["after"]],
            "Rise in points (95% interval)": [_rise(r) for r in cells.records(rows)],
            "Code": rows["code"].tolist(),
        }
    )


def _rise(row: cells.Row) -> str:
    change, low, high = (
        units.rounded(100 * row[c], 1) for c in ("change", "change_lower", "change_upper")
    )
    return f"+{change} ({low} to {high})"


def _rows(found: Framework, at: str) -> pd.DataFrame:
    inside = place(at).level in ("alliance", "stp")
    return found.within(at) if inside else found.frame


def _sure(row: cells.Row) -> str:
    if units.is_missing(row["average"]):
        return "–"
    also = f"; could be {CATEGORY[row['also']].lower()}" if row["also"] else ""
    return f"{sentences.probability(row['probability'])}{also}"


def _cell(measure: Measure, row: cells.Row) -> str:
    """Return a figure with its band, e.g. "53.1% ▲ better", or why it is not rated."""
    if row["band"] is None or units.is_missing(row["value"]):
        return str(row["why"])
    shown = measured(measure, row["value"]).removesuffix(" out of 10")
    return f"{shown} {_SIGNS[row['band']]} {MEASURE_BANDS[row['band']].lower()}"


def _with_limits(measure: Measure, row: pd.Series) -> str:
    if units.is_missing(row["value"]):
        return "–"
    return f"{_number(measure, row['value'])} ({_span(measure, row['lower'], row['upper'])})"


def _reference(measure: Measure) -> str:
    if units.is_missing(measure.reference):
        return "–"
    whose = "Standard" if measure.standard else "England"
    return f"{whose}: {_number(measure, measure.reference)}"


def _number(measure: Measure, value: float) -> str:
    return measured(measure, value).removesuffix(" out of 10")


def _factor(measure: Measure) -> float:
    if isinstance(measure.about, Question):
        return units.scaled(measure.about, 1)
    return units.figure_scale(measure.about)


def _span(measure: Measure, low: float, high: float) -> str:
    if units.is_missing(low) or units.is_missing(high):
        return "–"
    factor, decimals = _factor(measure), 2 if isinstance(measure.about, Question) else 1
    return f"{units.rounded(factor * low, decimals)} to {units.rounded(factor * high, decimals)}"
