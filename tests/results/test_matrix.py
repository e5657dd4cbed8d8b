from __future__ import annotations

import made
import numpy as np
import pytest

from analysis.results import OTHERS, Unavailable, adjust
from analysis.results.matrix import breakdowns, matrix, order
from analysis.statistics import multiplicity
from analysis.survey import InputError, Population, UnknownChoice, dimension, question, questions

DEMO = Population.of("demo", years=[2018])
OFFICIAL = Population.of("official", years=[2018])
SEX, AGE, ETHNICITY = dimension("sex"), dimension("age"), dimension("ethnicity")
NUMBERS = [
    "n", "score", "difference", "difference_lower", "difference_upper", "p", "p_adjusted",
]  # fmt: skip


def test_all_p_values_shown_are_one_family(demo):
    found = matrix(demo, DEMO, [ETHNICITY])
    again = multiplicity.adjust(found.frame["p"], "again")
    assert found.family == again.size == found.frame["p"].notna().sum() > 100
    np.testing.assert_array_equal(found.frame["p_adjusted"], again.adjusted)
    tested = found.frame[found.frame["p"].notna()]
    assert (tested["clear"] == (tested["p_adjusted"] <= 0.05)).all()
    assert f"all {found.family:,} comparisons" in found.notes[0]


def test_more_breakdowns_make_a_larger_family(demo):
    one, every = matrix(demo, DEMO, [ETHNICITY]), matrix(demo, DEMO)
    assert every.family > one.family
    assert "ethnicity-detail" not in {d.id for d in every.dimensions}
    assert not every.frame["group"].isin(["all", "not-given"]).any()


def test_answers_at_random_give_almost_no_clear_gap(workspace_of):
    clear, tested = 0, 0
    for seed in range(4):
        found = matrix(workspace_of(made.crowd(3_000, seed)), Population.of("made"), [], OTHERS.id)
        clear += int(found.frame["verdict"].isin(["lower", "higher"]).sum())
        tested += found.family
    assert tested > 150
    assert clear <= 0.02 * tested


def test_the_gaps_that_were_planted_are_there(demo):
    frame = matrix(demo, Population.of("demo"), [SEX]).frame
    women = frame[frame["group"] == "female"].set_index("question")
    assert women.loc["Q33", "verdict"] == "lower"
    assert women.loc["Q33", "difference"] == pytest.approx(-0.09, abs=0.04)
    assert (women["verdict"] == "lower").sum() > (women["verdict"] == "higher").sum()


def test_hidden_cells_have_no_number(few):
    found = matrix(few, Population.of("made"), [ETHNICITY])
    hidden = found.frame[found.frame["hidden"]]
    assert len(hidden)
    assert hidden[NUMBERS].isna().all(axis=None)
    assert hidden["clear"].isna().all()
    assert set(hidden["verdict"]) == {"hidden"}


def test_the_filters_leave_out_groups_and_change_the_reference(demo):
    who = Population.of("demo", groups={"ethnicity": ["asian", "black"]})
    found = matrix(demo, who, [ETHNICITY])
    assert set(found.frame["group"]) == {"asian", "black"}
    assert found.references["ethnicity"].id == found.frame["group"].iloc[0]


def test_adjusted_gaps_are_those_of_one_question(demo):
    said: list[float] = []
    found = matrix(demo, DEMO, [SEX], adjusted=True, progress=lambda done, _: said.append(done))
    assert said == sorted(said)
    assert said[-1] == 1
    assert "age" in found.adjusted
    assert "sex" not in found.adjusted
    alone = adjust(demo, DEMO, question("Q33"), SEX).frame.set_index("group").loc["female"]
    mine = found.frame[(found.frame["question"] == "Q33") & (found.frame["group"] == "female")]
    assert mine["difference"].iloc[0] == pytest.approx(alone["adjusted_difference"])
    assert mine["difference_lower"].iloc[0] == pytest.approx(alone["adjusted_difference_lower"])


