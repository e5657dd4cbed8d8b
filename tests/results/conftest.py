from __future__ import annotations

from collections.abc import Callable

import made
import pandas as pd
import pytest

from analysis.store import Workspace

Make = Callable[[pd.DataFrame], Workspace]


@pytest.fixture(scope="session")
def crowd() -> pd.DataFrame:
    return made.crowd(4_000)


@pytest.fixture(scope="session")
def many(crowd: pd.DataFrame, workspace_of: Make) -> Workspace:
    """Return the workspace of `crowd`."""
    return workspace_of(crowd)


@pytest.fixture(scope="session")
def weighted(workspace_of: Make) -> Workspace:
    """Return a workspace with weights: women count half, men in the second block three times."""
    return workspace_of(
        made.people(
            {"n": 40, "sex": "female", "weight": 0.5, "Q5": [1, 1, 1, 2], "Q59": [11, 9]},
            {"n": 30, "sex": "male", "weight": 1.0, "Q5": [1, 2, 2], "Q59": [3, 7, 5]},
            {"n": 20, "sex": "male", "weight": 3.0, "Q5": [1, 1, 2, 1], "Q59": [8, 10]},
        )
    )
