"""A picture with the words that stand in for it."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import md5
from typing import Any

import altair as alt
import pandas as pd

Chart = alt.Chart | alt.LayerChart | alt.FacetChart

_frames: ContextVar[dict[str, pd.DataFrame] | None] = ContextVar("frames", default=None)


def _kept_aside(data: Any) -> Any:
    """Keep a frame aside while `Picture.of` makes a specification; else do as Altair does.

    Its name follows from what is in it, so that a picture of other numbers is drawn anew.
    """
    frames = _frames.get()
    if frames is None or not isinstance(data, pd.DataFrame):
        return alt.default_data_transformer(data)
    rows = pd.util.hash_pandas_object(data, index=False).to_numpy()
    name = md5(rows.tobytes() + repr([*data]).encode(), usedforsecurity=False).hexdigest()
    frames[f"data-{name}"] = data
    return {"name": f"data-{name}"}


alt.data_transformers.register("kept_aside", _kept_aside)
alt.data_transformers.enable("kept_aside")


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

        The specification holds frames, by name under ``datasets``: Streamlit would make frames of
        lists of numbers again.

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
        frames: dict[str, pd.DataFrame] = {}
        before = _frames.set(frames)
        try:
            spec = self.chart.to_dict(validate=False)
        finally:
            _frames.reset(before)
        spec["title"] = note.to_dict(validate=False)
        spec["datasets"] = spec.get("datasets", {}) | frames
        return spec, f"{self.alt} {source}."
