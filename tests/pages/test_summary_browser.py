"""A finding on Summary leads to its picture, in a real browser."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from test_browser import browser, contexts, server, settle, visit

__all__ = ["browser", "contexts", "server", "visit"]

pytestmark = pytest.mark.browser


def chosen(page, name: str) -> str:
    return page.get_by_role("combobox", name=name, exact=True).input_value()


def test_a_finding_opens_its_picture_and_the_link_brings_it_back(visit):
    page = visit().open("/?place=E56000010&year=All+years")
    finding = page.get_by_role("button", name="See ").first
    code = finding.inner_text().split(" on ")[1]
    finding.click()
    expect(page.locator("h1")).to_have_text("Groups")
    settle(page)
    assert chosen(page, "Question").startswith(code)
    assert chosen(page, "Compare with") == "Everyone else"
    assert "South East London" in chosen(page, "Place")
    said = page.locator("h2").first.inner_text()
    link = urlsplit(page.url)
    again = visit().open(f"{link.path}?{link.query}")
    assert again.locator("h2").first.inner_text() == said


def test_a_place_leads_to_its_profile(visit):
    page = visit().open("/?place=RJ1")
    page.get_by_role("button", name="See the place profile").click()
    expect(page.locator("h1")).to_have_text("Place profile")
    settle(page)
    assert "RJ1" in page.url
    assert "Guy's and St Thomas'" in page.locator("h2").first.inner_text()
