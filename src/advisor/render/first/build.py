"""The whole first screen: the order, what to do, and every part in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from advisor.ir import REMARKS, OneOf, Possible
from advisor.meaning import reads, truth
from advisor.meaning.path import name_in
from advisor.meaning.possible import is_known
from advisor.render import words
from advisor.render.first.beside import MOST_SHOWN
from advisor.render.first.guesses import Guesses
from advisor.render.first.screen import Screen, ScreenPart, fitted
from advisor.render.inert import show
from advisor.render.names import PackNames
from advisor.render.reason import Teller
from advisor.render.said_back import exchanged, said_back
from advisor.render.tender import pack_tender
from advisor.trace import Advice, Note, Ranked, Witness
from advisor.value.another import set_apart
from advisor.value.own_words import is_of_buyer

MOST_SAID = 8
"""Of so many facts the order's line tells."""
_FAR = 3, 2
"""From how many times the cost on, as a fraction, a runner-up is not asked as an equal."""


def first_screen(teller: Teller, advice: Advice, phrases: Any, file: str = "") -> Screen:  # noqa: ANN401  # a Jinja module
    """Return the first screen of an advice.

    teller: says it as people do; phrases: the module of `first_screen.j2`; file: that holds the order, for commands to name.
    """
    return fitted(_Build(teller, advice, phrases, file).whole())


