"""The sentences of the pages. Every one is made here, from the same numbers as the pictures."""

from analysis.present.sentences import phrases
from analysis.present.sentences.adjusted import adjusted, adjusted_counts
from analysis.present.sentences.answers import answers, commonest
from analysis.present.sentences.discovery import (
    calibration,
    combination,
    discovery,
    discovery_counts,
)
from analysis.present.sentences.findings import (
    MOST_CHANGES,
    beside_expected,
    change,
    changed,
    everything,
    finding,
    flags,
    nothing_found,
    unsaid,
)
from analysis.present.sentences.gap import (
    DRIVER_LIMITS,
    drivers,
    gap,
    gap_agreement,
    gap_basis,
    gap_places,
)
from analysis.present.sentences.groups import groups, overall, panel
from analysis.present.sentences.indicators import happening, indicator, indicator_notes
from analysis.present.sentences.inequality import (
    gap_of,
    inequality,
    inequality_notes,
    inequality_places,
    inequality_spread,
    inequality_unshown,
    inequality_years,
)
from analysis.present.sentences.inequality_section import section_family, section_inequality
from analysis.present.sentences.lowest import lowest, probability
from analysis.present.sentences.neighbours import similar
from analysis.present.sentences.phrases import HIDDEN_NOTE, HIDDEN_NOTE_OFFICIAL
from analysis.present.sentences.place_gaps import gap_bands, gap_outliers, place_gaps
from analysis.present.sentences.places import BANDS, outliers, places
from analysis.present.sentences.profile import (
    changed_since,
    outside_expected,
    profile,
    widest_inside,
)
from analysis.present.sentences.questions import compared_with, questions
from analysis.present.sentences.summary import place_is_area, summary, widest_gap
from analysis.present.sentences.theme_views import (
    theme_candidates,
    theme_overlap,
    theme_places,
    theme_rest,
    theme_words,
    theme_years,
)
from analysis.present.sentences.themes import (
    VERBS,
    compared_groups,
    nothing_shown,
    one_theme,
    share,
    share_axis,
    theme_groups,
    theme_points,
    themes,
    who_wrote,
)
from analysis.present.sentences.trends import trend_details, trends
from analysis.present.sentences.voices import (
    RECORDS,
    needed,
    rate,
    represented,
    skipped,
    survival,
    unheard,
    voices,
    voices_places,
    writers,
)

__all__ = [
    "BANDS",
    "DRIVER_LIMITS",
    "HIDDEN_NOTE",
    "HIDDEN_NOTE_OFFICIAL",
    "MOST_CHANGES",
    "RECORDS",
    "VERBS",
    "adjusted",
    "adjusted_counts",
    "answers",
    "beside_expected",
    "calibration",
    "change",
    "changed",
    "changed_since",
    "combination",
    "commonest",
    "compared_groups",
    "compared_with",
    "discovery",
    "discovery_counts",
    "drivers",
    "everything",
    "finding",
    "flags",
    "gap",
    "gap_agreement",
    "gap_bands",
    "gap_basis",
    "gap_of",
    "gap_outliers",
    "gap_places",
    "groups",
    "happening",
    "indicator",
    "indicator_notes",
    "inequality",
    "inequality_notes",
    "inequality_places",
    "inequality_spread",
    "inequality_unshown",
    "inequality_years",
    "lowest",
    "needed",
    "nothing_found",
    "nothing_shown",
    "one_theme",
    "outliers",
    "outside_expected",
    "overall",
    "panel",
    "phrases",
    "place_gaps",
    "place_is_area",
    "places",
    "probability",
    "profile",
    "questions",
    "rate",
    "represented",
    "section_family",
    "section_inequality",
    "share",
    "share_axis",
    "similar",
    "skipped",
    "summary",
    "survival",
    "theme_candidates",
    "theme_groups",
    "theme_overlap",
    "theme_places",
    "theme_points",
    "theme_rest",
    "theme_words",
    "theme_years",
    "themes",
    "trend_details",
    "trends",
    "unheard",
    "unsaid",
    "voices",
    "voices_places",
    "who_wrote",
    "widest_gap",
    "widest_inside",
    "writers",
]
