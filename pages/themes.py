"""What do people write about, and who writes about what?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import OTHERS
from analysis.results.theme_groups import ADJUSTMENTS, theme_groups
from analysis.results.themes import FRAMEWORK_NAMES, TONES, theme_names, themes
from analysis.store import Coded
from analysis.survey import Dimension, dimension, dimensions
from pages.parts import commenting, layout, links, opening
from pages.parts.session import View, ask, ask_in_steps, current

ALL, GROUPS = "All themes", "By group"
VIEWS = [ALL, GROUPS]
EVERY = "every"
TONE_NAMES = {"any": "Any mention", "praise": "Praise", "criticism": "Criticism"}
ADJUSTED_NAMES = {
    "none": "As written",
    "mix": "Adjusted for case mix",
    "mix-and-rating": "Adjusted for case mix and overall rating",
}
PRACTICE = [
    "Read before you count: a theme is found by its words, and words can mislead. Open the "
    "comments behind a number.",
    "Counts are not prevalence: who isn't mentioning something may have met it all the same. A "
    "share is of the people who wrote anything, and who writes differs between groups.",
    "A higher share is neither better nor worse: it says what people chose to write about.",
]


def choose_breakdown() -> Dimension:
    return dimension(
        links.choose(
            "Break down by",
            [d.id for d in dimensions()],
            key="by",
            noun="breakdown",
            label=lambda id: dimension(id).label,
            default="age",
        )
    )


def read(choices: dict[str, str], by: Dimension | None = None, group: str = "") -> None:
    """Open the comments behind a number."""
    asked = {key: value for key, value in choices.items() if value != "any"}
    people = {by.id: [group]} if by and group and not by.parent else {}
    opening.ask_for("pages/read.py", {"framework": coded.id, **asked, **people})


def offer_to_read(names: dict[str, str], by: Dimension | None = None) -> None:
    """Show the menus that open comments without a click on the picture."""

    def follow() -> None:
        state = st.session_state
        choices = {"theme": state["open_theme"], "tone": state["open_tone"]}
        read(choices, by, state.get("open_group", ""))

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Theme", list(names), format_func=names.__getitem__, key="open_theme")
        st.selectbox("Tone", TONES, format_func=TONE_NAMES.__getitem__, key="open_tone")
        if by and not by.parent:
            st.selectbox(
                "Group", by.ids, format_func=lambda id: by.group(id).label, key="open_group"
            )
        st.button("Read these comments", on_click=follow, icon=":material/chat:")


def picked(key: str) -> list[dict[str, str]]:
    return st.session_state[key].selection.get(charts.CELL, [])


def show_all(view: View) -> None:
    """Show everyone's themes by tone."""
    with st.columns(3)[0]:
        by = choose_breakdown()
    found = ask(themes, view.population, coded.id)
    groups = ask(theme_groups, view.population, by, framework=coded.id, tone="criticism")
    said = sentences.themes(found, groups)
    layout.lead(said, layout.about(view, view.population))
    st.markdown(sentences.who_wrote(found))

    def follow_click() -> None:
        for mark in picked("themes"):
            read({"theme": mark["theme"], "tone": mark["tone"]})

    layout.show(
        charts.themes(found, said, layout.colours()),
        view.population,
        key="themes",
        on_pick=follow_click,
    )
    st.caption("Click a bar to read the comments behind it, or choose them here.")
    offer_to_read(names)
    layout.table(tables.themes(found), "Percent of people who wrote, by theme and tone")
    layout.take_away(
        tables.plain_themes(found),
        view.population,
        name=f"themes-{coded.id}",
        question=None,
        notes=[said, sentences.who_wrote(found), *PRACTICE],
    )
    layout.how_to_read(
        [
            *PRACTICE,
            "A person may mention several themes, praise and criticise the same one, or mention "
            "it without either. So shares don't add up to 100%.",
            "“Not assigned” are people none of whose comments has a theme. They are part of every "
            "share's base.",
            "The thin line at the end of a bar is its 95% interval.",
            "The first sentence names the group that stands out clearly on the theme criticised "
            "most, compared with everyone else, by the breakdown chosen above.",
        ]
    )


