import json
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.store.suppression import Policy, suppress
from analysis.survey import InputError

from .adversary import Adversary, seen, with_totals

POLICY = Policy()


def half(counts) -> np.ndarray:
    """People of whom about half are for and half against, with totals."""
    counts = np.array(counts)
    return with_totals(np.stack([(counts + 1) // 2, counts // 2], axis=-1))


def split(counts, against) -> np.ndarray:
    counts, against = np.array(counts), np.array(against)
    return with_totals(np.stack([counts - against, against], axis=-1))


def hide(answers, policy=POLICY, **more):
    return suppress(answers, policy, **more).astype(int).tolist()


# Policy


def test_ten_answers_is_the_least():
    assert Policy().minimum == 10
    assert Policy(25).minimum == 25


@pytest.mark.parametrize("less", [9, 1, 0, -5])
def test_nobody_may_ask_for_less(less):
    with pytest.raises(InputError, match=f"fewest answers that may be shown is 10, not {less}"):
        Policy(less)


def test_the_operator_may_tighten(monkeypatch):
    monkeypatch.setenv("PEX_MINIMUM_BASE", "25")
    assert Policy.of_operator() == Policy(25)
    monkeypatch.delenv("PEX_MINIMUM_BASE")
    assert Policy.of_operator() == Policy(10)


@pytest.mark.parametrize("value", ["", "ten", "-20", "12.5", "1e3", " 20", "²"])
def test_a_setting_that_is_no_number_is_said(monkeypatch, value):
    monkeypatch.setenv("PEX_MINIMUM_BASE", value)
    with pytest.raises(InputError, match="PEX_MINIMUM_BASE must be a whole number of at least 10"):
        Policy.of_operator()


@pytest.mark.parametrize("value", ["9", "0"])
def test_the_operator_can_not_loosen(monkeypatch, value):
    monkeypatch.setenv("PEX_MINIMUM_BASE", value)
    with pytest.raises(InputError, match=f"is 10, not {value}"):
        Policy.of_operator()


# By hand


def test_a_table_of_many_people_is_shown():
    assert hide(half([10, 20, 0, 30])) == [0, 0, 0, 0, 0]


def test_nine_are_hidden_and_ten_are_not():
    assert hide(half([9, 9, 30])) == [1, 1, 0, 0]
    assert hide(half([10, 10, 30])) == [0, 0, 0, 0]


def test_nobody_is_no_secret():
    assert hide(half([0, 0])) == [0, 0, 0]


def test_a_single_hidden_cell_takes_the_next_smallest_with_it():
    assert hide(half([5, 40, 30, 50])) == [1, 0, 1, 0, 0]


def test_two_hidden_cells_of_fewer_than_ten_take_a_third_with_them():
    assert hide(half([4, 5, 40, 30])) == [1, 1, 0, 1, 0]
    assert hide(half([4, 6, 40, 30])) == [1, 1, 0, 0, 0]


def test_a_cell_within_nine_people_of_its_total_is_hidden():
    assert hide(half([100, 9])) == [1, 1, 0]
    assert hide(half([100, 10])) == [0, 0, 0]


def test_a_total_of_fewer_than_ten_is_hidden():
    assert hide(half([4, 5])) == [1, 1, 1]
    assert hide(half([9, 0])) == [1, 0, 1]


def test_hidden_cells_that_all_answer_alike_take_another_with_them():
    assert hide(split([6, 7, 30, 40], [0, 0, 10, 10])) == [1, 1, 1, 0, 0]
    assert hide(split([6, 7], [0, 0])) == [1, 1, 1]


def test_a_single_value_without_breakdown():
    assert hide(np.array([5, 4])) == 1
    assert hide(np.array([5, 5])) == 0
    assert hide(np.array([0, 0])) == 0


def test_crossed_tables_hide_a_second_cell_in_the_row_and_in_the_column():
    assert hide(half([[5, 30, 40], [20, 50, 60], [40, 80, 90]])) == [
        [1, 1, 0, 0],
        [1, 1, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
    ]


def test_a_tighter_policy_counts_up_to_its_own_limit():
    assert hide(half([24, 30, 100]), Policy(25)) == [1, 1, 0, 0]
    assert hide(half([4, 6, 40, 30]), Policy(25)) == [1, 1, 0, 1, 0]


# What counts for the score

KINDS = np.array([0, 0, 1, -1])  # two answers for, one against, one that does not count


def test_a_score_on_fewer_than_ten_is_hidden_however_many_answered():
    answers = with_totals(np.array([[3, 2, 4, 30], [20, 20, 20, 5], [9, 10, 11, 5]]))
    assert hide(answers, kinds=KINDS) == [1, 0, 1, 0]
    assert hide(answers) == [0, 0, 0, 0]


def test_two_ways_of_saying_the_same_are_the_same():
    answers = with_totals(np.array([[4, 2, 0, 3], [2, 5, 0, 1], [20, 20, 20, 5], [30, 30, 30, 0]]))
    assert hide(answers, kinds=KINDS) == [1, 1, 1, 0, 0]


def test_answers_that_do_not_count_can_not_be_all_that_is_left_over():
    answers = with_totals(np.array([[1, 1, 1, 8], [1, 1, 1, 8], [20, 20, 20, 5], [30, 30, 30, 0]]))
    assert hide(answers, kinds=KINDS) == [1, 1, 1, 0, 0]


def test_everything_is_hidden_where_all_that_can_be_said_means_the_same():
    """The score of a hidden cell is no secret then."""
    assert hide(half([5, 40, 30, 50]), kinds=np.array([0, 0])) == [1, 1, 1, 1, 1]


# Attacks that one line at a time does not show


def test_ten_groups_of_one_person_each_are_not_told_by_their_sum():
    """Ten hidden cells with at least one person each, and ten people: one in each."""
    answers = split([*[1] * 10, 40, 60], [*[0, 1] * 5, 10, 10])
    hidden = suppress(answers, POLICY)
    assert not Adversary(seen(answers, hidden)).pinned()
    lines_only = np.array([True] * 10 + [False] * 3)
    assert len(Adversary(seen(answers, lines_only)).pinned()) == 10


RING = [[1, 9, 0, 40], [0, 9, 1, 40], [9, 0, 9, 40], [40, 40, 40, 90]]


def ring_only(answers):
    hidden = np.zeros(answers.shape[:-1], dtype=bool)
    hidden[:3, :3] = np.array(RING)[:3, :3] > 0
    return hidden


def test_a_ring_of_hidden_cells_is_not_told_by_there_being_someone_in_each():
    answers = half(RING)
    attacked = Adversary(seen(answers, ring_only(answers)))
    assert not attacked.solved()
    assert not attacked.isolated()
    assert {what for _, what in attacked.pinned()} >= {"base"}
    assert not Adversary(seen(answers, suppress(answers, POLICY))).pinned()


def test_a_ring_of_hidden_cells_is_not_told_by_those_who_are_all_content():
    """Nobody can be found to be discontent in two places at once."""
    counts = np.array([[9, 9, 0, 40], [0, 9, 9, 40], [9, 0, 9, 40], [40, 40, 40, 90]])
    against = np.array([[0, 1, 0, 20], [0, 1, 0, 20], [1, 0, 1, 20], [20, 20, 20, 40]])
    answers = split(counts, against)
    hidden = ring_only(half(counts))
    hidden[:3, :3] = counts[:3, :3] > 0
    attacked = Adversary(seen(answers, hidden))
    assert not attacked.isolated()
    assert {what for _, what in attacked.pinned()} == {"score"}
    assert not Adversary(seen(answers, suppress(answers, POLICY))).pinned()


def test_two_rows_less_two_columns_do_not_leave_a_handful():
    counts = np.array(
        [
            [6, 6, 3, 0, 50],
            [6, 6, 0, 4, 50],
            [0, 0, 9, 8, 50],
            [50, 50, 50, 50, 90],
        ]
    )
    answers = half(counts)
    hidden = np.zeros((5, 6), dtype=bool)
    hidden[:3, :4] = counts[:3, :4] > 0
    attacked = Adversary(seen(answers, hidden))
    assert not attacked.pinned()
    assert not attacked.isolated(1)
    assert 7 in attacked.isolated(4)
    assert not Adversary(seen(answers, suppress(answers, POLICY))).isolated(4)


# Whatever the table


COUNTS = st.one_of(st.just(0), st.integers(0, 4), st.integers(0, 14), st.integers(0, 80))


@st.composite
def tables(draw, answers=2, largest=4, longest=12):
    crossed = draw(st.booleans())
    side = st.integers(2, largest if crossed else longest)
    shape = (draw(side), draw(side)) if crossed else (draw(side),)
    content = draw(st.booleans())  # hardly anybody against
    size = int(np.prod(shape))
    cells = np.array(draw(st.lists(COUNTS, min_size=size, max_size=size)))
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    shares = [0.97] + [0.03 / (answers - 1)] * (answers - 1) if content else None
    split_up = rng.multinomial(cells, shares or [1 / answers] * answers)
    return with_totals(split_up.reshape(*shape, answers))


@given(tables())
@settings(max_examples=120, deadline=None)
def test_nothing_hidden_can_be_worked_out(answers):
    hidden = suppress(answers, POLICY)
    attacker = Adversary(seen(answers, hidden))
    assert not attacker.solved()
    assert not attacker.isolated(1)
    assert not attacker.pinned()


@given(tables(answers=4))
@settings(max_examples=60, deadline=None)
def test_nothing_hidden_can_be_worked_out_where_some_answers_do_not_count(answers):
    hidden = suppress(answers, POLICY, KINDS)
    attacker = Adversary(seen(answers, hidden), np.array([1, 1, 0, np.nan]))
    assert not attacker.isolated(1)
    assert not attacker.pinned()


@given(tables(largest=3))
@settings(max_examples=25, deadline=None)
def test_no_handful_is_left_over_by_several_lines_together(answers):
    hidden = suppress(answers, POLICY)
    assert not Adversary(seen(answers, hidden)).isolated(3)


@given(tables(largest=6, longest=20), st.integers(10, 40))
@settings(max_examples=100, deadline=None)
def test_what_is_shown_rests_on_enough_answers_and_what_is_about_nobody_is_shown(answers, minimum):
    hidden = suppress(answers, Policy(minimum))
    people = answers.sum(axis=-1)
    assert ((people[~hidden] == 0) | (people[~hidden] >= minimum)).all()
    assert not hidden[people == 0].any()


@given(tables())
@settings(max_examples=50, deadline=None)
def test_the_table_itself_is_left_alone_and_the_answer_is_always_the_same(answers):
    before = answers.copy()
    first = suppress(answers, POLICY)
    assert (answers == before).all()
    assert (suppress(answers, POLICY) == first).all()


@pytest.mark.parametrize("people", [20, 60, 200])
def test_most_of_a_table_of_many_people_is_still_shown(people):
    """Safety must not come from hiding everything."""
    rng = np.random.default_rng(2)
    hidden = []
    for _ in range(20):
        cells = rng.poisson(rng.gamma(2, people / 2, size=(5, 4)))
        answers = split(cells, rng.binomial(cells, 0.3))
        few = (answers.sum(axis=-1) > 0) & (answers.sum(axis=-1) < 10)
        hidden.append((suppress(answers, POLICY).mean(), few.mean()))
    all_hidden, few = np.mean(hidden, axis=0)
    assert few <= all_hidden < 3 * few + 0.1


def trusts_by_group(against: float, *, tiny: bool) -> np.ndarray:
    """A national survey: 140 trusts, each with very many white patients and few of the others.

    A tiny trust has so few that its total is hidden, and that of another for its sake.
    """
    rng = np.random.default_rng(7)
    share = [0.91, 0.006, 0.027, 0.015, 0.005, 0.037]
    cells = rng.poisson(rng.gamma(4, 400, (140, 1)) * share)
    if tiny:
        cells = np.vstack([cells, [[4, 0, 2, 1, 0, 1], [90, 0, 0, 0, 0, 0]]])
    return split(cells, rng.binomial(cells, against))


@pytest.mark.parametrize("tiny", [False, True])
@pytest.mark.parametrize(
    ("against", "of_white", "for_each_small"),
    [(0.01, 0.4, 1.8), (0.05, 0.05, 1.6), (0.4, 0.03, 1.6)],
)
def test_large_groups_are_shown_beside_small_ones_that_are_all_content(
    against, of_white, for_each_small, tiny
):
    """A score of 100% hides only behind someone in the row who is against, if need be white."""
    answers = trusts_by_group(against, tiny=tiny)
    people = answers.sum(axis=-1)
    hidden, few = suppress(answers, POLICY), (people > 0) & (people < 10)
    assert hidden[:-1, 0].mean() < of_white
    assert hidden[:, -1].mean() < 0.03
    assert not hidden[-1].any()
    assert hidden.sum() < for_each_small * few.sum()


@pytest.mark.real
def test_the_table_of_the_known_differencing_attack_is_safe(oracles):
    known = json.loads((oracles / "acro" / "differencing_attack_fixture.json").read_text())
    people = pd.read_csv(oracles / "synthetic_respondents.csv").head(known["n"])
    hidden_cells, naive = 0, []
    for first, second in combinations(known["dims"], 2):
        codes = [pd.Categorical(people[d]) for d in (first, second)]
        cells = np.zeros((*(len(c.categories) for c in codes), 2), dtype=np.int64)
        np.add.at(cells, (codes[0].codes, codes[1].codes, 1 - people["y"].to_numpy()), 1)
        answers = with_totals(cells)
        n = answers.sum(axis=-1)
        few = (n > 0) & (n < known["threshold"])
        hidden_cells += int(few[:-1, :-1].sum())
        naive += Adversary(seen(answers, few)).isolated(1)
        hidden = suppress(answers, POLICY)
        attacker = Adversary(seen(answers, hidden))
        assert not attacker.solved()
        assert not attacker.isolated(2)
        assert not attacker.pinned()
    assert hidden_cells == known["n_suppressed_two_way"]
    assert {r["recovered"] for r in known["recoverable"]} <= set(naive)
