from __future__ import annotations

import made
import numpy as np
import pytest

from analysis.store import Dataset, Workspace, build, gate
from analysis.store.comments import answering, coded_by, comments
from analysis.survey import (
    NOT_ASSIGNED,
    InputError,
    Population,
    UnknownChoice,
    mention,
    question,
    wrote,
)

from .diaries import CODED, Diaries, diary

ALL = Population.of("made")
SAID = [
    *((i, "food") for i in range(12)),
    *((i, "waiting") for i in range(6, 30)),
    *((i, "parking") for i in range(30, 45)),
]


@pytest.fixture(scope="module")
def workspace(written) -> Workspace:
    """Return 60 people of whom 45 wrote, on food, waiting and parking."""
    praise = diary(*SAID[:12], box="good", tone=1)
    wish = diary(*SAID[12:], box="better", tone=-1)
    return written(made.crowd(60), praise, wish)


def asked(theme: str, tone: str = "any"):
    return mention("made", theme, theme, (2016, 2017, 2018), tone)


def test_comments_are_read_as_they_were_put(workspace):
    found = comments(workspace, "made")
    assert found.person.tolist() == [person for person, _ in SAID]
    assert found.length.tolist() == [len(text) for _, text in SAID]
    assert found.frameworks == (CODED,) == coded_by(workspace, "made")
    assert set(found.tone[:12]) == {1}
    assert set(found.tone[12:]) == {-1}
    texts = [text for _, text in SAID]
    for theme in ("food", "waiting"):
        assert found.about("made", theme).tolist() == [theme == text for text in texts]
    assert found.about("made", NOT_ASSIGNED).tolist() == [text == "parking" for text in texts]
    assert comments(workspace, "made") is found


def test_a_last_theme_of_63_has_its_own_bit(tmp_path):
    from analysis.store.comments import Comments
    from analysis.store.written import Coded

    coded = Coded("many", "", tuple((f"t{i}", "") for i in range(63)))
    bits = {"many": np.array([1 << 62, 1], dtype=np.uint64)}
    none = np.zeros(2, dtype=np.int32)
    found = Comments(none, none.astype("u1"), none, none.astype("i1"), bits, (coded,))
    assert found.about("many", "t62").tolist() == [True, False]
    assert found.about("many", "t0").tolist() == [False, True]


@pytest.mark.parametrize(
    ("theme", "tone", "people"),
    [
        ("food", "any", 12),
        ("food", "praise", 12),
        ("food", "criticism", 0),
        ("waiting", "any", 24),
        ("waiting", "criticism", 24),
        (NOT_ASSIGNED, "any", 15),
    ],
)
def test_a_theme_is_a_question_to_those_who_wrote(workspace, theme, tone, people):
    row = gate.scores(workspace, ALL, [asked(theme, tone)]).frame.iloc[0]
    assert row["n"] == 45
    assert row["score"] == pytest.approx(people / 45)


def test_having_written_is_a_question_to_all(workspace):
    row = gate.scores(workspace, ALL, [wrote((2018,))]).frame.iloc[0]
    assert (row["n"], row["score"]) == (60, 45 / 60)


def test_questions_of_the_survey_are_answered_as_ever(workspace):
    plain = answering(workspace, "made", [question("Q59")])
    assert plain is answering(workspace, "made", [question("Q1")])


def test_one_framework_at_a_time(workspace):
    other = mention("other", "food", "", (2018,))
    with pytest.raises(InputError, match="one framework at a time"):
        answering(workspace, "made", [asked("food"), other])
    with pytest.raises(UnknownChoice, match="framework"):
        answering(workspace, "made", [other])


def test_themes_that_are_not_there_are_named(workspace):
    found = comments(workspace, "made")
    with pytest.raises(UnknownChoice, match="waiting"):
        found.about("made", "wating")


def test_without_comments_there_is_nothing_to_ask(few):
    assert comments(few, "made") is None
    assert coded_by(few, "made") == ()
    with pytest.raises(InputError, match="has no comments"):
        answering(few, "made", [asked("food")])


def test_comments_are_replaced_whole_and_go_with_their_dataset(tmp_path):
    path = tmp_path / "workspace.duckdb"
    crowd = made.crowd(40)
    with build(path) as builder:
        dataset = Dataset("made", "Made", "respondents", "A test.")
        builder.add_respondents(dataset, [(crowd, crowd.iloc[:0][["year"]])])
        builder.add_comments("made", [CODED], Diaries([diary((0, "food"), (1, "waiting"))]))
    with build(path) as builder:
        builder.add_comments("made", [CODED], Diaries([diary((7, "parking food"))]))
    with Workspace.open(path) as workspace:
        assert comments(workspace, "made").person.tolist() == [7]
        assert coded_by(workspace, "made") == (CODED,)
    with build(path) as builder:
        builder.remove("made")
        tables = builder._connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        assert not [name for (name,) in tables if ":" in name]
        assert builder._connection.execute("SELECT count(*) FROM theme").fetchone() == (0,)
