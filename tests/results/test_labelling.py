from __future__ import annotations

import csv
from io import StringIO

import pytest

from analysis.comments.framework import framework
from analysis.comments.model_file import read_model
from analysis.results.labelling import (
    ENOUGH,
    Label,
    label_table,
    learned,
    model_bytes,
    to_label,
)
from analysis.survey import InputError, Population

WHO = Population.of("demo")


@pytest.fixture(scope="module")
def labels(commented) -> list[Label]:
    """Return what somebody says who agrees with the words."""
    offered = to_label(commented, WHO, [], most=120)
    return [Label(c.number, c.text, c.themes) for c in offered]


def test_twenty_comments_are_offered_and_none_twice(commented, labels):
    offered = to_label(commented, WHO, labels[:60])
    assert len(offered) == 20
    numbers = [c.number for c in offered]
    assert len(set(numbers)) == 20
    assert not set(numbers) & {label.number for label in labels[:60]}
    assert len({c.text for c in offered}) == 20


def test_labels_teach_and_their_figures_are_out_of_fold(commented, labels, tmp_path):
    model = learned(labels, "cancer")
    assert model.labelled == 120
    assert {f.theme_id for f in model.figures} >= {t for label in labels for t in label.themes}
    assert all(f.dictionary.f1 == 1 for f in model.figures if f.dictionary.labelled)
    path = tmp_path / "themes.model"
    path.write_bytes(model_bytes(model))
    assert read_model(path, framework("cancer")).figures == model.figures
    assert len(to_label(commented, WHO, labels, model=model)) == 20


def test_too_few_labels_teach_nothing(labels):
    with pytest.raises(InputError, match=f"{ENOUGH - 1} comments are labelled; {ENOUGH} or more"):
        learned(labels[: ENOUGH - 1], "cancer")


def test_labels_as_a_file_have_a_column_a_theme(labels):
    table = label_table(labels[:30], "cancer")
    read = list(csv.DictReader(StringIO(table.to_csv(index=False))))
    assert list(read[0]) == ["text", *framework("cancer").ids]
    for row, label in zip(read, labels, strict=False):
        assert row["text"] == label.text
        assert {t for t in framework("cancer").ids if row[t] == "1"} == set(label.themes)
