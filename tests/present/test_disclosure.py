"""Whatever leaves, by whatever way out, has no number of a hidden cell in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

import made
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.__main__ import main
from analysis.present import charts, export, palette, sentences, tables
from analysis.results import (
    OTHERS,
    answers,
    compare,
    lowest_fifth,
    place_gaps,
    place_scores,
    scores,
)
from analysis.store import Dataset, Workspace, build
from analysis.survey import Population, dimension, level, question

from .charts.spec import numbers, rows

TABLES = 16
KEYS = ("sex", "ethnicity", "tumour")
COLOURS = palette(dark=False)
DIGIT = re.compile(r"\d")


def _people(seed: int) -> pd.DataFrame:
    """Return a random population of 30 to 300, some groups of it small."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(30, 300))

    def pick(options: list[Any]) -> list[Any]:
        return list(rng.choice(np.array(options, object), n, p=rng.dirichlet([0.6] * len(options))))

    groups = {key: pick([*dimension(key).ids[:4], None]) for key in KEYS}
    years = [2016, 2017, 2018, *pick([2016, 2017, 2018])[3:]]
    places = {"trust": pick(list(made.TRUSTS)), "year": years}
    given_ = {
        c: pick([0, 255, *(o.code for o in question(c).options)]) for c in ("Q5", "Q7", "Q59")
    }
    return made.people({"n": n, **groups, **places, **given_})


@pytest.fixture(scope="module")
def crowds(tmp_path_factory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("crowds") / "workspace.duckdb"
    with build(path) as builder:
        for seed in range(TABLES):
            people = _people(seed)
            dataset = Dataset(f"d{seed}", f"Crowd {seed}", "respondents", "A test.")
            builder.add_respondents(dataset, [(people, people.iloc[:0][["year"]])])
    with Workspace.open(path) as workspace:
        yield workspace


@dataclass(frozen=True)
class Asked:
    dataset: str
    question: str
    by: tuple[str, ...]
    years: tuple[int, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    reference: str

    @property
    def population(self) -> Population:
        return Population.of(self.dataset, years=self.years, groups=dict(self.groups))

    def arguments(self, workspace: Workspace, form: str) -> list[str]:
        said = ["--workspace", str(workspace.path), "--format", form, "--dataset", self.dataset]
        said += ["--question", self.question]
        said += [word for year in self.years for word in ("--year", str(year))]
        said += [
            w for key, kept in self.groups for one in kept for w in ("--where", f"{key}={one}")
        ]
        return said


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    by = tuple(draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=2, unique=True)))
    kept = {}
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=2, unique=True)):
        choices = [*dimension(key).ids[:4], "not-given"]
        kept[key] = tuple(draw(st.lists(st.sampled_from(choices), min_size=1, unique=True)))
    return Asked(
        draw(st.sampled_from([f"d{i}" for i in range(TABLES)])),
        draw(st.sampled_from(["Q5", "Q7", "Q59"])),
        by,
        tuple(draw(st.lists(st.sampled_from([2016, 2017, 2018]), max_size=2, unique=True))),
        tuple(kept.items()),
        draw(st.sampled_from([*dimension(by[0]).ids[:2], OTHERS.id])),
    )


many = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
COLUMNS = ("n", "score", "percent", "lower", "upper", "difference", "difference_lower")


def printed(arguments: list[str]) -> str:
    with redirect_stdout(StringIO()) as out:
        assert main(arguments) == 0
    return out.getvalue()


def hidden_cells(frame: pd.DataFrame) -> set[tuple[str, ...]]:
    keys = [k for k in ("panel", "group") if k in frame]
    return set(frame.loc[frame["hidden"], keys].itertuples(index=False, name=None))


def check_file(frame: pd.DataFrame, hidden: set[tuple[str, ...]]) -> None:
    """See that a table read back from a file has no number where hidden, nor gives one away."""
    assert hidden_cells(frame) == hidden
    there = [c for c in frame.columns if c.startswith(COLUMNS)]
    assert frame.loc[frame["hidden"], there].isna().all(axis=None)
    check_sums(frame)


