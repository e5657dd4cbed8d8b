import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.oaxaca import OaxacaBlinder

from analysis.statistics.interval import welch
from analysis.statistics.oaxaca import oaxaca_threefold, oaxaca_twofold
from analysis.statistics.term import Term

REFERENCES = [0.0, 1.0, 0.5, "group size", "pooled", "pooled with group"]
PLACES = ("north", "east", "south")


def made(seed, rows=200):
    rng = np.random.default_rng(seed)
    first, age = rng.random(rows) < 0.4, rng.normal(50, 10, rows)
    place = rng.choice(3, rows, p=[0.5, 0.3, 0.2])
    place[:6], first[:6] = [0, 1, 2] * 2, [True] * 3 + [False] * 3
    y = 1 + 0.05 * age + 0.5 * place - (0.7 + 0.2 * place) * first + rng.normal(size=rows)
    return y, [Term("age", age), Term("place", place, PLACES)], first


def pieces(found):
    return [v for k, v in vars(found).items() if k not in {"gap", "unexplained"}]


def values(part):
    return np.array(
        [part.total.value]
        + [e.value for e in part.by_variable.values()]
        + [part.by_level[key].value for key in sorted(part.by_level)]
    )


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.sampled_from(REFERENCES), st.booleans())
def test_parts_always_add_up_to_the_gap(seed, reference, weighted):
    y, terms, first = made(seed)
    w = np.random.default_rng(seed).uniform(0.5, 2, y.size) if weighted else np.ones(y.size)
    gap = np.average(y[first], weights=w[first]) - np.average(y[~first], weights=w[~first])
    two = oaxaca_twofold(y, terms, first, weights=w, reference=reference)
    three = oaxaca_threefold(y, terms, first, weights=w)
    for found in (two, three):
        assert found.gap.value == pytest.approx(gap, abs=1e-12)
        assert sum(p.total.value for p in pieces(found)) == pytest.approx(gap, abs=1e-12)
        for part in pieces(found):
            by = sum(e.value for e in part.by_variable.values())
            assert by == pytest.approx(part.total.value, abs=1e-12)
            levels = sum(e.value for e in part.by_level.values())
            assert levels == pytest.approx(part.by_variable["place"].value, abs=1e-12)
    halves = two.unexplained_first.total.value + two.unexplained_second.total.value
    assert two.unexplained.total.value == pytest.approx(halves, abs=1e-12)


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_level_left_out_does_not_matter(reference):
    y, terms, first = made(1)
    turned = Term("place", 2 - np.asarray(terms[1].values), PLACES[::-1])
    one = oaxaca_twofold(y, terms, first, reference=reference)
    other = oaxaca_twofold(y, [terms[0], turned], first, reference=reference)
    for a, b in zip(pieces(one), pieces(other), strict=True):
        np.testing.assert_allclose(values(a), values(b), atol=1e-10)


@pytest.mark.parametrize(
    ("reference", "mirrored"),
    [(0.3, 0.7), *((r, r) for r in ("group size", "pooled", "pooled with group"))],
)
def test_swapping_the_groups_turns_every_sign(reference, mirrored):
    y, terms, first = made(2)
    one = oaxaca_twofold(y, terms, first, reference=reference)
    other = oaxaca_twofold(y, terms, ~first, reference=mirrored)
    np.testing.assert_allclose(values(one.explained), -values(other.explained), atol=1e-10)
    np.testing.assert_allclose(
        values(one.unexplained_first), -values(other.unexplained_second), atol=1e-10
    )
    half = one.explained.total.upper - one.explained.total.value
    assert other.explained.total.upper - other.explained.total.value == pytest.approx(half)


@pytest.mark.parametrize(
    ("reference", "theirs"),
    [
        ("pooled with group", "pooled"),
        ("pooled", "nuemark"),
        (0.5, "reimers"),
        ("group size", "cotton"),
    ],
)
def test_totals_agree_with_statsmodels(reference, theirs):
    y, terms, first = made(3)
    place = np.asarray(terms[1].values)[:, None] == np.arange(1, 3)
    x = np.column_stack([np.ones(y.size), terms[0].values, place, ~first]).astype(float)
    model = OaxacaBlinder(y, x, bifurcate=4, hasconst=True, swap=False)
    unexplained, explained, gap = model.two_fold(two_fold_type=theirs).params
    found = oaxaca_twofold(y, terms, first, reference=reference)
    assert found.gap.value == pytest.approx(gap, abs=1e-9)
    assert found.explained.total.value == pytest.approx(explained, abs=1e-9)
    assert found.unexplained.total.value == pytest.approx(unexplained, abs=1e-9)


def test_a_split_that_can_be_followed_by_hand():
    # One yes-or-no variable: means 2 and 6 in the first group, 1 and 3 in the second.
    has = np.array([0, 0, 0, 1, 0, 1, 1, 1])
    y = np.array([1.0, 2, 3, 6, 1, 2, 3, 4])
    first = np.arange(8) < 4
    found = oaxaca_threefold(y, [Term("has", has)], first)
    assert found.gap.value == pytest.approx(3 - 2.5)
    assert found.endowments.total.value == pytest.approx((0.25 - 0.75) * 2)
    assert found.coefficients.total.value == pytest.approx(1 + 0.75 * (4 - 2))
    assert found.interaction.total.value == pytest.approx((0.25 - 0.75) * (4 - 2))


