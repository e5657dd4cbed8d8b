from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import main

ROOT = Path(__file__).parents[2]
COMMANDS = ("demo", "import", "datasets", "scores", "places", "bench")


def test_help_lists_every_command_as_a_user_runs_it():
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == ""
    assert "python -m analysis" in done.stdout
    for command in COMMANDS:
        assert f"    {command} " in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert f"python -m analysis {command}" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["nonsense"], ["scores", "--nonsense"]])
def test_a_command_there_is_not_is_refused(misused, words):
    assert "python -m analysis" in misused(*words)


def test_a_reader_that_stops_reading_is_no_error(monkeypatch, demo_path):
    def stopped(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("builtins.print", stopped)
    assert main(["datasets", "--workspace", str(demo_path)]) == 0


def test_the_workspace_can_be_named_once_for_all(run, monkeypatch, demo_path):
    monkeypatch.setenv("PEX_WORKSPACE", str(demo_path))
    assert "demo" in run("datasets")
