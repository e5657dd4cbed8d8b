from __future__ import annotations

import made
import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.present import sentences, tables
from analysis.results import compare, scores
from analysis.survey import Population, dimension, question, questions

Q5 = ("--question", "Q5")


@pytest.fixture
def here(demo_path):
    return ("scores", "--workspace", demo_path)


def expected(demo, by, reference=None, **filters):
    dimensions = [dimension(one) for one in by]
    found = scores(demo, Population.of("demo", **filters), question("Q5"), dimensions)
    return compare(found, reference)


def test_a_question_alone_is_the_score_of_everyone(here, table, demo):
    got = table(*here, *Q5)
    whole = scores(demo, Population.of("demo"), question("Q5")).overall
    assert got.columns[0] == "question"
    assert got.loc[0, ["group", "n"]].tolist() == ["all", whole["n"]]
    assert got.loc[0, "score"] == pytest.approx(100 * whole["score"])


def test_without_a_question_all_of_them_are_printed(here, table):
    got = table(*here)
    assert got["question"].tolist() == [q.code for q in questions()]


def test_with_all_questions_no_one_of_them_is_spoken_of_as_if_alone(here, records):
    about = records(*here, "--by", "sex")["about"]
    assert not any("score" in line and "than" in line for line in about)
    assert len([line for line in about if "asked differently" in line]) == 3


def test_a_breakdown_is_what_the_library_gives(here, table, demo):
    got = table(*here, *Q5, "--by", "ethnicity")
    plain = tables.plain_groups(expected(demo, ["ethnicity"]))
    pd.testing.assert_frame_equal(got.drop(columns="question"), plain, check_dtype=False)


def test_two_breakdowns_cross(here, table, demo):
    got = table(*here, *Q5, "--by", "sex", "--by", "age")
    plain = tables.plain_groups(expected(demo, ["sex", "age"]))
    pd.testing.assert_frame_equal(got.drop(columns="question"), plain, check_dtype=False)


def test_filters_narrow_the_population(here, table, demo):
    filters = ["--year", 2017, "--year", 2018, "--place", "rj1", "--where", "sex=female"]
    got = table(*here, *Q5, *filters, "--where", "tumour=breast", "--where", "tumour=lung")
    who = Population.of(
        "demo",
        years=[2017, 2018],
        at="RJ1",
        groups={"sex": ["female"], "tumour": ["breast", "lung"]},
    )
    assert got.loc[0, "n"] == scores(demo, who, question("Q5")).overall["n"]


def test_a_reference_can_be_chosen(here, table, demo):
    got = table(*here, *Q5, "--by", "ethnicity", "--reference", "others")
    assert (got["reference"] == "others").all()
    plain = tables.plain_groups(expected(demo, ["ethnicity"], "others"))
    assert got["difference"].tolist() == pytest.approx(plain["difference"].tolist(), nan_ok=True)


def test_every_answer_can_be_printed(here, table):
    got = table(*here, *Q5, "--answers", "--by", "sex")
    assert got["option"].tolist() == [1, 2, 3, 4] * 3
    shares = got.groupby("group")["percent"].sum()
    assert shares.tolist() == pytest.approx([100] * 3)


def test_the_table_for_reading_has_words_first_and_says_synthetic(here, run, demo):
    out = run(*here, *Q5, "--by", "sex")
    assert sentences.groups(expected(demo, ["sex"])) in out
    assert "SYNTHETIC: these people are made up" in out
    assert question("Q5").scoring in out
    assert "not an official publication" in out


def test_json_is_strict_with_null_for_what_is_missing_or_hidden(here, records):
    told = records(*here, *Q5, "--by", "ethnicity-detail", "--place", "RJ1")
    assert any("SYNTHETIC" in line for line in told["about"])
    hidden = [row for row in told["rows"] if row["hidden"] is True]
    assert hidden
    assert all(row["n"] is None and row["score"] is None for row in hidden)
    assert {row["hidden"] for row in told["rows"]} == {True, False}


def test_official_results_are_printed_too(table, official_path):
    got = table("scores", "--workspace", official_path, "--question", "Q1", "--by", "tumour")
    rows = got.set_index("group")
    assert rows.loc["brain", "hidden"]
    assert rows.loc["brain", ["n", "score"]].isna().all()
    assert rows.loc["lung", "score"] == pytest.approx(70)


