"""A cell of the heat map opens its question in Groups, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from test_browser import barriers, browser, contexts, server, settle, visit

__all__ = ["browser", "contexts", "server", "visit"]

pytestmark = pytest.mark.browser

CELLS = '[data-testid="stVegaLiteChart"] svg .mark-rect path[fill]'


def chosen(page, name: str) -> str:
    return page.get_by_role("combobox", name=name, exact=True).input_value()


@pytest.mark.parametrize("look", ["light", "narrow"])
def test_a_click_on_a_cell_opens_its_question_and_breakdown(visit, look):
    page = visit(look).open("/questions?by=deprivation&reference=1&year=2018")
    cells = page.locator(CELLS)
    assert cells.count() == 4 * 52
    cells.nth(4 * 2 + 1).click(position={"x": 3, "y": 3})
    expect(page.locator("h1")).to_have_text("Groups")
    settle(page)
    if look == "light":
        assert chosen(page, "Question").startswith("Q5 ")
    assert chosen(page, "Break down by") == "Deprivation quintile"
    assert chosen(page, "Compare with").startswith("1 ")
    assert "question=Q5" in page.url


def test_the_last_of_all_columns_can_be_reached_and_clicked(visit):
    page = visit().open("/questions?by=all&year=2018")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cells = page.locator(CELLS)
    cells.nth(cells.count() // 52 - 1).click(position={"x": 3, "y": 3})
    expect(page.locator("h1")).to_have_text("Groups")
    settle(page)
    assert chosen(page, "Break down by") == "Tumour group"
    assert chosen(page, "Question").startswith("Q1 ")


@pytest.mark.parametrize("look", ["light", "dark", "narrow"])
def test_the_page_has_no_errors_or_barriers(visit, look):
    reader = visit(look)
    page = reader.open("/questions?by=sex")
    assert not barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not [e for e in reader.errors if "404" not in e]
