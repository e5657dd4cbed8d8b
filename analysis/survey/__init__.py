"""What was asked, of whom, where and when; and the indicators, which nobody was asked."""

from analysis.survey.choice import InputError, UnknownChoice
from analysis.survey.dimension import NOT_GIVEN, OTHERS, Dimension, Group, dimension, dimensions
from analysis.survey.indicator import Better, Indicator, Unit, indicator, indicators
from analysis.survey.period import MONTHS, PERIODS, Grain, period_label, read_period
from analysis.survey.place import ENGLAND, LEVELS, Level, Place, level, place, places
from analysis.survey.population import Population
from analysis.survey.question import Option, Polarity, Question, question, questions, sections

__all__ = [
    "ENGLAND",
    "LEVELS",
    "MONTHS",
    "NOT_GIVEN",
    "OTHERS",
    "PERIODS",
    "Better",
    "Dimension",
    "Grain",
    "Group",
    "Indicator",
    "InputError",
    "Level",
    "Option",
    "Place",
    "Polarity",
    "Population",
    "Question",
    "Unit",
    "UnknownChoice",
    "dimension",
    "dimensions",
    "indicator",
    "indicators",
    "level",
    "period_label",
    "place",
    "places",
    "question",
    "questions",
    "read_period",
    "sections",
]
