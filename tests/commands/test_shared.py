from __future__ import annotations

import json
from argparse import ArgumentParser

import pandas as pd
import pytest

from analysis.commands.shared import add_population, population_of, show
from analysis.survey import InputError

FRAME = pd.DataFrame(
    {"n": [10.0, None], "band": ["above", None], "hidden": [False, True], "count": [1, 2]}
)


def asked(*words: str):
    parser = ArgumentParser()
    add_population(parser)
    return parser.parse_args(words)


def test_groups_of_one_breakdown_are_gathered(demo):
    found = population_of(demo, asked("--where", "sex=male", "--where", "sex=female"))
    assert found.kept("sex") == ("female", "male")


def test_a_group_may_hold_what_comes_after_the_first_equals_sign(demo):
    with pytest.raises(InputError, match="no group of sex 'a=b'"):
        population_of(demo, asked("--where", "sex=a=b"))


def test_the_whole_of_england_in_all_years_is_the_default(demo):
    found = population_of(demo, asked())
    assert (found.dataset, found.years, found.place, found.groups) == ("demo", (), "ENG", ())


def test_csv_is_the_plain_table_alone(capsys):
    show("csv", FRAME, None, ["About."])
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["n,band,hidden,count", "10.0,above,False,1", ",,True,2"]


def test_json_keeps_numbers_words_and_truth_apart(capsys):
    show("json", FRAME, None, ["About."])
    told = json.loads(capsys.readouterr().out)
    assert told["about"] == ["About."]
    assert told["rows"][0] == {"n": 10.0, "band": "above", "hidden": False, "count": 1}
    assert told["rows"][1] == {"n": None, "band": None, "hidden": True, "count": 2}


def test_the_table_for_reading_comes_under_what_it_is_about(capsys):
    show("table", FRAME, pd.DataFrame({"Group": ["Women"]}), ["About."])
    assert capsys.readouterr().out.splitlines() == ["About.", "Group", "Women"]
