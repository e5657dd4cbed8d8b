"""What a page that was opened without a browser shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd
from streamlit.testing.v1 import AppTest

NO_NUMBER = re.compile(r"\b(nan|None|NaT|inf)\b")


def words(app: AppTest) -> list[str]:
    """Return everything the page says in words."""
    kinds = ("title", "header", "subheader", "caption", "markdown", "info", "warning", "error")
    return [element.value for kind in kinds for element in app.get(kind)]


def tables(app: AppTest) -> list[pd.DataFrame]:
    return [element.value for element in (*app.table, *app.dataframe)]


def pictures(app: AppTest) -> Iterator[tuple[str, str]]:
    """Yield specification and text alternative of every picture."""
    for element in app.get("vega_lite_chart"):
        yield element.proto.spec, element.proto.alt


def assert_whole(app: AppTest, page: str) -> None:
    """Assert that the page has its first sentence, tables with something in them, and no gaps."""
    assert not app.exception
    assert [title.value for title in app.title] == [page.capitalize()]
    assert app.header[0].value.endswith(".")
    assert tables(app)
    assert all(len(table) for table in tables(app))
    assert all(alt.endswith(".") for _, alt in pictures(app))
    said = [*words(app), *(alt for _, alt in pictures(app))]
    said += [str(cell) for table in tables(app) for cell in table.to_numpy().ravel()]
    assert not [text for text in said if NO_NUMBER.search(text)]
