from __future__ import annotations

from dataclasses import replace

import altair as alt
import pandas as pd
import pytest

from analysis.present import palette
from analysis.present.style import by_verdict, contrast, ink_on, styled

BOTH = pytest.mark.parametrize(
    "colours", [palette(dark=False), palette(dark=True)], ids=["light", "dark"]
)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast("#12436D", "#12436D") == 1


@BOTH
def test_every_mark_stands_out_from_its_ground(colours):
    marks = [colours.accent, colours.lower, colours.higher, colours.plain]
    marks += [colours.more, colours.fewer]
    marks += [*colours.positive, *colours.negative, *colours.excluded]
    assert min(contrast(mark, colours.ground) for mark in marks) >= 3


@BOTH
def test_text_can_be_read_on_its_ground(colours):
    assert contrast(colours.ink, colours.ground) >= 4.5


@BOTH
def test_text_can_be_read_on_every_mark_that_carries_it(colours):
    marks = [colours.accent, colours.lower, colours.higher, colours.faint]
    marks += [*colours.positive, *colours.negative, *colours.excluded]
    assert min(contrast(ink_on(mark), mark) for mark in marks) >= 4.5


@BOTH
def test_lower_higher_and_neither_have_colours_of_their_own(colours):
    assert len({colours.lower, colours.higher, colours.plain}) == 3


@BOTH
def test_every_option_of_a_kind_has_a_shade_of_its_own(colours):
    shades = [*colours.positive, *colours.negative, *colours.excluded]
    assert len(set(shades)) == len(shades)


def test_light_and_dark_have_grounds_of_their_own():
    assert palette(dark=False).ground == "#ffffff"
    assert contrast(palette(dark=True).ground, "#000000") < 1.5


def test_a_styled_chart_writes_in_ink_on_the_ground():
    colours = replace(palette(dark=True), ink="#abcdef")
    chart = alt.Chart(pd.DataFrame({"a": [1]})).mark_point().encode(x="a:Q")
    config = styled(chart, colours).to_dict()["config"]
    assert config["background"] == colours.ground
    for part in (
        config["axis"]["labelColor"],
        config["legend"]["labelColor"],
        config["title"]["color"],
    ):
        assert part == "#abcdef"


def test_a_verdict_has_a_shape_and_a_colour_with_one_legend():
    channels = by_verdict(
        "verdict", [("Up", "triangle-up", "#111111"), ("Down", "circle", "#222222")]
    )
    scales = {key: channel.to_dict()["scale"] for key, channel in channels.items()}
    assert scales["shape"] == {"domain": ["Up", "Down"], "range": ["triangle-up", "circle"]}
    assert scales["color"] == {"domain": ["Up", "Down"], "range": ["#111111", "#222222"]}
