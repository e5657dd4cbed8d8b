from __future__ import annotations

import made
import pytest

from analysis.results.matrix import matrix
from analysis.survey import Population, dimension


def test_gaps_are_what_the_library_gives_in_points(table, demo_path, demo):
    got = table("questions", "--workspace", demo_path, "--by", "sex", "--year", 2018)
    frame = matrix(demo, Population.of("demo", years=[2018]), [dimension("sex")]).frame
    assert len(got) == len(frame) == 104
    times = [1 if code == "Q59" else 100 for code in frame["question"]]
    expected = (frame["difference"] * times).tolist()
    assert got["difference"].tolist() == pytest.approx(expected, nan_ok=True)
    assert got["p_adjusted"].tolist() == pytest.approx(frame["p_adjusted"].tolist(), nan_ok=True)


def test_all_breakdowns_are_the_default(table, official_path):
    got = table("questions", "--workspace", official_path)
    assert set(got["breakdown"]) == {"sex", "deprivation", "tumour"}
    assert got.loc[got["breakdown"] == "sex", "by_publisher"].any()


def test_adjusted_says_for_what(records, demo_path):
    words = ("questions", "--workspace", demo_path, "--by", "sex", "--year", 2018, "--adjusted")
    told = records(*words)
    assert any("adjusted for age group, ethnic group" in line for line in told["about"])


def test_hidden_gaps_are_null(records, workspace_of):
    people = made.people(
        {"n": 30, "sex": "female", "Q5": [1, 2]},
        {"n": 30, "sex": "male", "Q5": [1, 2]},
        {"n": 30, "sex": "male", "ethnicity": "white", "Q5": [1, 2]},
        {"n": 4, "sex": "male", "ethnicity": "black", "Q5": [1, 2]},
    )
    rows = records("questions", "--workspace", workspace_of(people).path, "--by", "ethnicity")
    hidden = [row for row in rows["rows"] if row["hidden"]]
    assert hidden
    numbers = ("n", "score", "difference", "p", "p_adjusted", "clear")
    assert all(row[name] is None for row in hidden for name in numbers)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--by", "wealth"], "no breakdown 'wealth'"),
        (["--by", "sex", "--reference", "asian"], "no group of sex 'asian'"),
        (["--reference", "male"], "one breakdown only"),
    ],
)
def test_what_there_is_not_is_refused(demo_path, refused, words, message):
    line = refused("questions", "--workspace", demo_path, *words)
    assert line.startswith("questions: ")
    assert message in line
