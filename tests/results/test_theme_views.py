"""Themes over time, by place, together, in words, and what has none."""

import pytest

from analysis.results import Unavailable
from analysis.results.place_list import PlaceScores
from analysis.results.theme_candidates import theme_candidates
from analysis.results.theme_overlap import STRONG, theme_overlap
from analysis.results.theme_places import theme_places
from analysis.results.theme_words import neutral_stems, theme_words
from analysis.results.theme_years import theme_years
from analysis.results.themes import themes
from analysis.survey import Population, UnknownChoice, dimension, level

EVERYONE = Population.of("demo")


def test_years_are_all_there_whatever_year_is_chosen(commented):
    found = theme_years(commented, Population.of("demo", years=[2018]))
    assert found.years == (2015, 2016, 2017, 2018)
    assert len(found.frame) == 4 * (len(found.framework.themes) + 1)
    assert found.population.years == ()
    assert any("choice of year" in note for note in found.notes)


def test_a_year_has_the_shares_of_that_year_alone(commented):
    found = theme_years(commented, EVERYONE, tone="praise")
    alone = themes(commented, Population.of("demo", years=[2018]))
    after = found.ends.set_index("theme")["after"]
    assert after.to_dict() == pytest.approx(alone.frame.set_index("theme")["praise"].to_dict())
    change = found.ends["after"] - found.ends["before"]
    assert found.ends["difference"].tolist() == pytest.approx(change.tolist())


def test_nothing_changes_where_no_change_was_planted(commented):
    found = theme_years(commented, EVERYONE)
    assert (found.ends["verdict"] == "unclear").mean() > 0.9
    assert (found.ends["p_adjusted"] >= found.ends["p"]).all()


def test_places_are_those_of_the_level_with_their_ranges(commented):
    found = theme_places(commented, EVERYONE, level("alliance"), "waits", tone="criticism")
    assert isinstance(found, PlaceScores)
    assert len(found.frame) == 19
    assert found.question.label == dict(themes(commented, EVERYONE).framework.themes)["waits"]
    assert found.frame["band"].isin(["above", "expected", "below"]).sum() > 10
    assert "who wrote" in found.notes[0]


def test_a_theme_that_does_not_exist_is_named(commented):
    with pytest.raises(UnknownChoice, match="weather"):
        theme_places(commented, EVERYONE, level("trust"), "weather")


def test_overlap_is_the_same_either_way_round(commented):
    found = theme_overlap(commented, EVERYONE)
    pairs = found.frame.set_index(["theme", "other"])
    one, other = pairs.loc[("kindness", "waits")], pairs.loc[("waits", "kindness")]
    assert one["both"] == other["both"]
    assert one["ratio"] == pytest.approx(other["ratio"])
    assert one["share"] == pytest.approx(one["both"] / one["first"])
    assert one["p_adjusted"] == other["p_adjusted"]
    half = len(found.framework.themes) * (len(found.framework.themes) - 1) // 2
    assert found.family <= half


def test_links_that_are_called_so_are_strong_and_clear(commented):
    frame = theme_overlap(commented, EVERYONE).frame
    linked = frame[frame["verdict"] == "higher"]
    assert len(linked)
    assert (linked["ratio"] >= STRONG).all()
    assert (linked["p_adjusted"] <= 0.05).all()
    hidden = frame[frame["verdict"] == "hidden"]
    assert hidden[["both", "first", "second", "n", "share", "ratio"]].isna().all(axis=None)


def test_cancers_are_known_by_their_words(commented):
    found = theme_words(commented, EVERYONE, dimension("tumour"))
    words = found.of_group("breast")
    assert "lump" in words["stem"].tolist()
    assert (words["score"] > words["usual"]).all()
    assert (words[["users", "others"]] >= found.policy.minimum).all(axis=None)
    assert words["z"].is_monotonic_decreasing


def test_words_are_shown_as_they_are_written(commented):
    words = theme_words(commented, EVERYONE, dimension("tumour")).frame
    written = words[~words["word"].str.endswith("-")]
    assert len(written) > len(words) / 2
    assert [w[:3] for w in written["word"]] == [s[:3] for s in written["stem"]]


def test_words_that_say_nothing_are_left_out(commented):
    assert {"the", "veri", "they"} <= neutral_stems()
    assert "nurs" not in neutral_stems()
    words = theme_words(commented, EVERYONE, dimension("sex")).frame
    assert not set(words["stem"]) & neutral_stems()


def test_candidates_are_of_enough_people(commented):
    found = theme_candidates(commented, "demo", "qdc")
    assert len(found.frame)
    assert (found.frame["people"] >= found.policy.minimum).all()
    assert all(found.frame["words"])


@pytest.mark.parametrize(
    "ask",
    [
        lambda ws: theme_years(ws, EVERYONE),
        lambda ws: theme_places(ws, EVERYONE, level("trust"), "waits"),
        lambda ws: theme_overlap(ws, EVERYONE),
        lambda ws: theme_words(ws, EVERYONE, dimension("sex")),
        lambda ws: theme_candidates(ws, "demo"),
    ],
)
def test_without_comments_nothing_is_made_up(demo, ask):
    with pytest.raises(Unavailable, match="no comments"):
        ask(demo)
