from __future__ import annotations

from analysis.present import charts, sentences, tables
from analysis.present.style import contrast
from analysis.results import lowest_fifth, place_scores
from analysis.survey import Population, level, places, question
from analysis.survey.files import read_rows

from .spec import encodings, numbers, rows

Q5, Q59 = question("Q5"), question("Q59")
ALLIANCES = [p.code for p in places("alliance")]


def drawn(result, colours):
    picture = charts.tiles(result, colours)
    return picture, [r for r in rows(picture) if "verdict" in r]


def test_every_alliance_has_exactly_one_tile_and_no_two_share_a_place():
    grid = read_rows("tiles.csv")
    assert sorted(row["code"] for row in grid) == sorted(ALLIANCES)
    assert len(grid) == len({(row["column"], row["row"]) for row in grid}) == 19


def test_a_tile_has_its_score_and_a_sign_for_its_verdict(places_of, colours):
    bands = ["above", "below", "expected"]
    cells = {code: (400, 0.8, bands[i % 3]) for i, code in enumerate(ALLIANCES)}
    picture, tiles = drawn(places_of(Q5, "alliance", **cells), colours)
    assert len(tiles) == 19
    signs = {"Above expected": "80% ▲", "Below expected": "80% ▼", "As expected": "80%"}
    assert {t["verdict"]: t["text"] for t in tiles} == signs
    assert "Of 19 Cancer Alliances" in picture.alt


def test_a_hidden_alliance_says_so_and_has_no_number(places_of, colours):
    cells = dict.fromkeys(ALLIANCES, (400, 0.8, "expected")) | {ALLIANCES[0]: None}
    result = places_of(Q5, "alliance", **cells)
    _, tiles = drawn(result, colours)
    (hidden,) = [t for t in tiles if t["text"] == "hidden"]
    assert hidden["verdict"] == "Hidden or no range"
    assert numbers({k: v for k, v in hidden.items() if k not in ("column", "row")}) == []
    assert len(tiles) == 19


def test_text_on_every_tile_can_be_read(places_of, colours):
    bands = ["above", "below", "expected"]
    cells = {code: (400, 0.8, bands[i % 3]) for i, code in enumerate(ALLIANCES)}
    picture, tiles = drawn(places_of(Q5, "alliance", **cells | {ALLIANCES[0]: None}), colours)
    scale = next(e["scale"] for e in encodings(picture, "color") if e["field"] == "verdict")
    shade = dict(zip(scale["domain"], scale["range"], strict=True))
    assert len(shade) == 4
    for tile in tiles:
        assert contrast(tile["ink"], shade[tile["verdict"]]) >= 4.5


def test_tiles_table_and_words_agree(demo, colours):
    result = place_scores(demo, Population.of("demo"), Q59, level("alliance"))
    picture, tiles = drawn(result, colours)
    table = tables.places(result, lowest_fifth(result))
    shown = sorted(t["text"].split()[0] for t in tiles)
    assert shown == sorted(table["Score (adjusted)"])
    assert picture.alt == sentences.places(result)
