"""Which combinations of characteristics may be shown beside each other.

A combination lies in the combinations that have one characteristic less, its parents. The
combinations of a parent with every group of one more characteristic are a line: together they are
everybody in the parent.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from analysis.store.suppression import Mask

Names = tuple[str, ...]
Bases = NDArray[np.int64]
Floats = NDArray[np.float64]

LARGER = 3
"""How many times the policy's minimum a combination needs to be shown."""


def safe(
    bases: Mapping[Names, Bases], minimum: int, allowed: Mapping[Names, Mask] = MappingProxyType({})
) -> dict[Names, Mask]:
    """Return which combinations may be shown so that no small group can be worked out.

    Parameters
    ----------
    bases : mapping of tuple of str to ndarray of int
        For every set of characteristics, those with fewer included and the empty set too: the
        answers in each combination, "not given" among the groups, without totals. One axis a
        characteristic, in the order of the key.
    minimum : int
        The policy's minimum base.
    allowed : mapping of tuple of str to ndarray of bool
        For some of these sets, what may be shown for other reasons.

    Returns
    -------
    dict
        For the same sets, True where a combination may be shown.

    Notes
    -----
    Three rules, applied until nothing changes. (1) A combination is shown only with at least
    `LARGER` times the minimum, so that what is nearly small is not shown either. (2) It is shown
    only if all its parents are, so that no line adds up to something hidden. (3) What the shown
    combinations of a line leave over of their parent is nobody or at least the minimum; otherwise
    the smallest one is hidden as well, and leaves over as many people as it had.

    By (3) every subtraction of shown combinations from a shown one that holds them leaves nobody
    or enough people, over two steps as well: what is left of a grandparent is what is left of the
    parent plus what is left of its shown parts. "Everyone else" is such a remainder. "Not given"
    counts as a group, as other pages show it.

    That is not enough by itself: sums across lines can still single out a few people. So nobody
    is given the bases themselves, only `blurred` ones.
    """
    shown = {names: base >= LARGER * minimum for names, base in bases.items()}
    for names, mask in allowed.items():
        shown[names] &= mask
    order = sorted(bases, key=len)
    changed = set(bases)
    while changed:
        before, changed = changed, set()
        for names in order:
            for position in range(len(names)):
                parent = names[:position] + names[position + 1 :]
                if before.isdisjoint((names, parent)) and changed.isdisjoint((names, parent)):
                    continue
                if _settle(
                    shown[names], bases[names], shown[parent], bases[parent], position, minimum
                ):
                    changed.add(names)
    return shown


def blurred(base: Floats, minimum: int) -> Floats:
    """Return bases rounded to a multiple of the minimum, halves to the even one.

    A difference of two such bases is unsure by as many people as the minimum, so no subtraction,
    along a line or across several, tells how many are in a group that is smaller. The tests try
    with linear programming, all totals and single characteristics being known exactly.
    """
    return minimum * np.round(base / minimum)


def _settle(
    shown: Mask, base: Bases, above: Mask, total: Bases, position: int, minimum: int
) -> bool:
    """Hide, in place, what one more characteristic gives away; tell whether anything did."""
    orphans = shown & ~np.expand_dims(above, position)
    shown[orphans] = False
    left = total - (base * shown).sum(axis=position)
    unsafe = above & (left > 0) & (left < minimum)
    if unsafe.any():
        sizes = np.where(shown, base, np.iinfo(np.int64).max)
        smallest = np.expand_dims(sizes.argmin(axis=position), position)
        there = np.take_along_axis(shown, smallest, axis=position)
        hiding = there & np.expand_dims(unsafe, position)
        np.put_along_axis(shown, smallest, there & ~hiding, axis=position)
        return True
    return bool(orphans.any())
