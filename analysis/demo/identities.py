"""Made-up names and numbers that would give somebody away, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from analysis.demo.tables import read_table

KINDS = ("name", "phone", "NHS number", "e-mail", "date", "ward")

_FIRST_MARK, _END = 0xE000, "\uf8ff"
_MARKED = re.compile(f"([\ue000-\uf000])([^{_END}]*){_END}")

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WARDS = ("Ward {}", "ward {}", "Ward {}B", "the {} ward", "{} Ward", "{} Unit", "the {} Suite")
_WARD_NAMES = ("Acorn", "Bluebell", "Heron", "Kestrel", "Larch", "Willow", "Marigold", "Sycamore")
_LANDLINES = ("0113 496 0", "0114 496 0", "0121 496 0", "(0161) 496 0", "020 7946 0", "01632 960")
_MOBILES = ("07700 900", "07700900", "+44 7700 900", "07700-900", "0 7700 900 ")
_UNITED_KINGDOM = 0.3
"""Share of names that come from there; the other origins share the rest evenly."""


@dataclass(frozen=True)
class Planted:
    """Something planted that would give somebody away.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    origin : str
        Where a name comes from; empty for the other kinds.
    start, end : int
        Where it stands in the text, in characters.
    """

    kind: str
    origin: str
    start: int
    end: int


class Identities:
    """Makes up names and numbers, each between marks that `planted` finds and takes away.

    Telephone numbers are of the ranges that Ofcom keeps for drama, NHS numbers begin with 999,
    which is kept for tests, e-mail addresses are of example.com and its like.

    Parameters
    ----------
    year : int
        The year around which dates fall.
    random : Random
        Where chance comes from.
    """

    def __init__(self, year: int, random: Random) -> None:
        table = read_table("comments/names")
        self.origins = tuple(table["origin"].unique())
        self._names = {key: list(rows) for key, rows in table.groupby(["origin", "part"])["name"]}
        self._year = year
        self._random = random
        self._makers = {
            "first": lambda: self._name("first"),
            "surname": lambda: self._name("surname"),
            "full_name": lambda: self._name("first", "surname"),
            "phone": lambda: self._mark("phone", self._phone()),
            "nhs_number": lambda: self._mark("NHS number", self._nhs_number()),
            "e_mail": lambda: self._mark("e-mail", self._address()),
            "date": lambda: self._mark("date", self._date(self._year - random.randint(0, 1))),
            "birth_date": lambda: self._mark("date", self._date(random.randint(1928, 1975))),
            "ward_name": lambda: self._mark("ward", self._ward()),
        }

    def makes(self, slot: str) -> bool:
        """Return whether there is something to make up for a slot of this name."""
        return slot in self._makers

    def made(self, slot: str) -> str:
        """Return something made up, between marks."""
        return self._makers[slot]()

    def expanded(self, pattern: str) -> str:
        """Return a pattern with every ``{slot}`` filled by something made up."""
        return re.sub(r"\{(\w+)\}", lambda found: self.made(found[1]), pattern)

    def planted(self, text: str) -> tuple[str, list[Planted]]:
        """Return a text without its marks, and what stood between them."""
        found, plain, after = [], [], 0
        length = 0
        for match in _MARKED.finditer(text):
            between = text[after : match.start()]
            start = length + len(between)
            length = start + len(match[2])
            kind, origin = divmod(ord(match[1]) - _FIRST_MARK, len(self.origins) + 1)
            found.append(Planted(KINDS[kind], ("", *self.origins)[origin], start, length))
            plain += [between, match[2]]
            after = match.end()
        return "".join([*plain, text[after:]]), found

    def _mark(self, kind: str, text: str, origin: int = 0) -> str:
        mark = KINDS.index(kind) * (len(self.origins) + 1) + origin
        return f"{chr(_FIRST_MARK + mark)}{text}{_END}"

    def _origin(self) -> int:
        if self._random.random() < _UNITED_KINGDOM:
            return 0
        return self._random.randrange(1, len(self.origins))

    def _name(self, *parts: str) -> str:
        origin = self._origin()
        names = [self._pick(self._names[self.origins[origin], part]) for part in parts]
        return self._mark("name", " ".join(names), origin + 1)

    def _pick(self, options: list[str] | tuple[str, ...]) -> str:
        return options[int(self._random.random() * len(options))]

    def _phone(self) -> str:
        number = self._pick(_MOBILES if self._random.random() < 0.6 else _LANDLINES)
        return f"{number}{self._random.randrange(1000):03d}"

    def _nhs_number(self) -> str:
        check = 10
        while check == 10:
            digits = f"999{self._random.randrange(10**6):06d}"
            total = sum(int(digit) * (10 - i) for i, digit in enumerate(digits))
            check = -total % 11
        number = f"{digits}{check}"
        space = self._pick((" ", " ", "", "-"))
        return space.join((number[:3], number[3:6], number[6:]))

    def _address(self) -> str:
        origin = self.origins[self._origin()]
        first, last = (self._pick(self._names[origin, part]) for part in ("first", "surname"))
        plain = unicodedata.normalize("NFKD", f"{first}.{last}".lower().replace("ı", "i"))
        name = "".join(c for c in plain.replace("ł", "l") if c.isascii() and c != "-")
        host = self._pick(("example.com", "example.org", "example.net"))
        return f"{name}{self._random.choice(('', '1', '52'))}@{host}"

    def _date(self, year: int) -> str:
        day, month = self._random.randint(1, 28), self._random.randint(1, 12)
        name = _MONTHS[month - 1]
        ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day // 10 != 1 else 0, "th")
        return self._pick(
            (
                f"{day} {name} {year}",
                f"{day}{ending} {name} {year}",
                f"{name} {day}{ending} {year}",
                f"{day:02d}/{month:02d}/{year}",
                f"{day}.{month}.{year % 100:02d}",
                f"{day}{ending} of {name} {year}",
                f"{day} {name[:3]} {year}",
            )
        )

    def _ward(self) -> str:
        pattern = self._pick(_WARDS)
        inside = pattern.startswith(("Ward", "ward"))
        return pattern.format(self._random.randint(2, 38) if inside else self._pick(_WARD_NAMES))
