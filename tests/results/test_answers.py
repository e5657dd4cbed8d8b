from __future__ import annotations

import pytest

from analysis.results import Unavailable, answers
from analysis.survey import InputError, Population, dimension, question

SEX, ETHNICITY = dimension("sex"), dimension("ethnicity")
WHO = Population.of("made")


def test_every_option_has_its_share_of_everyone_who_answered(crowd, many):
    result = answers(many, WHO, question("Q7"), [SEX]).frame
    given = crowd[crowd["Q7"].between(1, 254)]
    for group in ("female", "male"):
        own = given.loc[given["sex"] == group, "Q7"]
        cells = result[result["group"] == group].set_index("option")
        assert (cells["n"] == len(own)).all()
        expected = own.value_counts(normalize=True).reindex(cells.index)
        assert cells["share"].tolist() == pytest.approx(expected.tolist())


def test_left_out_answers_are_in_the_base_and_blanks_are_not(few):
    result = answers(few, WHO, question("Q5")).frame.set_index("option")
    assert result.loc[1, "n"] == 170 + 4  # 4 of the 8 ticked an option that is left out
    assert result.loc[3, "share"] == pytest.approx(2 / 174)
    assert result["share"].sum() == pytest.approx(1)
    assert result.loc[3, "polarity"] == "excluded"


def test_shares_are_weighted(weighted):
    result = answers(weighted, WHO, question("Q5"), [SEX]).frame
    men = result[result["group"] == "male"].set_index("option")
    assert men.loc[1, "share"] == pytest.approx((10 + 45) / 90)
    assert men.loc[1, "n"] == 50


def test_groups_and_options_keep_their_order(many):
    result = answers(many, WHO, question("Q7"), [ETHNICITY]).frame
    assert list(dict.fromkeys(result["group"])) == [*ETHNICITY.ids, "not-given", "all"]
    codes = [o.code for o in question("Q7").options]
    assert result["option"].tolist() == codes * 7


def test_a_filter_on_the_breakdown_leaves_its_groups_and_everyone(many):
    some = Population.of("made", groups={"ethnicity": ["black", "not-given"]})
    result = answers(many, some, question("Q7"), [ETHNICITY]).frame
    assert list(dict.fromkeys(result["group"])) == ["black", "not-given", "all"]


def test_a_hidden_group_has_neither_base_nor_shares(few):
    result = answers(few, WHO, question("Q59"), [ETHNICITY]).frame
    hidden = result[result["hidden"]]
    assert "black" in set(hidden["group"])
    assert len(set(hidden["group"])) == 2
    assert hidden[["n", "share"]].isna().all(axis=None)


def test_groups_that_nobody_is_in_say_so_unless_they_are_not_given(weighted):
    result = answers(weighted, WHO, question("Q5"), [ETHNICITY]).frame
    assert result.loc[result["group"] == "asian", "n"].eq(0).all()
    by_sex = answers(weighted, WHO, question("Q5"), [SEX]).frame
    assert "not-given" not in set(by_sex["group"])


def test_official_results_have_scores_only(official):
    with pytest.raises(Unavailable, match=r"scores only.*Show scores, or choose a dataset of resp"):
        answers(official, Population.of("official"), question("Q1"))


def test_two_breakdowns_give_the_shares_of_every_combination(crowd, many):
    result = answers(many, WHO, question("Q7"), [ETHNICITY, SEX]).frame
    own = crowd[(crowd["ethnicity"] == "asian") & (crowd["sex"] == "male")]
    own = own.loc[own["Q7"].between(1, 254), "Q7"]
    cells = result[(result["group"] == "asian") & (result["panel"] == "male")]
    assert cells["n"].unique().tolist() == [len(own)]
    shares = own.value_counts(normalize=True).sort_index()
    assert cells["share"].tolist() == pytest.approx(shares.tolist())
    assert cells["option"].tolist() == shares.index.tolist()


def test_three_breakdowns_or_one_twice_are_refused(many):
    for by in ([SEX, SEX], [SEX, ETHNICITY, dimension("age")]):
        with pytest.raises(InputError, match="at most two different breakdowns"):
            answers(many, WHO, question("Q5"), by)
