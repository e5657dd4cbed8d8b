from __future__ import annotations

import importlib.util
from dataclasses import replace

import pytest

from analysis.__main__ import main
from analysis.bench import engine, peers

FEW = 1_000


@pytest.fixture(scope="module")
def race() -> engine.Race:
    return engine.race(FEW, rounds=1)


def test_all_ways_are_timed_with_the_engine_first(race):
    assert "whole sheet" in race.measured[0].name
    assert len(race.measured) == 3 + len(peers.peers())
    assert all(m.elapsed > 0 and m.processor >= 0 and m.threads >= 1 for m in race.measured)
    assert 45 < race.bytes_each < 500


def test_the_page_has_a_line_a_way_and_ratios(race):
    first = replace(race.measured[0], elapsed=50.0, processor=40.0)
    other = replace(first, name="pandas", elapsed=1_000.0, processor=800.0)
    page = engine.report(replace(race, measured=(first, other)))
    assert "| pandas | 1 |" in page
    assert "| 1,000 | 800 | 20.0 | 20.0 |" in page
    assert "| Polars | not installed |" in page
    assert f"for {FEW:,} respondents" in page


def test_a_peer_that_is_not_installed_is_left_out(monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda n: None if n == "polars" else find(n))
    assert not [p for p in peers.peers() if "Polars" in p.name]


@pytest.mark.parametrize("part", [0, 1])
def test_a_peer_that_finds_other_numbers_is_noticed(part, monkeypatch):
    def wrong(task: peers.Task) -> peers.Scoring:
        found = peers._pandas(task)()
        found[part, 1, 2] += 1
        return lambda: found

    monkeypatch.setattr(engine, "peers", lambda: [peers.Peer("Wrong", 1, wrong)])
    with pytest.raises(AssertionError, match="Wrong does not find"):
        engine.race(20 * FEW, rounds=1)


def test_too_few_respondents_are_refused(capsys):
    assert main(["bench", "engine", "--respondents", "5"]) == 2
    assert "at least 1,000" in capsys.readouterr().err
