from __future__ import annotations

import threading

import numpy as np
import pytest

from analysis.store import respondents as module
from analysis.store.respondents import respondents, worth_of
from analysis.survey import Population, UnknownChoice, question

from .conftest import people


def test_they_are_read_once_however_many_threads_ask(fill, monkeypatch):
    workspace, calls, read = fill(people(30, sex="female")), [], module._read
    monkeypatch.setattr(module, "_read", lambda *a: calls.append(a) or read(*a))
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(respondents(workspace, "made")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert all(one is found[0] for one in found)
    assert len(found) == 8


def test_a_person_takes_as_many_bytes_as_the_module_says(fill):
    held = respondents(fill(people(1_000)), "made")
    size = sum(c.nbytes for c in held.columns.values()) + sum(p.codes.nbytes for p in held.packs)
    assert size == 45 * 1_000
    assert "45 bytes" in module.__doc__


def test_everybody_is_no_rows_and_nobody_is_none(fill):
    held = respondents(fill(people(5, sex=["female", "male", None, "male", None])), "made")
    assert held.people == 5
    assert held.rows(Population.of("made")) is None
    assert held.rows(Population.of("made", years=[1999])).tolist() == []

    def of(*groups: str) -> list[int]:
        return held.rows(Population.of("made", groups={"sex": groups})).tolist()

    assert of("female") == [0]
    assert of("not-given") == [2, 4]
    assert of("male", "not-given") == [1, 2, 3, 4]


def test_answers_are_positions_of_options_or_one_more(fill):
    q = question("Q5")
    codes = [o.code for o in q.options]
    answers = np.array([*codes, 0, 255], dtype="uint8")
    held = respondents(fill(people(answers.size, Q5=answers)), "made")
    wanted = [*range(len(codes)), len(codes), len(codes)]
    assert held.answer(q, None).tolist() == wanted
    assert held.answer(q, np.array([1, 0])).tolist() == [1, 0]


def test_a_survey_without_anybody_is_held(fill):
    held = respondents(fill(people(0)), "made")
    assert held.people == 0
    assert held.weight is None


def test_weights_are_held_where_there_are_any(fill):
    held = respondents(fill(people(2, weight=[0.5, None])), "made")
    assert held.weight.tolist() == [0.5, 0.0]


def test_what_counts_and_what_it_is_worth():
    counts, worth = worth_of(question("Q59"))
    assert counts.all()
    assert worth.min() == 0
    assert worth.max() == 10
    counts, worth = worth_of(question("Q1"))
    polarities = [o.polarity for o in question("Q1").options]
    assert counts.tolist() == [float(p != "excluded") for p in polarities]
    assert worth.tolist() == [float(p == "positive") for p in polarities]


def test_an_unknown_dataset_is_refused(fill):
    with pytest.raises(UnknownChoice, match="nobody"):
        respondents(fill(people(3)), "nobody")
