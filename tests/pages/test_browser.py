"""The app in a real browser: links, looks, access, files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import made
import pytest
from axe_playwright_python.sync_playwright import Axe
from live import Server, chromium, serving
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

pytestmark = pytest.mark.browser

PAGES = {
    "/": "Summary",
    "/groups": "Groups",
    "/places": "Places",
    "/dashboard": "Dashboard",
    "/framework": "CCG framework",
    "/methods": "Methods",
}
LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 800}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 800}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}
LINK = "/groups?question=Q16&by=sex&place=RJ1"
TRUST = "Trust: RJ1 Guy's and St Thomas' NHS Foundation Trust"

# Streamlit's client looks for its base path under the address of the page first, and only then
# at the root: two 404s on every page but the first.
LOOKED_FOR = ("/_stcore/health", "/_stcore/host-config")

# What axe finds inside Streamlit 1.67's own elements, which an app can't change.
STREAMLITS_OWN = {
    # On a narrow screen the list of pages holds a <div> for each section, and the <li> are in that.
    "list": '[data-testid="stSidebarNavItems"]',
    "listitem": '[data-testid="stSidebarNavItems"] li',
    # The box in which a wide st.table scrolls sideways can't be focused.
    "scrollable-region-focusable": '[data-testid="stTable"] > div',
}

SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const charts = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];
    return app?.dataset.testScriptState === 'notRunning'
        && document.querySelector('h2, [data-testid="stAlert"]')
        && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
        && charts.every(chart => chart.querySelector('svg .mark-group'));
}"""


def settle(page: Page) -> None:
    """Wait until the page is whole and stays so."""
    for _ in range(2):
        page.wait_for_function(SETTLED, timeout=60_000)
        page.wait_for_timeout(250)
    page.wait_for_function(SETTLED)


class Visit:
    """A reader with one kind of browser, who notes what goes wrong on a page."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self._context = context
        self._server = server
        self.errors: list[str] = []
        self.elsewhere: list[str] = []

    def open(self, link: str) -> Page:
        page = self._context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._request(request.url))
        page.goto(link if link.startswith("http") else self._server.address + link)
        settle(page)
        return page

    def _console(self, message) -> None:
        address = urlsplit(message.location.get("url", ""))
        known = [page + name for page in PAGES if page != "/" for name in LOOKED_FOR]
        if message.type == "error" and not ("404" in message.text and address.path in known):
            self.errors.append(f"{message.text} {address.geturl()}")

    def _request(self, url: str) -> None:
        if not url.startswith((self._server.address, "data:", "blob:")):
            self.elsewhere.append(url)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(playwright))
        yield started
        started.close()


@pytest.fixture(scope="module")
def server(app_path: Path, both_path: Path, tmp_path_factory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("server") / "log"
    with serving(app_path, both_path, log) as running:
        yield running


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> dict[str, BrowserContext]:
    """Return a context for each look; pages of a context share what was downloaded."""
    return {look: browser.new_context(**options) for look, options in LOOKS.items()}


@pytest.fixture
def visit(contexts: dict[str, BrowserContext], server: Server) -> Iterator[Callable[[str], Visit]]:
    """Visit with a look; the server must print no traceback meanwhile."""
    before = len(server.tracebacks)
    yield lambda look="light": Visit(contexts[look], server)
    for context in contexts.values():
        for page in context.pages:
            page.close()
    assert len(server.tracebacks) == before, server.log.read_text()


def sentence(page: Page) -> str:
    return page.locator("h2").first.inner_text()


def about(page: Page) -> str:
    return page.get_by_test_id("stMain").get_by_test_id("stCaptionContainer").first.inner_text()


def link(page: Page) -> dict[str, str]:
    return {key: value for key, [value] in parse_qs(urlsplit(page.url).query).items()}


def barriers(page: Page) -> list[str]:
    """Return what axe finds serious or critical, but for what is Streamlit's own."""
    found = []
    for problem in Axe().run(page).response["violations"]:
        own = STREAMLITS_OWN.get(problem["id"], "nothing")
        for node in problem["nodes"]:
            [target] = node["target"]
            is_own = page.evaluate(
                "([target, own]) => document.querySelector(target).matches(own)", [target, own]
            )
            if problem["impact"] in ("serious", "critical") and not is_own:
                found.append(f"{problem['id']}: {node['html'][:200]} {node['failureSummary']}")
    return found


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_without_errors_or_barriers(visit, path, look):
    reader = visit(look)
    page = reader.open(path)
    expect(page.locator("h1")).to_have_text(PAGES[path])
    assert not barriers(page)
    advice = page.get_by_text("How to read this")
    if advice.count():
        advice.click()
        expect(page.get_by_test_id("stExpander").last.locator("li").first).to_be_visible()
        assert not barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not reader.errors
    assert not reader.elsewhere


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/places?place=RJ11&level=trust", "There is no place 'RJ11'"),
        ("/groups?dataset=official&by=age", "no breakdown by age group"),
    ],
)
def test_a_warning_can_be_read_by_everybody(visit, path, said, look):
    reader = visit(look)
    page = reader.open(path)
    expect(page.get_by_test_id("stAlert")).to_contain_text(said)
    assert not barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not reader.errors


