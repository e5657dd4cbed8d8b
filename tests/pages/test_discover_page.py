"""The page about the worst-off groups, run without a browser."""

from __future__ import annotations

import pytest
from opened import assert_whole, pictures, tables

FEW = ["sex", "ethnicity"]
MANY = {"question": "Q33", "year": "All years"}


@pytest.mark.parametrize(
    "choices",
    [MANY, MANY | {"depth": "2", "characteristics": FEW}],
    ids=str,
)
def test_a_search_is_shown_whole(open_app, both_path, choices):
    app = open_app(both_path, "discover", **choices)
    assert_whole(app, "worst-off groups")
    [(_, alt)] = pictures(app)
    assert "Synthetic data" in alt
    assert any("shuffled answers" in line.value for line in app.markdown)


def test_a_section_where_nothing_stands_out_says_so(open_app, both_path):
    app = open_app(
        both_path,
        "discover",
        scope="Operations",
        characteristics=FEW,
        place="RJ1",
        depth="1",
        year="All years",
    )
    assert not app.exception
    assert app.header[0].value.startswith("None of the")
    assert not tables(app)


def test_the_table_is_numbered_and_worst_first(open_app, both_path):
    app = open_app(both_path, "discover", **MANY)
    [table] = tables(app)
    gaps = [float(text.split()[0].replace("−", "-")) for text in table["Difference (points)"]]
    assert gaps == sorted(gaps)
    assert table["No."].tolist() == [str(i + 1) for i in range(len(table))]
    assert table["Who"][0].split()[0] in app.header[0].value


def test_official_results_say_what_to_choose(open_app, both_path):
    app = open_app(both_path, "discover", dataset="official", question="Q1")
    assert "single" in app.info[0].value
