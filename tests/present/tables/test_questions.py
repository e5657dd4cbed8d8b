from __future__ import annotations

import pytest

from analysis.present import tables
from analysis.results import Overview, overview
from analysis.survey import Population, dimension, question

SEX, ETHNICITY, AGE = dimension("sex"), dimension("ethnicity"), dimension("age")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])


@pytest.fixture(scope="module")
def glance(demo) -> Overview:
    return overview(demo, Population.of("demo"))


def test_questions_can_stand_beside_those_of_another_place(glance):
    table = tables.questions(glance.dashboard, glance.dashboard, name="England")
    assert (table["Score"] == table["England"]).all()
    assert table["Question"].iloc[0].startswith("Q")
    assert "England" not in tables.questions(glance.dashboard)
