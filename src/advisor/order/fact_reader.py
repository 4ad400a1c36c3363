"""A fact of an order as people write it: which one a name means, and what its text is read with."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.ir import REQUEST, FactType, Numbers, OneOf, Pack, Possible, Rate
from advisor.meaning.path import name_in
from advisor.order.by_thing import ByThing
from advisor.order.naming import Names
from advisor.order.order_file import OWN_KEYS
from advisor.value.currency import counted_in
from advisor.value.day import DATE_LIKE
from advisor.value.hedge import unhedged
from advisor.value.listed import on_sides
from advisor.value.read import ReadContext
from advisor.value.slips import slip
from advisor.value.spoken import tidy
from advisor.value.unit import COUNT, DAYS, MONEY
from advisor.value.usual_size import Usual, assumed_size, unit_left_out, usual_size
from advisor.value.word_match import column_named, is_none, is_phrase, meant, normal, says_nothing
from advisor.yaml.fields import Faults
from advisor.yaml.limits import ORDER_LIMITS, Limits
from advisor.yaml.node import MappingNode, Node, Scalar

if TYPE_CHECKING:
    from advisor.errors import Diagnostic
    from advisor.trace import Order

Asked: TypeAlias = "tuple[Order, Sequence[Diagnostic], Sequence[Diagnostic]]"
"""What a sentence says as an order, what is wrong in it, and what to say if that is nothing."""
_KEPT = 1 << 10
"""So many of the last texts are kept with what they say."""
_BARE_SIDES = re.compile(r"[0-9.,]+(?: ?[x×*] ?[0-9.,]+){1,2}")
"""Several sides without a unit."""
_BARE = re.compile(r"(?:[Øø⌀] ?)?[0-9][0-9.,]*(?: ?[x×*–-] ?[0-9][0-9.,]*){0,2}")
"""A number, or several sides, without a unit."""


def _are_among(value: Possible | None, choices: Collection[bool | str]) -> bool:
    """Return whether a value is one of some choices: of `binding: sewn` the binding is meant, of `printing: offset` what it says."""
    return isinstance(value, OneOf) and set(value.values) <= set(choices)


class FactReader(Struct, frozen=True, kw_only=True, dict=True):
    """Knows the facts of an order by one pack.

    strict: whether facts and choices are read by the pack's own names only; as_of: the date of orders that do not say theirs.
    asks: what a sentence says by a reader of orders, as an order, what is wrong in it, and what to say if that is nothing; None as below.
    hears: what a text that describes a thing says by a reader of facts, path -> values; None where nobody reads that.
    """

    pack: Pack
    limits: Limits = field(default=ORDER_LIMITS)
    strict: bool = False
    as_of: date | None = None
    hears: Callable[[str, Any], Mapping[str, Possible]] | None = None
    asks: Callable[[str, Any], Asked] | None = None

    @cached_property
    def due(self) -> FactType | None:
        """The fact of the last day that will do, None where the pack has none."""
        return next((one for one in self.own_facts if one.is_limit and one.is_in(DAYS)), None)

    @cached_property
    def facts(self) -> dict[str, FactType]:
        """Every fact of an order, by each name it may be written under."""
        return {name: fact for fact in self.own_facts for name in (fact.name, *fact.also)}

    @cached_property
    def own_facts(self) -> tuple[FactType, ...]:
        """Every fact of an order, once."""
        return tuple(fact for fact in self.pack.facts.values() if fact.of == "order")

    def fact(self, name: str) -> FactType | None:
        """Return the fact that people call so, None if there is none."""
        return self._called(name)

    @cached_property
    def _called(self) -> Callable[[str], FactType | None]:
        return lru_cache(maxsize=_KEPT)(self._fact_called)

    def _fact_called(self, name: str) -> FactType | None:
        found = self.facts.get(name)
        if found is None and not (self.strict or self.is_unread(name)):
            lexicon = self.pack.lexicon
            called = lexicon.facts.get(normal(name, lexicon.spellings), "")
            found = self.facts.get(column_named(name, lexicon)) or self.facts.get(called)
        if found is None and not self.strict and (told := self.names.said_with_unit(name)):
            found = told.fact
        if found is None and not (self.strict or self.is_unread(name)) and (told := self.names.target(name)):
            found = told.fact
        return found

    @cached_property
    def names(self) -> Names:
        """What else facts may be called, with the units of their numbers."""
        return Names(self.facts, self.pack.currency, self.pack.lexicon)

    def with_unit(self, name: str, node: Node) -> Node:
        """Return what a fact is said to be, a bare number with the unit that its name says: `width_cm: 40`."""
        is_bare = isinstance(node, Scalar) and _BARE.fullmatch(node.text) and not DATE_LIKE.fullmatch(node.text)
        if self.strict or not isinstance(node, Scalar) or not is_bare:
            return node
        told = self.names.said_with_unit(name)
        return replace(node, text=f"{node.text} {told.unit}") if told else node

    def in_currency(self, name: str, node: Node, currency: str) -> Node:
        """Return what a fact is said to be, bare numbers of money in the currency that the order says its money is counted in."""
        fact = self.fact(name) if currency else None
        if fact is None or fact.unit is None or fact.unit.dimension != MONEY:
            return node
        if isinstance(node, MappingNode):
            entries = tuple((key, self.in_currency(name, value, currency)) for key, value in node.entries)
            return replace(node, entries=entries)
        return replace(node, text=counted_in(node.text, currency)) if isinstance(node, Scalar) else node

    def is_clear(self, said: Collection[str]) -> bool:
        """Return whether an order that says these facts says what is ordered and how many, or asks in a sentence: what else it says may be passed over."""
        roles = self.pack.lexicon.roles
        return not self.strict and (REQUEST in said or (self.says_what(said) and roles.count in said))

    def missing(self, said: Collection[str]) -> tuple[FactType, ...]:
        """Return which facts an order has to say of what it wants and does not: what, and how many."""
        roles = self.pack.lexicon.roles
        wanted = () if REQUEST in said else (roles.count, *(() if self.says_what(said) else (roles.thing,)))
        return tuple(self.facts[name] for name in wanted if name and name not in said)

    def says_what(self, said: Collection[str]) -> bool:
        """Return whether an order that says these facts says what is ordered."""
        roles = self.pack.lexicon.roles
        return not {roles.thing, *roles.of_parts}.isdisjoint(said)

    def is_unread(self, name: str) -> bool:
        """Return whether a name is one that says nothing of how a thing is made, such as `notes`."""
        return not self.strict and says_nothing(name, self.pack.lexicon, is_header=False)

    def may_be_nothing(self, key: str, node: Node, fact: FactType) -> bool:
        """Return whether what a person denies of an amount may be 0 as well as no limit: `own capacity: none`, not `max price: none`.

        Under the pack's own name `none` is what the pack says it is.
        """
        domain, lexicon = fact.domain, self.pack.lexicon
        is_asked = self.strict or not fact.none_words or unhedged(tidy(key))[0]
        if is_asked or not isinstance(node, Scalar) or not isinstance(domain, Numbers) or domain.low or not fact.unit:
            return False
        word = normal(node.text, lexicon.spellings)
        is_denied = node.text.casefold() == "none" or (lexicon.flags.get(word) is False and word in lexicon.none)
        return is_denied and fact.unit.dimension in (COUNT, MONEY)

    def others(self, fact: FactType) -> tuple[FactType, ...]:
        """Return the facts of which the text of a fact may say something besides."""
        roles = self.pack.lexicon.roles
        is_thing, is_described = fact.name == roles.thing, fact.name in (roles.thing, *roles.freely)
        besides = roles.describe - {roles.stuff, fact.name} if fact.name in roles.ways else ()
        said = (*(roles.describe if is_thing else besides), *(roles.details if is_described else ()))
        described = sorted(said) if self.hears is not None else ()
        thick = (one.name for one in self.by_thing.thicknesses(fact))
        names = dict.fromkeys((*fact.sides, *fact.elsewhere, *fact.or_else, *described, *thick))
        return tuple(self.facts[name] for name in names)

    def read_by(self, fact: FactType) -> tuple[FactType, ...]:
        """Return the facts by which what people say of a fact is read: they are read before it."""
        return () if self.strict else self.by_thing.facts_for(fact)

    @cached_property
    def by_thing(self) -> ByThing:
        """What words and weights mean by the thing ordered."""
        return ByThing(pack=self.pack)

    def context(
        self,
        faults: Faults,
        as_of: date | None,
        rates: Mapping[str, Rate] | None = None,
        fact: FactType | None = None,
        given: Mapping[str, Possible] | None = None,
    ) -> ReadContext:
        """Return what people's texts are read with. fact: the one they say, where what is given besides bears on it."""
        return ReadContext(
            currency=self.pack.currency, faults=faults, as_of=as_of,
            lexicon=None if self.strict else self.by_thing.lexicon(fact, given or {}),
            rates={**self.pack.rates, **rates} if rates else self.pack.rates,
            density=self.by_thing.density(fact, given or {}),
            thickness=self.by_thing.thickness(fact, given or {}),
            described=None if self.hears is None else self._described,
        )  # fmt: skip

    @cached_property
    def sides(self) -> tuple[FactType, ...]:
        """The facts of which others say the second and third of several lengths."""
        return tuple(fact for name, fact in self.facts.items() if fact.sides and name == fact.name)

    def side_left(self, fact: FactType, called: str, said: Collection[str]) -> FactType | None:
        """Return the fact of a side that is not said yet, if a side is called by the way it runs: `length`, `width` and `height`."""
        if fact.name not in said or not self.runs(called):
            return None
        return next((self.facts[name] for name in reversed(self.sides_with(fact)) if name not in said), None)

    def runs(self, called: str) -> bool:
        """Return whether a key calls a side by the way it runs."""
        return not self.pack.lexicon.directions.isdisjoint(normal(called, self.pack.lexicon.spellings).split())

    def is_beyond_sides(self, fact: FactType, said: Collection[str]) -> bool:
        """Return whether a length is one more than the sides of a thing, which are said: its wall."""
        names = self.sides_with(fact)
        return bool(names) and set(names) <= set(said)

    def sides_with(self, fact: FactType) -> tuple[str, ...]:
        return next(((one.name, *one.sides) for one in self.sides if fact.name in (one.name, *one.sides)), ())

    def usual_sides(self, longest: FactType, given: Mapping[str, Possible]) -> Usual:
        """Return how large the thing that an order says usually is, nothing if it says none of which that is known."""
        thing = given.get(f"order.{self.pack.lexicon.roles.thing}")
        return self._usual(longest.name, thing.values if isinstance(thing, OneOf) else ())

    @cached_property
    def _usual(self) -> Callable[[str, tuple[bool | str, ...]], Usual]:
        def usual(name: str, meaning: tuple[bool | str, ...]) -> Usual:
            longest = self.facts[name]
            return Usual(usual_size(longest, meaning), assumed_size(self.facts[longest.sides[0]], meaning))

        return lru_cache(maxsize=_KEPT)(usual)

    def measured(self, node: Node, fact: FactType, given: Mapping[str, Possible]) -> Node:
        """Return what a fact is said to be, sides without a unit in that in which they are near to how large the thing usually is: `50x70` of a poster."""
        usual = self.usual_sides(fact, given).longest if fact.sides and not self.strict else 0
        if not usual or not isinstance(node, Scalar) or not _BARE_SIDES.fullmatch(node.text.strip()):
            return node
        unit = unit_left_out(node.text, usual)
        return replace(node, text=f"{node.text} {unit}") if unit else node

    def heard_under(self, key: str, text: str) -> Mapping[str, Possible]:
        """Return what a text says of how a thing is made, path -> value, where the key it stands under names a way of making."""
        lexicon, roles = self.pack.lexicon, self.pack.lexicon.roles
        if (
            not self.strict and self.fact(key) is not None
        ):  # `kit: 3 parts in a bag` is said of no machine and of no way
            return {}
        shapes = roles.freely & roles.of_parts  # `container: clear glass` is of what goes with it
        named = {f"order.{name}": meant(key, name, lexicon) for name in roles.describe - shapes - {roles.stuff}}
        is_said = any(sign.isalpha() for sign in text) and not is_none(text, lexicon)
        counts = {f"order.{one}" for one in roles.details if (unit := self.facts[one].unit) and unit.dimension == COUNT}
        if self.strict or not any(named.values()) or not is_said:
            marked = ((path, on_sides(text, name_in(path), lexicon)) for path in counts if any(named.values()))
            return {} if self.strict else {path: Numbers(many, many) for path, many in marked if many}
        heard = self._described(f"{key} {text}")
        by_name = {path: own for path, own in named.items() if own}
        heard = {**self._made_by(text), **heard}
        found = {path: value for path, value in heard.items() if path in (*by_name, *counts)}
        asked = by_name if found.keys().isdisjoint(by_name) else found
        word = normal(key, lexicon.spellings)
        return found | {
            path: OneOf(own)
            for path, own in by_name.items()
            if path in asked and not _are_among(found.get(path), own)
            if found or word not in lexicon.never.get(name_in(path), ())  # `pattern: wooden master` is no print
        }

    def _made_by(self, text: str) -> Mapping[str, Possible]:
        """Return the way of making that a part of a text names as it stands: `digital, both sides` of a print."""
        lexicon, roles = self.pack.lexicon, self.pack.lexicon.roles
        parts = [one.strip() for one in text.split(",")]
        return {
            f"order.{way}": OneOf(meant(one, way, lexicon))
            for way in roles.ways
            for one in reversed(parts)
            if is_phrase(one, way, lexicon)
        }

    def _described(self, text: str) -> Mapping[str, Possible]:
        return {} if self.hears is None else self._heard(text)

    @cached_property
    def _heard(self) -> Callable[[str], Mapping[str, Possible]]:
        return lru_cache(maxsize=_KEPT)(lambda text: self.hears(text, self) if self.hears else {})

    def ask(self, text: str, as_of: date | None) -> Asked | None:
        """Return what a sentence says by a date, None where nobody reads sentences: orders of one shop say the same again and again."""
        return None if self.asks is None else self._asked(text, as_of)

    @cached_property
    def _asked(self) -> Callable[[str, date | None], Asked]:
        asks = self.asks
        if asks is None:
            raise TypeError("nobody reads sentences here")
        return lru_cache(maxsize=_KEPT)(lambda text, as_of: asks(text, replace(self, as_of=as_of)))

    @cached_property
    def slip_of(self) -> Callable[[str], str]:
        """Return the known name that a key may be a slip of, empty if there is none."""
        known = (*self.names.targets, *OWN_KEYS)
        return lru_cache(maxsize=_KEPT)(lambda key: slip(key, known, self.pack.lexicon))
