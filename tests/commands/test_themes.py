from __future__ import annotations

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.commands.themes import NOT_ASSIGNED
from analysis.comments.framework import framework

COMMENTS = ["The nurse was kind.", "We waited 3 hours, Mr Brown said", "xyzzy", ""]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "comments.csv"
    pd.DataFrame({"id": [1, 2, 3, 4], "Comment": COMMENTS}).to_csv(path, index=False)
    return path


@pytest.fixture
def labelled(tmp_path):
    """Comments of which one theme is told by a word that the dictionary does not know."""
    rows = []
    for i in range(120):
        food, late = i % 3 == 0, i % 2 == 0
        said = "the fridgewick was empty " * food + "we waited " * late
        rows.append({"text": f"{said}thing{i} word{i % 9}", "food": int(food), "person": i // 2})
        rows[-1]["Timeliness of care"] = int(late)
    path = tmp_path / "labelled.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    return path


def apply(file, out, *more):
    assert main(["themes", "apply", str(file), "--out", str(out), *map(str, more)]) == 0
    return pd.read_csv(out, keep_default_na=False)


def test_apply_adds_a_column_for_each_theme(file, tmp_path, capsys):
    out = tmp_path / "out.csv"
    table = apply(file, out, "--text-column", "Comment")
    ids = framework("cancer").ids
    assert list(table.columns) == ["id", "Comment", *(f"theme: {i}" for i in ids), NOT_ASSIGNED]
    assert table["theme: kindness"].tolist() == [1, 0, 0, 0]
    assert table["theme: waits"].tolist() == [0, 1, 0, 0]
    assert table[NOT_ASSIGNED].tolist() == [0, 0, 1, 1]
    assert "Brown" not in table["Comment"][1]
    assert "4 comments; 2 with no theme" in capsys.readouterr().out


def test_apply_leaves_comments_alone_when_told_to(file, tmp_path):
    out = tmp_path / "out.csv"
    table = apply(file, out, "--text-column", "Comment", "--framework", "qdc", "--as-given")
    assert table["Comment"].tolist() == COMMENTS
    assert table["theme: staff-manner"].tolist() == [1, 0, 0, 0]


def test_files_of_excel_are_read(tmp_path):
    path = tmp_path / "excel.csv"
    path.write_bytes("Comment\nThe café was dirty\n".encode("cp1252"))
    table = apply(path, tmp_path / "out.csv", "--text-column", "Comment", "--as-given")
    assert table["Comment"].tolist() == ["The café was dirty"]
    assert table["theme: food-cleanliness"].tolist() == [1]


def test_train_then_apply(labelled, tmp_path, table):
    model = tmp_path / "model.npz"
    words = ["themes", "train", labelled, "--text-column", "text", "--framework", "qdc"]
    labels = ["--labels", "food", "Timeliness of care"]
    figures = table(*words, *labels, "--out", model).set_index("theme")
    assert figures.loc["Food & drink provision & facilities", "used"] == "model"
    assert figures.loc["Timeliness of care", "used"] == "dictionary"
    shown = apply(
        labelled, tmp_path / "out.csv", "--text-column", "text", "--framework", "qdc",
        "--model", model,
    )  # fmt: skip
    assert (shown["theme: food"] == shown["food"]).mean() > 0.95


def test_evaluate_says_how_well_both_ways_do(labelled, table):
    words = ["themes", "evaluate", labelled, "--text-column", "text", "--framework", "qdc"]
    words += ["--labels", "food", "Timeliness of care", "--group-column", "person"]
    found = table(*words).set_index("theme")
    assert found.loc["Food & drink provision & facilities", "dictionary F1"] == 0
    assert found.loc["Food & drink provision & facilities", "trained F1"] > 90
    assert found.loc["Timeliness of care", "dictionary F1"] == 100
    assert found.loc["Mean of the themes (macro)", "dictionary F1"] == 50
    alone = table(*words, "--dictionary-only")
    assert "trained F1" not in alone


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--labels", "fod"], "Did you mean food"),
        (["--labels", "Food and drink provision"], "Did you mean Food & drink"),
        (["--labels", "food", "Food & drink provision & facilities"], "There is no column in"),
        (["--labels", "funding"], "There is no column in labelled.csv called 'funding'"),
        (["--labels", "food", "--group-column", "persn"], "Did you mean person"),
        (["--labels", "food", "--framework", "qcd"], "Did you mean qdc"),
        (["--labels", "food", "--framework", "none.toml"], "none.toml"),
    ],
)
def test_what_cannot_be_evaluated_is_refused_with_what_could(labelled, refused, words, said):
    given = ["--text-column", "text"] + ["--framework", "qdc"] * ("--framework" not in words)
    assert said in refused("themes", "evaluate", labelled, *given, *words)


def test_a_label_that_is_none_is_refused_by_row(labelled, refused):
    text = labelled.read_text().replace("thing3 word3,1", "thing3 word3,maybe")
    labelled.write_text(text)
    words = ["--text-column", "text", "--framework", "qdc", "--labels", "food"]
    said = refused("themes", "evaluate", labelled, *words)
    assert "labelled.csv, row 5, column 'food': 'maybe' is no label" in said


def test_what_cannot_be_applied_is_refused(file, tmp_path, refused, capsys):
    out = tmp_path / "out.csv"
    words = ["themes", "apply", file, "--out", out, "--text-column"]
    assert "no column 'Comments'" in refused(*words, "Comments")
    assert "no model that can be read" in refused(*words, "Comment", "--model", file)
    assert "can't be written" in refused(
        "themes", "apply", file, "--text-column", "Comment", "--out", tmp_path
    )
    apply(file, out, "--text-column", "Comment")
    capsys.readouterr()
    again = ["themes", "apply", out, "--text-column", "Comment", "--out", out]
    assert "column 'theme: diagnosis': The file has this column already" in refused(*again)
