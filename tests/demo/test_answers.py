"""How people answer: skips, blanks, and answers that go together."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.demo.answers import Ladder, probit
from analysis.demo.tables import QUESTIONS
from analysis.store import NOT_ASKED
from analysis.survey import question, questions

LEFT_BLANK = 0


def test_codes_are_options_blank_or_not_asked(demo):
    for one in questions():
        allowed = {LEFT_BLANK, *(option.code for option in one.options)}
        allowed |= set() if one.route == "everyone" else {NOT_ASKED}
        found = set(demo.people[one.code].unique().tolist())
        assert demo.people[one.code].dtype == np.uint8
        assert found == allowed


def test_nurse_questions_are_asked_exactly_of_those_who_named_one(demo):
    named = demo.people["Q17"] == 1
    for code in ("Q18", "Q19"):
        assert ((demo.people[code] != NOT_ASKED) == named).all()


@pytest.mark.parametrize(
    "route", ["test", "operation", "inpatient", "outpatient", "radiotherapy", "chemotherapy"]
)
def test_one_route_is_asked_of_the_same_people(demo, route):
    codes = [q.code for q in questions() if q.route == route]
    asked = demo.people[codes].to_numpy() != NOT_ASKED
    assert (asked == asked[:, :1]).all()
    assert 0.05 < asked[:, 0].mean() < 0.95


def test_operations_mean_nights_in_hospital(demo):
    cut, stayed = (demo.people[code] != NOT_ASKED for code in ("Q25", "Q28"))
    assert stayed[cut].mean() > stayed[~cut].mean() + 0.3


def test_blanks_are_few_and_more_in_the_oldest(demo):
    asked = demo.people[list(QUESTIONS)] != NOT_ASKED
    blank = (demo.people[list(QUESTIONS)] == LEFT_BLANK) & asked
    share = blank.sum() / asked.sum()
    assert share.between(0.002, 0.06).all()
    by_age = blank.sum(axis=1).groupby(demo.people["age"], observed=True).mean()
    assert by_age["85-plus"] > 1.4 * by_age["65-74"]


def test_not_applicable_is_common_where_it_was_in_the_survey(latest):
    share = (latest.people["Q22"] > 2).mean()
    assert share == pytest.approx(0.48, abs=0.05)


def test_answers_of_one_person_go_together(latest):
    correlation = latest.worth.corr(min_periods=1000).to_numpy()
    pairs = correlation[np.triu_indices(len(correlation), 1)]
    assert np.nanmin(pairs) > 0.05
    assert 0.1 < np.nanmedian(pairs) < 0.25
    assert np.nanmax(pairs) < 0.45


def test_answers_within_a_section_go_together_more(latest):
    correlation = latest.worth.corr(min_periods=1000)
    wards = [q.code for q in questions() if q.section.endswith("as an inpatient")]
    within = correlation.loc[wards, wards].to_numpy()[np.triu_indices(len(wards), 1)].mean()
    across = correlation.loc[wards, ["Q53", "Q54", "Q57"]].to_numpy().mean()
    assert within > across + 0.03


def test_rating_is_skewed_like_a_real_one(latest):
    rating = latest.worth["Q59"].dropna()
    assert rating.std() == pytest.approx(1.38, abs=0.05)
    share = rating.value_counts(normalize=True)
    assert share.idxmax() == 10
    assert share[10.0] + share[9.0] > 0.6
    assert share[share.index < 5].sum() == pytest.approx(0.016, abs=0.01)


def test_better_propensity_gives_better_options():
    ladder = Ladder(question("Q7"), 0.79)
    deviate = np.zeros(3, dtype=np.float32)
    assert ladder.codes(np.array([4, -1, -4], dtype=np.float32), deviate).tolist() == [1, 2, 4]


def test_probit_of_log_odds():
    log_odds = np.array([-99, 0, np.log(0.975 / 0.025), 99], dtype=np.float32)
    assert probit(log_odds)[1:3] == pytest.approx([0, 1.96], abs=0.002)
    assert np.isfinite(probit(log_odds)).all()
