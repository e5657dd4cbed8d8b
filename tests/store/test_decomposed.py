from __future__ import annotations

import made
import numpy as np
import planted
import pytest

from analysis.statistics.pattern import gather
from analysis.statistics.regression import linear
from analysis.store.associated import associations
from analysis.store.decomposed import Gap, otherwise, parts
from analysis.survey import OTHERS, Population, dimension, question

WHO = Population.of("made")
GAP = Gap("ethnicity", "asian", "white")
Q5, Q7, Q59 = (question(code) for code in ("Q5", "Q7", "Q59"))


@pytest.fixture(scope="module")
def people():
    return planted.people(5, by_trust=0.2, inside=0.1)


@pytest.fixture(scope="module")
def workspace(people, workspace_of):
    return workspace_of(people)


def test_nothing_is_given_out_by_level(workspace):
    found = otherwise(workspace, WHO, Q5, GAP)
    assert found.parts.variables == ("trust", "tumour", "age", "sex")
    for split in (found.parts.split, *found.splits.values()):
        assert len(split.by_variable) == len(found.parts.variables)
        assert split.effects == ()
    assert set(found.crossed.composition) == {"trust", "who"}


@pytest.mark.parametrize("reference", ["white", OTHERS.id])
@pytest.mark.parametrize(
    ("sizes", "why"),
    [
        ({"white": 500, "asian": 6, "black": 300}, "hidden"),
        ({"white": 6, "asian": 500, "black": 12}, "hidden"),
        ({"white": 500, "asian": 99, "black": 300}, "few"),
        ({"white": 500, "asian": 100, "black": 300}, ""),
    ],
)
def test_what_the_gate_hides_or_is_small_has_no_parts(workspace_of, sizes, why, reference):
    if reference == OTHERS.id and sizes["white"] == 6:
        why = "few"
    opened = workspace_of(
        made.people(
            *(
                {"n": n, "ethnicity": key, "trust": list(made.TRUSTS), "Q5": [1, 1, 2],
                 "Q7": [1, 2], "Q59": [9, 7, 4]}
                for key, n in sizes.items()
            )
        )
    )  # fmt: skip
    gap = Gap("ethnicity", "asian", reference)
    found = parts(opened, WHO, Q5, gap)
    other = associations(opened, WHO, Q59, [Q5, Q7], gap)
    assert found.why == other.why == why
    assert (found.split is None) == (not len(other.frame)) == bool(why)
    beside = otherwise(opened, WHO, Q5, gap)
    assert beside.parts.why == why
    assert (not beside.splits) == (beside.crossed is None) == (beside.places is None) == bool(why)


def test_a_stricter_policy_of_the_operator_counts(workspace_of, monkeypatch):
    monkeypatch.setenv("PEX_MINIMUM_BASE", "200")
    sides = [{"n": n, "sex": s, "Q5": [1, 1, 2]} for s, n in (("male", 300), ("female", 150))]
    opened = workspace_of(made.people(*sides))
    assert parts(opened, WHO, Q5, Gap("sex", "female", "male")).why == "hidden"


def test_an_association_is_the_coefficient_on_the_rows(people, workspace):
    got = associations(workspace, WHO, Q59, [Q5, Q7], GAP).frame.set_index("question")
    names = ("tumour", "age", "sex")
    codes = [people[n].map(dimension(n).ids.index) for n in names]
    levels = [len(dimension(n).ids) for n in names]
    answers = made.worth(people, "Q59")
    second = (people["ethnicity"] == "white").astype(int)
    for code in ("Q5", "Q7"):
        positive = made.worth(people, code).astype(int)
        patterns = gather(
            [second, *codes, positive], [2, *levels, 2], answers, np.ones(len(people))
        )
        fit = linear(patterns, [0, 0, 0, 0, 0])
        block = fit.design.block(4)
        assert got.loc[code, "association"] == pytest.approx(fit.coefficients[block][1], abs=1e-8)
        error = np.sqrt(fit.covariance[block, block][1, 1])
        assert got.loc[code, "association_se"] == pytest.approx(error, rel=1e-6)


def test_a_question_that_nearly_all_answered_alike_is_left_out(workspace_of):
    """Twenty-nine people who answered otherwise would have their own mean rating given away."""
    for few, known in ((29, []), (30, ["Q5"])):
        opened = workspace_of(
            made.people(
                {"n": 300, "sex": "male", "Q5": 1, "Q59": [9, 7, 4]},
                {"n": 300, "sex": "female", "Q5": 1, "Q59": [9, 7, 5]},
                {"n": few, "sex": "female", "Q5": 2, "Q59": [3, 2]},
            )
        )
        found = associations(opened, WHO, Q59, [Q5], Gap("sex", "female", "male"))
        assert list(found.frame["question"]) == known
