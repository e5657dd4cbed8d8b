from __future__ import annotations

import pytest

from analysis.intake.waits import words


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("URGENT SUSPECTED CANCER", "Urgent suspected cancer"),
        ("Urgent Suspected Cancer", "Urgent suspected cancer"),
        ("BREAST SYMPTOMATIC, CANCER NOT SUSPECTED", "Breast symptomatic"),
        ("NATIONAL SCREENING PROGRAMME", "Screening"),
        ("Consultant Upgrade", "Consultant upgrade"),
        ("First Treatment", "First treatment"),
        ("Subsequent Treatment", "Subsequent treatment"),
        ("ALL ROUTES", ""),
        ("ALL STAGES", ""),
        ("", ""),
        ("Something  NEW (2)", "Something new"),
    ],
)
def test_routes_and_stages_have_one_spelling(text, ours):
    assert words.route(text) == ours


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Other (a)", "Other"),
        ("Urological - Other (a)", "Urological - other"),
        ("HEAD & NECK", "Head & neck"),
        ("Suspected haematological malignancies (excluding acute leukaemia)", None),
        ("ALL CANCERS", ""),
        ("Exhibited (non-cancer) breast symptoms - cancer not initially suspected", ""),
        ("Missing or Invalid", "Missing or invalid"),
    ],
)
def test_cancers_keep_their_words_without_footnotes(text, ours):
    assert words.cancer(text) == (text if ours is None else ours)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Anti-cancer drug regimen", "Anti-cancer drug regimen"),
        ("ANTI-CANCER DRUG TREATMENTS", "Anti-cancer drug regimen"),
        ("SURGERY", "Surgery"),
        ("ALL MODALITIES", ""),
        ("Other", "Other"),
        ("", ""),
    ],
)
def test_treatments_have_one_spelling(text, ours):
    assert words.treatment(text) == ours


@pytest.mark.parametrize(
    ("text", "route", "treatment"),
    [
        ("31-day (First)", "First treatment", ""),
        ("31-day Sub (Other)", "Subsequent treatment", "Other"),
        ("31-day Sub (Anti-cancer drug regimen)", "Subsequent treatment", words.DRUGS),
        ("62-day (Urgent Suspected Cancer)", "Urgent suspected cancer", ""),
        ("", "", ""),
    ],
)
def test_a_label_may_name_a_route_and_a_treatment(text, route, treatment):
    assert words.category(text) == (route, treatment)


def test_care_settings():
    assert [words.setting(t) for t in ("ALL CARE", "ADMITTED CARE", "")] == [
        "",
        "Admitted care",
        "",
    ]
