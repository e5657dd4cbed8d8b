"""Findings: what stands out is what was planted, and nothing stands out where nothing is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from made import people

from analysis.demo import truths
from analysis.results.changes import changes
from analysis.results.findings import (
    MOST_FINDINGS,
    Compared,
    Finding,
    by_group,
    compared,
    findings,
)
from analysis.results.gaps import gaps
from analysis.results.overview import overview
from analysis.results.sheets import Sheet, main_breakdowns, sheet
from analysis.store import Workspace
from analysis.store.respondents import respondents
from analysis.survey import NOT_GIVEN, OTHERS, Population

EVERYBODY = Population.of("demo")
SEEDS = range(40)
NOISE_ALLOWED = 5
"""Of 40 shuffles at 5%: more than 5 findings in 1.4% of such runs; the seeds are fixed."""


def all_breakdowns(workspace: Workspace, population: Population) -> Sheet:
    return sheet(workspace, population, [d.id for d in main_breakdowns(population)])


@pytest.fixture(scope="module")
def whole(demo) -> Sheet:
    return all_breakdowns(demo, EVERYBODY)


def found_in(beside: Compared) -> tuple[Finding, ...]:
    return findings(beside, by_group(beside))


def planted(found: Sheet) -> pd.DataFrame:
    """Every group with the gap to everyone else that was planted, and how important that is."""
    frame = found.frame[~found.frame["group"].isin(["all", NOT_GIVEN.id])]
    effects = truths().query("trust.isna()").set_index(["question", "dimension", "group"])
    known = effects["points"].to_dict()
    keys = zip(frame["question"], frame["breakdown"], frame["group"], strict=True)
    scale = np.where(frame["question"] == "Q59", 10, 1)
    frame = frame.assign(n=frame["n"].fillna(0), points=[known.get(k, 0.0) for k in keys] * scale)
    frame["sum"] = frame["n"] * frame["points"]
    total = frame.groupby(["question", "breakdown"])[["n", "sum"]].transform("sum")
    others = (total["sum"] - frame["sum"]) / (total["n"] - frame["n"])
    return frame.assign(importance=(others - frame["points"]) * np.sqrt(frame["n"]))


def test_the_top_findings_are_the_largest_planted_gaps(whole):
    truth = planted(whole)
    found = found_in(compared(whole))
    assert len(found) == MOST_FINDINGS
    for one in found:
        rivals = truth[truth["breakdown"] == one.dimension.id]
        rank = rivals["importance"].rank(ascending=False)
        own = rivals["question"].eq(one.question.code) & rivals["group"].eq(one.group.id)
        assert rank[own].iloc[0] <= 0.05 * len(rivals), one
    by_breakdown = truth.groupby("breakdown")["importance"].max().sort_values(ascending=False)
    assert {found[0].dimension.id, found[1].dimension.id} == set(by_breakdown.index[:2])


def shuffled(seed: int) -> Callable[..., object]:
    """Return a way to read the survey with everybody's answers dealt out anew."""

    def read(workspace: Workspace, id: str) -> object:
        known = respondents(workspace, id)
        order = np.random.default_rng(seed).permutation(known.people)
        packs = tuple(replace(p, codes=p.codes[order]) for p in known.packs)
        return replace(known, packs=packs)

    return read


def test_where_nothing_is_planted_summary_stays_silent(demo, monkeypatch):
    loud = []
    for seed in SEEDS:
        monkeypatch.setattr("analysis.store.comments.respondents", shuffled(seed))
        found = found_in(compared(all_breakdowns(demo, EVERYBODY)))
        moved = changes(demo, EVERYBODY)
        loud.append((len(found) > 0, len(moved.better) + len(moved.worse) > 0))
    assert sum(groups for groups, _ in loud) <= NOISE_ALLOWED
    assert sum(years for _, years in loud) <= NOISE_ALLOWED


def test_silence_is_not_for_want_of_looking(demo, monkeypatch):
    monkeypatch.setattr("analysis.store.comments.respondents", shuffled(1))
    found = overview(demo, EVERYBODY)
    assert found.comparisons > 1000
    assert found.findings == ()
    monkeypatch.undo()
    assert overview(demo, EVERYBODY).findings


def test_a_finding_is_the_most_important_of_its_breakdown(whole):
    beside = compared(whole)
    for one in found_in(beside):
        rows = beside.frame[beside.frame["breakdown"] == one.dimension.id]
        assert one.importance == rows["importance"].max()
        assert one.difference < 0
        assert one.lower <= one.difference <= one.upper < 0


