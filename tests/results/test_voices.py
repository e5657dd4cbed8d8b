from __future__ import annotations

import made
import numpy as np
import pytest

from analysis.results import Unavailable, skipped, voices, voices_places
from analysis.survey import Population, dimension, level, question

WHO = Population.of("demo")
AGE = dimension("age")


@pytest.fixture(scope="module")
def found(demo):
    return voices(demo, WHO)


def rates(found, by):
    return found.groups(by).set_index("group")["rate"]


def test_what_was_planted_is_found(found):
    assert found.known == ("age", "sex", "ethnicity", "deprivation", "tumour")
    age, poor, who = (rates(found, by) for by in ("age", "deprivation", "ethnicity"))
    assert age["16-24"] < age["45-54"] < age["65-74"] > age["85-plus"]
    assert poor["1"] < poor["3"] < poor["5"]
    assert who[["asian", "black", "mixed"]].max() < who["white"]
    assert found.everyone["rate"] == pytest.approx(0.64, abs=0.02)


def test_differences_and_shares_are_from_everyone(found):
    rows = found.groups("age")
    everyone = found.everyone["rate"]
    assert rows["difference"].to_numpy() == pytest.approx((rows["rate"] - everyone).to_numpy())
    assert (rows["difference_lower"] < rows["difference"]).all()
    assert (rows["difference"] < rows["difference_upper"]).all()
    assert rows["share_asked"].sum() == pytest.approx(1)
    young = rows.set_index("group").loc["16-24"]
    assert young["share_answered"] < young["share_asked"]


def test_hidden_groups_have_no_number(demo):
    small = voices(demo, Population.of("demo", at=made.TRUSTS[0], years=[2018]))
    hidden = small.frame[small.frame["hidden"]]
    assert len(hidden)
    numbers = hidden.select_dtypes("number")
    assert numbers.isna().all(axis=None)


def test_a_filter_on_what_is_not_known_of_the_silent_says_so(demo):
    found = voices(demo, Population.of("demo", groups={"conditions": ["none"]}))
    assert "long-term conditions is not known" in found.why
    assert found.frame.empty


def test_without_silent_people_it_says_what_would_be_needed(few):
    found = voices(few, Population.of("made"))
    assert "everyone who was sent a questionnaire" in found.why
    with pytest.raises(Unavailable, match="everyone who was sent"):
        voices_places(few, Population.of("made"), level("trust"))


def test_official_results_say_what_they_lack(official):
    who = Population.of("official", years=[2018])
    for ask in (
        lambda: voices(official, who),
        lambda: voices_places(official, who, level("trust")),
        lambda: skipped(official, who, question("Q1"), AGE),
    ):
        with pytest.raises(Unavailable, match="not those who were asked"):
            ask()


def test_places_have_rates_and_expected_ranges(demo):
    frame = voices_places(demo, WHO, level("alliance")).frame
    assert len(frame) > 10
    assert not frame["hidden"].any()
    assert frame["rate"].to_numpy() == pytest.approx(
        (frame["answered"] / frame["asked"]).to_numpy()
    )
    below = frame["rate"] < frame["expected_lower"]
    assert ((frame["band"] == "below") == below).all()


def test_trusts_differ_as_published(demo):
    frame = voices_places(demo, WHO, level("trust")).frame
    large = frame[frame["asked"] > 200]["rate"]
    assert large.min() < 0.55
    assert large.max() > 0.70


def test_blank_answers_of_questions_and_groups(few):
    found = skipped(few, Population.of("made"), question("Q5"), dimension("sex"))
    assert found.questions["question"].tolist()[:1]
    assert set(found.questions["question"]) == {"Q5", "Q59"}
    q5 = found.questions.set_index("question").loc["Q5"]
    assert q5["hidden"]
    assert np.isnan(q5["rate"])
    assert found.groups["label"].tolist()[-1] == "Everyone"
