from __future__ import annotations

from io import BytesIO

import pandas as pd
import pytest

from analysis.present import export, tables
from analysis.results import compare, scores
from analysis.store import Dataset
from analysis.survey import Population, dimension, question

Q5 = question("Q5")
WHO = Population.of("made", years=[2018], at="RJ1", groups={"sex": ["female"]})
REAL = Dataset("made", "Made up by hand", "respondents", "A test.")
MADE_UP = Dataset("demo", "Demonstration", "respondents", "Generated.", synthetic=True)


def heading(data: bytes) -> list[str]:
    return [line for line in data.decode("utf-8-sig").splitlines() if line.startswith("#")]


@pytest.fixture(scope="module")
def comparison(few):
    return compare(scores(few, Population.of("made"), Q5, [dimension("ethnicity")]))


def test_a_file_about_made_up_people_says_synthetic():
    assert any("SYNTHETIC" in line for line in export.describe(MADE_UP, WHO, Q5, []))
    assert not any("SYNTHETIC" in line for line in export.describe(REAL, WHO, Q5, []))


def test_a_file_says_whose_answers_to_what_from_where():
    lines = "\n".join(export.describe(REAL, WHO, Q5, ["A note."]))
    for part in (
        "Made up by hand. A test.",
        WHO.caption(),
        Q5.title,
        Q5.asked,
        Q5.scoring,
        "A note.",
    ):
        assert part in lines
    assert "Unit: percent" in lines
    assert "not an official publication" in lines


def test_without_one_question_there_is_nothing_said_of_a_question():
    lines = "\n".join(export.describe(REAL, WHO, None, []))
    assert "Question" not in lines
    assert "Unit" not in lines


def test_the_heading_explains_the_columns_that_are_there(comparison):
    lines = heading(export.to_csv(tables.plain_groups(comparison), ["About."]))
    assert lines[0] == "# About."
    for column in ("n", "score", "lower", "upper", "difference", "hidden"):
        assert any(line.startswith(f"# {column}: ") for line in lines)
    assert not any(line.startswith("# band: ") for line in lines)


def test_a_file_reads_back_as_the_table_it_was(comparison):
    frame = tables.plain_groups(comparison)
    data = export.to_csv(frame, export.describe(REAL, WHO, Q5, []))
    back = pd.read_csv(BytesIO(data), comment="#")
    assert back.columns.tolist() == frame.columns.tolist()
    assert back["group"].tolist() == frame["group"].tolist()
    assert back["score"].tolist() == pytest.approx(frame["score"].tolist(), rel=1e-5, nan_ok=True)
    assert back["hidden"].tolist() == frame["hidden"].tolist()


def test_hidden_cells_are_empty_not_zero(comparison):
    data = export.to_csv(tables.plain_groups(comparison), [])
    back = pd.read_csv(BytesIO(data), comment="#", dtype=str, keep_default_na=False)
    hidden = back[back["hidden"] == "True"]
    assert hidden["group"].tolist() == ["mixed", "black"]
    numbers = ["n", "score", "lower", "upper", "difference", "difference_lower", "difference_upper"]
    assert (hidden[numbers] == "").all(axis=None)


def test_spreadsheets_see_that_it_is_utf_8():
    data = export.to_csv(pd.DataFrame({"name": ["Ynys Môn"]}), [])
    assert data.startswith(b"\xef\xbb\xbf")
    assert "Ynys Môn" in data.decode("utf-8-sig")


def test_a_name_of_several_lines_stays_in_the_heading():
    odd = Dataset("made", "Two\nlines", "respondents", "A\r\ntest.")
    data = export.to_csv(pd.DataFrame({"n": [1]}), export.describe(odd, WHO, None, []))
    assert pd.read_csv(BytesIO(data), comment="#").to_dict("list") == {"n": [1]}
