"""Someone reads all they may, and tries to learn who wrote it."""

from __future__ import annotations

from itertools import combinations, product

import made
import numpy as np
import pandas as pd
import pytest

from analysis.store import Policy
from analysis.store.comments import comments
from analysis.store.index import Index
from analysis.store.reading import Read, TooFew, Wanted, read
from analysis.survey import NOT_ASSIGNED, InputError, Population, UnknownChoice
from analysis.survey.query import Either, Every, Without

from .diaries import diary, word

ALL = Population.of("made")
PEOPLE = 1500
FILTERS = {
    "years": [[2016], [2017], [2018], [2016, 2017]],
    "at": [*made.TRUSTS[:3], *made.ALLIANCES[:3]],
    "sex": [["female"], ["male"]],
    "ethnicity": [["white"], ["asian"], ["white", "mixed"], ["not-given"]],
    "age": [["16-24"], ["35-44", "45-54"]],
}


def texts(found: Read) -> set[str]:
    return set(found.frame["text"])


def everything(workspace, population: Population, **wanted) -> Read:
    return read(workspace, population, Wanted(**wanted), most=100_000)


def people_behind(found: Read) -> set[int]:
    """Who wrote, which each text of these tests ends with."""
    return {int(text.split()[-1]) for text in found.frame["text"]}


@pytest.fixture(scope="module")
def crowd(written):
    """Return a survey in which everybody wrote once or twice, and every text says who wrote it."""
    rng = np.random.default_rng(5)
    topics = np.array(["waiting", "food", "waiting food", "parking", "nurse nurse"], dtype=object)
    first = [(i, f"{topics[rng.integers(5)]} {i}") for i in range(PEOPLE)]
    again = [(i, f"more {topics[rng.integers(5)]} {i}") for i in range(0, PEOPLE, 3)]
    both = sorted(first + again)
    return written(made.crowd(PEOPLE), diary(*both[:900]), diary(*both[900:], box="good"))


def populations(depth: int) -> list[Population]:
    """Return every population with up to so many filters."""
    found = []
    for names in (n for d in range(1, depth + 1) for n in combinations(FILTERS, d)):
        for kept in product(*(FILTERS[name] for name in names)):
            chosen = dict(zip(names, kept, strict=True))
            place = {k: chosen.pop(k) for k in ("years", "at") if k in chosen}
            found.append(Population.of("made", **place, groups=chosen))
    return found


def views(workspace, asked: list[Population], **wanted) -> list[Read]:
    found = []
    for population in asked:
        try:
            found.append(everything(workspace, population, **wanted))
        except TooFew:
            continue
    return found


def test_no_view_is_of_few_and_all_views_together_single_nobody_out(crowd):
    shown = views(crowd, populations(2))
    assert len(shown) > 30
    assert min(len(people_behind(v)) for v in shown) >= 10
    assert all(len(people_behind(v)) == v.people for v in shown)
    known = np.array([np.isin(np.arange(PEOPLE), list(people_behind(v))) for v in shown])
    alike = np.unique(known, axis=1, return_counts=True)[1]
    assert alike.size > 10
    assert alike.min() >= 10


def test_themes_and_words_part_nobody_from_the_people_they_are_among(crowd):
    """A theme may part a filter's comments, but each view is still of enough people."""
    for wanted in (
        {"framework": "made", "theme": "food"},
        {"framework": "made", "theme": NOT_ASSIGNED},
        {"query": word("parking")},
        {"query": Every((word("nurse"), Without(word("food"))))},
        {"boxes": ("good",)},
    ):
        shown = views(crowd, populations(1), **wanted)
        assert shown
        assert min(len(people_behind(v)) for v in shown) >= 10


def test_without_a_filter_everything_is_read(crowd):
    found = everything(crowd, ALL)
    assert (found.comments, found.people) == (2000, PEOPLE)
    assert len(texts(found)) == 2000


def test_filters_show_only_people_they_name(crowd):
    found = everything(crowd, Population.of("made", groups={"sex": ["female"]}))
    frame = made.crowd(PEOPLE)
    assert set(frame["sex"].iloc[sorted(people_behind(found))]) == {"female"}


