"""Look into a chart's specification."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis.present import Picture


def rows(picture: Picture) -> list[dict[str, Any]]:
    """Return every row of data in a chart, having checked that it is valid Vega-Lite."""
    spec = picture.chart.to_dict()
    assert "vega-lite" in spec["$schema"]
    found = [row for data in spec.get("datasets", {}).values() for row in data]
    found += [row for data in _values(spec) for row in data]
    assert found
    return found


def _values(part: Any) -> Iterator[list[dict[str, Any]]]:
    if isinstance(part, dict):
        if isinstance(part.get("values"), list):
            yield part["values"]
        for inner in part.values():
            yield from _values(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _values(inner)


def numbers(part: Any) -> list[float]:
    """Return every number in data, at any depth."""
    if isinstance(part, bool) or part is None:
        return []
    if isinstance(part, int | float):
        return [] if part != part else [float(part)]
    if isinstance(part, dict):
        return [n for inner in part.values() for n in numbers(inner)]
    if isinstance(part, list):
        return [n for inner in part for n in numbers(inner)]
    return []


def encodings(picture: Picture, channel: str) -> list[dict[str, Any]]:
    """Return what each layer says of a channel."""
    spec = picture.chart.to_dict()
    return [
        layer["encoding"][channel]
        for layer in spec.get("layer", [spec])
        if channel in layer.get("encoding", {})
    ]
