"""The facts of one order as they are gathered: what it says itself, then what its studio says, then what is laid over both."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from msgspec.structs import replace

from advisor.errors import Diagnostic, Place
from advisor.ir import CURRENCY, REMARKS, REQUEST, FactType, Kind, Numbers
from advisor.meaning.path import name_in
from advisor.order.among_keys import Said, settled
from advisor.order.dated import Dated
from advisor.order.held import as_one
from advisor.order.laid_out import ungrouped
from advisor.order.narrowed import narrowed
from advisor.order.order_file import OWN_KEYS, STUDIO
from advisor.order.strange import refuse_key, refuse_keys
from advisor.order.together import answered_under, names_money, said_of_none
from advisor.order.tried import told_of
from advisor.order.whereabouts import here_given
from advisor.value.currency import currency_codes
from advisor.value.kept import is_kept
from advisor.value.usual_size import sides_in_order
from advisor.value.word_match import column_named
from advisor.yaml.fields import Fields, mapping_of, text_of
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.reader import read_yaml


class Gathered(Dated, kw_only=True):
    """The facts of one order as they are gathered, whoever says them."""

    def say_rates(self, node: Node | None) -> None:
        """Add the rates that an order or its studio says; what was said before stays."""
        if node is not None:
            from advisor.pack.rates import read_rates  # as for quotes

            self.rates = read_rates(node, self.reader.pack.currency, self.faults) | self.rates

    def say_all(self, item: Fields, *, asks: bool = False, opens: bool = True) -> None:
        """Add every fact that is left in a mapping; a fact that is read by another one comes after it. asks, opens: as of `settled`."""
        entries = list(ungrouped(item.rest(), self.reader))
        money = next((told.text for key, node in entries if (told := self._currency(key, node))), "")
        said = [
            (at, key, self._as_one(key, self.reader.in_currency(key.text, node, money)), self.reader.fact(key.text))
            for at, (key, node) in enumerate(entries)
            if not self._currency(key, node)
        ]
        said = [(at, key, self._as_here(fact, node), fact) for at, key, node, fact in said]
        said = said if self.reader.strict else settled(said, self.reader, asks=asks, opens=opens)
        is_open = opens and not (asks or self.reader.strict)
        requests = [node for _, key, node, _ in said if is_open and key.text == REQUEST]
        asks = asks or bool(requests)
        places: dict[str, int] = {}
        named = {fact.name for *_, fact in said if fact is not None} | ({REQUEST} if asks else set())
        missing = self.reader.missing(named)
        self.lacks = {one.name for one in missing}
        for at, key, node, fact in sorted(said, key=self._turn):
            if fact is None:
                if node not in requests:
                    self._say_of_none(key, node, missing)
                continue
            own = self.reader.side_left(fact, key.text, self._named()) or fact
            is_instead = self._is_day_instead(fact, node)
            if is_instead and self._due is not None and self._due.name in named:
                self._leave(key, node)
                continue
            is_called = is_instead or key.text not in self.reader.facts
            own = self._fact_of(own, node) if is_called else own  # a column holds what its name says, whatever the cell
            is_word = is_called and own.kind is not Kind.NUMBER
            is_wall = is_called and not self.reader.runs(key.text) and self.reader.is_beyond_sides(own, self._named())
            if is_wall:  # known, and no fact says it
                self.unread.append(f"{REMARKS}: {key.text}: {told_of(node)}")
                continue
            if is_word and f"order.{own.name}" in self.given:  # `handmade: yes` beside `heritage`
                self._leave(key, node)
                continue
            is_open = f"order.{own.name}" not in self.given  # `trim: leather straps` says no size
            if f"order.{own.name}" in self.origins and not (is_word or (is_called and is_open)):
                if not self._can_be(own, node):  # `livraison: Bruxelles` beside `délai`
                    self._say_of_none(key, node)
                    continue
                if is_called and self._possible(own, node) == self.given.get(f"order.{own.name}"):
                    continue  # the same in other words
                self.faults.add(node.at, f"`{own.name}` is said twice", f"leave out `{key.text}` or what says the same")
            self._say(own, self.reader.with_unit(key.text, node), str(node.at), key.text)
            places[f"order.{own.name}"] = at
        self.given = dict(sorted(self.given.items(), key=lambda one: places.get(one[0], -1)))  # as they stand there
        self.origins = dict(sorted(self.origins.items(), key=lambda one: places.get(one[0], -1)))
        for node in requests:
            self.say_request(node)
        self._tell_strange()
        self._say_day([(key, node) for _, key, node, fact in said if fact is None])

    def _currency(self, key: Scalar, node: Node) -> Scalar | None:
        """Return what a key says the bare numbers of the order's money are counted in, `currency: GBP`; None if it says no such thing."""
        pack = self.reader.pack
        is_named = not self.reader.strict and column_named(key.text, pack.lexicon) == CURRENCY
        told = node if is_named and isinstance(node, Scalar) else None
        return told if told and currency_codes(told.text, pack.currency, {**pack.rates, **self.rates}) else None

    def _as_here(self, fact: FactType | None, node: Node) -> Node:
        """Return what a fact is said to be as it is written anywhere, by where the order is: `75.000 kr` of Denmark."""
        is_told = fact is not None and isinstance(node, Scalar) and not self.reader.strict
        return (
            replace(node, text=self.here.told(node.text, fact))
            if is_told and fact and isinstance(node, Scalar)
            else node
        )

    def _as_one(self, key: Scalar, node: Node) -> Node:
        found, left = as_one(key, node, self.reader, self._possible)
        self.unread += left
        return found

    def _turn(self, said: Said) -> tuple[int, bool, bool]:
        """Return when a key is read: behind those by which it is, and behind sides that are called by the way they run or said at once."""
        _, key, _, fact = said
        is_size = fact is not None and (
            bool(self.reader.sides_with(fact)) or fact.name == self.reader.pack.lexicon.roles.count
        )
        turn = 0 if fact is None else len(self.reader.read_by(fact)) or is_size
        return turn, not self.reader.runs(key.text), not (fact and fact.sides)

    def _named(self) -> set[str]:
        """Return the facts that are said so far, by themselves or under others."""
        return {name_in(path) for path in (*self.origins, *self.beside)}

    def _say_of_none(self, key: Scalar, node: Node, missing: Sequence[FactType] = ()) -> None:
        """Hear, tell as unread or report a key that is no fact: one that is a slip, or may say what the order has to and does not."""
        if self._heard_of(key, node):
            return
        if self.reader.is_unread(key.text):
            self._leave(key, node)
        elif self.reader.strict or self._is_slip(key, node):
            refuse_key(key, None, self.reader, self.faults)
        elif may_be := next(
            (one for one in missing if one.kind is not Kind.NUMBER or self._may_count(one, node)), None
        ):
            self.strange.append((may_be, key, node))
        else:
            self._leave(key, node)

    def _tell_strange(self) -> None:
        """Report keys that are no fact where one of them may say what the order has to and no other does; leave the others."""
        kept, self.strange = self.strange, []
        for fact in dict.fromkeys(fact.name for fact, _, _ in kept):
            found = [(one, key, node) for one, key, node in kept if one.name == fact]
            if fact in self._named():
                for _, key, node in found:
                    self._leave(key, node)
            else:
                refuse_keys([key for _, key, _ in found], found[0][0], self.reader, self.faults)

    def _may_count(self, fact: FactType, node: Node) -> bool:
        """Return whether a text may say how many: it names no money."""
        is_money = isinstance(node, Scalar) and names_money(node.text, self.reader.pack.lexicon)
        return not is_money and self._can_be(fact, node)

    def _leave(self, key: Scalar, node: Node) -> None:
        texts = [
            one.text for one in (node.items if isinstance(node, SequenceNode) else (node,)) if isinstance(one, Scalar)
        ]
        each = texts if key.text == REMARKS else [", ".join(texts)] * bool(texts)
        told = [f"{key.text}: {text}" for text in each]
        self.unread += [self._kept_so(one, text) for one, text in zip(told, each, strict=True)] or [
            f"{key.text}: {told_of(node)}" if isinstance(node, MappingNode) else key.text
        ]

    def _kept_so(self, told: str, text: str) -> str:
        """Return what is told as unread, as a remark where all of it is known and is kept for who makes the thing: `standards: CE, RoHS`."""
        is_known = not self.reader.strict and is_kept(text, self.reader.pack.lexicon)
        return f"{REMARKS}: {told}" if is_known else told

    def _heard_of(self, key: Scalar, node: Node) -> bool:
        """Keep what is said under a key that is no fact, `print: 2 colours`, `spend: 600`; return whether that says anything."""
        if not isinstance(node, Scalar):
            return False
        found = self.reader.heard_under(key.text, node.text) or answered_under(key.text, node.text, self.reader)
        if not found and not self.reader.is_unread(key.text):
            found = said_of_none(key.text, node.text, self.reader, self.as_of)
        self._keep_beside(found, f"{key.text}: {node.text}", str(node.at))
        self.heard |= set(found)
        return bool(found)

    def _is_slip(self, key: Scalar, node: Node) -> bool:
        """Return whether a key is one that is known, written amiss, and its value can be what that one says: `speed: 12 a week` is no `spend`."""
        found = self.reader.slip_of(key.text)
        target = self.reader.names.targets.get(found)
        fact = target.fact if target else None
        if fact is None:
            return found in OWN_KEYS
        told = self._tried(fact, node)
        return told.is_clear and not told.is_other

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
        told = self.reader.ask(text, self.as_of) if text else None
        if told is not None:
            order, faults, nothing = told
            self.faults.found += [
                Diagnostic(node.at, one.message, one.help) for one in faults or (() if self.origins else nothing)
            ]
            new = {path: value for path, value in order.said.items() if path not in self.origins}
            self.given |= new
            self.origins |= dict.fromkeys(new, str(node.at))
            self.readings += [one for one in order.readings if one.path in new]
            self.unread += order.unread

    def order_sides(self) -> None:
        """Let the longest of the sides that the order says be its longest side, unless it says that this is not known."""
        for fact in self.reader.sides:
            if self._is_said_unknown(f"order.{fact.name}"):
                continue
            paths = {f"order.{name}": name for name in (fact.name, *fact.sides)}
            said = {name: one for path, name in paths.items() if isinstance(one := self.given.get(path), Numbers)}
            if not said:
                continue
            told = sides_in_order(said, fact, self.reader.usual_sides(fact, self.given))
            if told != said:
                places = [self.origins.pop(path) for path, name in paths.items() if self.given.pop(path, None)]
                self.given |= {f"order.{name}": value for name, value in told.items()}
                self.origins |= {f"order.{name}": place for name, place in zip(told, places, strict=True)}

    def _is_said_unknown(self, path: str) -> bool:
        """Return whether the order says of a fact that it is not known, and not what says nothing of it."""
        is_open = path in self.origins and path not in self.given
        return is_open and all(one.path != path for one in self.readings)

    def narrow(self) -> None:
        """Add what is left of facts by what is said of others; nobody said it, so it has no place."""
        found = list(narrowed(self.given, self.reader.own_facts))
        self.given |= {one.path: one.value for one in found}
        self.readings += found

    def share(self, node: Node) -> None:
        """Add what a studio's block says of facts that the order itself does not name."""
        block = mapping_of(node, self.faults, "`studio`")
        shared = Gathered(reader=self.reader, as_of=self.as_of, faults=self.faults, rates=self.rates, here=self.here)
        if block is not None:
            block.take("rates")
            shared.say_all(block, asks=self.reader.is_clear({name_in(path) for path in self.origins}), opens=False)
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
            refuse_key(Scalar(name, plain=True, at=Place(place)), None, self.reader, self.faults)
            return
        path = f"order.{fact.name}"
        self.given.pop(path, None)
        self.shared = [one for one in self.shared if one != path]
        self.readings = [one for one in self.readings if one.path != path]
        self.here = here_given(self.given, self.reader)
        self._say(fact, self._as_here(fact, self._typed_node(text, place)), place)

    def _typed_node(self, text: str, place: str) -> Node:
        """Return what is typed for one fact: a list or mapping as YAML has it, anything else as it is."""
        if text.lstrip().startswith(("[", "{", '"', "'")):
            documents, found = read_yaml(text.encode(), place, self.reader.limits)
            self.faults.found.extend(found)
            if len(documents) == 1:
                return documents[0]
        return Scalar(unicodedata.normalize("NFC", text.strip()), plain=True, at=Place(place))
