"""Put datasets into a workspace in the making."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import duckdb
import pandas as pd

from analysis.store import schema
from analysis.store.dataset import Dataset
from analysis.store.figures import counted, merge_figures, put_figures
from analysis.store.growing import Growing
from analysis.store.schema import quoted
from analysis.store.written import Coded, Parts, append_comments, start_comments, viewed
from analysis.survey import dimensions, questions

_RECORDED = (
    ("dataset", "id"),
    ("import_report", "dataset"),
    ("wording", "dataset"),
    ("theme", "dataset"),
    ("indicator", "source"),
    ("place_name", "source"),
)


class Builder:
    """A workspace in the making. Made by `build`; nothing is visible until that ends well."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def remove(self, dataset_id: str) -> None:
        """Drop a dataset and everything recorded about it, if it is there."""
        for kind in ("respondents", "published", "silent", "comment", "posting", "stem", "author"):
            self._connection.execute(f"DROP TABLE IF EXISTS {quoted(f'{kind}:{dataset_id}')}")
        for table, key in _RECORDED:
            self._connection.execute(f"DELETE FROM {table} WHERE {key} = ?", [dataset_id])

    def add_respondents(
        self, dataset: Dataset, parts: Iterable[tuple[pd.DataFrame, pd.DataFrame]]
    ) -> Dataset:
        """Add a dataset of respondents, replacing one of the same id.

        Parameters
        ----------
        dataset : Dataset
            What it is; years and rows are filled in from the data.
        parts : iterable of (DataFrame, DataFrame)
            Respondents and the people who did not answer, in pieces of any size. Columns are
            those of `schema.person_columns` but for ``stp`` and ``alliance``, which follow from
            ``ccg`` (or ``trust`` where there is no CCG); respondents also have one uint8
            column a question (option code; 0 = left blank; 255 = not asked) and may have a
            ``weight``. A missing dimension column means that nobody's group is known.

        Returns
        -------
        Dataset
            With its years and number of respondents.
        """
        self.remove(dataset.id)
        self._connection.execute(schema.respondents_ddl(dataset))
        weighted = False
        for people, silent in parts:
            weighted |= "weight" in people.columns
            self._append(dataset.table, people, [q.code for q in questions()])
            self._append(schema.silent_table(dataset), silent, [])
        return self._register(dataset, weighted=weighted)

    def more_respondents(self, dataset: Dataset, people: pd.DataFrame) -> Dataset:
        """Add people, as in `add_respondents` and without weights, behind those who are there."""
        self._append(dataset.table, people, [q.code for q in questions()])
        self._connection.execute("DELETE FROM dataset WHERE id = ?", [dataset.id])
        return self._register(dataset, weighted=False)

    def _append(self, table: str, people: pd.DataFrame, answers: list[str]) -> None:
        given = set(people.columns)
        columns = ["year", "trust", "ccg", *(d.column for d in dimensions())]
        select = {c: f"p.{quoted(c)}" if c in given else "NULL" for c in columns}
        for level in ("stp", "alliance"):
            select[level] = f"coalesce(c.{level}, t.{level})"
        select |= {
            q: f"nullif(p.{quoted(q)}, {schema.NOT_ASKED})" if q in given else "NULL"
            for q in answers
        }
        if answers and "weight" in given:
            select["weight"] = "p.weight"
        with viewed(self._connection, people.assign(at=range(len(people)))) as view:
            self._connection.execute(
                f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, select))})"
                f" SELECT {', '.join(select.values())} FROM {view} p"
                f" LEFT JOIN place c ON c.code = {select['ccg']}"
                f" LEFT JOIN place t ON t.code = {select['trust']}"
                " ORDER BY p.at"
            )

    def add_comments(self, dataset_id: str, frameworks: Sequence[Coded], parts: Parts) -> None:
        """Add what the respondents of a dataset wrote, replacing what was there.

        `parts` are the comments, redacted; `frameworks` those that they are coded by.
        """
        start_comments(self._connection, dataset_id, frameworks)
        append_comments(self._connection, dataset_id, [f.id for f in frameworks], parts)

    def growing(self, dataset_id: str) -> Growing:
        """Return the comments of a dataset, for more to be added to them."""
        return Growing(self._connection, dataset_id)

    def add_published(
        self,
        dataset: Dataset,
        results: pd.DataFrame,
        *,
        wording: Mapping[str, str],
        report: pd.DataFrame,
    ) -> Dataset:
        """Add a dataset of published results, replacing one of the same id.

        Parameters
        ----------
        dataset : Dataset
            What it is; years and rows are filled in from the data.
        results : DataFrame
            Columns `schema.PUBLISHED_COLUMNS`.
        wording : mapping of str to str
            Question code -> the publisher's wording.
        report : DataFrame
            Columns ``reason``, ``rows``, ``example``: what became of every row of the file.

        Returns
        -------
        Dataset
            With its years and number of results.
        """
        self.remove(dataset.id)
        self._connection.execute(schema.published_ddl(dataset))
        columns = ", ".join(map(quoted, schema.PUBLISHED_COLUMNS))
        with viewed(self._connection, results) as view:
            self._connection.execute(
                f"INSERT INTO {quoted(dataset.table)} ({columns}) SELECT {columns} FROM {view}"
            )
        with viewed(self._connection, report) as view:
            self._connection.execute(
                f"INSERT INTO import_report SELECT ?, reason, rows, example FROM {view}",
                [dataset.id],
            )
        for code, words in wording.items():
            self._connection.execute(
                "INSERT INTO wording VALUES (?, ?, ?)", [dataset.id, code, words]
            )
        return self._register(dataset, weighted=False)

    def add_indicators(self, source: Dataset, figures: pd.DataFrame) -> Dataset:
        """Add figures of indicators, replacing those of a source of the same id.

        Parameters
        ----------
        source : Dataset
            What they are, of kind ``indicators``; years and rows are filled in from the data.
        figures : DataFrame
            Columns `schema.INDICATOR_COLUMNS`; any of the numbers may be left out, and so may
            basis, route, cancer and treatment (all together). Sums over places are rows like any
            other: see `analysis.store.summed_up`.

        Returns
        -------
        Dataset
            With its years and number of figures.
        """
        self.remove(source.id)
        put_figures(self._connection, source, figures)
        return self._record(counted(self._connection, source), weighted=False)

    def merge_indicators(
        self, source: Dataset, figures: pd.DataFrame, names: Mapping[str, str]
    ) -> tuple[Dataset, pd.DataFrame]:
        """Add figures to those of a source; what is there of their periods is replaced.

        Returns
        -------
        (Dataset, DataFrame)
            With its years and number of figures; and what changed. For this, and for what it
            takes, see `add_indicators` and `analysis.store.figures.merge_figures`.
        """
        changed = merge_figures(self._connection, source, figures, names)
        self._connection.execute("DELETE FROM dataset WHERE id = ?", [source.id])
        made = self._record(counted(self._connection, source), weighted=False)
        return made, changed

    def _register(self, dataset: Dataset, *, weighted: bool) -> Dataset:
        row = self._connection.execute(
            f"SELECT count(*), list_sort(list(DISTINCT year)) FROM {quoted(dataset.table)}"
        ).fetchone()
        assert row is not None
        made = replace(dataset, rows=row[0], years=tuple(row[1] or ()))
        return self._record(made, weighted=weighted)

    def _record(self, made: Dataset, *, weighted: bool) -> Dataset:
        self._connection.execute(
            "INSERT INTO dataset VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                made.id,
                made.name,
                made.kind,
                made.source,
                made.synthetic,
                list(made.years),
                made.rows,
                weighted,
            ],
        )
        return made
