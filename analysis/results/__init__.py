"""Answers to questions: scores by group and by place."""

from analysis.results.answers import Answers, answers
from analysis.results.compare import Comparison, compare
from analysis.results.official import BREAKDOWN_YEAR
from analysis.results.overview import Overview, overview
from analysis.results.places import PlaceScores, levels_for, place_scores
from analysis.results.scores import Scores, scores
from analysis.results.selection import select
from analysis.results.unavailable import Unavailable
from analysis.survey import OTHERS

__all__ = [
    "BREAKDOWN_YEAR",
    "OTHERS",
    "Answers",
    "Comparison",
    "Overview",
    "PlaceScores",
    "Scores",
    "Unavailable",
    "answers",
    "compare",
    "levels_for",
    "overview",
    "place_scores",
    "scores",
    "select",
]
