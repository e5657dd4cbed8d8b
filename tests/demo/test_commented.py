from __future__ import annotations

import shutil

import pytest

from analysis.comments.framework import framework, frameworks
from analysis.demo import add_demo_comments
from analysis.store import Workspace, WorkspaceError, gate
from analysis.store.comments import coded_by, comments
from analysis.survey import BOXES, Population, wrote

WHO = Population.of("demo")


def test_the_survey_has_comments_coded_by_every_framework(commented):
    assert {c.id: c.digest for c in coded_by(commented, "demo")} == {
        id_: framework(id_).digest for id_ in frameworks()
    }
    found = comments(commented, "demo")
    assert set(found.box.tolist()) == set(range(len(BOXES)))
    assert set(found.tone.tolist()) == {-1, 0, 1}
    assert found.person.max() < 8_000
    row = gate.scores(commented, WHO, [wrote((2018,))]).frame.iloc[0]
    assert 0.5 < row["score"] < 0.75


def test_comments_belong_to_those_who_gave_the_answers(commented):
    """Who rates care low criticises more: it would not show if comments went to others."""
    found = comments(commented, "demo")
    rated = commented._frame('SELECT "Q59" AS rating FROM "respondents:demo"')["rating"].to_numpy()
    given = rated[found.person]
    low, high = found.tone[(given > 0) & (given <= 6)], found.tone[given >= 11]
    assert (low == -1).mean() > (high == -1).mean() + 0.1


def test_making_them_again_makes_the_same(commented_path, tmp_path):
    path = tmp_path / "workspace.duckdb"
    shutil.copy(commented_path, path)
    told: list[tuple[float, str]] = []
    add_demo_comments(
        path, respondents=8_000, progress=lambda share, words: told.append((share, words))
    )
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(words for _, words in told)
    with Workspace.open(path) as again, Workspace.open(commented_path) as before:
        query = 'SELECT person, box, text, tone FROM "comment:demo" ORDER BY rowid'
        assert again._frame(query).equals(before._frame(query))


def test_a_folder_is_no_workspace(tmp_path):
    with pytest.raises(WorkspaceError, match="is a folder"):
        add_demo_comments(tmp_path)
