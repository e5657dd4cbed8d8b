import pytest

from analysis.survey import ENGLAND, LEVELS, UnknownChoice, level, place, places


@pytest.mark.parametrize(
    ("id", "count"),
    [("national", 1), ("alliance", 19), ("stp", 42), ("ccg", 195), ("trust", 145)],
)
def test_there_are_as_many_places_as_in_2018(id, count):
    assert len(places(id)) == count


def test_every_place_has_a_known_level_and_its_own_code():
    assert {p.level for p in places()} == {one.id for one in LEVELS}
    assert len({p.code for p in places()}) == len(places()) == 402
    assert all(place(p.code) is p for p in places())


def test_names_are_given_and_unique_within_a_level():
    for one in LEVELS:
        names = [p.name for p in places(one.id)]
        assert all(names)
        assert len(set(names)) == len(names)


def test_parents_exist_and_are_of_the_level_above():
    for p in places():
        if p.level == "national":
            assert p.parent is None
        elif p.level == "alliance":
            assert p.parent == ENGLAND.code
        else:
            assert place(p.parent).level == "alliance"


def test_ccgs_and_trusts_are_within_an_stp_of_an_alliance():
    for p in (*places("ccg"), *places("trust")):
        assert place(p.stp).level == "stp"
        assert place(p.alliance).level == "alliance"


def test_higher_levels_have_nothing_above_their_own_level():
    assert all(not p.stp for p in (*places("stp"), *places("alliance"), ENGLAND))
    assert all(not p.alliance for p in (*places("alliance"), ENGLAND))


def test_every_place_holds_a_place_below_it():
    assert {p.alliance for p in places("ccg")} == {p.code for p in places("alliance")}
    assert {p.stp for p in places("ccg")} == {p.code for p in places("stp")}


def test_three_areas_are_the_vanguard():
    areas = [p.name for p in places("alliance") if p.vanguard]
    assert len(areas) == 3
    assert any("Manchester" in name for name in areas)


def test_ons_codes_are_for_maps_so_trusts_have_none():
    for p in places():
        assert bool(p.ons_code) == (p.level != "trust")
        assert not p.ons_code or (p.ons_code[0] == "E" and len(p.ons_code) == 9)


def test_letter_case_does_not_matter():
    assert place("eng") is ENGLAND
    assert level("CCG").id == "ccg"


def test_unknown_place_is_refused_with_near_ones():
    with pytest.raises(UnknownChoice, match=r"There is no place 'E5600003'\. Did you mean E560"):
        place("E5600003")


def test_places_of_an_unknown_level_are_refused():
    with pytest.raises(UnknownChoice, match="There is no level 'region'"):
        places("region")
