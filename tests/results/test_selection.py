from __future__ import annotations

import pytest

from analysis.results import select
from analysis.store import Workspace, WorkspaceMissing, build
from analysis.survey import UnknownChoice


def test_the_first_dataset_is_the_default(demo, official):
    assert select(demo).dataset == "demo"
    assert select(official).dataset == "official"


def test_no_year_means_all_of_respondents_and_the_latest_of_official_results(demo, official):
    assert select(demo).years == ()
    assert select(official).years == (2018,)


def test_the_latest_year_stays_the_latest_when_others_are_asked_for(official):
    assert select(official, years=[2016]).years == (2016,)


def test_filters_are_put_in_canonical_order(demo):
    asked = select(
        demo, years=[2018, 2016], at="rj1", groups={"sex": ["male", "female"], "age": ["25-34"]}
    )
    assert asked.years == (2016, 2018)
    assert asked.place == "RJ1"
    assert asked.groups == (("age", ("25-34",)), ("sex", ("female", "male")))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"dataset": "dmeo"}, r"no dataset 'dmeo'\. Did you mean demo\? Choose one of: demo\."),
        ({"years": [2014]}, r"no year in Demonstration .* '2014'.*2015, 2016, 2017, 2018"),
        ({"at": "XYZ"}, r"no place 'XYZ'"),
        ({"groups": {"sex": ["woman"]}}, r"no group of sex 'woman'.*female, male"),
        ({"groups": {"gender": ["female"]}}, r"no breakdown 'gender'.*age, sex, ethnicity"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(demo, asked, message):
    with pytest.raises(UnknownChoice, match=message):
        select(demo, **asked)


def test_an_empty_workspace_says_how_to_fill_it(tmp_path):
    path = tmp_path / "empty.duckdb"
    with build(path):
        pass
    with (
        Workspace.open(path) as workspace,
        pytest.raises(WorkspaceMissing, match=r"no dataset yet.*analysis demo.*import FILE"),
    ):
        select(workspace)
