"""Tables of the Inequality page."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.present import units
from analysis.present.sentences.inequality import Row, gap_of, worse_end
from analysis.present.tables import cells
from analysis.results.inequality import Inequality
from analysis.results.inequality_section import SectionInequality
from analysis.results.inequality_years import InequalityByYear
from analysis.statistics.inequality import MEASURES
from analysis.survey import Question, question

_REFERENCE = "– (reference)"
_PAIRS = (
    ("d", "r"),
    ("sii", "rii"),
    ("aci", "rci"),
    ("bgsd", "cov"),
    ("bgv", ""),
    ("mdmu", "idisu"),
    ("mdmw", "idisw"),
    ("mdbu", ""),
    ("mdbw", ""),
    ("mdru", ""),
    ("mdrw", ""),
    ("par", "paf"),
    ("", "ti"),
    ("", "mld"),
)
_DECIMALS = {"ratio": 3, "index": 4, "percent": 1, "x1000": 2}
_BEYOND = {True: "yes", False: "no"}
_VERDICTS = {
    "worse": "▼ worse",
    "better": "▲ better",
    "unequal": "yes",
    "unclear": "no",
    "untested": "not tested",
    "not shown": "too few answers",
}


def inequality_groups(found: Inequality) -> pd.DataFrame:
    """Return the groups of the picture for the screen, beside the reference as on Groups."""
    q, groups = found.question, [row | {"hidden": False} for row in found.scored.values()]
    return pd.DataFrame(
        {
            "Group": [row["label"] for row in groups],
            "Answers": [cells.base(row) for row in groups],
            "Score": [cells.score(q, row) for row in groups],
            f"Difference from: {found.reference.label} (points)": [
                _REFERENCE if row["group"] == found.reference.id else cells.gap(q, row)
                for row in groups
            ],
        }
    )


def inequality(found: Inequality, *, printed: bool = False) -> pd.DataFrame:
    """Return every measure, absolute and relative side by side, for the screen.

    Parameters
    ----------
    found : Inequality
        The measures.
    printed : bool
        Whether to give the figures that WHO's toolkit prints instead of those corrected for chance.
    """
    given, rows = found.rows, []
    for pair in _PAIRS:
        if all(_empty(given.get(name), printed=printed) for name in pair):
            continue
        row: dict[str, str] = {}
        for kind, name in zip(("absolute", "relative"), pair, strict=True):
            row[f"Measure, {kind}"] = MEASURES[name].name if name else "–"
            row[f"Figure, {kind}"] = _figure(found.question, name, given.get(name), printed=printed)
            if not printed:
                row[f"Chance alone, {kind}"] = _floor(found.question, name, given.get(name))
        if not printed:
            one = given[pair[0] or pair[1]]
            row["Beyond chance"] = _BEYOND.get(one["beyond"], "not known")
            row["Worse off"] = worse_end(found.dimension, one, found.first.id, found.last.id)
        rows.append(row)
    return pd.DataFrame(rows)


def _empty(row: Row | None, *, printed: bool) -> bool:
    if row is None:
        return True
    if printed:
        return units.is_missing(row["printed"])
    return units.is_missing(row["estimate"]) and units.is_missing(row["printed"])


def _figure(q: Question, name: str, row: Row | None, *, printed: bool) -> str:
    if row is None or _empty(row, printed=printed):
        return "–"
    if printed:
        return _number(q, name, row["printed"])
    if units.is_missing(row["lower"]):
        corrected = "printed" if units.is_missing(row["estimate"]) else "estimate"
        return f"{_number(q, name, row[corrected])}, not corrected"
    low, high = (_number(q, name, row[end]) for end in ("lower", "upper"))
    return f"{_number(q, name, row['estimate'])} ({low} to {high})"


def _floor(q: Question, name: str, row: Row | None) -> str:
    if row is None or units.is_missing(row["floor"]):
        return "–"
    return _number(q, name, row["floor"])


def scale(q: Question, name: str) -> float:
    """Return what a stored figure of a measure is multiplied by to get what people read."""
    points = 1.0 if q.is_rating else 100.0
    return {"score": points, "score squared": points**2}.get(MEASURES[name].unit, 1.0)


def _number(q: Question, name: str, value: float) -> str:
    kind = MEASURES[name].unit
    decimals = _DECIMALS.get(kind, units.digits(q, table=True) + (kind == "score squared"))
    return units.rounded(value * scale(q, name), decimals) + ("%" if kind == "percent" else "")


def measures(found: Inequality) -> pd.DataFrame:
    """Return what each measure means in a sentence, and why it isn't given where it isn't."""
    given = found.rows
    names = list(given)
    return pd.DataFrame(
        {
            "Measure": [MEASURES[name].name for name in names],
            "In HEAT": [name.upper() for name in names],
            "What it means": [MEASURES[name].meaning for name in names],
            "Unit": [_unit(found.question, name) for name in names],
            "Not given because": [
                given[name]["why"] if _empty(given[name], printed=False) else "–" for name in names
            ],
        }
    )


def _unit(q: Question, name: str) -> str:
    points = "rating points" if q.is_rating else "points"
    words = {"score": points, "score squared": f"squared {points}", "x1000": "thousandths"}
    unit = MEASURES[name].unit
    return words.get(unit, {"index": "none (−1 to 1)", "ratio": "times"}.get(unit, unit))


def plain_inequality(found: Inequality) -> pd.DataFrame:
    """Return the measures for a file: points, percents and ratios at full precision."""
    frame = found.measures.rename_axis("measure").reset_index()
    factor = pd.Series([scale(found.question, name) for name in frame["measure"]])
    numbers = ["estimate", "lower", "upper", "floor", "printed"]
    frame[numbers] = frame[numbers].mul(factor, axis=0)
    ends = {"first": found.first.id, "last": found.last.id}
    return frame.assign(
        name=[MEASURES[name].name for name in frame["measure"]],
        kind=["relative" if MEASURES[n].is_relative else "absolute" for n in frame["measure"]],
        worse_off=frame["worse"].map(ends).fillna(""),
    )[["measure", "name", "kind", *numbers, "beyond", "worse_off", "why"]]


def section_inequality(found: SectionInequality, codes: Sequence[str]) -> pd.DataFrame:
    """Return the gap on each question for the screen, in this order."""
    given = found.rows
    rows = [(question(code), given[code]) for code in codes]
    header = found.ends[0].label if found.directed else "Beyond chance"
    scores = found.groups.set_index(["question", "group"])["score"]
    return pd.DataFrame(
        {
            "Question": [q.title for q, _ in rows],
            "From": [_end(found, q, row, "first", scores) for q, row in rows],
            "To": [_end(found, q, row, "last", scores) for q, row in rows],
            "Gap (points)": [_gap(q, row) for q, row in rows],
            "Chance alone": [_chance(q, row) for q, row in rows],
            header: [_verdict(row, directed=found.directed) for _, row in rows],
        }
    )


def _end(found: SectionInequality, q: Question, row: Row, end: str, scores: pd.Series) -> str:
    if not row[end]:
        return units.HIDDEN
    score = scores[(q.code, row[end])]
    shown = cells.score(q, {"hidden": False, "score": score})
    return f"{found.dimension.group(row[end]).label}: {shown}"


def _gap(q: Question, row: Row) -> str:
    return gap_of(q, row).replace(" points", "") if row["first"] else "–"


def _chance(q: Question, row: Row) -> str:
    if not row["first"] or units.is_missing(row["floor"]):
        return "–"
    return units.rounded(units.scaled(q, row["floor"]), units.digits(q, table=True))


def _verdict(row: Row, *, directed: bool) -> str:
    if directed and row["verdict"] == "unclear":
        return "no clear gap"
    return _VERDICTS[row["verdict"]]


def plain_section_inequality(found: SectionInequality) -> pd.DataFrame:
    """Return the gaps for a file, in points."""
    numbers = ["estimate", "lower", "upper", "floor", "printed"]
    frame = found.frame
    factor = pd.Series(
        [1.0 if question(code).is_rating else 100.0 for code in frame["question"]], frame.index
    )
    scaled = frame[numbers].astype(float).mul(factor, axis=0)
    keep = ["question", "first", "last", *numbers, "p", "p_adjusted", "verdict"]
    return frame.assign(**{c: scaled[c] for c in numbers})[keep]


def inequality_years(found: InequalityByYear) -> pd.DataFrame:
    """Return the gap in each year for the screen."""
    q, frame = found.question, found.frame
    rows = found.rows
    label = {group.id: group.label for group in found.dimension.groups}
    return pd.DataFrame(
        {
            "Year": frame["year"].astype(str),
            "Between": [f"{label[row['first']]} and {label[row['last']]}" for row in rows],
            "Gap (points)": [_gap(q, row) for row in rows],
            "Chance alone": [_chance(q, row) for row in rows],
            "Beyond chance": [_BEYOND.get(row["beyond"], "not known") for row in rows],
            "Worse off": [
                worse_end(found.dimension, row, row["first"], row["last"]) for row in rows
            ],
        }
    )


def plain_inequality_years(found: InequalityByYear) -> pd.DataFrame:
    """Return the gap in each year for a file, in points."""
    numbers = ["estimate", "lower", "upper", "floor"]
    frame = units.scale_frame(found.question, found.frame, numbers)
    ends = [
        {"first": row["first"], "last": row["last"]}.get(row["worse"], "") for row in found.rows
    ]
    return frame.assign(worse_off=ends)[["year", "first", "last", *numbers, "beyond", "worse_off"]]
