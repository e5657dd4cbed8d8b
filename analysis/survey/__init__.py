"""What was asked, of whom and where: questions, dimensions, places and populations."""

from analysis.survey.choice import InputError, UnknownChoice
from analysis.survey.dimension import NOT_GIVEN, Dimension, Group, dimension, dimensions
from analysis.survey.place import ENGLAND, LEVELS, Level, Place, level, place, places
from analysis.survey.population import Population
from analysis.survey.question import Option, Polarity, Question, question, questions, sections

__all__ = [
    "ENGLAND",
    "LEVELS",
    "NOT_GIVEN",
    "Dimension",
    "Group",
    "InputError",
    "Level",
    "Option",
    "Place",
    "Polarity",
    "Population",
    "Question",
    "UnknownChoice",
    "dimension",
    "dimensions",
    "level",
    "place",
    "places",
    "question",
    "questions",
    "sections",
]
