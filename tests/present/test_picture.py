from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.present import Picture


def test_a_source_is_written_under_the_picture_and_in_its_alternative():
    chart = alt.Chart(pd.DataFrame({"a": [1]})).mark_point().encode(x="a:Q")
    plain = Picture(chart, "One point.")
    spec, words = plain.of("Synthetic data, not real results. England", "#0b0c0c")
    assert words == "One point. Synthetic data, not real results. England."
    title = spec["title"]
    assert title["text"] == "Synthetic data, not real results. England"
    assert (title["orient"], title["color"]) == ("bottom", "#0b0c0c")
    assert "title" not in plain.chart.to_dict()


def test_a_specification_names_its_data_by_what_is_in_it():
    def spec_of(*values):
        chart = alt.Chart(pd.DataFrame({"a": values})).mark_point().encode(x="a:Q")
        return Picture(chart, "Points.").of("Source.", "#0b0c0c")[0]

    first, again, other = spec_of(1, 2), spec_of(1, 2), spec_of(2, 1)
    ((name, frame),) = first["datasets"].items()
    assert first["data"] == {"name": name} == again["data"] != other["data"]
    assert frame["a"].tolist() == [1, 2]
