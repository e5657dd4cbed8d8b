"""What do people write about, and who writes about what?"""

import streamlit as st

from analysis.present import charts, sentences, tables
from analysis.results import OTHERS
from analysis.results.theme_groups import ADJUSTMENTS, theme_groups
from analysis.results.themes import FRAMEWORK_NAMES, TONES, theme_names, themes
from analysis.store import Coded
from analysis.survey import Dimension
from pages.parts import commenting, layout, links, theme_views
from pages.parts.session import View, ask, ask_in_steps, current
from pages.parts.theme_views import EVERY, PRACTICE, TONE_NAMES

ALL, GROUPS = "All themes", "By group"
ADJUSTED_NAMES = {
    "none": "As written",
    "mix": "Adjusted for case mix",
    "mix-and-rating": "Adjusted for case mix and overall rating",
}


def offer_to_read(names: dict[str, str], by: Dimension | None = None) -> None:
    """Show the menus that open comments without a click on the picture."""

    def follow() -> None:
        state = st.session_state
        choices = {"theme": state["open_theme"], "tone": state["open_tone"]}
        theme_views.read(coded, choices, by, state.get("open_group", ""))

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
        by = theme_views.choose_breakdown()
    found = ask(themes, view.population, coded.id)
    groups = ask(theme_groups, view.population, by, framework=coded.id, tone="criticism")
    said = sentences.themes(found, groups)
    layout.lead(said, layout.about(view, view.population))
    st.markdown(sentences.who_wrote(found))

    def follow_click() -> None:
        for mark in picked("themes"):
            theme_views.read(coded, {"theme": mark["theme"], "tone": mark["tone"]})

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
        by = theme_views.choose_breakdown()
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
        tone = theme_views.choose_tone()
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
            theme_views.read(coded, {"theme": mark["theme"], "tone": tone}, by, mark["group"])

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
columns = st.columns([9, 2], vertical_alignment="bottom")
with columns[0]:
    shown = links.switch(
        "Show", [ALL, GROUPS, *theme_views.VIEWS], key="show_themes", noun="way to show it"
    )
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
if shown == ALL:
    show_all(view)
elif shown == GROUPS:
    show_groups(view)
else:
    theme_views.VIEWS[shown](view, coded)
