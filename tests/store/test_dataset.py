import pytest

from analysis.store import Dataset
from analysis.survey import InputError


@pytest.mark.parametrize("id", ["demo", "trust-rj1-2018", "7", "a" * 40])
def test_an_id_is_lower_case_letters_digits_and_hyphens(id):
    assert Dataset(id, "Name", "respondents", "Source.").table == f"respondents:{id}"


@pytest.mark.parametrize("id", ["", "Demo", "a b", "-a", "a" * 41, 'a"; DROP TABLE meta; --', "é"])
def test_other_ids_are_refused_with_an_example(id):
    with pytest.raises(InputError, match=r"can't name a dataset: .* e\.g\. 'trust-rj1-2018'"):
        Dataset(id, "Name", "published", "Source.")


def test_an_id_with_a_line_end_is_refused():
    with pytest.raises(InputError):
        Dataset("demo\n", "Name", "published", "Source.")
