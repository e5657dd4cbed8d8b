"""Sentences of the Themes page: who of those who wrote mentions what."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results.theme_groups import ThemeGroups
from analysis.results.themes import NO_DETAIL, Themes
from analysis.survey import NOT_ASSIGNED, OTHERS, Tone, mention

SHARE = mention("", "", "", ())
"""A question in whose unit, percent, all shares of the page are."""

VERBS: dict[Tone, str] = {"any": "mention", "praise": "praise", "criticism": "criticise"}
"""What people do who write about a theme in a tone."""

_SMALL = 0.1
_MANY_TIMES = 3.5

NOBODY_WROTE = "Nobody in this selection wrote a comment."
TOO_FEW_WROTE = "Too few people wrote comments here to show any share without exposing people."


def share(value: float) -> str:
    """Return a share of people in a sentence: whole percents, one decimal below 10%."""
    small = units.percent(value, 1)
    return small if value < _SMALL and small != "10.0%" else units.percent(value)


def themes(found: Themes, groups: ThemeGroups | None = None) -> str:
    """Return the first sentence of the Themes page: what stands out, and for whom.

    Parameters
    ----------
    found : Themes
        Everyone's themes.
    groups : ThemeGroups or None
        The criticism of the same people by group, compared with everyone else; None leaves out for
        whom.
    """
    obstacle = nothing_shown(found)
    if obstacle:
        return obstacle
    praise, blame = (_top(found, tone) for tone in ("praise", "criticism"))
    told = []
    if praise is not None:
        told.append(f"What people praise most: {_named(praise, 'praise')}")
    if blame is not None:
        told.append(f"what they criticise most: {_named(blame, 'criticism')}")
    if not told:
        return "No theme is mentioned by anyone here."
    if blame is None:
        return f"{told[0]}."
    whom = _for_whom(groups, blame["theme"]) if groups else ""
    return f"{phrases.capital('; '.join(told))}{whom}."


def nothing_shown(found: Themes) -> str:
    """Return why there is nothing to show; empty where there is something."""
    if found.frame["any"].notna().any():
        return ""
    return TOO_FEW_WROTE if found.frame["hidden"].any() else NOBODY_WROTE


def quoted(name: str) -> str:
    """Return the name of a theme as it stands in a sentence."""
    return f"“{name}”"


def _top(found: Themes, tone: Tone) -> pd.Series | None:
    """Return the theme of most people, but for those that say no more than that all was well."""
    rows = found.assigned[(found.assigned[tone] > 0) & ~found.assigned["theme"].isin(NO_DETAIL)]
    return None if rows.empty else rows.sort_values(tone, ascending=False, kind="stable").iloc[0]


def _named(row: pd.Series, tone: Tone) -> str:
    return f"{quoted(row['name'])} ({share(row[tone])})"


def _for_whom(groups: ThemeGroups, theme: str) -> str:
    """Return who criticises the theme clearly more or less often, else any theme."""
    clear = groups.clear[groups.clear["theme"] != NOT_ASSIGNED]
    own = clear[clear["theme"] == theme]
    if clear.empty:
        return f". No difference between {groups.by.plural} in what they criticise is clear"
    if own.empty:
        return f". The surest difference: {theme_group(groups, clear.iloc[0])}"
    more = own[own["difference"] > 0].sort_values("difference", ascending=False, kind="stable")
    row = (more if len(more) else own).iloc[0]
    people = groups.by.group(row["group"]).people
    return f", and {people} {_how_often(row)} {groups.reference.people} ({share(row['score'])})"


def _how_often(row: pd.Series) -> str:
    """Return how often compared with the reference, e.g. "twice as often as"."""
    reference = row["score"] - row["difference"]
    ratio = row["score"] / reference if reference > 0 else float("inf")
    for least, words in ((2.75, "three times as often as"), (1.75, "twice as often as")):
        if least <= ratio < least + 0.75:
            return words
    if ratio >= _MANY_TIMES:
        return "far more often than"
    return "more often than" if row["difference"] > 0 else "less often than"


def theme_groups(found: ThemeGroups) -> str:
    """Return the first sentence by group: the surest difference, and how many there are."""
    if found.frame["score"].isna().all():
        return TOO_FEW_WROTE if found.frame["hidden"].any() else NOBODY_WROTE
    tested = int(found.frame["p"].notna().sum())
    if not tested:
        return "There is nothing to compare here: too few groups can be shown."
    clear = found.clear
    others = clear[clear["theme"] != NOT_ASSIGNED]
    if others.empty:
        return (
            f"No clear difference: none of {phrases.many(tested, 'comparison')} between "
            f"{found.by.plural} stands out, after allowing for how many there are."
        )
    counted = phrases.many(len(clear), "difference")
    return (
        f"{phrases.capital(theme_group(found, others.iloc[0]))}. It is the surest of {counted} "
        f"that {phrases.agree(len(clear), 'stands', 'stand')} out among "
        f"{phrases.many(tested, 'comparison')}."
    )


def theme_group(found: ThemeGroups, row: pd.Series) -> str:
    """Return how a group that differs clearly mentions a theme, without a full stop."""
    people = found.by.group(row["group"]).people
    against = found.reference.people
    reference = row["score"] - row["difference"]
    verb, name = VERBS[found.tone], quoted(row["name"])
    return (
        f"{people} {verb} {name} {_how_often(row)} {against}, {share(row['score'])} against "
        f"{share(reference)}: {theme_points(row)}"
    )


def theme_points(row: pd.Series) -> str:
    """Return a difference of shares with its interval, e.g. "+0.6 points (+0.3 to +0.9)"."""
    ends = (row[f"difference{end}"] for end in ("", "_lower", "_upper"))
    value, limits = units.signed_interval(SHARE, *ends).split(" ", 1)
    return f"{value} points {limits}"


def one_theme(found: ThemeGroups, theme: str) -> str:
    """Return a sentence on one theme: the group that differs most surely, and how many do."""
    rows = found.clear
    rows = rows[rows["theme"] == theme]
    name = found.of_theme(theme)["name"].iloc[0]
    if found.of_theme(theme)["p"].isna().all():
        return f"“{name}”: groups can't be compared here, as too few people can be shown."
    if rows.empty:
        return (
            f"“{name}”: no group differs clearly from {found.reference.people}, as far as these "
            "comments can tell."
        )
    told = f"{phrases.capital(theme_group(found, rows.iloc[0]))}."
    if len(rows) == 1:
        return told
    tested = int(found.of_theme(theme)["p"].notna().sum())
    more = int((rows["difference"] > 0).sum())
    counted = phrases.listing(
        [
            f"{phrases.how_many(number)} {phrases.agree(number, 'does', 'do')} so clearly {word}"
            for number, word in ((more, "more often"), (len(rows) - more, "less often"))
            if number
        ]
    )
    return f"{told} Of {phrases.many(tested, 'group')} compared, {counted}."


def share_axis(tone: Tone) -> str:
    """Return the title of an axis of shares."""
    return f"Percent of people who wrote who {VERBS[tone]} it"


def compared_groups(found: ThemeGroups) -> str:
    """Return what is compared with what, and what the shares are adjusted for."""
    whom = OTHERS.label if found.reference == OTHERS else found.reference.label
    text = f"compared with: {whom}"
    return f"{text}; adjusted for {found.adjusted}" if found.adjusted else text


def who_wrote(found: Themes) -> str:
    """Return how many people wrote, of how many."""
    row = found.wrote
    if units.is_missing(row["score"]):
        return NOBODY_WROTE if not row["hidden"] else TOO_FEW_WROTE
    text = units.score_interval(SHARE, row["score"], row["lower"], row["upper"])
    rest = found.frame[found.frame["theme"] == NOT_ASSIGNED].iloc[0]
    wrote = f"{text} of {units.whole(row['n'])} respondents wrote a comment."
    if units.is_missing(rest["any"]):
        return wrote
    return f"{wrote} {share(rest['any'])} of them wrote nothing that has a theme: “Not assigned”."
