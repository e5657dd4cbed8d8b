"""Dates, in numbers and in words."""

from __future__ import annotations

import re

from analysis.comments.pattern import Pattern, form

_MAY = r"may(?! (?:be|have|not|need|also|well|help|take|get|only|still|I|we|they)\b)"
_MONTH = (
    rf"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|{_MAY}|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ORDINAL = (
    rf"(?:(?:twenty|thirty)[\s-](?:{_UNITS})|{_UNITS}|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_SPOKEN = (
    r"(?:nineteen|two thousand|twenty)(?:[\s-](?:and|hundred|ten|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|\w+teen|one|two|three|four|five|six|seven|eight|nine|eleven|twelve)\b)*"
)
_YEAR = rf"(?:[,\s.-]*(?:(?:19|20)\d\d|['’]?\d\d(?![\d:])|{_SPOKEN}))?"
_DAY = r"(?:[0-2]?\d|3[01])"


def _is_date(text: str) -> bool:
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    return any(1 <= n <= 31 for n in numbers) and any(1 <= n <= 12 for n in numbers)


DATES = (
    Pattern(
        "date",
        form(r"(?<![\d/.-])(?:19|20)\d\d[-/.](?:0?\d|1[0-2])[-/.][0-3]?\d(?!\d)"),
        digits=6,
    ),
    Pattern(
        "date",
        form(
            rf"(?<![\d/.-]){_DAY}(?: ?/ ?{_DAY} ?/ ?|\. ?{_DAY}\. ?|-{_DAY}-|–{_DAY}–)"
            r"(?:\d{4}|\d\d)(?!\d)"
        ),
        _is_date,
        digits=4,
    ),
    Pattern("date", form(rf"(?<![\d/.-]){_DAY} {_DAY} (?:19|20)\d\d(?!\d)"), _is_date, digits=6),
    Pattern(
        "date",
        form(rf"(?<![\w/]){_DAY}(?:\s?(?:st|nd|rd|th))?[\s,.-]*(?:day )?(?:of )?{_MONTH}{_YEAR}"),
        digits=1,
        hints=_MONTHS,
    ),
    Pattern("date", form(rf"\b{_ORDINAL} (?:day )?(?:of )?{_MONTH}{_YEAR}"), hints=_MONTHS),
    Pattern(
        "date",
        form(
            rf"\b{_MONTH}[\s.-]*(?:the )?"
            rf"(?:{_DAY}(?:st|nd|rd|th)|{_ORDINAL}\b|{_DAY}(?![\d:.]|\s?[ap]m|\s?%)){_YEAR}"
        ),
        hints=_MONTHS,
    ),
    Pattern(
        "date",
        form(
            r"\b(?:d\.?o\.?b\.?|date of birth|born|birthday)\b[^\d\0\n]{0,12}?"
            rf"((?:{_MONTH}\s)?(?:(?:19|20)\d\d|\d{{6}}|\d{{8}}))(?!\d)"
        ),
        digits=4,
    ),
    Pattern(
        "date",
        form(r"\b(?:on|until|since|dated?) (?:the )?([0-3]?\d/[01]?\d)(?![\d/])"),
        _is_date,
        digits=2,
        hints=("/",),
    ),
)
"""From the most telling to the least."""
