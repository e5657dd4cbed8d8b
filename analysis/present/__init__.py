"""Numbers in words and pictures: sentences, charts, exports."""

from analysis.present import charts, export, sentences, tables, units
from analysis.present.picture import Picture
from analysis.present.style import Palette, palette

__all__ = [
    "Palette",
    "Picture",
    "charts",
    "export",
    "palette",
    "sentences",
    "tables",
    "units",
]
