import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.store import Policy
from analysis.store.comments import comments
from analysis.store.distinctive import _may_be_shown, usual_forms, word_users
from analysis.store.respondents import respondents
from analysis.survey import NOT_GIVEN, InputError, Population

EVERYONE = Population.of("demo")


@pytest.fixture(scope="module")
def by_sex(commented):
    return word_users(commented, EVERYONE, "sex").frame


def people_using(workspace, stem):
    rows = workspace._rows(
        'SELECT DISTINCT c.person FROM "posting:demo" p'
        ' JOIN "comment:demo" c ON c.rowid = p.comment'
        ' JOIN "stem:demo" s ON s.stem = p.stem WHERE s.word = ?',
        [stem],
    )
    return np.array([person for (person,) in rows])


@pytest.mark.parametrize("stem", ["nurs", "wait", "husband"])
def test_people_are_counted_and_not_words(commented, by_sex, stem):
    people = respondents(commented, "demo")
    group = people.columns["sex"]
    users = people_using(commented, stem)
    writers = np.unique(comments(commented, "demo").person)
    for _, row in by_sex[by_sex["stem"] == stem].iterrows():
        code = people.axes["sex"].keys.index(row["group"])
        assert row["users"] == (group[users] == code).sum()
        assert row["others"] == (group[users] != code).sum()
        assert row["n"] == (group[writers] == code).sum()
        assert row["n_others"] == (group[writers] != code).sum()


def test_every_word_is_of_enough_people_inside_and_outside(by_sex):
    assert len(by_sex)
    assert (by_sex[["users", "others"]] >= 10).all(axis=None)
    assert NOT_GIVEN.id not in by_sex["group"].tolist()


def test_a_tighter_policy_shows_less(commented, by_sex):
    tight = word_users(commented, EVERYONE, "sex", policy=Policy(60)).frame
    assert 0 < len(tight) < len(by_sex)
    assert (tight[["users", "others"]] >= 60).all(axis=None)


def test_filters_are_kept_to(commented):
    some = Population.of("demo", years=[2018], groups={"sex": ["female"]})
    found = word_users(commented, some, "sex").frame
    assert found.empty  # there is nobody else to compare with
    ages = word_users(commented, some, "age").frame
    everyone = word_users(commented, EVERYONE, "age").frame
    assert ages["users"].max() < everyone["users"].max()


@given(
    arrays(np.int64, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.integers(0, 40))
)
def test_nothing_small_is_left_over(users):
    may = _may_be_shown(users, 10)
    assert (users[may] >= 10).all()
    for row, shown in zip(users, may, strict=True):
        left = row[~shown]
        if shown.any() and left.sum():
            assert left.sum() >= 10
            assert (left > 0).sum() >= 2


def test_a_stem_is_written_as_most_people_write_it(commented):
    cut = {"nurses": "nurs", "nurse": "nurs", "nursing": "nurs"}.get
    found = usual_forms(commented, "demo", ["nurs", "no-such-stem"], lambda w: cut(w, w))
    assert found["nurs"] in ("nurse", "nurses")
    assert "no-such-stem" not in found


def test_a_form_of_few_people_is_not_given(commented):
    forms = usual_forms(commented, "demo", ["nurs"], lambda w: "nurs", policy=Policy(100_000))
    assert forms == {}


def test_without_comments_there_are_no_words(demo):
    with pytest.raises(InputError, match="no comments"):
        word_users(demo, EVERYONE, "sex")
    with pytest.raises(InputError, match="no comments"):
        usual_forms(demo, "demo", ["nurs"], str)
