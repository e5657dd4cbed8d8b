import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analysis.store import Builder, Dataset, Workspace, WorkspaceError, WorkspaceUnreadable, build
from analysis.store import published as read_published
from analysis.survey import place, places

from .conftest import OFFICIAL, RESPONDENTS, official, people

PROJECT = Path(__file__).parents[2]


def add(builder: Builder, frame: pd.DataFrame, id: str = "made") -> Dataset:
    dataset = Dataset(id, "Made up by hand", "respondents", "A test.")
    return builder.add_respondents(dataset, [(frame, people(0))])


def look(path: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def left_behind(path: Path) -> set[str]:
    return {p.name for p in path.parent.iterdir()} - {path.name, f".{path.name}.lock"}


def break_off(path: Path) -> None:
    def half() -> None:
        with build(path) as builder:
            builder.remove("made")
            add(builder, people(99), "other")
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        half()


# All or nothing


def test_an_empty_workspace_can_be_opened(path):
    with build(path):
        pass
    with Workspace.open(path) as workspace:
        assert workspace.datasets() == ()
    assert not left_behind(path)


def test_an_exception_leaves_the_old_file_as_it_was(path):
    with build(path) as builder:
        add(builder, people(30))
    before = path.read_bytes()
    break_off(path)
    assert path.read_bytes() == before
    assert not left_behind(path)


def test_an_exception_in_a_first_build_leaves_nothing(path):
    break_off(path)
    assert not path.exists()
    assert not left_behind(path)


def test_data_that_does_not_fit_leaves_the_old_file_as_it_was(path):
    with build(path) as builder:
        add(builder, people(30))
    before = path.read_bytes()
    with pytest.raises(duckdb.Error), build(path) as builder:
        add(builder, people(30, sex="unheard-of"))
    assert path.read_bytes() == before


def test_nothing_can_be_seen_before_the_block_ends(path):
    with build(path) as builder:
        add(builder, people(30))
    with build(path) as builder:
        add(builder, people(50))
        with Workspace.open(path) as workspace:
            assert workspace.dataset("made").rows == 30
    with Workspace.open(path) as workspace:
        assert workspace.dataset("made").rows == 50


def test_a_process_killed_half_way_leaves_the_old_workspace_and_blocks_nobody(path):
    with build(path) as builder:
        add(builder, people(30))
    before = path.read_bytes()
    script = f"""
        import os, signal
        from pathlib import Path
        from analysis.store import build
        from tests.store.test_building import add, people
        with build(Path({str(path)!r})) as builder:
            add(builder, people(5000), "other")
            os.kill(os.getpid(), signal.SIGKILL)
    """
    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert left_behind(path)
    assert path.read_bytes() == before
    with Workspace.open(path) as workspace:
        assert [d.rows for d in workspace.datasets()] == [30]
    with build(path) as builder:
        add(builder, people(20), "third")
    with Workspace.open(path) as workspace:
        assert [d.id for d in workspace.datasets()] == ["made", "third"]
    assert not left_behind(path)


def test_builders_of_the_same_workspace_wait_for_each_other(path):
    inside, most = [], []

    def work(i: int) -> None:
        with build(path) as builder:
            inside.append(i)
            most.append(len(inside))
            time.sleep(0.02)
            add(builder, people(10 + i), f"set-{i}")
            inside.remove(i)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    with Workspace.open(path) as workspace:
        assert [d.rows for d in workspace.datasets()] == [10, 11, 12, 13, 14]


def test_a_damaged_workspace_is_not_built_upon_and_not_touched(path):
    path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(WorkspaceUnreadable), build(path):
        pass
    assert path.read_bytes() == b"no database at all" * 1000
    assert not left_behind(path)


def test_a_fresh_build_replaces_whatever_is_there(path):
    path.write_bytes(b"no database at all" * 1000)
    with build(path, fresh=True) as builder:
        add(builder, people(30))
    with Workspace.open(path) as workspace:
        assert workspace.dataset("made").rows == 30


def test_folders_are_made(tmp_path):
    path = tmp_path / "new" / "folder" / "it's.duckdb"
    with build(path):
        pass
    with Workspace.open(path) as workspace:
        assert workspace.path == path


def test_a_folder_that_can_not_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(WorkspaceError, match=r"The folder .*file can't be written: "),
        build(tmp_path / "file" / "w.duckdb"),
    ):
        pass


# Respondents


def test_adding_twice_replaces(path):
    for size in (30, 20):
        with build(path) as builder:
            made = add(builder, people(size))
        assert made.rows == size
    assert look(path, 'SELECT count(*) FROM "respondents:made"') == [(20,)]
    assert look(path, "SELECT id, rows FROM dataset") == [("made", 20)]


def test_a_dataset_may_change_its_kind(path):
    with build(path) as builder:
        add(builder, people(30), "official")
    with build(path) as builder:
        builder.add_published(OFFICIAL, official({}), wording={}, report=no_report())
    with Workspace.open(path) as workspace:
        assert workspace.dataset("official").kind == "published"
    tables = {name for (name,) in look(path, "SELECT table_name FROM duckdb_tables()")}
    assert {t for t in tables if ":" in t} == {"published:official"}


