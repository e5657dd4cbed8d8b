"""A picture with the words that stand in for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

Chart = alt.Chart | alt.LayerChart | alt.FacetChart


@dataclass(frozen=True)
class Picture:
    """A chart and its text alternative.

    Attributes
    ----------
    chart : Chart
        The picture. Its data holds no number that is hidden in the table.
    alt : str
        What it shows, in words, for people who can't see it.
    """

    chart: Chart
    alt: str

    def of(self, source: str, ink: str) -> tuple[dict[str, Any], str]:
        """Return specification and text alternative, both with the source of the picture.

        Parameters
        ----------
        source : str
            What the numbers come from; for made-up data it says so.
        ink : str
            Colour of the text.
        """
        note = alt.TitleParams(
            source, orient="bottom", anchor="start", color=ink, fontSize=12, fontWeight="normal"
        )
        spec = self.chart.to_dict(validate=False) | {"title": note.to_dict(validate=False)}
        return spec, f"{self.alt} {source}."
