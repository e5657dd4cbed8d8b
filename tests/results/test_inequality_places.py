from __future__ import annotations

import made
import numpy as np
import pytest

from analysis.results import Unavailable, place_gaps
from analysis.results.inequality_places import inequality_by_place
from analysis.survey import Population, dimension, level, question

ALLIANCE, TRUST = level("alliance"), level("trust")
OFFICIAL = Population.of("official", years=[2018])


def test_respondents_have_the_funnel_of_place_gaps(demo):
    who = Population.of("demo")
    found = inequality_by_place(demo, who, question("Q5"), ALLIANCE, dimension("deprivation"))
    same = place_gaps(demo, who, question("Q5"), ALLIANCE, dimension("deprivation"), "1", "5").frame
    assert found.gaps.frame.equals(same)
    assert found.directed
    assert found.has_bases
    assert 0 <= found.p <= 1


def test_one_place_with_a_wider_gap_makes_places_differ(workspace_of):
    blocks = [
        {"n": 400, "trust": trust, "sex": sex, "Q5": [1, 1, 1, 2] if calm else [1, 2, 2, 2]}
        for i, trust in enumerate(made.TRUSTS)
        for sex, calm in (("female", i > 0), ("male", True))
    ]
    people = workspace_of(made.people(*blocks))
    found = inequality_by_place(
        people, Population.of("made"), question("Q5"), TRUST, dimension("sex")
    )
    assert found.p < 1e-6
    widest = found.gaps.frame.loc[found.gaps.frame["difference"].abs().idxmax()]
    assert widest["code"] == made.TRUSTS[0]
    assert widest["difference"] == pytest.approx(-0.5)


def test_without_an_order_groups_shown_in_most_places_are_compared(official):
    found = inequality_by_place(official, OFFICIAL, question("Q1"), TRUST, dimension("tumour"))
    assert (found.gaps.group.id, found.gaps.reference.id) == ("lung", "breast")
    assert not found.directed
    np.testing.assert_allclose(found.gaps.known["difference"], -0.2)
    assert found.gaps.known["expected_lower"].notna().all()
    assert found.p == pytest.approx(1.0)


@pytest.mark.parametrize(("by", "gap"), [("sex", -0.10), ("deprivation", -0.10)])
def test_without_bases_there_are_gaps_but_no_funnel(official, by, gap):
    found = inequality_by_place(official, OFFICIAL, question("Q1"), ALLIANCE, dimension(by))
    frame = found.gaps.frame
    assert len(frame) == 19
    np.testing.assert_allclose(frame["difference"], gap)
    assert frame[["error", "expected_lower", "difference_lower"]].isna().all(axis=None)
    assert not found.has_bases
    assert found.significant.all()
    assert np.isnan(found.p)


def test_hidden_places_carry_nothing(few, workspace_of):
    people = made.people(
        {"n": 60, "trust": made.TRUSTS[0], "sex": ["female", "male"], "Q5": [1, 1, 2]},
        {"n": 60, "trust": made.TRUSTS[1], "sex": ["female", "male"], "Q5": [1, 2, 2]},
        {"n": 34, "trust": made.TRUSTS[2], "sex": "male", "Q5": [1, 2]},
        {"n": 4, "trust": made.TRUSTS[2], "sex": "female", "Q5": [1, 2]},
    )
    found = inequality_by_place(
        workspace_of(people), Population.of("made"), question("Q5"), TRUST, dimension("sex")
    )
    hidden = found.gaps.frame[found.gaps.frame["hidden"]]
    assert made.TRUSTS[2] in set(hidden["code"])
    assert hidden.select_dtypes("number").isna().all(axis=None)


@pytest.mark.parametrize(
    ("by", "at", "words"),
    [("age", ALLIANCE, "no figures by age group"), ("sex", TRUST, "no figures by sex for Trusts")],
)
def test_what_was_not_published_is_refused(official, by, at, words):
    with pytest.raises(Unavailable, match=words):
        inequality_by_place(official, OFFICIAL, question("Q1"), at, dimension(by))
