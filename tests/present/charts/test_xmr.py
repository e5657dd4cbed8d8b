from __future__ import annotations

import pytest

from analysis.present import charts
from present.waits import DECLINE, EMERGENCY, HIDDEN, STEADY, trend

from .spec import rows


def layer(picture, mark):
    for one in picture.chart.to_dict()["layer"]:
        if one["mark"]["type"] == mark:
            yield one


def legend(picture, channel):
    (points,) = layer(picture, "point")
    scale = points["encoding"][channel]["scale"]
    return dict(zip(scale["domain"], scale["range"], strict=True))


def test_every_known_point_is_drawn_as_it_reads(colours):
    picture = charts.xmr(trend(DECLINE), colours)
    points = [r for r in rows(picture) if "verdict" in r]
    assert [r["value"] for r in points] == pytest.approx([100 * v for v in DECLINE])
    assert points[-1]["shown"] == "79.5%"
    assert points[-1]["label"] == "August 2018"
    assert {r["verdict"] for r in points} == {"As usual", "Worse than usual"}


def test_average_limits_and_standard_are_lines_with_a_legend_in_words(colours):
    picture = charts.xmr(trend(STEADY), colours)
    lines = [r for r in rows(picture) if "line" in r]
    drawn = {r["part"]: (r["line"], r["value"]) for r in lines}
    assert drawn["mean"] == ("Average", pytest.approx(81))
    assert drawn["lower"] == ("Usual range", pytest.approx(81 - 5.32))
    assert drawn["upper"] == ("Usual range", pytest.approx(81 + 5.32))
    assert drawn["standard"] == ("Standard: 85%", pytest.approx(85))
    ruled = next(one for one in layer(picture, "line") if "strokeDash" in one["encoding"])
    scale = ruled["encoding"]["strokeDash"]["scale"]
    assert scale["domain"] == ["Average", "Usual range", "Standard: 85%"]
    assert len({tuple(dash) for dash in scale["range"]}) == 3


def test_points_differ_by_shape_and_by_colour(colours):
    up = charts.xmr(trend([*DECLINE, 0.99]), colours)
    assert legend(up, "shape") == {
        "Better than usual": "triangle-up",
        "Worse than usual": "triangle-down",
        "As usual": "circle",
    }
    assert len(set(legend(up, "color").values())) == 3


def test_of_emergencies_better_points_down(colours):
    picture = charts.xmr(trend(DECLINE, EMERGENCY), colours)
    assert legend(picture, "shape")["Better than usual"] == "triangle-down"
    assert not any(r.get("part") == "standard" for r in rows(picture))


def test_a_hidden_point_has_no_number_and_breaks_the_line(colours):
    picture = charts.xmr(trend([*STEADY[:5], HIDDEN, *STEADY[5:]]), colours)
    hidden = [r for r in rows(picture) if r.get("label") == "September 2016"]
    assert [(r["value"], r["shown"]) for r in hidden] == [(None, "")]


def test_the_words_say_what_the_picture_shows(colours):
    words = charts.xmr(trend(STEADY), colours).alt
    assert words.startswith("62-day wait at The Christie NHS Foundation Trust: 80.0% in November")
    assert words.endswith(
        "Figures for 20 months, the first April 2016, the last November 2017: average 81.0%, "
        "usual range 75.7% to 86.3%."
    )


def test_made_up_figures_say_so_in_the_picture_and_in_its_words(colours):
    made_up, real = (charts.xmr(trend(STEADY, synthetic=s), colours) for s in (True, False))
    assert "Made-up figures for 20 months" in made_up.alt
    assert "Percent (made-up figures)" in made_up.chart.to_json()
    assert "made-up" not in real.chart.to_json()


def test_few_points_have_no_lines_and_none_no_picture(colours):
    one = charts.xmr(trend([0.8]), colours)
    assert not any(r.get("part") == "mean" for r in rows(one))
    assert one.alt.endswith("Figures for 1 month, the first April 2016, the last April 2016.")
    assert charts.xmr(trend([HIDDEN, None]), colours) is None


def test_the_axis_holds_everything(colours):
    picture = charts.xmr(trend([0.55, 0.6] * 8), colours)
    (points,) = layer(picture, "point")
    low, high = points["encoding"]["y"]["scale"]["domain"]
    values = [r["value"] for r in rows(picture) if r.get("value") is not None]
    assert low < min(values)
    assert high > 85
