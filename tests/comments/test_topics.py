from __future__ import annotations

import numpy as np

from analysis.comments.topics import LEAST_PEOPLE, candidate_topics

PETS = ["the therapy dog visited", "a dog came to see us", "our dog visited the patients"]
RADIO = [
    "hospital radio played requests",
    "the radio presenter was fun",
    "radio requests all night",
]


def comments(n=20):
    return [PETS[i % 3] for i in range(n)] + [RADIO[i % 3] for i in range(n + 9)]


def test_topics_come_largest_first_with_words_people_and_places():
    texts = comments()
    first, second = candidate_topics(texts, most=2)
    assert "radio" in first.words
    assert "dog" in second.words
    assert (first.people, second.people) == (29, 20)
    assert all("radio" in texts[i] for i in first.comments)
    assert all("dog" in texts[i] for i in second.comments)


def test_words_of_few_people_are_never_shown():
    rare = [f"{text} zebedee" for text in comments()[: LEAST_PEOPLE - 1]]
    texts = rare + comments()[LEAST_PEOPLE - 1 :]
    assert all("zebedee" not in topic.words for topic in candidate_topics(texts))
    twice = [*texts, rare[0]]
    people = [*range(len(texts)), 0]
    assert all("zebedee" not in topic.words for topic in candidate_topics(twice, people))


def test_people_count_once():
    texts = comments()
    assert candidate_topics(texts, np.zeros(len(texts), dtype=int)) == ()
    people = [i // 2 for i in range(len(texts))]
    assert max(t.people for t in candidate_topics(texts, people)) <= 15


def test_there_may_be_no_topic():
    assert candidate_topics([]) == ()
    assert candidate_topics(["", "the of"]) == ()
    assert candidate_topics(["one comment about parking"]) == ()


def test_topics_are_the_same_each_time():
    texts = comments()
    assert candidate_topics(texts) == candidate_topics(texts)
