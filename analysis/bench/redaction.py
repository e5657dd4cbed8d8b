"""How much of what is planted the redaction finds, by kind, form and origin, and how fast."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd
from numpy.random import Generator

from analysis.bench.identifiers import (
    NAMED,
    ORIGINS,
    STRUCTURED,
    Planted,
    named,
    numbered,
    people,
    planted,
)
from analysis.bench.page import give
from analysis.commands.redact import read_texts
from analysis.comments.redaction import KINDS, redact, redact_all

_SEED = 20_240_601
_EACH = 300
_WORDS, _TIMED, _RUNS = 30, 2_000, 9
_READ = (
    "Of 750 finds in 158,629 real comments of another NHS service (2010-2019), drawn at random and",
    "read one by one, 107 were no person: mostly villages, wards, medicines and misspelt words.",
    "With 53 names found per 1,000 comments, that is 8 false finds per 1,000.",
)
_MADE = (
    "The staff were kind and told me what would happen next. I waited an hour in clinic.",
    "Parking was dear. The ward was clean and the food was good, but nights were noisy.",
    "Everything went well from the first scan to the last day of radiotherapy.",
    "I felt that nobody talked to my GP about my tablets. Letters came late.",
    "Excellent care throughout. Nothing could be better.",
    "My appointment was cancelled twice and I had to chase the results myself.",
    "The chemotherapy unit at St James Hospital is a lovely place with Macmillan nurses.",
)


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench redaction``."""
    parser.add_argument("--comments", type=Path, help="CSV of comments to plant into")
    parser.add_argument("--text-column", default="text", help="column of the comments")
    parser.add_argument("--each", type=int, default=_EACH, help="identifiers a cell")
    parser.add_argument("--out", type=Path, help="write the page to a file")


def run(asked: Namespace) -> None:
    """Measure recall and speed, and print or write the page."""
    comments = _comments(asked)
    rng = np.random.default_rng(_SEED)
    structured = pd.Series(
        {kind: _recall(_numbers(kind, comments, asked.each, rng)) for kind in STRUCTURED}
    )
    names = pd.DataFrame(
        {
            origin: {
                form: _recall(_names(origin, form, comments, asked.each, rng)) for form in NAMED
            }
            for origin in ORIGINS
        }
    )
    source = "comments of a file" if asked.comments else "made-up comments"
    give(_page(structured, names, comments, source, asked.each), asked.out)


def _comments(asked: Namespace) -> list[str]:
    if asked.comments is None:
        return list(_MADE)
    texts = read_texts(asked.comments, asked.text_column)[asked.text_column]
    return [text for text in texts if text.strip()]


def _names(
    origin: str, form: str, comments: Sequence[str], each: int, rng: Generator
) -> Iterable[Planted]:
    known = people(origin)
    for _ in range(each):
        yield planted(comments[int(rng.integers(len(comments)))], named(form, known, rng), rng)


def _numbers(kind: str, comments: Sequence[str], each: int, rng: Generator) -> Iterable[Planted]:
    for _ in range(each):
        yield planted(comments[int(rng.integers(len(comments)))], numbered(kind, rng), rng)


def is_gone(comment: Planted) -> bool:
    """Return whether every letter and digit of what was planted is replaced."""
    gone = {at for found in redact(comment.text).found for at in range(found.start, found.end)}
    return all(
        at in gone or not comment.text[at].isalnum()
        for start, end in comment.spots
        for at in range(start, end)
    )


def _recall(comments: Iterable[Planted]) -> float:
    return float(np.mean([is_gone(comment) for comment in comments]))


def _speed(comments: Sequence[str]) -> int:
    """Return how many comments of 30 words a second of processor time, in the best of its runs."""
    words = " ".join(comments).split()[: _TIMED * _WORDS]
    texts = [" ".join(words[at : at + _WORDS]) for at in range(0, len(words), _WORDS)]
    texts = (texts * (1 + _TIMED // len(texts)))[:_TIMED]
    times = []
    for _ in range(1 + _RUNS):
        began = process_time()
        redact_all(texts)
        times.append(process_time() - began)
    return int(_TIMED / min(times))


def _table(frame: pd.DataFrame) -> str:
    head = "| " + " | ".join(["", *map(str, frame.columns)]) + " |"
    rule = "| --- |" + " ---: |" * len(frame.columns)
    rows = [
        f"| {name} | " + " | ".join(f"{value:.2f}" for value in row) + " |"
        for name, row in zip(frame.index, frame.to_numpy(), strict=True)
    ]
    return "\n".join([head, rule, *rows])


def _page(
    structured: pd.Series, names: pd.DataFrame, comments: Sequence[str], source: str, each: int
) -> str:
    whole = names.mean().to_frame().T.set_axis(["all forms"])
    gap = 100 * float(whole.iloc[0].max() - whole.iloc[0].min())
    return "\n".join(
        [
            "# Redaction",
            "",
            "Made by `python -m analysis bench redaction`. Share of planted identifiers of which",
            f"no letter or digit stays, {each} a cell, planted into {source}. Names are",
            "drawn from Faker's lists, rare names as often as common ones; the redaction's own",
            "lists were written without them.",
            "",
            "## Names, by origin",
            "",
            _table(pd.concat([names, whole])),
            "",
            f"Between the best and the worst protected origin lie {gap:.1f} points.",
            "",
            "## Other identifiers",
            "",
            _table(structured.to_frame("found")),
            "",
            f"Kinds that are replaced: {', '.join(KINDS)}.",
            "",
            "## False finds",
            "",
            *_READ,
            "",
            "## Speed",
            "",
            f"{_speed(comments):,} comments of {_WORDS} words a second of one core's time.",
            "",
        ]
    )
