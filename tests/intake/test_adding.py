"""More comments are brought into a dataset that has some."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from analysis.comments.search import parsed
from analysis.intake import Imported, IntakeError, import_file
from analysis.intake.adding import THERE
from analysis.results.themes import themes
from analysis.store import Workspace
from analysis.store.reading import Wanted, read
from analysis.survey import Population

HEADER = "person,year,box,text,trust,sex"
SAID = (
    "The nurse was kind",
    "We waited two hours for the scan",
    "Parking was dear",
    "Dr Smithson explained it all",
    "Nothing",
)


def row(person: int, text: str, box: str = "good") -> str:
    return f"p{person},2018,{box},{text},RJ1,{'female' if person % 2 else 'male'}"


def rows(first: int, last: int) -> list[str]:
    """Return two comments each of some people."""
    return [
        row(i, SAID[(i + at) % 5], box)
        for i in range(first, last)
        for at, box in enumerate(("good", "better"))
    ]


@pytest.fixture
def bring(desk):
    def bring(*rows: str, header: str = HEADER, **named) -> Imported:
        path = desk.folder / "comments.csv"
        path.write_text("\n".join([header, *rows]), "utf-8")
        return import_file(path, desk.workspace, **named)

    return bring


@pytest.fixture
def work(monkeypatch):
    """Count the texts that are redacted to be kept and that are themed, a framework each."""
    from analysis.comments import prepared
    from analysis.comments.dictionary import Dictionary

    done = {"redacted": 0, "themed": 0}
    redact_all, found = prepared.redact_all, Dictionary.found

    def redacting(texts):
        done["redacted"] += len(texts)
        return redact_all(texts)

    def finding(self, read):
        done["themed"] += len(read)
        return found(self, read)

    monkeypatch.setattr(prepared, "redact_all", redacting)
    monkeypatch.setattr(Dictionary, "found", finding)
    return done


def stored(desk, id: str) -> dict[str, pd.DataFrame]:
    """Return everything that is kept of a dataset but the fingerprints."""
    with Workspace.open(desk.workspace) as workspace:
        tables = {
            kind: workspace._frame(f'SELECT * FROM "{kind}:{id}"')
            for kind in ("respondents", "comment", "posting", "stem")
        }
        tables["theme"] = workspace._frame(
            f"SELECT * EXCLUDE dataset FROM theme WHERE dataset='{id}'"
        )
        return tables


def loaded(done: Imported) -> dict[str, int]:
    return done.report.set_index("reason")["rows"].to_dict()


def test_two_goes_are_as_one(bring, desk):
    late = [row(3, "The surgeon explained the risks"), *rows(30, 45)]
    once = bring(*rows(0, 30), *late, dataset_id="once")
    bring(*rows(0, 30), dataset_id="twice")
    twice = bring(*late, dataset_id="twice")
    assert (
        (twice.dataset.rows, twice.dataset.years)
        == (45, (2018,))
        == (
            once.dataset.rows,
            once.dataset.years,
        )
    )
    first, second = stored(desk, "once"), stored(desk, "twice")
    for kind, table in first.items():
        pd.testing.assert_frame_equal(second[kind], table)
    with Workspace.open(desk.workspace) as workspace:
        for words in ("kind", "explained", "wait AND scan"):
            wanted = Wanted(query=parsed(words))
            found = [read(workspace, Population(name), wanted) for name in ("once", "twice")]
            pd.testing.assert_frame_equal(found[0].frame, found[1].frame)
        counted = [themes(workspace, Population(name)).frame for name in ("once", "twice")]
        pd.testing.assert_frame_equal(*counted)


def test_what_is_there_is_not_done_again(bring, work):
    bring(*rows(0, 40))
    assert work == {"redacted": 80, "themed": 160}
    done = bring(*rows(0, 40), row(100, "Lovely ward"), row(3, "Cold tea"))
    assert work == {"redacted": 82, "themed": 164}
    assert loaded(done)["Loaded: comments"] == 2
    assert loaded(done)[THERE] == 80
    assert done.dataset.rows == 41
    assert done.report["example"].tolist()[:2] == ["row 82", "row 2"]


def test_a_file_with_nothing_new_changes_nothing(bring, desk):
    bring(*rows(0, 20))
    before = stored(desk, "comments")
    done = bring(*rows(0, 20))
    assert loaded(done) == {THERE: 40}
    for kind, table in stored(desk, "comments").items():
        pd.testing.assert_frame_equal(table, before[kind])


def test_a_comment_is_the_same_by_what_is_kept_of_it(bring, desk):
    first = bring(row(1, "Dr Smithson was kind"), row(1, "Dr Smithson was kind"), row(2, "Tea"))
    assert loaded(first) == {"Loaded: comments": 2, THERE: 1}
    again = bring(row(1, "Dr Petrescu was kind"), row(1, "Dr Smithson was kind", "better"))
    assert loaded(again) == {"Loaded: comments": 1, THERE: 1}
    assert stored(desk, "comments")["comment"]["box"].tolist() == ["good", "good", "better"]


def test_replacing_leaves_nothing_of_what_was_there(bring, desk):
    bring(*rows(0, 20), name="First")
    done = bring(*rows(50, 60), replace=True)
    assert (done.dataset.rows, done.dataset.name) == (10, "Comments (imported)")
    assert len(stored(desk, "comments")["comment"]) == 20
    assert loaded(bring(*rows(0, 20))) == {"Loaded: comments": 40}


def test_the_name_stays_and_the_source_names_every_file_once(bring):
    first = bring(row(1, "Tea"), name="Ours").dataset
    again = bring(row(2, "Tea")).dataset
    assert (again.name, again.source) == ("Ours", first.source)
    assert bring(row(3, "Tea"), name="Mine").dataset.name == "Mine"


def test_the_codes_of_people_are_not_kept(bring, desk):
    bring(*[f"code-{i}x,2018,good,Tea,RJ1,male" for i in range(12)])
    assert b"code-" not in desk.workspace.read_bytes()


@pytest.mark.parametrize(
    ("again", "column"),
    [
        ("p1,2017,good,Tea,RJ1,female", "year"),
        ("p1,2018,good,Tea,RCF,female", "trust"),
        ("p1,2018,good,Tea,RJ1,male", "sex"),
        ("p1,2018,good,Tea,RJ1,", "sex"),
    ],
)
def test_a_person_stays_who_they_are(bring, desk, again, column):
    bring(*rows(0, 20))
    before = desk.workspace.read_bytes()
    with pytest.raises(IntakeError, match=f"row 3, column '{column}': This differs from what"):
        bring(row(70, "New"), again)
    assert desk.workspace.read_bytes() == before


def test_a_column_that_a_file_lacks_says_nothing(bring):
    bring(*rows(0, 20))
    done = bring("p1,2018,good,Cold tea", header="person,year,box,text")
    assert loaded(done)["Loaded: comments"] == 1


def test_nothing_is_added_to_comments_themed_by_other_words(bring, desk):
    bring(*rows(0, 20))
    with duckdb.connect(str(desk.workspace)) as connection:
        connection.execute("UPDATE theme SET digest = 'older' WHERE framework = 'qdc'")
    with pytest.raises(IntakeError, match="words of the themes were edited"):
        bring(row(50, "Tea"))
    assert bring(row(50, "Tea"), replace=True).dataset.rows == 1


def test_nothing_is_added_where_nobody_would_be_known_again(bring, desk):
    bring(*rows(0, 20))
    with duckdb.connect(str(desk.workspace)) as connection:
        connection.execute('DROP TABLE "author:comments"')
    with pytest.raises(IntakeError, match="Use --replace"):
        bring(row(50, "Tea"))
    assert bring(row(50, "Tea"), replace=True).dataset.rows == 1


def test_what_breaks_off_leaves_all_as_it_was(bring, desk, monkeypatch):
    bring(*rows(0, 20))
    before = desk.workspace.read_bytes()

    def killed(self, read, before):
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.comments.prepared.Prepared._postings", killed)
    with pytest.raises(KeyboardInterrupt):
        bring(*rows(20, 30))
    assert desk.workspace.read_bytes() == before
