"""Inequality between groups: 21 summary measures, corrected for chance, with honest intervals."""

from analysis.statistics.inequality.concentration import erreygers_index, wagstaff_index
from analysis.statistics.inequality.gradient import Gradient, gradient
from analysis.statistics.inequality.groups import Groups
from analysis.statistics.inequality.measures import MEASURES, Measure
from analysis.statistics.inequality.people import PersonIndices, person_indices
from analysis.statistics.inequality.quantiles import QuantileIndices, quantile_indices
from analysis.statistics.inequality.summary import Summary, summarise

__all__ = [
    "MEASURES",
    "Gradient",
    "Groups",
    "Measure",
    "PersonIndices",
    "QuantileIndices",
    "Summary",
    "erreygers_index",
    "gradient",
    "person_indices",
    "quantile_indices",
    "summarise",
    "wagstaff_index",
]
