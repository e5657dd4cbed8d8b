from __future__ import annotations

import os
import time

import pytest

from analysis.comments import cores
from analysis.comments.cores import shared
from analysis.comments.dictionary import dictionary, once_each, packed, unpacked
from analysis.comments.framework import framework
from analysis.comments.learning import train
from analysis.survey import InputError

NHS = framework("qdc")
HERE = os.getpid()
SOON = 200


@pytest.fixture
def helped(monkeypatch):
    """Call one helper at once, however many cores there are."""
    monkeypatch.setattr(cores, "_PATIENCE", -1)
    monkeypatch.setattr(cores, "helpers", lambda: 1)


def until_helped(work):
    """Yield what is made of pieces until a helper has done one, which is given in the end."""
    ends = time.monotonic() + SOON

    def pieces():
        number = 0
        while time.monotonic() < ends and not found.get("helped"):
            yield number
            number += 1

    found = {}
    for number, pid in enumerate(shared(work, pieces())):
        assert pid[0] == number
        found["helped"] = found.get("helped") or pid[1] not in (HERE, None)
        yield pid
    assert found["helped"], f"no helper has done anything within {SOON} seconds"


def told(piece):
    time.sleep(0.02)
    return piece, os.getpid()


def dies_elsewhere(piece):
    time.sleep(0.02)
    if os.getpid() != HERE:
        os._exit(1)
    return piece


def hangs_elsewhere(piece):
    if os.getpid() != HERE:
        time.sleep(5)
    return piece


def refuses(piece):
    if piece == 7:
        raise InputError("No seven.")
    return piece


def test_helpers_do_some_pieces_and_the_order_stays(helped):
    by = [pid for _, pid in until_helped(told)]
    assert HERE in by


def test_what_helpers_that_die_or_hang_were_given_is_done_here(helped):
    assert list(shared(dies_elsewhere, range(120))) == list(range(120))
    start = time.monotonic()
    assert list(shared(hangs_elsewhere, range(300))) == list(range(300))
    assert time.monotonic() - start < 5


def test_what_goes_wrong_with_a_piece_is_said(helped):
    with pytest.raises(InputError, match="No seven"):
        list(shared(refuses, range(20)))


@pytest.mark.parametrize("number", [0, 1, 5])
def test_little_work_calls_nobody(number, monkeypatch):
    monkeypatch.setattr(cores, "helpers", lambda: pytest.fail("helpers were called"))
    assert list(shared(str, range(number))) == [str(i) for i in range(number)]


def test_where_no_helper_can_start_everything_is_done_here(helped, monkeypatch):
    from joblib.externals.loky import process_executor

    def refuse(*_args, **_named):
        raise OSError("no semaphores here")

    monkeypatch.setattr(process_executor, "ProcessPoolExecutor", refuse)
    assert list(shared(refuses, range(7))) == list(range(7))


def test_pieces_are_taken_a_few_ahead_only(helped):
    taken = []
    given = (taken.append(i) or i for i in range(10_000))
    results = shared(hangs_elsewhere, given)
    for _ in range(10):
        next(results)
    assert len(taken) <= 10 + cores._BEHIND + 1
    results.close()


def test_one_core_has_no_helpers_and_many_have_three(monkeypatch):
    from joblib.externals import loky

    for there, number in ((1, 0), (2, 1), (64, 3)):
        monkeypatch.setattr(loky, "cpu_count", lambda there=there: there)
        assert cores.helpers() == number


def test_themes_are_the_same_with_and_without_helpers(helped, monkeypatch):
    texts = [f"The nurse was kind {i}, we waited {i % 7} hours" for i in range(400)]
    late = [i % 2 == 0 for i in range(400)]
    said = [
        t if here else t.replace("waited", "fridgewick")
        for t, here in zip(texts, late, strict=True)
    ]
    model = train(said, {"timeliness": [not here for here in late]}, NHS)
    monkeypatch.setattr("analysis.comments.dictionary._AT_ONCE", 10)
    assert model.figures[0].used == "model"
    for way in (dictionary(NHS), model):
        together = way.themed([*said, *said])
        monkeypatch.setattr(cores, "helpers", lambda: 0)
        assert (way.themed([*said, *said]) == together).all()
        monkeypatch.setattr(cores, "helpers", lambda: 1)


class Slow:
    """Explains the themes of a text, slowly, and says which process did it."""

    def __init__(self):
        self.words = dictionary(NHS)

    def __call__(self, piece):
        time.sleep(0.02)
        return piece, os.getpid(), self.words.explained("No parking, kind nurse")


def test_a_helper_explains_as_this_process_does(helped):
    expected = dictionary(NHS).explained("No parking, kind nurse")
    assert all(found == expected for _, _, found in until_helped(Slow()))


def test_each_text_is_looked_at_once():
    seen = []

    def coded(texts):
        seen.extend(texts)
        return packed(dictionary(NHS).themed(texts))

    found = once_each(coded, ["kind nurse", "parking", "kind nurse"])
    assert seen == ["kind nurse", "parking"]
    assert found[0] == found[2] != found[1]
    assert (
        unpacked(found, len(NHS.ids))
        == dictionary(NHS).themed(["kind nurse", "parking", "kind nurse"])
    ).all()
