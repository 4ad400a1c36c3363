"""What is written one way or another by where one is: `kr` is of several countries, and `3/1/2027` two days, and Mother's Day is in March or in May."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct, field

from advisor.ir import FactType, Kind, Lexicon
from advisor.value.currency import in_currency
from advisor.value.feast import KEPT_ON
from advisor.value.late import late
from advisor.value.unit import DAYS, LENGTH, MONEY

_SLASHED = re.compile(r"(?<![\w/.-])([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?(?![\w/-])")
_MONTHS = 12
_FEASTS = "|".join(sorted({name for kept in KEPT_ON.values() for name in kept}, reverse=True)).replace("'", "['’]")
_FEAST = late(rf"\b(?:{_FEASTS})(?!\w)", re.IGNORECASE)
"""The name of a feast that some places keep on a day of their own."""
_BARE = re.compile(r"(?:±|\+ ?/ ?-|\+-)? ?[0-9]*[.,]?[0-9]+(?: ?[x×*] ?[0-9]*[.,]?[0-9]+){0,2}")
"""A length without its unit, or several."""


class Here(Struct, frozen=True):
    """How one writes where an order is. pays: the currencies paid there; months_first: whether a day begins with its month, None where nothing tells; feasts: those kept on another day than in most places -> that day; length: the unit of lengths without one."""

    pays: frozenset[str] = frozenset()
    months_first: bool | None = None
    feasts: Mapping[str, str] = field(default_factory=dict)
    length: str = ""

    def told(self, text: str, fact: FactType) -> str:
        """Return a text as it is written anywhere: money in its code, a day in an order that is plain, a length with its unit."""
        if fact.is_in(MONEY):
            return next((told for code in sorted(self.pays) if (told := in_currency(text, code))), text)
        if fact.is_in(DAYS) or fact.kind is Kind.DATE:
            dated = text if self.months_first is None else _SLASHED.sub(self._plain, text)
            return _FEAST.sub(lambda found: self.feasts.get(_name(found[0]), found[0]), dated)
        is_length = bool(self.length) and fact.is_in(LENGTH) and _BARE.fullmatch(text.strip())
        return f"{text} {self.length}" if is_length else text

    def _plain(self, found: re.Match[str]) -> str:
        month, day = (int(found[1]), int(found[2])) if self.months_first else (int(found[2]), int(found[1]))
        if month > _MONTHS or max(int(found[1]), int(found[2])) > _MONTHS:
            return found[0]
        year = f"20{found[3]}" if found[3] and len(found[3]) == 2 else found[3]  # noqa: PLR2004  # digits without the century
        return f"{year}-{month:02d}-{day:02d}" if year else f"{day}.{month}."


def has_feast(text: str) -> bool:
    """Return whether a text names a feast that is not on one day everywhere."""
    return _FEAST.search(text) is not None


def here(
    places: Iterable[Collection[bool | str]], lexicon: Lexicon, rated: Collection[str], length: str = "",
    *, sold: Collection[Collection[bool | str]] = (),
) -> Here:  # fmt: skip
    """Return how one writes in some places: days only as in all of them. places: what each may be; rated: the currencies with a rate; sold: where the customers are, whose feasts count."""
    each = [set(map(str, one)) for one in places]
    pays = {_one(lexicon.tender.get(name, "") for name in one) for one in each} & {*rated}
    orders = {_one_order(one, lexicon.months_first) for one in each}
    kept = [{*lexicon.feasts.get(name, {}).items()} for one in (sold or each) for name in map(str, one)]
    return Here(
        frozenset(pays),
        orders.pop() if len(orders) == 1 else None,
        dict(set.intersection(*kept)) if kept else {},
        length,
    )


def _name(feast: str) -> str:
    return feast.lower().replace("’", "'")


def _one(names: Iterable[str]) -> str:
    found = set(names)
    return found.pop() if len(found) == 1 else ""


def _one_order(names: Collection[str], months_first: Mapping[str, bool]) -> bool | None:
    found = {months_first.get(name) for name in names}
    return found.pop() if len(found) == 1 else None
