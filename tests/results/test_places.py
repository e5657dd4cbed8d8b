from __future__ import annotations

import made
import numpy as np
import pytest

from analysis.results import Unavailable, levels_for, place_scores
from analysis.statistics import band, expected_range, mean_interval, pooled, spread, wilson
from analysis.store import adjusted
from analysis.survey import Population, level, places, question

Q1, Q2, Q5, Q59 = (question(code) for code in ("Q1", "Q2", "Q5", "Q59"))
WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])
TRUST = level("trust")


def test_every_place_has_the_score_of_its_people(crowd, many):
    frame = place_scores(many, WHO, Q5, TRUST, adjusted=False).frame.set_index("code")
    worth = made.worth(crowd, "Q5").groupby(crowd["trust"]).agg(["count", "mean"])
    assert sorted(frame.index) == sorted(worth.index) == sorted(made.TRUSTS)
    assert frame["n"].to_dict() == worth["count"].to_dict()
    assert frame["score"].to_dict() == pytest.approx(worth["mean"].to_dict())


def test_the_filter_on_place_does_not_narrow_the_comparison(many):
    here = Population.of("made", at=made.TRUSTS[0])
    found = place_scores(many, here, Q5, TRUST)
    assert len(found.frame) == 4
    assert found.population.place == "ENG"


def test_other_filters_do(crowd, many):
    women = Population.of("made", years=[2017], groups={"sex": ["female"]})
    frame = place_scores(many, women, Q5, TRUST).frame.set_index("code")
    kept = crowd[(crowd["sex"] == "female") & (crowd["year"] == 2017)]
    worth = made.worth(kept, "Q5").groupby(kept["trust"]).count()
    assert frame["n"].to_dict() == worth.to_dict()


def test_places_are_listed_by_name_and_only_if_somebody_answered(many):
    for one in ("alliance", "stp", "ccg", "trust"):
        frame = place_scores(many, WHO, Q5, level(one)).frame
        assert frame["name"].tolist() == sorted(frame["name"])
        assert 0 < len(frame) < len(places(one))
        assert not {"all", "not-given"} & set(frame["code"])


def test_a_hidden_place_stays_in_the_list_without_a_number(workspace_of):
    blocks = [{"n": 30 + i, "trust": t, "Q5": [1, 2]} for i, t in enumerate(made.TRUSTS[:3])]
    few = workspace_of(made.people(*blocks, {"n": 5, "trust": made.TRUSTS[3], "Q5": [1, 2]}))
    found = place_scores(few, WHO, Q5, TRUST)
    frame = found.frame.set_index("code")
    assert frame["hidden"].sum() == 2
    assert frame.loc[made.TRUSTS[3], "hidden"]
    numbers = ["n", "score", "lower", "upper", "expected_lower", "expected_upper", "n_effective"]
    assert frame.loc[frame["hidden"], numbers].isna().all(axis=None)
    assert frame.loc[frame["hidden"], "band"].isna().all()
    assert len(found.known) == found.spread.places == 2


@pytest.mark.parametrize("code", ["Q5", "Q59"])
def test_ranges_follow_from_the_scores_and_bases_shown(crowd, many, code):
    q = question(code)
    found = place_scores(many, WHO, q, TRUST)
    frame = found.frame
    centre = pooled(frame["score"], frame["n"])
    sd = made.worth(crowd, "Q59").std()
    variance = (sd**2 if q.is_rating else centre * (1 - centre)) / frame["n"]
    tau2 = spread(frame["score"], variance, centre).tau2
    low, high = expected_range(centre, variance, tau2, bounds=(0, 10 if q.is_rating else 1))
    assert frame["expected_lower"].tolist() == pytest.approx(low.tolist())
    assert frame["expected_upper"].tolist() == pytest.approx(high.tolist())
    assert frame["band"].tolist() == band(frame["score"], low, high).tolist()
    assert found.spread.centre == pytest.approx(centre)


def test_a_place_far_off_is_above_or_below_what_is_expected(workspace_of):
    trusts = [p.code for p in places("trust")[:24]]
    blocks = [{"n": 400, "trust": t, "Q5": [1, 1, 1, 2]} for t in trusts[:22]]
    blocks += [
        {"n": 400, "trust": trusts[22], "Q5": [1, 2]},
        {"n": 400, "trust": trusts[23], "Q5": [1]},
    ]
    found = place_scores(workspace_of(made.people(*blocks)), WHO, Q5, TRUST)
    bands = found.frame.set_index("code")["band"]
    assert bands[trusts[22]] == "below"
    assert bands[trusts[23]] == "above"
    assert (bands.drop(trusts[22:]) == "expected").all()


def test_where_everybody_gives_the_same_answer_there_is_no_range(workspace_of):
    blocks = [{"n": 50, "trust": t, "Q5": 1} for t in made.TRUSTS]
    found = place_scores(workspace_of(made.people(*blocks)), WHO, Q5, TRUST)
    assert found.frame["band"].isna().all()
    assert found.frame["score"].eq(1).all()


def test_a_question_that_nobody_answered_has_no_places(many):
    assert place_scores(many, WHO, question("Q30"), TRUST).frame.empty


def test_scores_as_answered_are_said_to_be_unadjusted(many):
    found = place_scores(many, WHO, Q5, TRUST, adjusted=False)
    assert not found.adjusted
    assert not found.official
    assert "not adjusted for case mix" in found.notes[0]
    assert "as_answered" not in found.frame


