"""What was published about who fares worse, beside what the app shows on the demonstration."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from analysis.bench import shown_places
from analysis.bench.page import give
from analysis.bench.shown import MEASURES, Asked, Shown
from analysis.demo import RESPONDENTS, build_demo
from analysis.results import Unavailable
from analysis.store import Workspace
from analysis.survey.files import read_rows

SAME, SMALLER, LARGER = (
    "same direction and rough size",
    "same direction, smaller",
    "same direction, larger",
)
DIRECTION = "same direction; no size was published"
OPPOSITE, UNCLEAR, CHANCE = "opposite", "no clear direction", ", but could be chance"
LEVELS = {SAME: "same rough size", SMALLER: "smaller", LARGER: "larger"}

_FILE = "published_findings.csv"
_DATASET = "demo"
_EFFECT, _LEVEL = 2.0, 1.1
_DECIMALS = {"people": 0, "questions": 0, "percent": 1, "points": 1, "correlation": 2}
_WORDS = {
    "percent": "%",
    "points": " points",
    "questions": " questions",
    "rating points": " points",
}


@dataclass(frozen=True)
class Finding:
    """One published finding.

    Attributes
    ----------
    topic, text, source : str
        Where it belongs, what was found, and who published it when.
    measure : str
        How the app is asked for the same: a key of `MEASURES` of people or of places.
    about : dict of str to str
        Its question, group, reference and year; empty where it has none.
    unit : str
        "people", "questions", "percent", "points", "rating", "rating points", "ratio" or
        "correlation".
    published : float or None
        The figure; None where only its direction was published.
    none : float or None
        What the figure would be without a difference; None if it is a level, with no direction.
    direction : int
        1 if it lies above that, -1 if below, 0 for a level.
    note : str
        In what the two figures are not of quite the same.
    """

    topic: str
    text: str
    source: str
    measure: str
    about: dict[str, str]
    unit: str
    published: float | None
    none: float | None
    direction: int
    note: str


@dataclass(frozen=True)
class Echo:
    """A finding with what the app shows.

    Attributes
    ----------
    finding : Finding
        What was published.
    shown : Shown or None
        The app's figure; None if it can't be had.
    verdict : str
        How the two agree, in words.
    """

    finding: Finding
    shown: Shown | None
    verdict: str


def findings() -> list[Finding]:
    """Return the published findings that the survey can speak to, in the order of the page."""
    return [_finding(row) for row in read_rows(_FILE)]


def _finding(row: dict[str, str]) -> Finding:
    published, none = (float(row[name]) if row[name] else None for name in ("published", "none"))
    direction = int(row["direction"] or 0)
    if published is not None and none is not None:
        direction = int(np.sign(published - none))
    about = {name: row[name] for name in ("question", "group", "reference", "year")}
    return Finding(
        row["topic"],
        row["finding"],
        row["source"],
        row["measure"],
        about,
        row["unit"],
        published,
        none,
        direction,
        row["note"],
    )


def verdict(finding: Finding, shown: Shown) -> str:
    """Return how what the app shows agrees with what was published.

    Sizes are roughly the same between half and twice the published difference from none (on the
    log scale for ratios), within a tenth for levels, and where the published figure lies within
    the app's interval.
    """
    if finding.none is None:
        return LEVELS[_size(finding, shown, float(finding.published or 0), shown.value, _LEVEL)]
    size = finding.direction * _from_none(finding, shown.value)
    chance = shown.limits is not None and shown.limits[0] <= finding.none <= shown.limits[1]
    if size <= 0:
        return UNCLEAR if chance or size == 0 else OPPOSITE
    then = CHANCE if chance else ""
    if finding.published is None:
        return DIRECTION + then
    wanted = finding.direction * _from_none(finding, finding.published)
    return _size(finding, shown, wanted, size, _EFFECT) + then


def _from_none(finding: Finding, value: float) -> float:
    none = float(finding.none or 0)
    return float(np.log(value / none)) if finding.unit == "ratio" else value - none


def _size(finding: Finding, shown: Shown, wanted: float, size: float, slack: float) -> str:
    published, limits = finding.published, shown.limits
    inside = limits and published is not None and limits[0] <= published <= limits[1]
    if inside or wanted / slack <= size <= wanted * slack:
        return SAME
    return SMALLER if size < wanted else LARGER


def echo(workspace: Workspace, finding: Finding, dataset: str = _DATASET) -> Echo:
    """Return a finding with what the app shows for the same on a survey."""
    about = finding.about
    breakdown, _, groups = about["group"].partition("=")
    asked = Asked(
        workspace,
        dataset,
        about["question"],
        breakdown,
        tuple(groups.split()),
        about["reference"],
        int(about["year"]) if about["year"] else None,
    )
    try:
        shown = (MEASURES | shown_places.MEASURES)[finding.measure](asked)
    except Unavailable as error:
        return Echo(finding, None, f"can't be shown, because {error}")
    return Echo(finding, shown, verdict(finding, shown))


def _number(value: float, unit: str) -> str:
    return f"{value:,.{_DECIMALS.get(unit, 2)}f}".replace("-", "−")


def _published(finding: Finding) -> str:
    if finding.published is not None:
        return _number(finding.published, finding.unit) + _WORDS.get(finding.unit, "")
    if not finding.none:
        return {-1: "lower", 1: "higher"}[finding.direction]
    side = {-1: "below", 1: "above"}[finding.direction]
    return f"{side} {_number(finding.none, finding.unit)}{_WORDS.get(finding.unit, '')}"


def _shown(one: Echo) -> str:
    if one.shown is None:
        return "–"
    unit, found = one.finding.unit, one.shown
    text = _number(found.value, unit) + _WORDS.get(unit, "")
    if found.limits:
        text += f" ({' to '.join(_number(x, unit) for x in found.limits)})"
    return f"{text}, {found.note}" if found.note else text


def _row(one: Echo) -> str:
    finding = one.finding
    text = f"{finding.text}. {finding.note}." if finding.note else f"{finding.text}."
    cells = [text, _published(finding), finding.source, _shown(one), one.verdict]
    return f"| {' | '.join(cells)} |"


def report(found: Sequence[Echo], respondents: int) -> str:
    """Return the findings as a page of Markdown."""
    counts = Counter(one.verdict.split(", because")[0].removesuffix(CHANCE) for one in found)
    told = "; ".join(f"{words}: {number}" for words, number in counts.most_common())
    parts = []
    for topic, part in groupby(found, key=lambda one: one.finding.topic):
        rows = "\n".join(map(_row, part))
        parts.append(f"""## {topic}

| finding | published | source | in the app | verdict |
|---|---|---|---|---|
{rows}
""")
    return f"""# Published findings and what the app shows

Made by `python -m analysis bench echo` on the demonstration survey of {respondents:,} respondents,
whose people are made up to resemble published results: this tells how well they do, and that the
app finds what is there. Every figure comes through the disclosure rules, as on the pages; in
brackets are 95% limits where the figure has them. Differences are the first group less the second.
Odds ratios here are of scores adjusted for case mix, as on Groups; published ones are mostly those
of a regression, which lie a little further from 1.

A size is roughly the same from half to twice the published difference (for levels: within a
tenth), or where the published figure lies within the app's limits.

{len(found)} findings. {told}.

{chr(10).join(parts)}"""


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench echo``."""
    parser.add_argument("--respondents", type=int, default=RESPONDENTS, help="people in the survey")
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")


def run(asked: Namespace) -> None:
    """Print or write the page."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.duckdb"
        build_demo(path, respondents=asked.respondents)
        with Workspace.open(path) as workspace:
            found = [echo(workspace, finding) for finding in findings()]
    give(report(found, asked.respondents), asked.out)