class _Build(Guesses):
    def whole(self) -> Screen:
        columns = self._columns()
        found: list[tuple[str, Callable[[], Iterable[str]]]] = [
            ("read", self._read), ("unread", self._not_read), ("mend", self._mend), ("unpriced", self._unpriced), ("why", self._why), ("risk", self._risk),
            ("why_not", self._why_not), ("rest", self._rest), ("check", self._check), ("changes", self._changes), ("next", self._next),
        ]  # fmt: skip
        told = {name: tuple(dict.fromkeys(filter(None, make()))) for name, make in found}
        return Screen(
            order=self._order(),
            verdict=self._verdict(),
            head=(
                self._phrase("way"),
                *(self._said(self.pack.estimates[name].column, self.advice.memory) for name in columns),
            ),
            columns=tuple(columns),
            rows=tuple(
                (words.capital(self._name(row)), *(self._cell(row, name) for name in columns))
                for row in self.shown
                if columns and not self._is_nobodys(row)
            ),
            parts=tuple(
                ScreenPart(
                    name=name,
                    label=self._phrase("label", part=name, has_winner=self.advice.winner is not None),
                    entries=entries,
                    numbered=name == "next",
                )
                for name, entries in told.items()
                if entries
            ),
            more=self._phrase("more", file=self.file),
        )

    def _is_nobodys(self, row: Ranked) -> bool:
        """Return whether a price would be of no maker: of a whole pathway at large, where nothing fits."""
        return self.advice.winner is None and row.option.generic

    def _order(self) -> str:
        given, facts = self.advice.order.said, self.pack.facts
        lines = (one for one in self.pack.order_line if one.says and self._is_said(one.says[0]))
        dated = self.teller.by(replace(self.names, as_of=self.advice.order.as_of)).sentences
        told = [said for one in lines if (said := dated.render(one.text, self.advice.memory))] or [
            self.names.told(path, value) for path, value in given.items() if path[6:] in facts and self._is_said(path)
        ]
        return self._phrase("order", parts=told[:MOST_SAID])

    def _verdict(self) -> str:
        advice, winner = self.advice, self.advice.winner
        closest = winner or (self.shown[0] if self.shown else None)
        runner = advice.runner_up if advice.runner_up and not self._is_too_dear(advice.runner_up) else None
        deciding = self._deciding()
        return self._phrase(
            "verdict",
            winner=self._name(winner) if winner else "",
            both=self._both(),
            far=self._far(),
            closest=self._name(closest) if closest else "",
            reason=self._against(closest) if closest and not winner else "",
            runner=self._name(runner) if runner else "",
            runner_takes_quotes=self._takes_quotes(runner),
            compared=self._compared(runner),
            remarks=[self._note(note) for note in advice.notes if note.level == "remark"],
            breaches=[self._breach(one) for one in advice.breaches],
            mends=self._mends(),
            takes_quotes=self._takes_quotes(winner),
            is_quote=winner is not None and winner.option.is_quote,
            open=self._left_open(winner) if winner else "",
            close=advice.close, certain=advice.firm and bool(advice.assumed or advice.open_facts or not advice.settled),
            guess=self._phrase("guess", **self._guess(deciding)) if deciding else "", strange=self._strange(), among=self._among(),
        )  # fmt: skip

    def _among(self) -> str:
        """Return of which orders in one block of a file it is one, empty where it is alone."""
        among = self.advice.order.among
        if among is None:
            return ""
        common = [self.names.label(f"order.{name}") for name in among.common]
        told = {"name": show(among.name), "key": show(among.key), "many": among.many, "how": among.how}
        return self._phrase("among", **told, common=common)

    def _left_open(self, row: Ranked) -> str:
        """Return what to say first of an order that leaves an option's cost open, empty where it is known."""
        if self._is_priced(row):
            return ""
        seen: set[str] = set()
        left = [f"option.{self.cost}"]
        while left:
            path = left.pop()
            name = name_in(path)
            if path not in seen and path.startswith("option.") and name in self.pack.estimates:
                left += reads(self.pack.estimates[name].readings["likely"])
            seen.add(path)
        given = [f"order.{name}" for name, fact in self.pack.facts.items() if fact.of == "order"]
        return next((self.names.label(one) for one in given if one in seen and not is_known(row.memory[one])), "")

    def _both(self) -> list[str]:
        """Return what the winner and the runner-up are called in one breath: their short names, where these differ."""
        rows = [row for row in (self.advice.winner, self.advice.runner_up) if row]
        short = [self._short(row) for row in rows]
        return short if len({*short}) == len(rows) else [self._name(row) for row in rows]

    def _compared(self, runner: Ranked | None) -> list[str]:
        """Return who is asked for a quote, too, and is not named in what to do: the next step asks nobody of whom that says nothing."""
        named = {row.option.pathway for row in (self.advice.winner, runner if self.advice.close else None) if row}
        return [self._winner_by(one) for one in self._asked() if one not in named]

    def _is_too_dear(self, row: Ranked) -> bool:
        """Return whether an option takes quotes, and is not asked because of what it likely costs."""
        return self._takes_quotes(row) and row.option.pathway not in self.advice.ask_quotes_from

    def _far(self) -> str:
        """Return how much dearer the runner-up likely is, where that is so much that to ask both as equals would mislead."""
        winner, runner = self.advice.winner, self.advice.runner_up
        own, other = (row.estimates[self.cost].likely if row else None for row in (winner, runner))
        if winner is None or runner is None or own is None or other is None or other * _FAR[1] < own * _FAR[0]:
            return ""
        return next((told for told, _ in self._apart(runner, winner)), "")

    def _read(self) -> Iterator[str]:
        """Yield what was read of words that are not surely what they were taken for, and at which rate money was."""
        is_said = self.names.tender.is_foreign  # then every amount is told as it was said
        exact = PackNames(self.pack, pack_tender(self.pack)) if not is_said else self.names
        told = (
            one
            for one in self.advice.order.readings
            if one.how not in ("word", "hidden") or (one.rate is not None and not is_said)
        )
        yield from (said_back(one, exact) for one in told)
        yield exchanged(self.names)

    def _unpriced(self) -> Iterator[str]:
        told = dict.fromkeys(self._note(note) for note in self.advice.notes if note.level == "unpriced")
        texts, winner = list(filter(None, told)), self.advice.winner
        is_quote = winner is not None and winner.option.is_quote
        if texts:  # what a supplier asks may hold what he does not name
            yield self._phrase(
                "unpriced", texts=texts, supplier=show(winner.option.supplier) if winner and is_quote else ""
            )
        if others := self._apart_from_it()[0]:
            yield self._phrase("others", texts=others)

    def _not_read(self) -> Iterator[str]:
        """Yield what was not understood; where that is more than a screen tells, how much more, and where all of it is."""
        strange = self._apart_from_it()[1]
        told = self._longest(strange)
        if told:
            is_all = set(told) == {show(text) for text in strange}
            yield self._phrase(
                "unread", texts=told, more=len(strange) - len(told), is_all=is_all, file=self.file, typed=self.is_typed
            )

    def _apart_from_it(self) -> tuple[list[str], list[str]]:
        """Return what counts another thing, and what else was not understood and may bear on the answer."""
        return set_apart(filter(self._may_matter, self._unread()), self.pack.lexicon)

    def _may_matter(self, text: str) -> bool:
        """Return whether words that were not read may bear on the answer: no notes, and not what says whose it is."""
        if f"{REMARKS}: {text}" in self.advice.order.unread:
            return False
        return not is_of_buyer(text, self.pack)

    def _changes(self) -> Iterator[str]:
        """Yield what would make another way win, were it so; and how many questions would not."""
        guessed = {one.path for one in self.advice.assumed if one.pathway != self.advice.pathway}
        told = [
            one
            for one in self.advice.could_change
            if not {path for path, _ in one.values} <= guessed
            and not any(self._is_of_nobody(path) for path, _ in one.values)
            and (one.pathway or not any(map(self._is_word, one.values)))
        ]
        roles = self.pack.lexicon.roles
        things = [f"order.{name}" for name in (roles.thing, roles.stuff) if name]
        hanging = [path for path in things if any(path in dict(one.values) for one in told)]
        meant = [one for one in told if not {*dict(one.values)} & {*hanging}]
        yield from (self._witness(one) for one in meant[: MOST_SHOWN - bool(hanging)])
        if hanging:  # one of hundreds of things would be one that nobody meant
            yield self._phrase("hanging", labels=words.joined([self.names.label(path) for path in hanging]))
        count = len(self.advice.open_facts)
        if count and told and not self.advice.firm:
            yield self._phrase("others_do_not", count=count)

    def _is_word(self, pair: tuple[str, Possible]) -> bool:
        """Return whether a value says what the thing is, or is one of several choices that the order's word may mean: none is meant by which nothing fits."""
        fact, said = self.pack.facts.get(name_in(pair[0])), self.advice.order.said.get(pair[0])
        return isinstance(pair[1], OneOf) and ((fact is not None and fact.identifies) or said is not None)

    def _witness(self, one: Witness) -> str:
        told = [(path, self._as_sort(path, value, self.advice.memory[path])) for path, value in one.values]
        facts = [self.names.clause(path, value, self._guessed_as(path, value)) for path, value in told]
        return self._phrase("then", facts=words.joined(facts), pathway=self._winner(one.option, one.pathway))

    def _next(self) -> Iterator[str]:
        advice, takes_quotes = self.advice, self._takes_quotes(self.advice.winner)
        is_quote = advice.winner is not None and advice.winner.option.is_quote
        if again := self._again():
            yield self._try(*again)
        names = [self._winner_by(one) for one in self._asked()]
        ask = self._phrase("ask", file=self.file, names=names, is_first=takes_quotes and not is_quote) if names else ""
        if takes_quotes:
            yield ask
            yield self._find()
        for note in [] if advice.breaches or self._is_unpriced() else self._steps():
            text = self._note(note)
            yield self._phrase("step", text=text, day=self._day(note), days=note.due_days) if text else ""
        if not takes_quotes:
            yield ask

    def _is_unpriced(self) -> bool:
        """Return whether what the order leaves open keeps the winner's cost open: what to set aside and by when would be anything."""
        return self.advice.winner is not None and bool(self._left_open(self.advice.winner))

    def _find(self) -> str:
        """Return where those who are asked are found, while nobody has quoted."""
        asked = () if self.advice.order.quotes else self._asked()
        found = dict.fromkeys(text for one in asked if one in self.best and (text := self._found_at(self.best[one])))
        return self._phrase("find", texts=list(found)) if found else ""

    def _asked(self) -> tuple[str, ...]:
        """Return the pathways to ask for a quote, but for those whose best has quoted; where the winner gives none, the one that comes nearest."""
        told = self.advice.ask_quotes_from if self.advice.winner is not None else ()
        asked = tuple(one for one in told if one not in self.best or not self.best[one].option.is_quote)
        return asked if self._takes_quotes(self.advice.winner) else asked[:1]

    def _found_at(self, row: Ranked) -> str:
        """Return where those who make by an option are found, by the last entry that is of it; empty where none is."""
        known = [
            one.text for one in self.pack.finds if all(truth.holds(test, row.memory) is True for test in one.tests)
        ]
        return known[-1] if known else ""

    def _steps(self) -> list[Note]:
        steps = [note for note in self.advice.notes if note.level == "step"]
        return sorted(steps, key=lambda note: (note.due_days is None, note.due_days or 0))
