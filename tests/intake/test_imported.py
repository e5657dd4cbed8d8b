from __future__ import annotations

import gzip

import pandas as pd
import pytest

from analysis.intake import import_file
from analysis.store import PUBLISHED_COLUMNS, Dataset, Workspace, build
from analysis.survey import InputError, questions

from .publication import CODES, TRUSTS, hide, publication, rows_of


def loaded(report: pd.DataFrame) -> int:
    return int(report.loc[report["reason"].str.startswith("Loaded: "), "rows"].sum())


def test_every_row_is_loaded_and_told_once(desk, frame):
    done = desk.bring(frame)
    assert done.dataset.rows == loaded(done.report) == len(frame)
    assert done.dataset.id == "ncpes-2018"
    assert done.dataset.name == (
        "National Cancer Patient Experience Survey 2018 (published results)"
    )
    assert done.dataset.kind == "published"
    assert not done.dataset.synthetic
    assert done.dataset.years == (2017, 2018)


def test_report_has_only_its_two_kinds_of_reason(desk, frame):
    report = desk.bring(frame).report
    assert list(report) == ["reason", "rows", "example"]
    assert report["reason"].str.match("Loaded: |Note: ").all()
    assert report["reason"].is_unique
    assert (report["example"] != "").all()


def test_workspace_keeps_report_and_wording(desk, frame):
    done = desk.bring(frame)
    with Workspace.open(desk.workspace) as opened:
        pd.testing.assert_frame_equal(opened.report("ncpes-2018"), done.report, check_dtype=False)
        assert list(opened.wording("ncpes-2018")) == list(CODES)


@pytest.mark.parametrize("name", ["results.csv", "results.csv.gz", "results.parquet"])
def test_same_results_from_every_packing(desk, frame, name):
    desk.bring(frame, name)
    columns = ", ".join(f'"{c}"' for c in PUBLISHED_COLUMNS)
    from_file = desk.stored(columns, "true")
    desk.bring(frame)
    assert from_file == desk.stored(columns, "true")


def test_parquet_with_numbers_as_numbers(desk, frame):
    typed = frame.copy()
    for column in ("Year", "Number.of.responses", "scored.percentage", "qnum"):
        typed[column] = pd.to_numeric(typed[column])
    done = desk.bring(typed, "typed.parquet")
    assert loaded(done.report) == len(frame)


def test_gzip_in_several_members(desk, frame):
    text = desk.write(frame).read_bytes()
    path = desk.folder / "two.csv.gz"
    path.write_bytes(gzip.compress(text[:5000]) + gzip.compress(text[5000:]))
    assert import_file(path, desk.workspace).dataset.rows == len(frame)


def test_twice_is_not_double(desk, frame):
    first = desk.bring(frame)
    second = desk.bring(frame)
    assert first.dataset == second.dataset
    assert desk.stored("count(*)", "true") == [(len(frame),)]
    with Workspace.open(desk.workspace) as opened:
        assert len(opened.datasets()) == 1
        assert len(opened.report("ncpes-2018")) == len(second.report)


def test_under_another_id_and_name(desk, frame):
    done = import_file(desk.write(frame), desk.workspace, dataset_id="mine", name="My results")
    assert (done.dataset.id, done.dataset.name) == ("mine", "My results")


def test_id_that_can_name_nothing(desk, frame):
    with pytest.raises(InputError, match="lower-case letters"):
        import_file(desk.write(frame), desk.workspace, dataset_id="Not An Id")
    assert not desk.workspace.exists()


def test_respondents_are_never_replaced(desk, frame):
    with build(desk.workspace) as builder:
        builder.add_respondents(Dataset("ncpes-2018", "Own survey", "respondents", "us"), [])
    assert "Own survey, which holds respondents" in desk.refusal(frame)


def test_progress_goes_from_nothing_to_all(desk, frame):
    told: list[tuple[float, str]] = []
    import_file(desk.write(frame), desk.workspace, progress=lambda *said: told.append(said))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(words for _, words in told)


def test_scores_as_proportions_and_ratings_as_they_are(desk, frame):
    desk.bring(frame)
    columns = "score, lower, upper, expected_lower, expected_upper, n, band"
    where = f"place = '{TRUSTS[0]}' AND variant = 'adjusted' AND question = "
    assert desk.stored(columns, where + "'Q1'") == [
        (0.8, pytest.approx(0.71117), pytest.approx(0.86633), 0.75, 0.855, 100, "expected")
    ]
    assert desk.stored(columns, where + "'Q59'") == [(8.8, 8.51, 9.09, 8.5, 9.1, 100, "expected")]


def test_breakdowns_and_national_code(desk, frame):
    desk.bring(frame)
    found = desk.stored(
        'DISTINCT dimension, "group"', "place = 'ENG' AND variant = 'unadjusted' AND question='Q1'"
    )
    assert set(found) == {
        ("all", "all"),
        ("tumour", "breast"),
        ("sex", "male"),
        ("sex", "female"),
        *(("deprivation", quintile) for quintile in "12345"),
    }


def test_verdicts_are_stored(desk, frame):
    row = rows_of(frame, kind="unadjusted", sex="Male", level="National", question="Q1")[0]
    frame.loc[row, "Significance.test"] = "Significant"
    desk.bring(frame)
    where = "place = 'ENG' AND question = 'Q1' AND "
    assert desk.stored("significant", where + "\"group\" = 'male'") == [(True,)]
    assert desk.stored("significant", where + "\"group\" = 'female'") == [(False,)]
    assert desk.stored("significant", where + "\"group\" = '2'") == [(None,)]
    changes = desk.stored("change_year, change_overall", where + "variant = 'year-on-year'")
    assert sorted(changes, key=str) == [("unchanged", "up"), (None, None)]


def test_hidden_is_missing_and_not_zero(desk, frame):
    row = rows_of(frame, kind="yearonyear", level="Trust", question="Q1")[0]
    hide(frame, row)
    desk.bring(frame)
    assert desk.stored("n, score", "score IS NULL") == [(100, None)]


def test_the_small_publication_is_of_the_codebook():
    assert set(CODES) <= {q.code for q in questions()}
    assert publication().map(type).eq(str).all(axis=None)
