import pytest

from analysis.survey import InputError, UnknownChoice, dimension, level, place


def test_message_names_what_was_wrong_and_what_would_be_right():
    message = str(UnknownChoice("colour", "blu", ["blue", "red"]))
    assert message == "There is no colour 'blu'. Did you mean blue? Choose one of: blue, red."


def test_message_without_a_near_choice_only_lists():
    assert str(UnknownChoice("colour", "x", ["blue"])) == (
        "There is no colour 'x'. Choose one of: blue."
    )


def test_message_with_nothing_to_choose_says_so():
    assert str(UnknownChoice("dataset", "x", [])).endswith("There are none to choose from.")


def test_long_lists_are_cut():
    message = str(UnknownChoice("number", "x", [f"choice{i}" for i in range(15)]))
    assert "choice11 … and 3 more." in message
    assert "choice12" not in message


@pytest.mark.parametrize(
    ("ask", "valid"),
    [
        (lambda: dimension("agee"), "age, sex, ethnicity"),
        (lambda: dimension("age").group("young"), "16-24, 25-34"),
        (lambda: level("region"), "national, alliance, stp, ccg, trust"),
        (lambda: place("ZZZ"), "ENG"),
    ],
    ids=["dimension", "group", "level", "place"],
)
def test_every_unknown_name_is_refused_with_the_valid_ones(ask, valid):
    with pytest.raises(UnknownChoice) as refused:
        ask()
    assert valid in str(refused.value)
    assert isinstance(refused.value, InputError)
    assert isinstance(refused.value, ValueError)
