"""One fact of an order said: as its kind is read, by what is ordered, or with its key as one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.errors import Diagnostic
from advisor.ir import REMARKS, FactType, Kind, Numbers, OneOf, Possible, Rate, ReadAs
from advisor.meaning.path import name_in
from advisor.order.by_thing import again
from advisor.order.fact_reader import FactReader
from advisor.order.together import (
    answered_by,
    at_most,
    is_away,
    is_of_one_or_named,
    named_by_key,
    named_together,
    said_of_fact,
    tells_more,
)
from advisor.order.tried import Tried, told_of, tried
from advisor.value.day import day_before, no_day_to_count_from
from advisor.value.here import Here
from advisor.value.kept import without_kept
from advisor.value.no_number import is_measure_of_another
from advisor.value.read import ReadContext
from advisor.value.unit import DAYS, MONEY, written
from advisor.value.word_match import NOTHING, is_none
from advisor.yaml.fields import Faults, text_of
from advisor.yaml.node import Node, Scalar
from advisor.yaml.text import quoted

_AMOUNT = re.compile(r"[€$£]? ?[0-9]")
_WORD = re.compile(r"[^\W\d_]{3,}")


class Saying(Struct, kw_only=True):
    """What is said of the facts of one order so far, and how one more is: path -> value, where it was said, what the studio shares, the rates.

    readings: what was read as people write it; beside: what was said of a fact under another, path -> value and place; lacks: what it has to say and does not;
    called: what is said under a name that is people's; denied: what is said to be none; heard: what keys say that are no facts; strange: such keys with the fact that one of them may say;
    undated: such keys of days that nobody can count.
    """

    reader: FactReader
    as_of: date | None
    faults: Faults
    given: dict[str, Possible] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    shared: list[str] = field(default_factory=list)
    rates: dict[str, Rate] = field(default_factory=dict)
    readings: list[ReadAs] = field(default_factory=list)
    beside: dict[str, tuple[Possible, str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    how: ReadContext | None = None
    lacks: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)
    strange: list[tuple[FactType, Scalar, Node]] = field(default_factory=list)
    undated: list[tuple[Scalar, Node]] = field(default_factory=list)
    here: Here = field(default_factory=Here)

    def _keep_beside(self, found: Mapping[str, Possible], text: str, place: str) -> None:
        self.readings += [ReadAs(path=path, text=text, value=value) for path, value in found.items()]
        for path, value in found.items():
            if path not in self.beside or _is_narrower(
                value, self.beside[path][0]
            ):  # `legno: rovere` of `scatole in legno`
                self.beside[path] = (value, place)

    def _known(self) -> dict[str, Possible]:
        """Return what is said so far, what is said of a fact under another where nothing else is: the concrete of `concrete bookends`."""
        beside = {path: value for path, (value, _) in self.beside.items() if path not in self.origins}
        return beside | self.given

    def _can_be(self, fact: FactType, node: Node) -> bool:
        """Return whether a fact can be what a node says."""
        return self._possible(fact, node) not in (None, fact.domain)

    def _possible(self, fact: FactType, node: Node) -> Possible | None:
        """Return what a fact is by a node, None if it cannot be that."""
        return tried(fact, node, self.reader.context(Faults(), self.as_of, self.rates, fact, self._known())).found

    def _say(self, fact: FactType, node: Node, place: str, key: str = "") -> None:
        """Add what a fact is said to be. key: what people call it, heard with what it cannot be; its own name says this fact alone."""
        key = "" if key == fact.name else key
        if key and self.reader.may_be_nothing(key, node, fact):
            told = f"`{fact.name}`: expected an amount or no limit, got {quoted(text_of(node, self.faults, ''))}"
            self.faults.add(node.at, told, "write 0 for nothing at all, or `no limit`")
            return
        if key or fact.catch_all == NOTHING:  # under its own name a weight is a weight
            kept, left = ([], node) if self.reader.strict else without_kept(node, fact, self.reader.pack.lexicon)
            self.unread += [f"{REMARKS}: {key or fact.label}: {', '.join(kept)}"] if kept else []
            if left is None:
                return
            node = left
        if isinstance(node, Scalar) and not self.reader.strict and self._is_of_the_thing(fact, node, place, key):
            return
        told_so = self._counted(self._tried(fact, self.reader.measured(node, fact, self._known())), node)
        if key:
            told_so = self._named_too(told_so, node, key)
            if isinstance(node, Scalar) and self._say_instead(told_so, node, place, key):
                return
            may_be_left = told_so.found is None and not told_so.is_undated and self._may_be_left(fact, node)
            if self._is_somebody(told_so) or may_be_left:
                self.unread.append(f"{key}: {told_of(node)}")
                return
        self._keep(told_so, place)
        if isinstance(node, Scalar):
            self._mark(fact, node, place, key)

    def _tried(self, fact: FactType, node: Node) -> Tried:
        """Return what a fact is by a node, as it is read by what is said so far."""
        if self.reader.read_by(fact):
            return tried(fact, node, self.reader.context(Faults(), self.as_of, self.rates, fact, self._known()))
        self.how = self.how or self.reader.context(Faults(), self.as_of, self.rates)
        return tried(fact, node, self.how)

    def _tried_by_day(self, fact: FactType, node: Scalar) -> Tried:
        """Return what a fact is by a text, read on some day before it where the order says none: only to learn what it is."""
        if self.as_of:
            return self._tried(fact, node)
        return tried(fact, node, self.reader.context(Faults(), day_before(node.text), self.rates, fact, self._known()))

    def _counted(self, one: Tried, node: Node) -> Tried:
        """Return what was tried, refused where its days would say something else if it were known which day it is: `no rush, next November`."""
        is_open = self.as_of is None and isinstance(node, Scalar) and one.fact.is_in(DAYS)
        told = self._tried_by_day(one.fact, node) if is_open and isinstance(node, Scalar) else one
        if not isinstance(node, Scalar) or not told.is_clear or told.found == one.found:
            return one
        error = no_day_to_count_from(node.text)
        fault = Diagnostic(node.at, f"`{one.fact.name}`: {error.message}", error.help)
        return replace(one, found=None, notes=(), faults=(fault,), is_undated=True)

    def _named_too(self, one: Tried, node: Node, key: str) -> Tried:
        """Return what a key says with its value where it names more than the value, or another than that: `papier: 350 g`, `paper: 600 gsm cotton`."""
        fact, found = one.fact, one.found
        is_open = one.is_other or one.is_half or not one.is_clear
        named = named_by_key(key, fact, self.reader) if is_open else None
        is_apart = named and isinstance(found, OneOf) and set(named.values).isdisjoint(found.values)
        if not named and isinstance(node, Scalar):
            named = named_together(key, node.text, found, fact, self.reader)
            is_apart = named is not None
        text = f"{key}: {text_of(node, Faults(), '')}"
        return one.told_as(named, text) if named and (is_apart or not one.is_half) else one

    def _is_somebody(self, one: Tried) -> bool:
        """Return whether a key that may name a place names somebody: `customer: Café Lumen`."""
        roles = self.reader.pack.lexicon.roles
        return one.fact.name in (roles.home, roles.away) and not one.is_clear and not one.faults

    def _keep(self, one: Tried, place: str) -> None:
        """Keep what was tried: what was said first of another fact counts."""
        self.faults.found += one.faults
        self.origins[one.path] = place
        self.readings += one.notes
        if one.beside:
            self.beside = {path: (value, place) for path, value in one.beside.items()} | self.beside
        if one.found is not None and one.found != one.fact.domain:
            self.given[one.path] = one.found

    def _may_be_left(self, fact: FactType, node: Node) -> bool:
        """Return whether what people say under their own name of a fact may be told as not read: the order is clear without, and no amount is in it."""
        roles = self.reader.pack.lexicon.roles
        is_amount = fact.kind not in (Kind.CHOICE, Kind.SET, Kind.FLAG) and any(one.isdigit() for one in told_of(node))
        is_thing = fact.name in (roles.thing, roles.stuff, roles.count)
        lacks = [name for name in self.lacks if f"order.{name}" not in self.beside]
        return not (lacks or self.reader.strict or is_amount or is_thing)

    def _mark(self, fact: FactType, node: Scalar, place: str, key: str) -> None:
        """Note of a fact that is said whether that is under people's own name for it, and whether it is denied."""
        path = f"order.{fact.name}"
        if key:
            self.called.add(path)
        if key and fact.kind is Kind.FLAG:
            self._count_besides(fact, node, place, key)
        if is_none(node.text, self.reader.pack.lexicon):
            self.denied.add(path)

    def _count_besides(self, fact: FactType, node: Scalar, place: str, key: str) -> None:
        """Say how many an answer goes on to say, where nothing else says it: `limited edition: yes, 8 plus 2 artist proofs`."""
        path, rest = f"order.{self.reader.pack.lexicon.roles.count}", node.text.partition(",")[2].strip()
        if name_in(path) in self.lacks and any(one.isdigit() for one in rest):
            said = said_of_fact(key, rest, fact, self.reader, self.as_of, is_refused=True, lacks=self.lacks)
            count = self.reader.facts[name_in(path)]
            alone = self._possible(count, replace(node, text=rest))
            self._keep_beside({path: alone or said[path]} if path in said else {}, node.text, place)

    def _is_of_the_thing(self, fact: FactType, node: Scalar, place: str, key: str) -> bool:
        """Return whether a text is none of a fact by what is ordered: what it holds, how many parts it has; so many in a time say how often, too."""
        by_thing, roles = self.reader.by_thing, self.reader.pack.lexicon.roles
        if (
            key
            and fact.name == roles.home
            and f"order.{roles.away}" not in self.origins
            and is_away(key, node.text, self.reader)
        ):
            self._say(self.reader.facts[roles.away], node, place, key)
            return True
        if told := again(node.text, fact, self.reader.pack):
            self._keep_beside(told, node.text, place)
            return True
        if key and by_thing.is_held(node.text, fact, self.given):
            self.unread.append(f"{key}: {node.text}")
            return True
        wrong = by_thing.parts_counted(node.text, fact, self.given)
        if wrong:
            self.faults.add(node.at, *wrong)
        return bool(wrong)

    def _say_instead(self, one: Tried, node: Scalar, place: str, key: str) -> bool:
        """Say what a key says with a value that its fact cannot be, or that leaves it open; return whether it says anything."""
        fact, is_amount = one.fact, one.is_other and _AMOUNT.match(node.text) is not None  # `production: 11 EUR a copy`
        is_refused = bool(one.faults) or is_amount
        cap = at_most(one.found, fact, self.reader.pack.currency)
        if one.is_clear and not cap and not is_amount:
            return self._is_paid(one, node, place, key)
        text = cap or node.text
        said = said_of_fact(key, text, fact, self.reader, self.as_of, is_refused=is_refused, lacks=self.lacks)
        if not said and is_refused and fact.kind is Kind.FLAG and (answer := answered_by(text, fact, self.reader)):
            said = {one.path: answer}
        thing = self.reader.facts.get(self.reader.pack.lexicon.roles.thing)
        is_thing = is_refused and thing is not None and thing.name in self.lacks and self._can_be(thing, node)
        if said and not (cap and one.path in said):
            self._keep_beside(said, f"{key}: {node.text}", place)
        elif is_thing and thing is not None:
            self._say(thing, node, place)
        elif is_amount or (is_refused and (is_measure_of_another(node.text, fact) or self._is_remark(node.text, fact))):
            self.unread.append(f"{key}: {node.text}")
        else:
            return False
        return True

    def _is_paid(self, one: Tried, node: Scalar, place: str, key: str) -> bool:
        """Say what one pays at most under a price of another kind, `price: we can pay £9 each`; return whether that is said."""
        unit = one.fact.unit
        is_price = unit is not None and unit.dimension == MONEY and not one.fact.is_limit
        if not is_price or not tells_more(node.text, self.reader.pack):
            return False
        said = said_of_fact("", node.text, one.fact, self.reader, self.as_of, is_refused=False, lacks=self.lacks)
        limits = (name_in(path) for path in said if self.reader.facts[name_in(path)].is_limit)
        is_limit = one.path not in said and any(
            is_of_one_or_named(name, node.text, self.reader.pack.lexicon) for name in limits
        )
        if is_limit:
            self._keep_beside(said, f"{key}: {node.text}", place)
        return is_limit

    def _is_remark(self, text: str, fact: FactType) -> bool:
        """Return whether a text says in words what is no number of a fact, of which little hangs: `own, silicone, made 2022`."""
        is_weighty = fact.is_limit or fact.name in (self.reader.pack.lexicon.roles.count, *self.lacks)
        return fact.kind is Kind.NUMBER and not is_weighty and len(_WORD.findall(text)) > 1

    def say_beside(self) -> None:
        """Add what was said of facts under others, unless the order says them itself."""
        for path, (value, place) in self.beside.items():
            is_more = path in self.heard and self._gives_way(path)
            if path not in self.origins or is_more:
                self.origins[path] = place
                self.given[path] = value
            elif self.origins[path] != place and self.given.get(path) != value:  # `wholesale: 1.50` beside `rrp: 3.50`
                self.readings = [one for one in self.readings if (one.path, one.value) != (path, value)]

    def _gives_way(self, path: str) -> bool:
        """Return whether what is said of a fact says less than any other key: `finish: none` beside `print: 2 colours`, `colour: navy`."""
        is_denied = path in self.denied and self.reader.facts[name_in(path)].kind is Kind.CHOICE
        return is_denied or (path in self.called and path not in self.given)

    def turn(self) -> None:
        """Let an amount under people's word for all of it be that of one where it comes to next to nothing for each, as in a sentence."""
        pack = self.reader.pack
        whole, many = self.given.get(pack.roles.cash), self.given.get(f"order.{pack.lexicon.roles.count}")
        limits = (pack.facts[name] for name in sorted(pack.lexicon.of_one))
        one = next((f"order.{fact.name}" for fact in limits if fact.is_limit), "")
        if not (isinstance(whole, Numbers) and isinstance(many, Numbers)) or not one or one in self.origins:
            return
        if pack.roles.cash in self.called and 0 < whole.high < pack.lexicon.least_each * many.low:
            rate = next((said.rate for said in self.readings if said.path == pack.roles.cash), None)
            self.readings = [said for said in self.readings if said.path != pack.roles.cash]
            self.given[one], self.origins[one] = self.given.pop(pack.roles.cash), self.origins.pop(pack.roles.cash)
            unit = pack.facts[name_in(one)].unit
            ends = dict.fromkeys(written(end, unit, pack.currency) for end in (whole.low, whole.high)) if unit else ()
            self.readings.append(ReadAs(path=one, text="–".join(ends), value=whole, rate=rate))


def _is_narrower(value: Possible, other: Possible) -> bool:
    return isinstance(value, OneOf) and isinstance(other, OneOf) and set(value.values) < set(other.values)
