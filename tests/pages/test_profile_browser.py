"""The Place profile on paper and in every look, in a real browser."""

from __future__ import annotations

import re

import pytest
from test_browser import barriers, browser, contexts, server, settle, visit

__all__ = ["browser", "contexts", "server", "visit"]

pytestmark = pytest.mark.browser

LINK = "/profile?place=RJ1&year=2018"
MOST_PAGES = 3


def close_sidebar(page) -> None:
    """Close the sidebar, as the page advises before printing; a browser remembers it closed."""
    sidebar = page.get_by_test_id("stSidebar")
    if sidebar.get_attribute("data-collapsed") != "true":
        sidebar.hover()
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    page.get_by_test_id("stExpandSidebarButton").wait_for()
    settle(page)


@pytest.mark.parametrize("look", ["light", "dark", "narrow"])
def test_the_page_has_no_errors_or_barriers(visit, look):
    reader = visit(look)
    page = reader.open(LINK)
    assert not barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not [e for e in reader.errors if "404" not in e]


@pytest.mark.parametrize("link", [LINK, "/profile?year=2018", "/profile?dataset=official"])
def test_the_page_fits_on_few_sheets_of_paper(visit, link):
    page = visit().open(link)
    close_sidebar(page)
    paper = page.pdf(format="A4")
    pages = re.findall(rb"/Type\s*/Page\b(?!s)", paper)
    assert 1 <= len(pages) <= MOST_PAGES


def test_no_table_is_cut_off_on_paper(visit):
    page = visit().open(LINK)
    close_sidebar(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1047})  # A4 within Chromium's margins
    settle(page)
    for table in page.locator('[data-testid="stTable"] > div').all():
        assert table.evaluate("box => box.scrollWidth <= box.clientWidth + 1")
        assert table.evaluate("box => box.offsetHeight < 1047")
