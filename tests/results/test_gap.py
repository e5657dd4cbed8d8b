from __future__ import annotations

import made
import numpy as np
import planted
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.results import OTHERS, Unavailable, compare, gap, gap_checks, scores
from analysis.results.gap import REMAINS, TRUST
from analysis.statistics.oaxaca import oaxaca_twofold
from analysis.statistics.term import Term
from analysis.survey import InputError, Population, UnknownChoice, dimension, question

WHO = Population.of("made")
ETHNICITY = dimension("ethnicity")
Q5, Q59 = question("Q5"), question("Q59")
SEEDS = range(3)
BOTH = pytest.mark.parametrize("q", [Q5, Q59], ids=lambda q: q.code)


def share(result, part: str) -> float:
    return float(result.frame.set_index("part").loc[part, "share"])


@pytest.fixture(scope="module")
def planted_by(workspace_of):
    """Return a workspace with a planted cause, made once for each."""
    found = {}

    def make(seed: int, **causes):
        key = (seed, *causes.items())
        if key not in found:
            found[key] = workspace_of(planted.people(seed, **causes))
        return found[key]

    return make


@BOTH
@pytest.mark.parametrize("seed", SEEDS)
def test_a_gap_made_only_by_where_people_are_treated_goes_with_trust(planted_by, seed, q):
    checks = gap_checks(planted_by(seed, by_trust=0.5), WHO, q, ETHNICITY, "asian")
    result = checks.parts
    assert result.sides.gap < -0.15
    assert share(result, TRUST) >= 0.9
    assert result.remains["lower"] <= 0.03
    assert checks.places.share_between.value >= 0.9
    assert checks.agrees


