"""Answers to questions: scores by group and by place."""

from analysis.results.adjustment import Adjusted, adjust, why_not_adjusted
from analysis.results.answers import Answers, answers
from analysis.results.compare import Comparison, compare
from analysis.results.drivers import Drivers, drivers
from analysis.results.findings import Finding
from analysis.results.gap import GapParts, gap
from analysis.results.gap_checks import GapChecks, gap_checks
from analysis.results.indicators import IndicatorTrend, indicator_trend, indicators_for
from analysis.results.lowest import Lowest, lowest_fifth
from analysis.results.neighbours import Neighbours, neighbours
from analysis.results.official import BREAKDOWN_YEAR
from analysis.results.overview import Overview, dashboard, overview
from analysis.results.place_gaps import PlaceGaps, largest_group, place_gaps
from analysis.results.place_list import PlaceScores
from analysis.results.places import levels_for, place_scores
from analysis.results.profile import Profile, profile
from analysis.results.question_ranges import QuestionRanges, question_ranges
from analysis.results.scores import Scores, scores
from analysis.results.selection import select
from analysis.results.sides import check_people
from analysis.results.skipped import Skipped, skipped
from analysis.results.survival import Survival, survival
from analysis.results.trends import Trend, trends
from analysis.results.unavailable import Unavailable
from analysis.results.voices import PlaceVoices, Voices, voices, voices_places
from analysis.results.writers import Writers, writers
from analysis.survey import OTHERS

__all__ = [
    "BREAKDOWN_YEAR",
    "OTHERS",
    "Adjusted",
    "Answers",
    "Comparison",
    "Drivers",
    "Finding",
    "GapChecks",
    "GapParts",
    "IndicatorTrend",
    "Lowest",
    "Neighbours",
    "Overview",
    "PlaceGaps",
    "PlaceScores",
    "PlaceVoices",
    "Profile",
    "QuestionRanges",
    "Scores",
    "Skipped",
    "Survival",
    "Trend",
    "Unavailable",
    "Voices",
    "Writers",
    "adjust",
    "answers",
    "check_people",
    "compare",
    "dashboard",
    "drivers",
    "gap",
    "gap_checks",
    "indicator_trend",
    "indicators_for",
    "largest_group",
    "levels_for",
    "lowest_fifth",
    "neighbours",
    "overview",
    "place_gaps",
    "place_scores",
    "profile",
    "question_ranges",
    "scores",
    "select",
    "skipped",
    "survival",
    "trends",
    "voices",
    "voices_places",
    "why_not_adjusted",
    "writers",
]
