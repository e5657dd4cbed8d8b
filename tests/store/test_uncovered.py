from dataclasses import dataclass

import pytest

from analysis.store import Policy
from analysis.store.comments import comments
from analysis.store.uncovered import uncovered
from analysis.survey import NOT_ASSIGNED, InputError, UnknownChoice


@dataclass(frozen=True)
class Topic:
    words: tuple[str, ...]
    comments: tuple[int, ...]


def test_the_reader_gets_the_comments_without_a_theme(commented):
    given = {}

    def find(texts, people):
        given["texts"], given["people"] = list(texts), list(people)
        return []

    found = uncovered(commented, "demo", "cancer", find)
    written = comments(commented, "demo")
    rows = written.about("cancer", NOT_ASSIGNED)
    assert given["people"] == written.person[rows].tolist()
    assert all(isinstance(text, str) for text in given["texts"])
    assert found.frame.empty
    assert list(found.frame) == ["topic", "words", "people"]


def test_words_and_topics_of_few_people_do_not_leave(commented):
    def find(texts, people):
        rare = next(w for t in texts for w in t.split() if sum(w in u for u in texts) == 1)
        all_ = tuple(range(len(texts)))
        return [
            Topic(("the", rare, texts[0]), all_),
            Topic(("the",), all_[:9]),
            Topic((rare,), all_),
        ]

    frame = uncovered(commented, "demo", "cancer", find).frame
    assert frame["words"].tolist() == [("the",)]
    assert frame["topic"].tolist() == [1]
    assert frame["people"].iloc[0] >= 10


def test_a_tighter_policy_lets_less_out(commented):
    def find(texts, people):
        return [Topic(("the",), tuple(range(len(texts))))]

    assert uncovered(commented, "demo", "cancer", find, policy=Policy(100_000)).frame.empty


def test_what_is_not_there_is_said(commented, demo):
    with pytest.raises(UnknownChoice, match="mine"):
        uncovered(commented, "demo", "mine", lambda texts, people: [])
    with pytest.raises(InputError, match="no comments"):
        uncovered(demo, "demo", "cancer", lambda texts, people: [])
