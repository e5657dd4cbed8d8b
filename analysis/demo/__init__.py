"""The demonstration survey: synthetic respondents, calibrated to published facts."""

from analysis.demo.generator import RESPONDENTS, SEED, build_demo, generate
from analysis.demo.truth import truths

__all__ = ["RESPONDENTS", "SEED", "build_demo", "generate", "truths"]
