from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import made
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.results import OTHERS, Unavailable, compare, scores, select, trends
from analysis.results.trends import _changes
from analysis.statistics import newcombe, welch
from analysis.statistics.change import change_in_gap, change_p_value
from analysis.store import build
from analysis.survey import Population, UnknownChoice, dimension, question

Q5, Q59, Q1, Q7 = (question(code) for code in ("Q5", "Q59", "Q1", "Q7"))
SEX, ETHNICITY = dimension("sex"), dimension("ethnicity")
TRUTHS = Path(__file__).parents[2] / "data" / "demo" / "truths.csv"
WHO = Population.of("made")
CHANGE = ["change", "change_lower", "change_upper"]
GAP = ["gap_change", "gap_change_lower", "gap_change_upper"]


def yes(n: int, good: int, code: str = "Q1", **more):
    """Return a block of people of whom this many answer well."""
    return {"n": n, code: [1] * good + [3] * (n - good), **more}


@pytest.fixture(scope="module")
def years(workspace_of):
    """Women 60, 70, 80 percent in 2015, 2017, 2018; men 80, 80, 85, and nobody in 2016."""
    return workspace_of(
        made.people(
            yes(500, 300, sex="female", year=2015),
            yes(1000, 700, sex="female", year=2017),
            yes(500, 400, sex="female", year=2018),
            yes(500, 400, sex="male", year=2015),
            yes(500, 400, sex="male", year=2017),
            yes(1000, 850, sex="male", year=2018),
        )
    )


def row(frame: pd.DataFrame, group: str, year: int | None = None) -> pd.Series:
    found = frame[frame["group"] == group]
    return (found if year is None else found[found["year"] == year]).iloc[0]


def floats(values) -> list[float]:
    return [float(v) for v in values]


def test_every_year_has_its_score_and_the_change_since_the_comparable_year_before(years):
    found = trends(years, WHO, Q1)
    assert found.years == (2015, 2017, 2018)
    assert found.frame["score"].tolist() == pytest.approx([0.7, 1100 / 1500, 1250 / 1500])
    assert found.frame["n"].tolist() == [1000, 1500, 1500]
    last = row(found.frame, "all", 2018)
    assert last["previous"] == 2017
    wanted = newcombe(1250 / 1500, 1500, 1100 / 1500, 1500)
    assert last[CHANGE].tolist() == pytest.approx(floats(wanted))
    assert last["p_value"] == pytest.approx(
        float(change_p_value(1100 / 1500, 1500, 1250 / 1500, 1500))
    )
    assert np.isnan(row(found.frame, "all", 2015)["change"])


def test_the_whole_change_is_from_the_first_to_the_last_year(years):
    found = trends(years, WHO, Q1)
    assert (found.first, found.last) == (2015, 2018)
    wanted = newcombe(1250 / 1500, 1500, 0.7, 1000)
    assert found.overall[CHANGE].tolist() == pytest.approx(floats(wanted))
    assert found.gaps.empty


def test_the_change_of_a_gap_is_a_difference_of_differences(years):
    found = trends(years, WHO, Q1, SEX, "male")
    women = row(found.ends, "female")
    gaps = newcombe(0.6, 500, 0.8, 500), newcombe(0.8, 500, 0.85, 1000)
    assert women[["gap_before", "gap_after"]].tolist() == pytest.approx([-0.2, -0.05])
    assert women[GAP].tolist() == pytest.approx(floats(change_in_gap(*gaps)))
    assert women["movement"] == "narrower"
    assert row(found.ends, "male")["movement"] == "not known"
    assert found.gaps["group"].tolist() == ["female"]


def test_the_other_reference_turns_the_gap_round(years):
    women = row(trends(years, WHO, Q1, SEX, "male").ends, "female")
    men = row(trends(years, WHO, Q1, SEX, "female").ends, "male")
    assert men[GAP].tolist() == pytest.approx([-women[c] for c in (GAP[0], GAP[2], GAP[1])])
    assert men["movement"] == women["movement"]


def test_everyone_else_is_taken_within_each_year(many, crowd):
    found = trends(many, WHO, Q59, ETHNICITY, OTHERS.id)
    worth = made.worth(crowd, "Q59")
    for year in found.years:
        own = (crowd["year"] == year) & (crowd["ethnicity"] == "asian")
        rest = (crowd["year"] == year) & (crowd["ethnicity"] != "asian")
        gap = row(found.frame, "asian", year)["difference"]
        assert gap == pytest.approx(worth[own].mean() - worth[rest].mean())


def test_ratings_change_by_welchs_interval(many, crowd):
    found = trends(many, WHO, Q59)
    worth = made.worth(crowd, "Q59")
    a, b = (worth[crowd["year"] == y].dropna() for y in (2016, 2018))
    wanted = welch(b.mean(), b.std(), len(b), a.mean(), a.std(), len(a))
    assert found.overall[CHANGE].tolist() == pytest.approx(floats(wanted))


