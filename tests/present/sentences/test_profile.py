from __future__ import annotations

from dataclasses import replace

import made
import pytest

from analysis.present import sentences
from analysis.present.sentences.profile import MOST_LISTED
from analysis.results import profile
from analysis.survey import Population


@pytest.fixture(scope="module")
def trust(demo):
    return profile(demo, Population.of("demo", at="RJ1"))


@pytest.fixture(scope="module")
def england(demo):
    return profile(demo, Population.of("demo", years=[2018]))


def test_the_first_sentence_has_the_rating_and_how_much_is_outside(trust):
    text = sentences.profile(trust)
    below, above = (len(trust.outside(band)) for band in ("below", "above"))
    assert text.startswith("People treated at Guy's and St Thomas' NHS Foundation Trust rated ")
    assert f"{trust.rating['score']:.2f} out of 10" in text
    assert f"{below or 'none'} {'is' if below == 1 else 'are'} below the range expected" in text
    assert text.endswith(f"and {above or 'none'} above.")


def test_england_has_a_rating_and_nothing_expected_of_it(england):
    assert sentences.profile(england).startswith("People in England rated their care 8.")
    assert "expected" not in sentences.profile(england)


def test_those_outside_are_counted_and_chance_is_spoken_of(trust):
    count = len(trust.outside("below")) + len(trust.outside("above"))
    text = sentences.outside_expected(trust)
    assert text.startswith(f"{count} question")
    assert "By chance alone it would be about 3." in text
    assert (f"up to {MOST_LISTED} a side" in text) == (
        max(len(trust.outside(band)) for band in ("below", "above")) > MOST_LISTED
    )


def test_the_widest_gap_is_named_with_its_limits(england):
    row = england.widest.iloc[0]
    text = sentences.widest_inside(england)
    assert f"{abs(100 * row['difference']):.0f} points lower (" in text
    assert "than everyone else on “" in text


def test_where_no_gap_is_clear_it_says_how_many_were_compared(official):
    found = profile(official, Population.of("official", at=made.TRUSTS[3], years=[2016]))
    assert sentences.widest_inside(found) == (
        "No figures for groups of people here were published for this year."
    )


def test_changes_are_counted_by_year(england):
    frame = england.changes.frame
    clear = frame["question"].isin(["Q1", "Q2", "Q5"])
    signs = frame["question"].map({"Q1": 1.0, "Q2": -1.0, "Q5": -1.0}).fillna(0.0)
    made_up = replace(england.changes, frame=frame.assign(clear=clear, difference=0.1 * signs))
    assert sentences.changed_since(replace(england, changes=made_up)) == (
        "From 2017 to 2018, 2 of 52 questions clearly fell and 1 clearly rose."
    )
    nothing = replace(england.changes, frame=frame.assign(clear=False))
    assert sentences.changed_since(replace(england, changes=nothing)) == (
        "No question changed clearly from 2017 to 2018, as far as these answers can tell."
    )


def test_a_tiny_place_is_spoken_of_calmly_and_without_numbers(workspace_of):
    blocks = [{"n": 60, "trust": t, "Q5": [1, 2], "Q59": [9, 10]} for t in made.TRUSTS[:3]]
    people = made.people(*blocks, {"n": 6, "trust": made.TRUSTS[3], "Q5": [2], "Q59": [1]})
    found = profile(workspace_of(people), Population.of("made", at=made.TRUSTS[3]))
    assert sentences.profile(found) == (
        "There are too few answers here to show the overall rating without exposing people."
    )
    assert sentences.outside_expected(found) == (
        "There are too few answers here to say what to expect."
    )
    assert sentences.widest_inside(found) == (
        "No group has enough answers here to be compared with everyone else."
    )
    assert sentences.changed_since(found) == (
        "There are no figures of the year before to compare these with."
    )


@pytest.mark.real
def test_the_publishers_test_of_change_is_called_so(real):
    found = profile(real, Population.of("ncpes-2018", years=[2018]))
    assert sentences.changed_since(found).startswith(
        "From 2017 to 2018, by the publisher's own test, 6 of 52 questions fell and 3 rose."
    )
