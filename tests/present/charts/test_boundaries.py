from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.present import charts, sentences
from analysis.present.charts.boundaries import BoundaryError, choropleth, read_boundaries
from analysis.results import place_scores
from analysis.survey import InputError, Population, level, places, question

from .spec import encodings, numbers, rows

Q5 = question("Q5")
ALLIANCES = places("alliance")
CCGS = places("ccg")
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}


def geojson(*properties: dict | None) -> dict:
    features = [{"type": "Feature", "geometry": SQUARE, "properties": p} for p in properties]
    return {"type": "FeatureCollection", "features": features}


def topojson(*properties: dict) -> dict:
    shapes = [{"type": "Polygon", "arcs": [[0]], "properties": p} for p in properties]
    areas = {"areas": {"type": "GeometryCollection", "geometries": shapes}}
    return {"type": "Topology", "objects": areas, "arcs": [[[0, 0], [1, 1], [1, 0], [0, 0]]]}


@pytest.fixture
def read(tmp_path: Path):
    def read(content: object):
        path = tmp_path / "areas.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return read_boundaries(path)

    return read


def test_areas_are_recognised_by_their_ons_code(read):
    found = read(geojson(*({"any": p.ons_code} for p in ALLIANCES)))
    assert (found.level, found.feature, found.missing) == ("alliance", None, ())
    assert list(found.codes) == sorted(p.code for p in ALLIANCES)


def test_areas_are_recognised_by_a_name_written_otherwise(read):
    names = [p.name.upper().replace(" CCG", "").replace("AND", "&") for p in CCGS]
    found = read(topojson(*({"id": i, "name": n} for i, n in enumerate(names))))
    assert found.level == "ccg"
    assert found.feature == "areas"
    assert len(found.codes) > 0.95 * len(CCGS)


def test_places_that_the_file_lacks_are_named(read):
    found = read(geojson(*({"code": p.code} for p in ALLIANCES[1:])))
    assert found.missing == (ALLIANCES[0].name,)


def test_an_area_that_is_no_place_is_left_without_one(read):
    found = read(
        geojson(
            {"code": ALLIANCES[0].code},
            {"code": "W06000001"},
        )
    )
    labels = [f["properties"] for f in found.source["features"]]
    assert labels == [{"place": ALLIANCES[0].code}, {"place": ""}]


def test_an_area_without_properties_is_no_place(read):
    assert len(read(geojson({"code": ALLIANCES[0].code}, None)).codes) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("not json", r"can't be read as JSON"),
        ("", r"can't be read as JSON"),
        ([1, 2], r"neither TopoJSON .* nor GeoJSON"),
        ("3", r"neither TopoJSON .* nor GeoJSON"),
        ({}, r"neither TopoJSON .* nor GeoJSON"),
        ({"type": "Feature", "geometry": SQUARE}, r"neither TopoJSON .* nor GeoJSON"),
        ({"type": "Topology", "objects": {}}, r"neither TopoJSON .* nor GeoJSON"),
        ({"type": "Topology", "objects": [1]}, r"neither TopoJSON .* nor GeoJSON"),
        ({"type": "Topology", "objects": {"areas": None}}, r"no list of areas"),
        ({"type": "FeatureCollection", "features": None}, r"no list of areas"),
        ({"type": "FeatureCollection", "features": [None]}, r"no list of areas"),
        (geojson(), r"Only 0 of the 0 areas"),
        (geojson({"code": "W06000001"}, {"name": "Elsewhere"}), r"Only 0 of the 2 areas.*ONS code"),
        (
            geojson({"code": ALLIANCES[0].code}, {"a": 1}, {"a": 2}),
            r"Only 1 of the 3 areas in areas\.json are places",
        ),
    ],
)
def test_a_file_that_is_no_map_of_this_survey_is_refused_and_why(read, content, message):
    with pytest.raises(BoundaryError, match=message):
        read(content)


def test_a_missing_file_or_a_folder_is_refused(tmp_path):
    assert issubclass(BoundaryError, InputError)
    for path in (tmp_path / "nothing.json", tmp_path):
        with pytest.raises(BoundaryError, match="can't be read"):
            read_boundaries(path)


def test_a_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "areas.json"
    path.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(BoundaryError, match="can't be read"):
        read_boundaries(path)


@pytest.mark.parametrize("form", [geojson, topojson])
def test_a_map_has_each_place_with_its_verdict_and_score(read, places_of, colours, form):
    borders = read(form(*({"code": p.ons_code} for p in ALLIANCES)))
    cells = {p.code: (400, 0.8, "expected") for p in ALLIANCES} | {ALLIANCES[0].code: None}
    result = places_of(Q5, "alliance", **cells)
    picture = choropleth(result, borders, colours)
    shown = {r["code"]: r for r in rows(picture) if "verdict" in r}
    assert len(shown) == 19
    assert shown[ALLIANCES[1].code]["score"] == "80%"
    assert shown[ALLIANCES[1].code]["verdict"] == "As expected"
    hidden = shown[ALLIANCES[0].code]
    assert (hidden["score"], hidden["verdict"]) == ("hidden", "Hidden or no range")
    assert numbers(hidden) == []
    assert picture.alt == sentences.places(result)
    (color,) = encodings(picture, "color")
    assert color["scale"]["domain"][-1] == "Not in the survey"


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "at", "matched", "missing"),
    [
        ("CCG_April_2019_EN_BUC.json", "ccg", 189, 6),
        ("STP_April_2019_EN_BUC.json", "stp", 42, 0),
        ("Cancer_Alliances_July_2019_EN_BUC.json", "alliance", 17, 2),
        ("ccg_2016_simplified.geojson", "ccg", 186, 9),
    ],
)
def test_real_boundaries_are_recognised(real_files, file, at, matched, missing):
    found = charts.read_boundaries(real_files / "geography" / "boundaries" / file)
    assert found.level == at
    assert (len(found.codes), len(found.missing)) == (matched, missing)


@pytest.mark.real
def test_a_real_map_is_valid(real, real_files, colours):
    path = real_files / "geography" / "boundaries" / "Cancer_Alliances_July_2019_EN_BUC.json"
    result = place_scores(real, Population.of("ncpes-2018"), Q5, level("alliance"))
    picture = charts.choropleth(result, charts.read_boundaries(path), colours)
    assert len([r for r in rows(picture) if "verdict" in r]) == 17
