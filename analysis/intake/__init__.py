"""Real files in: recognised, checked, explained, loaded."""

from analysis.intake.comments import TEMPLATE as COMMENT_TEMPLATE
from analysis.intake.error import IntakeError
from analysis.intake.imported import Imported, import_file
from analysis.intake.indicators import TEMPLATE as INDICATOR_TEMPLATE

__all__ = ["COMMENT_TEMPLATE", "INDICATOR_TEMPLATE", "Imported", "IntakeError", "import_file"]
