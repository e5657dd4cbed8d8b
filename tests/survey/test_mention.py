from __future__ import annotations

import pytest

from analysis.survey import NOT_ASSIGNED, is_about_comments, mention, question, wrote


@pytest.mark.parametrize(
    ("tone", "counted"),
    [("any", {2, 3, 4, 5}), ("praise", {2, 4}), ("criticism", {3, 4})],
)
def test_what_counts_as_a_mention_depends_on_the_tone(tone, counted):
    asked = mention("cancer", "waiting", "Waiting", (2018,), tone)
    assert set(asked.codes("positive")) == counted
    assert set(asked.codes("negative")) == {1, 2, 3, 4, 5} - counted
    assert (asked.code, asked.label, asked.years) == ("cancer:waiting", "Waiting", (2018,))


def test_all_tones_have_the_same_answers_so_that_they_are_hidden_alike():
    labels = {
        tuple((o.code, o.label) for o in mention("f", NOT_ASSIGNED, "", (), tone).options)
        for tone in ("any", "praise", "criticism")
    }
    assert len(labels) == 1


def test_having_written_is_asked_of_everyone():
    asked = wrote((2017, 2018))
    assert asked.asked == "All respondents"
    assert asked.codes("positive") == (2,) or set(asked.codes("positive")) == {2}
    assert is_about_comments(asked)
    assert not is_about_comments(question("Q59"))
