from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.survey.query import Either, Every, Query, Without, Word, parts_of, wanted_of, widened

A, B, C = (Word(letter, (letter,)) for letter in "abc")

queries = st.recursive(
    st.sampled_from([A, B, C]),
    lambda inner: (
        st.builds(Without, inner)
        | st.lists(inner, min_size=2, max_size=3).map(tuple).map(Every)
        | st.lists(inner, min_size=2, max_size=3).map(tuple).map(Either)
    ),
    max_leaves=8,
)


def test_every_part_is_given_out_what_is_left_out_included():
    query = Either((Every((A, Without(B))), C))
    assert list(parts_of(query)) == [query, query.parts[0], A, Without(B), B, C]


def test_what_is_left_out_is_not_wanted():
    assert list(wanted_of(Either((Every((A, Without(B))), C)))) == [A, C]
    assert list(wanted_of(Without(Without(A)))) == []


@given(queries)
def test_what_is_wanted_is_among_the_parts(query: Query):
    parts = list(parts_of(query))
    assert parts[0] == query
    assert set(wanted_of(query)) <= {part for part in parts if isinstance(part, Word)}


BUS, TRAIN, TEA = (Word(w, (w,)) for w in ("bus", "train", "tea"))


def test_other_words_stand_in_for_what_is_asked_for_only():
    others = {BUS: (TRAIN,)}
    both = Either((BUS, TRAIN))
    assert widened(BUS, others) == both
    assert widened(TEA, others) == TEA
    assert widened(Every((BUS, TEA)), others) == Every((both, TEA))
    assert widened(Either((TEA, BUS)), others) == Either((TEA, both))
    assert widened(Every((TEA, Without(BUS))), others) == Every((TEA, Without(BUS)))
    assert widened(BUS, {BUS: ()}) == BUS
