from __future__ import annotations

import pytest

from analysis.__main__ import main
from analysis.bench import speed


def test_a_command_is_run_and_its_time_and_memory_are_taken(tmp_path):
    found = speed.measure(["demo", "--respondents", "1000"], tmp_path / "workspace.duckdb")
    assert (tmp_path / "workspace.duckdb").exists()
    assert found.command == "demo --respondents 1000"
    assert 0.1 < found.seconds < 60
    assert 50 < found.megabytes < 4_000


def test_the_page_has_a_line_a_command():
    page = speed.report([speed.Measured("demo", 12.34, 1234.5)])
    assert "| `demo` | 12.3 | 1,234 |" in page


def test_a_command_that_fails_ends_in_a_line_not_a_traceback(monkeypatch, tmp_path, capfd):
    monkeypatch.setattr(speed, "_SIZES", ())
    assert main(["bench", "speed", "--results", str(tmp_path / "none.csv")]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "There is no such file" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["page.md", "no/page.md"])
def test_the_page_is_written_or_refused(monkeypatch, tmp_path, capsys, name):
    monkeypatch.setattr(speed, "_SIZES", ())
    worked = main(["bench", "speed", "--out", str(tmp_path / name)]) == 0
    assert worked == (name == "page.md") == (tmp_path / name).exists()
    assert worked or "can't be written" in capsys.readouterr().err
