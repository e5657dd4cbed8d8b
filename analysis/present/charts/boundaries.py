"""Places on a map, where the operator gives a boundary file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from analysis.present import sentences, units
from analysis.present.picture import Picture
from analysis.present.style import Palette, styled
from analysis.results import PlaceScores
from analysis.survey import InputError, Place, place, places

_LEVELS = ("alliance", "stp", "ccg")
_MANY = 0.5
_ABOVE = f"datum.verdict == '{sentences.BANDS['above']}'"
_BELOW = f"datum.verdict == '{sentences.BANDS['below']}'"
_OUTSIDE = f"{_ABOVE} || {_BELOW}"


class BoundaryError(InputError):
    """A boundary file can't be used. The message says why and what would do."""


@dataclass(frozen=True)
class Boundaries:
    """The outlines of the places of one level.

    Attributes
    ----------
    level : str
        Id of the level whose places it has.
    source : dict
        The file's contents; the areas that are places have their code as property "place".
    feature : str or None
        Name of the TopoJSON object; None for GeoJSON.
    codes : tuple of str
        Codes of the places it has.
    missing : tuple of str
        Names of places of the level that it does not have.
    """

    level: str
    source: dict[str, Any]
    feature: str | None
    codes: tuple[str, ...]
    missing: tuple[str, ...]


def _plain(name: str) -> str:
    """Return a name without what differs between publishers."""
    text = re.sub(r"[^a-z ]", " ", name.lower().replace("&", " and "))
    return " ".join(w for w in text.split() if w not in {"nhs", "ccg", "and", "the", "national"})


def _shapes(data: Any, path: Path) -> tuple[list[dict[str, Any]], str | None]:
    kind = data.get("type") if isinstance(data, dict) else None
    objects = data.get("objects") if kind == "Topology" else None
    if isinstance(objects, dict) and objects:
        name, found = next(iter(objects.items()))
        shapes = found.get("geometries") if isinstance(found, dict) else None
    elif kind == "FeatureCollection":
        name, shapes = None, data.get("features")
    else:
        msg = f"{path.name} is neither TopoJSON (a Topology) nor GeoJSON (a FeatureCollection)."
        raise BoundaryError(msg)
    if not isinstance(shapes, list) or not all(isinstance(s, dict) for s in shapes):
        msg = f"{path.name} has no list of areas. Give one that a map program can open."
        raise BoundaryError(msg)
    return shapes, name


def _match(shapes: list[dict[str, Any]], level: str) -> list[Place | None]:
    """Return the place that each area is, by code or else by name."""
    known = {p.ons_code: p for p in places(level)} | {p.code: p for p in places(level)}
    names = {_plain(p.name): p for p in places(level)}
    found = []
    for shape in shapes:
        values = [str(v) for v in (shape.get("properties") or {}).values()]
        matches = [known.get(v) for v in values] + [names.get(_plain(v)) for v in values]
        found.append(next((m for m in matches if m is not None), None))
    return found


def read_boundaries(path: Path) -> Boundaries:
    """Read a TopoJSON or GeoJSON file of areas.

    Areas are matched to places by code, else by name; the level is the one with most matches.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    BoundaryError
        If it can't be read, is of another kind, or few of its areas are places of the survey.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"The boundary file {path} can't be read as JSON: {error}."
        raise BoundaryError(msg) from error
    shapes, feature = _shapes(data, path)
    matched = {one: _match(shapes, one) for one in _LEVELS}
    level = max(_LEVELS, key=lambda one: sum(m is not None for m in matched[one]))
    found = {m.code for m in matched[level] if m is not None}
    if not found or len(found) < _MANY * len(shapes):
        msg = (
            f"Only {len(found)} of the {len(shapes)} areas in {path.name} are places of this "
            "survey. Each area needs a property with its ONS code or name, as of 2018."
        )
        raise BoundaryError(msg)
    for shape, match in zip(shapes, matched[level], strict=True):
        shape["properties"] = {"place": match.code if match else ""}
    absent = tuple(p.name for p in places(level) if p.code not in found)
    return Boundaries(level, data, feature, tuple(sorted(found)), absent)


def choropleth(result: PlaceScores, boundaries: Boundaries, colours: Palette) -> Picture:
    """Return the places on a map, by band, with the score in the tooltip.

    Places outside their range have an outline, solid above it and dashed below.
    """
    q = result.question
    by_code = result.frame.set_index("code")
    rows = [
        {
            "code": code,
            "place": place(code).name,
            "score": units.score(q, by_code["score"].get(code, float("nan"))),
            "verdict": sentences.BANDS.get(str(by_code["band"].get(code)), "Hidden or no range"),
        }
        for code in boundaries.codes
    ]
    order = [*sentences.BANDS.values(), "Hidden or no range"]
    shades = [colours.higher, colours.accent, colours.lower, colours.faint]
    if boundaries.feature:
        form = {"type": "topojson", "feature": boundaries.feature}
    else:
        form = {"type": "json", "property": "features"}
    data = alt.Data.from_dict({"values": boundaries.source, "format": form})
    chart = (
        alt.Chart(data)
        .mark_geoshape()
        .transform_lookup(
            lookup="properties.place",
            from_=alt.LookupData(pd.DataFrame(rows), "code", ["place", "score", "verdict"]),
            default="Not in the survey",
        )
        .encode(
            color=alt.Color(
                "verdict:N",
                title=None,
                scale=alt.Scale(
                    domain=[*order, "Not in the survey"], range=[*shades, colours.ground]
                ),
            ),
            tooltip=[
                "place:N",
                "score:N",
                alt.Tooltip("verdict:N", title="compared with expected"),
            ],
        )
        .encode(
            stroke=alt.condition(_OUTSIDE, alt.value(colours.ink), alt.value(colours.ground)),
            strokeWidth=alt.condition(_OUTSIDE, alt.value(2.2), alt.value(0.8)),
            strokeDash=alt.condition(_BELOW, alt.value([5, 3]), alt.value([1, 0])),
        )
        .project("mercator")
        .properties(height=560, width="container")
    )
    return Picture(styled(chart, colours), sentences.places(result))
