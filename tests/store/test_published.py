import pandas as pd
import pytest

from analysis.store import PUBLISHED_COLUMNS, Workspace, build, published
from analysis.survey import InputError, UnknownChoice

from .conftest import OFFICIAL, RESPONDENTS, official, people


@pytest.fixture
def workspace(path):
    rows = official(
        {"question": "Q59", "score": 8.8, "lower": 8.7, "upper": 8.9},
        {"dimension": "sex", "group": "male", "n": 240},
        {
            "dimension": "sex",
            "group": "female",
            "n": 7,
            "score": None,
            "lower": None,
            "upper": None,
        },
        {"question": "Q2", "n": None, "score": 0.4, "lower": None, "upper": None},
    )
    report = pd.DataFrame({"reason": [], "rows": [], "example": []})
    with build(path) as builder:
        builder.add_published(OFFICIAL, rows, wording={}, report=report)
        builder.add_respondents(RESPONDENTS, [(people(30, Q1=1), people(0))])
    with Workspace.open(path) as opened:
        yield opened


def test_columns_are_those_promised(workspace):
    assert list(published(workspace, "official").columns) == [*PUBLISHED_COLUMNS, "hidden"]


def test_a_hidden_row_has_no_number_and_no_base_either(workspace):
    frame = published(workspace, "official")
    hidden = frame[frame["hidden"]]
    assert hidden["group"].tolist() == ["female"]
    numbers = hidden.select_dtypes("number").drop(columns="year")
    assert "n" in numbers
    assert numbers.isna().all(axis=None)


def test_a_shown_row_keeps_its_numbers_and_a_base_that_was_not_published_is_missing(workspace):
    frame = published(workspace, "official").set_index(["question", "group"])
    assert frame.loc[("Q1", "male"), "n"] == 240
    assert not frame.loc[("Q2", "all"), "hidden"]
    assert pd.isna(frame.loc[("Q2", "all"), "n"])


def test_rows_come_in_the_order_of_the_questionnaire(workspace):
    assert published(workspace, "official")["question"].tolist() == ["Q1", "Q1", "Q2", "Q59"]


def test_filters_narrow_down(workspace):
    assert len(published(workspace, "official", question="Q1", group="male")) == 1
    assert published(workspace, "official", year=2015).empty


def test_an_unknown_dataset_is_refused(workspace):
    with pytest.raises(UnknownChoice, match="official"):
        published(workspace, "nothing")


def test_respondents_are_no_official_results(workspace):
    with pytest.raises(InputError, match="Made up by hand"):
        published(workspace, "made")
