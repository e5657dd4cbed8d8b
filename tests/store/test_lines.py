"""Shown combinations leave nobody or enough over, and an adversary can't single a few out."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.store.lines import LARGER, blurred, safe

AXES = ("a", "b", "c")
MINIMUM = 10


def tables(seed: int, shape: tuple[int, ...]) -> dict[tuple[str, ...], np.ndarray]:
    """Return a random table and its margins; many of its cells are small."""
    rng = np.random.default_rng(seed)
    cells = np.where(
        rng.random(shape) < 0.5, rng.integers(0, 12, shape), rng.integers(0, 90, shape)
    )
    every = range(len(shape))
    return {
        tuple(AXES[i] for i in kept): cells.sum(axis=tuple(i for i in every if i not in kept))
        for size in range(len(shape) + 1)
        for kept in combinations(every, size)
    }


SHAPES = st.sampled_from([(2, 3, 4), (3, 3, 3), (2, 2, 5), (4, 5), (6,)])


@given(st.integers(0, 10**6), SHAPES)
@settings(max_examples=30, deadline=None)
def test_what_a_line_leaves_over_is_nobody_or_enough(seed, shape):
    bases = tables(seed, shape)
    shown = safe(bases, MINIMUM)
    for names, mask in shown.items():
        assert (bases[names][mask] >= LARGER * MINIMUM).all()
        for i in range(len(names)):
            parent = names[:i] + names[i + 1 :]
            cells, above = np.moveaxis(mask, i, -1), shown[parent]
            assert not (cells & ~above[..., None]).any()
            sizes = np.moveaxis(bases[names], i, -1)
            left = (bases[parent] - np.where(cells, sizes, 0).sum(axis=-1))[above]
            assert ((left == 0) | (left >= MINIMUM)).all()


def test_enough_is_shown_to_be_of_use():
    bases = tables(3, (2, 3, 4))
    shown = safe(bases, MINIMUM)
    assert shown[()]
    assert sum(mask.sum() for mask in shown.values()) > 8


def test_the_smallest_shown_hides_with_one_that_would_be_alone():
    bases = {(): np.array(104), ("a",): np.array([60, 40, 4])}
    assert safe(bases, MINIMUM)["a",].tolist() == [True, False, False]


def known_sums(bases, shown) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what is known of sums of cells of the finest table: the least and the most."""
    finest = max(bases, key=len)
    positions = np.indices(bases[finest].shape).reshape(len(finest), -1)
    rows, sizes, doubt = [], [], []
    for names, mask in shown.items():
        where = [finest.index(name) for name in names]
        for cell in np.argwhere(mask):
            rows.append(np.all(positions[where] == cell[:, None], axis=0).astype(float))
            size = float(bases[names][tuple(cell)])
            exact = len(names) < 2
            sizes.append(size if exact else float(blurred(np.array(size), MINIMUM)))
            doubt.append(0.0 if exact else MINIMUM / 2)
    return np.array(rows), np.array(sizes) - doubt, np.array(sizes) + doubt


@pytest.mark.parametrize("seed", range(12))
def test_linear_programming_does_not_single_out_a_few_people(seed):
    """Whoever knows single characteristics exactly can't tell how many a small combination has."""
    bases = tables(seed, (2, 3, 3))
    rows, least, most = known_sums(bases, safe(bases, MINIMUM))
    limits = {"A_ub": np.vstack([rows, -rows]), "b_ub": np.concatenate([most, -least])}
    finest = max(bases, key=len)
    positions = np.indices(bases[finest].shape).reshape(3, -1)
    for names, base in bases.items():
        where = [finest.index(name) for name in names]
        for cell in np.argwhere((base > 0) & (base < MINIMUM)):
            target = np.all(positions[where] == cell[:, None], axis=0).astype(float)
            low, high = (
                sign * linprog(sign * target, **limits, method="highs").fun for sign in (1, -1)
            )
            assert high - low > 1, (names, cell)
