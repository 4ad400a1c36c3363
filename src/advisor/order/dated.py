"""A day that an order says where no key of a day does: `opening: 2 June 2027`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.ir import FactType, Kind, Numbers
from advisor.order.saying import Saying
from advisor.order.together import said_of_none
from advisor.order.tried import told_of
from advisor.value.day import QuantityError, day_before, no_day_to_count_from
from advisor.value.spoken import tidy
from advisor.value.when import days_named
from advisor.value.word_match import normal
from advisor.yaml.node import Node, Scalar
from advisor.yaml.text import quoted

_YEAR = re.compile(r"\b20[0-9]{2}\b")
_OF_YEAR = re.compile(r"\b20[0-9]{2}\b|\bnext\b", re.IGNORECASE)
_WORDED = (Kind.CHOICE, Kind.SET, Kind.FLAG)


class Dated(Saying, kw_only=True):
    """What is said of the facts of one order so far, a day among it whatever it stands under."""

    @property
    def _due(self) -> FactType | None:
        """The fact of the last day that will do, None where the pack has none."""
        return None if self.reader.strict else self.reader.due

    def _fact_of(self, fact: FactType, node: Node) -> FactType:
        """Return the fact that a key says with its value: with a day that which a day says, where the key's own is said in words."""
        due = self._due if fact.kind in _WORDED and (self._is_day(node) or self._is_month(fact, node)) else None
        return due or fact

    def _is_day_instead(self, fact: FactType, node: Node) -> bool:
        """Return whether a day stands under the pack's own name of a fact that it says nothing of, where people say that word before the last day, too: `ready: end of April 2027`."""
        due, lexicon = self._due, self.reader.pack.lexicon
        is_cue = due is not None and normal(fact.name, lexicon.spellings) in lexicon.cues.get(due.name, ())
        return is_cue and self._fact_of(fact, node) is not fact and bool(self._tried(fact, node).faults)

    def _is_month(self, fact: FactType, node: Node) -> bool:
        """Return whether a text names days of a year that is said, and says nothing of a fact: `fulfilment: November 2027`."""
        text = node.text if isinstance(node, Scalar) and _OF_YEAR.search(node.text) else ""
        if not text:
            return False
        try:
            days = days_named(tidy(text), self.as_of or day_before(text), text)
        except QuantityError:
            return False
        own = self._tried(fact, node) if days else None
        return own is not None and (own.is_other or not own.is_clear)

    def _is_day(self, node: Node) -> bool:
        """Return whether a text is one day, its year said."""
        due = self._due if isinstance(node, Scalar) and _YEAR.search(node.text) else None
        told = self._tried_by_day(due, node) if due and isinstance(node, Scalar) else None
        found = told.found if told is not None and told.is_clear else None
        return isinstance(found, Numbers) and found.low == found.high

    def _say_day(self, said: Sequence[tuple[Scalar, Node]]) -> None:
        """Let the first day that keys tell which are no facts be the last that will do, where the order says none.

        Days that nobody can count are kept, to be told by `tell_undated`.
        """
        due = self._due
        if due is None or f"order.{due.name}" in (*self.origins, *self.beside):
            return
        open_keys = [one for one in said if not self.reader.is_unread(one[0].text)]
        days = [(key, node) for key, node in open_keys if self._is_day(node)]
        if self.as_of is None:
            self.undated += days or [one for one in open_keys if self._says_due(*one, due)]
            return
        found = [(self._possible(due, node), f"{key.text}: {told_of(node)}", str(node.at)) for key, node in days]
        known = [(value.low, value, text, place) for value, text, place in found if isinstance(value, Numbers)]
        if known:
            _, value, text, place = min(known, key=lambda one: one[0])
            self._keep_beside({f"order.{due.name}": value}, text, place)
            self.unread = [one for one in self.unread if one != text]

    def _says_due(self, key: Scalar, node: Node, due: FactType) -> bool:
        """Return whether a key that says nothing would say the last day that will do, if it were known which day it is: `must arrive: 15 January`."""
        is_left = isinstance(node, Scalar) and f"{key.text}: {node.text}" in self.unread
        if not (is_left and isinstance(node, Scalar)):
            return False
        return f"order.{due.name}" in said_of_none(key.text, node.text, self.reader, day_before(node.text))

    def tell_undated(self) -> None:
        """Report days that keys say and nobody can count, where nothing else says the last that will do: the order does not say which day it is of."""
        due = self._due
        if due is not None and f"order.{due.name}" not in (*self.origins, *self.beside):
            for key, node in self.undated:
                error = no_day_to_count_from(told_of(node))
                self.faults.add(node.at, f"{quoted(key.text)}: {error.message}", error.help)