def check_sums(frame: pd.DataFrame) -> None:
    """See that no base of a hidden cell, nor one of 1 to 9 people, follows by subtraction."""
    panels = frame["panel"] if "panel" in frame else [""] * len(frame)
    base = dict(zip(zip(panels, frame["group"], strict=True), frame["n"], strict=True))
    unknown = {cell: i for i, cell in enumerate(c for c, n in base.items() if np.isnan(n))}
    system = [np.zeros(len(unknown))]
    for total, parts in _lines(list(base)):
        missing = [c for c in parts if c in unknown]
        row = np.zeros(len(unknown))
        row[[unknown[c] for c in missing]] = 1
        if total in unknown:
            assert missing, f"{total} is the sum of what is shown"
            row[unknown[total]] = -1
        elif missing:
            left = base[total] - sum(base[c] for c in parts if c not in unknown)
            assert len(missing) > 1, f"{missing} follows from what is shown"
            assert left >= 10, f"{missing} are {left} people together"
        system.append(row)
    _, singular, basis = np.linalg.svd(np.array(system))
    free = basis[int((singular > 1e-9).sum()) :]
    assert (np.abs(free).max(axis=0, initial=0) > 1e-9).all()


Cell = tuple[str, str]


def _lines(cells: list[Cell]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Yield every total with its parts, along both breakdowns."""
    for axis in (0, 1):
        for total in (c for c in cells if c[axis] == "all"):
            other = 1 - axis
            parts = [c for c in cells if c[other] == total[other] and c[axis] != "all"]
            if parts:
                yield total, parts


def check_words(text: str, hidden: set[tuple[str, ...]], asked: Asked) -> None:
    """See that no group that is hidden everywhere is given a number in words."""
    by = dimension(asked.by[0])
    if len(asked.by) == 1:
        for (key,) in hidden - {("all",)}:
            assert f"{by.group(key).people} score" not in text
            assert f"{by.group(key).label} score" not in text
    if any(set(cell) == {"all"} for cell in hidden):
        assert not DIGIT.search(text.replace("Q5", ""))


@given(asked())
@many
def test_scores_of_hidden_groups_leave_by_no_way_out(crowds, asked):
    q, by = question(asked.question), [dimension(key) for key in asked.by]
    comparison = compare(scores(crowds, asked.population, q, by), asked.reference)
    frame, hidden = comparison.frame, hidden_cells(comparison.frame)
    check_file(frame, hidden)
    assert frame.loc[frame["hidden"]].select_dtypes("number").isna().all(axis=None)

    screen = tables.groups(comparison)
    cells = screen[frame["hidden"].to_numpy()].drop(
        columns=["Group", by[-1].label], errors="ignore"
    )
    assert not cells.map(lambda text: bool(DIGIT.search(text))).any(axis=None)

    data = export.to_csv(tables.plain_groups(comparison), [sentences.groups(comparison)])
    check_file(pd.read_csv(BytesIO(data), comment="#"), hidden)

    panels = dict.fromkeys(frame["panel"]) if "panel" in frame else {"": None}
    pictures = dict(charts.groups(comparison, COLOURS))
    for panel in panels:
        title = sentences.panel(by[1], panel) if panel else ""
        names = set(frame.loc[frame["hidden"] & (frame.get("panel", "") == panel), "label"])
        if title in pictures:
            for row in rows(pictures[title]):
                assert row.get("label") not in names or numbers(row) == []
    check_words(sentences.groups(comparison), hidden, asked)

    more = [w for key in asked.by for w in ("--by", key)] + ["--reference", asked.reference]
    check_file(
        pd.read_csv(StringIO(printed(["scores", *asked.arguments(crowds, "csv"), *more]))), hidden
    )
    told = json.loads(printed(["scores", *asked.arguments(crowds, "json"), *more]))
    check_file(pd.DataFrame(told["rows"]).replace({None: np.nan}).infer_objects(), hidden)


@given(asked())
@many
def test_answers_of_hidden_groups_leave_by_no_way_out(crowds, asked):
    q, by = question(asked.question), [dimension(key) for key in asked.by]
    result = answers(crowds, asked.population, q, by)
    frame, hidden = result.frame, hidden_cells(result.frame)
    assert frame.loc[frame["hidden"], ["n", "share"]].isna().all(axis=None)
    check_sums(frame)

    screen = tables.answers(result)
    first = frame["hidden"].to_numpy()[:: len(q.options)]
    cells = screen[first].drop(columns=["Group", by[-1].label], errors="ignore")
    assert (cells == "hidden").all(axis=None)

    for title, picture in charts.answers(result, COLOURS):
        shown = {r["group"] for r in rows(picture) if "percent" in r}
        names = (
            frame.loc[frame["hidden"], ["label"]]
            if not title
            else frame.loc[
                frame["hidden"] & (frame["panel_label"] == title.split(": ")[-1]), ["label"]
            ]
        )
        assert not shown & set(names["label"])

    more = ["--answers", *(w for key in asked.by for w in ("--by", key))]
    data = printed(["scores", *asked.arguments(crowds, "csv"), *more])
    check_file(pd.read_csv(StringIO(data)), hidden)


@given(asked(), st.sampled_from(["trust", "alliance", "stp"]))
@many
def test_hidden_places_leave_by_no_way_out(crowds, asked, at):
    q = question(asked.question)
    result = place_scores(crowds, asked.population, q, level(at))
    hidden = set(result.frame.loc[result.frame["hidden"], "code"])
    names = set(result.frame.loc[result.frame["hidden"], "name"])

    low = lowest_fifth(result)
    assert not hidden & set(low.frame["code"])
    screen = tables.places(result, low).set_index("Code")
    cells = screen.loc[sorted(hidden)].drop(columns=[level(at).label])
    assert not cells.map(lambda text: bool(DIGIT.search(text))).any(axis=None)

    data = export.to_csv(tables.plain_places(result, low), [sentences.places(result)])
    more = ["--level", at]
    outside = printed(["places", *asked.arguments(crowds, "csv"), *more])
    for back in (pd.read_csv(BytesIO(data), comment="#"), pd.read_csv(StringIO(outside))):
        gone = back[back["code"].isin(hidden)]
        assert set(gone["code"]) == hidden
        assert gone.drop(columns=["code", "name", "hidden"]).isna().all(axis=None)
        total = scores(crowds, asked.population, q).overall["n"]
        if hidden and not np.isnan(total):
            left = total - back["n"].sum()
            assert len(hidden) > 1 or left >= 10

    picture = charts.funnel(result, COLOURS)
    if picture:
        assert not names & {r.get("name") for r in rows(picture)}
    if at == "alliance":
        tiles = [r for r in rows(charts.tiles(result, COLOURS)) if r.get("text") == "hidden"]
        assert all(numbers([t["name"], t["text"], t["verdict"], t["lines"]]) == [] for t in tiles)
    for code in hidden:
        name = screen.loc[code, level(at).label]
        for end in (f"{name} scores", f"{name}'s score is 1"):
            assert end not in sentences.places(result, code)


@given(asked(), st.sampled_from(["trust", "alliance", "stp"]))
@many
def test_hidden_gaps_leave_by_no_way_out(crowds, asked, at):
    q, by = question(asked.question), dimension(asked.by[0])
    reference = asked.reference
    group = next(g for g in by.ids if g != reference)
    result = place_gaps(crowds, asked.population, q, level(at), by, group, reference)
    gone = result.frame[result.frame["hidden"]]
    assert gone.select_dtypes("number").isna().all(axis=None)
    assert gone["band"].isna().all()

    screen = tables.place_gaps(result).set_index("Code").loc[list(gone["code"])]
    cells = screen.drop(columns=[level(at).label])
    assert not cells.map(lambda text: bool(DIGIT.search(text))).any(axis=None)
    more = ["--level", at, "--gap", f"{by.id}={group},{reference}"]
    data = pd.read_csv(StringIO(printed(["places", *asked.arguments(crowds, "csv"), *more])))
    back = data[data["code"].isin(gone["code"])]
    named = ["code", "name", "hidden", "group", "reference"]
    assert back.drop(columns=named).isna().all(axis=None)

    picture = charts.gap_funnel(result, COLOURS)
    if picture:
        assert not set(gone["name"]) & {r.get("name") for r in rows(picture)}
    for code, name in gone[["code", "name"]].itertuples(index=False):
        assert f"At {name}, " not in sentences.place_gaps(result, code)


def test_the_crowds_do_have_hidden_groups(crowds):
    found = [
        scores(crowds, Population.of(f"d{i}"), question("Q5"), [dimension("ethnicity")]).frame
        for i in range(TABLES)
    ]
    assert sum(frame["hidden"].any() for frame in found) > TABLES / 2
    assert any(not frame["hidden"].any() or frame["n"].notna().any() for frame in found)
