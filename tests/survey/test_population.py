import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.survey import NOT_GIVEN, Population, UnknownChoice, dimensions, places

WHOLE = Population.of("demo")


@st.composite
def filters(draw):
    some = draw(st.lists(st.sampled_from(dimensions()), unique=True, max_size=4))
    ids = {d.id: (*d.ids, NOT_GIVEN.id) for d in some}
    return {
        "years": draw(st.lists(st.sampled_from([2015, 2016, 2017, 2018]), max_size=4)),
        "at": draw(st.sampled_from(places())).code,
        "groups": {
            key: draw(st.lists(st.sampled_from(kept), min_size=1)) for key, kept in ids.items()
        },
    }


@given(filters(), st.integers())
def test_order_and_repetition_do_not_matter(asked, seed):
    mix = random.Random(seed)

    def mixed(values):
        values = [*values, *values[:1]]
        mix.shuffle(values)
        return values

    groups = {key.upper(): mixed(asked["groups"][key]) for key in mixed(list(asked["groups"]))}
    one = Population.of("demo", **asked)
    other = Population.of(
        "demo", years=mixed(asked["years"]), at=asked["at"].lower(), groups=groups
    )
    assert one == other
    assert hash(one) == hash(other)
    assert one.caption() == other.caption()


@given(filters(), filters())
def test_different_filters_are_different_populations(one, other):
    def plain(asked):
        kept = {key: frozenset(ids) for key, ids in asked["groups"].items()}
        return frozenset(asked["years"]), asked["at"], kept

    same = Population.of("demo", **one) == Population.of("demo", **other)
    assert same == (plain(one) == plain(other))


def test_datasets_are_different_populations():
    assert Population.of("demo") != Population.of("other")


def test_it_is_a_key():
    assert {WHOLE: 1}[Population("demo")] == 1


def test_a_dimension_without_kept_groups_is_not_filtered():
    assert Population.of("demo", groups={"age": []}) == WHOLE
    assert WHOLE.kept("age") == ()


def test_kept_groups_are_in_the_order_of_the_dimension():
    found = Population.of("demo", groups={"age": ["not-given", "75-84", "16-24"]})
    assert found.kept("age") == ("16-24", "75-84", "not-given")


def test_the_place_is_looked_up():
    assert WHOLE.where.name == "England"
    assert Population.of("demo", at="e56000003").where.level == "alliance"


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ([], "England"),
        ([2018], "England; 2018"),
        ([2018, 2017, 2016], "England; 2016 to 2018"),
        ([2015, 2018], "England; 2015, 2018"),
        ([2017, 2018], "England; 2017 to 2018"),
    ],
)
def test_caption_says_the_years(years, words):
    assert Population.of("demo", years=years).caption() == words


def test_caption_says_the_groups():
    found = Population.of(
        "demo", years=[2018], groups={"sex": ["female"], "age": ["25-34", "16-24"]}
    )
    assert found.caption() == "England; 2018; age group: 16 to 24 or 25 to 34; sex: Female"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"at": "XYZ"}, "There is no place 'XYZ'"),
        ({"groups": {"height": ["tall"]}}, "There is no breakdown 'height'"),
        ({"groups": {"sex": ["tall"]}}, "There is no group of sex 'tall'"),
    ],
)
def test_unknown_filters_are_refused(asked, message):
    with pytest.raises(UnknownChoice, match=message):
        Population.of("demo", **asked)


def test_a_single_name_is_no_list_of_names():
    with pytest.raises(UnknownChoice):
        Population.of("demo", groups={"sex": "female"})


def test_everybody_is_of_the_same_years_without_place_and_groups():
    some = Population.of("demo", years=[2018], at="RJ1", groups={"sex": ["female"]})
    assert some.everybody == Population.of("demo", years=[2018])
    assert some.everybody.everybody == some.everybody
