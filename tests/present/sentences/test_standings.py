from __future__ import annotations

import pandas as pd
import pytest

from analysis.dashboard.missing import MissingRule, place_standings
from analysis.dashboard.standing import standings
from analysis.present.sentences import standings as sentences
from analysis.store import Dataset, Workspace, build
from analysis.survey import indicator, level

WAIT = indicator("wait-62-day")
SOURCE = Dataset("waits", "Waits made by hand", "indicators", "A test.")


@pytest.fixture
def holding(tmp_path, request):
    def holding(*figures: tuple[str, str, float | None, float | None]) -> Workspace:
        frame = pd.DataFrame(figures, columns=["place", "period", "numerator", "denominator"])
        frame = frame.assign(
            indicator=WAIT.id, grain="month", period=pd.to_datetime(frame["period"])
        )
        with build(tmp_path / "workspace.duckdb") as builder:
            builder.add_indicators(SOURCE, frame)
        workspace = Workspace.open(tmp_path / "workspace.duckdb")
        request.addfinalizer(workspace.close)
        return workspace

    return holding


def test_the_first_sentence_says_how_many_people_waited_longer(holding):
    said = sentences.standings(standings(holding(("RJ1", "2018-12-01", 800, 1000)), "RJ1"))
    assert said == (
        "At Guy's and St Thomas' NHS Foundation Trust 80.0% (77.4% to 82.4%) of people began "
        "treatment within 62 days in December 2018, which misses the 85% standard: 200 people "
        "waited longer than 62 days for treatment."
    )


def test_what_one_patient_more_could_turn_is_said_to_be_within_chance(holding):
    said = sentences.standings(standings(holding(("RJ1", "2018-12-01", 16, 20)), "RJ1"))
    assert "which misses the 85% standard, within chance: 4 people waited" in said


@pytest.mark.parametrize(
    ("within", "of", "said"),
    [
        (100, 100, "nobody waited longer than 62 days for treatment"),
        (99, 100, "1 person waited longer than 62 days for treatment"),
        (98.5, 100, "1.5 people waited longer than 62 days for treatment"),
        (1000, 12345.5, "11,345.5 people waited longer than 62 days for treatment"),
    ],
)
def test_people_are_counted_whole_half_one_and_none(within, of, said):
    assert sentences.late_people(WAIT, of - within) == said


def test_nobody_is_late_without_a_standard_or_a_number():
    assert sentences.late_people(indicator("early-stage"), 5) == ""
    assert sentences.late_people(WAIT, float("nan")) == ""


def test_where_there_are_no_figures_it_says_so(holding):
    found = standings(holding(("RJ1", "2018-12-01", 1, 2)), "R1H")
    assert sentences.standings(found) == (
        "There are no figures on waits, diagnosis or survival at Barts Health NHS Trust."
    )
    assert sentences.without(found) == ""


def test_mergers_are_said(holding):
    workspace = holding(
        ("RE9", "2019-03-01", 1, 2), ("RLN", "2019-03-01", 1, 2), ("R0B", "2019-04-01", 1, 2)
    )
    said = sentences.places_moved(standings(workspace, "RE9"))
    assert said[0] == (
        "South Tyneside NHS Foundation Trust became part of South Tyneside and Sunderland NHS "
        "Foundation Trust in April 2019. The figures are those of the whole."
    )
    assert "percentages are never averaged" in said[1]
    divided = sentences.places_moved(standings(holding(("RW6", "2021-12-01", 1, 2)), "RW6"))
    assert len(divided) == 3
    assert "only its own figures" in divided[2]


def test_who_keeps_missing_is_named_with_the_rule(holding):
    rows = [("RJ1", f"2018-{m:02}-01", 600, 1000) for m in range(7, 13)]
    rows += [("R1H", f"2018-{m:02}-01", 950, 1000) for m in range(7, 13)]
    found = place_standings(holding(*rows), WAIT, level("trust"))
    assert sentences.keeps_missing(found) == (
        "Of 2 trusts, 1 keeps missing the 85% standard for “62-day wait”. Furthest from it: Guy's "
        "and St Thomas' NHS Foundation Trust (60%, 6 months in a row)."
    )
    assert sentences.rule(MissingRule(), "month") == (
        "A place keeps missing a standard if it missed it in at least 5 of the last 6 months and "
        "all of them together leave no doubt (exact 95% interval). The same rule holds for every "
        "place."
    )


def test_nobody_misses_what_has_no_standard(demo):
    found = place_standings(demo, indicator("early-stage"), level("ccg"))
    assert "no national standard" in sentences.keeps_missing(found)
    none = place_standings(demo, WAIT, level("trust"), MissingRule(24, 24)).within("E00000000")
    assert sentences.keeps_missing(none).startswith("None of 0 trusts keeps missing")


def test_periods_without_figures_are_told(holding):
    rows = [("RJ1", "2018-12-01", 600, 1000), ("RJ1", "2018-07-01", 600, 1000)]
    found = place_standings(holding(*rows), WAIT, level("trust"))
    assert sentences.gaps_in_time(found).startswith("Only 2 of these 6 months have figures")
    assert (
        sentences.gaps_in_time(
            place_standings(holding(*rows), WAIT, level("trust"), MissingRule(1, 1))
        )
        == ""
    )


def test_what_is_made_up_is_told_under_the_picture():
    assert sentences.origin("A, B", [True, True]).startswith("Synthetic data, not real results.")
    assert sentences.origin("A", [False]) == "Source: A"
    assert "marked as made up" in sentences.origin("A, B", [False, True])
