from __future__ import annotations

from analysis.comments.agreement import Agreement
from analysis.comments.learning import Model, ThemeFigures
from analysis.present.tables import reading as tables
from analysis.results.reading import Comment, Reading, Sought
from analysis.store import Coded, Policy
from analysis.survey import Population

CODED = Coded("made", "", (("travel", "Travel"), ("food", "Food")))
ONE = Comment(5, "better", -1, "No bus,\nno food", ("travel", "food"), (), ())
TWO = Comment(9, "good", 1, "Hm", (), (), ())


def test_comments_for_a_file_have_themes_by_name():
    found = Reading(Population.of("demo"), Sought(), CODED, (ONE, TWO), 2, 2, 1, 1, True, Policy())
    frame = tables.plain_comments(found)
    assert frame.to_dict("records") == [
        {
            "comment": 5,
            "box": "What could be better",
            "tone": "criticism",
            "themes": "Travel; Food",
            "text": "No bus,\nno food",
        },
        {"comment": 9, "box": "What was good", "tone": "praise", "themes": "", "text": "Hm"},
    ]


def test_figures_are_of_the_way_that_is_used():
    words, model = Agreement(20, 40, 10), Agreement(20, 20, 15)
    figures = (
        ThemeFigures("travel", "model", words, model),
        ThemeFigures("food", "dictionary", Agreement(3, 4, 3), Agreement(3, 0, 0)),
    )
    table = tables.learned(Model(None, None, None, figures, 50), dict(CODED.themes))
    first, second = table.to_dict("records")
    assert (first["Theme"], first["Found by"], first["Labelled"]) == ("Travel", "model", "20")
    assert (first["Right of those found"], first["Found of those labelled"]) == ("75%", "75%")
    assert (first["F1"], first["F1 of words"], first["F1 of model"]) == ("75%", "33%", "75%")
    assert (second["Found by"], second["Right of those found"]) == ("words", "75%")
    assert second["F1 of model"] == "0%"


def test_quotes_leave_as_a_table_and_as_text_with_their_source():
    rows = [(ONE, "Travel; Food", "England; 2018")]
    assert tables.quotes(rows).to_dict("records") == [
        {
            "quote": "No bus,\nno food",
            "box": "What could be better",
            "tone": "criticism",
            "themes": "Travel; Food",
            "found_among": "England; 2018",
        }
    ]
    assert tables.quotes_as_text(rows, ["Source: X", "Made up"]) == (
        "“No bus, no food”\n(What could be better, England; 2018)\n\nSource: X\nMade up\n"
    )
