from __future__ import annotations

import made
import numpy as np
import pandas as pd
import pytest

from analysis.statistics import critical_value
from analysis.statistics.casemix import standardise_places
from analysis.statistics.marginal import standardise_groups
from analysis.statistics.pattern import gather
from analysis.statistics.regression import linear, logistic
from analysis.store import adjusted
from analysis.survey import OTHERS, Population, UnknownChoice, dimension, question

WHO = Population.of("made")
Q5, Q59 = question("Q5"), question("Q59")
MIX = ("age", "sex", "ethnicity", "deprivation", "tumour")
NUMBERS = ["adjusted", "adjusted_se", "difference", "difference_se"]


def crowd(n: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    ids = np.array([*dimension("deprivation").ids, None], dtype=object)
    return made.crowd(n, seed).assign(deprivation=rng.choice(ids, n))


@pytest.fixture(scope="module")
def plain():
    return crowd(3_000, 7)


@pytest.fixture(scope="module")
def heavy(plain):
    return plain.assign(weight=np.random.default_rng(8).choice([0.0, 0.5, 1.0, 2.5], len(plain)))


@pytest.fixture(scope="module")
def opened(plain, heavy, workspace_of):
    return {"plain": workspace_of(plain), "heavy": workspace_of(heavy)}


@pytest.fixture(params=["plain", "heavy"])
def evidence(request, plain, heavy, opened):
    """Return respondents, equal or with weights, and their workspace."""
    return {"plain": plain, "heavy": heavy}[request.param], opened[request.param]


def keys_of(name: str) -> list[str]:
    return [*dimension(name).ids, "not-given"]


def fitted(frame: pd.DataFrame, code: str, names: tuple[str, ...]):
    """Return who counts, patterns and fit made from the rows, without the store."""
    worth = made.worth(frame, code)
    weight = frame.get("weight")
    used = worth.notna() & (True if weight is None else weight > 0)
    rows = frame[used]
    codes = [
        pd.Categorical(rows[name].fillna("not-given"), categories=keys_of(name)).codes
        for name in names
    ]
    levels = [len(keys_of(name)) for name in names]
    weights = None if weight is None else weight[used]
    patterns = gather(codes, levels, worth[used], weights)
    return rows, patterns, (linear if code == "Q59" else logistic)(patterns)


def by_group(released, by: str) -> pd.DataFrame:
    frame = released.frame
    return frame[frame["breakdown"] == by].set_index("group")


@pytest.mark.parametrize("code", ["Q5", "Q59"])
def test_scores_are_those_the_statistics_give_on_the_rows(evidence, code):
    frame, workspace = evidence
    got = by_group(adjusted.groups(workspace, WHO, [question(code)], {"sex": "male"}), "sex")
    _, patterns, fit = fitted(frame, code, MIX)
    bounds = (0, 10) if code == "Q59" else (0, 1)
    wanted = standardise_groups(patterns, fit, MIX.index("sex"), bounds=bounds)
    keys = keys_of("sex")
    np.testing.assert_allclose(got.loc[keys, "adjusted"], wanted.mean, atol=1e-10)
    np.testing.assert_allclose(
        got.loc[keys, "adjusted_se"] ** 2, np.diag(wanted.covariance), rtol=1e-8
    )
    gap = wanted.difference(keys.index("female"), keys.index("male"))
    row = got.loc["female"]
    assert row["difference"] == pytest.approx(gap.value, abs=1e-10)
    half = critical_value(0.95) * row["difference_se"]
    assert (row["difference"] - half, row["difference"] + half) == pytest.approx(
        (gap.lower, gap.upper), abs=1e-9
    )


def test_everyone_else_is_the_other_groups_by_their_size(evidence):
    frame, workspace = evidence
    got = by_group(adjusted.groups(workspace, WHO, [Q5], {"ethnicity": OTHERS.id}), "ethnicity")
    rows, patterns, fit = fitted(frame, "Q5", MIX)
    wanted = standardise_groups(patterns, fit, MIX.index("ethnicity"))
    keys = keys_of("ethnicity")
    weight = rows["weight"] if "weight" in rows else pd.Series(1.0, rows.index)
    sizes = weight.groupby(rows["ethnicity"].fillna("not-given")).sum().reindex(keys, fill_value=0)
    share = sizes.drop("asian") / sizes.drop("asian").sum()
    means = pd.Series(wanted.mean, keys)
    assert got.loc["asian", "difference"] == pytest.approx(
        means["asian"] - (share * means.drop("asian").fillna(0)).sum(), abs=1e-10
    )
    contrast = (-share).reindex(keys, fill_value=0)
    contrast["asian"] = 1
    variance = contrast @ np.nan_to_num(wanted.covariance) @ contrast
    assert got.loc["asian", "difference_se"] == pytest.approx(np.sqrt(variance), rel=1e-8)


def test_a_population_is_adjusted_to_its_own_people(plain, opened):
    women = Population.of("made", groups={"sex": ["female"]}, years=[2017])
    got = by_group(adjusted.groups(opened["plain"], women, [Q59], {"age": "16-24"}), "age")
    chosen = plain[(plain["sex"] == "female") & (plain["year"] == 2017)]
    _, patterns, fit = fitted(chosen, "Q59", MIX)
    wanted = standardise_groups(patterns, fit, 0, bounds=(0, 10))
    np.testing.assert_allclose(got.loc[keys_of("age"), "adjusted"], wanted.mean, atol=1e-10)


def test_several_questions_and_breakdowns_are_what_each_alone_is(opened):
    references = {"age": "65-74", "language": "english", "sex": "male"}
    together = adjusted.groups(opened["plain"], WHO, [Q5, Q59], references).frame
    for q in (Q5, Q59):
        for by, reference in references.items():
            alone = adjusted.groups(opened["plain"], WHO, [q], {by: reference}).frame
            part = together[(together["question"] == q.code) & (together["breakdown"] == by)]
            pd.testing.assert_frame_equal(part.reset_index(drop=True), alone)


def test_what_is_in_the_regression():
    assert adjusted.variables("sex") == MIX
    assert adjusted.variables("language") == (*MIX, "language")
    assert adjusted.variables("language", "trust") == (*MIX, "language", "trust")
    assert adjusted.variables("ethnicity-detail") == (
        "age", "sex", "ethnicity-detail", "deprivation", "tumour",
    )  # fmt: skip
    with pytest.raises(UnknownChoice):
        adjusted.variables("wealth")


def test_totals_the_reference_and_not_given_have_no_difference(opened):
    got = by_group(adjusted.groups(opened["plain"], WHO, [Q5], {"sex": "male"}), "sex")
    assert got.loc[["male", "not-given", "all"], NUMBERS[2:]].isna().all(axis=None)
    assert got.loc[["male", "not-given"], NUMBERS[:2]].notna().all(axis=None)
    assert got.loc["all", NUMBERS].isna().all()
    assert got["why"].eq("").sum() >= 4


@pytest.fixture(scope="module", params=range(3))
def some_hidden(request, workspace_of):
    """Return a workspace with ethnic groups of any size."""
    rng = np.random.default_rng(request.param)
    shares = rng.dirichlet([0.4] * 4)
    groups = rng.choice(["white", "asian", "black", "mixed"], 100, p=shares)
    return workspace_of(crowd(100, request.param).assign(ethnicity=groups))


@pytest.mark.parametrize("reference", ["white", "black", OTHERS.id])
def test_hidden_groups_have_no_adjusted_number_and_compare_with_nobody(some_hidden, reference):
    got = adjusted.groups(some_hidden, WHO, [Q5, Q59], {"ethnicity": reference}).frame
    assert got["hidden"].any()
    assert got.loc[got["hidden"], [*NUMBERS, "n", "score"]].isna().all(axis=None)
    assert got.loc[got["hidden"], "why"].eq("").all()
    cell = "all" if reference == OTHERS.id else reference
    for _, part in got.groupby("question"):
        if part.set_index("group")["hidden"][cell]:
            assert part[NUMBERS[2:]].isna().all(axis=None)


def test_a_hidden_reference_is_given_away_by_no_difference(workspace_of):
    sizes = {"white": 80, "asian": 60, "black": 6, "mixed": 12}
    blocks = [{"n": n, "ethnicity": key, "Q5": [1, 1, 2]} for key, n in sizes.items()]
    workspace = workspace_of(made.people(*blocks))
    for reference, known in (("black", []), ("white", ["asian"])):
        got = by_group(adjusted.groups(workspace, WHO, [Q5], {"ethnicity": reference}), "ethnicity")
        assert set(got.index[got["hidden"]]) == {"black", "mixed"}
        assert list(got.index[got["difference"].notna()]) == known
        assert got.loc[["white", "asian"], "adjusted"].notna().all()


def test_why_nothing_can_be_adjusted(workspace_of):
    workspace = workspace_of(
        made.people(*({"n": 30, "sex": sex, "Q5": [1], "Q59": [9]} for sex in ("male", "female")))
    )
    got = by_group(adjusted.groups(workspace, WHO, [Q5], {"sex": "male"}), "sex")
    assert got.loc["female", "why"] == "Everybody gave the same answer."
    assert got[NUMBERS].isna().all(axis=None)
    nobody = Population.of("made", groups={"tumour": ["lung"]})
    empty = by_group(adjusted.groups(workspace, nobody, [Q59], {"sex": OTHERS.id}), "sex")
    assert empty[NUMBERS].isna().all(axis=None)
    assert empty.loc["female", "why"]


def treated(trust: str, ethnicity: str, n: int, yes: int) -> dict:
    rating = [11] * yes + [6] * (10 - yes)
    return {
        "n": n, "trust": trust, "ethnicity": ethnicity, "Q5": [1] * yes + [2] * (10 - yes),
        "Q59": rating,
    }  # fmt: skip


@pytest.fixture(scope="module")
def by_place(workspace_of):
    """Return a workspace where black people go to the worse trust, and fare as others do in it."""
    good, bad = made.TRUSTS[:2]
    return workspace_of(
        made.people(
            treated(good, "white", 800, 9), treated(good, "black", 100, 9),
            treated(bad, "white", 200, 5), treated(bad, "black", 400, 5),
        )
    )  # fmt: skip


@pytest.fixture(scope="module")
def inside(workspace_of):
    """Return a workspace where black people fare worse inside each of two trusts alike."""
    first, second = made.TRUSTS[:2]
    return workspace_of(
        made.people(
            treated(first, "white", 800, 9), treated(first, "black", 200, 7),
            treated(second, "white", 400, 9), treated(second, "black", 100, 7),
        )
    )  # fmt: skip


@pytest.mark.parametrize("q", [Q5, Q59], ids=lambda q: q.code)
def test_a_gap_made_only_by_where_people_are_treated_is_gone_within_the_same_trust(by_place, q):
    plain, within = (
        by_group(
            adjusted.groups(by_place, WHO, [q], {"ethnicity": "white"}, within=level), "ethnicity"
        ).loc["black"]
        for level in (None, "trust")
    )
    assert plain["difference"] + 3 * plain["difference_se"] < -0.1
    assert within["difference"] == pytest.approx(0, abs=1e-6)
    assert within["score"] == plain["score"]


@pytest.mark.parametrize("q", [Q5, Q59], ids=lambda q: q.code)
def test_a_gap_inside_trusts_stays_within_the_same_trust(inside, q):
    row = by_group(
        adjusted.groups(inside, WHO, [q], {"ethnicity": "white"}, within="trust"), "ethnicity"
    ).loc["black"]
    points = -0.2 if q == Q5 else -1.0
    assert row["difference"] == pytest.approx(points, abs=1e-6)


@pytest.mark.parametrize("code", ["Q5", "Q59"])
def test_places_are_those_the_statistics_give_on_the_rows(evidence, code):
    frame, workspace = evidence
    q = question(code)
    got = adjusted.places(workspace, WHO, q, "trust").frame.set_index("trust")
    rows, patterns, fit = fitted(frame, code, MIX)
    keys = sorted(made.TRUSTS)
    wanted = standardise_places(
        patterns,
        fit,
        made.worth(rows, code).to_numpy(),
        rows["trust"].map(keys.index).to_numpy(),
        len(keys),
        weights=rows["weight"].to_numpy() if "weight" in rows else None,
        bounds=(0, 10) if code == "Q59" else (0, 1),
    )
    np.testing.assert_allclose(got.loc[keys, "adjusted"], wanted.adjusted, atol=1e-9)
    np.testing.assert_allclose(got.loc[keys, "expected"], wanted.expected / wanted.n, atol=1e-9)


def test_hidden_places_have_no_adjusted_score(workspace_of):
    sizes = dict(zip(made.TRUSTS, (80, 60, 6, 12), strict=True))
    blocks = [
        {"n": n, "trust": code, "sex": ["male", "female", "male"], "Q5": [1, 1, 2, 1]}
        for code, n in sizes.items()
    ]
    got = adjusted.places(workspace_of(made.people(*blocks)), WHO, Q5, "trust").frame
    there = got[got["trust"].isin(made.TRUSTS)].set_index("trust")
    assert list(there.index[there["hidden"]]) == [t for t in there.index if sizes[t] < 20]
    assert there.loc[there["hidden"], ["adjusted", "expected", "n"]].isna().all(axis=None)
    assert there.loc[~there["hidden"], ["adjusted", "expected"]].notna().all(axis=None)
