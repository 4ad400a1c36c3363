"""The facts of one order as they are gathered: what it says itself, then what its studio says, then what is laid over both."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.errors import Diagnostic, Place
from advisor.ir import OWN_COLUMNS, REQUEST, TITLE, FactType, Kind, Numbers, Possible, Rate, ReadAs
from advisor.meaning.path import name_in
from advisor.order.among_keys import Said, settled
from advisor.order.fact_reader import FactReader
from advisor.order.narrowed import narrowed
from advisor.order.order_file import STUDIO
from advisor.order.together import at_most, named_by_key, said_of_fact, said_of_none
from advisor.value import read
from advisor.value.read import ReadContext
from advisor.value.usual_size import sides_in_order
from advisor.value.word_match import column_named, normal, slip
from advisor.yaml.fields import Faults, Fields, mapping_of, nearest, text_of
from advisor.yaml.node import Node, Scalar
from advisor.yaml.reader import read_yaml
from advisor.yaml.text import quoted

OWN_KEYS = (*OWN_COLUMNS, "quotes", "rates", STUDIO)
"""What an order may say besides facts."""
_LIKE = 0.75
"""How like a key is to the words for a fact that it is taken for a slip of them: of several words more are alike by chance."""
_CURE = "leave it out; `advisor pack show --words` lists what facts may be called"


class Gathered(Struct, kw_only=True):
    """The facts of one order as they are gathered: path -> value, where it was said, what the studio shares, the rates.

    readings: what was read as people write it; beside: what was said of a fact under another, path -> value and place.
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

    def say_rates(self, node: Node | None) -> None:
        """Add the rates that an order or its studio says; what was said before stays."""
        if node is not None:
            from advisor.pack.rates import read_rates  # as for quotes

            self.rates = read_rates(node, self.reader.pack.currency, self.faults) | self.rates

    def say_all(self, item: Fields, *, asks: bool = False) -> None:
        """Add every fact that is left in a mapping; a fact that is read by another one comes after it. asks: whether a sentence says more."""
        said = [(at, key, node, self.reader.fact(key.text)) for at, (key, node) in enumerate(item.rest())]
        said = said if asks else self._titled(said)
        said = said if self.reader.strict else settled(said, self.reader)
        places: dict[str, int] = {}
        named = {fact.name for *_, fact in said if fact is not None} | ({REQUEST} if asks else set())
        missing = self.reader.missing(named)
        for at, key, node, fact in sorted(said, key=self._turn):
            if fact is None:
                self._say_of_none(key, node, missing)
                continue
            own = self.reader.side_left(fact, key.text, self._named()) or fact
            is_called = key.text not in self.reader.facts
            is_word = is_called and own.kind is not Kind.NUMBER
            is_wall = is_called and not self.reader.runs(key.text) and self.reader.is_beyond_sides(own, self._named())
            if is_wall or (is_word and f"order.{own.name}" in self.given):  # `handmade: yes` beside `heritage`
                self._leave(key, node)
                continue
            if f"order.{own.name}" in self.origins and not is_word:
                if not self._can_be(own, node):  # `livraison: Bruxelles` beside `délai`
                    self._say_of_none(key, node)
                    continue
                self.faults.add(node.at, f"`{own.name}` is said twice", f"leave out `{key.text}` or what says the same")
            self._say(own, self.reader.with_unit(key.text, node), str(node.at), key.text)
            places[f"order.{own.name}"] = at
        self.given = dict(sorted(self.given.items(), key=lambda one: places.get(one[0], -1)))  # as they stand there
        self.origins = dict(sorted(self.origins.items(), key=lambda one: places.get(one[0], -1)))

    def _titled(self, said: list[Said]) -> list[Said]:
        """Return what is said, the title of an order as what is ordered where nothing else says that."""
        lexicon = self.reader.pack.lexicon
        thing = self.reader.facts.get(lexicon.roles.thing)
        titles = [at for at, key, _, fact in said if fact is None and column_named(key.text, lexicon) == TITLE]
        if self.reader.strict or thing is None or not titles or any(fact is thing for *_, fact in said):
            return said
        return [(at, key, node, thing if at == titles[0] else fact) for at, key, node, fact in said]

    def _turn(self, said: Said) -> tuple[int, bool]:
        """Return when a key is read: behind those by which it is, and behind sides that are called by the way they run."""
        _, key, _, fact = said
        is_size = fact is not None and bool(fact.sides)
        return 0 if fact is None else len(self.reader.read_by(fact)) or is_size, not self.reader.runs(key.text)

    def _named(self) -> set[str]:
        """Return the facts that are said so far, by themselves or under others."""
        return {name_in(path) for path in (*self.origins, *self.beside)}

    def _say_of_none(self, key: Scalar, node: Node, missing: Sequence[FactType] = ()) -> None:
        """Hear, tell as unread or report a key that is no fact: one that is a slip, or may say what the order has to and does not."""
        if self._heard_of(key, node):
            return
        may_be = next((fact for fact in missing if fact.kind is not Kind.NUMBER or self._can_be(fact, node)), None)
        is_told = not self.reader.strict and may_be is None and not self._is_slip(key, node)
        if self.reader.is_unread(key.text) or is_told:
            self._leave(key, node)
        else:
            self._unknown(key, may_be)

    def _leave(self, key: Scalar, node: Node) -> None:
        self.unread.append(f"{key.text}: {node.text}" if isinstance(node, Scalar) else key.text)

    def _heard_of(self, key: Scalar, node: Node) -> bool:
        """Keep what is said under a key that is no fact, `print: 2 colours`, `spend: 600`; return whether that says anything."""
        if not isinstance(node, Scalar):
            return False
        found = self.reader.heard_under(key.text, node.text)
        if not found and not self.reader.is_unread(key.text):
            found = said_of_none(key.text, node.text, self.reader, self.as_of)
        self._keep_beside(found, f"{key.text}: {node.text}", str(node.at))
        return bool(found)

    def _keep_beside(self, found: Mapping[str, Possible], text: str, place: str) -> None:
        self.readings += [ReadAs(path=path, text=text, value=value) for path, value in found.items()]
        self.beside |= {path: (value, place) for path, value in found.items() if path not in self.beside}

    def _is_slip(self, key: Scalar, node: Node) -> bool:
        """Return whether a key is one that is known, written amiss, and its value can be what that one says: `speed: 12 a week` is no `spend`."""
        found = slip(key.text, (*self.reader.names.targets, *OWN_KEYS), self.reader.pack.lexicon)
        target = self.reader.names.targets.get(found)
        fact = target.fact if target else None
        return bool(found) and (fact is None or self._can_be(fact, node))

    def _can_be(self, fact: FactType, node: Node) -> bool:
        """Return whether a fact can be what a node says."""
        how = self.reader.context(Faults(), self.as_of, self.rates, fact, self.given)
        found = read.possible(node, fact, how)
        return found is not None and found != fact.domain

    def _unknown(self, key: Scalar, may_be: FactType | None) -> None:
        """Report a key that is no fact, with the nearest name, else the fact that people call nearly so, or the one it may be."""
        names, lexicon = (*self.reader.facts, *OWN_KEYS), self.reader.pack.lexicon
        if nearest(key.text, names):
            self.faults.unknown(key.at, "fact", key.text, names)
            return
        called = {**lexicon.facts, **lexicon.columns}
        words = {word: name for word, name in called.items() if name in self.reader.facts}
        word = nearest(normal(key.text, lexicon.spellings), words, _LIKE)
        count = may_be.name if may_be and may_be.kind is Kind.NUMBER else ""
        name = words[word] if word else count
        cure = f"did you mean `{name}`?" if name else _CURE
        self.faults.add(key.at, f"unknown fact {quoted(key.text)}", cure)

    def _say(self, fact: FactType, node: Node, place: str, key: str = "") -> None:
        """Add what a fact is said to be. key: what people call it, heard with what it cannot be; its own name says this fact alone."""
        key = "" if key == fact.name else key
        if self.reader.read_by(fact):
            how = self.reader.context(self.faults, self.as_of, self.rates, fact, self.given)
        else:
            how = self.how = self.how or self.reader.context(self.faults, self.as_of, self.rates)
        if key and self.reader.may_be_nothing(key, node, fact):
            told = f"`{fact.name}`: expected an amount or no limit, got {quoted(text_of(node, self.faults, ''))}"
            self.faults.add(node.at, told, "write 0 for nothing at all, or `no limit`")
            return
        before = len(self.faults.found)
        found = read.possible(self.reader.measured(node, fact, self.given), fact, how)
        path = f"order.{fact.name}"
        is_open = found == fact.domain and any(one.how == "unknown" for one in how.notes)
        is_other = any(one.how == "other" and one.path == path for one in how.notes)
        is_clear = len(self.faults.found) == before and not is_open
        if (is_other or not is_clear) and (named := key and named_by_key(key, fact, self.reader)):
            del self.faults.found[before:]
            how.notes[:] = [ReadAs(path=path, text=f"{key}: {text_of(node, self.faults, '')}", value=named)]
            found, is_clear = named, True
        cap = at_most(found, fact, self.reader.pack.currency)
        if key and isinstance(node, Scalar) and (cap or not is_clear):
            said = said_of_fact(
                key, cap or node.text, fact, self.reader, self.as_of, is_refused=len(self.faults.found) > before
            )
            if said and not (cap and path in said):
                del self.faults.found[before:]
                how.notes.clear()
                how.beside.clear()
                self._keep_beside(said, f"{key}: {node.text}", place)
                return
        self.origins[path] = place
        if how.notes or how.beside:  # what was said first of another fact counts
            self.readings += how.notes
            self.beside = {path: (value, place) for path, value in how.beside.items()} | self.beside
            how.notes.clear()
            how.beside.clear()
        if found is not None and found != fact.domain:
            self.given[path] = found

    def say_beside(self) -> None:
        """Add what was said of facts under others, unless the order says them itself."""
        for path, (value, place) in self.beside.items():
            if path not in self.origins:
                self.origins[path] = place
                self.given[path] = value

    def say_place(self, node: Scalar) -> None:
        """Add what one word under `studio` says: where it is, `studio: Florence`; a name says nothing."""
        home = self.reader.facts.get(self.reader.pack.lexicon.roles.home)
        if home and f"order.{home.name}" not in self.origins and self._can_be(home, node):
            self._say(home, node, str(node.at))
        else:
            self._leave(Scalar(STUDIO, plain=True, at=node.at), node)

    def say_request(self, node: Node) -> None:
        """Add what a sentence says of facts that the order does not say by themselves; what is wrong in it is at fault."""
        text = text_of(node, self.faults, "`request`")
        if text and self.reader.asks is not None:
            order, faults, nothing = self.reader.asks(text, replace(self.reader, as_of=self.as_of))
            self.faults.found += [
                Diagnostic(node.at, one.message, one.help) for one in faults or (() if self.origins else nothing)
            ]
            new = {path: value for path, value in order.said.items() if path not in self.origins}
            self.given |= new
            self.origins |= dict.fromkeys(new, str(node.at))
            self.readings += [one for one in order.readings if one.path in new]
            self.unread += order.unread

    def order_sides(self) -> None:
        """Let the longest of the sides that the order says be its longest side."""
        for fact in self.reader.sides:
            paths = {f"order.{name}": name for name in (fact.name, *fact.sides)}
            said = {name: one for path, name in paths.items() if isinstance(one := self.given.get(path), Numbers)}
            told = sides_in_order(said, fact, self.reader.usual_sides(fact, self.given))
            if told != said:
                places = [self.origins.pop(path) for path, name in paths.items() if self.given.pop(path, None)]
                self.given |= {f"order.{name}": value for name, value in told.items()}
                self.origins |= {f"order.{name}": place for name, place in zip(told, places, strict=True)}

    def narrow(self) -> None:
        """Add what is left of facts by what is said of others; nobody said it, so it has no place."""
        found = list(narrowed(self.given, self.reader.own_facts))
        self.given |= {one.path: one.value for one in found}
        self.readings += found

    def share(self, node: Node) -> None:
        """Add what a studio's block says of facts that the order itself does not name."""
        block = mapping_of(node, self.faults, "`studio`")
        shared = Gathered(reader=self.reader, as_of=self.as_of, faults=self.faults, rates=self.rates)
        if block is not None:
            block.take("rates")
            shared.say_all(block, asks=self.reader.is_clear({name_in(path) for path in self.origins}))
            self.unread += shared.unread
        shared.say_beside()
        self.readings += [one for one in shared.readings if one.path not in self.origins]
        for path, place in shared.origins.items():
            if path not in self.origins:
                self.origins[path] = place
                self.shared.append(path)
                if path in shared.given:
                    self.given[path] = shared.given[path]

    def lay_over(self, name: str, text: str) -> None:
        """Lay `--set name=text` over the order."""
        place = f"--set {name}"
        fact = self.reader.fact(name)
        if fact is None:
            self.faults.unknown(Place(place), "fact", name, self.reader.facts)
            return
        path = f"order.{fact.name}"
        self.given.pop(path, None)
        self.shared = [one for one in self.shared if one != path]
        self.readings = [one for one in self.readings if one.path != path]
        self._say(fact, self._typed_node(text, place), place)

    def _typed_node(self, text: str, place: str) -> Node:
        """Return what is typed for one fact: a list or mapping as YAML has it, anything else as it is."""
        if text.lstrip().startswith(("[", "{", '"', "'")):
            documents, found = read_yaml(text.encode(), place, self.reader.limits)
            self.faults.found.extend(found)
            if len(documents) == 1:
                return documents[0]
        return Scalar(unicodedata.normalize("NFC", text.strip()), plain=True, at=Place(place))