def test_a_year_reads_as_it_does_among_the_scores(many):
    found = trends(many, WHO, Q1, SEX)
    for year in found.years:
        alone = compare(scores(many, replace(WHO, years=(year,)), Q1, [SEX])).frame
        columns = ["group", "n", "score", "lower", "upper", "difference"]
        here = found.frame[found.frame["year"] == year][columns].reset_index(drop=True)
        pd.testing.assert_frame_equal(here, alone[columns], check_dtype=False)


def test_the_choice_of_years_is_no_filter_and_a_note_says_so(years):
    found = trends(years, replace(WHO, years=(2018,)), Q1)
    assert found.years == found.population.years == (2015, 2017, 2018)
    assert "All comparable years are shown" in found.notes[0]
    assert trends(years, WHO, Q1).notes == ()


def test_a_year_that_was_asked_differently_is_left_out(workspace_of):
    people = [yes(50, 40, "Q5", year=y) for y in (2015, 2016, 2017)]
    found = trends(workspace_of(made.people(*people)), WHO, Q5)
    assert found.left_out == (2015,)
    assert found.years == (2016, 2017)
    assert "Q5 was asked differently in 2015" in found.notes[0]
    assert np.isnan(row(found.frame, "all", 2016)["change"])


def test_one_year_is_no_trend(few):
    with pytest.raises(Unavailable, match="no two years in which Q1"):
        trends(few, WHO, Q1)


def test_there_must_be_such_a_group(years):
    with pytest.raises(UnknownChoice, match="no group of sex 'both'"):
        trends(years, WHO, Q1, SEX, "both")


