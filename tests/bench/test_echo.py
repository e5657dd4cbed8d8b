from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.bench import echo, shown_places
from analysis.bench.echo import (
    CHANCE,
    DIRECTION,
    LARGER,
    LEVELS,
    OPPOSITE,
    SAME,
    SMALLER,
    UNCLEAR,
    Finding,
    verdict,
)
from analysis.bench.shown import MEASURES, Shown

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks" / "published-findings.md"
ABOUT = dict.fromkeys(("question", "group", "reference", "year"), "")
GAP = Finding("A", "A gap", "Somebody, 2000", "gap", ABOUT, "points", -8.0, 0.0, -1, "")
RATIO = replace(GAP, unit="ratio", published=0.5, none=1.0)
LEVEL = replace(GAP, unit="percent", published=50.0, none=None, direction=0)
WAY = replace(GAP, published=None)


@pytest.mark.parametrize(
    ("finding", "shown", "words"),
    [
        (GAP, Shown(-8.0, (-9, -7)), SAME),
        (GAP, Shown(-4.1, (-5, -3)), SAME),
        (GAP, Shown(-3.9, (-5, -3)), SMALLER),
        (GAP, Shown(-3.0, (-9, -1)), SAME),
        (GAP, Shown(-17.0, (-18, -16)), LARGER),
        (GAP, Shown(-17.0), LARGER),
        (GAP, Shown(-3.0, (-7, 1)), SMALLER + CHANCE),
        (GAP, Shown(2.0, (1, 3)), OPPOSITE),
        (GAP, Shown(2.0), OPPOSITE),
        (GAP, Shown(2.0, (-1, 5)), UNCLEAR),
        (GAP, Shown(0.0), UNCLEAR),
        (RATIO, Shown(0.7, (0.6, 0.8)), SAME),
        (RATIO, Shown(0.9, (0.8, 0.95)), SMALLER),
        (RATIO, Shown(1.2, (1.1, 1.3)), OPPOSITE),
        (LEVEL, Shown(54.0, (53, 55)), LEVELS[SAME]),
        (LEVEL, Shown(56.0, (55, 57)), LEVELS[LARGER]),
        (LEVEL, Shown(40.0), LEVELS[SMALLER]),
        (WAY, Shown(-1.0, (-2, -0.5)), DIRECTION),
        (WAY, Shown(1.0, (0.5, 2)), OPPOSITE),
        (replace(WAY, direction=1), Shown(1.0, (0.5, 2)), DIRECTION),
    ],
)
def test_the_verdict_says_which_way_and_how_much(finding, shown, words):
    assert verdict(finding, shown) == words


@pytest.fixture(scope="module")
def found(demo):
    return [echo.echo(demo, finding) for finding in echo.findings()]


def test_no_echo_goes_the_other_way(found):
    assert [one.finding.text for one in found if one.verdict == OPPOSITE] == []
    same = [one for one in found if one.verdict.startswith((SAME, LEVELS[SAME], DIRECTION))]
    assert len(same) >= 0.6 * len(found)


def test_what_can_not_be_shown_says_why(found):
    without = [one for one in found if one.shown is None]
    assert "Abel, 2016" in {one.finding.source for one in without}
    assert all(re.fullmatch(r"can't be shown, because .+\.", one.verdict) for one in without)


def test_every_finding_has_a_source_a_measure_and_a_direction_or_level():
    for finding in echo.findings():
        assert finding.measure in MEASURES | shown_places.MEASURES
        assert finding.source
        assert (finding.direction == 0) == (finding.none is None)
        assert finding.published is not None or finding.direction


def test_the_page_has_a_row_a_finding_and_counts_the_verdicts(found):
    page = echo.report(found, 20_000)
    assert page.count("\n## ") == len({one.finding.topic for one in found})
    for one in found:
        assert f"| {one.verdict} |" in page
        assert one.finding.text in page
    assert f"{len(found)} findings. " in page
    assert not re.search(r"\bnan\b", page)


def test_the_page_in_the_documents_is_of_these_findings():
    page = PAGE.read_text(encoding="utf-8")
    assert [f.text for f in echo.findings() if f"| {f.text}." not in page] == []
    assert f"| {OPPOSITE} |" not in page
