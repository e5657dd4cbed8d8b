from __future__ import annotations

import numpy as np
import pytest

from analysis.comments.dictionary import dictionary
from analysis.comments.framework import framework, frameworks, read_framework
from analysis.survey import InputError, UnknownChoice

GOOD = """id = "x"
name = "X"
[[themes]]
id = "a"
name = "A"
belongs = "a"
not_belongs = "b"
examples = ["a"]
words = ["a"]
"""


def test_cancer_comes_first():
    assert frameworks() == ("cancer", "qdc")
    with pytest.raises(UnknownChoice, match="Did you mean cancer"):
        framework("cancr")


def test_every_cancer_theme_names_its_nearest_nhs_theme():
    nhs = framework("qdc")
    assert all(theme.nearest in nhs.ids for theme in framework("cancer").themes)
    assert all(theme.nearest is None for theme in nhs.themes)


@pytest.mark.parametrize("name", frameworks())
def test_examples_belong_to_their_theme(name):
    read = framework(name)
    for at, theme in enumerate(read.themes):
        assert theme.belongs
        assert theme.not_belongs
        assert theme.examples
        assert dictionary(read).themed(theme.examples)[:, at].all(), theme.id


@pytest.mark.parametrize("name", frameworks())
def test_nothing_is_assigned_to_what_says_nothing(name):
    assert not dictionary(framework(name)).themed(["", "...", "xyzzy", "the and of"]).any()


def test_themes_are_found_by_id_and_by_name():
    read = framework("qdc")
    assert read.theme("Staff manner & personal attributes").id == "staff-manner"
    assert read.theme(" STAFF-manner ").id == "staff-manner"
    with pytest.raises(UnknownChoice, match="Did you mean Timeliness of care"):
        read.theme("Timelines of care")


def test_a_framework_of_ones_own(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(GOOD, encoding="utf-8")
    read = read_framework(path)
    assert read.ids == ("a",)
    path.write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert read_framework(path).digest == read.digest
    path.write_text(GOOD.replace('words = ["a"]', 'words = ["b"]'), encoding="utf-8")
    assert read_framework(path).digest != read.digest
    assert np.array_equal(dictionary(read_framework(path)).themed(["a", "b"])[:, 0], [False, True])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "x"', "id = x", "line 1"),
        ('id = "x"\n', "", "'id' is missing"),
        ('words = ["a"]', 'words = "a"', "theme 'a', words: a list of texts"),
        ('words = ["a"]', "", "theme 'a': it needs words"),
        ('words = ["a"]', 'wrds = ["a"]', "Did you mean words"),
        ('belongs = "a"\nnot', "not", "'belongs' is missing"),
        ('id = "a"', 'id = "A b"', "small letters"),
        ('words = ["a"]', 'words = ["a"]\nresidual = 1', "true or false"),
        ('belongs = "a"', "belongs = 1", "text in quotes"),
        ("[[themes]]", "[themes]", "1 to 63"),
    ],
)
def test_a_broken_framework_is_refused_by_place(tmp_path, old, new, said):
    path = tmp_path / "own.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_framework(path)
    assert str(refused.value).startswith("own.toml")
    assert said in str(refused.value)


def test_two_themes_of_one_name_are_refused(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(GOOD + GOOD[GOOD.index("[[") :], encoding="utf-8")
    with pytest.raises(InputError, match="Two themes have the id 'a'"):
        read_framework(path)


def test_files_that_are_not_there_or_not_text_are_refused(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        read_framework(tmp_path / "none.toml")
    path = tmp_path / "own.toml"
    path.write_bytes(b"id = 1\nname = '\xe9'")
    with pytest.raises(InputError, match="line 2: not UTF-8"):
        read_framework(path)
