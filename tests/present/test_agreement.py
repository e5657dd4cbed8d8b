"""Sentence, picture and table tell the same numbers of the same group or place."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.present import charts, palette, sentences, tables, units
from analysis.results import OTHERS, compare, lowest_fifth
from analysis.survey import dimension, place, places, question
from analysis.survey.files import read_rows

from .charts.spec import rows

ETHNICITY = dimension("ethnicity")
Q5, Q59 = question("Q5"), question("Q59")
LIGHT = palette(dark=False)
TRUSTS = [p.code for p in places("trust")][:40]
ALLIANCES = [p.code for p in places("alliance")]
NUMBER = r"[−+]?[\d,]*\.?\d+"


def numbers(text: str) -> list[float]:
    """Return the numbers of a text in order; "less than" ones and "just above 0" as 0."""
    plain = re.sub(rf"less than {NUMBER}|just (above|below) 0|no difference", "0", text)
    return [float(n.replace("−", "-").replace(",", "")) for n in re.findall(NUMBER, plain)]


def same(words: str, cell: str, q) -> None:
    """Assert that two texts have the same numbers, but for the decimals that words leave out."""
    tolerance = 1e-9 if q.is_rating else 0.55 + 1e-9
    told, printed = numbers(words), numbers(cell)
    assert len(told) == len(printed), (words, cell)
    assert all(abs(a - b) <= tolerance for a, b in zip(told, printed, strict=True)), (words, cell)


@st.composite
def cells(draw, keys, *, rating, least=1, hidden=True):
    """Return key -> (n, score) or None where hidden, from few answers to very many."""
    found = {}
    for key in draw(st.lists(st.sampled_from(keys), min_size=least, unique=True)):
        n = draw(st.sampled_from([10, 37, 200, 3000, 90_000, 1_000_000]))
        whole = draw(st.integers(0, 10 * n if rating else n))
        near = draw(st.sampled_from([0.7, 0.703, 0.705, 0.71]))
        score = draw(st.sampled_from([near * (10 if rating else 1), whole / n]))
        found[key] = None if hidden and draw(st.integers(0, 9)) == 0 else (n, score)
    return found


def total(found):
    known = [cell for cell in found.values() if cell]
    n = sum(cell[0] for cell in known)
    return (n, sum(cell[0] * cell[1] for cell in known) / n) if n else None


def story(comparison):
    """Return the table by group, the picture's rows by group, and the sentence."""
    table = tables.groups(comparison).set_index("Group")
    drawn = charts.groups(comparison, LIGHT)
    shown = [r for _, picture in drawn for r in rows(picture) if "label" in r]
    return table, {r["label"]: r for r in shown}, sentences.groups(comparison)


@pytest.mark.parametrize("q", [Q5, Q59], ids=["percent", "rating"])
@pytest.mark.parametrize("reference", ["white", OTHERS.id])
def test_groups_agree_in_sentence_picture_and_table(scores_of, q, reference):
    @settings(max_examples=25, deadline=None)
    @given(cells(ETHNICITY.ids, rating=q.is_rating))
    def agree(found):
        comparison = compare(scores_of(q, ETHNICITY, **found, all=total(found)), reference)
        table, picture, sentence = story(comparison)
        for label, row in picture.items():
            in_table = table.loc[label]
            if row["shown"] == "hidden":
                assert in_table["Score"] == in_table["Answers"] == "hidden"
                continue
            same(
                row["shown"].replace(" out of 10", ""),
                f"{in_table['Score']} ({in_table['95% interval']})",
                q,
            )
            assert numbers(in_table["Score"]) == [pytest.approx(row["score"], abs=0.05 + 1e-9)]
        _named_groups_agree(comparison, table, picture, sentence)

    agree()


