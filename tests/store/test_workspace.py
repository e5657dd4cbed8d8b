import inspect
import os
from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy as np
import pytest

from analysis.store import (
    Dataset,
    Workspace,
    WorkspaceError,
    WorkspaceMissing,
    WorkspaceOutdated,
    WorkspaceUnreadable,
    build,
    gate,
)
from analysis.survey import Population, UnknownChoice, question

from .conftest import people

ALL = Population.of("made")


# What can be wrong with a file


def test_a_missing_workspace_says_how_to_make_one(path):
    with pytest.raises(WorkspaceMissing, match=r"There is no workspace at .*analysis demo") as said:
        Workspace.open(path)
    assert isinstance(said.value, WorkspaceError)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"x", b"garbage" * 5000, b"\0" * 20_000])
def test_a_file_that_is_no_workspace_says_so(path, content):
    path.write_bytes(content)
    with pytest.raises(WorkspaceUnreadable, match=r"is damaged, or .*Rename or delete it"):
        Workspace.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("left", [0.9, 0.5, 0.1, 0.001])
def test_a_truncated_workspace_says_so(path, fill, left):
    fill(people(20_000, Q1=1)).close()
    os.truncate(path, int(path.stat().st_size * left))
    with pytest.raises(WorkspaceUnreadable, match="is damaged"):
        Workspace.open(path)


def test_damage_in_the_middle_says_so_where_it_is_met(path, fill):
    rng = np.random.default_rng(1)
    fill(people(200_000, Q1=rng.integers(0, 8, 200_000))).close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        for at in range(3 * 4096, size, 64 * 1024):
            file.seek(at + 100)
            file.write(os.urandom(100))

    def use() -> None:
        with Workspace.open(path) as workspace:
            gate.scores(workspace, ALL, [question("Q1")])

    with pytest.raises(WorkspaceUnreadable, match="is damaged"):
        use()


def test_a_damaged_header_says_so(path, fill):
    fill(people(30)).close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(8192))
    with pytest.raises(WorkspaceUnreadable, match="is damaged"):
        Workspace.open(path)


def test_a_folder_is_no_workspace(tmp_path):
    with pytest.raises(WorkspaceError):
        Workspace.open(tmp_path)


def test_another_database_is_no_workspace(path):
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE something (a INT)")
    with pytest.raises(WorkspaceUnreadable):
        Workspace.open(path)


def test_a_workspace_without_a_version_is_no_workspace(path, fill):
    fill(people(30)).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("DELETE FROM meta")
    with pytest.raises(WorkspaceUnreadable):
        Workspace.open(path)


@pytest.mark.parametrize("version", ["1", "5"])
def test_a_workspace_of_another_version_says_both_versions(path, fill, version):
    fill(people(30)).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [version])
    with pytest.raises(WorkspaceOutdated, match=rf"layout is {version}, this one reads 4.*--fresh"):
        Workspace.open(path)
    with pytest.raises(WorkspaceOutdated), build(path):
        pass


# What can't be done with it


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    path = tmp_path_factory.mktemp("usual") / "workspace.duckdb"
    with build(path) as builder:
        made = Dataset("made", "Made", "respondents", "A test.")
        builder.add_respondents(made, [(people(30, Q1=1, age="16-24"), people(0))])
    with Workspace.open(path) as workspace:
        yield workspace


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE more (a INT)",
        'DELETE FROM "respondents:made"',
        "UPDATE meta SET value = '7'",
        "DROP TABLE dataset",
    ],
)
def test_nothing_can_be_written(usual, sql):
    with pytest.raises(duckdb.Error, match="read-only"):
        usual._rows(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('{folder}/*')",
        "COPY meta TO '{folder}/out.csv'",
        "COPY meta FROM '{file}'",
        "ATTACH '{folder}/other.duckdb' AS other",
        "EXPORT DATABASE '{folder}/out'",
        "INSTALL httpfs",
        "LOAD '{file}'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET allowed_directories = ['{folder}']",
    ],
)
def test_no_other_file_can_be_reached(usual, tmp_path, sql):
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(duckdb.Error):
        usual._rows(sql.format(file=tmp_path / "secret.csv", folder=tmp_path))
    assert sorted(tmp_path.rglob("*")) == before


def test_a_quote_in_the_path_is_only_a_quote(tmp_path):
    path = tmp_path / "it's; DROP.duckdb"
    with build(path):
        pass
    Workspace.open(path).close()


# What it hands out


def test_the_demonstration_comes_first_and_then_by_id(path):
    with build(path) as builder:
        for key, synthetic in (("b", False), ("z", True), ("a", False)):
            made = Dataset(key, key, "respondents", "A test.", synthetic)
            builder.add_respondents(made, [(people(20), people(0))])
    with Workspace.open(path) as workspace:
        assert [d.id for d in workspace.datasets()] == ["z", "a", "b"]


def test_an_unknown_dataset_is_refused_with_those_there_are(usual):
    for ask in (usual.dataset, usual.weighted, usual.report):
        with pytest.raises(UnknownChoice, match=r"There is no dataset 'nothing'.*made"):
            ask("nothing")


def test_no_public_method_returns_rows_of_respondents(usual):
    public = {name for name, _ in inspect.getmembers(Workspace) if not name.startswith("_")}
    assert public == {"open", "close", "datasets", "dataset", "weighted", "report", "wording"}
    assert {name for name in vars(usual) if not name.startswith("_")} == {"path"}
    assert usual.report("made").to_dict("list") == {"reason": [], "rows": [], "example": []}
    assert usual.wording("made") == {}


# Many at once, and changes underneath


def test_many_threads_get_the_right_answers(fill):
    groups = {"female": 30, "male": 50}
    workspace = fill(*(people(n, sex=sex, Q1=1) for sex, n in groups.items()))

    def ask(i: int) -> float:
        sex = list(groups)[i % 2]
        asked = Population.of("made", groups={"sex": [sex]})
        frame = gate.scores(workspace, asked, [question("Q1")]).frame
        return frame["n"].iloc[0] - groups[sex]

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(ask, range(640))) == {0}


def test_an_open_workspace_keeps_its_data_when_the_file_is_replaced(path, fill):
    def count(workspace: Workspace) -> float:
        return gate.scores(workspace, ALL, [question("Q1")]).frame["n"].iloc[0]

    old = fill(people(30, Q1=1))
    assert count(old) == 30
    new = fill(people(70, Q1=1))
    assert (count(old), old.dataset("made").rows) == (30, 30)
    assert (count(new), new.dataset("made").rows) == (70, 70)
    with Workspace.open(path) as another:
        assert count(another) == 70


def test_old_data_that_was_not_read_yet_can_still_be_read(path, fill):
    old = fill(people(50_000, Q1=1))
    fill(people(30, Q2=1))
    path.unlink()
    frame = gate.scores(old, ALL, [question("Q1")]).frame
    assert frame["n"].tolist() == [50_000]


def test_a_closed_workspace_can_be_deleted_and_made_again(path, fill):
    fill(people(30)).close()
    path.unlink()
    assert fill(people(20)).dataset("made").rows == 20
