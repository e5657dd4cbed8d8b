"""Counts beside the same counts in pandas, one breakdown and question at a time."""

from __future__ import annotations

import threading
from functools import cache
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.store import Dataset, Workspace, build
from analysis.store.axis import axis
from analysis.store.counting import count
from analysis.store.respondents import respondents
from analysis.survey import NOT_GIVEN, Population, dimension, dimensions, places, questions

DATASET = Dataset("made", "Made up by hand", "respondents", "A test.")
CCGS = [p.code for p in places("ccg")]
TRUSTS = [p.code for p in places("trust")][:5]
BREAKDOWNS = [(), ("year",), ("trust",), ("stp",), ("sex", "age"), ("tumour", "year")]
BREAKDOWNS += [(d.id,) for d in dimensions()]


def crowd(n: int, *, weighted: bool, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)

    def some(options, blank=0.1):
        return np.where(rng.random(n) < blank, None, rng.choice(np.array(options, object), n))

    frame = pd.DataFrame({"year": rng.choice([2016, 2017, 2018], n).astype("int16")})
    frame["trust"], frame["ccg"] = some(TRUSTS), some(CCGS[::30])
    for d in dimensions():
        if d.id != "language":  # a column that the dataset doesn't have
            frame[d.column] = some(d.ids)
    for q in questions()[:-3]:  # nor these
        frame[q.code] = rng.choice([0, 255, *(o.code for o in q.options)], n).astype("uint8")
    return frame.assign(weight=rng.choice([0, 0.25, 1, 2.5], n)) if weighted else frame


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    folder, opened = tmp_path_factory.mktemp("counting"), []

    @cache
    def make(n: int, weighted: bool) -> tuple[Workspace, pd.DataFrame]:
        path = folder / f"{n}-{weighted}.duckdb"
        frame = crowd(n, weighted=weighted, seed=n)
        with build(path) as builder:
            builder.add_respondents(DATASET, [(frame, frame.iloc[:0][["year"]])])
        opened.append(Workspace.open(path))
        return opened[-1], frame

    yield make
    for workspace in opened:
        workspace.close()


STP = {p.code: p.stp for p in places("ccg")}


def keys(frame: pd.DataFrame, name: str) -> pd.Series:
    if name == "stp":
        return frame["ccg"].map(STP).fillna(NOT_GIVEN.id)
    column = name if name in ("year", "trust") else dimension(name).column
    given = frame[column] if column in frame else pd.Series(None, frame.index, dtype=object)
    return given.astype(object).where(given.notna(), NOT_GIVEN.id).astype(str)


def brute(frame, breakdown, axes, q, power):
    """People (or powers of weights) by group, totals last, and option."""
    weight = frame["weight"] ** power if "weight" in frame else pd.Series(1.0, frame.index)
    codes = frame[q.code] if q.code in frame else pd.Series(255, frame.index)
    found = np.zeros([len(a.keys) + 1 for a in axes] + [len(q.options)])
    by = [keys(frame, name) for name in breakdown]
    for i, option in enumerate(q.options):
        chosen = codes == option.code
        if not by:
            found[i] = weight[chosen].sum()
            continue
        for key, value in weight[chosen].groupby([b[chosen] for b in by]).sum().items():
            cell = key if isinstance(key, tuple) else (key,)
            at = [a.keys.index(k) for a, k in zip(axes, cell, strict=True)]
            for where in product(*((p, -1) for p in at)):
                found[(*where, i)] += value
    return found


def assert_same(workspace, frame, kept, population, breakdowns, asked, power=0):
    dataset = workspace.dataset("made")
    people = respondents(workspace, "made")
    axes = [tuple(axis(dataset, name) for name in b) for b in breakdowns]
    found = count(people, people.rows(population), axes, asked, power=power)
    assert len(found) == len(breakdowns)
    for b, a, cells in zip(breakdowns, axes, found, strict=True):
        assert set(cells) == {q.code for q in asked}
        for q in asked:
            expected = brute(frame[kept], b, a, q, power)
            assert cells[q.code].shape == expected.shape
            np.testing.assert_allclose(cells[q.code], expected, rtol=1e-9, err_msg=f"{b} {q.code}")


ASKED = st.lists(st.sampled_from(questions()), max_size=3, unique=True)
BY = st.lists(st.sampled_from(BREAKDOWNS), max_size=3, unique=True)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "years": st.lists(st.sampled_from([2016, 2017, 2018]), min_size=1, unique=True),
        "at": st.sampled_from(TRUSTS),
        "sex": st.sampled_from(["female", NOT_GIVEN.id]),
        "tumour": st.sampled_from(["lung", "breast"]),
    },
)


@settings(max_examples=25, deadline=None)
@given(
    n=st.sampled_from([0, 1, 2, 400]),
    weighted=st.booleans(),
    power=st.sampled_from([0, 1, 2]),
    by=BY,
    asked=ASKED,
    filters=FILTERS,
)
def test_counts_are_those_of_counting_one_by_one(evidence, n, weighted, power, by, asked, filters):
    workspace, frame = evidence(n, weighted)
    groups = {k: [filters[k]] for k in ("sex", "tumour") if k in filters}
    years, at = filters.get("years", ()), filters.get("at", "ENG")
    population = Population.of("made", years=years, at=at, groups=groups)
    kept = pd.Series(True, frame.index)
    if years:
        kept &= frame["year"].isin(years)
    if at != "ENG":
        kept &= frame["trust"] == at
    for key, (group,) in groups.items():
        kept &= keys(frame, key) == group
    assert_same(workspace, frame, kept, population, by, asked, power)


def test_everything_at_once_is_the_same_too(evidence):
    workspace, frame = evidence(400, False)
    everybody = pd.Series(True, frame.index)
    single = [(d.id,) for d in dimensions()]
    assert_same(workspace, frame, everybody, Population.of("made"), single, questions()[::5])


def test_many_threads_count_alike(evidence):
    workspace, _ = evidence(400, True)
    dataset, found = workspace.dataset("made"), []

    def ask():
        people = respondents(workspace, "made")
        found.append(count(people, None, [(axis(dataset, "sex"),)], questions(), power=1))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    for one in found[1:]:
        assert all((one[0][code] == cells).all() for code, cells in found[0][0].items())


def test_a_total_is_everyone_who_answered(few):
    people = respondents(few, "made")
    by = (axis(few.dataset("made"), "sex"),)
    (cells,) = count(people, None, [by], [q for q in questions() if q.code == "Q5"])
    q5 = cells["Q5"]
    assert (q5[:-1].sum(axis=0) == q5[-1]).all()
    assert q5[-1].sum() == 40 + 60 + 20 + 20 + 12 + 4 + 4 + 14  # 4 of 8 said 0 or nothing
