from __future__ import annotations

from collections.abc import Iterator

import made
import numpy as np
import pandas as pd
import pytest

from analysis.demo import generate
from analysis.results import OTHERS, Overview, Unavailable, overview
from analysis.survey import Population, dimensions, question, questions

CODES = [q.code for q in questions()]


@pytest.fixture(scope="module")
def glance(demo) -> Overview:
    return overview(demo, Population.of("demo"))


def gap(found: Overview, key: str, group: str) -> pd.Series:
    rows = found.gaps
    return rows[(rows["dimension"] == key) & (rows["group"] == group)].iloc[0]


def test_the_headline_is_the_overall_rating(glance):
    assert glance.headline.question.code == "Q59"
    assert 8.5 < glance.headline.overall["score"] < 9.1


def test_the_dashboard_has_its_seven_questions_in_order(glance):
    wanted = [q.code for q in questions() if q.dashboard]
    assert glance.dashboard["question"].tolist() == wanted
    assert len(wanted) == 7
    between = glance.dashboard["lower"] < glance.dashboard["score"]
    assert between.all()


def test_shortfalls_are_the_five_lowest_scores_lowest_first(glance):
    low = glance.shortfalls["score"]
    assert len(low) == 5
    assert low.is_monotonic_increasing
    assert "Q59" not in set(glance.shortfalls["question"])


def test_planted_gaps_are_found(glance):
    for key, group in (("age", "16-24"), ("conditions", "mental-health"), ("ethnicity", "asian")):
        found = gap(glance, key, group)
        assert found["lower"] >= 3
        assert found["higher"] == 0
        assert found["difference"] < -0.1
    women = gap(glance, "sex", "female")
    assert women["lower"] > 2 * women["higher"]


def test_a_gap_row_counts_what_it_compares_and_names_the_widest(glance):
    for _, row in glance.gaps.iterrows():
        assert 0 <= row["lower"] + row["higher"] <= row["compared"] <= 52
        assert row["widest"] in CODES
        assert not question(row["widest"]).is_rating
    assert (glance.gaps["reference"] == OTHERS.id).all()


def test_two_groups_are_mirror_images_of_each_other(glance):
    women, men = gap(glance, "sex", "female"), gap(glance, "sex", "male")
    assert (women["lower"], women["higher"]) == (men["higher"], men["lower"])
    assert women["difference"] == pytest.approx(-men["difference"])


def test_a_group_or_a_finer_list_that_is_filtered_or_below_another_is_left_out(demo, glance):
    finer = {d.id for d in dimensions() if d.parent}
    assert finer
    assert not finer & set(glance.gaps["dimension"])
    women = overview(demo, Population.of("demo", groups={"sex": ["female"]}))
    assert "sex" not in set(women.gaps["dimension"])
    assert women.comparisons < glance.comparisons


def test_not_given_is_never_in_the_gaps(glance):
    assert "not-given" not in set(glance.gaps["group"])
    assert "all" not in set(glance.gaps["group"])


def test_more_comparisons_make_it_harder_to_be_clear(glance):
    assert glance.comparisons > 1_500
    assert glance.comparisons >= glance.gaps["compared"].sum()


def test_a_handful_of_people_gives_an_overview_without_findings(workspace_of):
    few = workspace_of(made.people({"n": 8, "sex": "female", "Q1": [1, 3], "Q59": [9]}))
    found = overview(few, Population.of("made"))
    assert found.headline.overall["hidden"]
    assert found.shortfalls.empty
    assert found.gaps.empty
    assert found.comparisons == 0


@pytest.fixture(scope="module")
def shuffled(workspace_of) -> Iterator[list[Overview]]:
    people = pd.concat([part for part, _ in generate(3_000, seed=7)], ignore_index=True)
    found = []
    for seed in range(4):
        order = np.random.default_rng(seed).permutation(len(people))
        mixed = people.assign(**{c: people[c].to_numpy()[order] for c in CODES})
        found.append(overview(workspace_of(mixed), Population.of("made")))
    return found


def test_answers_shuffled_among_people_give_nothing_clear(shuffled):
    findings = [int((o.gaps["lower"] + o.gaps["higher"]).sum()) for o in shuffled]
    assert all(o.comparisons > 1_000 for o in shuffled)
    assert sum(f > 0 for f in findings) <= 1, findings


# Official results


def test_official_gaps_are_the_publishers_own_tests(official):
    found = overview(official, Population.of("official", years=[2018]))
    women = gap(found, "sex", "female")
    assert women["by_publisher"]
    assert (women["reference"], women["lower"], women["higher"]) == ("male", 3, 0)
    assert women["difference"] == pytest.approx(-0.1)
    poorest = gap(found, "deprivation", "1")
    assert (poorest["reference"], poorest["lower"]) == ("5", 3)
    assert "brain" not in set(found.gaps["group"])
    assert not gap(found, "tumour", "lung")["by_publisher"]


def test_an_earlier_year_is_not_shown_with_the_results_of_another(official):
    found = overview(official, Population.of("official", years=[2016]))
    assert found.headline.overall["score"] == pytest.approx(7.9)
    assert found.shortfalls["score"].tolist() == pytest.approx([0.7, 0.7])
    assert found.gaps.empty


def test_a_trust_has_gaps_by_tumour_group_alone(official):
    found = overview(official, Population.of("official", years=[2018], at=made.TRUSTS[0]))
    assert set(found.gaps["dimension"]) == {"tumour"}


@pytest.mark.parametrize(
    ("asked", "message"),
    [({"at": "E54000005"}, "STPs"), ({"groups": {"sex": ["female"]}}, "filtered by sex")],
)
def test_what_official_results_lack_is_refused(official, asked, message):
    with pytest.raises(Unavailable, match=message):
        overview(official, Population.of("official", years=[2018], **asked))


def test_an_overview_without_groups_can_still_be_counted(workspace_of, official):
    few = workspace_of(made.people({"n": 8, "sex": "female", "Q59": [9]}))
    earlier = Population.of("official", years=[2016])
    for found in (overview(few, Population.of("made")), overview(official, earlier)):
        assert found.gaps["lower"].sum() == 0
        assert found.gaps.nlargest(5, "lower").empty
