from __future__ import annotations

import made
import pytest

from analysis.present import sentences, tables
from analysis.results import lowest_fifth, place_gaps, place_scores
from analysis.survey import Population, dimension, level, question

PROMISED = [
    "code", "name", "n", "score", "lower", "upper", "expected_lower", "expected_upper", "band",
]  # fmt: skip


@pytest.fixture
def here(demo_path):
    return ("places", "--workspace", demo_path, "--question", "Q5")


@pytest.fixture
def there(official_path):
    return ("places", "--workspace", official_path, "--question", "Q1")


@pytest.mark.parametrize("at", ["alliance", "stp", "ccg", "trust"])
def test_the_promised_columns_come_first_in_their_order(here, table, at):
    got = table(*here, "--level", at)
    assert got.columns[:9].tolist() == PROMISED
    assert len(got) > 10


def test_alliances_are_the_default(here, table):
    assert table(*here)["code"].str.startswith("E5").all()


def test_places_are_what_the_library_gives(here, table, demo):
    got = table(*here, "--level", "trust", "--year", 2018)
    who = Population.of("demo", years=[2018])
    found = place_scores(demo, who, question("Q5"), level("trust"))
    plain = tables.plain_places(found, lowest_fifth(found))
    for column in [*PROMISED[2:8], "probability_lowest_fifth", "score_as_answered"]:
        assert got[column].tolist() == pytest.approx(plain[column].tolist(), nan_ok=True)
    assert got["code"].tolist() == plain["code"].tolist()
    assert got["band"].fillna("").tolist() == plain["band"].fillna("").tolist()


def test_scores_are_adjusted_unless_they_are_wanted_as_answered(here, table, run):
    words = ("--level", "trust", "--year", 2018)
    adjusted, raw = table(*here, *words), table(*here, *words, "--as-answered")
    assert adjusted["score_as_answered"].tolist() == pytest.approx(raw["score"], nan_ok=True)
    assert adjusted["score"].tolist() != pytest.approx(raw["score"].tolist(), nan_ok=True)
    assert "score_as_answered" not in raw
    assert table(*here, *words, "--adjusted").equals(adjusted)
    assert "Scores are adjusted for case mix (age, sex" in run(*here, *words)
    assert "as answered, not adjusted" in run(*here, *words, "--as-answered")


def test_the_gap_between_two_groups_by_place(here, table, run, demo):
    words = ("--level", "alliance", "--gap", "sex=female,male", "--place", "E56000010")
    who, by = Population.of("demo"), dimension("sex")
    found = place_gaps(
        demo, who, question("Q5"), level("alliance"), by, group="female", reference="male"
    )
    got = table(*here, *words)
    assert got.columns[:8].tolist() == [
        "code", "name", "difference", "difference_lower", "difference_upper",
        "expected_lower", "expected_upper", "band",
    ]  # fmt: skip
    assert got["difference"].tolist() == pytest.approx(
        (100 * found.frame["difference"]).tolist(), nan_ok=True
    )
    assert set(got["group"]) == {"female"}
    assert sentences.place_gaps(found, "E56000010") in run(*here, *words)


def test_official_places_have_the_publishers_ranges_and_ours_when_asked(there, table, run):
    theirs = table(*there, "--level", "trust").set_index("code")
    assert theirs.loc[made.TRUSTS[2], "band"] == "above"
    ours = table(*there, "--level", "trust", "--recompute").set_index("code")
    assert ours["expected_lower"].tolist() != theirs["expected_lower"].tolist()
    assert ours.index.tolist() == theirs.index.tolist()
    assert "Ranges worked out here" in run(*there, "--level", "trust", "--recompute")


def test_a_place_is_spoken_of_first_and_does_not_narrow_the_list(here, run, demo):
    code = "RJ1"
    out = run(*here, "--level", "trust", "--place", code)
    found = place_scores(demo, Population.of("demo"), question("Q5"), level("trust"))
    assert sentences.places(found, code) in out
    assert len(out.splitlines()) > 100


def test_a_place_may_be_written_in_small_letters(here, run):
    assert "Guy's and St Thomas' NHS Foundation Trust scores" in run(
        *here, "--level", "trust", "--place", "rj1"
    )


def test_hidden_places_are_null(records, workspace_of):
    blocks = [{"n": 30, "trust": t, "Q5": [1, 2]} for t in made.TRUSTS[:3]]
    people = made.people(*blocks, {"n": 5, "trust": made.TRUSTS[3], "Q5": [1, 2]})
    path = workspace_of(people).path
    told = records("places", "--workspace", path, "--question", "Q5", "--level", "trust")["rows"]
    hidden = [row for row in told if row["hidden"]]
    assert len(hidden) == 2
    assert all(row[column] is None for row in hidden for column in PROMISED[2:])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--level", "region"], "no level 'region'. "),
        (["--level", "region"], "national, alliance, stp, ccg, trust"),
        (["--level", "national"], "Choose Cancer Alliances, STPs, CCGs or trusts"),
        (["--place", "ZZZ"], "no place 'ZZZ'"),
        (["--year", "2001"], "2015, 2016, 2017, 2018"),
        (["--gap", "sex"], "'--gap sex' needs a breakdown and two groups"),
        (["--gap", "sex=female"], "e.g. '--gap ethnicity=asian,white'"),
        (["--gap", "wealth=rich,poor"], "no breakdown 'wealth'"),
        (["--gap", "sex=female,female"], "two different groups"),
        (["--gap", "sex=female,nobody"], "female, male, others"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(here, refused, words, message):
    line = refused(*here, *words)
    assert line.startswith("places: ")
    assert message in line


def test_official_results_have_no_gaps_within_places_and_no_other_scores(there, refused):
    assert "official results can't show gaps" in refused(*there, "--gap", "sex=female,male")
    assert "shown as they were published" in refused(*there, "--as-answered")


def test_official_results_have_no_stps(there, refused):
    assert "Choose Cancer Alliances, CCGs or trusts" in refused(*there, "--level", "stp")


def test_a_gap_is_of_scores_as_answered(misused, here):
    assert "not allowed with" in misused(*here, "--gap", "sex=female,male", "--as-answered")


def test_a_question_must_be_named(misused, demo_path):
    assert "--question" in misused("places", "--workspace", demo_path)


@pytest.mark.real
def test_the_real_trusts_can_be_worked_out_again(table, real_path):
    words = ("places", "--workspace", real_path, "--question", "Q30", "--level", "trust")
    theirs, ours = table(*words), table(*words, "--recompute")
    both = theirs["band"].notna()
    assert (theirs.loc[both, "band"] == ours.loc[both, "band"]).mean() > 0.99
    gap = (theirs["expected_lower"] - ours["expected_lower"]).abs()
    assert gap.median() < 0.001
