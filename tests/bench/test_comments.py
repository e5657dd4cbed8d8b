from analysis.bench import comments

HEADER = "person,year,box,text"


def test_every_step_is_measured_and_a_search_that_is_refused_is_said(tmp_path):
    file = tmp_path / "comments.csv"
    rows = [f"{i},2018,better,Waiting for parking. The staff were rude." for i in range(30)]
    file.write_text("\n".join([HEADER, *rows]), "utf-8")
    found = comments.measured(file)
    assert (found.comments, found.people) == (30, 30)
    assert found.searches["waiting"][0] == 30
    assert found.searches["friendly AND NOT waiting"][0] is None
    page = comments.report(found, "30 comments")
    assert "30 comments by 30 people" in page
    assert "| `friendly AND NOT waiting` | refused: too few people |" in page
