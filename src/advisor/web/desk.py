"""The orders in hand: each an interview over the file on the shelf, and the moves a person can make. Runs in the worker's thread alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.batch.output import named_after
from advisor.errors import Diagnostic, OrderError, Place
from advisor.from_words import FromWords, answered, orders_from
from advisor.interview import AnswerError, Interview, Typed
from advisor.interview.order_text import order_lines
from advisor.order import OrderReader
from advisor.render.served import Served
from advisor.trace import Order
from advisor.web.shelf import Shelf
from advisor.yaml.node import Node

MOST_IN_HAND = 64
MOST_BROUGHT = 50
"""How many orders of one file are taken."""
MOST_WORDS = 2_000
"""How long a sentence may be."""


class OrderInHand(Struct):
    """An order in hand. text: its file as it was last written; notes: what is to be said on the next page.

    beside: key -> name of the orders that were said in the same words; common: the facts that were said once for all of them.
    """

    interview: Interview
    text: str
    notes: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)
    common: tuple[str, ...] = ()


class Desk:
    """Every order that is worked on, of every browser."""

    def __init__(self, advisor: Advisor, reader: OrderReader, pages: Served, shelf: Shelf) -> None:
        self.advisor, self.pages, self.shelf = advisor, pages, shelf
        self._reader = reader
        self._held: OrderedDict[tuple[str, str], OrderInHand] = OrderedDict()

    @property
    def reader(self) -> OrderReader:
        """Reads orders as of today, unless a day was named at the start."""
        today = date.today()  # noqa: DTZ011  # the person's own day
        return self._reader if self._reader.as_of else replace(self._reader, as_of=today)

    # --- orders come and go -------------------------------------------------------------------------------------------
    def begin(self, secret: str, words: str) -> str:
        """Keep the orders said in a sentence; return the name of the first.

        Raises:
            OrderError: nothing was said, or too much, or nothing was read of it.
        """
        said = " ".join(words.split())
        if not said or len(said) > MOST_WORDS:
            told = f"expected a sentence of at most {MOST_WORDS:,} characters" if said else "nothing is written yet"
            raise OrderError([Diagnostic(Place("your words"), told, "say what you make, how many, and by when")])
        found = orders_from(said, self.reader, named_after(said)[:40].strip("-"))
        if found[0].nothing:
            raise OrderError(found[0].nothing)
        kept: dict[str, OrderInHand] = {}
        for one in found:
            held = self._fresh(one.order)
            held.notes = list(_heard(one))
            kept[self.shelf.add(secret, held.text)] = held
        names = {key: one.order.among.name if one.order.among else "" for key, one in zip(kept, found, strict=True)}
        for key, held in kept.items():
            held.beside = {other: name for other, name in names.items() if other != key}
            held.common = tuple(found[0].order.among.common) if found[0].order.among else ()
            self._hold(secret, key, held)
        return next(iter(kept))

    def bring(self, secret: str, raw: bytes, name: str) -> list[str]:
        """Keep the orders of a file that was brought; return their names.

        Raises:
            OrderError: the file has a fault, or holds too many.
        """
        file = self.reader.read(raw, name)
        if file.faults:
            raise OrderError(file.faults)
        if len(file.orders) > MOST_BROUGHT:
            told = f"the file holds {len(file.orders)} orders"
            raise OrderError([Diagnostic(Place(name), told, f"bring at most {MOST_BROUGHT}, or use `advisor batch`")])
        return [self.shelf.add(secret, self._fresh(order).text) for order in file.orders]

    def remove(self, secret: str, key: str) -> None:
        """Throw an order away."""
        self._held.pop((secret, key), None)
        self.shelf.remove(secret, key)

    def open(self, secret: str, key: str) -> OrderInHand:
        """Return an order in hand, read anew if its file was changed by another hand.

        Raises:
            NotOnShelfError: there is none.
            OrderError: its file cannot be read any more.
        """
        text = self.shelf.read(secret, key).decode("utf-8", "replace")
        held = self._held.get((secret, key))
        if held is None or held.text != text:
            held = OrderInHand(self._interview(text), text)
        self._hold(secret, key, held)
        return held

    # --- moves --------------------------------------------------------------------------------------------------------
    def answer(self, secret: str, key: str, path: str, text: str) -> None:
        """Take an answer.

        Raises:
            AnswerError: it cannot be read; nothing has changed then.
        """
        held = self.open(secret, key)
        held.notes = self._answer(held.interview, path, text)
        self._keep(secret, key, held)

    def _answer(self, interview: Interview, path: str, text: str) -> list[str]:
        """Take an answer as it stands, else as a sentence, else by its parts; return what to tell of how it was read.

        Raises:
            AnswerError: it cannot be read.
        """
        typed = _read(interview, path, text)
        if isinstance(typed, AnswerError) or interview.is_unread(path, text, typed):
            if found := answered(path, text, self.reader, {one.path for one in interview.said}):
                interview.hear(found.order.said, found.order.readings)
                return list(_heard(found))
            typed = interview.read_loosely(path, text) or typed
        if isinstance(typed, AnswerError):
            raise typed
        interview.take(path, typed)
        told = [f"{self.pages.said_back(one, interview.order)}." for one in typed.notes]
        told += [f"Counted in {typed.currency}, as you did before."] if typed.currency else []
        return told + ([f"I did not understand: {', '.join(typed.left)}."] if typed.left else [])

    def skip(self, secret: str, key: str, path: str) -> None:
        """Take for an answer that it is not known."""
        held = self.open(secret, key)
        held.interview.skip(path)
        held.notes = []
        self._keep(secret, key, held)

    def back(self, secret: str, key: str) -> str | None:
        """Take the last answer back and return its path; where none is remembered, what the file says last."""
        held = self.open(secret, key)
        path = held.interview.back()
        if path is not None:
            held.notes = []
            self._keep(secret, key, held)
            return path
        said = [one.path for one in held.interview.said]
        if not said:
            return None
        self.lay(secret, key, held.interview.order, said[:-1])
        return said[-1]

    def more(self, secret: str, key: str) -> None:
        """Ask on, though the answer is firm."""
        self.open(secret, key).interview.keep_going()

    def save(self, secret: str, key: str, texts: Mapping[str, str]) -> dict[str, str]:
        """Take what was written for some facts, nothing for those that are no longer said; return path -> what is wrong with it.

        What can be read is kept, whatever else cannot.
        """
        held = self.open(secret, key)
        gone = [path for path, text in texts.items() if not text.strip()]
        if gone:
            order = held.interview.order
            self.lay(secret, key, order, [one.path for one in held.interview.said if one.path not in gone])
            held = self.open(secret, key)
        wrong: dict[str, str] = {}
        held.notes = []
        for path, text in texts.items():
            if path not in gone:
                try:
                    held.notes += self._answer(held.interview, path, text)
                except AnswerError as error:
                    wrong[path] = str(error)
        self._keep(secret, key, held)
        return wrong

    def quote(self, secret: str, key: str, nodes: Iterable[Node]) -> None:
        """Add quotes to an order.

        Raises:
            OrderError: with every fault in them; nothing has changed then.
        """
        held = self.open(secret, key)
        order = self.reader.with_quotes(held.interview.order, nodes)
        self.lay(secret, key, order, [one.path for one in held.interview.said])

    def unquote(self, secret: str, key: str, name: str) -> None:
        """Take a quote out of an order."""
        held = self.open(secret, key)
        order = held.interview.order
        left = tuple(one for one in order.quotes if one.id != name)
        self.lay(secret, key, replace(order, quotes=left), [one.path for one in held.interview.said])

    def lay(self, secret: str, key: str, order: Order, said: Iterable[str]) -> None:
        """Put an order in the place of the one that is kept. said: the paths that it says."""
        held = self._fresh(order, said)
        self.shelf.write(secret, key, held.text)
        self._hold(secret, key, held)

    # --- in hand ------------------------------------------------------------------------------------------------------
    def _fresh(self, order: Order, said: Iterable[str] | None = None) -> OrderInHand:
        text = "".join(order_lines(order, self.advisor.pack, order.origins if said is None else said))
        return OrderInHand(self._interview(text), text)

    def _interview(self, text: str) -> Interview:
        file = self.reader.read(text.encode(), "order.yaml")
        if file.faults or len(file.orders) != 1:
            raise OrderError(file.faults or [Diagnostic(Place("order.yaml"), "expected one order in the file")])
        return Interview(self.advisor, self.reader, file.orders[0])

    def _keep(self, secret: str, key: str, held: OrderInHand) -> None:
        held.text = "".join(held.interview.lines())
        self.shelf.write(secret, key, held.text)
        self._hold(secret, key, held)

    def _hold(self, secret: str, key: str, held: OrderInHand) -> None:
        self._held[secret, key] = held
        self._held.move_to_end((secret, key))
        while len(self._held) > MOST_IN_HAND:
            self._held.popitem(last=False)


def _read(interview: Interview, path: str, text: str) -> Typed | AnswerError:
    """Return what an answer says as it stands, or why it cannot be read."""
    try:
        return interview.read(path, text)
    except AnswerError as error:
        return error


def _heard(found: FromWords) -> Iterable[str]:
    """Yield what was not read of a sentence, and why."""
    for one in found.faults:
        yield f"Not taken: {one.message}" + (f"; {one.help}" if one.help else "") + "."
    if found.others:
        yield f"One thing at a time: ask for {', '.join(found.others)} in an order of its own."
    if found.told:
        yield f"I did not understand: {', '.join(found.told)}. If it matters, answer it below in other words."