def test_findings_come_in_order_one_a_breakdown(whole):
    found = found_in(compared(whole))
    importance = [one.importance for one in found]
    assert importance == sorted(importance, reverse=True)
    assert len({one.dimension for one in found}) == len(found)


def test_importance_is_the_sure_part_of_the_gap_times_the_root_of_the_answers(whole):
    beside = compared(whole)
    strict = gaps(whole, confidence=1 - 0.05 / beside.comparisons)
    one = found_in(beside)[0]
    row = strict[
        (strict["question"] == one.question.code)
        & (strict["breakdown"] == one.dimension.id)
        & (strict["group"] == one.group.id)
    ].iloc[0]
    sure = -100 * row["difference_upper"]
    assert one.importance == pytest.approx(sure * np.sqrt(one.n))
    assert 0 < sure < -100 * one.difference


def test_points_of_the_rating_count_as_tenths_of_its_scale(whole):
    beside = compared(whole)
    strict = gaps(whole, confidence=1 - 0.05 / beside.comparisons)
    keys = ["question", "breakdown", "group"]
    ours = beside.frame.merge(strict, on=keys, suffixes=("", "_strict"))
    rating = ours[(ours["question"] == "Q59") & ours["importance"].notna()]
    expected = -10 * rating["difference_upper_strict"] * np.sqrt(rating["n"])
    assert len(rating)
    assert np.allclose(rating["importance"], expected)


def test_counts_agree_with_the_table_of_groups(whole):
    beside = compared(whole)
    table = by_group(beside).set_index(["dimension", "group"])
    for one in found_in(beside):
        row = table.loc[(one.dimension.id, one.group.id)]
        assert (one.lower_on, one.higher_on) == (row["lower"], row["higher"])
        assert one.compared == row["compared"]


def test_one_gap_is_found_and_told_against_everyone_else(workspace_of):
    made = workspace_of(
        people(
            {"n": 500, "sex": "female", "Q1": [1, 1, 1, 3]},
            {"n": 500, "sex": "male", "Q1": [1, 3]},
        )
    )
    (only,) = found_in(compared(all_breakdowns(made, Population.of("made"))))
    assert (only.dimension.id, only.group.id, only.question.code) == ("sex", "male", "Q1")
    assert only.reference == OTHERS
    assert only.difference == pytest.approx(-0.25)
    assert only.score == pytest.approx(0.5)
    assert (only.lower_on, only.higher_on, only.compared) == (1, 0, 1)


def test_a_hidden_group_is_no_finding(workspace_of):
    made = workspace_of(
        people(
            {"n": 900, "sex": "female", "Q1": [1]},
            {"n": 900, "sex": "male", "Q1": [1]},
            {"n": 8, "ethnicity": "asian", "Q1": [3]},
            {"n": 800, "ethnicity": "white", "Q1": [1]},
        )
    )
    beside = compared(all_breakdowns(made, Population.of("made")))
    assert "asian" not in set(beside.frame["group"])
    assert found_in(beside) == ()


def test_a_population_without_answers_has_no_findings(workspace_of):
    nobody = workspace_of(people({"n": 30, "year": 2018}))
    beside = compared(all_breakdowns(nobody, Population.of("made")))
    assert beside.comparisons == 0
    assert found_in(beside) == ()
    assert by_group(beside).empty


def test_published_pairs_come_last_by_the_publishers_own_test(official):
    population = Population.of("official", years=[2018])
    found = found_in(compared(all_breakdowns(official, population)))
    without_base = [one for one in found if np.isnan(one.n)]
    assert {one.dimension.id for one in without_base} <= {"sex", "deprivation"}
    assert found[len(found) - len(without_base) :] == tuple(without_base)
    assert all(np.isnan(one.importance) for one in without_base)


@pytest.mark.real
@pytest.mark.parametrize("place", ["ENG", "E56000003"])
def test_real_findings_of_2018(real, place):
    population = Population.of("ncpes-2018", years=[2018], at=place)
    found = found_in(compared(all_breakdowns(real, population)))
    told = {(one.dimension.id, one.group.id, one.question.code) for one in found}
    assert ("sex", "female", "Q33") in told
    assert any(d == "deprivation" and g == "1" for d, g, _ in told)
    assert any(d == "tumour" for d, _, _ in told)
