"""Tables of how places stand on waits and other indicators."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.dashboard.missing import PlaceStandings
from analysis.dashboard.standing import Standing, Standings
from analysis.present import units
from analysis.present.sentences import phrases
from analysis.present.sentences.standings import HAPPENING, NEXT, named
from analysis.present.tables import cells
from analysis.statistics.xmr import Assurance
from analysis.survey import Indicator, find_place

_DASH = "–"


def standings(result: Standings) -> pd.DataFrame:
    """Return how a place stands on every indicator for the screen."""
    found = result.found
    return pd.DataFrame(
        {
            "Indicator": [named(one) for one in found],
            "Period": [one.latest["label"] for one in found],
            "Latest (95% interval)": [_latest(one.indicator, one.latest) for one in found],
            "Standard": [_standard(one) for one in found],
            "People beyond it": [_people(one.latest["beyond"]) for one in found],
            "Missed lately": [_missed(one) for one in found],
            "What is happening": [HAPPENING[one.trend.variation] for one in found],
            "As things go, the standard": [NEXT[one.trend.assurance] for one in found],
        }
    )


def brief_standings(result: Standings) -> pd.DataFrame:
    """Return the shares of a place on every indicator for the screen, narrow enough for paper."""
    shares = [one for one in result.found if one.indicator.unit == "percent"]
    table = standings(replace(result, found=tuple(shares)))
    return table.drop(columns=["Missed lately", "As things go, the standard"])


def plain_standings(result: Standings) -> pd.DataFrame:
    """Return the same for a file; percentages and limits 0-100."""
    rows = []
    for one in result.found:
        scale = units.figure_scale(one.indicator)
        standard = one.indicator.standard
        rows.append(
            {
                "indicator": one.indicator.id,
                "place": one.trend.place.code,
                "period": one.latest["period"].strftime("%Y-%m-%d"),
                "grain": one.trend.grain,
                "numerator": one.latest["numerator"],
                "denominator": one.latest["denominator"],
                **{c: scale * one.latest[c] for c in ("value", "lower", "upper")},
                "standard": None if standard is None else scale * standard,
                "beyond": one.latest["beyond"],
                "periods_known": one.known,
                "periods_missed": one.missed,
                "missed_in_a_row": one.run,
                "variation": str(one.trend.variation),
                "assurance": str(one.trend.assurance),
                "synthetic": one.trend.synthetic,
            }
        )
    return pd.DataFrame(rows)


def place_standings(result: PlaceStandings) -> pd.DataFrame:
    """Return all places on one indicator for the screen, by name."""
    what, rows = result.indicator, cells.records(result.frame)
    figures = {
        f"{what.label}, {result.labels[-1]} (95% interval)": [_figure(what, row) for row in rows],
        "People": [_of(row) for row in rows],
    }
    table = {result.level.label: [row["name"] for row in rows]}
    if what.standard is None:
        table |= figures
    else:
        table |= {
            "Keeps missing it": ["yes" if row["keeps"] else "no" for row in rows],
            "Missed": [_often(row, result) for row in rows],
            "In a row": [str(row["run"]) if row["known"] else _DASH for row in rows],
            f"Last {phrases.many(result.rule.of, result.grain)}": [_pooled(row) for row in rows],
            **figures,
            "People beyond it": [_people(row["beyond"]) for row in rows],
            "As things go": [NEXT[Assurance(row["assurance"])] for row in rows],
        }
    if result.level.id not in ("national", "alliance"):
        table["Cancer Alliance"] = [_alliance(row["alliance"]) for row in rows]
    return pd.DataFrame(table)


def plain_place_standings(result: PlaceStandings) -> pd.DataFrame:
    """Return the same for a file; percentages and limits 0-100."""
    scale = units.figure_scale(result.indicator)
    shares = ["value", "lower", "upper", "pooled", "pooled_lower", "pooled_upper"]
    frame = result.frame.assign(
        indicator=result.indicator.id,
        latest=result.labels[-1],
        **{c: scale * result.frame[c] for c in shares},
        synthetic=result.synthetic,
    )
    first = ["indicator", "latest"]
    return frame[[*first, *(c for c in frame if c not in first)]]


def parts(frame: pd.DataFrame, what: Indicator, title: str) -> pd.DataFrame:
    """Return the latest figures of the parts of a place's figure for the screen.

    Parameters
    ----------
    frame : DataFrame
        As `analysis.dashboard.standing.latest_parts` returns them.
    what : Indicator
        What is measured.
    title : str
        What the parts are, e.g. "Cancer".
    """
    rows = cells.records(frame)
    table = {
        title: [row["part"] for row in rows],
        f"{what.label} (95% interval)": [_figure(what, row) for row in rows],
        "People": [_of(row) for row in rows],
    }
    if what.standard is not None:
        table["People beyond the standard"] = [_people(row["beyond"]) for row in rows]
    return pd.DataFrame(table)


def plain_parts(frame: pd.DataFrame, what: Indicator) -> pd.DataFrame:
    """Return the same for a file; percentages and limits 0-100."""
    scale = units.figure_scale(what)
    shares = {c: scale * frame[c] for c in ("value", "lower", "upper")}
    columns = ["part", "numerator", "denominator", "value", "lower", "upper", "beyond", "hidden"]
    return frame.assign(**shares)[columns]


def _latest(what: Indicator, row: pd.Series) -> str:
    return _figure(what, {str(c): row[c] for c in row.index})


def _figure(what: Indicator, row: cells.Row) -> str:
    if row["hidden"]:
        return units.HIDDEN
    if units.is_missing(row["value"]):
        return "not given"
    text = units.figure(what, row["value"])
    if units.is_missing(row["lower"]):
        return text
    return f"{text} ({units.figure_limits(what, row['lower'], row['upper'])})"


def _standard(one: Standing) -> str:
    what = one.indicator
    if what.standard is None or one.meets is None:
        return "none"
    sure = "" if one.reliably else ", within chance"
    return f"{units.percent(what.standard)}: {'met' if one.meets else 'missed'}{sure}"


def _people(number: float) -> str:
    if units.is_missing(number):
        return _DASH
    return units.people(number)


def _of(row: cells.Row) -> str:
    if row["hidden"]:
        return units.HIDDEN
    if units.is_missing(row["denominator"]):
        return _DASH
    return f"{_people(row['numerator'])} of {_people(row['denominator'])}"


def _missed(one: Standing) -> str:
    if one.meets is None:
        return _DASH
    return f"{one.missed} of {phrases.many(one.known, one.trend.grain)}"


def _often(row: cells.Row, result: PlaceStandings) -> str:
    return f"{row['missed']} of {phrases.many(row['known'], result.grain)}"


def _pooled(row: cells.Row) -> str:
    if units.is_missing(row["pooled"]):
        return _DASH
    ends = (units.percent(row[end], 1) for end in ("pooled_lower", "pooled_upper"))
    return f"{units.percent(row['pooled'], 1)} ({' to '.join(ends)})"


def _alliance(code: str) -> str:
    found = find_place(code)
    return found.name if found else _DASH
