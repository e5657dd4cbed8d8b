"""Identifiers with a form of their own: numbers, dates and addresses of every kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.comments.dates import DATES
from analysis.comments.pattern import MASK, Pattern, form

_AREAS = (
    " AB AL B BA BB BD BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT "
    "DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD "
    "LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK "
    "SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE "
)
_GAP = r"[\s().\-/‐-―]{0,3}"
_EXTENSION = r"(?:[\s,(]*(?:ext(?:ension|n)?|x)[.:\s]*\d{1,6}\)?)?"
_STREET = r"(?:road|rd|street|avenue|ave|lane|crescent|terrace|grove|mews)\b"
_MORE_STREETS = (
    r"(?:gardens|drive|close|court|place|way|hill|walk|rise|view|square|green|row|park|st|ln|cl)\b"
)
_NO_STREET = r"(?!(?:min|hour|day|week|mile|other|people|year|nurse|time|way|lane|one|two)\w*\b)"
_RECORD = "hospital|hosp|patient|unit|case|record|reference|ref|mrn|pas|chi|crn|complaint|ticket"
_DOMAIN = r"(?:com|co|org|net|uk|nhs|ac|info)"


def is_nhs_number(text: str) -> bool:
    """Return whether ten digits in a text satisfy the check digit of an NHS number.

    Notes
    -----
    Modulus 11, NHS Data Dictionary: the first nine digits weigh 10 to 2; 11 less the remainder is
    the tenth digit, with 11 for 0; 10 is no number.
    """
    digits = [int(c) for c in text if c.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9]


def _is_postcode(text: str) -> bool:
    area = text[:2] if text[1].isalpha() else text[0]
    return f" {area.upper()} " in _AREAS and not re.fullmatch(r"(?s).*\s(?:1st|2nd|3rd|\dth)", text)


def _has_no_years(text: str) -> bool:
    years = [int(n) for n in re.findall(r"\d{4}", text)]
    return not (len(years) == 2 and all(1900 <= year <= 2100 for year in years))


_PATTERNS = (
    Pattern(
        "e-mail",
        form(r"[\w.+'-]+ ?@ ?(?=[\w.-]*[a-z])[\w-]+(?:\.[\w-]+)+"),
        hints=("@",),
    ),
    Pattern(
        "e-mail",
        form(rf"\b[\w.]+ (?:at|@) [\w-]+(?: ?(?:dot|\.) ?{_DOMAIN}\b)+"),
        hints=(" dot ", "@"),
    ),
    Pattern(
        "web address",
        form(
            r"\b(?:https?://|www\.)[^\s\0]+"
            rf"|(?<![\w@.])[a-z][\w-]*(?:\.[\w-]+)*\.{_DOMAIN}\b(?:/[^\s\0]*)?"
        ),
        hints=("http", "www", ".com", ".co", ".org", ".net", ".uk", ".info", ".nhs", ".ac"),
    ),
    Pattern("web address", form(r"(?<![\w@])@[a-z]\w*[\d_]\w*"), hints=("@",)),
    Pattern(
        "phone",
        form(
            rf"(?<![\d+])(?:\(?(?:\+|00){_GAP}44\)?{_GAP}(?:\(?0\)?)?(?:{_GAP}\d){{9,10}}"
            rf"|\+{_GAP}\d(?:{_GAP}\d){{7,13}})(?!\d){_EXTENSION}"
        ),
        digits=8,
    ),
    Pattern(
        "NHS number",
        form(r"(?<![\d+])\d(?:[\s.\-‐-―]{0,3}\d){9}(?!\d)"),
        is_nhs_number,
        digits=10,
    ),
    *DATES,
    Pattern(
        "NHS number",
        form(r"\bnhs\s*(?:number|num|no|n|#)?\b[.:#\s]*(?:is |was )?(\d(?:[\s-]?\d){7,11})(?!\d)"),
        digits=8,
        hints=("nhs",),
    ),
    Pattern(
        "phone",
        form(
            rf"(?<![\d+])(?:\(?0(?:{_GAP}\d){{10}}|\(?0(?:{_GAP}\d){{9}}|7\d\d\d(?:{_GAP}\d){{6}})(?!\d){_EXTENSION}"
        ),
        digits=10,
    ),
    Pattern(
        "NI number",
        form(
            r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
            r"(?:[\s.-]?\d\d){3}[\s.-]?[A-D](?!\w)"
        ),
        digits=6,
    ),
    Pattern(
        "NI number",
        form(
            r"\b(?:ni|national insurance|nino)\b[^\d\0]{0,15}?"
            r"([A-Z]{2}(?:[\s.-]?\d){6}(?:[\s.-]?[A-D]\b)?)"
        ),
        digits=6,
    ),
    Pattern(
        "hospital number",
        form(
            rf"\b(?:{_RECORD})\b[\s.]*(?:number|num|no|id|ref)?\b[.:#\s]*(?:is |was )?"
            r"([a-z]{0,4}[-/ ]?\d[\da-z/-]{3,}\d[a-z]?)(?!\w)"
        ),
        digits=4,
    ),
    Pattern(
        "phone",
        form(r"\b(?:ext(?:ension|n)?|bleep|pager)[.:\s]*(?:number |num |no\.? )?(\d{3,6})(?!\d)"),
        digits=3,
        hints=("ext", "bleep", "pager"),
    ),
    Pattern("phone", form(r"(?<![\d£/.-])[378]\d{3}[ -]\d{4}(?!\d)"), digits=8),
    Pattern(
        "phone",
        form(
            r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|call|ring|text|number|contact)\b"
            r"[^.\d\n\0£]{0,25}?(?<!\d)([2-9]\d{2,5}[ -]?\d{3,4})(?!\d)"
        ),
        _has_no_years,
        digits=6,
    ),
    Pattern(
        "postcode",
        form(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[ABD-HJLNP-UW-Z]{2}(?!\w)"),
        _is_postcode,
        digits=2,
    ),
    Pattern("car registration", form(r"(?<!\w)[A-Z]{2}\d\d ?[A-Z]{3}(?!\w)", re.NOFLAG), digits=2),
    Pattern(
        "car registration",
        form(
            r"\b(?:reg(?:istration)?|number plate|car)\b[^\d\0.\n]{0,20}?\b"
            r"([a-z]{2}\d\d ?[a-z]{3}|[a-z]\d{1,3} ?[a-z]{3})\b"
        ),
        digits=1,
        hints=("reg", "plate", "car"),
    ),
    Pattern(
        "address",
        form(
            r"(?<![\w/:.£])(?:(?:Flat|Apartment|Apt) ?\d+\w?,? ?)?\d{1,4}[a-zA-Z]?,? "
            rf"(?:[A-Z][\w'’.-]* ){{1,3}}(?i:{_STREET}|{_MORE_STREETS})",
            re.NOFLAG,
        ),
        digits=1,
    ),
    Pattern(
        "address",
        form(
            rf"(?<![\w/:.£])\d{{1,4}}[a-z]?,? (?:{_NO_STREET}[a-z'’-]{{3,}} ){{1,2}}{_STREET}"
            r"(?! user| work)"
        ),
        digits=1,
        hints=("road", "rd", "street", "ave", "lane", "crescent", "terrace", "grove", "mews"),
    ),
    Pattern(
        "number",
        form(
            r"(?<![\w£.,])[A-Z]{0,3}\d{7,}[A-Z]?(?![\w%])"
            r"|(?<![\w£])\d{4}(?:[ -]\d{4}){3}(?!\d)"
        ),
        digits=7,
    ),
)
_DIGIT = re.compile(r"\d")
_HINTED = tuple(pattern for pattern in _PATTERNS if not pattern.digits)
_HINTS = tuple(sorted({hint for pattern in _HINTED for hint in pattern.hints}))


def structured(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what has a form of its own: kind, start and end, none overlapping another.

    Notes
    -----
    Forms are tried from the most telling to the least: what one has found, none reads again.
    """
    digits, low = len(_DIGIT.findall(text)), text.casefold()
    if not digits and not _has_one(_HINTS, low):
        return
    for pattern in _PATTERNS if digits else _HINTED:
        if digits < pattern.digits or (pattern.hints and not _has_one(pattern.hints, low)):
            continue
        for match in pattern.form.finditer(text):
            group = min(pattern.form.groups, 1)
            if MASK in match.group() or not pattern.holds(match.group(group)):
                continue
            start, end = match.span(group)
            yield pattern.kind, start, end
            text = text[:start] + MASK * (end - start) + text[end:]


def _has_one(hints: tuple[str, ...], low: str) -> bool:
    for hint in hints:  # noqa: SIM110 - twice as fast as any(), and asked of every comment
        if hint in low:
            return True
    return False
