from __future__ import annotations

import pytest

from analysis.intake.waits.labels import is_code, place_code


@pytest.mark.parametrize(
    ("code", "name", "ours"),
    [
        (" rj1 ", "GUY'S", "RJ1"),
        ("", "ALL ENGLISH PROVIDERS", "ENG"),
        ("", "All English Commissioners", "ENG"),
        ("", "ENGLAND", "ENG"),
        ("ENG", "anything", "ENG"),
        ("-", "TOTAL", "ENG"),
        ("UNKNOWN", "UNKNOWN", "UNKNOWN"),
        ("", "UNKNOWN PROVIDER", "UNKNOWN"),
        ("", "NON-ENGLISH PROVIDERS (2)", "NON-ENGLISH-PROVIDERS"),
        ("Y54", "NORTH OF ENGLAND", "Y54"),
        ("X24", "ENGLAND", "X24"),
        ("", "", ""),
    ],
)
def test_every_place_has_a_stable_code(code, name, ours):
    assert place_code(code, name) == ours


@pytest.mark.parametrize(
    ("text", "code"),
    [("RJ1", True), ("s3h9l", True), ("UNKNOWN", True), ("Notes: see above", False), ("", False)],
)
def test_what_can_be_a_code(text, code):
    assert is_code(text) == code
