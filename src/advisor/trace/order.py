"""One order as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from advisor.errors import Place
from advisor.ir import REMARKS, Memory, Option, Rate, ReadAs

TYPED = "your words"
"""The name of the file of an order that is in none: it was typed with the command."""


class Among(Struct, frozen=True, kw_only=True):
    """Which of several orders in one block of a file an order is.

    key: what they stand under, empty where each has a key of its own; name: what this one is called there; how: whether they are `things`,
    `parts` of one, or `ways` of which one is chosen; common: the facts said that are money for all of them.
    """

    key: str
    name: str
    number: int
    many: int
    how: str
    common: tuple[str, ...] = ()


class Order(Struct, frozen=True, kw_only=True):
    """One order as given.

    given: path -> possible values; origins: path -> where it was said; shared: paths that the studio says of every order;
    as_of: the order's date, if it has one. rates: currency -> rate, as the order or its studio says it. readings: what was read where
    the order says something in words that are not the pack's own; unread: words of it that say nothing known. among: of which orders in
    one block it is one.
    """

    id: str
    given: Memory
    quotes: tuple[Option, ...] = ()
    as_of: date | None = None
    at: Place
    origins: Mapping[str, str] = field(default_factory=dict)
    shared: tuple[str, ...] = ()
    rates: Mapping[str, Rate] = field(default_factory=dict)
    readings: tuple[ReadAs, ...] = ()
    unread: tuple[str, ...] = ()
    among: Among | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What it says besides its facts: words of it that say nothing known, its notes without the key that they stand under."""
        return tuple(text.removeprefix(f"{REMARKS}: ") for text in self.unread)

    @property
    def said(self) -> Memory:
        """What is given but for what other facts alone say of a fact (`narrowed`)."""
        told = {one.path for one in self.readings if not one.is_said} - self.origins.keys()
        return {path: value for path, value in self.given.items() if path not in told} if told else self.given