def test_official_groups_without_a_base_are_strict_json(records, official_path):
    words = ("scores", "--workspace", official_path, "--question", "Q1", "--by", "deprivation")
    told = records(*words)["rows"]
    assert [row["significant"] for row in told] == [True, None, None, None, True, None]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--question", "Q99"], "no question 'Q99'"),
        (["--by", "gender"], "no breakdown 'gender'. Did you mean"),
        (["--by", "colour"], "no breakdown 'colour'. Choose one of: age, sex, ethnicity"),
        (["--by", "sex", "--by", "sex"], "at most two different breakdowns"),
        (["--by", "sex", "--by", "age", "--by", "tumour"], "at most two different breakdowns"),
        (["--by", "sex", "--reference", "men"], "Choose one of: female, male, others"),
        (["--reference", "others"], "it needs '--by'"),
        (["--by", "sex", "--reference", "others", "--answers"], "no '--answers'"),
        (["--where", "sex=woman"], "no group of sex 'woman'"),
        (["--where", "sex=woman"], "Choose one of: female, male"),
        (["--where", "colour=red"], "no breakdown 'colour'"),
        (["--where", "sex"], "needs a breakdown and a group, e.g. '--where sex=female'"),
        (["--where", "sex="], "no group of sex ''"),
        (["--where", "=female"], "no breakdown ''"),
        (["--place", "XXX"], "no place 'XXX'"),
        (["--year", "1999"], "'1999'. Choose one of: 2015, 2016, 2017, 2018"),
        (["--dataset", "demos"], "no dataset 'demos'. Did you mean demo?"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(here, refused, words, message):
    asked = [*here, *(() if "--question" in words else Q5), *words]
    line = refused(*asked)
    assert line.startswith("scores: ")
    assert message.replace(" Did you mean", "") in line or message in line


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--by", "age"], "no breakdown by age group"),
        (["--by", "sex", "--by", "tumour"], "one breakdown at a time"),
        (["--answers"], "scores only"),
        (["--where", "sex=female"], "can't be filtered by sex"),
        (["--place", "E54000005"], "no figures for STPs"),
        (["--year", "2016", "--by", "tumour"], "exist for 2018 only"),
    ],
)
def test_what_official_results_lack_is_refused_in_a_line(official_path, refused, words, message):
    line = refused("scores", "--workspace", official_path, "--question", "Q1", *words)
    assert message in line


def test_a_workspace_that_is_not_there_says_how_to_make_one(refused, tmp_path):
    line = refused("scores", "--workspace", tmp_path / "none.duckdb", *Q5)
    assert "There is no workspace" in line
    assert "python -m analysis demo" in line


@pytest.mark.parametrize("content", [b"", b"not a workspace", b"\x00" * 5000])
def test_a_damaged_workspace_says_what_to_do(refused, tmp_path, content):
    path = tmp_path / "workspace.duckdb"
    path.write_bytes(content)
    line = refused("scores", "--workspace", path, *Q5)
    assert "python -m analysis demo" in line


def test_half_a_workspace_says_what_to_do(refused, tmp_path, demo_path):
    path = tmp_path / "workspace.duckdb"
    path.write_bytes(demo_path.read_bytes()[:20_000])
    assert "damaged" in refused("scores", "--workspace", path, *Q5)


def test_the_operator_can_only_tighten_what_may_be_shown(here, refused, table, monkeypatch):
    monkeypatch.setenv("PEX_MINIMUM_BASE", "5")
    assert "The fewest answers that may be shown is 10" in refused(*here, *Q5)
    monkeypatch.setenv("PEX_MINIMUM_BASE", "lots")
    assert "must be a whole number of at least 10" in refused(*here, *Q5)
    monkeypatch.setenv("PEX_MINIMUM_BASE", "100")
    strict = table(*here, *Q5, "--by", "ethnicity-detail")
    assert strict["n"].min() >= 100


def test_a_form_there_is_not_is_refused(here, misused):
    assert "choose from" in misused(*here, *Q5, "--format", "xml")
    assert "invalid int value: 'abc'" in misused(*here, *Q5, "--year", "abc")


def test_weights_are_spoken_of(records, tmp_path, workspace_of):
    people = made.people({"n": 40, "sex": "female", "weight": 0.5, "Q5": [1, 2]})
    workspace = workspace_of(people)
    about = records("scores", "--workspace", workspace.path, *Q5)["about"]
    assert any("weighted" in line for line in about)


def test_a_table_for_a_file_says_on_the_side_that_the_people_are_made_up(here, capsys):
    assert main([str(word) for word in (*here, *Q5, "--format", "csv")]) == 0
    assert "# SYNTHETIC" in capsys.readouterr().err
