from __future__ import annotations

import pytest

from analysis.comments.agreement import Agreement
from analysis.comments.learning import Model, ThemeFigures
from analysis.present.sentences import reading as sentences
from analysis.results.reading import Reading, Sought
from analysis.store import Coded, Policy
from analysis.survey import NOT_ASSIGNED, Population

CODED = Coded("made", "", (("travel", "Travel and parking"),))


def found(sought: Sought, total: int = 1240, people: int = 1238, **where: object) -> Reading:
    population = Population.of("demo", **where)
    return Reading(population, sought, CODED, (), total, people, 1, 1, True, Policy())


@pytest.mark.parametrize(
    ("sought", "said"),
    [
        (Sought(), "1,240 comments by 1,238 people can be read here."),
        (Sought("parking"), "1,240 comments by 1,238 people match “parking”."),
        (Sought(' "car  park" '), '1,240 comments by 1,238 people match "car park".'),
        (
            Sought(theme="travel"),
            "1,240 comments by 1,238 people are about “Travel and parking”.",
        ),
        (Sought(theme=NOT_ASSIGNED), "1,240 comments by 1,238 people have no theme."),
        (
            Sought("cost", "travel", "criticism", "better"),
            (
                "1,240 comments with criticism under “What could be better” by 1,238 people are "
                "about “Travel and parking” and match “cost”."
            ),
        ),
    ],
)
def test_the_first_sentence_counts_and_says_what_of(sought, said):
    assert sentences.reading(found(sought)) == said


def test_filters_on_places_and_people_are_said_to_show_a_part():
    assert sentences.part_shown(found(Sought(), years=[2018])) == ""
    assert "part of the comments" in sentences.part_shown(found(Sought(), at="RJ1"))
    assert "by chance" in sentences.part_shown(found(Sought(), groups={"sex": ["female"]}))


def test_labels_are_counted_and_what_is_missing_said():
    assert sentences.labelled(12) == "12 of 40 comments labelled."
    assert sentences.labelled(40) == "40 comments labelled."
    assert "starts at 40" in sentences.TRAINING
    assert "once 10 of them" in sentences.TRAINING


def test_what_was_learned_says_where_the_model_is_used():
    one, two = Agreement(20, 20, 10), Agreement(20, 20, 15)

    def model(*used: str) -> Model:
        figures = tuple(ThemeFigures("travel", u, one, two) for u in used)
        return Model(None, None, None, figures, 50)

    assert "all 2 themes at least as well" in sentences.learned(model("dictionary", "dictionary"))
    assert sentences.learned(model("dictionary", "model")).startswith("For 1 of 2 themes the model")


@pytest.mark.parametrize(
    ("kept", "approved", "said"),
    [
        (0, 0, "The reading list is empty."),
        (1, 0, "1 quote kept, none of them read and ready to download."),
        (3, 2, "3 quotes kept, 2 of them read and ready to download."),
        (2, 2, "2 quotes kept, read and ready to download."),
    ],
)
def test_the_reading_list_says_how_many_may_leave(kept, approved, said):
    assert sentences.quotes(kept, approved) == said
