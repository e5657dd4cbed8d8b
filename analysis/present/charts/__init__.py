"""Pictures of results. Each comes with its text alternative."""

from analysis.present.charts.adjusted import adjusted
from analysis.present.charts.answers import answers
from analysis.present.charts.boundaries import Boundaries, choropleth, read_boundaries
from analysis.present.charts.combinations import combinations
from analysis.present.charts.equiplot import equiplot, equiplot_section, equiplot_years
from analysis.present.charts.framework import framework_place, framework_places
from analysis.present.charts.funnel import funnel
from analysis.present.charts.gap_funnel import gap_funnel
from analysis.present.charts.gaps import gaps
from analysis.present.charts.groups import groups
from analysis.present.charts.heat import CELL
from analysis.present.charts.lowest import MOST_LOWEST, lowest
from analysis.present.charts.matrix import matrix
from analysis.present.charts.profile import profile
from analysis.present.charts.standings import standings
from analysis.present.charts.theme_overlap import theme_overlap
from analysis.present.charts.theme_pairs import theme_words, theme_years
from analysis.present.charts.themes import one_theme, theme_groups, themes
from analysis.present.charts.tiles import tiles
from analysis.present.charts.trends import trends
from analysis.present.charts.voices import response, survival, writers
from analysis.present.charts.waterfall import waterfall
from analysis.present.charts.xmr import xmr

__all__ = [
    "CELL",
    "MOST_LOWEST",
    "Boundaries",
    "adjusted",
    "answers",
    "choropleth",
    "combinations",
    "equiplot",
    "equiplot_section",
    "equiplot_years",
    "framework_place",
    "framework_places",
    "funnel",
    "gap_funnel",
    "gaps",
    "groups",
    "lowest",
    "matrix",
    "one_theme",
    "profile",
    "read_boundaries",
    "response",
    "standings",
    "survival",
    "theme_groups",
    "theme_overlap",
    "theme_words",
    "theme_years",
    "themes",
    "tiles",
    "trends",
    "waterfall",
    "writers",
    "xmr",
]