def _named_groups_agree(comparison, table, picture, sentence):
    q = comparison.scores.question
    verdicts = pd.Series([row["verdict"] for row in picture.values()], dtype=object)
    clear = {word: int((verdicts == f"Clearly {word}").sum()) for word in ("lower", "higher")}
    for _, row in comparison.frame[~comparison.frame["total"]].iterrows():
        people = ETHNICITY.group(row["group"]).people
        told = re.search(
            rf"{people} score ([\d.]+(?:%| out of 10)), ([^)]*) (lower|higher) \(([^)]*)\)",
            sentence,
            re.IGNORECASE,
        )
        if not told:
            continue
        score, size, direction, limits = told.groups()
        assert score == picture[row["label"]]["shown"].split(" (")[0]
        assert picture[row["label"]]["verdict"] == f"Clearly {direction}"
        if "either" in limits:
            limits = "less than 1 to less than 1"
        difference = table.iloc[:, -1].loc[row["label"]]
        middle, low, high = sorted(numbers(difference), key=abs)[1:2] + sorted(
            map(abs, numbers(difference)[1:])
        )
        same(f"{size} ({limits})", f"{abs(middle)} ({low} to {high})", q)
        assert difference.startswith("−" if direction == "lower" else "+") or abs(middle) == 0
    counted = re.search(r"Of (\d+) groups compared, (.*)\.", sentence)
    if counted:
        others = int(counted[1])
        assert others == len(comparison.groups)
        for word, number in clear.items():
            told = re.search(rf"(\w+) scores? clearly {word}", counted[2])
            amount = {"all": others, "both": others}.get(told[1], told[1]) if told else 0
            assert int(amount) == number
    assert ("No clear difference" in sentence) == (
        len(comparison.groups) > 0 == sum(clear.values())
    )


def banded(found, lower, upper):
    return {
        code: cell
        and (*cell, "below" if cell[1] < lower else "above" if cell[1] > upper else "expected")
        for code, cell in found.items()
    }


@pytest.mark.parametrize("q", [Q5, Q59], ids=["percent", "rating"])
def test_places_agree_in_sentence_picture_and_table(places_of, q):
    @settings(max_examples=15, deadline=None)
    @given(cells(TRUSTS, rating=q.is_rating, least=2))
    def agree(found):
        known = [cell[1] for cell in found.values() if cell]
        centre = sum(known) / max(len(known), 1)
        result = places_of(q, "trust", **banded(found, 0.95 * centre, 1.05 * centre))
        table = tables.places(result, lowest_fifth(result)).set_index("Code")
        picture = charts.funnel(result, LIGHT)
        dots = {r["name"]: r for r in rows(picture) if "verdict" in r} if picture else {}
        verdicts = table["Compared with expected"].value_counts()
        for code in found:
            text, row = sentences.places(result, code), table.loc[code]
            _counts_agree(text, verdicts)
            if not known:
                continue
            if found[code] is None:
                assert text.startswith(f"{place(code).name}'s score is hidden.")
                assert place(code).name not in dots
                continue
            own = text.split(". Of ")[0].removeprefix(place(code).name)
            same(
                own.replace("out of 10 ", ""),
                f"{row['Score']} {row['95% interval']} {row['Expected range']}",
                q,
            )
            score, *_, low, high = numbers(own.replace("out of 10 ", ""))
            outside = not low <= score <= high
            assert (outside == ("as expected" not in own)) != ("before rounding" in own)
            if picture:
                assert f" scores {dots[place(code).name]['shown']} (" in own
                assert row["Compared with expected"] == dots[place(code).name]["verdict"]

    agree()


def _counts_agree(text, verdicts):
    told = re.search(r"Of (\d+) trusts?, (\w+) scores? above .* and (\w+) below; (\w+) as", text)
    if not told:
        assert "too few answers" in text
        assert verdicts.drop("–").empty
        return
    above, below, expected = (0 if n == "none" else int(n) for n in told.groups()[1:])
    assert above == verdicts.get("Above expected", 0)
    assert below == verdicts.get("Below expected", 0)
    assert expected == verdicts.get("As expected", 0)
    assert above + below + expected == int(told[1])


@settings(max_examples=15, deadline=None)
@given(found=cells(ALLIANCES, rating=False))
def test_tiles_agree_with_the_table(places_of, found):
    result = places_of(Q5, "alliance", **banded(found, 0.6, 0.8))
    table = tables.places(result, lowest_fifth(result)).set_index("Code")
    tiles = [r for r in rows(charts.tiles(result, LIGHT)) if "verdict" in r]
    names = {row["code"]: row["short"] for row in read_rows("tiles.csv")}
    texts = {tile["name"]: tile["text"] for tile in tiles}
    assert set(texts) == set(names.values())
    for code, row in table.iterrows():
        told = texts[names[code]]
        assert (told == units.HIDDEN) == (row["Score"] == units.HIDDEN) == (found[code] is None)
        same(told, row["Score"], Q5)