def show_groups(view: View) -> None:
    """Show who mentions what."""
    left, right = (st.columns(n, vertical_alignment="bottom") for n in (3, 2))
    with left[0]:
        by = choose_breakdown()
    with left[1]:
        reference = links.choose(
            "Compare with",
            [OTHERS.id, *by.ids],
            key="reference",
            noun="reference group",
            label=lambda id: OTHERS.label if id == OTHERS.id else by.group(id).label,
            default=OTHERS.id,
        )
    with left[2]:
        tone = links.choose("Tone", TONES, key="tone", noun="tone", label=TONE_NAMES.__getitem__)
    with right[1]:
        kind = links.choose(
            "Shares are",
            ADJUSTMENTS,
            key="shares",
            noun="kind of share",
            label=ADJUSTED_NAMES.__getitem__,
        )
    with right[0]:
        theme = links.choose(
            "Theme",
            [EVERY, *names],
            key="theme",
            noun="theme",
            label=lambda id: "All themes" if id == EVERY else names[id],
        )
    asking = ask if kind == "none" else ask_in_steps
    found = asking(
        theme_groups,
        view.population,
        by,
        framework=coded.id,
        tone=tone,
        reference=reference,
        adjustment=kind,
    )
    one = "" if theme == EVERY else theme
    said = sentences.one_theme(found, one) if one else sentences.theme_groups(found)
    layout.lead(
        said,
        f"{layout.about(view, view.population)} · {sentences.compared_groups(found)}",
    )

    def follow_click() -> None:
        for mark in picked("theme-groups"):
            read({"theme": mark["theme"], "tone": tone}, by, mark["group"])

    picture = (
        charts.one_theme(found, one, layout.colours())
        if one
        else charts.theme_groups(found, said, layout.colours())
    )
    layout.show(picture, view.population, key="theme-groups", on_pick=follow_click)
    st.caption("Click a mark to read the comments behind it, or choose them here.")
    offer_to_read(names, by)
    for note in found.notes:
        st.caption(note)
    layout.table(
        tables.theme_groups(found, one or None),
        f"{sentences.share_axis(tone)}, by {by.label.lower()}",
    )
    layout.take_away(
        tables.plain_theme_groups(found),
        view.population,
        name=f"themes-{coded.id}-by-{by.id}-{tone}{'' if kind == 'none' else f'-{kind}'}",
        question=None,
        notes=[said, sentences.compared_groups(found), *found.notes, *PRACTICE],
    )
    layout.how_to_read(
        [
            *PRACTICE,
            "The number in a cell is the percent of the group's people who wrote. ▲ clearly more "
            "often than those it is compared with, ▼ clearly less often, unmarked: no clear "
            "difference, which is not the same as none.",
            "“Clear” allows for how many comparisons there are. Of those called clear, about 1 in "
            "20 is expected to be chance.",
            "Adjusted shares are what we would expect if every group had the same mix of age, sex, "
            "ethnic group, deprivation and tumour group, and, if chosen, had given the same "
            "overall ratings. Rare themes are then shown but not tested.",
        ]
    )


view = current()
codings = commenting.frameworks(view)
columns = st.columns([4, 1], vertical_alignment="bottom")
with columns[0]:
    shown = links.switch("Show", VIEWS, key="show_themes", noun="way to show it")
with columns[1]:
    chosen = links.choose(
        "Themes of",
        [f.id for f in codings],
        key="framework",
        noun="framework",
        label=lambda id: FRAMEWORK_NAMES.get(id, id),
    )
coded: Coded = next(f for f in codings if f.id == chosen)
names = theme_names(coded)
{ALL: show_all, GROUPS: show_groups}[shown](view)
