"""The columns of the published NCPES results, by what they hold."""

from __future__ import annotations

LEVEL = "Geog"
PLACE = "Trust.Code"
PLACE_NAME = "Trust.Name"
YEAR = "Year"
SEX = "Gender"
DEPRIVATION = "IMD"
TUMOUR = "Cancer.Type"
QUESTION = "Question.Number"
WORDING = "Question.Text"
VARIANT = "adjusted.unadjusted.yearonyear"
N = "Number.of.responses"
SCORE = "scored.percentage"
LOWER = "Lower.95..confidence.interval"
UPPER = "Upper.95..confidence.interval"
BAND_NUMBER = "Performance.Rating"
BAND_TEXT = "Performance"
EXPECTED_LOWER = "Expected.Range..lower."
EXPECTED_UPPER = "Expected.Range..upper."
CHANGE_YEAR = "Significant.Change.2017.2018"
CHANGE_OVERALL = "SignificantChangeOverallyears"
SIGNIFICANT = "Significance.test"
QUESTION_DIGITS = "qnum"
BAND_SHORT = "abrvperformance"
AREA_NAME = "CALNCV18NM"
SECTION = "cpesqtype"

COLUMNS = (
    LEVEL,
    PLACE,
    PLACE_NAME,
    YEAR,
    SEX,
    DEPRIVATION,
    TUMOUR,
    QUESTION,
    WORDING,
    VARIANT,
    N,
    SCORE,
    LOWER,
    UPPER,
    BAND_NUMBER,
    BAND_TEXT,
    EXPECTED_LOWER,
    EXPECTED_UPPER,
    CHANGE_YEAR,
    CHANGE_OVERALL,
    SIGNIFICANT,
    QUESTION_DIGITS,
    BAND_SHORT,
    AREA_NAME,
    SECTION,
)

VALUES = {
    "score": SCORE,
    "lower": LOWER,
    "upper": UPPER,
    "expected_lower": EXPECTED_LOWER,
    "expected_upper": EXPECTED_UPPER,
}
"""Our name -> the file's name of what is measured on the scale of the score."""
