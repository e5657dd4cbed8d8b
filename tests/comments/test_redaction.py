from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.comments.redaction import KINDS, redact, redact_all

PIECES = st.sampled_from(
    [
        *("Dr", "dr", "Mr.", "nurse", "called", "my husband", "thanks to", "Thank you", "Regards"),
        *("Sarah", "sarah", "Mehmet", "OKAFOR", "Will", "May", "grace", "Hope", "O'Neill-Smith"),
        *(
            "al-",
            "van",
            "J.",
            "K",
            "Xzyqor",
            "xzyqor",
            "Patel's",
            "was",
            "is",
            "and",
            "the",
            "ward",
        ),
        *("Hospital", "St", "London", "The", "I", "recieved", "lovely", "staff", ".", ",", "\n"),
        *("-", "!", "(", "to", "12", "3rd", "March", "march", "1958", "12/03/1958", "NG5", "1PB"),
        *("07700 900123", "943", "476", "5919", "a@b.com", "@", "www.x.com", "10", "Rose", "road"),
        *("Street", "ext", "ref", "[name]", "[date]", "[", "]", "\0", "AB12", "CDE", "NHS", "born"),
    ]
)
COMMENTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES).map("".join)
)


def test_every_kind_reads_as_words_in_brackets():
    text = "Dr Khan rang 07700 900123 on 12 May 2020 about a@b.com, NG5 1PB."
    done = redact(text)
    assert done.text == "Dr [name] rang [phone number] on [date] about [e-mail], [postcode]."
    assert [spot.kind for spot in done.found] == ["name", "phone", "date", "e-mail", "postcode"]
    assert text[done.found[0].start : done.found[0].end] == "Khan"


def test_what_holds_no_identifier_stays_as_it_is():
    text = "The staff were kind.  I waited 2 hours at the clinic."
    assert redact(text).text == text
    assert redact(text).found == ()


def test_words_that_replaced_something_tell_no_name():
    text = "Dr [name] was kind and [name] too, on [date] in [postcode]."
    assert redact(text).text == text


def test_a_name_that_another_reveals_is_found():
    assert "xzyqor" not in redact("sarah xzyqor was kind.").text


@given(COMMENTS)
@example("born 12/03/1958 1958")
@example("A<AAAaWWW.0")
def test_redacting_twice_changes_nothing(text):
    once = redact(text).text
    assert redact(once).text == once


@given(COMMENTS)
def test_what_is_outside_the_finds_is_unchanged(text):
    done = redact(text)
    spots = [(spot.start, spot.end) for spot in done.found]
    assert all(0 <= start < end <= len(text) for start, end in spots)
    assert all(a[1] <= b[0] for a, b in pairwise(spots))
    built, at = "", 0
    for spot in done.found:
        built += text[at : spot.start] + KINDS[spot.kind]
        at = spot.end
    assert done.text == built + text[at:]


@given(st.lists(COMMENTS, max_size=5))
def test_many_at_a_time_are_as_one_by_one(texts):
    assert redact_all(texts) == [redact(text).text for text in texts]


@pytest.mark.real
def test_real_comments_are_read_alike_both_ways_and_once(real_files):
    file = real_files / "comments" / "labelled_comments.csv"
    if not file.exists():
        pytest.skip("The real comments are not beside the project.")
    texts = pd.read_csv(file)["text"].dropna().tolist()
    once = redact_all(texts)
    assert once == [redact(text).text for text in texts]
    assert redact_all(once) == once
    assert sum(a != b for a, b in zip(texts, once, strict=True)) < 0.03 * len(texts)