def test_adjusting_hides_what_is_hidden_as_answered(few):
    who = Population.of("made")
    plain, mixed = (matrix(few, who, [ETHNICITY], adjusted=a).frame for a in (False, True))
    assert plain["hidden"].tolist() == mixed["hidden"].tolist()
    assert mixed.loc[mixed["hidden"], NUMBERS].isna().all(axis=None)


def test_groups_without_bases_have_the_publishers_test(official):
    found = matrix(official, OFFICIAL)
    assert [d.id for d in found.dimensions] == ["sex", "deprivation", "tumour"]
    frame = found.frame.set_index(["question", "group"])
    women = frame.loc[("Q1", "female")]
    assert women["by_publisher"]
    assert women["verdict"] == "lower"
    assert np.isnan(women["p_adjusted"])
    assert frame.loc[("Q1", "2"), "verdict"] == "untested"
    assert frame.loc[("Q1", "brain"), "verdict"] == "hidden"
    lung = frame.loc[("Q1", "lung")]
    assert lung["verdict"] == "lower"
    assert not lung["by_publisher"]
    assert found.family == found.frame["p"].notna().sum() == 6
    assert any("publisher's own significance test" in note for note in found.notes)


def test_groups_without_bases_are_not_compared_with_everyone_else(official):
    found = matrix(official, OFFICIAL, [], OTHERS.id)
    assert found.references["tumour"] == OTHERS
    assert found.references["sex"].id == "male"
    assert any("can't be compared with everyone else" in note for note in found.notes)


@pytest.mark.parametrize(
    ("who", "by", "message"),
    [
        (OFFICIAL, [AGE], "no breakdown by age group"),
        (Population.of("official", years=[2016]), [SEX], "2018 only"),
        (
            Population.of("official", years=[2018], at=made.TRUSTS[0]),
            [SEX],
            "England or a Cancer All",
        ),
    ],
)
def test_what_was_not_published_is_refused(official, who, by, message):
    with pytest.raises(Unavailable, match=message):
        matrix(official, who, by)


def test_official_scores_cannot_be_adjusted(official):
    with pytest.raises(Unavailable, match="not adjusted"):
        matrix(official, OFFICIAL, [SEX], adjusted=True)


def test_a_reference_must_be_there(demo):
    with pytest.raises(UnknownChoice, match="group of sex 'asian'"):
        matrix(demo, DEMO, [SEX], "asian")
    with pytest.raises(InputError, match="one breakdown only"):
        matrix(demo, DEMO, [SEX, AGE], "male")


def test_orders(demo):
    found = matrix(demo, Population.of("demo"), [SEX])
    codes = [q.code for q in questions()]
    assert order(found, "questionnaire") == codes
    frame = found.frame[found.frame["verdict"].isin(["lower", "higher"])]
    widest = frame.set_index("question")["difference"].abs()
    by_gap = order(found, "gap")
    assert sorted(by_gap) == sorted(codes)
    assert by_gap[0] == widest.drop("Q59", errors="ignore").idxmax()
    assert by_gap[-1] == "Q59"
    inside = order(found, "section")
    sections = [question(code).section for code in inside]
    assert list(dict.fromkeys(sections)) == list(dict.fromkeys(q.section for q in questions()))
    assert inside != codes


def test_a_dataset_offers_what_it_can_be_broken_down_by(demo, official):
    assert [d.id for d in breakdowns(official.dataset("official"))] == [
        "sex", "deprivation", "tumour",
    ]  # fmt: skip
    assert len(breakdowns(demo.dataset("demo"))) == 9


@pytest.mark.real
def test_the_real_results_count_the_publishers_tests(real):
    found = matrix(real, Population.of("ncpes-2018", years=[2018]))
    women = found.frame[found.frame["group"] == "female"]
    assert women["by_publisher"].sum() == 52
    assert 20 < (women["verdict"] == "lower").sum() < 40
    assert found.family == 12 * 52
