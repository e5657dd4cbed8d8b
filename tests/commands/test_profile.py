from __future__ import annotations

import made
import pytest

from analysis.present import sentences, tables
from analysis.results import profile
from analysis.survey import Population


def test_the_file_is_what_the_library_gives(table, demo, demo_path):
    got = table("profile", "--workspace", demo_path, "--place", "RJ1", "--year", 2018)
    plain = tables.plain_profile(profile(demo, Population.of("demo", at="RJ1", years=[2018])))
    assert got.columns.tolist() == plain.columns.tolist()
    for column in ("score", "parent", "england", "expected_lower", "change"):
        assert got[column].tolist() == pytest.approx(plain[column].tolist(), nan_ok=True)
    assert got["band"].fillna("").tolist() == plain["band"].fillna("").tolist()


def test_the_screen_has_the_sentences_of_the_page(run, demo, demo_path):
    out = run("profile", "--workspace", demo_path, "--place", "RJ1")
    found = profile(demo, Population.of("demo", at="RJ1"))
    for sentence in (sentences.profile, sentences.widest_inside, sentences.changed_since):
        assert sentence(found) in out


def test_england_is_a_place_too(table, demo_path):
    got = table("profile", "--workspace", demo_path)
    assert got["score"].notna().all()
    assert got[["expected_lower", "parent"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--place", "E54000027"], "no figures for STPs"),
        (["--place", "05L"], "no figures for NHS Sandwell"),
        (["--where", "sex=female", "--place", made.TRUSTS[0]], "can't be filtered by sex"),
        (["--place", "ZZZ"], "no place 'ZZZ'"),
    ],
)
def test_what_there_is_not_is_said(refused, official_path, words, message):
    assert message in refused("profile", "--workspace", official_path, *words)