@pytest.fixture(scope="module")
def thin(workspace_of):
    """Black people are too few in 2017, and Asian people hide them; all others are many."""
    sizes = {"white": (90, 90, 90), "asian": (30, 25, 30), "black": (30, 6, 30)}
    return workspace_of(
        made.people(
            *(
                yes(n, n // 2, ethnicity=group, year=year)
                for group, row in sizes.items()
                for year, n in zip((2016, 2017, 2018), row, strict=True)
            )
        )
    )


def test_a_hidden_year_has_no_number_and_no_change_to_or_from_it(thin):
    found = trends(thin, WHO, Q1, ETHNICITY)
    hidden = found.frame[found.frame["hidden"]]
    assert ("black", 2017) in set(zip(hidden["group"], hidden["year"], strict=True))
    numbers = hidden.drop(columns=["year", "previous"]).select_dtypes("number")
    assert numbers.isna().all(axis=None)
    after = found.frame[(found.frame["group"] == "black") & (found.frame["year"] > 2016)]
    assert after[[*CHANGE, "p_value", "p_adjusted", "stands_out"]].isna().all(axis=None)


def test_a_group_hidden_at_one_end_has_no_whole_change(workspace_of):
    blocks = [yes(90, 45, ethnicity="white", year=y) for y in (2016, 2017, 2018)]
    blocks += [yes(n, n // 2, ethnicity="asian", year=y) for y, n in ((2016, 6), (2018, 40))]
    blocks += [yes(40, 20, ethnicity="black", year=y) for y in (2016, 2017, 2018)]
    found = trends(workspace_of(made.people(*blocks)), WHO, Q1, ETHNICITY)
    asian = row(found.ends, "asian")
    assert asian["hidden_before"]
    assert np.isnan(asian["before"])
    assert asian[[*CHANGE, *GAP]].isna().all()
    assert asian["movement"] == "not known"


def test_people_whose_group_is_not_known_are_shown_but_not_compared(workspace_of):
    people = [yes(50, 40, sex=s, year=y) for s in ("female", "male", None) for y in (2016, 2018)]
    found = trends(workspace_of(made.people(*people)), WHO, Q1, SEX)
    unknown = found.frame[found.frame["group"] == "not-given"]
    assert unknown["score"].notna().all()
    assert unknown[[*CHANGE, "difference"]].isna().all(axis=None)
    assert found.tested == (3, 3)


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(st.floats(0, 1), st.integers(1, 3000)),
    st.tuples(st.floats(0, 1), st.integers(1, 3000)),
    st.floats(0, 0.02),
    st.booleans(),
)
def test_going_back_is_the_opposite_change(first, second, slack, rating):
    def side(score, n):
        number = {"score": 10 * score if rating else score, "sd": 1.4, "n_effective": float(n)}
        return pd.DataFrame([{"group": "all", **number}])

    q = Q59 if rating else Q1
    there = _changes(side(*first), side(*second), q, slack).iloc[0]
    back = _changes(side(*second), side(*first), q, slack).iloc[0]
    assert there["change"] == -back["change"]
    assert there["change_lower"] == pytest.approx(-back["change_upper"], nan_ok=True)
    if not slack:
        assert there["p_value"] == pytest.approx(back["p_value"], nan_ok=True)


def test_shuffled_years_rarely_stand_out(workspace_of):
    rng = np.random.default_rng(8)
    people = made.crowd(3_000, seed=3)
    flagged = 0
    for _ in range(5):
        shuffled = people.assign(year=rng.permutation(people["year"]))
        found = trends(workspace_of(shuffled), WHO, Q1, ETHNICITY)
        assert found.tested[0] > 8
        flagged += bool(found.frame["stands_out"].fillna(False).any())
    # where nothing changes a family flags anything in 1 of 20 tables: 0.25 of 5 are expected
    assert flagged <= 1


def test_a_real_change_does_stand_out(workspace_of):
    people = [yes(800, good, year=y) for y, good in ((2016, 500), (2017, 500), (2018, 620))]
    frame = trends(workspace_of(made.people(*people)), WHO, Q1).frame
    assert frame["stands_out"].tolist() == [pd.NA, False, True]
    # Benjamini and Hochberg: the smaller of two p-values is doubled
    assert frame["p_adjusted"].iloc[2] == pytest.approx(2 * frame["p_value"].iloc[2])


def test_the_demonstration_holds_the_published_rise_of_the_rating(demo):
    # data/demo/truths.csv: scores by year are as published, 8.70 in 2015 and 8.80 in 2018
    found = trends(demo, select(demo), Q59).overall
    assert found["change_lower"] <= 0.10 <= found["change_upper"]
    assert found["change_lower"] > 0


@pytest.mark.parametrize("code", ["Q20", "Q22", "Q11", "Q13"])
def test_the_demonstration_holds_the_planted_rises(demo, code):
    truths = pd.read_csv(TRUTHS, dtype={"group": str})
    planted = truths.query("question == @code and dimension == 'year' and group == '2015'")
    found = trends(demo, select(demo), question(code)).overall
    width = (found["change_upper"] - found["change_lower"]) / 2
    assert found["change"] == pytest.approx(-planted["points"].iloc[0] / 100, abs=1.6 * width)


@pytest.fixture(scope="module")
def flagged(tmp_path_factory, open_workspace):
    """Return official results with the publisher's flags: one up, over all years unchanged."""
    frame = made.official()
    latest = (frame["variant"] == "year-on-year") & (frame["year"] == 2018)
    frame.loc[latest, "change_year"] = "up"
    frame.loc[latest, "change_overall"] = "unchanged"
    path = tmp_path_factory.mktemp("flagged") / "workspace.duckdb"
    nothing = pd.DataFrame({"reason": [], "rows": [], "example": []})
    with build(path) as builder:
        builder.add_published(made.OFFICIAL, frame, wording={"Q59": "?"}, report=nothing)
    return open_workspace(path)


def test_official_scores_have_the_publishers_flags_beside_ours(flagged):
    found = trends(flagged, Population.of("official"), Q1)
    assert found.policy is None
    assert found.frame["official"].iloc[-1] == "up"
    assert found.overall["official"] == "unchanged"
    # 0.70 and 0.80 of 400, each rounded to a whole percent: a point less each way
    change = newcombe(0.80, 400, 0.70, 400)
    last = found.frame.iloc[-1]
    assert last["change_lower"] == pytest.approx(float(change.lower) - 0.01)
    assert last["change_upper"] == pytest.approx(float(change.upper) + 0.01)
    assert last["p_value"] == pytest.approx(float(change_p_value(0.70, 400, 0.79, 400)))
    assert last["stands_out"]


def test_official_results_without_flags_have_none(official):
    found = trends(official, Population.of("official"), Q1)
    assert found.frame["official"].isna().all()
    assert np.isnan(found.frame["difference"]).all()


def test_official_results_have_no_groups_by_year(official):
    with pytest.raises(Unavailable, match="groups for 2018 only, so there is no trend by sex"):
        trends(official, Population.of("official"), Q1, SEX)


def test_official_results_of_a_place_without_years_are_refused(official):
    with pytest.raises(Unavailable, match="no two comparable years"):
        trends(official, Population.of("official", at="05L"), Q1)


@pytest.mark.real
@pytest.mark.parametrize(
    ("at", "code", "years", "flags"),
    [
        ("ENG", "Q59", (2016, 2017, 2018), ("unchanged", "up")),
        ("ENG", "Q20", (2016, 2017, 2018), ("up", "up")),
        ("E56000010", "Q5", (2016, 2017, 2018), ("unchanged", "unchanged")),
        ("RJ1", "Q59", (2015, 2016, 2017, 2018), ("unchanged", "unchanged")),
        ("RJ1", "Q5", (2016, 2017, 2018), ("unchanged", "unchanged")),
    ],
)
def test_the_real_results_have_these_years_and_flags(real, at, code, years, flags):
    found = trends(real, Population.of("ncpes-2018", at=at), question(code))
    assert found.years == years
    assert (found.frame["official"].iloc[-1], found.overall["official"]) == flags
    assert found.frame["official"].iloc[:-1].isna().all()


@pytest.mark.real
def test_the_real_rating_rose_as_published(real):
    found = trends(real, Population.of("ncpes-2018"), Q59)
    assert found.frame["score"].tolist() == [8.74, 8.80, 8.80]
    assert found.overall["change_lower"] > 0
    assert any("no figure for England in 2015" in note for note in found.notes)
