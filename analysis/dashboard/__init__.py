"""Waits, ratings and experience of places in one view: joins answers and indicators."""

from analysis.dashboard.framework import ALSO, Evidence, Framework, evidence, rate
from analysis.dashboard.improvement import Improvement, improvement
from analysis.dashboard.measure import TOO_FEW, Measure
from analysis.dashboard.rule import CATEGORIES, FEWEST_PEOPLE, INDICATORS, Category, Rule

__all__ = [
    "ALSO",
    "CATEGORIES",
    "FEWEST_PEOPLE",
    "INDICATORS",
    "TOO_FEW",
    "Category",
    "Evidence",
    "Framework",
    "Improvement",
    "Measure",
    "Rule",
    "evidence",
    "improvement",
    "rate",
]