@pytest.mark.parametrize(
    "path",
    [
        "/groups?by=age&across=sex",
        "/groups?by=deprivation&show=Every answer",
        "/groups?dataset=official&by=sex",
        "/places?dataset=official&level=trust&place=" + made.TRUSTS[0],
    ],
)
def test_every_picture_has_a_name_and_no_barriers(visit, path):
    page = visit().open(path)
    pictures = page.get_by_test_id("stVegaLiteChart")
    assert pictures.count()
    for picture in pictures.all():
        expect(picture).to_have_attribute("aria-label", re.compile(r"\w.*\.$"))
    for table in page.locator('[data-testid="stTable"] table').all():
        expect(table).to_have_attribute("aria-label", re.compile(r"\w"))
    assert not barriers(page)


def assert_is_about_the_trust(page: Page) -> None:
    assert "Guy's and St Thomas'" in about(page)
    assert_keeps_the_choices(page)


def assert_keeps_the_choices(page: Page) -> None:
    assert "Q16 Definitely involved in decisions" in about(page)
    assert link(page)["question"].startswith("Q16 ")
    assert link(page)["place"] == TRUST
    assert page.get_by_role("combobox", name="Place", exact=True).input_value() == TRUST


@pytest.mark.parametrize("temperature", ["cold", "warm"])
def test_a_link_brings_back_the_view(browser, server, app_path, both_path, tmp_path, temperature):
    """A server's first request ever is taken by Streamlit for one to its older kind of app."""
    if temperature == "warm":
        follow_the_link(browser, server)
        return
    with serving(app_path, both_path, tmp_path / "log") as cold:
        follow_the_link(browser, cold)
        assert not cold.tracebacks


def go_to(page: Page, section: str, name: str) -> None:
    """Open a page from the list of pages above every page."""
    page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text=name).click()
    expect(page.locator("h1")).to_have_text(name)
    settle(page)


def follow_the_link(browser: Browser, server: Server) -> None:
    with browser.new_context(**LOOKS["light"]) as context:
        reader = Visit(context, server)
        page = reader.open(LINK)
        assert_is_about_the_trust(page)
        assert link(page)["by"] == "Sex"
        first = sentence(page)
        page.reload()
        settle(page)
        assert_is_about_the_trust(page)
        assert sentence(page) == first

        go_to(page, "Explore", "Places")
        assert_keeps_the_choices(page)
        go_to(page, "Explore", "Groups")
        assert_is_about_the_trust(page)
        assert not reader.errors


def test_a_choice_changes_the_link_and_the_link_gives_the_choice(visit, browser, server):
    page = visit().open("/groups?question=Q16")
    before = sentence(page)
    page.get_by_role("combobox", name="Break down by").click()
    page.get_by_role("option", name="Age group", exact=True).click()
    page.wait_for_url("**by=Age*")
    settle(page)
    assert sentence(page) != before
    with browser.new_context(**LOOKS["light"]) as context:
        other = Visit(context, server).open(page.url)
        assert sentence(other) == sentence(page)
        assert about(other) == about(page)


def test_the_link_drops_what_another_dataset_does_not_have(visit):
    page = visit().open("/?year=All years&question=Q16")
    page.get_by_role("combobox", name="Evidence").click()
    page.get_by_role("option", name=made.OFFICIAL.name).click()
    expect(page.get_by_role("combobox", name="Year")).to_have_value("2018")
    settle(page)
    assert "year" not in link(page)
    assert link(page)["dataset"] == made.OFFICIAL.name
    assert not page.get_by_test_id("stAlert").count()


def test_the_link_to_copy_is_the_link_of_the_view(visit):
    page = visit().open(LINK)
    page.get_by_role("button", name="Link to this view").click()
    assert page.get_by_test_id("stCode").inner_text().strip() == page.url


@pytest.mark.parametrize("path", ["/", LINK, "/places?level=trust"])
def test_a_file_says_what_it_is_about(visit, path):
    page = visit().open(path)
    with page.expect_download() as waited:
        page.get_by_role("button", name="Download CSV", exact=True).click()
    assert waited.value.suggested_filename.startswith("synthetic-")
    text = Path(waited.value.path()).read_text(encoding="utf-8-sig")
    heading = [line for line in text.splitlines() if line.startswith("#")]
    assert heading[0].startswith("# Source: Demonstration survey (synthetic).")
    assert heading[1].startswith("# SYNTHETIC:")
    assert heading[2].startswith("# People: ")
    assert len(text.splitlines()) > len(heading) + 2


def test_the_first_visit_makes_the_whole_survey(browser, app_path, tmp_path):
    workspace = tmp_path / "new" / "workspace.duckdb"
    with (
        serving(app_path, workspace, tmp_path / "log") as fresh,
        browser.new_context(**LOOKS["light"]) as context,
    ):
        page = Visit(context, fresh).open(LINK)
        assert_is_about_the_trust(page)
        assert not fresh.tracebacks
    assert workspace.exists()
