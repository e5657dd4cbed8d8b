import numpy as np
import pytest

from analysis.bench.identifiers import NAMED, STRUCTURED, Planted, named, numbered, people, planted
from analysis.bench.redaction import is_gone


def recall(comments):
    return np.mean([is_gone(comment) for comment in comments])


@pytest.mark.parametrize("kind", STRUCTURED)
def test_every_structured_identifier_is_found(kind):
    rng = np.random.default_rng(1)
    for _ in range(150):
        comment = planted("The staff were kind. I waited.", numbered(kind, rng), rng)
        assert is_gone(comment), comment.text


@pytest.mark.parametrize(
    "origin", ["UK", "South Asian", "Turkish", "West African", "Polish", "Chinese"]
)
def test_names_of_every_origin_are_found_alike(origin):
    known, rng = people(origin), np.random.default_rng(1)
    for form in NAMED:
        found = recall(named(form, known, rng) for _ in range(150))
        assert found > (0.8 if form == "small letters, alone" else 0.88), form


def test_what_stays_is_seen():
    assert not is_gone(Planted("the ward was clean", ((4, 8),)))
    assert is_gone(Planted("Dr Khan was kind", ((3, 7),)))
    assert not is_gone(Planted("Dr Khan was kind", ((3, 16),)))


def test_the_spot_moves_with_the_sentence():
    comment = planted("One. Two.", Planted("Dr Khan came.", ((3, 7),)), np.random.default_rng(2))
    assert [comment.text[a:b] for a, b in comment.spots] == ["Khan"]
