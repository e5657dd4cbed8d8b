"""Small evidence made by hand, for tests that check numbers by hand."""

from __future__ import annotations

from itertools import cycle, islice
from typing import Any

import numpy as np
import pandas as pd

from analysis.store import PUBLISHED_COLUMNS, Dataset
from analysis.survey import dimension, places, question, questions

TRUSTS = tuple(p.code for p in places("trust")[:4])
ALLIANCES = tuple(p.code for p in places("alliance"))
OFFICIAL = Dataset("official", "Made-up official results", "published", "A test.")
_HEAD = {"year": 2018, "trust": None, "ccg": None}


def people(*blocks: dict[str, Any]) -> pd.DataFrame:
    """Return respondents: each block is `n` people alike, a list being dealt out in turn."""
    frames = []
    for block in blocks:
        n = block["n"]
        columns = {
            key: list(islice(cycle(value), n)) if isinstance(value, list) else [value] * n
            for key, value in (_HEAD | block).items()
            if key != "n"
        }
        frames.append(pd.DataFrame(columns, dtype=object))
    frame = pd.concat(frames, ignore_index=True)
    codes = [q.code for q in questions() if q.code in frame]
    answers = {code: frame[code].fillna(255).astype("uint8") for code in codes}
    numbers = {c: frame[c].astype(float) for c in ("weight",) if c in frame}
    return frame.assign(year=frame["year"].astype("int16"), **answers, **numbers)


def crowd(n: int, seed: int = 1) -> pd.DataFrame:
    """Return respondents with everything at random, some of it not given."""
    rng = np.random.default_rng(seed)
    ccgs = [p.code for p in places("ccg")[:40:8]]

    def pick(options: list[Any], blank: float = 0.0) -> np.ndarray:
        drawn = rng.choice(np.array(options, dtype=object), n)
        return np.where(rng.random(n) < blank, None, drawn)

    frame = {"year": pick([2016, 2017, 2018]), "trust": pick(list(TRUSTS)), "ccg": pick(ccgs, 0.1)}
    for key in ("sex", "ethnicity", "tumour", "age"):
        frame[key] = pick(list(dimension(key).ids[:5]), 0.1)
    for code in ("Q1", "Q5", "Q7", "Q59"):
        frame[code] = pick([0, 255, *(o.code for o in question(code).options)])
    return people({"n": n, **{key: list(values) for key, values in frame.items()}})


def worth(frame: pd.DataFrame, code: str) -> pd.Series:
    """Return what each person's answer is worth: 1 or 0, or 0-10; missing where left out."""
    q = question(code)
    if q.is_rating:
        values = {o.code: float(o.value) for o in q.options if o.value is not None}
    else:
        values = {o.code: float(o.polarity == "positive") for o in q.options}
        values = {c: v for c, v in values.items() if c not in q.codes("excluded")}
    return frame[code].map(values)


def _row(level: str, at: str, code: str, score: float | None, **more: Any) -> dict[str, Any]:
    blank = dict.fromkeys(PUBLISHED_COLUMNS)
    row = {"level": level, "place": at, "question": code, "score": score}
    fixed = {"year": 2018, "variant": "unadjusted", "dimension": "all", "group": "all", "n": 400}
    return blank | fixed | row | more


def _wholes(level: str, codes: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = []
    for code in ("Q1", "Q2", "Q59"):
        top = 10 if code == "Q59" else 1
        for i, at in enumerate(codes):
            score = round((0.80 + 0.03 * (i % 3)) * top, 2)
            limits = {"lower": score - 0.04 * top, "upper": score + 0.04 * top}
            rows.append(_row(level, at, code, score, **limits))
            for year in (2016, 2018):
                older = {"year": year, "variant": "year-on-year"}
                rows.append(_row(level, at, code, round(score - 0.1 * (year == 2016), 2), **older))
            if level != "national":
                wide = {"expected_lower": 0.78 * top, "expected_upper": 0.84 * top}
                band = "above" if score > 0.84 * top else "expected"
                wide |= {"variant": "adjusted", "band": band}
                rows.append(_row(level, at, code, score, **limits, **wide))
    return rows


def _groups(level: str, codes: tuple[str, ...], key: str, **scores: float | None) -> list[dict]:
    return [
        _row(level, at, code, None if s is None else s * (10 if code == "Q59" else 1),
             dimension=key, group=group.replace("_", "-").lstrip("g"),
             n=None if key != "tumour" else (15 if s is None else 200),
             significant={"sex": True, "deprivation": group in ("g1", "g5") or None}.get(key))
        for at in codes
        for code in ("Q1", "Q2", "Q59")
        for group, s in scores.items()
    ]  # fmt: skip


def official() -> pd.DataFrame:
    """Return official results in the store's columns: England, all Alliances, four trusts."""
    rows = []
    for level, codes in (("national", ("ENG",)), ("alliance", ALLIANCES), ("trust", TRUSTS)):
        rows += _wholes(level, codes)
        rows += _groups(level, codes, "tumour", breast=0.9, lung=0.7, brain=None, prostate=0.85)
        if level != "trust":
            rows += _groups(level, codes, "sex", female=0.75, male=0.85)
            rows += _groups(level, codes, "deprivation", g1=0.7, g2=0.8, g3=0.8, g4=0.8, g5=0.8)
    frame = pd.DataFrame(rows, columns=list(PUBLISHED_COLUMNS))
    hidden = (frame["place"] == TRUSTS[3]) & (frame["dimension"] == "all")
    numbers = ["score", "lower", "upper", "expected_lower", "expected_upper", "band"]
    frame.loc[hidden & (frame["question"] == "Q2"), numbers] = None
    return frame
