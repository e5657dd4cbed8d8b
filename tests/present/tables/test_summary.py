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


def test_gaps_name_the_group_they_are_against_unless_it_is_everyone_else(glance, official):
    assert not tables.gaps(glance)["Group"].str.contains("against").any()
    table = tables.gaps(overview(official, OFFICIAL))
    assert "Sex: Female (against Male)" in set(table["Group"])
    row = table.set_index("Group").loc["Sex: Female (against Male)"]
    assert row["Widest clear gap"].startswith("10 points lower on Q")
    assert (row["Clearly lower on"], row["Of questions"]) == (3, 3)


def test_a_file_of_gaps_is_in_points(glance):
    plain = tables.plain_gaps(glance)
    assert plain["difference"].tolist() == pytest.approx((100 * glance.gaps["difference"]).tolist())
