from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.bench import ranges
from analysis.results import levels_for
from analysis.survey import level, question


@pytest.fixture(scope="module")
def proof(real) -> dict[str, ranges.Agreement]:
    return {at: ranges.agreement(real, "ncpes-2018", level(at)) for at in levels_for("published")}


@pytest.mark.real
def test_the_published_ranges_of_trusts_are_reproduced(proof):
    trusts = proof["trust"]
    assert trusts.cells == 7_203
    assert trusts.same_band / trusts.cells >= 0.997
    assert trusts.median_points <= 0.001


@pytest.mark.real
def test_the_published_ranges_of_ccgs_and_alliances_are_the_same_whole_percents(proof):
    rounded = [proof["ccg"], proof["alliance"]]
    cells = sum(a.cells for a in rounded)
    assert cells > 10_000
    assert sum(a.same_percent * a.cells for a in rounded) / cells >= 0.97


@pytest.mark.real
def test_the_page_has_the_figures(proof):
    page = ranges.report(list(proof.values()))
    assert "| Trusts | 7,203 |" in page
    assert "CCGs and Cancer Alliances together: 9" in page


def _cells(monkeypatch, shift: float) -> ranges.Agreement:
    """Return the agreement where ours are the published ranges, moved by so many points."""
    one = {
        "code": ["A", "B", "C"],
        "expected_lower": [0.70, 0.72, np.nan],
        "expected_upper": [0.80, 0.82, np.nan],
        "band": ["expected", "above", None],
    }
    frame = pd.DataFrame(one)

    class Found:
        def __init__(self, recompute: bool) -> None:
            moved = shift / 100 * recompute
            ends = {c: frame[c] + moved for c in ("expected_lower", "expected_upper")}
            bands = ["expected", "expected" if recompute and shift else "above", None]
            self.frame = frame.assign(**ends, band=bands)

    monkeypatch.setattr(ranges, "questions", lambda: (question("Q1"), question("Q59")))
    monkeypatch.setattr(ranges, "place_scores", lambda *a, recompute=False: Found(recompute))
    return ranges.agreement(None, "any", level("trust"))


def test_places_without_a_published_range_and_ratings_do_not_count(monkeypatch):
    assert _cells(monkeypatch, 0.0).cells == 2


def test_ranges_that_are_the_same_agree_altogether(monkeypatch):
    found = _cells(monkeypatch, 0.0)
    assert (found.same_band, found.median_points, found.same_percent) == (2, 0, 1)


def test_ranges_that_differ_are_told_by_how_much(monkeypatch):
    found = _cells(monkeypatch, 2.0)
    assert found.same_band == 1
    assert found.median_points == pytest.approx(2)
    assert found.widest_points == pytest.approx(2)
    assert found.same_percent == 0


def test_the_page_pools_the_rounded_levels_by_their_cells():
    base = ranges.Agreement(level("ccg"), 300, 290, 0.1, 0.5, 0.9)
    others = [replace(base, level=level("alliance"), cells=100, same_percent=0.5)]
    page = ranges.report([base, *others, replace(base, level=level("trust"), same_percent=0.0)])
    assert "together: 80.00% of limits" in page
    assert "| CCGs | 300 | 290 (96.67%) | 0.1000 | 0.50 | 90.00% |" in page


def refused(words: list[str], capsys) -> str:
    assert main(["bench", "ranges", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_respondents_prove_nothing(capsys, demo_path, workspace_of):
    line = refused(["--workspace", str(demo_path), "--dataset", "demo"], capsys)
    assert "'demo' holds respondents; the proof needs published results" in line


def test_an_unknown_dataset_is_refused_with_those_there_are(capsys, demo_path):
    line = refused(["--workspace", str(demo_path)], capsys)
    assert "no dataset 'ncpes-2018'. Choose one of: demo." in line


def test_a_page_that_can_not_be_written_is_refused(capsys, monkeypatch, official_path, tmp_path):
    monkeypatch.setattr(ranges, "levels_for", lambda kind: ())
    words = ["--workspace", str(official_path), "--dataset", "official"]
    assert "can't be written" in refused(
        [*words, "--out", str(tmp_path / "no" / "page.md")], capsys
    )
    assert main(["bench", "ranges", *words, "--out", str(tmp_path / "page.md")]) == 0
    assert (tmp_path / "page.md").read_text("utf-8").startswith("# Expected ranges")
