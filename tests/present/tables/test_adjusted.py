from __future__ import annotations

import pandas as pd
import pytest

from analysis.present import tables
from analysis.results import adjust
from analysis.results.adjustment import ADJUSTED
from analysis.survey import Population, dimension, question

SEX, ETHNICITY = dimension("sex"), dimension("ethnicity")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
NEW = ["Adjusted score", "Adjusted 95% interval", "Adjusted difference (points)"]


def test_both_scores_stand_side_by_side(few):
    result = adjust(few, WHO, Q5, SEX)
    table = tables.adjusted(result)
    plain = tables.groups(result.comparison)
    pd.testing.assert_frame_equal(table.drop(columns=NEW), plain)
    assert list(table).index("Adjusted score") == list(table).index("95% interval") + 1
    row = result.frame.set_index("label").loc["Female"]
    assert (
        table.set_index("Group").loc["Female", "Adjusted score"] == f"{100 * row['adjusted']:.1f}%"
    )


def test_hidden_groups_say_so_and_totals_have_a_dash(few):
    table = tables.adjusted(adjust(few, WHO, Q5, ETHNICITY)).set_index("Group")
    black = table.loc[ETHNICITY.group("black").label]
    assert black["Adjusted score"] == "hidden"
    assert list(black[NEW[1:]]) == ["–", "–"]
    assert list(table.loc["Everyone", NEW]) == ["–", "–", "–"]


@pytest.mark.parametrize("q", [Q5, Q59], ids=lambda q: q.code)
def test_the_file_has_both_in_the_unit_people_read(few, q):
    result = adjust(few, WHO, q, ETHNICITY, within="trust")
    plain = tables.plain_adjusted(result)
    factor = 1 if q.is_rating else 100
    for name in ("score", "difference", *ADJUSTED.values()):
        pd.testing.assert_series_equal(plain[name], factor * result.frame[name], check_names=False)
    assert (plain["adjusted_for"] == "age; sex; deprivation; tumour group; trust").all()
    assert plain.loc[plain["hidden"], ["n", "score", *ADJUSTED.values()]].isna().all(axis=None)