def test_nothing_says_who_wrote(crowd):
    frame = everything(crowd, ALL).frame
    assert frame.columns.tolist() == ["comment", "box", "tone", "themes", "text"]
    assert sorted(frame["comment"]) == list(range(2000))
    by_number = frame.sort_values("comment")["text"].str.split().str[-1].astype(int).to_numpy()
    for person in (by_number, frame["text"].str.split().str[-1].astype(int).to_numpy()):
        assert (person[:-1] == person[1:]).sum() < 5
        assert abs(np.corrcoef(person, np.arange(2000))[0, 1]) < 0.1


def test_the_numbers_of_comments_can_not_be_foretold(written):
    def numbers(last: str) -> list[int]:
        said = diary(*((i, "waiting") for i in range(99)), (99, last))
        workspace = written(made.crowd(100), said)
        return Index(workspace, "made", comments(workspace, "made")).order.tolist()

    assert numbers("waiting") == numbers("waiting")
    assert numbers("waiting") != numbers("waitings")


def test_pages_hold_everything_once(crowd):
    wanted = Wanted(query=word("nurse"))
    whole = read(crowd, ALL, wanted, most=5000).frame
    pages = [read(crowd, ALL, wanted, start=s, most=70).frame for s in range(0, len(whole), 70)]
    assert pd.concat(pages, ignore_index=True).equals(whole)


@pytest.fixture(scope="module")
def odd(written):
    """Return 60 people of whom a few write what nobody else does."""
    said = [
        *((i, "parking cost") for i in range(3)),
        *((i, "parking") for i in range(3, 30)),
        *((i, "cost") for i in range(30, 50)),
        *((i, "tram late") for i in range(50, 59)),
        *((i, "late waiting room") for i in range(12)),
        *((i, "waiting for a room") for i in range(12, 30)),
        (59, "zebra"),
        (59, "zebra zebra"),
    ]
    return written(made.crowd(60), diary(*said))


RARE = "can't be looked for"


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (word("zebra"), RARE),
        (word("unicorn"), RARE),
        (word("tram"), RARE),
        (Without(word("zebra")), RARE),
        (Without(Without(word("zebra"))), RARE),
        (Either((word("parking"), word("zebra"))), RARE),
        (Either((word("parking"), word("unicorn"))), RARE),
        (Every((word("parking"), Without(word("tram")))), RARE),
        (Every((word("parking"), word("cost"))), RARE),
        (Either((word("late"), Every((word("parking"), word("cost"))))), RARE),
        (Every((word("parking"), Without(Every((word("parking"), word("cost")))))), RARE),
        (Every((word("parking"), Without(word("cost")))), "What NOT leaves out"),
        (Either((word("late"), Every((word("parking"), Without(word("cost")))))), "NOT leaves out"),
        (word("room late"), RARE),
        (word("late tram"), RARE),
    ],
    ids=str,
)
def test_no_search_finds_few_people_or_leaves_few_out(odd, query, why):
    with pytest.raises(TooFew, match=why) as refused:
        everything(odd, ALL, query=query)
    assert "zebra" not in str(refused.value).replace("“zebra”", "")


def test_what_many_write_is_found(odd):
    assert everything(odd, ALL, query=word("parking")).people == 30
    assert everything(odd, ALL, query=word("waiting room")).people == 12
    every = everything(odd, ALL, query=Every((word("waiting"), word("room"))))
    assert every.people == 30
    without = everything(odd, ALL, query=Every((word("room"), Without(word("late")))))
    assert without.people == 18


def test_a_themes_few_writers_are_not_shown(written):
    said = [*((i, "food") for i in range(9)), *((i, "parking") for i in range(9, 40))]
    workspace = written(made.crowd(40), diary(*said))
    with pytest.raises(TooFew, match="Fewer than 10 people"):
        everything(workspace, ALL, framework="made", theme="food")
    with pytest.raises(TooFew, match="Fewer than 10 people"):
        everything(workspace, ALL, framework="made", theme="waiting")
    assert everything(workspace, ALL, framework="made", theme=NOT_ASSIGNED).people == 31


def test_people_are_counted_and_not_comments(written):
    workspace = written(made.crowd(40), diary(*((i % 9, "food") for i in range(200))))
    with pytest.raises(TooFew):
        everything(workspace, ALL)


def test_themes_are_told_of_the_framework_asked_for(crowd):
    frame = everything(crowd, ALL, framework="made").frame
    for themes, text in zip(frame["themes"], frame["text"], strict=True):
        assert themes == tuple(t for t in ("waiting", "food") if t in text.split())
    assert set(everything(crowd, ALL).frame["themes"]) == {()}


