"""Tables of who answered, skipped questions and wrote, and what the silent could change."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.tables.cells import records
from analysis.results.skipped import Skipped
from analysis.results.survival import Survival
from analysis.results.voices import PlaceVoices, Voices
from analysis.results.writers import Writers
from analysis.survey import Level, dimension

_RATES = ["rate", "lower", "upper"]
_DIFFERENCES = ["difference", "difference_lower", "difference_upper"]
_SHARES = ["share_asked", "share_answered"]
Row = dict[str, object]


def _count(row: Row, name: str) -> str:
    return units.HIDDEN if row["hidden"] else units.whole(float(str(row[name])))


def _percents(row: Row, names: list[str]) -> list[str]:
    """Return these proportions of a row as percents without their sign."""
    values = [float(str(row[name])) for name in names]
    return ["" if units.is_missing(v) else units.rounded(100 * v, 1) for v in values]


def _rate(row: Row) -> str:
    value, low, high = _percents(row, _RATES)
    if row["hidden"]:
        return units.HIDDEN
    return f"{value}% ({low} to {high})" if value else "–"


def _difference(row: Row) -> str:
    texts = _percents(row, _DIFFERENCES)
    if not all(texts):
        return "–"
    value, low, high = (f"+{t}" if float(t.replace("−", "-")) > 0 else t for t in texts)
    return f"{value} ({low} to {high})"


def _share(row: Row, name: str) -> str:
    text = _percents(row, [name])[0]
    return f"{text}%" if text else "–"


def voices(result: Voices, by: str | None = None) -> pd.DataFrame:
    """Return response rates by group for the screen: of one breakdown, or of all."""
    rows = records(result.groups(by))
    named = {} if by else {"Breakdown": [dimension(r["breakdown"]).label for r in rows]}
    return pd.DataFrame(
        named
        | {
            "Group": [r["label"] for r in rows],
            "Asked": [_count(r, "asked") for r in rows],
            "Answered": [_count(r, "answered") for r in rows],
            "Response rate (95% interval)": [_rate(r) for r in rows],
            "From everyone's (points)": [_difference(r) for r in rows],
            "Of those asked": [_share(r, "share_asked") for r in rows],
            "Of those who answered": [_share(r, "share_answered") for r in rows],
        }
    )


def plain_voices(result: Voices) -> pd.DataFrame:
    """Return response rates for a file: percent 0-100 and points."""
    numbers = [*_RATES, *_DIFFERENCES, *_SHARES]
    frame = result.frame.assign(**{c: 100 * result.frame[c] for c in numbers})
    return frame[["breakdown", "group", "label", "asked", "answered", *numbers, "hidden"]]


def voices_places(result: PlaceVoices) -> pd.DataFrame:
    """Return response rates by place for the screen, lowest first and hidden ones last."""
    rows = records(result.frame.sort_values("rate", kind="stable"))
    spans = [_percents(r, ["expected_lower", "expected_upper"]) for r in rows]
    return pd.DataFrame(
        {
            result.level.label: [r["label"] for r in rows],
            "Asked": [_count(r, "asked") for r in rows],
            "Response rate (95% interval)": [_rate(r) for r in rows],
            "Expected (%)": [f"{low} to {high}" if low else "–" for low, high in spans],
            "Compared with expected": ["–" if r["band"] is None else r["band"] for r in rows],
        }
    )


def plain_voices_places(result: PlaceVoices) -> pd.DataFrame:
    """Return response rates by place for a file: percent 0-100."""
    numbers = [*_RATES, "expected_lower", "expected_upper"]
    frame = result.frame.assign(**{c: 100 * result.frame[c] for c in numbers})
    return frame[["place", "label", "asked", "answered", *numbers, "band", "hidden"]]


def writers(result: Writers) -> pd.DataFrame:
    """Return who wrote comments for the screen: groups in their order, or places, lowest first."""
    is_place, frame = isinstance(result.by, Level), result.frame
    rows = records(frame.sort_values("rate", kind="stable") if is_place else frame)
    return pd.DataFrame(
        {
            result.by.label if is_place else "Group": [r["label"] for r in rows],
            "Answered": [_count(r, "n") for r in rows],
            "Wrote a comment (95% interval)": [_rate(r) for r in rows],
            "From everyone else's (points)": [_difference(r) for r in rows],
            "Wrote": [_verdict(r) for r in rows],
            "Of those who answered": [_share(r, "share_answered") for r in rows],
            "Of those who wrote": [_share(r, "share_wrote") for r in rows],
        }
    )


def _verdict(row: Row) -> str:
    if row["clear"] is None or row["clear"] is pd.NA:
        return "–"
    if not row["clear"]:
        return "no clear difference"
    return "less often" if float(str(row["difference"])) < 0 else "more often"


def plain_writers(result: Writers) -> pd.DataFrame:
    """Return who wrote comments for a file, everyone last: percent 0-100 and points."""
    whole = pd.DataFrame([result.whole]).assign(group="all", label="Everyone")
    frame = pd.concat([result.frame, whole], ignore_index=True)
    numbers = [*_RATES, *_DIFFERENCES, "share_answered", "share_wrote"]
    frame = frame.assign(**{c: 100 * frame[c].astype(float) for c in numbers})
    return frame[["group", "label", "n", *numbers, "clear", "hidden"]]


def _blank(rows: list[Row]) -> dict[str, list[str]]:
    return {
        "Asked": [_count(r, "asked") for r in rows],
        "Left blank": [_count(r, "blank") for r in rows],
        "Share left blank (95% interval)": [_rate(r) for r in rows],
    }


def skipped_questions(result: Skipped) -> pd.DataFrame:
    """Return how often each question was left blank, for the screen."""
    rows = records(result.questions)
    return pd.DataFrame({"Question": [str(r["title"]) for r in rows]} | _blank(rows))


def skipped_groups(result: Skipped) -> pd.DataFrame:
    """Return how often one question was left blank by group, for the screen."""
    rows = records(result.groups)
    return pd.DataFrame({"Group": [str(r["label"]) for r in rows]} | _blank(rows))


def plain_skipped(result: Skipped) -> pd.DataFrame:
    """Return both for a file: percent 0-100; ``group`` is "all" for everyone."""
    frame = pd.concat(
        [
            result.questions.drop(columns="title").assign(group="all"),
            result.groups[result.groups["group"] != "all"].assign(question=result.question.code),
        ],
        ignore_index=True,
    )
    frame = frame.assign(**{c: 100 * frame[c] for c in _RATES})
    return frame[["question", "group", "asked", "blank", *_RATES, "hidden"]]


def survival(result: Survival) -> pd.DataFrame:
    """Return the gap as answered, re-weighted, and its bounds, for the screen."""
    q, sides, found, bounds = result.question, result.sides, result.weighted, result.bounds
    rows = [("As answered", units.signed_interval(q, sides.gap, sides.lower, sides.upper))]
    if found.value is not None and found.lower is not None and found.upper is not None:
        told = units.signed_interval(q, found.value, found.lower, found.upper)
        rows.append(("Weighted to be like those asked", told))
    else:
        rows.append(("Weighted to be like those asked", found.why))
    if bounds.lower is not None and bounds.upper is not None:
        ends = [units.signed(q, v) for v in (bounds.lower, bounds.upper)]
        rows.append(("If the silent had scored like other groups", f"{ends[0]} to {ends[1]}"))
    else:
        rows.append(("If the silent had scored like other groups", bounds.why))
    return pd.DataFrame(rows, columns=["The gap", "Points"])


def plain_survival(result: Survival) -> pd.DataFrame:
    """Return the same for a file: points of 100, or of the rating."""
    sides = result.sides
    rows = [
        ("as answered", sides.gap, sides.lower, sides.upper, ""),
        *(
            (name, e.value if name == "weighted" else None, e.lower, e.upper, e.why)
            for name, e in (("weighted", result.weighted), ("bounds", result.bounds))
        ),
    ]
    frame = pd.DataFrame(rows, columns=["gap", "estimate", "lower", "upper", "why"])
    numbers = ["estimate", "lower", "upper"]
    frame = units.scale_frame(result.question, frame.astype(dict.fromkeys(numbers, float)), numbers)
    return frame.assign(
        dimension=result.dimension.id,
        group=sides.group.id,
        reference=sides.reference.id,
        verdict=result.verdict,
    )
