"""How pictures look: one palette for light and one for dark, each 3:1 or better on its ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import altair as alt

AnyChart = TypeVar("AnyChart", bound=alt.TopLevelMixin)

FRAME = 130
"""Height in pixels of what stands around the rows of a picture: legend, axis and source."""

_FONT = "Source Sans, sans-serif"


@dataclass(frozen=True)
class Palette:
    """The colours of a picture.

    Attributes
    ----------
    ink, faint, ground : str
        Text, lines that stay in the background, and the background itself.
    accent : str
        What the picture is about.
    lower, higher, plain : str
        Worse than the comparison, better than it, and neither. Shape or words always say the
        same as the colour.
    more, fewer : str
        A larger and a smaller share of people, where neither is better.
    positive, negative, excluded : tuple of str
        Shades for response options, in the order of the options.
    """

    ink: str
    faint: str
    ground: str
    accent: str
    lower: str
    higher: str
    plain: str
    more: str
    fewer: str
    positive: tuple[str, ...]
    negative: tuple[str, ...]
    excluded: tuple[str, ...]


LIGHT = Palette(
    ink="#0b0c0c",
    faint="#b1b4b6",
    ground="#ffffff",
    accent="#12436D",
    lower="#C2410C",
    higher="#0F766E",
    plain="#12436D",
    more="#12436D",
    fewer="#801650",
    positive=("#12436D", "#3876AD"),
    negative=("#DC7627", "#C2540A", "#9A3412", "#6B2410"),
    excluded=("#909498", "#7C8084", "#666A6E", "#505458"),
)

DARK = Palette(
    ink="#f3f2f1",
    faint="#62686d",
    ground="#14181c",
    accent="#8ABEE8",
    lower="#FFA06B",
    higher="#5EEAD4",
    plain="#8ABEE8",
    more="#8ABEE8",
    fewer="#F29AC6",
    positive=("#8ABEE8", "#4F93C9"),
    negative=("#FBD0B0", "#FFA06B", "#E8712B", "#B4490F"),
    excluded=("#666D74", "#757C83", "#858C93", "#959CA3"),
)


def palette(*, dark: bool) -> Palette:
    """Return the palette for a ground."""
    return DARK if dark else LIGHT


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, 1 (none) to 21."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """Return the colour of text that reads best on a coloured mark."""
    return max(("#ffffff", "#0b0c0c"), key=lambda ink: contrast(ink, colour))


def mixed(ground: str, colour: str, share: float) -> str:
    """Return a colour between the ground (0) and the colour (1)."""
    pairs = [(int(ground[i : i + 2], 16), int(colour[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in pairs)


def _config(colours: Palette) -> alt.Config:
    return alt.Config(
        background=colours.ground,
        font=_FONT,
        padding=4,
        axis=alt.AxisConfig(
            labelColor=colours.ink,
            titleColor=colours.ink,
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            gridColor=colours.faint,
            gridOpacity=0.5,
            domain=False,
            ticks=False,
            labelPadding=6,
        ),
        legend=alt.LegendConfig(
            orient="top",
            labelColor=colours.ink,
            titleColor=colours.ink,
            labelFontSize=13,
            symbolSize=110,
            labelLimit=360,
            columnPadding=16,
            columns=2,
        ),
        view=alt.ViewConfig(stroke=None),
        title=alt.TitleConfig(color=colours.ink, fontSize=15, anchor="start", fontWeight=600),
    )


def styled(chart: AnyChart, colours: Palette) -> AnyChart:
    """Return the chart in the house style."""
    configured: AnyChart = chart.properties(config=_config(colours))
    return configured


def layered(
    layers: Sequence[alt.Chart], colours: Palette, *, height: int, **properties: Any
) -> alt.LayerChart:
    """Return layers as one chart in the house style, as wide as there is room.

    Unlike `alt.layer` it copies none of them, which takes longer than everything else.

    Parameters
    ----------
    layers : sequence of Chart
        What is drawn, from back to front. Those without data of their own draw the chart's.
    colours : Palette
        For the ground it stands on.
    height : int
        In pixels.
    **properties
        Of the chart, e.g. ``data``, ``width``, ``resolve``.
    """
    whole = {"width": "container", **properties}
    chart = alt.LayerChart(height=height, config=_config(colours), **whole)
    chart.layer = list(layers)
    return chart


OWN_COLOURS = alt.Resolve(scale=alt.ScaleResolveMap(color="independent"))
"""How layers are put together when each has colours of its own."""


def by_verdict(field: str, entries: list[tuple[str, str, str]]) -> dict[str, alt.Shape | alt.Color]:
    """Return shape and colour of marks by a verdict in words, with one legend for both.

    Parameters
    ----------
    field : str
        Column that holds the verdict.
    entries : list of (str, str, str)
        Verdict, Vega shape and colour, in the order of the legend.
    """
    words = [word for word, _, _ in entries]
    shapes = [shape for _, shape, _ in entries]
    shades = [shade for _, _, shade in entries]
    return {
        "shape": alt.Shape(f"{field}:N", title=None, scale=alt.Scale(domain=words, range=shapes)),
        "color": alt.Color(f"{field}:N", title=None, scale=alt.Scale(domain=words, range=shades)),
    }
