from __future__ import annotations

from analysis.present import sentences
from analysis.results import Neighbours
from analysis.survey import level, place

TRUST = level("trust")


def test_what_similar_means_and_who_is_left_out_is_said():
    found = Neighbours(place("R0A"), TRUST, (), (("R1H", 0.05),), left_out=1)
    said = sentences.similar(found)
    assert "most like those of Manchester University NHS Foundation Trust in age, sex" in said
    assert said.endswith("1 trust is left out, as too much of who is treated there is hidden.")
    none = Neighbours(place("R0A"), TRUST, (), (("R1H", 0.05),))
    assert "left out" not in sentences.similar(none)


def test_the_reason_stands_where_there_are_none():
    assert sentences.similar(Neighbours(place("R0A"), TRUST, (), (), why="Hidden.")) == "Hidden."
