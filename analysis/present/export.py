"""Files that people take away: a table with what it means and whom it is about inside."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.dashboard import Framework
from analysis.dashboard.missing import PlaceStandings
from analysis.dashboard.standing import Standings
from analysis.present import sentences, units
from analysis.present.sentences import standings
from analysis.results import IndicatorTrend
from analysis.store import Dataset
from analysis.survey import Population, Question

_MADE_WITH = "Made with Patient Experience Explorer; not an official publication."
_SYNTHETIC_FIGURES = "SYNTHETIC: these figures are made up. Not for decisions about real services."
_COLUMNS = {
    "n": "answers that count for the score",
    "score": "the score",
    "lower": "lower limit of the score's 95% interval",
    "upper": "upper limit of the score's 95% interval",
    "difference": "score minus the reference group's score, in points",
    "expected_lower": "lower end of the range expected of the place",
    "expected_upper": "upper end of the range expected of the place",
    "band": "score compared with the expected range: above, expected or below",
    "percent": "percent of everyone in the group who answered",
    "change": "score minus the score of the comparable year before, in points",
    "p_value": "chance of so large a change if nothing had changed",
    "p_adjusted": "the same, adjusted for all changes in this table (Benjamini and Hochberg)",
    "stands_out": "True where the adjusted p-value is 0.05 or less",
    "change_all": "score in the last year minus score in the first, in points",
    "gap_change": "difference in the last year minus difference in the first, in points",
    "movement": "what became of the gap from the first year to the last",
    "official": "the publisher's own flag of the change on the year before",
    "official_all": "the publisher's own flag of the change over all years",
    "significant": "the publisher's own test of the difference",
    "hidden": "True where no number may be shown; empty cells in such rows are not zero",
}


def describe(
    dataset: Dataset,
    population: Population,
    question: Question | None,
    notes: Sequence[str],
) -> list[str]:
    """Return what a table is about, a line each: source, people, question, notes."""
    lines = [f"Source: {dataset.name}. {dataset.source}"]
    if dataset.synthetic:
        lines.append("SYNTHETIC: these people are made up. Not for decisions about real services.")
    years = "" if population.years else f"; {dataset.years[0]} to {dataset.years[-1]} together"
    lines.append(f"People: {population.caption()}{years if len(dataset.years) > 1 else ''}")
    if question:
        lines.append(f"Question: {question.title}. Asked of: {question.asked}.")
        lines.append(f"Unit: {units.unit(question)}. {question.scoring}")
    return [*lines, *notes, _MADE_WITH]


def describe_indicator(trend: IndicatorTrend) -> list[str]:
    """Return what a table of an indicator is about, a line each, without markup."""
    what = trend.indicator
    lines = [f"Source: {trend.source}"]
    if trend.synthetic:
        lines.append(_SYNTHETIC_FIGURES)
    lines.append(f"Place: {trend.place.name}. Unit: {what.unit}, a figure a {trend.grain}")
    notes = [note.replace("**", "") for note in sentences.indicator_notes(trend)]
    return [*lines, sentences.indicator(trend), *notes, _MADE_WITH]


def describe_standings(result: Standings) -> list[str]:
    """Return what a table of a place's latest figures is about, a line each."""
    lines = [f"Source: {result.source}"]
    if result.synthetic:
        lines.append(_SYNTHETIC_FIGURES)
    notes = [*standings.places_moved(result), standings.without(result)]
    return [*lines, standings.standings(result), *filter(None, notes), _MADE_WITH]


def describe_places(result: PlaceStandings) -> list[str]:
    """Return what a table of places on an indicator is about, a line each."""
    lines = [f"Source: {result.source}"]
    if result.synthetic:
        lines.append(_SYNTHETIC_FIGURES)
    what = result.indicator
    lines.append(f"{what.label}: {what.description} {what.source}")
    lines.append(f"{result.level.plural}, {result.labels[0]} to {result.labels[-1]}")
    rule = [standings.rule(result.rule, result.grain)] if what.standard is not None else []
    return [*lines, standings.keeps_missing(result), *rule, _MADE_WITH]


def describe_framework(found: Framework) -> list[str]:
    """Return what a table of the CCG framework is about, a line each: sources, rule, notes."""
    lines = [f"Source: {'; '.join(found.sources)}"]
    if found.synthetic:
        lines.append(_SYNTHETIC_FIGURES)
    said = [*sentences.framework_rule(found.rule), *sentences.framework_notes(found)]
    return [*lines, sentences.INDEPENDENT, *said, _MADE_WITH]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def to_csv(frame: pd.DataFrame, about: Sequence[str]) -> bytes:
    """Return a CSV file with a heading of lines that begin with "#".

    The heading says what the table is about and what its columns mean. The file is UTF-8 with a
    byte-order mark, so that spreadsheets read names properly.
    """
    meanings = [f"{c}: {_COLUMNS[c]}" for c in frame.columns if c in _COLUMNS]
    heading = "".join(f"# {line}\n" for line in map(_one_line, [*about, *meanings]))
    text = heading + frame.to_csv(index=False, float_format="%.6g", lineterminator="\n")
    return b"\xef\xbb\xbf" + text.encode()
