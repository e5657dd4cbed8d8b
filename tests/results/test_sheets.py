from __future__ import annotations

import made
import numpy as np
import pandas as pd
import pytest

from analysis.results import OTHERS, Unavailable, compare, scores
from analysis.results.gaps import gaps
from analysis.results.sheets import everyone, main_breakdowns, sheet
from analysis.statistics.change import change_p_value
from analysis.survey import Population, dimension, question

WHO = Population.of("made")
NUMBERS = ["difference", "difference_lower", "difference_upper"]


@pytest.mark.parametrize("code", ["Q5", "Q59"])
@pytest.mark.parametrize("by", ["sex", "ethnicity", "tumour"])
@pytest.mark.parametrize("reference", [None, OTHERS.id])
def test_gaps_are_those_of_one_question_at_a_time(many, code, by, reference):
    d = dimension(by)
    chosen = reference or d.reference
    every = gaps(sheet(many, WHO, ["age", by]), {by: chosen})
    mine = every[(every["question"] == code) & (every["breakdown"] == by)].set_index("group")
    alone = compare(scores(many, WHO, question(code), [d]), chosen).frame.set_index("group")
    shared = [group for group in mine.index if group in alone.index]
    assert set(alone.index) - set(shared) == {"all"}
    columns = ["n", "score", *NUMBERS]
    expected = alone.loc[shared, columns].astype(float)
    pd.testing.assert_frame_equal(
        mine.loc[shared, columns].astype(float), expected, check_names=False
    )


def test_the_p_value_is_that_of_the_two_proportions(few):
    found = gaps(sheet(few, WHO, ["sex"]), {"sex": "male"})
    cells = found[found["question"] == "Q5"].set_index("group")
    women, men = cells.loc["female"], cells.loc["male"]
    expected = change_p_value(men["score"], men["n"], women["score"], women["n"])
    assert women["p"] == pytest.approx(float(expected))
    assert np.isnan(men["p"])


def test_hidden_cells_and_what_is_compared_with_them_have_no_number(few):
    cells = sheet(few, WHO, ["ethnicity"])
    found = gaps(cells, {"ethnicity": "black"})
    hidden = found[found["hidden"]]
    assert set(hidden.loc[hidden["question"] == "Q5", "group"]) >= {"black"}
    numbers = ["n", "n_effective", "weight", "score", "sd", "lower", "upper", "p", *NUMBERS]
    assert hidden[numbers].isna().all(axis=None)
    assert found["difference"].isna().all()
    assert cells.policy is not None


def test_finer_lists_and_dimensions_of_one_group_are_no_main_breakdowns():
    names = {d.id for d in main_breakdowns(Population.of("made", groups={"sex": ["female"]}))}
    assert "ethnicity-detail" not in names
    assert "sex" not in names
    assert {"age", "ethnicity", "tumour"} <= names


def test_official_sheets_have_what_was_published(official):
    who = Population.of("official", years=[2018])
    cells = sheet(official, who, ["sex", "age", "tumour"])
    assert cells.official
    assert cells.breakdowns == ("sex", "tumour")
    found = gaps(cells, {"sex": "male", "tumour": "breast"})
    women = found[(found["group"] == "female") & (found["question"] == "Q1")].iloc[0]
    assert women["difference"] == pytest.approx(-0.1)
    assert women["significant"]
    assert np.isnan(women["p"])
    lung = found[(found["group"] == "lung") & (found["question"] == "Q1")].iloc[0]
    nearer = change_p_value(0.9, 200, 0.7 + 0.01, 200)
    assert lung["p"] == pytest.approx(float(nearer))
    assert found.loc[found["group"] == "brain", ["n", "score", "p", *NUMBERS]].isna().all(axis=None)


def test_the_publishers_test_is_not_shown_beside_another_reference(official):
    cells = sheet(official, Population.of("official", years=[2018]), ["deprivation"])
    rows = gaps(cells, {"deprivation": "3"})
    assert rows["significant"].isna().all()


def test_official_results_have_no_stps(official):
    with pytest.raises(Unavailable, match="STPs"):
        sheet(official, Population.of("official", years=[2018], at="E54000027"), ["sex"])


def test_official_results_cannot_be_filtered(official):
    who = Population.of("official", years=[2018], groups={"age": ["16-24"]})
    with pytest.raises(Unavailable, match="age group"):
        sheet(official, who, ["sex"])


def test_a_hidden_official_total_has_no_number(official):
    who = Population.of("official", years=[2018], at=made.TRUSTS[3])
    whole = everyone(official, who).set_index("question")
    assert whole.loc["Q2", "hidden"]
    assert np.isnan(whole.loc["Q2", "score"])
