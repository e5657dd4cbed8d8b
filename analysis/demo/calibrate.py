"""Work out the coefficients of the demonstration survey: ``python -m analysis.demo.calibrate``.

Reads the hand-written tables of ``data/demo`` and writes ``routes.csv``, ``bases.csv``,
``truths.csv`` and ``trust_effects.csv`` there. Takes about two minutes; only needed after
one of the tables, the codebook or the way that people and answers are drawn has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from analysis.demo.coefficients import DIMENSIONS, WIDE, Coefficients, groups
from analysis.demo.fitting import RATING, RATING_PER_LOGIT, Targets, fit
from analysis.demo.generator import RESPONDENTS, SEED, Order, orders
from analysis.demo.people import TRUSTS, Sampler, in_london
from analysis.demo.routes import TRAITS, Routes
from analysis.demo.tables import FOLDER, QUESTIONS, TUMOURS, YEARS, Floats, read_table
from analysis.survey import dimension, questions

_PUBLISHED_2018 = 73_817
_COUNTING = {"operation": 0.97, "outpatient": 0.79, "radiotherapy": 0.95, "chemotherapy": 0.97}
"""Share of those on a route whose answer counts, on its most answered question."""

_WIDE_EFFECT = {"ethnicity": (0, -0.6, -0.6, -0.6, -0.6), "deprivation": (-0.5, -0.3, 0, 0, 0)}
_WIDE_TRUSTS = 5
_SOURCES = {
    "all": "Published scores, 2018; log odds of a person of every reference group",
    "year": "Published scores by year, 2015 to 2018",
    "tumour": "Published scores by tumour group, 2018",
    "sex": "Published scores by sex, 2018",
    "deprivation": "Published scores by deprivation quintile, 2018",
}


def measure_routes(targets: Targets) -> Routes:
    """Return the routes that lead to the published numbers of answers."""
    answers = dict(zip(QUESTIONS, targets.answers["tumour"].T, strict=True))
    shares = read_table("tumours").set_index("tumour").loc[list(TUMOURS), "share"].to_numpy(float)
    people = _PUBLISHED_2018 * shares / shares.sum()
    asked = {}
    for route in TRAITS:
        most = np.max([answers[q.code] for q in questions() if q.route == route], axis=0)
        asked[route] = np.minimum(most / _COUNTING.get(route, 0.985) / people, 0.99)
    named = targets.scores["tumour"][:, QUESTIONS.index("Q17")] / 100 * answers["Q17"]
    share = {"everyone": np.ones(len(TUMOURS)), "nurse": named / people, **asked}
    return Routes(
        asked,
        {q.code: np.minimum(answers[q.code] / share[q.route] / people, 0.995) for q in questions()},
    )


def start(targets: Targets) -> Coefficients:
    """Return coefficients from published effects, with trusts and questions differing by lot."""
    rng = np.random.default_rng(2015)
    effects: dict[str, Floats] = {
        name: np.zeros((len(groups(name)), len(QUESTIONS))) for name in DIMENSIONS
    }
    score = np.where(RATING, 50, targets.scores["all"][0])
    effects["all"][0] = np.where(RATING, 0, logit(score / 100))
    for row in read_table("published_effects").to_dict("records"):
        at = [QUESTIONS.index(code) for code in _codes(row["questions"])]
        group = groups(row["dimension"]).index(row["group"])
        drawn = rng.normal(row["effect"], row["spread"], size=len(at))
        effects[row["dimension"]][group, at] = drawn
    wide: dict[str, Floats] = {
        name: np.zeros((len(TRUSTS), len(groups(name)), len(QUESTIONS))) for name in WIDE
    }
    for name, trusts in _wide_trusts(rng).items():
        wide[name][trusts] += np.array(_WIDE_EFFECT[name])[:, None]
    per_logit = np.where(RATING, RATING_PER_LOGIT, score * (100 - score) / 100)
    return Coefficients(effects, _trusts(rng) * 0.7 * targets.spread / per_logit, wide)


def _codes(words: str) -> Sequence[str]:
    return QUESTIONS if words == "all" else words.split()


def _trusts(rng: np.random.Generator) -> Floats:
    """Return effects of trusts, SD 1: in part the same everywhere and higher with response."""
    rate = read_table("trusts").set_index("trust").loc[list(TRUSTS), "response_rate"].to_numpy()
    rate = (rate - rate.mean()) / rate.std()
    shared = 0.35 * rate + np.sqrt(1 - 0.35**2) * rng.standard_normal(len(TRUSTS))
    sections = list(dict.fromkeys(q.section for q in questions()))
    of = [sections.index(q.section) for q in questions()]
    section = rng.standard_normal((len(TRUSTS), len(sections)))[:, of]
    own = rng.standard_normal((len(TRUSTS), len(QUESTIONS)))
    effects: Floats = np.sqrt(0.35) * shared[:, None]
    effects = effects + np.sqrt(0.2) * section + np.sqrt(0.45) * own
    for region in (0, 1):
        effects[in_london() == region] -= effects[in_london() == region].mean(axis=0)
    return effects


def _wide_trusts(rng: np.random.Generator) -> dict[str, list[int]]:
    """Choose trusts by lot among those with enough people on both sides of the gap."""
    people = Sampler(silent=False).draw(rng, YEARS[-1], RESPONDENTS).codes
    n = np.bincount(people["trust"], minlength=len(TRUSTS))
    minority = np.bincount(people["trust"], people["ethnicity"] > 0, minlength=len(TRUSTS))
    deprived = np.bincount(people["trust"], people["deprivation"] < 2, minlength=len(TRUSTS))
    large = n > 1600
    enough = {
        "ethnicity": large & (minority > 160) & (minority < n / 2),
        "deprivation": large & (deprived > n / 4) & (deprived < n * 3 / 4),
    }
    chosen: dict[str, list[int]] = {}
    for name, possible in enough.items():
        taken = [trust for trusts in chosen.values() for trust in trusts]
        free = np.setdiff1d(np.flatnonzero(possible), taken)
        chosen[name] = sorted(rng.choice(free, _WIDE_TRUSTS, replace=False).tolist())
    return chosen


def _truths(coefficients: Coefficients, targets: Targets) -> pd.DataFrame:
    """Return the table of planted truths."""
    score = targets.scores["all"][0]
    echoes = {
        (code, row["dimension"], row["group"]): row["source"]
        for row in read_table("published_effects").to_dict("records")
        for code in _codes(row["questions"])
    }
    rows: list[tuple[object, ...]] = []
    for name in DIMENSIONS:
        reference = _reference(name)
        for g, group in enumerate(groups(name)):
            for i, code in enumerate(QUESTIONS):
                effect = coefficients.effects[name][g, i]
                if group == reference or (effect == 0 and name == "ethnicity-detail"):
                    continue
                source = _SOURCES.get(name) or echoes[code, name, group]
                points = _points(effect, score[i], rating=bool(RATING[i]))
                shown = None if name == "all" else round(points, 2)
                rows.append((code, name, group, reference, None, round(effect, 4), shown, source))
    rows += _wide_rows(coefficients, score)
    columns = ["question", "dimension", "group", "reference", "trust", "effect", "points", "source"]
    return pd.DataFrame(rows, columns=columns)


def _reference(name: str) -> str:
    own = {"all": "", "year": str(YEARS[-1]), "london": "elsewhere", "ethnicity-detail": "asian"}
    return own[name] if name in own else dimension(name).reference


def _points(effect: float, score: float, *, rating: bool) -> float:
    if rating:
        return effect * RATING_PER_LOGIT
    return float(100 * expit(logit(score / 100) + effect) - score)


def _wide_rows(coefficients: Coefficients, score: Floats) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    typical = float(np.median(score[~RATING]))
    for name, table in coefficients.wide.items():
        for t, g in np.argwhere(table[:, :, 0] != 0).tolist():
            effect = float(table[t, g, 0])
            points = round(_points(effect, typical, rating=False), 2)
            source = "Assumed: some trusts have an unusually wide gap; chosen by lot"
            where = (groups(name)[g], _reference(name), TRUSTS[t])
            rows.append(("all", name, *where, effect, points, source))
    return rows


def _write(name: str, index: str, labels: tuple[str, ...], columns: dict[str, Floats]) -> None:
    table = pd.DataFrame(columns, index=pd.Index(labels, name=index))
    table.to_csv(FOLDER / f"{name}.csv", lineterminator="\n")


def main() -> None:
    """Calibrate, and write the coefficients."""
    targets = Targets.read()
    routes = measure_routes(targets)
    coefficients = start(targets)
    years = 3 * YEARS
    chances = np.random.SeedSequence(2016).spawn(len(years))
    large = [Order(*one) for one in zip(years, repeat(100_000), chances, strict=False)]
    fit(coefficients, routes, large, targets, rounds=7, exactly=True)
    usual = orders(RESPONDENTS, SEED)
    fit(coefficients, routes, usual, targets, rounds=8, exactly=False)
    asked = np.array([routes.asked[route] for route in TRAITS]) * 100
    counted = np.array([routes.counted[code] for code in QUESTIONS]) * 100
    _write("routes", "route", tuple(TRAITS), dict(zip(TUMOURS, asked.T.round(2), strict=True)))
    _write("bases", "question", QUESTIONS, dict(zip(TUMOURS, counted.T.round(2), strict=True)))
    trusts = dict(zip(QUESTIONS, coefficients.trust.T.round(4), strict=True))
    _write("trust_effects", "trust", TRUSTS, trusts)
    truths = _truths(coefficients, targets)
    truths.to_csv(FOLDER / "truths.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
