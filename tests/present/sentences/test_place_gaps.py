from __future__ import annotations

import pytest

from analysis.present import sentences
from present.gaps import CELLS, gaps_of


def test_the_average_gap_comes_with_its_interval_and_what_is_unusual():
    assert sentences.place_gaps(gaps_of(**CELLS)) == (
        "Across 3 trusts, the score of Asian or Asian British people is 6 points lower (5 to 7) "
        "than that of White people in the same trust, on average. In 1 the gap is wider than "
        "expected, in 1 narrower. 1 trust has too few answers to show."
    )


def test_wider_means_further_from_no_gap_on_whichever_side_the_group_is():
    lower, higher = gaps_of(**CELLS), gaps_of(mean=0.06, **CELLS)
    assert sentences.gap_bands(lower)["below"] == "Wider than expected"
    assert sentences.gap_bands(higher)["below"] == "Narrower than expected"
    assert sentences.gap_outliers(lower)[0].startswith("**Wider than expected (1):** Manchester")
    assert sentences.gap_outliers(higher)[1].startswith("**Narrower than expected (1):** Manch")
    assert all("wider" in sentences.place_gaps(one) for one in (lower, higher))


def test_where_neither_group_is_clearly_ahead_there_is_no_wider_or_narrower():
    unclear = gaps_of(mean=-0.005, **CELLS)
    said = sentences.place_gaps(unclear)
    assert "which is not clearly different from no gap" in said
    assert "In 1 the gap is lower than expected, in 1 higher." in said
    assert set(sentences.gap_bands(unclear).values()) == {
        "Lower than expected", "As expected", "Higher than expected",
    }  # fmt: skip


def test_no_unusual_gap_is_said_in_words():
    usual = gaps_of(R0A=(-0.06, 0.02, "expected"), R1H=(-0.05, 0.03, "expected"))
    assert "In none is the gap wider or narrower than expected." in sentences.place_gaps(usual)
    assert sentences.gap_outliers(usual) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("R0A", "British people is 20 points lower (18 to 22) than that of White people: wider"),
        ("R0A", "At Manchester University NHS Foundation Trust, the score of Asian or Asian Br"),
        ("R1F", "Isle of Wight NHS Trust has too few answers of both groups to show a gap. Acr"),
        ("RJ1", "Across 3 trusts, the score of Asian or Asian British people is 6 points lower"),
    ],
)
def test_the_chosen_place_comes_first(code, words):
    assert words in sentences.place_gaps(gaps_of(**CELLS), code)[:200]


def test_with_no_gap_to_show_it_says_so():
    assert sentences.place_gaps(gaps_of(R0A=None)) == (
        "No trust has enough answers of both Asian or Asian British people and White people to "
        "show a gap."
    )


def test_a_rating_is_told_in_its_own_points():
    said = sentences.place_gaps(gaps_of(mean=-0.3, half=0.05, code="Q59", **CELLS))
    assert "is 0.30 points lower (0.25 to 0.35) than that of White people" in said