def test_other_datasets_stay(path):
    with build(path) as builder:
        add(builder, people(30), "one")
    with build(path) as builder:
        add(builder, people(20), "two")
        builder.remove("nobody-knows-it")
    with Workspace.open(path) as workspace:
        assert [(d.id, d.rows) for d in workspace.datasets()] == [("one", 30), ("two", 20)]


def test_removing_leaves_no_trace(path):
    with build(path) as builder:
        add(builder, people(30))
        builder.add_published(OFFICIAL, official({}), wording={"Q1": "?"}, report=no_report())
    with build(path) as builder:
        builder.remove("made")
        builder.remove("official")
    tables = {name for (name,) in look(path, "SELECT table_name FROM duckdb_tables()")}
    assert not {t for t in tables if ":" in t}
    for table in ("dataset", "wording", "import_report"):
        assert look(path, f"SELECT count(*) FROM {table}") == [(0,)]


def test_pieces_add_up_and_years_are_those_of_the_data(path):
    parts = [(people(10, year=year), people(3, year=year)) for year in (2018, 2016)]
    with build(path) as builder:
        made = builder.add_respondents(RESPONDENTS, iter(parts))
    assert (made.rows, made.years) == (20, (2016, 2018))
    with Workspace.open(path) as workspace:
        assert workspace.dataset("made") == made


def test_the_silent_are_kept_apart(path):
    silent = people(7, age="16-24")
    with build(path) as builder:
        made = builder.add_respondents(RESPONDENTS, [(people(30, age="85-plus"), silent)])
    assert made.rows == 30
    assert look(path, 'SELECT age, count(*) FROM "silent:made" GROUP BY 1') == [("16-24", 7)]
    assert look(path, 'SELECT DISTINCT age FROM "respondents:made"') == [("85-plus",)]


def test_nobody_at_all_is_a_dataset_too(path):
    with build(path) as builder:
        made = add(builder, people(0))
    assert (made.rows, made.years) == (0, ())
    with Workspace.open(path) as workspace:
        assert workspace.dataset("made").years == ()


def test_stp_and_alliance_follow_from_the_ccg_and_else_from_the_trust(path):
    ccg, trust = (
        places("ccg")[5],
        next(t for t in places("trust") if t.alliance != places("ccg")[5].alliance),
    )
    frame = people(4, ccg=[ccg.code, ccg.code, None, None], trust=[None, trust.code] * 2)
    with build(path) as builder:
        add(builder, frame)
    found = look(path, 'SELECT ccg, trust, stp, alliance FROM "respondents:made"')
    assert set(found) == {
        (ccg.code, None, ccg.stp, ccg.alliance),
        (ccg.code, trust.code, ccg.stp, ccg.alliance),
        (None, None, None, None),
        (None, trust.code, trust.stp, trust.alliance),
    }
    assert place(trust.stp).level == "stp"


def test_blank_stays_blank_and_not_asked_is_missing(path):
    with build(path) as builder:
        add(builder, people(3, Q1=pd.array([0, 255, 2], dtype="uint8")))
    found = look(path, 'SELECT Q1, Q59 FROM "respondents:made"')
    assert set(found) == {(0, None), (None, None), (2, None)}


@pytest.mark.parametrize("weighted", [True, False])
def test_weights_are_noted(path, weighted):
    with build(path) as builder:
        add(builder, people(30, weight=1.5) if weighted else people(30))
    with Workspace.open(path) as workspace:
        assert workspace.weighted("made") is weighted


# Official results


def no_report() -> pd.DataFrame:
    return pd.DataFrame({"reason": ["Loaded"], "rows": [1], "example": [""]})


def test_results_wording_and_report_come_back(path):
    with build(path) as builder:
        made = builder.add_published(
            OFFICIAL, official({}, {"year": 2017}), wording={"Q1": "Did you?"}, report=no_report()
        )
    assert (made.rows, made.years) == (2, (2017, 2018))
    with Workspace.open(path) as workspace:
        assert workspace.wording("official") == {"Q1": "Did you?"}
        assert workspace.report("official").to_dict("records") == no_report().to_dict("records")
        assert len(read_published(workspace, "official")) == 2
        assert not workspace.weighted("official")


def test_importing_twice_does_not_double(path):
    for _ in range(2):
        with build(path) as builder:
            builder.add_published(
                OFFICIAL, official({}), wording={"Q1": "Did you?"}, report=no_report()
            )
    with Workspace.open(path) as workspace:
        assert len(read_published(workspace, "official")) == 1
        assert len(workspace.report("official")) == 1
    assert look(path, "SELECT count(*) FROM wording") == [(1,)]


@pytest.mark.parametrize("size", [2, 50, 5000])
def test_people_lie_in_the_order_they_came(path, size):
    """What they wrote is put beside them by their positions."""
    sexes = ["female", "male", "male"] * size
    crowd = people(3 * size, sex=sexes, trust="RJ1")
    with build(path) as builder:
        made = builder.add_respondents(RESPONDENTS, [(crowd[:size], people(0))])
        made = builder.more_respondents(made, crowd[size:])
        rows = builder._connection.execute('SELECT sex FROM "respondents:made" ORDER BY rowid')
        assert [sex for (sex,) in rows.fetchall()] == sexes
    assert made.rows == 3 * size
