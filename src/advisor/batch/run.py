"""A run over many orders by the columnar engine: block by block, counted, refused ones told, a sample verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import polars as pl
from msgspec import Struct, field

from advisor.batch.answer import AnswerTable
from advisor.batch.block import Block
from advisor.batch.entry import Counts
from advisor.batch.given import ID, own
from advisor.batch.halving import halved
from advisor.batch.refusal import Allowed
from advisor.batch.stream import Stream
from advisor.errors import EngineError
from advisor.trace import Advice, Order
from advisor.yaml.ours import fault_of_ours

_Answer = Callable[[Block], tuple[pl.DataFrame, pl.DataFrame]]
_COMPARED = ("pathway", "option", "standing", "score", "settled", "firm", "close", "ranking")


class BatchRun(Struct, kw_only=True):
    """One run. answer: the answers to a block's orders, and texts that explain them; told: hears of each block that is done.

    flips: what would flip a block's orders, as texts.
    """

    stream: Stream
    answer: _Answer
    table: AnswerTable
    form: str
    allowed: Allowed
    told: Callable[[Block], None]
    columns: tuple[str, ...] = ()
    flips: Callable[[Block], pl.DataFrame] | None = None
    counts: Counts = field(default_factory=Counts)
    sample: CrossCheck | None = None
    blocks: int = 0

    def frames(self, passed: int = 0) -> Iterator[tuple[pl.DataFrame | None, Block]]:
        """Yield what is written of each block, None if nothing is, from the block after so many."""
        self.blocks = passed
        for block in self.stream.blocks(passed):
            self.blocks += 1
            frame, whole = self._isolated(block) if block.given.height else (None, block)
            self.counts.refused += sum(one.entry.refused for one in whole.refused)
            self.counts.files += sum(one.entry.is_file for one in whole.refused)
            self.told(whole)
            self.allowed.check(self.counts.advised, self.counts.refused, is_end=False)
            yield frame, whole
        self.allowed.check(self.counts.advised, self.counts.refused, is_end=True)

    def _isolated(self, block: Block) -> tuple[pl.DataFrame | None, Block]:
        """Return what is written of a block, and the block without the orders at which the program fails."""
        lost: dict[int, BaseException] = {}
        height = block.given.height
        frames = [
            *halved(range(height), lambda rows: self._frame(block if len(rows) == height else block.take(rows)), lost)
        ]
        faults = {row: fault_of_ours(block.place(row), error) for row, error in lost.items()}
        return (pl.concat(frames) if frames else None), (block.lose(faults) if faults else block)

    def _frame(self, block: Block) -> pl.DataFrame:
        answers, texts = self.answer(block)
        if self.flips is not None:
            texts = pl.concat([texts, self.flips(block)], how="horizontal")
        frame = self._written(block, answers, texts)
        if self.sample is not None:
            self.sample.take(block, answers)
        self.counts.advised += answers.height
        self.counts.excluded += answers["pathway"].null_count()
        return frame

    def _written(self, block: Block, answers: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
        if self.form == "jsonl":
            return self.table.documents(block.given, answers, block.kept, texts)
        frame = self.table.frame(block.given, answers, block.kept, texts)
        return frame.select(self.columns) if self.columns else frame


class CrossCheck(Struct, kw_only=True):
    """The orders of a run, so many, that are advised again by another engine: those whose ids hash lowest."""

    size: int
    seed: int
    advise: Callable[[Order], Advice]
    _held: list[tuple[int, Order, dict[str, Any]]] = field(default_factory=list)

    def take(self, block: Block, answers: pl.DataFrame) -> None:
        """Take in a block's orders that belong to the sample as far as is known."""
        hashes = block.given[own(ID)].hash(self.seed).to_frame("hash").with_row_index("index")
        limit = self._held[-1][0] if len(self._held) == self.size else 1 << 64
        lowest = (
            hashes.filter(pl.col("hash") < limit).bottom_k(self.size, by="hash")
            if limit < 1 << 64
            else hashes.bottom_k(self.size, by="hash")
        )
        wanted = [name for name in _COMPARED if name in answers.columns]
        more = [(value, block.order(index), answers.row(index, named=True)) for index, value in lowest.iter_rows()]
        told = [(value, order, {name: row[name] for name in wanted}) for value, order, row in more]
        self._held = sorted([*self._held, *told], key=lambda one: (one[0], one[1].id))[: self.size]

    @property
    def size_held(self) -> int:
        """How many orders there are in it."""
        return len(self._held)

    def verify(self) -> int:
        """Return how many orders were compared.

        Raises:
            EngineError: the two engines differ on one.
        """
        for _, order, found in self._held:
            expected = _compared(self.advise(order))
            unlike = [name for name, value in found.items() if expected[name] != value]
            if unlike:
                name = unlike[0]
                told = f"{name} is `{found[name]}`, by experta `{expected[name]}`"
                raise EngineError(f"the engines differ on order `{order.id}` ({order.at}): {told}; please report it")
        return len(self._held)


def _compared(advice: Advice) -> dict[str, Any]:
    """Return what is compared of an answer."""
    winner = advice.winner
    return {
        "pathway": advice.pathway, "option": winner and winner.option.id, "standing": winner and winner.standing.value,
        "score": winner and winner.score, "settled": advice.settled, "firm": advice.firm, "close": advice.close,
        "ranking": [row.option.id for row in advice.ranking],
    }  # fmt: skip
