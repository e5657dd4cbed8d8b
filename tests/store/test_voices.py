from __future__ import annotations

import made
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics.raking import Margin, rake, raked_mean
from analysis.store import ALL, Policy, gate
from analysis.store.reweighted import Gap, reweighted
from analysis.store.suppression import suppress
from analysis.store.voices import _hidden, blanks, known_of_silent, responses
from analysis.survey import Population, question

WHO = Population.of("made")
Q5 = question("Q5")


def put(fill, answered, silent):
    return fill(made.people(*answered), silent=made.people(*silent))


def cells(released, **keys):
    frame = released.frame
    for name, key in keys.items():
        frame = frame[frame[name] == key]
    return frame.set_index("group")


SIDES = (
    [{"n": 60, "sex": "female", "age": "65-74"}, {"n": 30, "sex": "male", "age": "16-24"}],
    [{"n": 20, "sex": "female", "age": "65-74"}, {"n": 40, "sex": "male", "age": "16-24"}],
)


def test_counts_are_of_those_who_answered_and_those_asked(fill):
    got = cells(responses(put(fill, *SIDES), WHO, ["sex"]), breakdown="sex")
    assert got.loc[["female", "male", ALL], "part"].tolist() == [60, 30, 90]
    assert got.loc[["female", "male", ALL], "asked"].tolist() == [80, 70, 150]
    assert not got["hidden"].any()


def test_filters_hold_for_the_silent_too(fill):
    opened = put(fill, *SIDES)
    women = Population.of("made", groups={"sex": ["female"]})
    got = cells(responses(opened, women, ["age"]), breakdown="age")
    assert (got.loc[ALL, "part"], got.loc[ALL, "asked"]) == (60, 80)
    either = Population.of("made", years=[2018], groups={"sex": ["female", "male"]})
    assert cells(responses(opened, either, ["age"])).loc[ALL, "asked"] == 150
    assert (
        cells(responses(opened, Population.of("made", years=[2017]), ["age"]))["asked"].sum() == 0
    )


def test_what_is_known_of_the_silent(fill):
    assert known_of_silent(put(fill, *SIDES), "made") == ("age", "sex")


def test_without_silent_people_nothing_is_known(workspace_of_none):
    assert known_of_silent(workspace_of_none, "made") is None


@pytest.fixture
def workspace_of_none(fill):
    return fill(made.people({"n": 30, "sex": "male"}))


