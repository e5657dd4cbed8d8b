import pytest

from analysis.survey import Indicator, UnknownChoice, indicator, indicators

USUAL = {
    "id": "made",
    "label": "Made up",
    "description": "A test.",
    "unit": "percent",
    "better": "increase",
    "grain": "month",
    "source": "A test.",
}


def test_the_standards_are_those_of_the_nhs():
    standards = {i.id: i.standard for i in indicators()}
    assert standards == {
        "wait-62-day": 0.85,
        "wait-31-day": 0.96,
        "diagnosis-28-day": 0.75,
        "two-week-wait": 0.93,
        "two-week-wait-breast": 0.93,
        "urgent-referrals": None,
        "breast-referrals": None,
        "early-stage": None,
        "one-year-survival": None,
        "emergency-presentation": None,
    }


def test_of_emergencies_fewer_are_better_of_referrals_neither_and_of_all_else_more():
    assert {i.id for i in indicators() if i.better == "decrease"} == {"emergency-presentation"}
    neutral = {i.id for i in indicators() if i.better == "neutral"}
    assert neutral == {"urgent-referrals", "breast-referrals"}


@pytest.mark.parametrize("id", ["two-week-wait", "two-week-wait-breast"])
def test_a_standard_that_was_given_up_says_so(id):
    assert "given up in October 2023" in indicator(id).source


@pytest.mark.parametrize("i", indicators(), ids=lambda i: i.id)
def test_every_indicator_says_what_it_is_and_where_it_comes_from(i):
    assert len(i.description) > 60
    assert i.description.endswith(".")
    assert i.source.endswith(".")
    assert indicator(i.id.upper()) is i


def test_the_ambition_of_the_strategy_is_told_beside_the_standard():
    assert "95% by 2020" in indicator("diagnosis-28-day").source


def test_an_unknown_indicator_is_refused_with_the_nearest():
    with pytest.raises(UnknownChoice, match="Did you mean wait-62-day"):
        indicator("wait-62")


@pytest.mark.parametrize("wrong", ["unit", "better", "grain"])
def test_a_word_that_the_file_may_not_use_is_refused(wrong):
    with pytest.raises(UnknownChoice, match="for made 'nonsense'"):
        Indicator(**USUAL | {wrong: "nonsense"})


@pytest.mark.parametrize(("unit", "times"), [("percent", 1), ("per 100,000", 1e5), ("count", None)])
def test_what_a_share_is_multiplied_by(unit, times):
    assert Indicator(**USUAL | {"unit": unit}).times == times


@pytest.mark.parametrize(
    ("better", "standard", "meets"),
    [
        ("increase", 0.85, [False, True, True]),
        ("decrease", 0.85, [True, True, False]),
        ("neutral", 0.85, [None] * 3),
        ("increase", None, [None] * 3),
    ],
)
def test_a_standard_is_met_from_itself_on_in_the_better_direction(better, standard, meets):
    made = Indicator(**USUAL | {"better": better, "standard": standard})
    assert [made.meets_standard(v) for v in (0.84, 0.85, 0.86)] == meets
