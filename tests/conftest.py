"""What the tests of the upper floors share: workspaces, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import made
import pandas as pd
import pytest
from hypothesis import settings

from analysis.demo import add_demo_comments, build_demo
from analysis.intake import import_file
from analysis.store import Dataset, Workspace, build

settings.register_profile("suite", deadline=None)  # a loaded machine is no fault of the code
settings.load_profile("suite")

SHARED = Path(__file__).parents[1].parent / "shared"
REAL = SHARED / "real"


@pytest.fixture(scope="session")
def real_files() -> Path:
    """Return the folder of the real files, or skip."""
    if not SHARED.exists():
        pytest.skip("The real files are not beside the project.")
    return REAL


@pytest.fixture(scope="session")
def oracles(real_files: Path) -> Path:
    """Return the folder of numbers that reference packages made, or skip."""
    return SHARED / "oracles"


@pytest.fixture(scope="session")
def open_workspace() -> Iterator[Callable[[Path], Workspace]]:
    """Open workspaces that are closed when the tests end."""
    with ExitStack() as stack:
        yield lambda path: stack.enter_context(Workspace.open(path))


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with a small demonstration survey."""
    path = tmp_path_factory.mktemp("demo") / "workspace.duckdb"
    build_demo(path, respondents=20_000)
    return path


@pytest.fixture(scope="session")
def demo(demo_path: Path, open_workspace: Callable[[Path], Workspace]) -> Workspace:
    return open_workspace(demo_path)


@pytest.fixture(scope="session")
def commented_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with a smaller demonstration survey and what its people wrote."""
    path = tmp_path_factory.mktemp("commented") / "workspace.duckdb"
    build_demo(path, respondents=8_000)
    add_demo_comments(path, respondents=8_000)
    return path


@pytest.fixture(scope="session")
def commented(commented_path: Path, open_workspace: Callable[[Path], Workspace]) -> Workspace:
    return open_workspace(commented_path)


@pytest.fixture(scope="session")
def real_path(tmp_path_factory: pytest.TempPathFactory, real_files: Path) -> Path:
    """Return a workspace with the real results of 2018."""
    path = tmp_path_factory.mktemp("real") / "workspace.duckdb"
    import_file(real_files / "ncpes_2018" / "ncpes.csv.gz", path)
    return path


@pytest.fixture(scope="session")
def real(real_path: Path, open_workspace: Callable[[Path], Workspace]) -> Workspace:
    return open_workspace(real_path)


@pytest.fixture(scope="session")
def workspace_of(
    tmp_path_factory: pytest.TempPathFactory, open_workspace: Callable[[Path], Workspace]
) -> Callable[..., Workspace]:
    """Put hand-made respondents into a workspace as dataset "made"."""

    def make(people: pd.DataFrame) -> Workspace:
        path = tmp_path_factory.mktemp("made") / "workspace.duckdb"
        silent = people.iloc[:0][["year"]]
        with build(path) as builder:
            builder.add_respondents(
                Dataset("made", "Made up by hand", "respondents", "A test."), [(people, silent)]
            )
        return open_workspace(path)

    return make


@pytest.fixture(scope="session")
def official_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with made-up official results."""
    path = tmp_path_factory.mktemp("official") / "workspace.duckdb"
    nothing = pd.DataFrame({"reason": [], "rows": [], "example": []})
    with build(path) as builder:
        wording = {"Q59": "How do you rate your care?"}
        builder.add_published(made.OFFICIAL, made.official(), wording=wording, report=nothing)
    return path


@pytest.fixture(scope="session")
def official(official_path: Path, open_workspace: Callable[[Path], Workspace]) -> Workspace:
    return open_workspace(official_path)


@pytest.fixture(scope="session")
def few(workspace_of: Callable[..., Workspace]) -> Workspace:
    """Return a workspace whose numbers follow from the lines below."""
    return workspace_of(
        made.people(
            {"n": 40, "sex": "female", "ethnicity": "white", "Q5": [1, 1, 1, 2], "Q59": [11, 9]},
            {"n": 60, "sex": "male", "ethnicity": "white", "Q5": [1] * 9 + [2], "Q59": [10]},
            {"n": 20, "sex": "female", "ethnicity": "asian", "Q5": [1, 2], "Q59": [5, 7]},
            {"n": 20, "sex": "male", "ethnicity": "asian", "Q5": [1, 1, 1, 2], "Q59": [8, 10]},
            {"n": 12, "sex": "female", "Q5": [1, 2], "Q59": [6]},
            {"n": 8, "sex": "male", "Q5": [3, 4, 0, 255], "Q59": [0]},
            {"n": 4, "sex": "male", "ethnicity": "black", "Q5": [1, 2], "Q59": [4, 6]},
            {"n": 14, "sex": "male", "ethnicity": "mixed", "Q5": [1, 2], "Q59": [9, 10]},
        )
    )
