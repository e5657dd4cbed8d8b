"""Discovery finds what was planted, and nothing where answers were dealt out."""

from __future__ import annotations

import made
import numpy as np
import pytest

from analysis.results.discovery import candidates, discover, rows
from analysis.results.unavailable import Unavailable
from analysis.store.combinations import combined
from analysis.survey import InputError, Population, dimension, question, questions

ASKED = Population.of("made")
BY = ("age", "sex", "ethnicity")
PEOPLE = 8_000


def survey(seed: int, *, alone: float = 0.0, together: float = 0.0):
    """Return people of whom Asian people, or only Asian women, have fewer good answers."""
    rng = np.random.default_rng(seed)
    frame = {
        "ethnicity": rng.choice(["white", "asian", "black"], PEOPLE, p=[0.7, 0.2, 0.1]),
        "sex": rng.choice(["female", "male"], PEOPLE),
        "age": rng.choice(dimension("age").ids[3:6], PEOPLE),
        "trust": rng.choice(made.TRUSTS, PEOPLE),
        "tumour": rng.choice(dimension("tumour").ids[:3], PEOPLE),
    }
    asian, women = frame["ethnicity"] == "asian", frame["sex"] == "female"
    bad_trust = (frame["trust"] == made.TRUSTS[0]) | (frame["tumour"] == frame["tumour"][0])
    good = 0.9 - 0.2 * bad_trust - alone * asian - together * (asian & women)
    answers = {code: list(np.where(rng.random(PEOPLE) < good, 1, 2)) for code in ("Q5", "Q7")}
    rating = {"Q59": list(1 + rng.binomial(10, good))}
    return made.people({"n": PEOPLE, **{k: list(v) for k, v in frame.items()}, **answers, **rating})


@pytest.fixture(scope="module")
def one_worse(workspace_of):
    return workspace_of(survey(1, alone=0.1))


@pytest.fixture(scope="module")
def both_worse(workspace_of):
    return workspace_of(survey(2, together=0.15))


@pytest.mark.parametrize("code", ["Q5", "Q59"])
def test_a_planted_group_is_found_and_stands_for_its_parts(one_worse, code):
    found = discover(one_worse, ASKED, [question(code)], BY)
    [first] = rows(found.findings)
    assert (first["characteristics"], first["groups"]) == ("ethnicity", "asian")
    assert found.pruned > 2
    scale = 10 if code == "Q59" else 1
    assert first["value"] == pytest.approx(-0.1 * scale, abs=0.03 * scale)
    assert first["lower"] < first["value"] < first["upper"] < 0
    assert first["p"] <= first["p_adjusted"] < 0.001
    assert first["probability"] > 0.5
    if code == "Q5":
        assert first["extra"] == pytest.approx(-first["value"] * first["n"])
    else:
        assert np.isnan(first["extra"])


def test_what_only_a_combination_has_is_found_as_one(both_worse):
    found = discover(both_worse, ASKED, [question("Q5")], BY)
    first = rows(found.findings)[0]
    assert first["groups"] == "female+asian"


def test_shuffled_answers_give_next_to_nothing(both_worse):
    found = discover(both_worse, ASKED, [question("Q5")], BY)
    assert len(found.shuffled) == 10
    assert sum(n > 0 for n in found.shuffled) <= 2


def test_bad_places_and_cancers_are_not_taken_for_groups(workspace_of):
    found = discover(workspace_of(survey(3)), ASKED, [question("Q5"), question("Q7")], BY)
    assert found.findings.empty


def test_shrinking_pulls_towards_the_others_and_small_ones_further(one_worse):
    found = discover(one_worse, ASKED, [question("Q59")], BY)
    raw = combined(one_worse, ASKED, question("Q59"), BY).frame.set_index("groups")
    shown = found.others.set_index("groups")
    ratio = (shown["value"] / raw["difference"]).dropna()
    assert (shown["value"].abs().sum()) < raw["difference"].abs().sum()
    assert ratio.loc["female"] == pytest.approx(1, abs=1)


def test_a_family_of_several_questions_is_adjusted_together(one_worse):
    alone = discover(one_worse, ASKED, [question("Q5")], BY)
    both = discover(one_worse, ASKED, [question("Q5"), question("Q7")], BY)
    assert both.size > alone.size
    assert set(both.findings["question"]) == {"Q5", "Q7"}


def test_the_order_of_characteristics_does_not_matter(one_worse):
    first = discover(one_worse, ASKED, [question("Q5")], BY)
    again = discover(one_worse, ASKED, [question("Q5")], BY[::-1])
    assert first.findings.equals(again.findings)


def test_progress_is_told_and_can_end_the_search(one_worse):
    told = []
    asked = [question("Q5"), question("Q7")]
    discover(one_worse, ASKED, asked, BY, progress=lambda done, words: told.append((done, words)))
    assert [done for done, _ in told] == [0, 0.5, 1]
    assert asked[0].title in told[0][1]

    def stop(done, words):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        discover(one_worse, ASKED, asked, BY, progress=stop)


@pytest.mark.parametrize("by", [(), ("ethnicity", "ethnicity-detail")])
def test_characteristics_that_make_no_sense_are_refused(one_worse, by):
    with pytest.raises(InputError, match=r"characteristic|finer"):
        discover(one_worse, ASKED, [question("Q5")], by)


def test_too_few_answers_are_unavailable(one_worse):
    with pytest.raises(Unavailable, match="enough answers"):
        discover(one_worse, ASKED, [question("Q33")], BY)


def test_official_results_are_refused_in_words_of_this_page(official):
    with pytest.raises(Unavailable, match=r"single people.*Groups shows") as refused:
        discover(official, Population.of("official"), [question("Q1")], BY)
    assert "gap" not in str(refused.value)


def test_weights_are_not_used_and_it_says_so(workspace_of):
    people = survey(1, alone=0.1)
    plain = discover(workspace_of(people), ASKED, [question("Q5")], BY)
    weight = np.where(people["ethnicity"] == "asian", 5.0, 1.0)
    weighted = discover(workspace_of(people.assign(weight=weight)), ASKED, [question("Q5")], BY)
    [note] = set(weighted.notes) - set(plain.notes)
    assert "weights" in note
    assert "does not use them" in note
    assert weighted.findings.equals(plain.findings)


def test_as_many_shuffled_searches_as_asked_for(one_worse):
    found = discover(one_worse, ASKED, [question("Q5"), question("Q7")], BY, shuffles=3)
    assert len(found.shuffled) == 3


def test_the_demonstration_can_be_searched_whole(demo):
    by = [d.id for d in candidates()]
    assert len(by) == 8
    found = discover(demo, Population.of("demo"), questions()[:3], by)
    assert found.size > 1000
    assert (found.findings["n"] >= 30).all()
    assert len(found.others) <= 1500
