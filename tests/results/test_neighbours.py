from __future__ import annotations

import made
import pytest

from analysis.results import Unavailable, neighbours
from analysis.results.neighbours import MOST_SIMILAR
from analysis.survey import Population, UnknownChoice, level, place, places

WHO = Population.of("made")
TRUST = level("trust")
TRUSTS = [p.code for p in places("trust")]
ALIKE = {"age": "65-74", "ethnicity": "white", "deprivation": "3", "tumour": "lung", "Q59": [9, 11]}


def treated(trust, women, men, **more):
    whole = ALIKE | {"trust": trust} | more
    return [{"n": women, "sex": "female"} | whole, {"n": men, "sex": "male"} | whole]


@pytest.fixture(scope="module")
def mixed(workspace_of):
    """Return trusts that only differ in the share of women: 20%, 25%, 30% and so on."""
    shares = [20, 25, 30, 40, 50, 60, 70, 80, 85]
    blocks = [
        b for t, w in zip(TRUSTS, shares, strict=False) for b in treated(t, 4 * w, 400 - 4 * w)
    ]
    return workspace_of(made.people(*blocks))


def test_the_nearest_have_the_most_similar_people(mixed):
    found = neighbours(mixed, WHO, TRUST, TRUSTS[0])
    assert [code for code, _ in found.similar] == TRUSTS[1 : 1 + MOST_SIMILAR]
    assert found.why == ""
    assert found.left_out == 0


def test_a_distance_is_the_share_of_people_who_would_have_to_differ(mixed):
    """5 points fewer women, and alike in the other four, is 5% on one of five: 1%."""
    found = dict(neighbours(mixed, WHO, TRUST, TRUSTS[0]).similar)
    assert found[TRUSTS[1]] == pytest.approx(0.05 / 5)
    assert found[TRUSTS[4]] == pytest.approx(0.30 / 5)
    back = dict(neighbours(mixed, WHO, TRUST, TRUSTS[4]).similar)
    assert back[TRUSTS[0]] == pytest.approx(found[TRUSTS[4]])


def test_a_place_of_which_too_much_is_hidden_is_left_out(workspace_of):
    blocks = [b for t in TRUSTS[:4] for b in treated(t, 200, 200)]
    few = [b for key in ("16-24", "25-34", "35-44") for b in treated(TRUSTS[4], 2, 2, age=key)]
    workspace = workspace_of(made.people(*blocks, *few, *treated(TRUSTS[4], 6, 6)))
    found = neighbours(workspace, WHO, TRUST, TRUSTS[0])
    assert TRUSTS[4] not in dict(found.similar)
    assert found.left_out == 1
    own = neighbours(workspace, WHO, TRUST, TRUSTS[4])
    assert own.similar == ()
    assert "Too much of" in own.why


def test_a_place_with_nobody_has_no_similar_ones(mixed):
    found = neighbours(mixed, WHO, TRUST, TRUSTS[40])
    assert found.similar == ()
    assert found.why
    assert TRUSTS[40] not in dict(neighbours(mixed, WHO, TRUST, TRUSTS[0]).similar)


def test_those_of_the_same_alliance_are_named(mixed):
    found = neighbours(mixed, WHO, TRUST, TRUSTS[0])
    own = place(TRUSTS[0])
    assert set(found.alliance) == {
        p.code for p in places("trust") if p.alliance == own.alliance and p != own
    }
    assert neighbours(mixed, WHO, level("alliance"), made.ALLIANCES[0]).alliance == ()


def test_official_results_have_the_alliance_but_no_case_mix(official):
    found = neighbours(official, Population.of("official"), TRUST, TRUSTS[0])
    assert found.alliance
    assert found.similar == ()
    assert "who was treated where" in found.why


def test_what_there_is_not_is_refused(mixed):
    with pytest.raises(Unavailable):
        neighbours(mixed, WHO, level("national"), "ENG")
    with pytest.raises(UnknownChoice):
        neighbours(mixed, WHO, TRUST, "nowhere")
