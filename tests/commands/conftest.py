from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO

import pandas as pd
import pytest

from analysis.__main__ import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that works and return what it printed."""

    def run(*words: object) -> str:
        assert main([str(word) for word in words]) == 0
        out, err = capsys.readouterr()
        remarks = err.splitlines() if "csv" in words else []
        assert all(line.startswith("# ") for line in remarks)
        assert err == "" or remarks
        return out

    return run


@pytest.fixture
def table(run) -> Callable[..., pd.DataFrame]:
    """Run a command and return the CSV that it printed."""
    return lambda *words: pd.read_csv(StringIO(run(*words, "--format", "csv")))


@pytest.fixture
def records(run) -> Callable[..., dict]:
    """Run a command and return the JSON that it printed, having seen that it is strict JSON."""

    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    return lambda *words: json.loads(run(*words, "--format", "json"), parse_constant=refuse)


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that can't be done and return the one line that says why."""

    def refused(*words: object) -> str:
        assert main([str(word) for word in words]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.endswith("\n")
        assert err.count("\n") == 1
        assert "Traceback" not in err
        return err

    return refused


@pytest.fixture
def misused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that is written wrongly and return the last line of its advice."""

    def misused(*words: object) -> str:
        with pytest.raises(SystemExit) as stopped:
            main([str(word) for word in words])
        assert stopped.value.code == 2
        out, err = capsys.readouterr()
        assert out == ""
        return err.splitlines()[-1]

    return misused
