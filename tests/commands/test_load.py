from __future__ import annotations

import csv

import pytest
from intake.publication import publication
from intake.waits import workbooks

from analysis.__main__ import main
from analysis.demo import build_demo
from analysis.store import Workspace, indicator_sources


def test_demo_makes_a_workspace_and_says_how_many_people_are_made_up(run, tmp_path):
    path = tmp_path / "new" / "workspace.duckdb"
    out = run("demo", "--workspace", path, "--respondents", 1000, "--seed", 3)
    assert out == (f"Demonstration survey (synthetic): 1,000 made-up respondents in {path}\n")
    with Workspace.open(path) as workspace:
        assert workspace.dataset("demo").rows == 1000


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--respondents", "10"], "at least 1,000 respondents, not 10"),
        (["--respondents", "-5"], "at least 1,000 respondents, not -5"),
        (["--respondents", "1000", "--seed", "-1"], "must be 0 or more, not -1"),
    ],
)
def test_a_survey_that_can_not_be_made_is_refused(refused, tmp_path, words, message):
    path = tmp_path / "workspace.duckdb"
    assert message in refused("demo", "--workspace", path, *words)
    assert not path.exists()


def test_a_number_that_is_none_is_refused(misused, tmp_path):
    assert "invalid int value: 'many'" in misused("demo", "--respondents", "many")


def test_datasets_lists_what_is_there_with_what_it_is(table, records, run, demo_path):
    listed = table("datasets", "--workspace", demo_path)
    assert listed["id"].tolist() == ["demo", "demo-indicators"]
    assert listed.columns.tolist() == ["id", "name", "kind", "synthetic", "years", "rows", "source"]
    row, figures = records("datasets", "--workspace", demo_path)["rows"]
    assert (row["rows"], row["synthetic"]) == (20_000, True)
    assert (figures["kind"], figures["synthetic"]) == ("indicators", True)
    assert row["years"] == "2015 2016 2017 2018"
    assert "(synthetic)" in run("datasets", "--workspace", demo_path)


def test_importing_says_what_became_of_every_row(tmp_path, table, records):
    file = tmp_path / "results.csv"
    publication().to_csv(file, index=False, quoting=csv.QUOTE_ALL)
    words = ("import", file, "--workspace", tmp_path / "workspace.duckdb", "--id", "mine")
    report = table(*words, "--name", "My results")
    loaded = report[report["reason"].str.startswith("Loaded: ")]
    assert loaded["rows"].sum() == len(publication())
    with Workspace.open(tmp_path / "workspace.duckdb") as workspace:
        made = workspace.dataset("mine")
    assert made.name == "My results"
    assert 0 < made.rows <= len(publication())
    assert records(*words)["rows"][0]["reason"] == report["reason"].iloc[0]


def test_the_template_for_indicators_can_be_imported_as_it_is(run, table, tmp_path):
    file, path = tmp_path / "mine.csv", tmp_path / "workspace.duckdb"
    file.write_text(run("import", "--template", "indicators"), "utf-8")
    report = table("import", file, "--workspace", path, "--id", "mine", "--name", "My figures")
    assert report["rows"].iloc[0] == 2
    listed = table("datasets", "--workspace", path)
    assert listed[["id", "name", "kind"]].to_numpy().tolist() == [
        ["mine", "My figures", "indicators"]
    ]
    assert "3 figures" in run("import", file, "--workspace", path)


def test_several_files_are_loaded_and_told_each_by_itself(run, table, tmp_path):
    path = tmp_path / "workspace.duckdb"
    files = []
    for month in ("Oct-23", "Nov-23"):
        book = workbooks.monthly(month)
        kept = {name: book[name] for name in ("Frontpage", "UBS referral to FHA")}
        files.append(workbooks.write(tmp_path / f"{month}.xlsx", kept))
    report = table("import", *files, "--workspace", path)
    assert set(report["file"]) == {"Oct-23.xlsx", "Nov-23.xlsx"}
    said = run("import", *files, "--workspace", path)
    assert "Oct-23.xlsx was loaded only in part. Not loaded:" in said
    assert "no table like the sheet '62-DAY (ALL CANCER)'" in said


def test_a_file_that_can_not_be_used_does_not_keep_the_others_out(capsys, tmp_path):
    path = tmp_path / "workspace.duckdb"
    good = workbooks.write(tmp_path / "good.xlsx", workbooks.sublocations())
    page = tmp_path / "page.xlsx"
    page.write_text("<html>", "utf-8")
    assert main(["import", str(page), str(good), "--workspace", str(path)]) == 2
    told, error = capsys.readouterr()
    assert "Cancer waiting times by ICB sub-location" in told
    assert error.startswith("import: page.xlsx: This is a web page")
    with Workspace.open(path) as workspace:
        assert [d.id for d in indicator_sources(workspace)] == ["cancer-waits-sublocation"]


def test_importing_needs_a_file_or_a_template(misused):
    assert "one of the arguments file --template is required" in misused("import")
    assert "not allowed with" in misused("import", "a.csv", "--template", "indicators")


def test_importing_under_an_id_of_respondents_or_an_odd_one_is_refused(refused, tmp_path):
    path = tmp_path / "workspace.duckdb"
    build_demo(path, respondents=1000)
    file = tmp_path / "results.csv"
    publication().to_csv(file, index=False, quoting=csv.QUOTE_ALL)
    words = ("import", file, "--workspace", path, "--id")
    assert "'demo' is already the id of" in refused(*words, "demo")
    assert "'My Results!' can't name a dataset" in refused(*words, "My Results!")


def test_importing_what_is_no_file_of_results_is_refused(refused, tmp_path, demo_path):
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    workspace = tmp_path / "workspace.duckdb"
    for file, message in (
        (tmp_path / "nothing.csv", "There is no such file"),
        (tmp_path, "This is a folder"),
        (other, "other.csv"),
    ):
        assert message in refused("import", file, "--workspace", workspace)
    assert not workspace.exists()


def test_importing_into_a_damaged_workspace_is_refused(refused, tmp_path):
    damaged = tmp_path / "workspace.duckdb"
    damaged.write_text("not a workspace", "utf-8")
    assert "is damaged" in refused("datasets", "--workspace", damaged)
    assert damaged.read_text("utf-8") == "not a workspace"
