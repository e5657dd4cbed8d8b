from __future__ import annotations

import pytest

from analysis.comments.search import parsed
from analysis.intake import COMMENT_TEMPLATE, Imported, import_file
from analysis.store import Workspace, gate
from analysis.store.reading import Wanted, read
from analysis.survey import Population, wrote

HEADER = "person,year,box,text,trust,sex"


@pytest.fixture
def bring(desk):
    def bring(*rows: str, header: str = HEADER, **named: str) -> Imported:
        path = desk.folder / "comments.csv"
        path.write_text("\n".join([header, *rows]), "utf-8")
        return import_file(path, desk.workspace, **named)

    return bring


@pytest.fixture
def refusal(desk):
    def refusal(*rows: str, header: str = HEADER) -> str:
        path = desk.folder / "comments.csv"
        path.write_text("\n".join([header, *rows]), "utf-8")
        return desk.refusal_of(path)

    return refusal


def many(count: int, text: str = "Doctor Smithson rang me", **more: str) -> list[str]:
    sex = more.get("sex", "female")
    return [
        f"p{i}-{sex},2018,{'better' if i % 2 else 'good'},{text},RJ1,{sex}" for i in range(count)
    ]


def test_comments_become_people_who_wrote(bring, desk):
    done = bring(*many(12), *many(11, sex="Male"), "silent,2018,good,  ,RJ1,male")
    assert (done.dataset.id, done.dataset.kind, done.dataset.rows) == (
        "comments",
        "respondents",
        23,
    )
    loaded = done.report.set_index("reason")["rows"].to_dict()
    assert loaded["Loaded: comments"] == 23
    assert loaded["Loaded: no comment: the text is empty"] == 1
    with Workspace.open(desk.workspace) as workspace:
        shown = gate.scores(workspace, Population("comments"), [wrote((2018,))], ["sex"]).frame
        assert shown.set_index("sex").loc[["female", "male"], "n"].tolist() == [12, 11]
        found = read(workspace, Population("comments", place="RJ1"), Wanted(boxes=("better",)))
        assert (found.comments, found.people) == (11, 11)


def test_names_are_taken_out_before_anything_is_kept(bring, desk):
    bring(*many(12))
    assert b"Smithson" not in desk.workspace.read_bytes()
    with Workspace.open(desk.workspace) as workspace:
        [text] = set(read(workspace, Population("comments"), Wanted()).frame["text"])
        assert "Smithson" not in text
        assert "[name]" in text
        found = read(workspace, Population("comments"), Wanted(query=parsed("me AND rang")))
        assert found.comments == 12


def test_several_comments_of_a_person_are_one_person(bring):
    rows = ["a,2018,good,Very kind,RJ1,female", "a,2018,better,Parking,RJ1,female"]
    assert bring(*rows).dataset.rows == 1


def test_the_template_can_be_brought_in(desk):
    path = desk.folder / "comments.csv"
    path.write_text(COMMENT_TEMPLATE, "utf-8")
    assert import_file(path, desk.workspace).dataset.rows == 2


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1,18,good,Fine,RJ1,female", "row 2, column 'year': '18' is not a year"),
        ("1,2018,best,Fine,RJ1,female", "row 2, column 'box'"),
        ("1,2018,good,Fine,XX,female", "row 2, column 'trust'"),
        ("1,2018,good,Fine,E56000010,female", "row 2, column 'trust'"),
        ("1,2018,good,Fine,RJ1,woman", "row 2, column 'sex'"),
        (",2018,good,Fine,RJ1,female", "row 2, column 'person'"),
        ("1,2018,good,,RJ1,female", "There is no comment in it"),
    ],
)
def test_what_can_not_be_is_said_where_it_stands(refusal, row, told):
    message = refusal(row)
    assert told in message
    assert "Fine" not in message


def test_a_person_is_the_same_in_every_row(refusal):
    message = refusal("1,2018,good,Fine,RJ1,female", "1,2018,better,Fine,RJ1,male")
    assert "row 3, column 'sex'" in message
    assert "One value a person" in message


def test_real_comments_go_the_whole_way(real_files, desk):
    """Import, redact, theme and search, on every tenth of the real comments."""
    import pandas as pd

    given = pd.read_csv(real_files / "comments" / "unlabelled_comments_159k.csv.gz").iloc[::10]
    table = pd.DataFrame(
        {
            "person": given["key_user"].astype(str) + "-" + given["date"].str[:4],
            "year": given["date"].str[:4],
            "box": given["comment_type"].map({"best": "good", "improve": "better"}),
            "text": given["comment_txt"],
        }
    )
    done = import_file(desk.write(table), desk.workspace)
    assert done.report["rows"].sum() == len(table)
    with Workspace.open(desk.workspace) as workspace:
        found = read(workspace, Population("comments"), Wanted(query=parsed("staff AND wait")))
        assert found.people >= 10
        assert found.frame["text"].str.contains("(?i)staff").all()
