from __future__ import annotations

import planted
import pytest

from analysis.present import tables
from analysis.results import drivers, gap_checks
from analysis.survey import Population, dimension, question

WHO, ETHNICITY = Population.of("made"), dimension("ethnicity")


@pytest.fixture(scope="module")
def workspace(workspace_of):
    return workspace_of(planted.people(2, by_trust=0.3, inside=0.1))


@pytest.fixture(scope="module", params=["Q5", "Q59"])
def checks(request, workspace):
    return gap_checks(workspace, WHO, question(request.param), ETHNICITY, "asian")


@pytest.fixture(scope="module")
def result(checks):
    return checks.parts


def test_parts_end_in_the_gap(result):
    table = tables.gap_parts(result)
    assert list(table["Part"]) == [*result.frame["label"], "The gap"]
    assert table["Share of the gap"].iloc[-1] == "100%"
    decimals = 2 if result.question.is_rating else 1
    scale = 1 if result.question.is_rating else 100
    shown = [float(t.split()[0].replace("−", "-")) for t in table.iloc[:, 1]]
    assert sum(shown[:-1]) == pytest.approx(shown[-1], abs=len(shown) * 0.5 * 10**-decimals)
    assert shown[-1] == pytest.approx(scale * result.sides.gap, abs=0.51 * 10**-decimals)


def test_methods_and_references_stand_beside_each_other(checks):
    assert list(tables.gap_methods(checks)["Part"]) == [
        "Where they are treated", "Who they are", "What remains",
    ]  # fmt: skip
    bases = tables.gap_bases(checks)
    assert bases["Whose answers"].iloc[0] == "Both groups together (as above)"
    assert len(bases) == 4


def test_the_files_have_points_that_add_up(result, checks):
    parts = tables.plain_gap(result).set_index("part")["estimate"]
    assert parts.drop("gap").sum() == pytest.approx(parts["gap"], abs=1e-7)
    scale = 1 if result.question.is_rating else 100
    assert parts["gap"] == pytest.approx(scale * result.sides.gap)
    plain = tables.plain_gap_checks(checks)
    assert set(plain["section"]) == {"methods", "reference", "trusts"}
    assert set(plain["group"]) == {"asian"}
    for section in ("methods", "trusts"):
        rows = plain[plain["section"] == section]
        assert rows["estimate"].sum() == pytest.approx(parts["gap"], abs=1e-7)
        assert (rows["lower"] < rows["upper"]).all()


def test_answers_that_go_with_it(workspace):
    found = drivers(workspace, WHO, question("Q59"), ETHNICITY, "asian")
    screen, plain = tables.drivers(found), tables.plain_drivers(found)
    assert list(screen["Answered positively"]) == list(plain["title"]) == list(found.frame["title"])
    assert plain["score"].between(30, 90).all()
    assert plain["goes"].tolist() == pytest.approx(found.frame["goes"].tolist())
    assert screen["Asian or Asian British"].str.endswith("%").all()
