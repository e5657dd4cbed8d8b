from __future__ import annotations

import pytest

from analysis.present import tables
from present.gaps import CELLS, gaps_of


def test_gaps_have_both_groups_beside_them():
    table = tables.place_gaps(gaps_of(**CELLS)).set_index("Code")
    assert table["Compared with expected"].tolist() == [
        "Wider than expected", "–", "As expected", "Narrower than expected",
    ]  # fmt: skip
    assert table.loc["R0A", "Gap (points)"] == "−20.0 (−22.0 to −18.0)"
    assert table.loc["R0A", "Expected range"] == "−10.0 to −2.0"
    assert table.loc["R0A", "Score: Asian or Asian British"] == "70.0%"
    assert table.loc["R0A", "Score: White"] == "90.0%"
    assert table.loc["R0A", "Answers: White"] == "1,200"
    assert set(table.loc["R1F"].drop("Trust")) == {"hidden", "–"}


def test_a_file_has_points_and_nothing_where_hidden():
    plain = tables.plain_place_gaps(gaps_of(**CELLS)).set_index("code")
    assert plain.loc["R0A", "difference"] == pytest.approx(-20)
    assert plain.loc["R0A", "expected_lower"] == pytest.approx(-10)
    assert plain.loc["R0A", "score_reference"] == pytest.approx(90)
    hidden = plain.loc["R1F"].drop(["name", "hidden", "group", "reference"])
    assert hidden.isna().all()
    assert set(plain["group"] + plain["reference"]) == {"asianwhite"}
