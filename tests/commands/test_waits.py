from __future__ import annotations

import pytest


@pytest.fixture
def here(demo_path):
    return ("waits", "--workspace", demo_path)


def test_a_place_on_every_indicator(here, table, run):
    got = table(*here, "--place", "RJ1").set_index("indicator")
    assert got.loc["wait-62-day", "standard"] == 85
    assert got.loc["wait-62-day", "value"] == pytest.approx(
        100 * got.loc["wait-62-day", "numerator"] / got.loc["wait-62-day", "denominator"]
    )
    assert "of people began treatment within 62 days" in run(*here, "--place", "RJ1")
    assert "SYNTHETIC" in run(*here)


def test_all_places_and_who_keeps_missing(here, table):
    few = table(*here, "--indicator", "wait-62-day", "--level", "trust", "--missed", "6")
    many = table(*here, "--indicator", "wait-62-day", "--level", "trust", "--missed", "1")
    assert 0 < few["keeps"].sum() <= many["keeps"].sum()
    assert few["synthetic"].all()


def test_one_indicator_of_a_place(here, table):
    got = table(*here, "--place", "RJ1", "--indicator", "wait-31-day")
    assert got["indicator"].tolist() == ["wait-31-day"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--level", "trust"), "they need '--indicator'"),
        (("--by", "cancer"), "they need '--indicator'"),
        (
            ("--indicator", "wait-62-day", "--level", "trust", "--place", "RJ1"),
            "goes with neither '--place' nor '--by'",
        ),
        (("--missed", "9"), "can't miss a standard in 9 of 6"),
        (("--indicator", "early-stage", "--place", "RJ1"), "no figures on “Early-stage"),
    ],
)
def test_what_does_not_go_together_is_said(here, refused, words, said):
    assert said in refused(*here, *words)
