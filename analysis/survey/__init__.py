"""What was asked, of whom, where and when; and the indicators, which nobody was asked."""

from analysis.survey.choice import InputError, UnknownChoice
from analysis.survey.dimension import NOT_GIVEN, OTHERS, Dimension, Group, dimension, dimensions
from analysis.survey.indicator import Better, Indicator, Unit, indicator, indicators
from analysis.survey.mention import (
    BOXES,
    NOT_ASSIGNED,
    Tone,
    is_about_comments,
    mention,
    wrote,
)
from analysis.survey.period import MONTHS, PERIODS, Grain, period_label, read_period
from analysis.survey.place import (
    ENGLAND,
    LEVELS,
    Level,
    Place,
    any_place,
    find_place,
    level,
    other_places,
    place,
    places,
)
from analysis.survey.population import Population
from analysis.survey.question import Option, Polarity, Question, question, questions, sections
from analysis.survey.succession import Succession, became, formed_of

__all__ = [
    "BOXES",
    "ENGLAND",
    "LEVELS",
    "MONTHS",
    "NOT_ASSIGNED",
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
    "Succession",
    "Tone",
    "Unit",
    "UnknownChoice",
    "any_place",
    "became",
    "dimension",
    "dimensions",
    "find_place",
    "formed_of",
    "indicator",
    "indicators",
    "is_about_comments",
    "level",
    "mention",
    "other_places",
    "period_label",
    "place",
    "places",
    "question",
    "questions",
    "read_period",
    "sections",
    "wrote",
]
