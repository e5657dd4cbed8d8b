from __future__ import annotations

import hashlib
import io

import numpy as np
import pandas as pd
import pytest

from analysis.comments.agreement import Agreement, agreements, macro_f1, micro
from analysis.comments.dictionary import dictionary
from analysis.comments.evaluation import evaluated
from analysis.comments.framework import framework
from analysis.comments.learning import FOLDS, folded, train
from analysis.comments.model_file import read_model, write_model
from analysis.survey import InputError, UnknownChoice

NHS = framework("qdc")


@pytest.fixture(scope="module")
def labelled():
    """Comments of which one theme is told by a word that the dictionary does not know."""
    rng = np.random.default_rng(5)
    texts, food, late = [], [], []
    for i in range(240):
        is_food, is_late = (rng.random(2) < 0.4).tolist()
        words = [f"word{rng.integers(40)}", f"thing{i}"]
        words += ["the fridgewick was empty"] * is_food + ["we waited"] * is_late
        texts.append(" ".join(words))
        food.append(is_food)
        late.append(is_late)
    return texts, {"food": food, "timeliness": late}


@pytest.fixture(scope="module")
def model(labelled):
    return train(*labelled, NHS)


def test_each_theme_is_found_by_whichever_finds_it_better(labelled, model):
    by_theme = {f.theme_id: f for f in model.figures}
    assert by_theme["food"].used == "model"
    assert by_theme["food"].model.f1 > 0.95
    assert by_theme["food"].dictionary.f1 == 0
    assert by_theme["timeliness"].used == "dictionary"
    assert by_theme["timeliness"].dictionary.f1 == 1
    texts, labels = labelled
    found = model.themed(texts)
    assert (found[:, NHS.ids.index("food")] == labels["food"]).mean() > 0.98
    assert (found[:, NHS.ids.index("timeliness")] == labels["timeliness"]).all()


def test_themes_without_labels_stay_with_the_dictionary(model):
    texts = ["The nurse was kind.", "Dirty floors", ""]
    at = NHS.ids.index("staff-manner")
    assert (model.themed(texts)[:, at] == dictionary(NHS).themed(texts)[:, at]).all()
    assert model.themed([]).shape == (0, len(NHS.themes))


def test_blocks_make_no_difference(labelled, model, monkeypatch):
    texts = labelled[0][:50]
    whole = model.themed(texts)
    monkeypatch.setattr("analysis.comments.dictionary._AT_ONCE", 7)
    assert (model.themed(texts) == whole).all()
    assert (model.themed(texts[::-1]) == whole[::-1]).all()


def test_rare_themes_are_not_learned(labelled):
    texts, _ = labelled
    few = [i < 9 for i in range(len(texts))]
    figures = train(texts, {"food": few}, NHS).figures
    assert figures[0].used == "dictionary"
    assert figures[0].model == Agreement(9, 0, 0)


def test_groups_are_never_on_both_sides():
    texts = ["same", "Same ", "other", *map(str, range(20))]
    for learn, test in folded(texts, None, FOLDS):
        assert {0, 1} <= set(learn.tolist()) or {0, 1} <= set(test.tolist())
        assert not set(learn.tolist()) & set(test.tolist())
    with pytest.raises(InputError, match="There are 2 groups; 5 or more"):
        next(folded(texts, ["a"] + ["b"] * 22, FOLDS))


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({}, "no labels"),
        ({"food": [True]}, "1 labels for 240 comments"),
        ({"foot": [True] * 240}, "There is no theme"),
    ],
)
def test_labels_that_do_not_fit_are_refused(labelled, labels, said):
    with pytest.raises(InputError, match=said):
        train(labelled[0], labels, NHS)


def test_a_model_file_gives_the_model_back(labelled, model, tmp_path):
    path = tmp_path / "model.npz"
    write_model(model, path)
    again = read_model(path, NHS)
    assert (again.themed(labelled[0]) == model.themed(labelled[0])).all()
    assert again.figures == model.figures
    assert again.labelled == model.labelled


def test_a_model_of_another_framework_is_refused(model, tmp_path):
    path = tmp_path / "model.npz"
    write_model(model, path)
    with pytest.raises(InputError, match="learned the themes of 'qdc', not of 'cancer'"):
        read_model(path, framework("cancer"))
    edited = type(NHS)(NHS.id, NHS.name, "", "", NHS.themes, NHS.lists, "other")
    with pytest.raises(InputError, match="has been edited since"):
        read_model(path, edited)


def test_a_damaged_model_is_refused(model, tmp_path):
    path = tmp_path / "model.npz"
    write_model(model, path)
    whole = path.read_bytes()
    for at in range(0, len(whole), max(len(whole) // 40, 1)):
        path.write_bytes(whole[:at])
        with pytest.raises(InputError):
            read_model(path, NHS)
    for at in range(0, len(whole), max(len(whole) // 40, 1)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with pytest.raises(InputError):
            read_model(path, NHS)


def test_a_file_that_could_run_something_is_refused(tmp_path):
    path = tmp_path / "model.npz"
    packed = io.BytesIO()
    np.savez(packed, about=np.array([{"a": 1}], dtype=object))
    content = packed.getvalue()
    path.write_bytes(b"themes model 1\n" + hashlib.sha256(content).digest() + content)
    with pytest.raises(InputError, match="damaged"):
        read_model(path, NHS)
    path.write_bytes(content)
    with pytest.raises(InputError, match="is no model"):
        read_model(path, NHS)
    with pytest.raises(InputError, match="no such file"):
        read_model(tmp_path / "none.npz", NHS)


def test_agreement_by_hand():
    labels = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], dtype=bool)
    found = np.array([[1, 0], [0, 0], [1, 0], [1, 0]], dtype=bool)
    first, second = agreements(labels, found)
    assert first == Agreement(labelled=2, found=3, both=1)
    assert (first.precision, first.recall, first.f1) == (1 / 3, 1 / 2, 2 / 5)
    assert (second.precision, second.recall, second.f1) == (0, 0, 0)
    assert micro((first, second)) == Agreement(3, 3, 1)
    assert macro_f1((first, second)) == pytest.approx(0.2)
    assert macro_f1(()) == 0


def test_evaluation_learns_only_from_other_folds(labelled):
    texts, labels = labelled
    noise = np.random.default_rng(1).random(len(texts)) < 0.3
    found = evaluated(texts, {"food": labels["food"], "location": noise}, NHS)
    assert found.theme_ids == ("food", "location")
    assert found.trained[0].f1 > 0.95
    assert found.trained[1].f1 < 0.6
    assert evaluated(texts, labels, NHS, trained=False).trained == ()
    with pytest.raises(UnknownChoice):
        evaluated(texts, {"foot": noise}, NHS)


def test_real_themes_are_learned_out_of_fold(real_files):
    read = pd.read_csv(real_files / "comments" / "labelled_comments.csv").fillna({"text": ""})
    labels = {t.id: read[t.name].to_numpy(dtype=bool) for t in NHS.themes}
    overall = evaluated(list(read["text"]), labels, NHS).overall()
    trained, macro = overall["trained"]
    assert trained.f1 > 0.72
    assert macro > 0.62