@BOTH
@pytest.mark.parametrize("apart", [True, False], ids=["elsewhere", "alike"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_gap_made_only_inside_trusts_remains(planted_by, seed, apart, q):
    checks = gap_checks(planted_by(seed, inside=0.25, apart=apart), WHO, q, ETHNICITY, "asian")
    result = checks.parts
    assert share(result, REMAINS) >= 0.9
    assert checks.places.share_within.value >= 0.9
    assert result.remains["upper"] < 0
    assert checks.agrees


@BOTH
@pytest.mark.parametrize("seed", SEEDS)
def test_a_gap_made_only_by_age_goes_with_age(planted_by, seed, q):
    checks = gap_checks(planted_by(seed, by_age=0.4), WHO, q, ETHNICITY, "asian")
    result = checks.parts
    assert share(result, "age") >= 0.85
    assert abs(share(result, TRUST)) < 0.1
    assert checks.agrees


def test_two_causes_are_told_apart(planted_by):
    """Trusts move Asian people by 0.5 times their being, on average, 1.25 steps of 3 further on."""
    result = gap(planted_by(1, by_trust=0.3, inside=0.1), WHO, Q59, ETHNICITY, "asian")
    frame = result.frame.set_index("part")
    for part, truth in ((TRUST, -0.125 * 10), (REMAINS, -0.1 * 10)):
        assert frame.loc[part, "estimate"] == pytest.approx(truth, abs=0.12)
        assert frame.loc[part, "lower"] - 0.1 < truth < frame.loc[part, "upper"] + 0.1


@BOTH
@pytest.mark.parametrize("reference", [None, "black", OTHERS.id])
def test_the_gap_is_the_one_that_compare_gives(many, q, reference):
    result = gap(many, WHO, q, ETHNICITY, "asian", reference)
    frame = compare(scores(many, WHO, q, [ETHNICITY]), reference).frame.set_index("group")
    row = frame.loc["asian"]
    sides = result.sides
    assert (sides.gap, sides.lower, sides.upper) == pytest.approx(
        tuple(row[["difference", "difference_lower", "difference_upper"]]), abs=1e-12
    )
    assert (sides.n, sides.score) == pytest.approx((row["n"], row["score"]))
    assert sides.score - sides.score_reference == pytest.approx(sides.gap, abs=1e-12)


@pytest.fixture(scope="module")
def more(workspace_of):
    """Return a workspace of enough people for any filter below."""
    return workspace_of(made.crowd(9_000))


@given(st.sampled_from(["asian", "mixed"]), st.sampled_from([None, "black", OTHERS.id]),
       st.sampled_from([Q5, Q59]), st.sampled_from([(), (2017,), (2016, 2018)]))  # fmt: skip
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_parts_always_add_up_to_the_gap(more, group, reference, q, years):
    checks = gap_checks(more, Population.of("made", years=years), q, ETHNICITY, group, reference)
    result = checks.parts
    whole = result.sides.gap
    assert result.frame["estimate"].sum() == pytest.approx(whole, abs=1e-9)
    assert checks.methods[["estimate", "second"]].sum().tolist() == pytest.approx(
        [whole] * 2, abs=1e-9
    )
    known = checks.bases[checks.bases["why"] == ""]
    assert (known["explained"] + known["remains"]).tolist() == pytest.approx(
        [whole] * len(known), abs=1e-9
    )
    assert checks.places.between.value + checks.places.within.value == pytest.approx(whole)
    if result.sides.is_clear:
        assert result.frame["share"].sum() == pytest.approx(1, abs=1e-9)
    else:
        assert result.frame["share"].isna().all()


def test_weights_count(crowd, workspace_of):
    weight = np.random.default_rng(3).choice([0.0, 0.5, 1.0, 2.5], len(crowd))
    frame = crowd.assign(weight=weight)
    result = gap(workspace_of(frame), WHO, Q59, dimension("sex"), "female")
    worth = made.worth(frame, "Q59")
    kept = frame["sex"].isin(["female", "male"]) & worth.notna() & (weight > 0)
    terms = []
    for name in ("trust", "tumour", "age", "ethnicity"):
        codes, levels = frame.loc[kept, name].fillna("?").factorize()
        terms.append(Term(name, codes, tuple(levels)))
    wanted = oaxaca_twofold(
        worth[kept], terms, frame.loc[kept, "sex"] == "female", weights=weight[kept]
    )
    found = result.frame.set_index("part")
    assert list(found.index) == ["trust", "tumour", "age", "ethnicity", REMAINS]
    for term in terms:
        part = wanted.explained.by_variable[term.name]
        assert found.loc[term.name, "estimate"] == pytest.approx(part.value, abs=1e-9)
        width = found.loc[term.name, "upper"] - found.loc[term.name, "lower"]
        assert width == pytest.approx(part.upper - part.lower, rel=0.02)
    assert result.sides.gap == pytest.approx(wanted.gap.value, abs=1e-9)
    assert "weights" in result.notes[0]


def test_other_methods_are_of_the_same_parts(many):
    words = (many, WHO, Q5, ETHNICITY, "asian")
    alone, beside = gap(*words), gap_checks(*words).parts
    assert alone.frame.equals(beside.frame)
    assert alone.notes == ()


def test_what_filters_make_the_same_is_no_part(more):
    women = Population.of("made", at=made.TRUSTS[0], groups={"sex": ["female"]})
    checks = gap_checks(more, women, Q59, ETHNICITY, "asian", OTHERS.id)
    assert list(checks.parts.frame["part"]) == ["tumour", "age", REMAINS]
    assert checks.places is None
    assert list(checks.methods["part"]) == ["who", REMAINS]


def test_a_finer_list_takes_the_place_of_its_parent(workspace_of):
    spread = {"asian-indian": [1, 1, 1, 2, 1], "asian-pakistani": [1, 2, 2, 1, 2]}
    blocks = [
        {"n": 150, "ethnicity": "asian", "ethnicity_detail": detail, "trust": list(made.TRUSTS),
         "age": ["65-74", "55-64", "75-84"], "Q5": answers}
        for detail, answers in spread.items()
    ]  # fmt: skip
    detail = dimension("ethnicity-detail")
    result = gap(
        workspace_of(made.people(*blocks)), WHO, Q5, detail, "asian-pakistani", "asian-indian"
    )
    assert list(result.frame["part"]) == ["trust", "age", REMAINS]


@pytest.mark.parametrize("split", [gap, gap_checks])
def test_hidden_and_small_groups_have_no_parts(few, workspace_of, split):
    with pytest.raises(Unavailable, match="Too few people answered"):
        split(few, WHO, Q5, ETHNICITY, "black")
    with pytest.raises(Unavailable, match="at least 100 answers of each"):
        split(few, WHO, Q5, ETHNICITY, "asian")
    sides = [{"n": n, "sex": s, "trust": list(made.TRUSTS), "Q5": [1, 1, 2]}
             for n, s in ((100, "male"), (99, "female"))]  # fmt: skip
    with pytest.raises(Unavailable, match="one has fewer"):
        split(workspace_of(made.people(*sides)), WHO, Q5, dimension("sex"), "female")


def test_what_cannot_be_told_apart_says_so(workspace_of):
    first, second = made.TRUSTS[:2]
    people = made.people(
        {"n": 200, "sex": "male", "trust": first, "Q5": [1, 1, 2]},
        {"n": 200, "sex": "female", "trust": second, "Q5": [1, 2]},
    )
    with pytest.raises(Unavailable, match="who is in which group"):
        gap(workspace_of(people), WHO, Q5, dimension("sex"), "female")
    with pytest.raises(Unavailable, match="same answer"):
        gap(workspace_of(people.assign(Q5=np.uint8(1))), WHO, Q5, dimension("sex"), "female")


def test_a_variable_in_which_nearly_all_are_alike_is_no_part(workspace_of):
    """Nine people of a group at another trust would be all that its part is about."""
    first, second = made.TRUSTS[:2]
    for few, parts in ((18, [REMAINS]), (20, ["trust", REMAINS])):
        people = made.people(
            {"n": 300, "sex": "male", "trust": first, "Q5": [1, 1, 2]},
            {"n": 300, "sex": "female", "trust": first, "Q5": [1, 2]},
            {"n": few, "sex": ["female", "male"], "trust": second, "Q5": [2, 1, 2]},
        )
        result = gap(workspace_of(people), WHO, Q5, dimension("sex"), "female")
        assert list(result.frame["part"]) == parts


def test_official_results_have_no_people_in_them(official):
    with pytest.raises(Unavailable, match="no single people"):
        gap(official, Population.of("official", years=[2018]), question("Q1"), ETHNICITY, "asian")


def test_groups_that_are_not_there_or_the_same_are_refused(many):
    with pytest.raises(UnknownChoice, match="no group of ethnic group 'green'"):
        gap(many, WHO, Q5, ETHNICITY, "green")
    with pytest.raises(UnknownChoice):
        gap(many, WHO, Q5, ETHNICITY, "asian", "green")
    with pytest.raises(InputError, match="two different groups"):
        gap(many, WHO, Q5, ETHNICITY, "white")
