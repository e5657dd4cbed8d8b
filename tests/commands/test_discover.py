"""The command ``discover``."""

from __future__ import annotations

import pytest


def test_a_search_is_a_pure_table(table, demo_path):
    words = (
        "discover",
        "--workspace",
        demo_path,
        "--question",
        "Q33",
        "--by",
        "sex",
        "--by",
        "age",
    )
    got = table(*words, "--most", "2")
    assert {"groups", "who", "difference", "p_adjusted", "worst_tenth"} <= set(got)
    assert (got["difference"] < 0).all()
    assert (got["p_adjusted"] <= 0.05).all()


def test_the_shuffled_search_is_told(run, demo_path):
    told = run("discover", "--workspace", demo_path, "--question", "Q33", "--by", "sex")
    assert "shuffled answers" in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--question", "Q5", "--by", "wealth"], "no breakdown 'wealth'"),
        (["--section", "Parking"], "no section 'Parking'"),
    ],
)
def test_what_there_is_not_is_refused(demo_path, refused, words, message):
    assert message in refused("discover", "--workspace", demo_path, *words)


def test_official_results_are_refused(official_path, refused):
    assert "single" in refused("discover", "--workspace", official_path, "--question", "Q1")
