from __future__ import annotations

import pytest

from analysis.__main__ import main
from analysis.bench.oracles import table
from analysis.bench.oracles.row import OracleRow

CLOSE = OracleRow("Close", "R", 1.0, 1.0 + 1e-9, 1e-8)
FAR = OracleRow("Far", "R", 1.0, 1.1, 1e-8)
EXACT = OracleRow("Label | count", "R", 3.0, 3.0, 0.0)
FAULT = OracleRow("Fault", "R", 1.0, 1000.0, 1e-8, "R multiplies by 1000")


def test_a_section_counts_what_agrees_and_names_what_differs_on_purpose():
    told = table.section([CLOSE, EXACT, FAULT])
    assert "2 of 2 numbers agree to the stated tolerance; 1 differ on purpose." in told
    assert told.index("Fault") < told.index("Close")
    assert "R multiplies by 1000" in told


def test_a_number_that_does_not_agree_is_counted_and_comes_before_those_that_do():
    told = table.section([CLOSE, FAR])
    assert "1 of 2 numbers agree" in told
    assert told.index("Far") < told.index("Close")


def test_a_bar_in_a_name_does_not_break_the_table():
    row = next(line for line in table.section([EXACT]).splitlines() if "Label" in line)
    assert row.count("|") == 7


def test_what_is_not_shown_is_counted():
    assert "30 more are not listed" in table.section([CLOSE] * 50)


def test_every_family_has_a_page():
    for family in table.families():
        assert (table.PAGES / f"{family.replace('_', '-')}.md").exists()


@pytest.mark.parametrize("family", table.families())
@pytest.mark.real
def test_every_number_agrees_or_says_why_not(family, oracles):
    found = table.rows(family, oracles)
    assert found
    assert [row.name for row in found if not row.agrees] == []


def test_a_folder_that_is_not_there_is_refused(tmp_path, capsys):
    assert main(["bench", "oracles", str(tmp_path / "nowhere")]) == 2
    assert "There is no folder" in capsys.readouterr().err


def test_a_folder_without_the_files_is_refused(tmp_path, capsys):
    assert main(["bench", "oracles", str(tmp_path)]) == 2
    assert "has no" in capsys.readouterr().err
