"""The demonstration survey, made once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from analysis.demo import RESPONDENTS, SEED, generate
from analysis.demo.coefficients import Coefficients
from analysis.demo.generator import Factory, Piece, orders
from analysis.demo.routes import Routes
from analysis.demo.tables import read_table
from analysis.survey import questions


@dataclass(frozen=True)
class Survey:
    """A survey as frames: people and their answers, what these count for, and the silent."""

    people: pd.DataFrame
    worth: pd.DataFrame  # 100 positive, 0 negative, 0-10 for the rating, missing: does not count
    silent: pd.DataFrame

    def year(self, year: int) -> Survey:
        here = self.people["year"] == year
        return Survey(self.people[here], self.worth[here], self.silent)

    def scores(self, column: str) -> pd.DataFrame:
        return self.worth.groupby(self.people[column], observed=False).mean()


def worth(answers: pd.DataFrame) -> pd.DataFrame:
    columns = {}
    for question in questions():
        codes = answers[question.code].to_numpy()
        value = np.where(np.isin(codes, question.codes("positive")), 100.0, np.nan)
        value[np.isin(codes, question.codes("negative"))] = 0
        if question.is_rating:
            value = np.where(value == 100, codes - 1.0, np.nan)
        columns[question.code] = value
    return pd.DataFrame(columns)


def make(respondents: int = RESPONDENTS, seed: int = SEED) -> Survey:
    people, silent = zip(*generate(respondents, seed), strict=True)
    answered = pd.concat(people, ignore_index=True)
    return Survey(answered, worth(answered), pd.concat(silent, ignore_index=True))


@pytest.fixture(scope="session")
def demo() -> Survey:
    return make()


@pytest.fixture(scope="session")
def latest(demo: Survey) -> Survey:
    return demo.year(2018)


@pytest.fixture(scope="session")
def targets() -> pd.DataFrame:
    return read_table("targets", dtype={"group": str})


@pytest.fixture(scope="session")
def another():
    """Make a survey of another size or with another seed."""
    return make


@pytest.fixture(scope="session")
def factory() -> Factory:
    return Factory(Coefficients.read(), Routes.read())


@pytest.fixture(scope="session")
def piece(factory: Factory) -> Piece:
    """Some respondents of 2015, with their answers."""
    return factory.make(orders(12_000, SEED)[0])
