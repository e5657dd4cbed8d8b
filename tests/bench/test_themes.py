from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from analysis.bench import themes
from analysis.bench.plain_themes import PlainModel
from analysis.bench.themes import Timed, made, report, timed
from analysis.comments.framework import framework
from analysis.survey import InputError


@pytest.fixture(scope="module")
def comments():
    return made(600)


def test_made_comments_are_as_many_as_asked_for(comments):
    assert len(comments) == 600
    assert made(50) == made(50)
    assert 10 < np.mean([len(text.split()) for text in comments]) < 60


def test_more_comments_than_are_told_differ_in_a_letter(monkeypatch):
    monkeypatch.setattr("analysis.bench.themes._TOLD", 2_000)
    texts = made(9_000)
    assert len(texts) == 9_000
    longer = [text for text in texts if len(text) > 60]
    assert len(set(longer)) > 0.95 * len(longer)


@pytest.mark.parametrize("way", ["dictionary", "plain"])
def test_a_way_is_timed(way, comments, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.bench.themes._LABELLED", 300)
    found = timed(way, written(comments[:200], tmp_path))
    assert (found.way, found.comments) == (way, 200)
    assert min(found.first, found.again, found.megabytes) > 0


def written(texts, folder):
    file = folder / "comments.jsonl"
    file.write_text("".join(f"{json.dumps(text)}\n" for text in texts), encoding="utf-8")
    return file


def labelled():
    rows = []
    for i in range(90):
        food, late = i % 3 == 0, i % 2 == 0
        said = "the fridgewick was empty " * food + "we waited " * late
        rows.append((f"{said}thing{i} word{i % 9}", str(int(food)), str(int(late))))
    names = ["text", "Food & drink provision & facilities", "Timeliness of care"]
    return pd.DataFrame(rows, columns=names)


def test_the_ways_are_tested_on_the_same_labels():
    found = themes.tested(labelled(), "text", framework("qdc"))
    assert found.comments == 90
    food = {way: each[0] if each[0].labelled == 30 else each[1] for way, each in found.ways.items()}
    assert food["dictionary"].f1 == 0
    assert food["trained"].f1 > 0.9
    assert food["plain"].f1 > 0.9
    with pytest.raises(InputError, match="No column is named like a theme"):
        themes.tested(labelled()[["text"]], "text", framework("qdc"))


def test_the_plain_model_finds_what_it_was_shown():
    texts = ["cold soup"] * 5 + ["long wait"] * 5
    labels = np.array([[1, 0, 0]] * 5 + [[0, 1, 0]] * 5, dtype=bool)
    assert (PlainModel(texts, labels).themed(texts) == labels).all()


def test_the_page_compares_with_the_plain_model():
    times = [
        Timed("dictionary", 600, 10, 3000, 50),
        Timed("plain", 600, 10, 1000, 70),
    ]
    page = report(times, themes.tested(labelled(), "text", framework("qdc")))
    assert "| 600 | the dictionary | 10 | 3,000 | 3.0 | 50 |" in page
    assert "2 themes" in page
    assert "Agreement with people" not in report(times, None)
