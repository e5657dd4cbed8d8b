"""The tables of a workspace."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.store.dataset import Dataset
from analysis.survey import BOXES, NOT_GIVEN, dimensions, places, questions

SCHEMA_VERSION = 4
NOT_ASKED = 255
"""How "not asked" is written in frames on their way in; the store holds NULL."""

LEVEL_COLUMNS = ("trust", "ccg", "stp", "alliance")

_WORKSPACE = """
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE dataset (
    id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    source VARCHAR NOT NULL, synthetic BOOLEAN NOT NULL, years SMALLINT[] NOT NULL,
    rows BIGINT NOT NULL, weighted BOOLEAN NOT NULL
);
CREATE TABLE import_report (
    dataset VARCHAR NOT NULL, reason VARCHAR NOT NULL, rows BIGINT NOT NULL,
    example VARCHAR NOT NULL
);
CREATE TABLE wording (dataset VARCHAR NOT NULL, question VARCHAR NOT NULL, words VARCHAR NOT NULL);
CREATE TABLE place (code VARCHAR PRIMARY KEY, stp VARCHAR, alliance VARCHAR);
CREATE TABLE place_name (source VARCHAR NOT NULL, code VARCHAR NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE theme (
    dataset VARCHAR NOT NULL, framework VARCHAR NOT NULL, digest VARCHAR NOT NULL,
    position UTINYINT NOT NULL, id VARCHAR NOT NULL, name VARCHAR NOT NULL
);
"""

INDICATOR_COLUMNS = {
    "indicator": "VARCHAR NOT NULL",
    "place": "VARCHAR NOT NULL",
    "period": "DATE NOT NULL",
    "grain": "VARCHAR NOT NULL",
    "basis": "VARCHAR NOT NULL DEFAULT ''",
    "route": "VARCHAR NOT NULL DEFAULT ''",
    "cancer": "VARCHAR NOT NULL DEFAULT ''",
    "treatment": "VARCHAR NOT NULL DEFAULT ''",
    "numerator": "DOUBLE",
    "denominator": "DOUBLE",
    "value": "DOUBLE",
    "lower": "DOUBLE",
    "upper": "DOUBLE",
}
"""Column -> SQL type of a figure of an indicator.

`period` is the first day; `grain` is month, quarter or year. `basis` says whose figures they are:
"provider" (who treats), "commissioner" (who answers for where people live), or "" where there is
only one way. `route` (or stage), `cancer` and `treatment` are the publisher's words; "" is all of
them together. `value` and its limits are a
proportion 0-1 for a percentage, else as people read them; they are the publisher's, and missing
where the figure is to be worked out from `numerator` and `denominator`, or was hidden. Counts may
be fractions: a patient whom two trusts share counts as half in each.
"""


def quoted(name: str) -> str:
    """Return an SQL identifier for a table or column."""
    return '"' + name.replace('"', '""') + '"'


def _enum(values: tuple[str, ...]) -> str:
    return "ENUM(" + ", ".join("'" + v.replace("'", "''") + "'" for v in values) + ")"


def workspace_ddl() -> str:
    """Return the statements that make an empty workspace."""
    columns = ", ".join(f"{quoted(c)} {t}" for c, t in INDICATOR_COLUMNS.items())
    return (
        f"{_WORKSPACE}CREATE TABLE indicator (source VARCHAR NOT NULL, {columns}, "
        "UNIQUE (source, indicator, place, grain, period, basis, route, cancer, treatment));"
    )


def person_columns() -> dict[str, str]:
    """Return column -> SQL type of what is known about a person who was sent a questionnaire."""
    columns = {"year": "SMALLINT NOT NULL"}
    columns |= {c: _enum(tuple(p.code for p in places(c))) for c in LEVEL_COLUMNS}
    columns |= {d.column: _enum(d.ids) for d in dimensions()}
    return columns


def respondents_ddl(dataset: Dataset) -> str:
    """Return the statements for a dataset of respondents and of the people who stayed silent."""
    person = person_columns()
    answered = person | {"weight": "FLOAT"} | {q.code: "UTINYINT" for q in questions()}
    return "".join(
        f"CREATE TABLE {quoted(name)} ({', '.join(f'{quoted(c)} {t}' for c, t in cols.items())});"
        for name, cols in ((dataset.table, answered), (silent_table(dataset), person))
    )


def silent_table(dataset: Dataset) -> str:
    """Return the table of people who were sent a questionnaire and did not answer."""
    return f"silent:{dataset.id}"


def comments_ddl(id: str, frameworks: Sequence[str]) -> str:
    """Return the statements for the comments of a dataset, redacted, and the words in them.

    `person` is the position of who wrote among the respondents. A column a framework says which
    themes a comment has: the bit at a theme's position. `tone` is 1 for praise, -1 for criticism,
    0 for both or neither.
    """
    bits = "".join(f", {quoted(f)} UBIGINT NOT NULL" for f in frameworks)
    return (
        f"CREATE TABLE {quoted(f'comment:{id}')} (person INTEGER NOT NULL, box"
        f" {_enum(tuple(BOXES))} NOT NULL, text VARCHAR NOT NULL, tone TINYINT NOT NULL{bits});"
        f"CREATE TABLE {quoted(f'posting:{id}')} (stem INTEGER, comment INTEGER, times UTINYINT);"
        f"CREATE TABLE {quoted(f'stem:{id}')} (stem INTEGER, word VARCHAR);"
    )


PUBLISHED_COLUMNS = {
    "level": _enum(("national", "alliance", "stp", "ccg", "trust")),
    "place": _enum(tuple(p.code for p in places())),
    "year": "SMALLINT NOT NULL",
    "variant": _enum(("adjusted", "unadjusted", "year-on-year")),
    "dimension": _enum(("all", *(d.id for d in dimensions()))),
    "group": _enum(("all", *dict.fromkeys(i for d in dimensions() for i in d.ids), NOT_GIVEN.id)),
    "question": _enum(tuple(q.code for q in questions())),
    "n": "INTEGER",
    "score": "DOUBLE",
    "lower": "DOUBLE",
    "upper": "DOUBLE",
    "expected_lower": "DOUBLE",
    "expected_upper": "DOUBLE",
    "band": _enum(("above", "expected", "below")),
    "change_year": _enum(("up", "unchanged", "down")),
    "change_overall": _enum(("up", "unchanged", "down")),
    "significant": "BOOLEAN",
}
"""Column -> SQL type of a published result.

Scores and limits are proportions 0-1, or 0-10 for a rating. `score` is missing where the
publisher hid it; `n` is missing where none was published. `significant` is the publisher's own
flag for the comparison that the row takes part in.
"""


def published_ddl(dataset: Dataset) -> str:
    """Return the statement for a dataset of published results."""
    columns = ", ".join(f"{quoted(c)} {t}" for c, t in PUBLISHED_COLUMNS.items())
    return f"CREATE TABLE {quoted(dataset.table)} ({columns});"
