"""Real files in: recognised, checked, explained, loaded."""

from analysis.intake.error import IntakeError
from analysis.intake.imported import Imported, import_file

__all__ = ["Imported", "IntakeError", "import_file"]
