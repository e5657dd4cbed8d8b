"""What is said of a search, from results made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.present import charts, palette, sentences, tables
from present.discoveries import discovery_of


def test_the_first_sentence_says_who_how_much_and_how_many_were_looked_at():
    assert sentences.discovery(discovery_of()) == (
        "Asian or Asian British women in the most deprived fifth of areas: 12 points lower (8 to "
        "15) than everyone else treated at the same trusts for the same kind of cancer, after "
        "allowing for the 1,234 combinations looked at."
    )


def test_nothing_found_is_said_plainly():
    found = replace(discovery_of(), findings=discovery_of().findings.iloc[:0])
    assert sentences.discovery(found) == (
        "None of the 1,234 combinations looked at is clearly worse off than everyone else."
    )
    assert sentences.discovery_counts(found) == ""
    assert tables.discovery(found).empty
    assert charts.combinations(found, palette(dark=True)).alt.count("None of the") == 1


@pytest.mark.parametrize(
    ("shuffled", "said"),
    [
        ((0,), "The same search on shuffled answers found nothing."),
        ((0, 0), "The same search on shuffled answers found nothing, 2 times out of 2."),
        ((0, 3), "found something 1 time out of 2 (3 combinations at most)"),
        ((2,), "found 2 combinations, where there is nothing to find"),
    ],
)
def test_the_shuffled_search_is_told_as_it_was(shuffled, said):
    assert said in sentences.calibration(discovery_of(*shuffled))


def test_who_reads_as_english():
    said = sentences.combination(
        {"characteristics": "age+conditions+language", "groups": "65-74+physical+other"}
    )
    assert said == "people aged 65 to 74 with a physical condition and with another first language"
