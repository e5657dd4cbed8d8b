from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from analysis.store import PUBLISHED_COLUMNS, Dataset, Workspace, build

from .diaries import CODED, Diaries

RESPONDENTS = Dataset("made", "Made up by hand", "respondents", "A test.", synthetic=True)
OFFICIAL = Dataset("official", "Official results", "published", "A test.")


def people(size: int = 40, **columns: object) -> pd.DataFrame:
    """Respondents to whom nothing but a year is known unless it is given."""
    return pd.DataFrame({"year": 2018, **columns}, index=range(size))


def official(*rows: dict[str, object]) -> pd.DataFrame:
    usual = {
        "level": "national",
        "place": "ENG",
        "year": 2018,
        "variant": "unadjusted",
        "dimension": "all",
        "group": "all",
        "question": "Q1",
        "n": 500,
        "score": 0.7,
        "lower": 0.66,
        "upper": 0.74,
    }
    frame = pd.DataFrame([{**usual, **row} for row in rows])
    return frame.reindex(columns=list(PUBLISHED_COLUMNS)).astype(object).where(pd.notna, None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "workspace.duckdb"


@pytest.fixture
def fill(path: Path) -> Callable[..., Workspace]:
    """Put respondents (and silent people) into the workspace as dataset "made", and open it."""

    def put(*parts: pd.DataFrame, silent: pd.DataFrame | None = None) -> Workspace:
        nobody = people(0) if silent is None else silent
        with build(path) as builder:
            builder.add_respondents(
                RESPONDENTS, [(p, nobody if i == 0 else people(0)) for i, p in enumerate(parts)]
            )
        opened.append(Workspace.open(path))
        return opened[-1]

    opened: list[Workspace] = []
    yield put
    for workspace in opened:
        workspace.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Workspace]]:
    """Put people and what they wrote into a workspace as dataset "made", and open it."""

    def put(people: pd.DataFrame, *diaries: pd.DataFrame) -> Workspace:
        path = tmp_path_factory.mktemp("written") / "workspace.duckdb"
        with build(path) as builder:
            builder.add_respondents(RESPONDENTS, [(people, people.iloc[:0][["year"]])])
            builder.add_comments(RESPONDENTS.id, [CODED], Diaries(diaries))
        opened.append(Workspace.open(path))
        return opened[-1]

    opened: list[Workspace] = []
    yield put
    for workspace in opened:
        workspace.close()
