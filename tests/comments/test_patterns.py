from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comments.patterns import is_nhs_number, structured


def found(text):
    return [(kind, text[start:end]) for kind, start, end in structured(text)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("NHS number", "9434765919"),
        ("NHS number", "943 476 5919"),
        ("NHS number", "943-476-5919"),
        ("NHS number", "943.476.5919"),
        ("phone", "07700 900123"),
        ("phone", "07700900123"),
        ("phone", "07700 900 123"),
        ("phone", "+44 7700 900123"),
        ("phone", "+447700900123"),
        ("phone", "0044 7700 900123"),
        ("phone", "+44 (0)7700 900123"),
        ("phone", "(+44) 7700 900123"),
        ("phone", "(0115) 496 0123"),
        ("phone", "0115 4960123"),
        ("phone", "020 7946 0958"),
        ("phone", "020-7946-0958"),
        ("phone", "0300 123 4567"),
        ("phone", "01204.960.123"),
        ("phone", "01632 960 983 ext 21"),
        ("phone", "7700 900123"),
        ("e-mail", "ann.o'neill+x@mail.example.co.uk"),
        ("e-mail", "ann @ example.com"),
        ("e-mail", "ann at example dot com"),
        ("web address", "https://example.org/a?b=1"),
        ("web address", "www.example.com"),
        ("web address", "example.co.uk"),
        ("postcode", "NG5 1PB"),
        ("postcode", "ng51pb"),
        ("postcode", "SW1A 1AA"),
        ("postcode", "m1 1ae"),
        ("date", "12/03/1958"),
        ("date", "12.3.58"),
        ("date", "12-03-1958"),
        ("date", "1958-03-12"),
        ("date", "12 03 1958"),
        ("date", "12 March 1958"),
        ("date", "12th of March"),
        ("date", "March 12th, 1958"),
        ("date", "12Mar58"),
        ("date", "twelfth of March nineteen fifty-eight"),
        ("date", "twenty-first of June"),
        ("NI number", "AB 12 34 56 C"),
        ("NI number", "ab123456c"),
        ("car registration", "AB12 CDE"),
        ("address", "12 Rose Street"),
        ("address", "Flat 3, 12 Old Mill Lane"),
        ("address", "12 station road"),
        ("number", "12345678"),
    ],
)
def test_each_form_is_found_whole(kind, text):
    assert found(f"Please see {text} for it.") == [(kind, text)]


@pytest.mark.parametrize(
    ("kind", "text", "identifier"),
    [
        ("hospital number", "My hospital number is RX1-48213", "RX1-48213"),
        ("hospital number", "patient no. 482134", "482134"),
        ("hospital number", "Ref: K123456", "K123456"),
        ("phone", "ring me on 496 0123", "496 0123"),
        ("phone", "extension 4521", "4521"),
        ("NHS number", "NHS number 943 476 5918", "943 476 5918"),
        ("NI number", "my NI number was QQ123456", "QQ123456"),
        ("date", "born 1958", "1958"),
        ("date", "dob 120358", "120358"),
        ("date", "seen on 12/03 again", "12/03"),
    ],
)
def test_a_cue_tells_what_a_number_is(kind, text, identifier):
    assert found(text) == [(kind, identifier)]


@pytest.mark.parametrize(
    "text",
    [
        "I give it 10/10 and they are there 24/7.",
        "I waited 2 hours, from 9.30 to 12.00, with 3 other road users.",
        "It was @ 8.45 in the morning.",
        "Between 2018 and 2019, in March 2020, it cost £12000.",
        "I may be 5 may be 6.",
        "A 2 way street.",
        "They came b4 1st appointment.",
        "Stage 3, ward B47, 50mg twice a day, room 101.",
        "Call in 2018-2019 was short.",
    ],
)
def test_numbers_of_other_kinds_stay(text):
    assert found(text) == []


def test_the_check_digit_decides():
    assert is_nhs_number("943 476 5919")
    assert not is_nhs_number("943 476 5918")
    assert not is_nhs_number("943 476 591")


@st.composite
def nhs_numbers(draw):
    body = f"{draw(st.integers(4 * 10**8, 8 * 10**8 - 1))}"
    valid = [body + check for check in "0123456789" if is_nhs_number(body + check)]
    return draw(st.sampled_from(valid)) if valid else "9434765919"


@given(nhs_numbers(), st.lists(st.sampled_from(["", " ", "-", ".", " - "]), min_size=9, max_size=9))
def test_a_valid_nhs_number_is_found_whatever_stands_between_its_digits(digits, between):
    number = digits[0] + "".join(b + d for b, d in zip(between, digits[1:], strict=True))
    text = f"My number is {number}, thanks."
    spans = [(start, end) for _, start, end in structured(text)]
    left = "".join(c for at, c in enumerate(text) if not any(a <= at < b for a, b in spans))
    assert not any(c.isdigit() for c in left)


@given(st.text(max_size=80))
def test_finds_do_not_overlap(text):
    spans = sorted((start, end) for _, start, end in structured(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
