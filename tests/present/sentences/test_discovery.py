"""What is said of a search, from results made by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analysis.present import charts, palette, sentences, tables
from analysis.results.discovery import Discovery
from analysis.store import Policy
from analysis.survey import Population, dimension, question

COLUMNS = ("characteristics", "groups", "n", "score", "value", "lower", "upper")
ROW = ("sex+ethnicity+deprivation", "female+asian+1", 840, 0.71, -0.12, -0.15, -0.08)


def made(*shuffled: int, code: str = "Q5") -> Discovery:
    findings = pd.DataFrame([ROW], columns=COLUMNS).assign(
        question=code, extra=101.0, p=1e-9, p_adjusted=1e-6, probability=0.97
    )
    others = pd.DataFrame([("sex", "male", 4000, 0.8, 0.01, 0.0, 0.02)], columns=COLUMNS)
    return Discovery(
        Population.of("demo"),
        (question(code),),
        (dimension("sex"), dimension("ethnicity")),
        3,
        findings,
        others.assign(question=code, extra=-40.0, p=0.2),
        1234,
        7,
        shuffled,
        Policy(),
        (),
    )


def test_the_first_sentence_says_who_how_much_and_how_many_were_looked_at():
    assert sentences.discovery(made(0)) == (
        "Asian or Asian British women in the most deprived fifth of areas: 12 points lower (8 to "
        "15) than everyone else treated at the same trusts for the same kind of cancer, after "
        "allowing for the 1,234 combinations looked at."
    )


def test_nothing_found_is_said_plainly():
    found = replace(made(0), findings=made(0).findings.iloc[:0])
    assert sentences.discovery(found) == (
        "None of the 1,234 combinations looked at is clearly worse off than everyone else."
    )
    assert sentences.discovery_counts(found) == ""
    assert tables.discovery(found).empty
    assert charts.combinations(found, palette(dark=True)).alt.count("None of the") == 1


@pytest.mark.parametrize(
    ("shuffled", "said"),
    [
        ((0,), "The same search on shuffled answers found nothing."),
        ((0, 0), "The same search on shuffled answers found nothing, 2 times out of 2."),
        ((0, 3), "found something 1 time out of 2 (3 combinations at most)"),
        ((2,), "found 2 combinations, where there is nothing to find"),
    ],
)
def test_the_shuffled_search_is_told_as_it_was(shuffled, said):
    assert said in sentences.calibration(made(*shuffled))


def test_who_reads_as_english():
    said = sentences.combination(
        {"characteristics": "age+conditions+language", "groups": "65-74+physical+other"}
    )
    assert said == "people aged 65 to 74 with a physical condition and with another first language"


def test_the_table_has_what_the_sentence_has():
    [row] = tables.discovery(made(0)).to_dict("records")
    assert row["Difference (points)"] == "−12.0 (−15.0 to −8.0)"
    assert row["People more than expected"] == "101"
    assert row["p, adjusted"] == "below 0.001"
    assert row["Among the worst tenth"] == "97%"
    [plain] = tables.plain_discovery(made(0)).to_dict("records")
    assert plain["difference"] == pytest.approx(-12)
    assert plain["score"] == pytest.approx(71)


def test_the_picture_numbers_findings_and_names_them_in_words():
    picture = charts.combinations(made(0), palette(dark=False))
    assert "1, Asian or Asian British women" in picture.alt
    spec, _ = picture.of("Source", "#000000")
    [data] = spec["datasets"].values()
    assert sorted((row["number"], row["verdict"]) for row in data) == [
        ("", "Not listed"),
        ("1", "Worse off, and listed"),
    ]
    assert {round(row["points"]) for row in data} == {1, -12}
