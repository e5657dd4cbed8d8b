"""Situations: complete, in two halves, and told in words of their own."""

from __future__ import annotations

from collections import Counter

import pytest

from analysis.demo import situations as module
from analysis.demo.situations import framing, held_out, read_situations, seen, themes
from analysis.demo.tables import read_table
from analysis.survey import InputError

ALL = seen() + held_out()


def cells(some):
    return {(s.role, s.tone) for s in some}


def test_every_theme_has_both_tones_in_both_halves():
    praise, criticism = (
        read_table("comments/themes").set_index("theme")[c] for c in ("praise", "criticism")
    )
    wanted = {(t, 1) for t in themes() if praise[t] > 0}
    wanted |= {(t, -1) for t in themes() if criticism[t] > 0}
    wanted |= {("questionnaire", tone) for tone in (-1, 0, 1)}
    assert cells(seen()) == cells(held_out()) == wanted


def test_every_theme_and_tone_has_a_situation_that_fits_everyone_in_both_halves():
    for half in (seen(), held_out()):
        assert cells(s for s in half if not s.needs) == cells(half)


def test_about_half_is_held_out():
    assert len(held_out()) / len(ALL) == pytest.approx(0.5, abs=0.05)
    tellings = [sum(len(s.tellings) for s in half) for half in (seen(), held_out())]
    assert tellings[1] / sum(tellings) == pytest.approx(0.5, abs=0.05)
    assert all(s.held_out for s in held_out())
    assert not any(s.held_out for s in (*seen(), *framing()))


def test_there_are_many_and_each_is_told_in_several_ways():
    assert len(ALL) >= 150
    assert min(len(s.tellings) for s in ALL) >= 2
    assert sum(len(s.tellings) for s in ALL) / len(ALL) > 3.5


def test_none_is_there_twice():
    assert max(Counter(s.id for s in (*ALL, *framing())).values()) == 1
    assert max(Counter(t for s in ALL for t in s.tellings).values()) == 1


def test_what_stands_around_is_about_nothing_but_short_comments_may_be():
    for situation in framing():
        assert not situation.themes or situation.role.startswith("short")


@pytest.mark.parametrize(
    "entry",
    [
        'id = "a"\ntheme = "no-such-theme"\ntone = "positive"\ntellings = ["Well."]',
        'id = "a"\ntheme = "ward"\ntone = "angry"\ntellings = ["Well."]',
        'id = "a"\ntheme = "ward"\ntone = "positive"\ntellings = []',
        'id = "a"\ntone = "positive"\ntellings = ["Well."]',
        'id = "a"\ntheme = "ward"\ntone = "positive"\ntellings = ["Well."]\nneed = ["test"]',
    ],
)
def test_a_mistake_in_a_file_is_named(entry, tmp_path, monkeypatch):
    (tmp_path / "mine.toml").write_text(f"[[situation]]\n{entry}\n", encoding="utf-8")
    monkeypatch.setattr(module, "COMMENTS", tmp_path)
    with pytest.raises(InputError, match=r"^a: "):
        read_situations("mine")