def test_the_gaps_interval_is_that_of_two_independent_means():
    y, terms, first = made(4, rows=2000)
    found = oaxaca_twofold(y, terms, first).gap
    sides = [(y[g].mean(), y[g].std(ddof=1), g.sum()) for g in (first, ~first)]
    wanted = welch(*sides[0], *sides[1])
    assert found.value == pytest.approx(float(wanted.value))
    assert found.upper == pytest.approx(float(wanted.upper), abs=1e-3)


@pytest.mark.parametrize("split", [oaxaca_twofold, oaxaca_threefold])
def test_intervals_are_what_moving_each_persons_weight_a_little_says(split):
    y, (age, place), first = made(10, rows=150)
    terms = [Term("age", np.asarray(age.values) + 20 * first), place]
    one = np.ones(y.size)

    def at(weights):
        return np.array([p.total.value for p in pieces(split(y, terms, first, weights=weights))])

    nudge = 1e-4 * np.diag(one)
    moved = np.array([(at(one + step) - at(one - step)) / 2e-4 for step in nudge])
    wanted = np.sqrt(sum(moved[g].var(axis=0) * g.sum() for g in (first, ~first)))
    found = [(p.total.upper - p.total.value) / 1.96 for p in pieces(split(y, terms, first))]
    np.testing.assert_allclose(found, wanted, rtol=0.05)
    if split is oaxaca_twofold:
        whole = moved[:, 1] + moved[:, 2]
        wanted = np.sqrt(sum(whole[g].var() * g.sum() for g in (first, ~first)))
        unexplained = split(y, terms, first).unexplained.total
        assert unexplained.upper - unexplained.value == pytest.approx(1.96 * wanted, rel=0.05)


@pytest.mark.parametrize("reference", [0.0, "pooled with group"])
def test_nominal_95_percent_intervals_hold_the_truth(reference):
    truth = oaxaca_twofold(*made(99, rows=400_000), reference=reference)
    held = np.zeros(3)
    for seed in range(100):
        found = oaxaca_twofold(*made(seed, rows=300), reference=reference)
        for i, part in enumerate(("gap", "explained", "unexplained")):
            estimate, wanted = getattr(found, part), getattr(truth, part)
            if part != "gap":
                estimate, wanted = estimate.total, wanted.total
            held[i] += estimate.lower <= wanted.value <= estimate.upper
    assert (held >= 89).all()
    assert (held <= 99).all()


def test_groups_that_are_alike_have_nothing_explained():
    y, terms, _ = made(5, rows=100)
    twice = [Term(t.name, np.tile(t.values, 2), t.levels) for t in terms]
    found = oaxaca_twofold(np.concatenate([y, y - 1]), twice, np.arange(200) < 100)
    assert found.gap.value == pytest.approx(1)
    assert found.explained.total.value == pytest.approx(0, abs=1e-12)
    assert found.unexplained.by_variable["intercept"].value == pytest.approx(1)


def test_the_scale_of_the_outcome_carries_over():
    y, terms, first = made(6)
    one, other = (oaxaca_twofold(k * y, terms, first) for k in (1, 100))
    np.testing.assert_allclose(
        100 * values(one.explained), values(other.explained), rtol=1e-9, atol=1e-9
    )
    assert other.explained.total.upper == pytest.approx(100 * one.explained.total.upper)


def test_weights_of_one_size_change_nothing():
    y, terms, first = made(7)
    plain, weighted = (
        oaxaca_twofold(y, terms, first, weights=w) for w in (None, np.full(y.size, 3.0))
    )
    np.testing.assert_allclose(values(plain.explained), values(weighted.explained), atol=1e-10)
    assert plain.gap.lower == pytest.approx(weighted.gap.lower)


@pytest.mark.parametrize("split", [oaxaca_twofold, oaxaca_threefold])
def test_a_level_that_one_group_lacks_is_named(split):
    y, terms, first = made(8)
    place = np.where(first, np.asarray(terms[1].values), 0)
    place[6] = 1 if not first[6] else place[6]
    found = split(y, [Term("place", place, PLACES)], first)
    assert found.gap.value is None
    assert all(part.by_variable == {} for part in pieces(found))
    assert "second group is in “place:" in found.gap.why


def test_no_people_at_all_are_said_to_be_nobody():
    found = oaxaca_twofold([], [Term("place", [], PLACES)], [])
    assert found.gap.why == "Nobody in the first group answered."


def test_without_variables_nothing_is_explained():
    y, _, first = made(9)
    found = oaxaca_twofold(y, [], first)
    assert found.explained.total.value == pytest.approx(0, abs=1e-12)
    assert found.unexplained.total.value == pytest.approx(found.gap.value)
