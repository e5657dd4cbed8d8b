"""Who did not answer, left questions blank or wrote nothing, and could that change the story?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import (
    levels_for,
    skipped,
    survival,
    voices,
    voices_places,
    writers,
)
from analysis.survey import Level, level
from pages.parts import layout, links, pair
from pages.parts.session import View, ask, current

FOLDED = {"on_change": "rerun", "bind": "query-params"}
READING = {
    "Who answered": [
        "The response rate is the share of the people sent a questionnaire who sent it back. The "
        "dashed line is everyone's. The bar is the 95% interval; a group is “clearly” below or "
        "above when the interval of its difference from everyone's leaves out zero.",
        "A low response rate is a reason to ask how people were reached, not a fault of anyone.",
    ],
    "Would gaps change": [
        "“Weighted” counts those who answered more where few did, so that together they are like "
        "those asked in age, sex, deprivation and whatever else is known of both. It can't allow "
        "for what is not on record: people who felt too ill to answer, or too let down.",
        "The wide bar has no weighting in it. It runs from the gap if the silent of one group had "
        "scored like the lowest-scoring group and those of the other like the highest-scoring, to "
        "the other way round. It is not an interval: chance comes on top.",
        "If the wide bar leaves out zero, those who did not answer could close the gap only by "
        "being unlike any group that did.",
    ],
    "By place": [
        "The response rate is the share of the people sent a questionnaire who sent it back. "
        "“Expected” is the range that most places of that size are in when they differ as places "
        "here do and by chance.",
        "A low response rate is a reason to ask how people were reached, not a fault of anyone.",
    ],
    "Left blank": [
        "Left blank counts people the question was for who gave no answer. Those led past a "
        "question don't count, nor do answers such as “don't know”.",
        "A question's counts are hidden for a group wherever its score is.",
    ],
    "Who wrote": [
        "The share is of the people who answered the questionnaire: those who wrote anything in "
        "any of its boxes for comments. Everyone else is all who are not in the group.",
        "“Less often” and “more often” allow for how many groups or places were compared. Of those "
        "called so, about 1 in 20 is expected to be chance.",
        "A theme that a group mentions rarely may still be met often: shares on Themes are of "
        "those who wrote. Read what few people wrote before you count it.",
        "Writing less is nobody's fault: boxes are in English, at the end of a long questionnaire.",
    ],
}


def say_why_not(why: str) -> None:
    st.info(why, icon=":material/info:")


def choose_level(view: View) -> Level:
    """Show the menu of kinds of places."""
    with st.columns(3)[0]:
        return level(
            links.choose(
                "Kind of place",
                list(levels_for(view.dataset.kind)),
                key="level",
                noun="level",
                label=lambda id: level(id).plural,
                default="trust",
            )
        )


def show_answered(view: View) -> None:
    """Show who answered, by group."""
    people = view.population
    found = ask(voices, people)
    by = pair.choose_breakdown()
    said = [sentences.voices(found), *filter(None, [sentences.represented(found)])]
    layout.lead(said[0], layout.about(view, people))
    if found.why:
        say_why_not(found.why)
        return
    for line in said[1:]:
        st.markdown(line)
    if by.id in found.known:
        layout.show(charts.response(found, by.id, layout.colours()), people, key="response")
        layout.table(tables.voices(found, by.id), f"Who answered, by {by.label.lower()}")
    else:
        say_why_not(
            f"“{by.label}” is asked in the questionnaire, so it is not known of those who did not "
            "answer. Choose another breakdown to see who answered."
        )
    notes = [*found.notes, *([sentences.RECORDS] if "ethnicity" in found.known else [])]
    for note in notes:
        st.caption(note)
    box = st.expander("All groups", icon=":material/groups:", key="every_group", **FOLDED)
    if box.open:
        with box:
            layout.table(tables.voices(found), "Who answered, by every breakdown")
    layout.take_away(
        tables.plain_voices(found),
        people,
        name="who-answered",
        question=None,
        notes=[*said, *notes],
    )


def show_gap(view: View) -> None:
    """Show whether those who did not answer could change a gap."""
    asked, people = view.question, view.population
    by, group, reference = pair.choose(view)
    gap = ask(survival, people, asked, by, group, reference)
    said = [sentences.survival(gap), *filter(None, [sentences.needed(gap)])]
    layout.lead(said[0], layout.about(view, people, asked))
    for line in said[1:]:
        st.markdown(line)
    layout.show(charts.survival(gap, layout.colours()), people, key="survival")
    layout.table(tables.survival(gap), f"The gap on {asked.title} and what could change it")
    layout.take_away(
        tables.plain_survival(gap),
        people,
        name=f"{asked.code}-gap-{by.id}-{group}-{reference}-if-all-had-answered",
        question=asked,
        notes=said,
    )


def show_places(view: View) -> None:
    """Show who answered, by place."""
    people, kind = view.population, choose_level(view)
    places = ask(voices_places, people, kind)
    said = sentences.voices_places(places)
    layout.lead(said, layout.about(view, people))
    layout.table(tables.voices_places(places), "Who answered, by place")
    layout.take_away(
        tables.plain_voices_places(places),
        people,
        name=f"who-answered-by-{kind.id}",
        question=None,
        notes=[said],
    )


def show_blank(view: View) -> None:
    """Show which questions were left blank, and by whom."""
    asked, people = view.question, view.population
    by = pair.choose_breakdown()
    left = ask(skipped, people, asked, by)
    said = sentences.skipped(left)
    layout.lead(said, layout.about(view, people, asked))
    layout.table(tables.skipped_groups(left), f"Who left {asked.title} blank")
    box = st.expander("All questions", icon=":material/grid_view:", key="every_blank", **FOLDED)
    if box.open:
        with box:
            layout.table(tables.skipped_questions(left), "How often each question was left blank")
    layout.take_away(
        tables.plain_skipped(left),
        people,
        name=f"left-blank-{asked.code}-by-{by.id}",
        question=None,
        notes=[said],
    )


def show_wrote(view: View) -> None:
    """Show who wrote comments, by group and by place."""
    people, by = view.population, pair.choose_breakdown()
    found = ask(writers, people, by)
    said = [sentences.writers(found), *filter(None, [sentences.unheard(found)])]
    layout.lead(said[0], layout.about(view, people))
    for line in said[1:]:
        st.markdown(line)
    layout.show(charts.writers(found, layout.colours()), people, key="wrote")
    for note in found.notes:
        st.caption(note)
    layout.table(tables.writers(found), f"Who wrote a comment, by {by.label.lower()}")
    layout.take_away(
        tables.plain_writers(found),
        people,
        name=f"who-wrote-by-{by.id}",
        question=None,
        notes=[*said, *found.notes],
    )
    box = st.expander("Who wrote, by place", icon=":material/map:", key="wrote_where", **FOLDED)
    if box.open:
        with box:
            show_wrote_where(view)


def show_wrote_where(view: View) -> None:
    """Show who wrote comments, by place."""
    people, kind = view.population, choose_level(view)
    found = ask(writers, people, kind)
    said = [sentences.writers(found), *filter(None, [sentences.unheard(found)])]
    st.markdown(" ".join(said))
    layout.table(tables.writers(found), "Who wrote a comment, by place")
    layout.take_away(
        tables.plain_writers(found),
        people,
        name=f"who-wrote-by-{kind.id}",
        question=None,
        notes=[*said, *found.notes],
    )


VIEWS = dict(
    zip(READING, [show_answered, show_gap, show_places, show_blank, show_wrote], strict=True)
)
view = current()
chosen = links.switch("Show", list(VIEWS), key="missing", noun="way to show it")
VIEWS[chosen](view)
layout.how_to_read(READING[chosen])
