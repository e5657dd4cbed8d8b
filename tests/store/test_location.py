from pathlib import Path

from analysis.store import workspace_path


def test_workspace_is_where_the_operator_says(monkeypatch, tmp_path):
    monkeypatch.setenv("PEX_WORKSPACE", str(tmp_path / "w.duckdb"))
    assert workspace_path() == tmp_path / "w.duckdb"


def test_workspace_is_in_the_project_otherwise(monkeypatch):
    monkeypatch.delenv("PEX_WORKSPACE", raising=False)
    assert workspace_path() == Path(__file__).parents[2] / "workspace" / "explorer.duckdb"


def test_an_empty_setting_is_no_setting(monkeypatch):
    monkeypatch.setenv("PEX_WORKSPACE", "")
    assert workspace_path().name == "explorer.duckdb"
