"""Results as tables: for the screen in words, for files in plain columns."""

from analysis.present.tables.adjusted import adjusted, plain_adjusted
from analysis.present.tables.answers import answers, plain_answers
from analysis.present.tables.discovery import discovery, plain_discovery
from analysis.present.tables.gap import (
    MOST_DRIVERS,
    drivers,
    gap_bases,
    gap_methods,
    gap_parts,
    plain_drivers,
    plain_gap,
)
from analysis.present.tables.groups import groups, overall, plain_groups, plain_scores
from analysis.present.tables.indicators import indicator, plain_indicator
from analysis.present.tables.inequality import (
    inequality,
    inequality_groups,
    inequality_years,
    measures,
    plain_inequality,
    plain_inequality_years,
    plain_section_inequality,
    section_inequality,
)
from analysis.present.tables.matrix import matrix, plain_matrix
from analysis.present.tables.place_gaps import place_gaps, plain_place_gaps
from analysis.present.tables.places import alliance, places, plain_places, similar
from analysis.present.tables.profile import (
    changed_since,
    dashboard,
    outside_expected,
    plain_profile,
    profile,
    widest_inside,
)
from analysis.present.tables.questions import questions
from analysis.present.tables.summary import gaps, plain_gaps
from analysis.present.tables.theme_views import (
    plain_theme_overlap,
    plain_theme_places,
    plain_theme_words,
    plain_theme_years,
    theme_candidates,
    theme_overlap,
    theme_places,
    theme_words,
    theme_years,
)
from analysis.present.tables.themes import plain_theme_groups, plain_themes, theme_groups, themes
from analysis.present.tables.trends import plain_trends, trend_ends, trends
from analysis.present.tables.voices import (
    plain_skipped,
    plain_survival,
    plain_voices,
    plain_voices_places,
    skipped_groups,
    skipped_questions,
    survival,
    voices,
    voices_places,
)

__all__ = [
    "MOST_DRIVERS",
    "adjusted",
    "alliance",
    "answers",
    "changed_since",
    "dashboard",
    "discovery",
    "drivers",
    "gap_bases",
    "gap_methods",
    "gap_parts",
    "gaps",
    "groups",
    "indicator",
    "inequality",
    "inequality_groups",
    "inequality_years",
    "matrix",
    "measures",
    "outside_expected",
    "overall",
    "place_gaps",
    "places",
    "plain_adjusted",
    "plain_answers",
    "plain_discovery",
    "plain_drivers",
    "plain_gap",
    "plain_gaps",
    "plain_groups",
    "plain_indicator",
    "plain_inequality",
    "plain_inequality_years",
    "plain_matrix",
    "plain_place_gaps",
    "plain_places",
    "plain_profile",
    "plain_scores",
    "plain_section_inequality",
    "plain_skipped",
    "plain_survival",
    "plain_theme_groups",
    "plain_theme_overlap",
    "plain_theme_places",
    "plain_theme_words",
    "plain_theme_years",
    "plain_themes",
    "plain_trends",
    "plain_voices",
    "plain_voices_places",
    "profile",
    "questions",
    "section_inequality",
    "similar",
    "skipped_groups",
    "skipped_questions",
    "survival",
    "theme_candidates",
    "theme_groups",
    "theme_overlap",
    "theme_places",
    "theme_words",
    "theme_years",
    "themes",
    "trend_ends",
    "trends",
    "voices",
    "voices_places",
    "widest_inside",
]
