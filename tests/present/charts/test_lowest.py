from __future__ import annotations

import pandas as pd
import pytest

from analysis.present import charts
from analysis.results import Lowest
from analysis.survey import level, places

from .spec import encodings, rows


def lowest_of(*probabilities):
    known = places("trust")[: len(probabilities)]
    frame = pd.DataFrame(
        {
            "code": [p.code for p in known],
            "name": [p.name for p in known],
            "probability": probabilities,
        }
    )
    return Lowest(level("trust"), frame, 5, alike=False)


def bars(picture):
    return [row for row in rows(picture) if isinstance(row, dict)]


def test_only_places_more_likely_than_not_are_drawn_the_most_likely_first(colours):
    result = lowest_of(0.6, 0.2, 0.998, 0.49)
    picture = charts.lowest(result, colours)
    drawn = bars(picture)
    assert [r["percent"] for r in drawn] == pytest.approx([99.8, 60.0])
    assert [r["text"] for r in drawn] == ["more than 99%", "60%"]
    assert encodings(picture, "y")[0]["sort"] == result.likely["name"].tolist()
    for row in drawn:
        assert f"{row['name']} {row['text']}" in picture.alt


def test_a_long_list_is_cut_short(colours):
    picture = charts.lowest(lowest_of(*[0.9] * 20), colours)
    assert len(bars(picture)) == charts.MOST_LOWEST


def test_where_no_place_is_likely_there_is_no_picture(colours):
    assert charts.lowest(lowest_of(0.3, 0.2), colours) is None
    assert charts.lowest(lowest_of(), colours) is None
