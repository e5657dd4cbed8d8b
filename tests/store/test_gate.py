import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.store import ALL, Dataset, Policy, Workspace, build, gate
from analysis.survey import (
    NOT_GIVEN,
    Population,
    UnknownChoice,
    dimension,
    dimensions,
    places,
    question,
    questions,
)

from .adversary import Adversary
from .conftest import people

MADE = Population.of("made")
Q1, Q2, RATING = question("Q1"), question("Q2"), question("Q59")
NUMBERS = ["n", "n_effective", "weight", "score", "sd"]
BREAKDOWNS = [(), *[(d.id,) for d in dimensions()], ("age", "sex"), ("sex", "deprivation")]
BREAKDOWNS += [
    ("ethnicity", "orientation"),
    ("deprivation", "ethnicity"),
    ("stp",),
    ("language", "stp"),
]


# Many small surveys at once: each trust is one, with its own sizes, groups and answers


def survey(code: str, rng: np.random.Generator) -> pd.DataFrame:
    size = int(rng.choice([8, 25, 60, 150, 400]))
    frame = people(size, trust=code)
    for d in dimensions():
        ids = [*d.ids, None]
        share = rng.dirichlet(np.full(len(ids), rng.choice([0.2, 1.0])))
        frame[d.column] = pd.Series(rng.choice(np.array(ids, dtype=object), size, p=share))
    for q in (Q1, Q2, RATING):
        share = rng.dirichlet(np.full(len(q.options) + 1, rng.choice([0.05, 0.3, 2])))
        frame[q.code] = rng.choice(len(q.options) + 1, size, p=share).astype("uint8")
    return frame


TRUSTS = [p.code for p in places("trust")][:60]


def make(path, weighted: bool) -> Workspace:
    rng = np.random.default_rng(5)
    frame = pd.concat([survey(code, rng) for code in TRUSTS], ignore_index=True)
    # an STP only for some, so that it is a breakdown within a trust
    frame["ccg"] = rng.choice(
        np.array([p.code for p in places("ccg")][:6], dtype=object), len(frame)
    )
    if weighted:
        frame["weight"] = rng.uniform(0.2, 4, len(frame))
    made = Dataset("made", "Made", "respondents", "A test.")
    with build(path) as builder:
        builder.add_respondents(made, [(frame, people(0))])
    return Workspace.open(path)


@pytest.fixture(scope="module")
def surveys(tmp_path_factory):
    with make(tmp_path_factory.mktemp("surveys") / "w.duckdb", weighted=False) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def weighted(tmp_path_factory):
    with make(tmp_path_factory.mktemp("weighted") / "w.duckdb", weighted=True) as workspace:
        yield workspace


