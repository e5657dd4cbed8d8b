from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.present import sentences
from analysis.results import skipped, survival, voices, voices_places, writers
from analysis.statistics.estimate import Estimate
from analysis.survey import Population, dimension, level, question

WHO = Population.of("demo")
ETHNICITY = dimension("ethnicity")


@pytest.fixture(scope="module")
def gap(demo):
    return survival(demo, WHO, question("Q59"), ETHNICITY, "asian")


def test_who_answered_least_and_is_most_under_represented(demo):
    found = voices(demo, WHO)
    said = sentences.voices(found)
    row = found.groups("age").set_index("group").loc["16-24"]
    assert said.startswith("64% of the people who were sent a questionnaire answered")
    assert f"people aged 16 to 24: {100 * row['rate']:.0f}% (" in said
    assert "Most under-represented are people in the most deprived fifth" in sentences.represented(
        found
    )


def test_without_silent_people_nothing_is_claimed(few):
    found = voices(few, Population.of("made"))
    assert sentences.voices(found) == "Who did not answer can't be seen here."
    assert sentences.represented(found) == ""


def test_places_and_blanks(demo):
    said = sentences.voices_places(voices_places(demo, WHO, level("alliance")))
    assert said.startswith("Between Cancer Alliances, response rates go from ")
    left = skipped(demo, WHO, question("Q59"), ETHNICITY)
    told = sentences.skipped(left)
    assert left.questions.iloc[0]["title"] in told
    assert "left blank most often by" in told


def test_who_wrote_least_is_named_beside_everyone_else(commented):
    found = writers(commented, WHO, ETHNICITY)
    row = found.clear.iloc[0]
    others = 100 * (row["rate"] - row["difference"])
    people = ETHNICITY.group(row["group"]).people
    said = sentences.writers(found)
    assert f"least often {people}: {100 * row['rate']:.0f}% (" in said
    assert said.endswith(f"against {others:.0f}% of everyone else.")
    told = sentences.unheard(found)
    assert people in told
    lost = found.clear["share_answered"] - found.clear["share_wrote"]
    most = found.clear.loc[lost.idxmax()]
    assert f"{100 * most['share_answered']:.1f}% of those who answered" in told
    alike = replace(found, frame=found.frame.assign(clear=False))
    assert "no group clearly less often" in sentences.writers(alike)
    assert sentences.unheard(alike) == ""


def test_places_that_wrote_less_are_counted(commented):
    found = writers(commented, WHO, level("trust"))
    down = found.frame.assign(clear=found.frame["rate"] < found.frame["rate"].median())
    some = replace(found, frame=down.assign(difference=-0.3))
    assert "trusts clearly less often than everyone else, none more often" in sentences.unheard(
        some
    )
    nobody = replace(found, whole=found.whole.mask(found.whole.index == "rate"))
    assert "Too few people wrote" in sentences.writers(nobody)


@pytest.mark.parametrize(
    ("weighted", "bounds", "words"),
    [
        (Estimate.missing("Nobody."), Estimate(-0.4, -0.5, -0.1), "can't be said. Nobody."),
        (Estimate(-0.1, -0.3, 0.1), Estimate(-0.4, -0.5, -0.1), "may not survive"),
        (Estimate(-0.4, -0.5, -0.3), Estimate(-0.4, -0.5, 0.1), "It would vanish only if the sil"),
        (Estimate(-0.4, -0.5, -0.3), Estimate.missing("Why."), "is not known. Why."),
        (Estimate(-0.4, -0.5, -0.3), Estimate(-0.4, -0.5, -0.1), "0.10 points would be left"),
    ],
)
def test_each_verdict_has_its_words(gap, weighted, bounds, words):
    found = replace(gap, weighted=weighted, bounds=bounds)
    assert words in f"{sentences.survival(found)} {sentences.needed(found)}"


def test_who_must_be_like_whom_turns_with_the_gap(gap):
    made = replace(gap, weighted=Estimate(-0.4, -0.5, -0.3), bounds=Estimate(-0.4, -0.5, 0.1))
    best, worst = gap.best.people, gap.worst.people
    assert f"{gap.sides.group.people} were more like {best}" in sentences.needed(made)
    turned = replace(
        made,
        sides=replace(gap.sides, gap=0.4, lower=0.3, upper=0.5),
        weighted=Estimate(0.4, 0.3, 0.5),
        bounds=Estimate(0.4, -0.1, 0.5),
    )
    assert f"{gap.sides.group.people} were more like {worst}" in sentences.needed(turned)
    assert " lower than those who did" in sentences.needed(turned)


def test_no_clear_gap_claims_nothing(gap):
    none = replace(gap, sides=replace(gap.sides, gap=-0.1, lower=-0.3, upper=0.1))
    assert "no clear gap" in sentences.survival(none)
    assert sentences.needed(none) == ""
