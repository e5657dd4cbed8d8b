"""The demonstration: synthetic respondents and indicators, calibrated to published facts."""

from analysis.demo.commented import add_demo_comments
from analysis.demo.generator import RESPONDENTS, SEED, build_demo, generate
from analysis.demo.indicators import demo_indicators
from analysis.demo.truth import truths

__all__ = [
    "RESPONDENTS",
    "SEED",
    "add_demo_comments",
    "build_demo",
    "demo_indicators",
    "generate",
    "truths",
]
