import pytest

from analysis.survey import NOT_GIVEN, UnknownChoice, dimension, dimensions

DIMENSIONS = [pytest.param(d, id=d.id) for d in dimensions()]


def test_dimensions_and_their_columns_are_unique():
    assert len({d.id for d in dimensions()}) == len(dimensions())
    assert len({d.column for d in dimensions()}) == len(dimensions())


@pytest.mark.parametrize("d", DIMENSIONS)
def test_groups_are_unique_and_none_is_not_given(d):
    assert len(set(d.ids)) == len(d.ids) >= 2
    assert len({g.label for g in d.groups}) == len(d.ids)
    assert not {NOT_GIVEN.id, "all"} & set(d.ids)


@pytest.mark.parametrize("d", DIMENSIONS)
def test_reference_is_a_group_and_not_given_can_be_looked_up(d):
    assert d.reference in d.ids
    assert d.group(NOT_GIVEN.id) is NOT_GIVEN
    assert [d.group(i).id for i in d.ids] == list(d.ids)


@pytest.mark.parametrize("d", DIMENSIONS)
def test_finer_groups_belong_to_a_group_of_the_coarser_dimension(d):
    parents = [g.parent for g in d.groups]
    if d.parent is None:
        assert parents == [None] * len(parents)
    else:
        assert set(parents) == set(dimension(d.parent).ids)


@pytest.mark.parametrize("d", DIMENSIONS)
def test_column_can_be_told_from_questions_and_places(d):
    assert d.column.isidentifier()
    assert d.column not in {"year", "trust", "ccg", "stp", "alliance", "weight"}


def test_deprivation_runs_from_most_to_least_deprived():
    d = dimension("deprivation")
    assert d.ordered
    assert d.ids == ("1", "2", "3", "4", "5")
    assert "most deprived" in d.groups[0].label.lower()
    assert "least deprived" in d.groups[-1].label.lower()


def test_letter_case_does_not_matter():
    assert dimension("AGE") is dimension("age")


def test_unknown_group_is_refused_by_name():
    with pytest.raises(UnknownChoice, match="There is no group of sex 'men'"):
        dimension("sex").group("men")
