"""The command ``themes``: apply themes to a file of comments, learn them, and test them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.commands.redact import read_texts
from analysis.commands.shared import add_format, show
from analysis.comments.agreement import Agreement
from analysis.comments.dictionary import Bools, dictionary
from analysis.comments.evaluation import evaluated
from analysis.comments.framework import Framework, framework, frameworks, read_framework
from analysis.comments.learning import Model, train
from analysis.comments.model_file import read_model, write_model
from analysis.comments.redaction import redact_all
from analysis.intake.error import refusal
from analysis.survey import InputError, UnknownChoice

_YES, _NO = frozenset(("1", "1.0", "true", "yes")), frozenset(("0", "0.0", "false", "no", ""))
_COLUMN = "theme: {}"
NOT_ASSIGNED = _COLUMN.format("not assigned")
"""Column of the comments that no theme was found in."""


def add(parser: ArgumentParser) -> None:
    """Add ``themes apply``, ``themes train`` and ``themes evaluate``."""
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    _add_apply(tasks.add_parser("apply", help="add a 0/1 column for each theme to a file"))
    learn = tasks.add_parser("train", help="learn themes from labelled comments")
    _add_labels(learn)
    learn.add_argument("--out", type=Path, required=True, help="model to write")
    test = tasks.add_parser("evaluate", help="how well themes are found, in five folds")
    _add_labels(test)
    test.add_argument("--dictionary-only", action="store_true", help="train nothing")
    for task in (learn, test):
        add_format(task)


def run(asked: Namespace) -> None:
    """Do what was asked for."""
    {"apply": _apply, "train": _train, "evaluate": _evaluate}[asked.task](asked)


def _add_file(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="CSV with a header, in UTF-8 or Windows-1252")
    parser.add_argument("--text-column", required=True, help="the column of the comments")
    parser.add_argument(
        "--framework",
        default=frameworks()[0],
        help=f"{' or '.join(frameworks())}, or the path of one (default: %(default)s)",
    )


def _add_apply(parser: ArgumentParser) -> None:
    _add_file(parser)
    parser.add_argument("--model", type=Path, help="a model that 'themes train' wrote")
    parser.add_argument("--out", type=Path, required=True, help="CSV to write")
    parser.add_argument(
        "--as-given", action="store_true", help="do not take names and numbers out of the comments"
    )


def _add_labels(parser: ArgumentParser) -> None:
    _add_file(parser)
    parser.add_argument(
        "--labels",
        nargs="+",
        required=True,
        metavar="COLUMN",
        help="0/1 columns that are named like themes (name or id)",
    )
    parser.add_argument("--group-column", help="what keeps comments together, e.g. the person")


def chosen_framework(name: str) -> Framework:
    """Return the framework of an id or in a file.

    Raises
    ------
    InputError
        If there is none.
    """
    is_path = name.endswith(".toml") or "/" in name or Path(name).is_file()
    return read_framework(Path(name)) if is_path else framework(name)


def _apply(asked: Namespace) -> None:
    used = chosen_framework(asked.framework)
    table = read_texts(asked.file, asked.text_column)
    way = read_model(asked.model, used) if asked.model else dictionary(used)
    _refuse_taken(asked.file, table, used)
    if not asked.as_given:
        table[asked.text_column] = redact_all(list(table[asked.text_column]))
    found = way.themed(list(table[asked.text_column]))
    _write(_with_themes(table, used, found), asked.out)
    none = int((~found.any(axis=1)).sum())
    print(f"{len(table):,} comments; {none:,} with no theme. Written to {asked.out}.")
    if not asked.as_given:
        print("Names, numbers and addresses were taken out first. Read a sample before you share.")


def _refuse_taken(file: Path, table: pd.DataFrame, used: Framework) -> None:
    for name in (*map(_COLUMN.format, used.ids), NOT_ASSIGNED):
        if name in table.columns:
            problem = "The file has this column already. Give it another name, or leave it out."
            raise refusal(file.name, problem, column=name)


def _with_themes(table: pd.DataFrame, used: Framework, found: Bools) -> pd.DataFrame:
    columns = {_COLUMN.format(t): found[:, at].astype(int) for at, t in enumerate(used.ids)}
    columns[NOT_ASSIGNED] = (~found.any(axis=1)).astype(int)
    return pd.concat([table, pd.DataFrame(columns, index=table.index)], axis=1)


def _write(table: pd.DataFrame, out: Path) -> None:
    try:
        table.to_csv(out, index=False, lineterminator="\n")
    except OSError as error:
        raise InputError(f"{out} can't be written: {error.strerror or error}.") from error


def _labelled(
    asked: Namespace, used: Framework
) -> tuple[list[str], dict[str, Bools], list[str] | None]:
    """Return the comments, redacted, the labels of each theme, and the groups if there are any.

    A model holds words of the comments it learned from, so identifiers are taken out first.
    """
    table = read_texts(asked.file, asked.text_column)
    labels: dict[str, Bools] = {}
    for column in asked.labels:
        theme = used.theme(column)
        given = _column(asked.file, table, column)
        if theme.id in labels:
            raise refusal(asked.file.name, f"Theme '{theme.id}' is given twice.", column=column)
        labels[theme.id] = _yes(asked.file, given)
    by = asked.group_column
    groups = list(_column(asked.file, table, by)) if by else None
    return redact_all(list(table[asked.text_column])), labels, groups


def _column(file: Path, table: pd.DataFrame, name: str) -> pd.Series:
    if name not in table.columns:
        raise UnknownChoice(f"column in {file.name} called", name, list(table.columns))
    return table[name]


def _yes(file: Path, column: pd.Series) -> Bools:
    words = column.str.strip().str.lower()
    yes = words.isin(_YES).to_numpy(dtype=bool)
    wrong = np.flatnonzero(~yes & ~words.isin(_NO).to_numpy(dtype=bool))
    if wrong.size:
        row = int(wrong[0])
        problem = f"'{column.iloc[row]}' is no label. 1 (has the theme) or 0 would be right."
        raise refusal(file.name, problem, row=row + 2, column=str(column.name))
    return yes


def _train(asked: Namespace) -> None:
    used = chosen_framework(asked.framework)
    texts, labels, groups = _labelled(asked, used)
    model = train(texts, labels, used, groups=groups)
    write_model(model, asked.out)
    show(asked.format, _figures(model), about=_about_training(model, asked.out))


def _about_training(model: Model, out: Path) -> list[str]:
    learned = sum(f.used == "model" for f in model.figures)
    found = f"{learned} of {len(model.figures)} themes are found better by what was learned"
    return [
        f"{model.labelled:,} labelled comments; {found}, the others by the dictionary.",
        f"Agreement (0 to 100) with labels of comments kept out of learning. Model: {out}.",
    ]


def _figures(model: Model) -> pd.DataFrame:
    names = {t.id: t.name for t in model.framework.themes}
    rows = [
        {
            "theme": names[f.theme_id],
            "labelled": f.dictionary.labelled,
            "used": f.used,
            "dictionary F1": round(100 * f.dictionary.f1, 1),
            "model F1": round(100 * f.model.f1, 1) if f.model.found else np.nan,
        }
        for f in model.figures
    ]
    return pd.DataFrame(rows)


def _evaluate(asked: Namespace) -> None:
    used = chosen_framework(asked.framework)
    texts, labels, groups = _labelled(asked, used)
    found = evaluated(texts, labels, used, groups=groups, trained=not asked.dictionary_only)
    ways = {"dictionary": found.dictionary, "trained": found.trained}
    rows = [
        _row(used.theme(theme).name, {way: each[at] for way, each in ways.items() if each})
        for at, theme in enumerate(found.theme_ids)
    ]
    overall = found.overall()
    rows.append(
        _row("All themes together (micro)", {w: micro for w, (micro, _) in overall.items()})
    )
    means = {f"{way} F1": round(100 * mean, 1) for way, (_, mean) in overall.items()}
    rows.append({"theme": "Mean of the themes (macro)", **means})
    about = [
        f"{found.comments:,} comments. Agreement with their labels, 0 to 100.",
        "'Trained' is tested in five folds, each on comments that it had not learned from.",
    ]
    show(asked.format, pd.DataFrame(rows), about=about[: 1 + bool(found.trained)])


def _row(name: str, ways: Mapping[str, Agreement]) -> dict[str, object]:
    row: dict[str, object] = {"theme": name}
    for way, found in ways.items():
        row["labelled"] = found.labelled
        kinds: Sequence[tuple[str, float]] = (
            ("precision", found.precision),
            ("recall", found.recall),
            ("F1", found.f1),
        )
        row |= {f"{way} {kind}": round(100 * value, 1) for kind, value in kinds}
    return row
