"""Outlines and the storybook: parts in order, and situations that fit who tells them."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.demo.audience import Audience
from analysis.demo.outlines import BOXES, Planner
from analysis.demo.situations import framing, held_out, seen
from analysis.demo.storybook import Storybook
from analysis.demo.subjects import Subjects
from analysis.survey import InputError

SITUATIONS = (*seen(), *held_out(), *framing())


@pytest.fixture(scope="module")
def book() -> Storybook:
    return Storybook(SITUATIONS)


@pytest.fixture(scope="module")
def outline(piece, book):
    subjects = Subjects(piece.respondents, piece.answers)
    return Planner(subjects, book.cells, np.random.default_rng(2)).outline()


def names(book, outline, comment):
    cells = list(book.cells)
    return [cells[i] for i in outline.cell[outline.comment == comment]]


def test_every_comment_has_a_part_and_every_part_a_cell(book, outline):
    assert (np.unique(outline.comment) == np.arange(len(outline.box))).all()
    assert (np.diff(outline.comment) >= 0).all()
    assert (np.diff(outline.person) >= 0).all()
    assert outline.cell.min() >= 0
    assert outline.cell.max() < len(book.cells)
    assert set(outline.box) == set(range(len(BOXES)))


def test_openings_come_first_and_short_comments_stand_alone(book, outline):
    for comment in range(800):
        roles = [name.split()[0] for name in names(book, outline, comment)]
        assert "opening" not in roles[1:]
        assert "signature" not in roles[:-1]
        if roles[0].startswith("short"):
            assert roles == [f"short-{BOXES[outline.box[comment]]}"]


def test_a_turn_stands_between_two_tones(book, outline):
    turns = 0
    for comment in range(3_000):
        parts = names(book, outline, comment)
        for i, part in enumerate(parts):
            if part.startswith("turn"):
                turns += 1
                assert parts[i - 1].split()[1] != parts[i + 1].split()[1]
                assert part.split()[1] == parts[i + 1].split()[1]
    assert turns > 50


def test_one_comment_says_different_things(outline):
    said = np.stack([outline.comment, outline.cell])
    assert np.unique(said, axis=1).shape[1] == len(outline.cell)


def test_situations_fit_who_tells_them(piece, book, outline):
    audience = Audience(piece.respondents, piece.answers)
    writers = outline.person[outline.comment]
    picked = book.picked(outline.cell, writers, audience, np.random.default_rng(3))
    needy = {i for i, s in enumerate(SITUATIONS) if s.needs} & set(picked.tolist())
    assert len(needy) > 10
    for i in needy:
        assert audience.fits(SITUATIONS[i].needs)[writers[picked == i]].all()


@pytest.mark.parametrize("need", ["surgeryy", "age:12", "age:16-24,old"])
def test_unknown_needs_are_refused(piece, need):
    with pytest.raises(InputError):
        Audience(piece.respondents, piece.answers).fits([need])


def test_needs_are_all_of_them_and_any_of_their_groups(piece):
    audience = Audience(piece.respondents, piece.answers)
    women, young = audience.fits(["sex:female"]), audience.fits(["age:16-24,25-34"])
    assert (audience.fits(["sex:female", "age:16-24,25-34"]) == (women & young)).all()
    assert audience.fits([]).all()
    assert (audience.fits(["chemotherapy"]) == (piece.answers["Q47"] != 255)).all()
