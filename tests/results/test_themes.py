import pandas as pd
import pytest

from analysis.results import Unavailable
from analysis.results.themes import (
    NOT_ASSIGNED_NAME,
    TONES,
    coding,
    codings,
    theme_names,
    theme_of,
    themes,
)
from analysis.survey import NOT_ASSIGNED, Population, UnknownChoice

EVERYONE = Population.of("demo")


@pytest.fixture(scope="module")
def found(commented):
    return themes(commented, EVERYONE)


def test_the_framework_of_the_cancer_pathway_comes_first(commented):
    assert [f.id for f in codings(commented, "demo")] == ["cancer", "qdc"]
    assert coding(commented, "demo").id == "cancer"
    assert coding(commented, "demo", "qdc").id == "qdc"


def test_a_framework_that_is_not_there_is_named(commented):
    with pytest.raises(UnknownChoice, match="qdcx"):
        coding(commented, "demo", "qdcx")


def test_a_dataset_without_comments_says_so(demo):
    with pytest.raises(Unavailable, match="has no comments"):
        themes(demo, EVERYONE)


def test_every_theme_has_a_row_and_what_has_none_comes_last(found):
    assert found.frame["theme"].tolist() == list(theme_names(found.framework))
    assert found.frame["theme"].iloc[-1] == NOT_ASSIGNED
    assert found.frame["name"].iloc[-1] == NOT_ASSIGNED_NAME
    assert NOT_ASSIGNED not in found.assigned["theme"].tolist()


def test_shares_are_of_those_who_wrote(found):
    writers = found.wrote["n"] * found.wrote["score"]
    assert found.frame["n"].unique().tolist() == [pytest.approx(writers)]
    assert 0.5 < found.wrote["score"] < 0.7


@pytest.mark.parametrize("tone", TONES)
def test_a_share_lies_inside_its_limits(found, tone):
    frame = found.frame
    assert (frame[f"{tone}_lower"] <= frame[tone]).all()
    assert (frame[tone] <= frame[f"{tone}_upper"]).all()


def test_who_praises_or_criticises_a_theme_mentions_it(found):
    frame = found.frame
    assert (frame["any"] >= frame[["praise", "criticism"]].max(axis=1)).all()
    assert (frame["any"] <= 1).all()


def test_kindness_is_praised_and_waiting_criticised_more(found):
    frame = found.frame.set_index("theme")
    assert frame.loc["kindness", "praise"] > 3 * frame.loc["kindness", "criticism"]
    assert found.assigned.set_index("theme")["criticism"].nlargest(3).index.isin(["waits"]).any()


def test_the_most_mentioned_comes_first_and_not_assigned_last(found):
    ranked = found.ranked
    assert ranked["theme"].iloc[-1] == NOT_ASSIGNED
    assert ranked["any"].iloc[:-1].is_monotonic_decreasing
    assert set(ranked["theme"]) == set(found.frame["theme"])


def test_too_few_people_are_hidden_throughout(commented):
    few = Population.of("demo", groups={"age": ["16-24"], "tumour": ["sarcoma"]})
    made = themes(commented, few)
    assert made.frame["hidden"].all()
    assert made.frame[["n", *TONES]].isna().all(axis=None)
    assert pd.isna(made.wrote["score"])


def test_a_theme_is_known_by_the_code_of_its_question():
    assert theme_of("cancer:waits") == "waits"