def shape_of(frame: pd.DataFrame, by: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(frame[name].nunique() for name in by)


def score_table(frame: pd.DataFrame, by: tuple[str, ...]) -> np.ndarray:
    """Answers for and against, as far as they are shown."""
    counts = np.stack([frame["n"] * frame["score"].fillna(0), frame["n"]], axis=-1)
    counts[:, 1] -= counts[:, 0]
    return np.round(counts.reshape(*shape_of(frame, by), 2), 6)


def option_table(frame: pd.DataFrame, by: tuple[str, ...]) -> np.ndarray:
    """Answers by option, as far as they are shown."""
    columns = [
        part["n"].to_numpy() * part["share"].fillna(0).to_numpy()
        for _, part in frame.groupby("option", sort=True)
    ]
    counts = np.where(np.isnan(columns[0])[:, None], np.nan, np.stack(columns, axis=-1))
    some = frame[frame["option"] == 1]
    known = np.where(some["hidden"].to_numpy()[:, None], np.nan, counts)
    return np.round(known.reshape(*shape_of(some, by), len(columns)), 6)


def worth(q) -> np.ndarray:
    if q.is_rating:
        return np.arange(11.0)
    return np.array(
        [{"positive": 1, "negative": 0, "excluded": np.nan}[o.polarity] for o in q.options]
    )


SOME = {
    "code": st.sampled_from(TRUSTS),
    "q": st.sampled_from([Q1, Q2, RATING]),
    "by": st.sampled_from(BREAKDOWNS[1:]),
}


@given(**SOME)
@settings(max_examples=40, deadline=None)
def test_nobody_can_be_worked_out_from_scores(surveys, code, q, by):
    q = Q1 if q.is_rating else q
    frame = gate.scores(surveys, Population.of("made", at=code), [q], by).frame
    attacker = Adversary(score_table(frame, by), least=0)  # they may have answered "don't know"
    assert not attacker.solved()
    assert not attacker.isolated(1)
    assert not attacker.pinned()


@given(**SOME)
@settings(max_examples=40, deadline=None)
def test_nobody_can_be_worked_out_from_every_answer(surveys, code, q, by):
    frame = gate.options(surveys, Population.of("made", at=code), q, by).frame
    attacker = Adversary(option_table(frame, by), worth(q))
    assert not attacker.solved()
    assert not attacker.isolated(1)
    assert not attacker.pinned()


@given(**SOME)
@settings(max_examples=60, deadline=None)
def test_scores_and_answers_hide_the_same_cells(surveys, code, q, by):
    """Otherwise the one would give away what the other hides."""
    asked = Population.of("made", at=code)
    scores = gate.scores(surveys, asked, [q], by).frame
    answers = gate.options(surveys, asked, q, by).frame
    assert (
        answers[answers["option"] == 1]["hidden"].to_numpy() == scores["hidden"].to_numpy()
    ).all()


@given(**SOME)
@settings(max_examples=60, deadline=None)
def test_weights_hide_no_more_and_no_less(surveys, weighted, code, q, by):
    asked = Population.of("made", at=code)
    plain, heavy = (gate.scores(w, asked, [q], by).frame for w in (surveys, weighted))
    pd.testing.assert_series_equal(plain["hidden"], heavy["hidden"])
    pd.testing.assert_series_equal(plain["n"], heavy["n"])
    assert heavy.loc[heavy["hidden"], NUMBERS].isna().all(axis=None)


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_a_hidden_row_holds_no_number(surveys, by):
    hidden = 0
    for code in TRUSTS[:15]:
        asked = Population.of("made", at=code)
        scores = gate.scores(surveys, asked, [Q1, RATING], by).frame
        answers = gate.options(surveys, asked, RATING, by).frame
        assert list(scores.columns) == ["question", *by, *NUMBERS, "hidden"]
        assert set(answers.columns) == {"option", *by, "n", "share", "hidden"}
        assert scores.loc[scores["hidden"], NUMBERS].isna().all(axis=None)
        assert answers.loc[answers["hidden"], ["n", "share"]].isna().all(axis=None)
        assert (scores.loc[~scores["hidden"], "n"] >= 0).all()
        assert not scores.loc[~scores["hidden"], "n"].between(1, 9).any()
        hidden += int(scores["hidden"].sum())
    assert hidden > 0


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_rows_are_in_a_fixed_order_whatever_the_data(surveys, by):
    keys = [
        tuple(p.code for p in places(name)) if name == "stp" else dimension(name).ids for name in by
    ]
    index = pd.MultiIndex.from_product(
        [["Q59", "Q1"], *[[*k, NOT_GIVEN.id, ALL] for k in keys]], names=["question", *by]
    )
    for code in TRUSTS[:3]:
        frame = gate.scores(surveys, Population.of("made", at=code), [RATING, Q1], by).frame
        found = pd.MultiIndex.from_frame(frame[["question", *by]])
        assert found.tolist() == index.tolist()
        assert frame.index.tolist() == list(range(len(frame)))


def test_nobody_at_all_is_a_table_of_zeros(surveys):
    frame = gate.scores(surveys, Population.of("made", years=[2015]), [Q1, RATING], ["age"]).frame
    assert (frame["n"] == 0).all()
    assert not frame["hidden"].any()
    assert frame[["score", "sd"]].isna().all(axis=None)
    shares = gate.options(surveys, Population.of("made", years=[2015]), Q1, ["age"]).frame
    assert shares["share"].isna().all()
    assert (shares["n"] == 0).all()


# Are the shown numbers right?


def frame_of(workspace) -> pd.DataFrame:
    return workspace._frame('SELECT * FROM "respondents:made"')


def test_scores_are_those_of_the_answers(surveys):
    raw = frame_of(surveys)
    good, bad = raw["Q1"].isin(Q1.codes("positive")), raw["Q1"].isin(Q1.codes("negative"))
    shown = gate.scores(surveys, MADE, [Q1, RATING], ["age"]).frame
    ages = raw["age"].astype(object).fillna(NOT_GIVEN.id)
    for row in shown[~shown["hidden"]].itertuples():
        here = (ages == row.age) | (row.age == ALL)
        if row.question == "Q1":
            answers = pd.Series(np.where(good, 1.0, 0.0))[here & (good | bad)]
        else:
            answers = (raw["Q59"][here & (raw["Q59"] > 0)] - 1).astype(float)
        assert row.n == row.n_effective == row.weight == len(answers)
        assert row.score == pytest.approx(answers.mean())
        assert row.sd == pytest.approx(answers.std())


def test_weighted_scores_are_those_of_the_answers(weighted):
    raw = frame_of(weighted)
    raw = raw[raw["Q59"] > 0]
    whole = gate.scores(weighted, MADE, [RATING]).frame.iloc[0]
    weight = raw["weight"].astype(float)
    assert whole["n"] == len(raw)
    assert whole["weight"] == pytest.approx(weight.sum())
    assert whole["n_effective"] == pytest.approx(weight.sum() ** 2 / (weight**2).sum(), rel=1e-5)
    assert whole["score"] == pytest.approx(np.average(raw["Q59"] - 1.0, weights=weight), rel=1e-6)


def test_shares_of_answers_add_up_to_one(surveys, weighted):
    for workspace in (surveys, weighted):
        shown = gate.options(workspace, MADE, Q1, ["sex"]).frame
        total = shown.groupby("sex")["share"].sum(min_count=1)
        assert np.allclose(total.dropna(), 1)
        assert (shown.groupby("sex")["n"].max() == shown.groupby("sex")["n"].min())[total > 0].all()


def test_a_weighted_share_is_weighted(fill):
    workspace = fill(people(40, Q1=[1] * 20 + [3] * 20, weight=[3.0] * 20 + [1.0] * 20))
    shares = gate.options(workspace, MADE, Q1).frame.set_index("option")["share"]
    assert shares[1] == pytest.approx(0.75)
    assert gate.scores(workspace, MADE, [Q1]).frame["score"].tolist() == pytest.approx([0.75])


def test_blanks_and_answers_that_do_not_count_are_not_in_the_base(fill):
    excluded = Q1.codes("excluded")[0]
    workspace = fill(people(60, Q1=[1] * 20 + [0] * 15 + [excluded] * 15 + [255] * 10))
    assert gate.scores(workspace, MADE, [Q1]).frame["n"].tolist() == [20]
    assert set(gate.options(workspace, MADE, Q1).frame["n"]) == {35}


def test_all_questions_at_once_are_the_same_as_one_by_one(surveys):
    some = [*questions()[:3], RATING]
    together = gate.scores(surveys, MADE, some, ["sex", "deprivation"]).frame
    one_by_one = [gate.scores(surveys, MADE, [q], ["sex", "deprivation"]).frame for q in some]
    pd.testing.assert_frame_equal(together, pd.concat(one_by_one, ignore_index=True))


def test_filters_are_those_of_the_population(surveys):
    raw = frame_of(surveys)
    asked = Population.of(
        "made",
        years=[2018],
        at=places("ccg")[0].alliance,
        groups={"sex": ["female", NOT_GIVEN.id], "age": ["65-74", "75-84"]},
    )
    kept = raw[
        (raw["alliance"] == asked.place)
        & (raw["sex"].isna() | (raw["sex"] == "female"))
        & raw["age"].isin(["65-74", "75-84"])
        & (raw["Q59"] > 0)
    ]
    found = gate.scores(surveys, asked, [RATING]).frame["n"].iloc[0]
    assert found == len(kept) or (np.isnan(found) and len(kept) < 10)
    assert len(kept) > 10


# What can be asked


@pytest.mark.parametrize("by", ["national", "all", "height"])
def test_an_unknown_breakdown_is_refused(surveys, by):
    with pytest.raises(UnknownChoice, match=f"There is no breakdown '{by}'"):
        gate.scores(surveys, MADE, [Q1], [by])


def test_an_unknown_dataset_is_refused(surveys):
    for ask in (
        lambda asked: gate.scores(surveys, asked, [Q1]),
        lambda asked: gate.options(surveys, asked, Q1),
    ):
        with pytest.raises(UnknownChoice, match="There is no dataset 'nothing'"):
            ask(Population.of("nothing"))


# Whose policy


def test_the_policy_applied_comes_with_the_numbers(surveys, monkeypatch):
    assert gate.scores(surveys, MADE, [Q1]).policy == Policy(10)
    assert gate.options(surveys, MADE, Q1).policy == Policy(10)
    monkeypatch.setenv("PEX_MINIMUM_BASE", "30")
    assert gate.scores(surveys, MADE, [Q1]).policy == Policy(30)
    assert gate.options(surveys, MADE, Q1).policy == Policy(30)


def test_the_operator_tightens_what_is_shown(fill, monkeypatch):
    workspace = fill(people(25, Q1=[1, 3] * 12 + [1]))
    assert gate.scores(workspace, MADE, [Q1]).frame["n"].tolist() == [25]
    monkeypatch.setenv("PEX_MINIMUM_BASE", "26")
    assert gate.scores(workspace, MADE, [Q1]).frame["hidden"].all()
    assert gate.options(workspace, MADE, Q1).frame["hidden"].all()


def test_who_asks_may_tighten_but_not_loosen(surveys, monkeypatch):
    monkeypatch.setenv("PEX_MINIMUM_BASE", "30")
    for asked, applied in ((10, 30), (40, 40)):
        assert gate.scores(surveys, MADE, [Q1], policy=Policy(asked)).policy == Policy(applied)
        assert gate.options(surveys, MADE, Q1, policy=Policy(asked)).policy == Policy(applied)
