from __future__ import annotations

import made
import pandas as pd
import pytest

from analysis.results import Unavailable, place_scores
from analysis.results.question_ranges import QuestionRanges, question_ranges
from analysis.store import Workspace, gate
from analysis.survey import Population, level, place, places, question, questions

NUMBERS = ["n", "score", "lower", "upper", "expected_lower", "expected_upper"]


def of(found: QuestionRanges, code: str) -> pd.Series:
    return found.frame.set_index("question").loc[code]


def assert_as_on_places(workspace: Workspace, population: Population, codes: list[str]) -> None:
    found = question_ranges(workspace, population)
    at = population.where
    for code in codes:
        all_places = place_scores(
            workspace, population, question(code), level(at.level), adjusted=False
        )
        beside = all_places.frame.set_index("code").loc[at.code]
        row = of(found, code)
        assert row[NUMBERS].tolist() == pytest.approx(beside[NUMBERS].tolist(), nan_ok=True)
        assert row["band"] == beside["band"]
        assert found.official == all_places.official


@pytest.mark.parametrize("at", ["RJ1", "05L", "E54000027", "E56000010"])
@pytest.mark.parametrize(
    "filters", [{"years": [2018]}, {"groups": {"sex": ["female"]}}], ids=["year", "women"]
)
def test_ranges_are_those_of_the_places_page(demo, at, filters):
    assert_as_on_places(demo, Population.of("demo", at=at, **filters), ["Q1", "Q16", "Q30", "Q59"])


@pytest.mark.real
@pytest.mark.parametrize("at", ["RJ1", "01F", "E56000010"])
@pytest.mark.parametrize("year", [2016, 2018])
def test_real_ranges_are_those_of_the_places_page(real, at, year):
    who = Population.of("ncpes-2018", at=at, years=[year])
    assert_as_on_places(real, who, ["Q1", "Q16", "Q30", "Q58", "Q59"])


def test_every_question_is_there_in_the_order_of_the_questionnaire(demo):
    found = question_ranges(demo, Population.of("demo", at="RJ1"))
    assert found.frame["question"].tolist() == [q.code for q in questions()]


def test_a_trust_stands_beside_its_alliance_and_england(demo):
    who = Population.of("demo", at="RJ1", years=[2018])
    found = question_ranges(demo, who)
    assert found.parent == place(place("RJ1").alliance)
    for column, at in (("parent", found.parent.code), ("england", "ENG")):
        there = Population.of("demo", at=at, years=[2018])
        alone = gate.scores(demo, there, questions()).frame["score"]
        assert found.frame[column].tolist() == pytest.approx(alone.tolist(), nan_ok=True)


def test_an_alliance_stands_beside_england_alone(demo):
    found = question_ranges(demo, Population.of("demo", at="E56000010"))
    assert found.parent == place("ENG")
    assert found.frame["parent"].tolist() == found.frame["england"].tolist()


def test_england_has_scores_and_nothing_beside_them(demo, official):
    for workspace, name in ((demo, "demo"), (official, "official")):
        found = question_ranges(workspace, Population.of(name, years=[2018]))
        assert found.parent is None
        assert found.frame["score"].notna().all()
        assert found.frame["lower"].notna().all()
        beside = ["parent", "england", "expected_lower", "expected_upper", "band"]
        assert found.frame[beside].isna().all(axis=None)


def test_filters_on_people_apply_to_the_place_and_to_those_beside_it(few):
    women = {"sex": ["female"]}
    everyone = gate.scores(few, Population.of("made", groups=women), [question("Q5")]).frame
    found = question_ranges(few, Population.of("made", at="RJ1", groups=women))
    assert of(found, "Q5")["england"] == pytest.approx(everyone["score"].iloc[0])
    assert of(found, "Q5")["n"] == 0


def test_a_place_by_hand(workspace_of):
    trusts = [p.code for p in places("trust")[:10]]
    blocks = [{"n": 100, "trust": trust, "Q5": [1, 1, 1, 1, 2]} for trust in trusts[:9]]
    blocks += [{"n": 100, "trust": trusts[9], "Q5": [1, 1, 1, 2, 2]}]
    found = question_ranges(workspace_of(made.people(*blocks)), Population.of("made", at=trusts[9]))
    row = of(found, "Q5")
    reach = 1.959964 * (0.78 * 0.22 / 100) ** 0.5
    assert row["score"] == pytest.approx(0.6)
    assert row["england"] == pytest.approx(0.78)
    assert row["expected_lower"] == pytest.approx(0.78 - reach)
    assert row["expected_upper"] == pytest.approx(0.78 + reach)
    assert row["band"] == "below"


def test_what_is_hidden_has_no_number_and_no_band(workspace_of):
    blocks = [{"n": 30, "trust": t, "Q5": [1, 2], "Q59": [9, 10]} for t in made.TRUSTS[:3]]
    people = made.people(*blocks, {"n": 5, "trust": made.TRUSTS[3], "Q5": [1, 2], "Q59": [9]})
    found = question_ranges(workspace_of(people), Population.of("made", at=made.TRUSTS[3]))
    for code in ("Q5", "Q59"):
        row = of(found, code)
        assert row["hidden"]
        assert row[NUMBERS].isna().all()
        assert pd.isna(row["band"])


def test_official_bands_are_the_publishers(official):
    found = question_ranges(official, Population.of("official", at=made.TRUSTS[2], years=[2018]))
    assert found.official
    assert of(found, "Q1")["band"] == "above"
    assert of(found, "Q1")["expected_upper"] == 0.84


def test_what_the_publisher_hid_stays_hidden(official):
    found = question_ranges(official, Population.of("official", at=made.TRUSTS[3], years=[2018]))
    row = of(found, "Q2")
    assert row["hidden"]
    assert row[["score", "expected_lower", "band"]].isna().all()


def test_years_without_published_ranges_have_ours_and_say_so(official):
    found = question_ranges(official, Population.of("official", at=made.TRUSTS[2], years=[2016]))
    assert not found.official
    assert "these are ours" in found.notes[0]
    assert found.frame["band"].notna().all()


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"at": "E54000027"}, "no figures for STPs. Choose England, a Cancer Alliance"),
        ({"at": "05L"}, "no figures for NHS Sandwell and West Birmingham CCG in 2018"),
        ({"groups": {"sex": ["female"]}}, "can't be filtered by sex"),
    ],
)
def test_what_official_results_lack_is_said(official, filters, said):
    with pytest.raises(Unavailable, match=said):
        question_ranges(official, Population.of("official", years=[2018], **filters))
