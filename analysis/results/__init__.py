"""Answers to questions: scores by group and by place."""

from analysis.results.answers import Answers, answers
from analysis.results.compare import OTHERS, Comparison, compare
from analysis.results.places import PlaceScores, levels_for, place_scores
from analysis.results.scores import Scores, scores
from analysis.results.unavailable import Unavailable

__all__ = [
    "OTHERS",
    "Answers",
    "Comparison",
    "PlaceScores",
    "Scores",
    "Unavailable",
    "answers",
    "compare",
    "levels_for",
    "place_scores",
    "scores",
]
