"""How fast comments are themed, in how much memory, and how well, beside a plain model."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.bench.page import give
from analysis.bench.plain_themes import PlainModel, plain_agreements
from analysis.commands.redact import read_texts
from analysis.comments.agreement import Agreement, macro_f1, micro
from analysis.comments.dictionary import Bools, Dictionary
from analysis.comments.evaluation import evaluated
from analysis.comments.framework import Framework, framework
from analysis.comments.learning import train
from analysis.demo.comments import stream, write
from analysis.demo.generator import FEWEST, SEED, orders
from analysis.demo.generator import made as people_of
from analysis.survey import InputError

_SIZES = (6_000, 100_000, 1_000_000)
_LABELLED = 3_000
_ROUNDS = 3
_TOLD = 100_000
_RESPONDENTS_EACH = 2
_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024
_WAYS = ("dictionary", "trained", "plain")
_NAMES = {
    "dictionary": "the dictionary",
    "trained": "trained: words, dictionary, length",
    "plain": "plain: TF-IDF of words and pairs, LinearSVC one against the rest",
}


@dataclass(frozen=True)
class Timed:
    """One way to theme so many comments.

    Attributes
    ----------
    way : {"dictionary", "trained", "plain"}
        What themes them.
    comments : int
        How many.
    first, again : float
        Comments a second of processor time: in a new process, and the median of later rounds,
        when the words are known.
    megabytes : float
        Most memory of a process that does only this, the comments themselves included.
    """

    way: str
    comments: int
    first: float
    again: float
    megabytes: float


def made(comments: int, seed: int = SEED) -> list[str]:
    """Return comments of the demonstration survey, about 29 words each.

    They are told anew for up to 100,000 or so; what is needed beyond that has two letters swapped
    in a place of its own.
    """
    texts: list[str] = []
    told = orders(max(min(comments, _TOLD) * _RESPONDENTS_EACH, FEWEST), seed)
    for order, piece in zip(told, people_of(told), strict=True):
        texts += list(
            write(piece.respondents, piece.answers, stream(order.chance)).comments["text"]
        )
        if len(texts) >= comments:
            return texts[:comments]
    rng = np.random.default_rng(seed)
    return [t if i < len(texts) else _spoiled(t, rng) for i, t in _again(texts, comments)]


def _again(texts: Sequence[str], comments: int) -> Iterator[tuple[int, str]]:
    return ((i, texts[i % len(texts)]) for i in range(comments))


def _spoiled(text: str, rng: np.random.Generator) -> str:
    """Return a text with two letters swapped in one place."""
    at = int(rng.integers(0, max(len(text) - 1, 1)))
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _themer(way: str, used: Framework) -> Callable[[Sequence[str]], Bools]:
    if way == "dictionary":
        return Dictionary(used).themed
    texts = made(_LABELLED, SEED + 1)
    given = np.roll(Dictionary(used).themed(texts), 1, axis=1)
    if way == "plain":
        return PlainModel(texts, given).themed
    model = train(texts, {t: given[:, at] for at, t in enumerate(used.ids)}, used)
    return model.themed


def timed(way: str, file: Path) -> Timed:
    """Theme the comments in a file, a JSON text a line, and return what it took.

    The models learn from labels that the dictionary does not give, so that every theme with enough
    of them has a classifier.
    """
    theme = _themer(way, framework("qdc"))
    with file.open(encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    rates = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        theme(texts)
        rates.append(len(texts) / (time.process_time() - start))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    return Timed(way, len(texts), rates[0], float(np.median(rates[1:])), megabytes)


def _apart(size: int) -> list[Timed]:
    """Return `timed` of every way, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "comments.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            lines.writelines(f"{json.dumps(text)}\n" for text in made(size))
        return [_alone(way, file) for way in _WAYS]


def _alone(way: str, file: Path) -> Timed:
    command = [sys.executable, "-m", "analysis", "bench", "themes", "--one", way, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InputError(f"'{' '.join(command[1:])}' failed: {done.stderr.strip()[-300:]}")
    return Timed(**json.loads(done.stdout))


@dataclass(frozen=True)
class Tested:
    """How well each way agrees with labels: way -> one agreement for each theme."""

    comments: int
    ways: dict[str, tuple[Agreement, ...]]


def tested(table: pd.DataFrame, text: str, used: Framework) -> Tested:
    """Test the ways in five folds on a table of labels; its columns are named like themes.

    Raises
    ------
    InputError
        If it has no column that is named like a theme.
    """
    labels = {
        theme.id: table[theme.name].isin(["1", "1.0"]).to_numpy(dtype=bool)
        for theme in used.themes
        if theme.name in table
    }
    if not labels:
        raise InputError(f"No column is named like a theme of '{used.id}'.")
    texts = list(table[text])
    found = evaluated(texts, labels, used)
    ways = {"dictionary": found.dictionary, "trained": found.trained}
    return Tested(len(texts), ways | {"plain": plain_agreements(texts, labels)})


def report(found: Sequence[Timed], quality: Tested | None) -> str:
    """Return the measurements as a page of Markdown."""
    plain = {t.comments: t for t in found if t.way == "plain"}
    rows = [
        f"| {t.comments:,} | {_NAMES[t.way]} | {t.first:,.0f} | {t.again:,.0f} |"
        f" {t.again / plain[t.comments].again:.1f} | {t.megabytes:,.0f} |"
        for t in found
    ]
    table = "\n".join(rows)
    return f"""# How fast and how well comments are themed

Made by `python -m analysis bench themes` on a machine with {os.cpu_count()} cores.

## Speed and memory

Comments of the demonstration survey, 29 words on average, {len(framework("qdc").themes)} themes,
each row in a process of its own on one core. Comments a second of processor time: the first time,
when every word is new, and later. Memory is the most that the process had; the comments themselves
take a good part of it.

| comments | way | first | later | of the plain model | megabytes |
|---|---|---|---|---|---|
{table}
{_quality(quality) if quality else ""}"""


def _quality(found: Tested) -> str:
    rows = "\n".join(
        f"| {_NAMES[way]} | {micro(each).precision:.3f} | {micro(each).recall:.3f} |"
        f" {micro(each).f1:.3f} | {macro_f1(each):.3f} |"
        for way, each in found.ways.items()
    )
    return f"""
## Agreement with people

{found.comments:,} real labelled comments of two NHS trusts, published with NHS England's
pxtextmining, {len(found.ways["plain"])} themes. What is trained is tested in five folds on comments
it had not learned from (equal comments are never on both sides), thresholds and all other choices
included. The dictionary was written with these comments in view, so it will agree less with
comments from elsewhere.

| way | precision | recall | micro F1 | macro F1 |
|---|---|---|---|---|
{rows}
"""


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench themes``."""
    parser.add_argument("--size", type=int, action="append", help="comments; repeatable")
    parser.add_argument("--labelled", type=Path, help="CSV with labels: a 0/1 column a theme")
    parser.add_argument("--text-column", default="text", help="its column of comments")
    parser.add_argument("--framework", default="qdc", help="its themes (default: %(default)s)")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "FILE"), help="time one way, as JSON")
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")


def run(asked: Namespace) -> None:
    """Print or write the measurements."""
    if asked.one:
        print(json.dumps(asdict(timed(asked.one[0], Path(asked.one[1])))))
        return
    quality = None
    if asked.labelled:
        table = read_texts(asked.labelled, asked.text_column)
        quality = tested(table, asked.text_column, framework(asked.framework))
    sizes = asked.size or _SIZES
    found = [each for size in sizes for each in _apart(size)]
    give(report(found, quality), asked.out)
