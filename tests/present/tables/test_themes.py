from analysis.present import tables
from present import themes as made


def test_every_tone_has_a_column_with_limits():
    table = tables.themes(made.themes()).set_index("Theme")
    assert list(table) == ["Mention it", "Praise it", "Criticise it"]
    assert table.loc["Waiting", "Criticise it"] == "12.0% (10.8 to 13.2)"
    assert table.index[-1] == "Not assigned"


def test_hidden_is_a_word():
    assert (tables.themes(made.themes(hidden=True)).iloc[:, 1:] == "hidden").all(axis=None)
    assert (tables.themes(made.themes(n=0)).iloc[:, 1:] == "no answers").all(axis=None)


def test_a_file_has_percent_and_what_is_not_assigned():
    plain = tables.plain_themes(made.themes()).set_index("theme")
    assert plain.loc["waits", ["criticism", "criticism_lower"]].tolist() == [12.0, 10.8]
    assert "not-assigned" in plain.index


def test_all_themes_have_a_column_a_group():
    table = tables.theme_groups(made.theme_groups(made.TWICE))
    assert table.to_dict("list") == {
        "Theme": ["Staff kindness", "Waiting"],
        "Female": ["2.0%", "16.0% ▲"],
        "Male": ["2.0%", "8.0% ▼"],
    }


def test_one_theme_has_a_row_a_group_with_its_difference():
    table = tables.theme_groups(made.theme_groups(made.TWICE), "waits")
    row = table.iloc[0].to_dict()
    assert row["Criticise it"] == "16.0%"
    assert row["Difference from: Everyone else (points)"] == "+8.0 (+7.0 to +9.0)"
    assert row["Verdict"] == "more often"


def test_a_file_by_group_says_tone_and_reference():
    plain = tables.plain_theme_groups(made.theme_groups(made.TWICE))
    assert plain["tone"].unique().tolist() == ["criticism"]
    assert plain["reference"].unique().tolist() == ["others"]
    assert plain.loc[2, "score"] == 16
