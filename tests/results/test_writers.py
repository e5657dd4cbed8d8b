from __future__ import annotations

import numpy as np
import pytest

from analysis.results import Unavailable, writers
from analysis.statistics import newcombe, wilson
from analysis.survey import Population, dimension, level

WHO = Population.of("demo")
ETHNICITY = dimension("ethnicity")


@pytest.fixture(scope="module")
def found(commented):
    return writers(commented, WHO, ETHNICITY)


def test_shares_are_of_all_who_answered_with_wilson_s_interval(found):
    frame = found.frame.set_index("group")
    n = frame["n"].drop("not-given").sum() + frame.loc["not-given", "n"]
    assert n == found.whole["n"]
    assert (frame["rate"] * frame["n"]).sum() == pytest.approx(found.whole["rate"] * n)
    lower, upper = wilson(frame["rate"], frame["n"])
    assert frame["lower"].tolist() == pytest.approx(lower.tolist())
    assert frame["upper"].tolist() == pytest.approx(upper.tolist())


def test_the_difference_is_from_everyone_else(found):
    row, whole = found.frame.set_index("group").loc["asian"], found.whole
    rest = whole["n"] - row["n"]
    others = (whole["rate"] * whole["n"] - row["rate"] * row["n"]) / rest
    wanted = newcombe(row["rate"], row["n"], others, rest)
    names = ("difference", "difference_lower", "difference_upper")
    assert [row[c] for c in names] == pytest.approx([float(v) for v in wanted])


def test_those_who_were_made_to_write_less_do(found):
    """The demonstration has Asian people write less often."""
    assert "asian" in found.clear[found.clear["difference"] < 0]["group"].tolist()
    row = found.frame.set_index("group").loc["asian"]
    assert row["share_wrote"] < row["share_answered"]
    assert found.frame["share_answered"].sum() == pytest.approx(1)
    assert found.frame["share_wrote"].sum() == pytest.approx(1)


def test_not_given_is_not_compared(found):
    row = found.frame.set_index("group").loc["not-given"]
    assert np.isnan(row["difference"])
    assert row.isna()["clear"]


@pytest.mark.parametrize("kind", ["trust", "alliance"])
def test_places(commented, kind):
    found = writers(commented, WHO, level(kind))
    shown = found.frame[~found.frame["hidden"]]
    assert len(shown) > 10
    assert (shown["n"] >= 10).all()
    hidden = found.frame[found.frame["hidden"]]
    assert hidden.drop(columns=["group", "label", "hidden"]).isna().all(axis=None)


def test_a_share_of_few_writers_is_hidden(commented):
    """Whom too few wrote for on Themes has no share here, from which those few would follow."""
    few = Population.of("demo", years=[2015], at="E54000008")
    found = writers(commented, few, dimension("deprivation"))
    written = found.frame["rate"] * found.frame["n"]
    assert found.frame["hidden"].any()
    assert not (written < 10).any()


def test_without_comments_or_people_there_is_a_reason(demo, official):
    with pytest.raises(Unavailable, match="no comments"):
        writers(demo, WHO, ETHNICITY)
    with pytest.raises(Unavailable, match="single respondents"):
        writers(official, Population.of("official", years=[2018]), ETHNICITY)
