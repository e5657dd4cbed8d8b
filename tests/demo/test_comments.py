"""What the demonstration survey's people write: as much, as long and in the tone as published."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from analysis.demo import SEED
from analysis.demo.comments import Written, stream, write
from analysis.demo.generator import orders
from analysis.demo.situations import held_out, seen
from analysis.demo.subjects import comment_truths
from analysis.demo.tables import read_table
from analysis.survey import dimension

RESPONDENTS = 100_000


@dataclass(frozen=True)
class Said:
    """What everybody wrote, with who wrote it and the truth, over the four years."""

    groups: pd.DataFrame
    answers: pd.DataFrame
    comments: pd.DataFrame
    mentions: pd.DataFrame
    identifiers: pd.DataFrame

    def writes_about(self, theme: str, tone: int) -> np.ndarray:
        """Return for each respondent whether the theme is one of those picked in this tone."""
        chosen = self.mentions["chief"] & (self.mentions["theme"] == theme)
        about = self.mentions[chosen & (self.mentions["tone"] == tone)]
        who = self.comments.loc[about["comment"], "person"]
        return np.isin(np.arange(len(self.groups)), who)


@pytest.fixture(scope="module")
def said(factory) -> Said:
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in Said.__annotations__}
    respondents = comments = 0
    for order in orders(RESPONDENTS, SEED):
        piece = factory.make(order)
        written = write(piece.respondents, piece.answers, stream(order.chance))
        parts["groups"].append(pd.DataFrame(piece.respondents.codes))
        parts["answers"].append(pd.DataFrame(piece.answers))
        known = {"tone": written.tones, "year": order.year}
        shifted = written.comments["person"] + respondents
        parts["comments"].append(written.comments.assign(person=shifted, **known))
        for name in ("mentions", "identifiers"):
            table = getattr(written, name)
            parts[name].append(table.assign(comment=table["comment"] + comments))
        respondents += order.respondents
        comments += len(written.comments)
    return Said(**{name: pd.concat(tables, ignore_index=True) for name, tables in parts.items()})


def words(comments: pd.DataFrame) -> pd.Series:
    return comments["text"].str.split().map(len)


def test_55_to_66_percent_write_something_in_every_year(said):
    years = np.repeat([2015, 2016, 2017, 2018], [o.respondents for o in orders(RESPONDENTS, SEED)])
    wrote = np.isin(np.arange(len(years)), said.comments["person"])
    for year in np.unique(years):
        assert 0.55 < wrote[years == year].mean() < 0.66


def test_praise_takes_24_words_and_criticism_43(said):
    mean = words(said.comments).groupby(said.comments["tone"]).mean()
    assert mean[1] == pytest.approx(24, abs=1.5)
    assert mean[-1] == pytest.approx(43, abs=1.5)


def test_two_thirds_are_praise(said):
    assert (said.comments["tone"] == 1).mean() == pytest.approx(2 / 3, abs=0.03)


def test_boxes_ask_for_praise_criticism_and_anything_else(said):
    tones = said.comments.groupby("box", observed=True)["tone"]
    assert (tones.min()["good"], tones.max()["better"]) == (0, 1)
    assert tones.mean()["better"] < 0 < tones.mean()["other"] < tones.mean()["good"]
    assert set(said.comments["box"].unique()) == {"good", "better", "other"}
    assert not said.comments.duplicated(["person", "box"]).any()


def test_nothing_under_what_could_be_better_is_praise(said):
    nothing = said.comments["text"].str.lower().str.strip("!.") == "nothing"
    better = said.comments[nothing & (said.comments["box"] == "better")]
    assert len(better) > 300
    assert (better["tone"] == 1).all()


def test_the_time_before_diagnosis_is_the_most_negative(said):
    chief = said.mentions[said.mentions["chief"]]
    tone = pd.crosstab(chief["theme"], chief["tone"])
    assert tone[-1].idxmax() == "diagnosis"
    assert (tone[-1] / tone.sum(axis=1)).idxmax() == "diagnosis"


def test_9_percent_write_about_the_questionnaire(said):
    about = said.mentions.loc[said.mentions["theme"] == "questionnaire", "comment"]
    share = said.comments.loc[about, "person"].nunique() / said.comments["person"].nunique()
    assert share == pytest.approx(0.09, abs=0.01)


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("Q1", "diagnosis"),
        ("Q9", "telling"),
        ("Q17", "key-contact"),
        ("Q16", "involvement"),
        ("Q57", "waiting"),
        ("Q59", "kindness"),
        ("Q53", "general-practice"),
    ],
)
def test_bad_answers_go_with_bad_words_and_good_ones_with_praise(said, question, theme):
    wrote = np.isin(np.arange(len(said.groups)), said.comments["person"])
    codes = said.answers[question].to_numpy()
    bad, good = {"Q1": ((3, 4), (1, 2)), "Q59": (range(1, 8), (11,)), "Q17": ((2,), (1,))}.get(
        question, ((2, 3), (1,))
    )
    for tone, least in ((-1, 1.5), (1, 0)):
        said_so = said.writes_about(theme, tone)
        odds = [
            said_so[wrote & np.isin(codes, list(some))].mean()
            / (1 - said_so[wrote & np.isin(codes, list(some))].mean())
            for some in (bad, good)
        ]
        assert odds[0] / odds[1] > least
        assert (odds[0] > odds[1]) == (tone == -1)


@pytest.mark.parametrize("row", comment_truths().to_dict("records"), ids=str)
def test_planted_differences_are_there_to_be_found(said, row):
    """Beside what the answers alone make of it, and far beyond chance at twice this size."""
    ids = dimension(row["dimension"]).ids
    group = said.groups[dimension(row["dimension"]).column].to_numpy()
    wrote = np.isin(np.arange(len(group)), said.comments["person"])
    if row["theme"] == "any":
        does, among = wrote, np.ones(len(wrote), dtype=bool)
    else:
        does = said.writes_about(row["theme"], {"positive": 1, "negative": -1}[row["tone"]])
        among = wrote
    table = [
        [(does & among & (group == ids.index(row[name]))).sum() for name in ("group", "reference")],
        [(~does & among & (group == ids.index(row[n]))).sum() for n in ("group", "reference")],
    ]
    (a, c), (b, d) = table
    log_odds, error = np.log(a * d / (b * c)), np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    towards = np.sign(np.log(row["odds_ratio"]))
    assert towards * log_odds / error > 1.2
    assert towards * log_odds > towards * np.log(row["odds_ratio"]) - 0.35 - 2 * error


def test_groups_without_a_planted_difference_do_not_differ(said):
    planted = comment_truths().query("dimension == 'conditions' and theme == 'any'")
    assert planted["group"].tolist() == ["learning"]
    wrote = np.isin(np.arange(len(said.groups)), said.comments["person"])
    ids = dimension("conditions").ids
    share = pd.Series(wrote).groupby(said.groups["conditions"]).mean()
    assert share[ids.index("physical")] == pytest.approx(share[ids.index("illness")], abs=0.03)
    assert share[ids.index("learning")] < share[ids.index("physical")] - 0.05


def test_long_comments_are_rarely_the_same(said):
    long = said.comments[words(said.comments) > 10]["text"]
    assert long.duplicated().mean() < 0.06
    assert long.value_counts().iloc[0] < 0.0005 * len(long)


def test_texts_are_whole(said):
    text = said.comments["text"]
    assert not text.str.contains(r"[\[\]{}|%\ue000-\uf8ff]|  ", regex=True).any()
    assert text.str.strip().eq(text).all()
    assert text.str.len().min() > 0
    assert text.str.len().max() < 2_000


def test_identifiers_stand_where_the_truth_says(said):
    found = said.identifiers
    texts = said.comments["text"].loc[found["comment"]].tolist()
    cut = [t[a:b] for t, a, b in zip(texts, found["start"], found["end"], strict=True)]
    assert found["kind"].value_counts().index[0] == "name"
    known = {n.upper() for n in read_table("comments/names")["name"]}
    names = [value for value, kind in zip(cut, found["kind"], strict=True) if kind == "name"]
    assert {word.upper() for value in names for word in value.split()} <= known
    assert found.loc[found["kind"] == "name", "origin"].value_counts().min() > 300
    assert set(found.loc[found["kind"] != "name", "origin"]) == {""}


def test_no_number_or_address_is_a_real_persons(said):
    found = said.identifiers
    texts = said.comments["text"].loc[found["comment"]].tolist()
    cut = pd.Series([t[a:b] for t, a, b in zip(texts, found["start"], found["end"], strict=True)])
    kinds = found["kind"].reset_index(drop=True)
    digits = cut.str.replace(r"\D", "", regex=True)
    for number in digits[kinds == "NHS number"]:
        assert number.startswith("999")
        weighted = sum(int(n) * w for n, w in zip(number, range(10, 0, -1), strict=True))
        assert weighted % 11 == 0
    drama = r"(?:0|44)7700900|011[34]4960|01214960|01614960|02079460|01632960"
    assert digits[kinds == "phone"].str.match(drama).all()
    assert (
        cut[kinds == "e-mail"]
        .str.lower()
        .str.contains(r"^[a-z.]+\d*@example\.(?:com|org|net)$")
        .all()
    )
    long = said.comments["text"].map(lambda text: bool(re.search(r"\d[\d ()-]{8,}\d", text)))
    assert set(np.flatnonzero(long)) <= set(found["comment"])


def test_the_same_seed_writes_the_same_and_another_something_else(piece):
    chances = [np.random.SeedSequence(seed) for seed in (5, 5, 6)]
    first, again, other = (
        write(piece.respondents, piece.answers, stream(chance)) for chance in chances
    )
    for name in ("comments", "mentions", "identifiers"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(again, name))
    assert not first.comments["text"].equals(other.comments["text"])


def test_writing_leaves_people_and_answers_as_they_are(factory):
    order = orders(3_000, SEED)[1]
    quiet = factory.make(order).frames()
    piece = factory.make(order)
    write(piece.respondents, piece.answers, stream(order.chance))
    for before, after in zip(quiet, piece.frames(), strict=True):
        pd.testing.assert_frame_equal(before, after)


def test_comments_take_another_stream_of_chance_than_answers():
    chance = orders(3_000, SEED)[1].chance
    assert stream(chance).random() != np.random.default_rng(chance).random()
    assert stream(chance).random() == stream(orders(3_000, SEED)[1].chance).random()


@pytest.mark.parametrize(("half", "kept_back"), [(seen, False), (held_out, True)])
def test_either_half_of_the_situations_can_be_told_alone(piece, half, kept_back):
    written: Written = write(
        piece.respondents, piece.answers, np.random.default_rng(1), situations=half()
    )
    about = written.mentions[~written.mentions["situation"].astype(str).str.startswith("short")]
    assert (about["held_out"] == kept_back).all()
    assert set(about["theme"]) == set(read_table("comments/themes")["theme"])