def test_tones_and_boxes_choose(written):
    praise = diary(*((i, f"parking {i}") for i in range(20)), box="good", tone=1)
    wish = diary(*((i, f"cost {i}") for i in range(20, 40)), box="better", tone=-1)
    workspace = written(made.crowd(40), praise, wish)
    found = everything(workspace, ALL, tones=(1,))
    assert set(found.frame["tone"]) == {1}
    assert people_behind(found) == set(range(20))
    assert set(everything(workspace, ALL, boxes=("better",)).frame["box"]) == {"better"}
    assert everything(workspace, ALL, boxes=("better", "good")).people == 40


def test_the_best_come_first_but_nobody_alone_does(written):
    best = [(i, "parking " * 5 + str(i)) for i in range(10)]
    rest = [(i, f"once there was parking near the big gate {i}") for i in range(10, 60)]
    workspace = written(made.crowd(60), diary(*rest, *best))
    found = everything(workspace, ALL, query=word("parking")).frame
    first = found.iloc[:10]
    assert {int(t.split()[-1]) for t in first["text"]} == set(range(10))
    assert first["comment"].is_monotonic_increasing

    alone = written(made.crowd(60), diary(*rest, *best[:1], (1, "gate"), (2, "gate")))
    found = everything(alone, ALL, query=Either((word("parking"), word("gate")))).frame
    assert found.iloc[:10]["comment"].is_monotonic_increasing


def test_an_operators_stricter_policy_is_kept(crowd, monkeypatch):
    monkeypatch.setenv("PEX_MINIMUM_BASE", "300")
    shown = views(crowd, populations(1))
    assert all(v.people >= 300 and v.policy == Policy(300) for v in shown)
    asked_for_less = read(crowd, ALL, Wanted(), policy=Policy(10))
    assert asked_for_less.policy == Policy(300)


def test_what_is_not_there_is_said_in_words(crowd, fill):
    with pytest.raises(UnknownChoice, match="framework"):
        everything(crowd, ALL, framework="mad", theme="food")
    with pytest.raises(UnknownChoice, match="theme"):
        everything(crowd, ALL, framework="made", theme="foods")
    with pytest.raises(InputError, match="has no comments"):
        everything(fill(made.crowd(20)), ALL)


@pytest.mark.parametrize(
    ("query", "others", "typed"),
    [
        (word("parking"), ("cost",), Either((word("parking"), word("cost")))),
        (word("parking"), ("zebra", "tram", "unicorn"), word("parking")),
        (word("parking"), ("zebra", "cost"), Either((word("parking"), word("cost")))),
        (Every((word("room"), Without(word("late")))), ("waiting",), None),
    ],
    ids=str,
)
def test_other_words_find_what_typing_them_finds_and_rare_ones_are_left_aside(
    odd, query, others, typed
):
    """So an expanded search tells nothing that typed ones do not."""
    asked = query if isinstance(query, type(word("a"))) else query.parts[0]
    found = everything(odd, ALL, query=query, others={asked: tuple(map(word, others))})
    if typed is None:
        typed = Every((Either((word("room"), word("waiting"))), Without(word("late"))))
    assert found.query == typed
    pd.testing.assert_frame_equal(found.frame, everything(odd, ALL, query=typed).frame)
    assert "zebra" not in set(" ".join(found.frame["text"]).split())


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (word("zebra"), RARE),
        (Every((word("parking"), word("cost"))), RARE),
        (Every((word("parking"), Without(word("tram")))), RARE),
        (Every((word("parking"), Without(word("cost")))), "What NOT leaves out"),
    ],
    ids=str,
)
def test_other_words_open_no_way_to_what_few_write(odd, query, why):
    """Neither for the rare word itself nor for a part, nor behind NOT."""
    others = {
        word("zebra"): (word("parking"),),
        word("cost"): (word("zebra"), word("tram")),
        word("tram"): (word("late"),),
        word("parking"): (word("unicorn"),),
    }
    with pytest.raises(TooFew, match=why):
        everything(odd, ALL, query=query, others=others)


def test_what_not_leaves_out_counts_the_other_words_too(odd):
    """3 people wrote "parking cost"; that must not be told by what other words of "late" add."""
    query = Every((word("late"), Without(word("cost"))))
    with pytest.raises(TooFew, match="What NOT leaves out"):
        everything(odd, ALL, query=query, others={word("late"): (word("parking"),)})
