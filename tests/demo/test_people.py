"""Who is in the demonstration survey, and who did not answer it."""

from __future__ import annotations

import pytest

from analysis.demo.people import CCGS, PARENT, TRUSTS, treated_by_trust
from analysis.demo.tables import QUESTIONS, fit_margins, read_table
from analysis.survey import dimension, dimensions


def response(demo, column: str):
    answered = demo.people[column].value_counts()
    return answered / (answered + demo.silent[column].value_counts())


def test_years_have_the_published_proportions(demo):
    size = demo.people["year"].value_counts().sort_index()
    assert size.sum() == 281_000
    assert (size / size.sum()).tolist() == pytest.approx([0.248, 0.254, 0.241, 0.257], abs=0.001)


def test_about_two_in_three_answer(demo):
    assert len(demo.people) / (len(demo.people) + len(demo.silent)) == pytest.approx(0.65, abs=0.02)


def test_younger_poorer_and_minority_patients_answer_less(demo):
    age, quintile = response(demo, "age"), response(demo, "deprivation")
    assert age["16-24"] < age["35-44"] < age["55-64"] < age["65-74"]
    assert quintile["1"] < quintile["3"] < quintile["5"]
    ethnicity = response(demo, "ethnicity")
    assert (ethnicity.drop("white") < ethnicity["white"] - 0.05).all()


def test_trusts_answer_between_39_and_77_percent(demo):
    rate = response(demo, "trust")
    large = demo.people["trust"].value_counts() > 200
    assert 0.34 < rate[large].min() < 0.55
    assert 0.72 < rate[large].max() < 0.82


def test_silent_people_have_no_answers_and_only_what_hospitals_know(demo):
    assert not set(demo.silent) & set(QUESTIONS)
    frame = {d.column for d in dimensions() if d.source == "frame"}
    assert set(demo.silent) == {"year", "trust", "ccg", "ethnicity"} | frame
    assert demo.silent[sorted(frame)].notna().all().all()
    assert 0.03 < demo.silent["ethnicity"].isna().mean() < 0.1


def test_every_place_appears_every_trust_at_its_size(latest):
    size = latest.people["trust"].value_counts()
    assert set(size[size > 0].index) == set(TRUSTS)
    assert set(latest.people["ccg"].unique()) == set(CCGS)
    assert size.min() < 15
    assert size.median() == pytest.approx(421, rel=0.15)
    assert size.max() == pytest.approx(1837, rel=0.1)
    assert latest.people["ccg"].value_counts().median() == pytest.approx(285, rel=0.1)


def test_specialist_trusts_treat_what_they_are_for(demo):
    tumours = demo.people.groupby("trust", observed=False)["tumour"].value_counts(normalize=True)
    for trust, tumour in (("RET", "brain"), ("RRJ", "sarcoma"), ("RT3", "lung")):
        assert tumours[trust, tumour] > 0.4
    assert tumours["REP", "gynaecological"] > 0.6


def test_tumour_groups_come_with_the_right_sex(demo):
    pairs = demo.people.groupby("tumour", observed=False)["sex"].value_counts().unstack()
    assert pairs.loc["prostate", "female"] == 0
    assert pairs.loc["gynaecological", "male"] == 0
    assert 0 < pairs.loc["breast", "male"] < 0.02 * pairs.loc["breast"].sum()
    assert (demo.people["sex"] == "female").mean() == pytest.approx(0.53, abs=0.02)


def test_ethnicity_follows_from_its_detail_and_is_missing_with_it(demo):
    detail = demo.people["ethnicity_detail"].cat.codes.to_numpy()
    known = detail >= 0
    codes = demo.people["ethnicity"].cat.codes.to_numpy()
    assert (codes[known] == PARENT[detail[known]]).all()
    assert (codes[~known] == -1).all()


def test_ethnic_shares(demo):
    share = demo.people["ethnicity"].value_counts(normalize=True)
    assert 0.935 <= share["white"] <= 0.955
    assert 0.02 <= share["asian"] <= 0.035
    assert 0.01 <= share["black"] <= 0.02


def test_only_answered_dimensions_are_missing_and_those_a_little(demo):
    for d in dimensions():
        share = demo.people[d.column].isna().mean()
        assert share == 0 if d.source == "frame" else 0.02 < share < 0.08


def test_groups_are_those_of_the_dimensions(demo):
    for d in dimensions():
        assert tuple(demo.people[d.column].cat.categories) == dimension(d.id).ids


def test_margins_are_met():
    treated = treated_by_trust()
    sizes = read_table("trusts").set_index("trust").loc[list(TRUSTS), "responses"]
    assert treated.sum(axis=1) == pytest.approx(sizes / sizes.sum(), rel=0.02)


def test_fitting_margins_keeps_odds_ratios():
    table = fit_margins(read_table("kinds").iloc[:2, 1:3].to_numpy(float), *[PARENT[:2] + 1.0] * 2)
    assert table.sum() == pytest.approx(1)
