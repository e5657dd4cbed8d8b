import duckdb
import pytest

from analysis.store import Dataset, schema
from analysis.survey import dimensions, places, questions


@pytest.fixture
def types():
    made = Dataset("made", "Made", "respondents", "A test.")
    with duckdb.connect() as connection:
        connection.execute(schema.respondents_ddl(made))
        rows = connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
    found = {"respondents:made": {}, "silent:made": {}}
    for table, column, type_ in rows:
        found[table][column] = type_
    return found


def test_answers_are_tiny_numbers(types):
    assert {types["respondents:made"][q.code] for q in questions()} == {"UTINYINT"}


def test_groups_and_places_are_enumerations_of_what_there_is(types):
    for table in types.values():
        for d in dimensions():
            assert table[d.column] == "ENUM(" + ", ".join(f"'{i}'" for i in d.ids) + ")"
        for level in ("trust", "ccg", "stp", "alliance"):
            assert table[level].startswith("ENUM(")
            assert table[level].count(",") + 1 == len(places(level))


def test_years_are_small_and_weights_are_floats(types):
    assert types["respondents:made"]["year"] == "SMALLINT"
    assert types["respondents:made"]["weight"] == "FLOAT"


def test_of_the_silent_only_the_person_is_known(types):
    assert set(types["silent:made"]) == set(schema.person_columns())


def test_codes_of_answers_leave_room_for_blank_and_not_asked():
    codes = [o.code for q in questions() for o in q.options]
    assert min(codes) > 0
    assert max(codes) < schema.NOT_ASKED


@pytest.mark.parametrize("name", ['a"b', 'x"; DROP TABLE meta; --', "plain"])
def test_quoted_names_stay_one_name(name):
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE {schema.quoted(name)} (a INT)")
        assert connection.execute("SHOW TABLES").fetchall() == [(name,)]
