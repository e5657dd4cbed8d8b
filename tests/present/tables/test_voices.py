from __future__ import annotations

import made
import pytest

from analysis.present import tables
from analysis.results import skipped, survival, voices, voices_places, writers
from analysis.survey import Population, dimension, level, question

WHO = Population.of("demo")
SMALL = Population.of("demo", at=made.TRUSTS[0], years=[2018])
Q59 = question("Q59")


def test_a_file_has_percents_and_the_screen_the_same_in_words(demo):
    found = voices(demo, WHO)
    plain, screen = tables.plain_voices(found), tables.voices(found, "age")
    row = plain[plain["group"] == "16-24"].iloc[0]
    assert row["rate"] == pytest.approx(100 * row["answered"] / row["asked"])
    assert screen.iloc[0]["Group"] == "16 to 24"
    assert screen.iloc[0]["Response rate (95% interval)"].startswith(f"{row['rate']:.1f}% (")
    assert screen.iloc[0]["From everyone's (points)"].startswith("−")
    assert screen["From everyone's (points)"].str.startswith("+").any()
    assert tables.voices(found)["Breakdown"].nunique() == 5


def test_hidden_cells_are_empty_in_files_and_say_so_on_screen(demo):
    found = voices(demo, SMALL)
    plain = tables.plain_voices(found)
    hidden = plain[plain["hidden"]]
    assert len(hidden)
    assert hidden.select_dtypes("number").isna().all(axis=None)
    rows = tables.voices(found)
    gone = rows[rows["Asked"] == "hidden"]
    assert len(gone)
    assert set(gone.iloc[:, 4]) == {"hidden"}
    assert set(gone.iloc[:, 5:].to_numpy().ravel()) == {"–"}


def test_places_are_lowest_first_and_hidden_last(demo):
    found = voices_places(demo, SMALL.of("demo", years=[2018]), level("trust"))
    screen = tables.voices_places(found)
    assert screen["Asked"].iloc[-1] == "hidden"
    assert screen["Compared with expected"].iloc[-1] == "–"
    assert "hidden" not in set(screen["Asked"].iloc[:20])
    assert len(tables.plain_voices_places(found)) == len(screen)


def test_blanks(demo):
    found = skipped(demo, WHO, Q59, dimension("sex"))
    plain = tables.plain_skipped(found)
    assert len(tables.skipped_questions(found)) == 52
    assert tables.skipped_groups(found)["Group"].tolist()[-1] == "Everyone"
    assert plain[plain["question"] == "Q59"]["group"].tolist()[:1] == ["all"]


def test_the_gap_and_why_something_is_missing(demo):
    found = survival(demo, WHO, Q59, dimension("conditions"), "mental-health")
    screen = tables.survival(found)
    assert screen["Points"].iloc[-1] == found.bounds.why
    plain = tables.plain_survival(found).set_index("gap")
    assert plain.loc["as answered", "estimate"] == found.sides.gap
    assert plain.loc["bounds", "why"] == found.bounds.why


def test_who_wrote_is_compared_in_words(commented):
    found = writers(commented, WHO, dimension("ethnicity"))
    plain, screen = tables.plain_writers(found), tables.writers(found)
    assert screen["Group"].tolist() == plain["label"].tolist()[:-1]
    assert plain["group"].tolist()[-1] == "all"
    wrote = dict(zip(screen["Group"], screen["Wrote"], strict=True))
    assert wrote["Asian or Asian British"] == "less often"
    assert wrote["Not given"] == "–"
    places = tables.writers(writers(commented, WHO, level("trust")))
    hidden = places[places["Answered"] == "hidden"]
    assert (hidden["Wrote a comment (95% interval)"] == "hidden").all()
    assert (hidden["Wrote"] == "–").all()