@pytest.mark.parametrize("code", ["Q5", "Q59"])
def test_adjusted_scores_are_everyones_plus_observed_minus_expected(many, code):
    q = question(code)
    found = place_scores(many, WHO, q, TRUST)
    assert found.adjusted
    assert "adjusted for case mix (age, sex, ethnic group, deprivation" in found.notes[0]
    cells = adjusted.places(many, WHO, q, "trust").frame.set_index("trust")
    frame = found.frame.set_index("code")
    everyone = cells.loc["all", "score"]
    shown = cells.loc[frame.index]
    assert frame["as_answered"].tolist() == shown["score"].tolist()
    made_here = everyone + shown["score"] - shown["expected"]
    assert frame["score"].tolist() == pytest.approx(made_here.tolist())
    if q.is_rating:
        limits = mean_interval(frame["score"], frame["sd"], frame["n_effective"])
    else:
        limits = wilson(frame["score"], frame["n_effective"])
    assert frame["lower"].tolist() == pytest.approx(limits.lower.tolist())
    assert frame["upper"].tolist() == pytest.approx(limits.upper.tolist())


def test_adjustment_takes_away_what_case_mix_alone_made(workspace_of):
    """Women are content, men are not; trusts only differ in how many women they treat."""
    trusts = [p.code for p in places("trust")[:10]]
    blocks = [
        block
        for i, trust in enumerate(trusts)
        for block in (
            {"n": 60 + 20 * i, "trust": trust, "sex": "female", "Q5": [1] * 9 + [2]},
            {"n": 260 - 20 * i, "trust": trust, "sex": "male", "Q5": [1, 2]},
        )
    ]
    workspace = workspace_of(made.people(*blocks))
    raw = place_scores(workspace, WHO, Q5, TRUST, adjusted=False).frame
    level_field = place_scores(workspace, WHO, Q5, TRUST).frame
    assert raw["score"].max() - raw["score"].min() > 0.2
    assert level_field["score"].max() - level_field["score"].min() < 1e-6


def test_where_nothing_can_be_adjusted_scores_are_as_answered_and_say_so(workspace_of):
    blocks = [{"n": 50, "trust": t, "Q5": 1} for t in made.TRUSTS]
    found = place_scores(workspace_of(made.people(*blocks)), WHO, Q5, TRUST)
    assert not found.adjusted
    assert found.frame["score"].eq(1).all()
    assert "could not be adjusted" in found.notes[0]


def test_england_is_no_level_to_compare_places_of(many, official):
    for workspace, who in ((many, WHO), (official, OFFICIAL)):
        with pytest.raises(Unavailable, match=r"Choose Cancer Alliances, STPs, CCGs or trusts"):
            place_scores(workspace, who, Q1, level("national"))


def test_levels_are_those_a_dataset_has_places_of():
    assert levels_for("published") == ("alliance", "ccg", "trust")
    assert levels_for("respondents") == ("alliance", "stp", "ccg", "trust")


def test_official_places_have_the_publishers_own_figures(official):
    found = place_scores(official, OFFICIAL, Q1, TRUST)
    assert found.official
    assert found.adjusted
    row = found.frame.set_index("code").loc[made.TRUSTS[2]]
    shown = row[["score", "lower", "upper", "expected_lower", "expected_upper"]].tolist()
    assert shown == [0.86, 0.82, 0.90, 0.78, 0.84]
    assert row["band"] == "above"
    assert found.year == 2018


def test_what_the_publisher_hid_stays_hidden_its_base_too(official):
    for recompute in (False, True):
        found = place_scores(official, OFFICIAL, Q2, TRUST, recompute=recompute)
        row = found.frame.set_index("code").loc[made.TRUSTS[3]]
        assert row["hidden"]
        numbers = ["n", "n_effective", "score", "lower", "upper", "expected_lower"]
        assert row[numbers].isna().all()
        assert row["band"] is None or np.isnan(row["band"])
        assert len(found.frame) == 4


def test_earlier_years_have_our_ranges_around_unadjusted_rounded_scores(official):
    found = place_scores(official, Population.of("official", years=[2016]), Q1, TRUST)
    assert not found.official
    assert not found.adjusted
    assert found.year == 2016
    assert found.frame.set_index("code").loc[made.TRUSTS[0], "score"] == 0.70
    assert "these are ours" in found.notes[0]
    limits = wilson(0.70, 400)
    row = found.frame.set_index("code").loc[made.TRUSTS[0]]
    assert row[["lower", "upper"]].tolist() == pytest.approx([float(v) for v in limits])
    assert found.frame["band"].notna().all()


def test_of_several_years_the_latest_is_shown(official):
    both = Population.of("official", years=[2016, 2018])
    assert place_scores(official, both, Q1, TRUST).year == 2018


def test_one_tumour_group_may_be_chosen_for_official_places(official):
    lung = Population.of("official", years=[2018], groups={"tumour": ["lung"]})
    found = place_scores(official, lung, Q1, TRUST)
    assert found.frame["score"].eq(0.7).all()
    assert not found.official


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"groups": {"sex": ["female"]}}, r"can't be filtered by sex.*tumour group, sex or depriv"),
        ({"groups": {"tumour": ["lung", "breast"]}}, r"can't be filtered by tumour group"),
        ({"years": [2016], "groups": {"tumour": ["lung"]}}, r"by tumour group exist for 2018 only"),
        ({"years": [2017]}, r"no figures for Trusts in 2017"),
    ],
)
def test_official_places_say_what_can_be_had_instead(official, wanted, message):
    with pytest.raises(Unavailable, match=message):
        place_scores(official, Population.of("official", **wanted), Q1, TRUST)


def test_there_are_no_official_figures_for_stps(official):
    with pytest.raises(Unavailable, match=r"STPs\. Choose Cancer Alliances, CCGs or trusts"):
        place_scores(official, OFFICIAL, Q1, level("stp"))
