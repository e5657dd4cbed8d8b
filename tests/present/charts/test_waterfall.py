from __future__ import annotations

from itertools import pairwise

import planted
import pytest

from analysis.present import charts, palette, sentences, units
from analysis.results import gap
from analysis.survey import Population, dimension, question

from .spec import rows

COLOURS = palette(dark=False)


@pytest.fixture(scope="module")
def workspace(workspace_of):
    return workspace_of(planted.people(2, by_trust=0.3, inside=-0.1))


@pytest.mark.parametrize("code", ["Q5", "Q59"])
def test_every_bar_begins_where_the_one_before_ends(workspace, code):
    result = gap(workspace, Population.of("made"), question(code), dimension("ethnicity"), "asian")
    picture = charts.waterfall(result, COLOURS)
    bars = {r["row"]: r for r in rows(picture) if "start" in r and "row" in r}
    *parts, whole = bars.values()
    scale = 1 if code == "Q59" else 100
    assert parts[0]["start"] == whole["start"] == 0
    for one, other in pairwise(parts):
        assert one["end"] == pytest.approx(other["start"])
    assert (
        parts[-1]["end"] == pytest.approx(whole["end"]) == pytest.approx(scale * result.sides.gap)
    )
    for part, (_, row) in zip(parts, result.frame.iterrows(), strict=True):
        assert part["end"] - part["start"] == pytest.approx(scale * row["estimate"])
        towards = row["estimate"] * result.sides.gap >= 0
        assert part["kind"] == ("Goes with the gap" if towards else "Pulls the other way")
        limits = (row["estimate"], row["lower"], row["upper"])
        assert part["shown"] == units.signed_interval(result.question, *limits)
    assert {p["kind"] for p in parts} == {"Goes with the gap", "Pulls the other way"}
    assert picture.alt.startswith(sentences.gap(result))
    for label in result.frame["label"]:
        assert label in picture.alt
