"""The calibration: what it aims at, and that it gets there."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import pytest

from analysis.demo.calibrate import measure_routes
from analysis.demo.coefficients import Coefficients
from analysis.demo.fitting import RATING, Tally, Targets, fit, spread_of_trusts
from analysis.demo.generator import Factory, orders
from analysis.demo.routes import Routes
from analysis.demo.tables import QUESTIONS


@pytest.fixture(scope="module")
def small():
    return orders(20_000, seed=5)


@pytest.fixture(scope="module")
def pieces(small):
    factory = Factory(Coefficients.read(), Routes.read())
    return [factory.make(order) for order in small]


def test_stored_routes_are_those_of_the_targets():
    stored, wanted = Routes.read(), measure_routes(Targets.read())
    for code in QUESTIONS:
        assert stored.counted[code] == pytest.approx(wanted.counted[code], abs=1e-4)
    for route, share in wanted.asked.items():
        assert stored.asked[route] == pytest.approx(share, abs=1e-4)


def test_routes_leave_room_for_blanks():
    routes = measure_routes(Targets.read())
    for shares in (*routes.asked.values(), *routes.counted.values()):
        assert ((shares > 0) & (shares < 1)).all()


def test_tally_agrees_with_the_frames(pieces, another):
    tally, survey = Tally(pieces), another(20_000, 5)
    assert tally.score("year") == pytest.approx(survey.scores("year").to_numpy())
    found = survey.year(2018).scores("tumour").to_numpy()
    assert tally.score("tumour") == pytest.approx(np.nan_to_num(found))


def test_fitting_brings_scores_back(small):
    wrong, targets = deepcopy(Coefficients.read()), Targets.read()
    wrong.effects["all"] += 0.5
    fit(wrong, Routes.read(), small, targets, rounds=6, exactly=True)
    factory = Factory(wrong, Routes.read())
    tally = Tally([factory.make(order) for order in small])
    off = tally.score("all") - targets.scores["all"]
    assert np.abs(off[:, ~RATING]).max() < 1


def test_spread_of_trusts_is_more_than_chance(pieces):
    spread, chance = spread_of_trusts(pieces, "Q33")
    assert 0 < chance < spread
