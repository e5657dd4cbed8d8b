from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.bench import pages

ROOT = Path(__file__).parents[2]


def test_every_script_of_the_app_is_a_page():
    assert set(pages.names()) == {p.stem for p in (ROOT / "pages").glob("*.py")}
    assert {"summary", "groups", "places", "methods"} <= set(pages.names())


def test_settings_are_never_the_same_and_the_seed_makes_them():
    found = list(islice(pages.settings(3), 40))
    assert len({str(choices) for choices in found}) == 40
    assert found == list(islice(pages.settings(3), 40))
    assert found != list(islice(pages.settings(4), 40))
    assert any(choices["place"] == "ENG" for choices in found)
    assert any(any(isinstance(v, list) and v for v in choices.values()) for choices in found)


def test_a_page_is_timed_once_a_setting(demo_path):
    found = pages.timed("groups", demo_path, 2)
    assert found.name == "groups"
    assert len(found.milliseconds) == len(found.processor) == 2
    assert all(5 < ms < 60_000 for ms in found.milliseconds)


def test_the_page_says_who_is_within_the_limit():
    fast = pages.Timed("fast", (100.0,) * 20, (90.0,) * 20)
    slow = pages.Timed("slow", (200.0,) * 18 + (1_000.0,) * 2, (90.0,) * 20)
    page = pages.report([fast, slow], 281_000, 512.4)
    assert "| fast | 100 | 100 | 90 | 90 | yes |" in page
    assert "| slow | 200 | 1,000 | 90 | 90 | no |" in page
    assert "281,000 respondents" in page
    assert "512 megabytes" in page
    assert "20 times" in page


def test_asking_no_page_is_refused(capsys):
    assert main(["bench", "pages", "--tries", "0"]) == 2
    assert "at least once" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["page.md", "no/page.md"])
def test_the_report_is_written_or_refused(monkeypatch, tmp_path, capsys, name):
    monkeypatch.setattr(pages, "names", list)
    words = ["bench", "pages", "--respondents", "1000", "--out", str(tmp_path / name)]
    worked = main(words) == 0
    assert worked == (name == "page.md") == (tmp_path / name).exists()
    assert worked or "can't be written" in capsys.readouterr().err