@pytest.mark.parametrize(("answered", "silent"), [(9, 50), (50, 9), (4, 4)])
def test_a_cell_of_few_answered_or_silent_is_hidden_with_another(fill, answered, silent):
    sizes = {"16-24": (answered, silent), "65-74": (60, 60), "75-84": (40, 40)}
    opened = put(
        fill,
        [{"n": a, "age": key} for key, (a, _) in sizes.items()],
        [{"n": s, "age": key} for key, (_, s) in sizes.items()],
    )
    got = cells(responses(opened, WHO, ["age"]))
    assert got.loc["16-24", "hidden"]
    assert got.loc[["65-74", "75-84"], "hidden"].sum() == 1
    assert got.loc[got["hidden"], ["part", "asked"]].isna().all(axis=None)
    assert not got.loc[ALL, "hidden"]


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=6),
    st.booleans(),
)
def test_what_subtraction_leaves_over_is_never_few(parts, beside_groups):
    counts = np.array([*parts, np.sum(parts, axis=0)])
    second = counts[:, 1]
    scored = np.append(second[:-1] // 2, (second[:-1] // 2).sum())
    known = suppress(np.stack([scored, second - scored], axis=-1), Policy(), np.array([0, -1]))
    first = counts[np.newaxis].astype(float)
    hidden = _hidden(
        first[..., 0], first[..., 1], Policy(), known[np.newaxis] if beside_groups else None
    )[0]
    assert not beside_groups or hidden[known].all()
    measures = np.column_stack([counts, counts.sum(axis=1)])
    shown = measures[~hidden]
    assert not ((shown > 0) & (shown < 10)).any()
    if not hidden[-1] and hidden[:-1].any():
        left = measures[:-1][hidden[:-1]].sum(axis=0)
        assert not ((left > 0) & (left < 10)).any()
        assert hidden[:-1].sum() > 1


def test_blank_is_not_the_same_as_not_asked(fill):
    opened = fill(
        made.people(
            {"n": 40, "sex": "female", "Q5": [1, 1, 0, 2]},
            {"n": 60, "sex": "male", "Q5": [1, 0, 255]},
        )
    )
    got = cells(blanks(opened, WHO, [Q5], "sex"))
    assert got.loc[["female", "male", ALL], "part"].tolist() == [10, 20, 30]
    assert got.loc[["female", "male", ALL], "asked"].tolist() == [40, 40, 80]
    alone = blanks(opened, WHO, [Q5, question("Q7")]).frame
    assert alone["part"].tolist() == [30, 0]
    assert alone["asked"].tolist() == [80, 0]


def test_a_group_hidden_on_groups_is_no_difference_of_blanks(fill):
    """Those asked less those who left it blank are the answers that Answers hides of a group."""
    opened = fill(
        made.people(
            {"n": 60, "deprivation": "1", "Q5": [1, 2, 0, 0]},
            {"n": 5, "deprivation": "2", "Q5": [1, 2]},
            {"n": 15, "deprivation": "2", "Q5": 3},
            {"n": 20, "deprivation": "2", "Q5": 0},
            {"n": 60, "deprivation": "3", "Q5": [1, 2, 0]},
        )
    )
    answers = gate.options(opened, WHO, Q5, ["deprivation"]).frame.set_index("deprivation")
    got = cells(blanks(opened, WHO, [Q5], "deprivation"))
    hidden = answers.index[answers["hidden"]].unique()
    assert "2" in hidden
    assert (got["asked"] - got["part"])[hidden].isna().all()


def test_few_blanks_are_hidden(fill):
    opened = fill(made.people({"n": 90, "Q5": [1]}, {"n": 9, "Q5": [0]}))
    assert blanks(opened, WHO, [Q5]).frame["hidden"].all()


@pytest.fixture
def skewed(fill):
    """Return old and young people of both sexes: the young, who say no more, answered less."""
    answered = [
        {"n": 400, "age": "65-74", "sex": "male", "Q5": [1, 1, 1, 2]},
        {"n": 300, "age": "65-74", "sex": "female", "Q5": [1, 1, 2]},
        {"n": 100, "age": "16-24", "sex": "male", "Q5": [1, 2]},
        {"n": 120, "age": "16-24", "sex": "female", "Q5": [1, 2, 2]},
        {"n": 4, "age": "25-34", "sex": "female", "Q5": [0]},
    ]
    silent = [
        {"n": 100, "age": "65-74", "sex": ["male", "female"]},
        {"n": 600, "age": "16-24", "sex": ["male", "female", "female"]},
        {"n": 30, "age": "25-34", "sex": "male"},
    ]
    return made.people(*answered), put(fill, answered, silent)


def test_the_weighted_gap_is_that_of_raking_person_by_person(skewed):
    people, opened = skewed
    got = reweighted(opened, WHO, Q5, Gap("sex", "female", "male"), ["age", "sex"]).gap
    age = people["age"].map({"65-74": 1, "16-24": 0, "25-34": 1}).to_numpy()
    sex = (people["sex"] == "female").to_numpy().astype(int)
    margins = [
        Margin("age", age, np.array([820.0, 834.0])),
        Margin("sex", sex, np.array([500.0 + 50 + 200 + 30, 424.0 + 50 + 400])),
    ]
    raked = rake(np.ones(len(people)), margins)
    value = made.worth(people, "Q5").to_numpy()
    used = ~np.isnan(value)
    weight = np.where(used, raked.weights, 0)
    mean = [np.average(value[used & (sex == s)], weights=weight[used & (sex == s)]) for s in (0, 1)]
    size = [weight[sex == s].sum() for s in (0, 1)]
    pull = np.zeros(len(people))
    for s, sign in ((0, -1), (1, 1)):
        here = used & (sex == s)
        pull[here] = sign * (value[here] - mean[s]) * raked.weights.sum() / size[s]
    half = raked_mean(pull, raked, margins).upper
    assert got.value == pytest.approx(mean[1] - mean[0], abs=1e-9)
    assert got.upper - got.value == pytest.approx(half, rel=1e-6)


def test_no_weighted_gap_without_anything_known_or_where_it_is_hidden(skewed, fill):
    _, opened = skewed
    gap = Gap("sex", "female", "male")
    assert not reweighted(opened, WHO, Q5, gap, []).gap.is_known
    young = Population.of("made", groups={"age": ["25-34"]})
    found = reweighted(opened, young, Q5, gap, ["sex"])
    assert found.why
    assert not found.gap.is_known


def test_a_stricter_policy_of_the_operator_counts(skewed, monkeypatch):
    monkeypatch.setenv("PEX_MINIMUM_BASE", "500")
    _, opened = skewed
    assert cells(responses(opened, WHO, ["sex"]))["hidden"].any()
    assert isinstance(blanks(opened, WHO, [Q5], "sex").frame, pd.DataFrame)
    assert blanks(opened, WHO, [Q5]).policy.minimum == 500
