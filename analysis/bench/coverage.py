"""How often the intervals of the inequality measures hold the truth, by simulation."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.inequality import MEASURES, Groups, summarise
from analysis.statistics.inequality.formula import formula

Floats = NDArray[np.float64]
Case = tuple[str, bool]

_NOMINAL = (93.0, 97.0)
_MIXED = (60, 100, 200, 300, 500, 1000, 3000, 8000)


@dataclass(frozen=True)
class Scenario:
    """Groups of which samples are drawn again and again.

    Attributes
    ----------
    name : str
        What it is.
    bases : tuple of int
        Answers in each group.
    centre : float
        Mean of the groups' true proportions, 0-1.
    spread : float
        Standard deviation of the true proportions, which are drawn anew each time from a normal
        distribution; 0 for equal groups.
    pattern : tuple of float
        Instead of a random draw: what each group's true proportion adds to the centre.
    """

    name: str
    bases: tuple[int, ...]
    centre: float = 0.75
    spread: float = 0.0
    pattern: tuple[float, ...] = ()

    def truth(self, rng: np.random.Generator) -> Floats:
        """Return true proportions, kept within 5% and 95%."""
        if self.pattern:
            return self.centre + np.array(self.pattern)
        drawn = rng.normal(self.centre, self.spread, len(self.bases))
        return np.clip(drawn, 0.05, 0.95)


RANDOM = (
    Scenario("equal, 6 x 400", (400,) * 6),
    Scenario("equal, 60-8,000", _MIXED),
    Scenario("SD 1, 6 x 400", (400,) * 6, spread=0.01),
    Scenario("SD 2, 6 x 400", (400,) * 6, spread=0.02),
    Scenario("SD 5, 6 x 400", (400,) * 6, spread=0.05),
    Scenario("SD 2, 4 x 400", (400,) * 4, spread=0.02),
    Scenario("SD 1, 60-8,000", _MIXED, spread=0.01),
    Scenario("SD 3, 60-8,000", _MIXED, spread=0.03),
    Scenario("SD 6, 60-8,000", _MIXED, spread=0.06),
    Scenario("SD 4, 15 x 200, about 30%", (200,) * 15, centre=0.3, spread=0.04),
    Scenario("SD 2, 5 x 20,000", (20_000,) * 5, spread=0.02),
)
FIXED = (
    Scenario("even steps, 5 x 400", (400,) * 5, pattern=(-0.06, -0.03, 0.0, 0.03, 0.06)),
    Scenario("even steps, 60-8,000", _MIXED, pattern=tuple(np.linspace(-0.08, 0.08, 8))),
    Scenario("one worse, 6 x 300", (300,) * 6, pattern=(0.02,) * 5 + (-0.1,)),
    Scenario("one small worse, 60-8,000", _MIXED, pattern=(-0.2,) + (0.02,) * 7),
)


def cases() -> list[Case]:
    """Return the measures (by id), each with whether the groups have an order."""
    unordered = [(m.id, False) for m in MEASURES.values() if not m.needs_order]
    ordered = [(m.id, True) for m in MEASURES.values() if m.is_signed]
    return unordered + ordered


def coverage(
    scenario: Scenario, repeats: int, seed: int = 1, wanted: Sequence[Case] | None = None
) -> dict[Case, float]:
    """Return the percentage of intervals that hold the truth, for each measure.

    Parameters
    ----------
    scenario : Scenario
        What samples are drawn from. The last group, which is the largest where groups differ in
        size, is the reference.
    repeats : int
        How many samples are drawn.
    seed : int
        Seed of the draws.
    wanted : sequence of (str, bool), optional
        Measures, with or without an order of the groups; all of `cases` if not given.
    """
    rng = np.random.default_rng(seed)
    held = dict.fromkeys(wanted if wanted is not None else cases(), 0)
    bases = np.array(scenario.bases)
    for _ in range(repeats):
        truth = scenario.truth(rng)
        seen = rng.binomial(bases, truth) / bases
        for measure, ordered in held:
            groups = Groups.of_proportions(seen, bases, ordered=ordered, reference=bases.size - 1)
            value = float(formula(measure, ordered=ordered).value(truth, groups))
            estimate = summarise(groups, measure).estimate
            if estimate.lower is not None and estimate.upper is not None:
                held[measure, ordered] += estimate.lower - 1e-9 <= value <= estimate.upper + 1e-9
    return {case: 100 * count / repeats for case, count in held.items()}


def table(found: dict[Scenario, dict[Case, float]], repeats: int) -> str:
    """Return the percentages as a Markdown table; bold where chance doesn't explain them."""
    slack = 100 * 1.96 * np.sqrt(0.95 * 0.05 / repeats)
    lines = ["| scenario | " + " | ".join(_label(case) for case in cases()) + " |"]
    lines.append("|---" * (len(cases()) + 1) + "|")
    for scenario, percents in found.items():
        cells = [
            f"{p:.1f}" if _NOMINAL[0] - slack <= p <= _NOMINAL[1] + slack else f"**{p:.1f}**"
            for p in percents.values()
        ]
        lines.append(f"| {scenario.name} | " + " | ".join(cells) + " |")
    means = np.mean([list(percents.values()) for percents in found.values()], axis=0)
    lines.append("| mean | " + " | ".join(f"{mean:.1f}" for mean in means) + " |")
    return "\n".join(lines)


def _label(case: Case) -> str:
    measure, ordered = case
    return measure + (", in order" if ordered and not MEASURES[measure].needs_order else "")


def report(random: str, fixed: str, repeats: int) -> str:
    """Return the page of Markdown around the two tables."""
    return "\n".join(
        [
            "# How often the intervals of inequality measures hold the truth",
            "",
            f"Made by `python -m analysis bench coverage`: {repeats:,} samples for each scenario,",
            "nominal 95%. Answers are binomial; a group's people are its answers. Percentages of",
            "samples whose interval holds the measure of the true proportions. Chance moves a",
            f"percentage by about {196 * np.sqrt(0.95 * 0.05 / repeats):.1f} either way; bold is",
            "what lies outside 93-97 by more than that. SD is the standard deviation between true",
            "proportions, in points.",
            "",
            "## Patterns drawn at random",
            "",
            "The true proportions are drawn anew for each sample, so this is the coverage for a",
            "given size of inequality, averaged over its patterns. Equal groups are the hard case.",
            "",
            random,
            "",
            "## Fixed patterns",
            "",
            "The same true proportions every time. No interval of a measure with a kink (a best",
            "group, a distance) can hold 95% for each pattern that there might be.",
            "",
            fixed,
            "",
        ]
    )


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench coverage``."""
    parser.add_argument("--repeats", type=int, default=300, help="samples for each scenario")
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")


def run(asked: Namespace) -> None:
    """Simulate, and print or write the page."""
    scenarios = RANDOM + FIXED
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(coverage, scenarios, [asked.repeats] * len(scenarios)))
    found = dict(zip(scenarios, done, strict=True))
    random, fixed = (table({s: found[s] for s in part}, asked.repeats) for part in (RANDOM, FIXED))
    page = report(random, fixed, asked.repeats)
    if asked.out:
        asked.out.write_text(page, encoding="utf-8")
    else:
        print(page)
