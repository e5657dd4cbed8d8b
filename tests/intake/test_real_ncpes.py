"""The real publication, where it is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.intake import import_file
from analysis.store import Workspace

from .publication import note

SHARED = Path(__file__).parents[2].parent / "shared"
FILE = SHARED / "real" / "ncpes_2018" / "ncpes.csv.gz"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not SHARED.exists(), reason="the real result files are not here"),
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return tmp_path_factory.mktemp("real") / "workspace.duckdb"


@pytest.fixture(scope="module")
def done(workspace):
    return import_file(FILE, workspace)


def test_every_row_is_loaded_and_told_once(done):
    loaded = done.report[done.report["reason"].str.startswith("Loaded: ")]
    assert done.dataset.rows == loaded["rows"].sum() == 361_868
    assert done.dataset.years == (2015, 2016, 2017, 2018)


@pytest.mark.parametrize(
    ("reason", "rows"),
    [
        ("Note: no score published", 153_816),
        ("although more than 20 answered", 809),
        ("Note: nobody answered", 25_952),
        ("Note: neither score nor number", 1_020),
        ("without a number of responses", 7_280),
        ("differs between tables", 5_360),
        ("hidden that another table shows", 10),
        ("proportion (0-1)", 0),
        ("rating of 0-10", 4_512),
        ("outside its own interval", 16),
        ("'below' in words on 1,850 rows, as number 3 on 1,600", 250),
        ("made before rounding", 552),
        ("flag of change beside a hidden score", 250),
        ("(64 texts for 52 questions)", 36),
        ("stray blanks in the wording", 6),
        ("broken characters", 0),
        ("'All' read as England", 1_248),
        ("place named otherwise", 3_900),
        ("Alliance spelt otherwise", 12_844),
        ("another Cancer Alliance", 988),
        ("region instead", 23_400),
        ("section named otherwise", 208_770),
        ("stray blanks in the name of the section", 111_344),
    ],
)
def test_quirk_is_counted(done, reason, rows):
    assert note(done.report, reason)["rows"] == rows


@pytest.mark.parametrize(
    ("columns", "where", "found"),
    [
        ("count(*), count(score)", "true", (361_868, 208_052)),
        ("count(*)", "isnan(score) OR isnan(lower) OR isnan(expected_lower)", (0,)),
        ("count(*)", "band = 'below'", (1_600,)),
        ("count(*)", "band = 'above'", (1_395,)),
        ("count(*)", "band = 'expected'", (15_423,)),
        ("min(n)", "score IS NOT NULL", (21,)),
        ("max(n)", "score IS NULL", (84,)),
        ("max(score)", "question <> 'Q59'", (1.0,)),
        ("count(*)", "significant IS NOT NULL", (4_160,)),
    ],
)
def test_store_holds_what_was_published(done, workspace, columns, where, found):
    with Workspace.open(workspace) as opened:
        sql = f'SELECT {columns} FROM "published:{done.dataset.id}" WHERE {where}'
        assert opened._rows(sql) == [found]


@pytest.mark.parametrize(
    ("code", "score", "lower", "upper"), [("Q59", 8.80, 8.79, 8.81), ("Q18", 0.86, 0.852, 0.858)]
)
def test_national_scores_of_2018(done, workspace, code, score, lower, upper):
    with Workspace.open(workspace) as opened:
        row = opened._rows(
            f'SELECT score, lower, upper FROM "published:{done.dataset.id}" WHERE place = ?'
            " AND year = 2018 AND variant = 'unadjusted' AND dimension = 'all' AND question = ?",
            ["ENG", code],
        )
    assert row == [tuple(map(pytest.approx, (score, lower, upper)))]


def test_wording_of_every_question(done, workspace):
    with Workspace.open(workspace) as opened:
        words = opened.wording(done.dataset.id)
    assert len(words) == 52
    assert all(text == " ".join(text.split()) for text in words.values())


def test_again_is_not_double(done, workspace):
    assert import_file(FILE, workspace).dataset == done.dataset
    with Workspace.open(workspace) as opened:
        assert [d.rows for d in opened.datasets()] == [361_868]
