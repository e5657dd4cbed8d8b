from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.present import sentences
from analysis.present.sentences.trends import _movement
from analysis.results import Trend
from analysis.results.trends import _adjusted, _ends, _yearly
from analysis.store import Policy
from analysis.survey import Dimension, Population, Question, dimension, question

Q1, Q59, SEX, AGE = question("Q1"), question("Q59"), dimension("sex"), dimension("age")
_NAN = np.nan
_GAP = ["difference", "difference_lower", "difference_upper"]


def trend(q: Question = Q1, by: Dimension | None = None, **groups) -> Trend:
    """Make a trend over 2016 and 2018 from group -> (n, score, gap, half width of the gap) each."""
    rows = []
    for key, years in groups.items():
        group = key.replace("_", "-").lstrip("g")
        for year, cell in zip((2016, 2017, 2018), years, strict=False):
            n, score, gap, half = (*(cell or (_NAN, _NAN)), _NAN, _NAN)[:4]
            limits = {"lower": score - 0.01, "upper": score + 0.01}
            gaps = dict(zip(_GAP, (gap, gap - half, gap + half), strict=True))
            rows.append(
                {"group": group, "label": group, "total": group == "all", "year": year, "n": n}
                | {"n_effective": n, "weight": n, "sd": 1.4, "score": score, "hidden": cell is None}
                | limits | gaps | {"official": None, "official_overall": None}
            )  # fmt: skip
    cells = pd.DataFrame(rows)
    years = tuple(sorted(set(cells["year"])))
    return Trend(
        question=q,
        population=Population.of("made", years=years),
        by=by,
        reference=by.group(by.reference) if by else None,
        years=years,
        left_out=(),
        frame=_adjusted(_yearly(cells, q, 0.0)),
        ends=_adjusted(_ends(cells, q, 0.0, years[0], years[-1])),
        first=years[0],
        last=years[-1],
        policy=Policy(),
    )


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ((4000, 0.70), (4000, 0.75), "rose from 70.0% (69.0 to 71.0) in 2016 to 75.0%"),
        ((4000, 0.75), (4000, 0.70), "fell from 75.0% (74.0 to 76.0) in 2016 to 70.0%"),
        ((400, 0.70), (400, 0.71), "No clear change in “Saw a GP only once or twice"),
    ],
)
def test_the_level_rose_fell_or_did_not_change_for_sure(first, last, wanted):
    said = sentences.trends(trend(all=(first, first, last)))
    assert wanted in said
    assert "5.0 points higher (3.0 to 7.0)" in said or "rose" not in said


def test_a_change_that_may_be_none_is_told_by_both_limits():
    said = sentences.trends(trend(all=((400, 0.70), (400, 0.70), (400, 0.71))))
    assert said.endswith("between 5.3 points lower and 7.3 points higher.")


def test_ratings_have_two_decimals():
    said = sentences.trends(trend(Q59, all=((70000, 8.70), (70000, 8.75), (70000, 8.80))))
    assert "from 8.70 (8.69 to 8.71) in 2016 to 8.80 (8.79 to 8.81) in 2018" in said
    assert "0.10 points higher (0.09 to 0.11)" in said


def test_a_hidden_end_is_not_spoken_of():
    said = sentences.trends(trend(all=(None, None, (400, 0.71))))
    assert said.startswith("There are too few answers here to say whether")


def pair(before: float, after: float, half: float = 0.01) -> Trend:
    women = ((900, 0.7, before, half), (900, 0.7, before, half), (900, 0.7, after, half))
    men = ((900, 0.7),) * 3
    return trend(by=SEX, female=women, male=men, all=men)


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (-0.06, -0.03, "narrowed by 3.0 points (1.6 to 4.4): women scored 6.0 points lower in "),
        (0.06, 0.03, "narrowed by 3.0 points (1.6 to 4.4): women scored 6.0 points higher in "),
        (-0.03, -0.06, "widened by 3.0 points (1.6 to 4.4)"),
        (0.03, 0.06, "widened by 3.0 points (1.6 to 4.4)"),
        (-0.06, 0.03, "turned round: women scored 6.0 points lower in 2016 and 3.0 points higher "),
        (-0.06, 0.005, "narrowed: women scored 6.0 points lower in 2016 and 0.5 points higher"),
        (-0.06, -0.055, "may have narrowed by up to 1.9 points or widened by up to 0.9 points"),
        (0.06, 0.055, "may have narrowed by up to 1.9 points or widened by up to 0.9 points"),
        (-0.002, 0.004, "compared with men, women may have lost up to 0.8 points or gained up to"),
        (0.002, -0.004, "compared with men, women may have lost up to 2.0 points or gained up to"),
        (0.0, 0.004, "women scored the same in 2016 and 0.4 points higher in 2018"),
    ],
)
def test_what_became_of_a_gap_whichever_way_it_points(before, after, wanted):
    said = sentences.trends(pair(before, after))
    assert wanted in said
    assert said.startswith(("The gap between women and men", "No clear change in the gap between"))


def test_of_several_gaps_the_surest_is_told_and_all_are_counted():
    still, men = ((900, 0.7, -0.02, 0.01),) * 3, ((900, 0.7),) * 3
    moved = ((900, 0.7, -0.09, 0.01), (900, 0.7, -0.09, 0.01), (900, 0.7, -0.02, 0.01))
    less = ((900, 0.7, -0.01, 0.01), (900, 0.7, -0.01, 0.01), (900, 0.7, -0.04, 0.01))
    found = trend(by=AGE, g16_24=less, g25_34=moved, g35_44=still, g65_74=men, all=men)
    said = sentences.trends(found)
    assert said.startswith("The gap between people aged 25 to 34 and people aged 65 to 74 narrowed")
    assert said.endswith("Of 3 gaps, 1 narrowed and 1 widened.")
    rows = found.gaps.set_index("group", drop=False)
    assert "widened by 3.0 points" in _movement(found, rows.loc["16-24"])


def test_of_several_gaps_that_may_not_have_moved_the_widest_is_told():
    men = ((900, 0.7),) * 3
    groups = {f"g{a}": ((900, 0.7, gap, 0.02),) * 3 for a, gap in (("16_24", -0.08), ("25_34", 0))}
    said = sentences.trends(trend(by=AGE, **groups, g65_74=men, all=men))
    assert said.startswith("No clear change in any of the 2 gaps to people aged 65 to 74.")
    assert "people aged 16 to 24 scored 8.0 points lower in 2016" in said


def test_details_tell_the_level_the_latest_change_and_what_stands_out():
    level = ((4000, 0.60), (4000, 0.60), (4000, 0.70))
    said = sentences.trend_details(trend(all=level))
    latest, standing_out = said
    assert latest == "From 2017 to 2018: 10.0 points higher (7.9 to 12.1)."
    assert standing_out.startswith("Of 2 changes from one year to the next, 1 stands out after")
