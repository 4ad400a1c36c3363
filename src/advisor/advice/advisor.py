"""Advice on one order: decided, proved as far as it can be, and put together with what to say of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal

from msgspec.structs import replace

from advisor import ir, meaning
from advisor.advice import change
from advisor.advice.compose import Composer, Proved
from advisor.advice.decision import Decision, Engine, OrderStanding
from advisor.advice.moving import Moving
from advisor.advice.otherwise import UNTRIED, TryResults, all_tries
from advisor.advice.outlook import WalkOutlook, is_proved
from advisor.advice.settle import best_candidates, is_close
from advisor.advice.trials import WalkTrials
from advisor.advice.weigher import Weigher
from advisor.advice.whole import said_of_it
from advisor.advice.witness import open_facts
from advisor.errors import Diagnostic, EngineError, FaultsError, Place
from advisor.meaning import Program, Touched
from advisor.meaning.walk import Walk
from advisor.order import OrderReader
from advisor.trace import Advice, Change, Order

if TYPE_CHECKING:
    import polars as pl

    from advisor.advice.columns import DecidedBlock
    from advisor.columnar import Orders
    from advisor.columnar.answers import Columnar
    from advisor.columnar.decide import ColumnEngine

EngineName = Literal["experta", "walk"]


class Advisor:
    """Advises on orders by one pack, read or made ready. Built once, used for any number of orders, within one thread.

    Raises:
        PackError: what the pack derives goes in a circle.
        EngineError: experta is missing or broken.
    """

    def __init__(self, pack: ir.Pack | Program, engine: EngineName = "experta") -> None:
        self.program = pack if isinstance(pack, Program) else meaning.stratify(pack)
        self.pack = self.program.pack
        self.derived = frozenset(
            r.conclusion.path for r in self.pack.rules.values() if isinstance(r.conclusion, ir.Derive)
        )
        self._engine = _engine(engine, self.program)
        self._weigher = Weigher(self.program, self._engine, self.derived)
        self.moving = Moving(self.program)
        self._composer = Composer(self.program, self._weigher, self.moving)

    def reader(self, as_of: date | None = None) -> OrderReader:
        """Return what reads orders by the same pack, things that are described among them. as_of: the date of those that do not say theirs."""
        return OrderReader(pack=self.pack, derived=self.derived, as_of=as_of, hears=_described, asks=_asked)

    def advise(self, order: Order, *, trace: Literal["told", "all"] = "told", witnesses: bool = True) -> Advice:
        """Return the whole answer to one order.

        trace: the firings told of, or every verdict on every candidate. witnesses: look for what could change the
        winner, the dearest part of an answer.
        """
        weigher, engine = self._weigher, self._engine
        decision = weigher.decide(order.given, order.quotes)
        outlook = WalkOutlook(weigher, decision, usual=True)
        settled = is_proved(decision, WalkOutlook(weigher, decision))
        firm = settled or is_proved(decision, outlook)
        trials = WalkTrials(weigher, decision)
        asked = Proved(
            decision=decision,
            outlook=outlook,
            settled=settled,
            firm=firm,
            close=is_close(self.pack, decision),
            engine=engine.name,
        )
        tried = trials.answer(all_tries(weigher, decision, outlook, is_open=witnesses and not firm))
        return self._composer.advice(
            order, asked, tried, lambda memory: engine.run("advice", memory), everything=trace == "all"
        )

    def advise_block(
        self,
        orders: Sequence[Order],
        *,
        trace: Literal["told", "all"] = "told",
        witnesses: bool = True,
        tries: bool = True,
    ) -> Iterator[Advice]:
        """Yield the whole answer to each of some orders (`advise`), decided in columns together. Some dozens are best.

        tries: try other values of the order, by which it is known what would help, and what it weighs that something is assumed; else
        nothing is told either that only people read: notes, break-even points, what kept the others from winning.
        """
        block = self._block(orders)
        say = partial(said_of_it, self.program)
        tried = self._tried(block, witnesses=witnesses) if tries else [UNTRIED] * len(orders)
        for one, (order, told) in enumerate(zip(orders, tried, strict=True)):
            proved = Proved(
                decision=block.decisions[one],
                outlook=block.outlooks[one],
                settled=block.settled[one],
                firm=block.firm[one],
                close=block.close[one],
                engine=self.columns.name,
            )
            yield self._composer.advice(order, proved, told, say, everything=trace == "all")

    def _tried(self, block: DecidedBlock, *, witnesses: bool) -> list[TryResults]:
        """Return what became of tries on each order of a block, all orders' tries decided together."""
        asked = {
            one: all_tries(self._weigher, decision, outlook, is_open=witnesses and not firm)
            for one, (decision, outlook, firm) in enumerate(
                zip(block.decisions, block.outlooks, block.firm, strict=True)
            )
        }
        told = block.trials.answer(asked)
        return [told[one] for one in asked]

    def standing(self, order: Order) -> OrderStanding:
        """Return where an order stands, decided in columns: what an interview goes by."""
        from advisor.advice.stake import stakes

        block = self._block([order])
        (decision,), (outlook,) = block.decisions, block.outlooks
        found = block.trials.answer({0: stakes(self._weigher, decision, outlook)})[0]
        return OrderStanding(decision=decision, settled=block.settled[0], firm=block.firm[0], stakes=found)

    def _block(self, orders: Sequence[Order]) -> DecidedBlock:
        from advisor.advice.columns import DecidedBlock

        return DecidedBlock(self.columns, self._weigher.unknown, orders)

    def advise_many(
        self,
        frame: Any,  # noqa: ANN401  # whatever Polars makes a frame of
        *,
        keep: Collection[str] = (),
        as_of: date | None = None,
        columns: Collection[str] | None = None,
    ) -> pl.DataFrame:
        """Return the answer to every row of a frame, in columns, without its explanation; by the columnar engine.

        frame: Polars, pandas or Arrow, one order a row and one column a fact, as `columnar.facts_frame` says. keep: columns that
        are no facts and are carried over. as_of: what dates are read against. columns: those of an answer that are asked
        for, else all (`columnar.schema`); what is not asked for is not computed. The answers are those of `columnar.Columnar`:
        money in cents, times in days; `pathway` is null where every option is excluded.

        Raises:
            FaultsError: with every cell that cannot be read, every column that is no fact, and every one asked for that is not there.
        """
        from advisor.columnar.frame import columns_named, frame_of, kept_beside

        table = frame_of(frame)
        known = self.columnar.known()
        asked = None if columns is None else columns_named(columns, known, "columns")
        kept = kept_beside(columns_named(keep, table.columns, "keep"), self.columnar.schema(asked))
        answers = self.columnar.decide(self.orders_of(table, keep=kept, as_of=as_of), asked)
        return table.select(kept).hstack(answers) if kept else answers

    def orders_of(self, frame: pl.DataFrame, *, keep: Collection[str] = (), as_of: date | None = None) -> Orders:
        """Return the orders that a frame of facts says (`advise_many`), as the columnar engine reads them.

        Raises:
            FaultsError: with every cell that cannot be read, and every column that is no fact.
        """
        from advisor.columnar.facts_frame import FactsReader

        read = FactsReader(self.reader(as_of)).read(frame, keep)
        if read.faults.height:
            rows = read.faults.iter_rows(named=True)
            raise FaultsError(
                Diagnostic(Place(f"row {one['row'] + 1}, column {one['column']}"), one["message"], one["help"])
                for one in rows
            )
        return read.orders

    @cached_property
    def columns(self) -> ColumnEngine:
        """The columnar engine by the same pack: arrays of who wins, without Polars."""
        from advisor.columnar.decide import ColumnEngine

        return ColumnEngine(self.program)

    @cached_property
    def columnar(self) -> Columnar:
        """The columnar engine's answers as frames, which Polars makes."""
        from advisor.columnar.answers import Columnar

        return Columnar(self.program, self.columns)

    def open_facts(self, order: Order, *, deciding: bool = False) -> tuple[str, ...]:
        """Return the facts, not yet known, that an open rule or number still reads, settled or not.

        deciding: leave out what only rules that advise read.
        """
        decision = self._weigher.weigh(order.given, order.quotes)
        outlook = WalkOutlook(self._weigher, decision)
        return tuple(open_facts(self._weigher, decision, outlook, deciding=deciding))

    def weigh(self, order: Order, quantity: int | None = None) -> Decision:
        """Return every candidate weighed and ranked, by the plain walk; for another quantity, if one is given."""
        asked: ir.Memory = {} if quantity is None else {self.pack.roles.amount: ir.Numbers(quantity, quantity)}
        return self._weigher.weigh({**order.given, **asked}, order.quotes)

    def weigh_block(self, orders: Sequence[Order], *, assume: bool = True) -> Iterator[Decision]:
        """Yield every candidate weighed and ranked, of some orders decided in columns together.

        assume: what is not said; else every option is weighed over every possible value.
        """
        from advisor.advice.columns import DecisionReader
        from advisor.columnar import orders_of

        if orders:
            decided = self.columns.decide(orders_of(self.pack, orders), assume=assume)
            yield from DecisionReader(decided, self._weigher.unknown).decisions(orders)

    def held(self, decision: Decision, paths: Iterable[str]) -> dict[str, ir.Possible]:
        """Return the order as assumed, with some facts, and those that are assumed by way of them, at their whole domain."""
        return self._weigher.held(decision, paths)

    def moved(self, decision: Decision, path: str) -> frozenset[str]:
        """Return a fact with those that are assumed by way of it."""
        return self._weigher.moved(decision, [path])

    def matters(self, wide: Decision, paths: frozenset[str]) -> bool:
        """Return whether the answer could hang on facts that are unknown: which options apply, or what one that may win is weighed by."""
        return self._weigher.dependency.matters(wide, paths)

    def touched(self, option: ir.Option | None, path: str) -> Touched:
        """Return what is made of a fact by the rules for an option, or by those for the order."""
        return self._weigher.dependency.touched(option, frozenset([path]))

    def brings_in(self, wide: Decision, paths: frozenset[str]) -> bool:
        """Return whether an option that waits may become a candidate by facts that are unknown alone."""
        return self._weigher.dependency.brings_in(wide, paths)

    def least_changes(self, order: Order, pathway: str) -> tuple[Change, ...]:
        """Return the least changes of one fact each that lift every exclusion of a pathway's best option."""
        decision = self._weigher.decide(order.given, order.quotes)
        best = next((one for one in best_candidates(decision) if one.option.pathway == pathway), None)
        if best is None or best.contestant.excluded is not True:
            return ()
        outlook = WalkOutlook(self._weigher, decision, usual=True)
        return WalkTrials(self._weigher, decision).answer(change.least(self._weigher, decision, outlook, best))


def _described(text: str, reader: OrderReader) -> ir.Memory:
    """Return what a text that describes a thing says of it, as a sentence is read."""
    from advisor.from_words import thing_described  # only where a thing is not called by a word that is known

    return thing_described(text, reader)


def _asked(text: str, reader: OrderReader) -> tuple[Order, Sequence[Diagnostic], Sequence[Diagnostic]]:
    """Return what a sentence says as an order, what is wrong in it, and what to say if it says nothing."""
    from advisor.from_words import order_from  # as above

    found = order_from(text, replace(reader, sets=(), studio=None, asks=None), "words")
    return found.order, found.faults, found.nothing


def _engine(name: EngineName, program: Program) -> Engine:
    if name == "walk":
        return Walk(program)
    try:
        from advisor.engine import Experta  # experta is imported when it is needed, not before
    except EngineError:
        raise
    except Exception as error:
        raise EngineError(f"experta cannot be used: {error}") from error
    return Experta(program)
