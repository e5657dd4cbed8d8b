from __future__ import annotations

from io import StringIO

import pandas as pd
import pytest

from analysis.__main__ import main

ROWS = 'id,said,ward\n1,Dr Khan was kind,Mehmet\n2,\n3,"Ring 07700 900123, please",7\n'


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "comments.csv"
    path.write_text(ROWS.replace("2,\n", "2,,\n"), encoding="utf-8")
    return path


def test_only_the_text_changes(file, capsys):
    assert main(["redact", str(file), "--text-column", "said"]) == 0
    out, err = capsys.readouterr()
    table = pd.read_csv(StringIO(out), dtype=str, keep_default_na=False)
    assert table["said"].tolist() == ["Dr [name] was kind", "", "Ring [phone number], please"]
    assert table["ward"].tolist() == ["Mehmet", "", "7"]
    assert "3 comments read; 2 identifiers replaced." in err
    assert "name: 1" in err
    assert "phone: 1" in err


def test_out_writes_a_file(file, tmp_path, capsys):
    out = tmp_path / "safe.csv"
    assert main(["redact", str(file), "--text-column", "said", "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert "Khan" not in out.read_text(encoding="utf-8")


def test_files_of_windows_are_read(tmp_path, capsys):
    path = tmp_path / "old.csv"
    path.write_bytes("said\nDr Müller didn’t ring\n".encode("cp1252"))
    assert main(["redact", str(path), "--text-column", "said"]) == 0
    assert capsys.readouterr().out == "said\nDr [name] didn’t ring\n"


def test_a_column_that_is_not_there_is_told_with_those_that_are(file, refused):
    told = refused("redact", file, "--text-column", "text")
    assert "has no column 'text'. Its columns: 'id', 'said', 'ward'." in told


def test_a_file_that_is_not_there(tmp_path, refused):
    assert "can't be read" in refused("redact", tmp_path / "none.csv", "--text-column", "said")


def test_a_file_that_is_no_table(tmp_path, refused):
    empty = tmp_path / "empty.csv"
    empty.write_text("", encoding="utf-8")
    assert "is no CSV table" in refused("redact", empty, "--text-column", "said")


def test_a_place_that_can_not_be_written(file, tmp_path, refused):
    out = tmp_path / "no" / "safe.csv"
    assert "can't be written" in refused("redact", file, "--text-column", "said", "--out", out)
