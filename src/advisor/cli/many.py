"""Many orders advised on in columns, into a table, JSON Lines or a folder of shards."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from advisor.batch.file_form import STDIN
from advisor.cli.exits import worst
from advisor.cli.progress import Progress, orders
from advisor.cli.run_told import RunTold
from advisor.cli.session import Session
from advisor.cli.wanted import Wanted
from advisor.errors import Diagnostic, FaultsError, OutputError

if TYPE_CHECKING:
    import polars as pl

    from advisor.batch.block import Block
    from advisor.batch.run import BatchRun
    from advisor.batch.sink import Fill
    from advisor.batch.stream import Stream
    from advisor.render.page import Renderer

_MANY = 1_000_000
"""Above so many orders, OUT is a folder of shards."""
SHARD = 250_000


# --- the run ----------------------------------------------------------------------------------------------------------
def advise_many(session: Session, wanted: Wanted) -> int:
    """Advise on all orders, write the answers and say what became of them."""
    from advisor.batch.output import refuse_inputs

    if wanted.output != STDIN:
        refuse_inputs(wanted.output, wanted.names)
    stream = _stream(session, wanted)
    teller = _Teller(wanted.output)
    teller.progress.begin("counting orders")
    total = stream.survey[0]
    teller.progress.expect(total or None)
    teller.progress.begin("reading and deciding")
    run = _run(session, wanted, stream, teller)
    _refuse_long_sheet(wanted, total)
    is_sharded = wanted.shard is not None or wanted.resume or (total > _MANY and wanted.form != "excel")
    if is_sharded and wanted.output != STDIN:
        _shards(session, wanted, run, teller)
    else:
        _single(wanted, run, teller, session.renderer)
    teller.end(session.reader.pack)
    if run.sample is not None:
        click.echo(f"{run.sample.size_held:,} of them advised on by experta too, with the same answers", err=True)
    return worst(advised=run.counts.advised, refused=run.counts.refused, excluded=0)


def _run(session: Session, wanted: Wanted, stream: Stream, teller: _Teller) -> BatchRun:
    """Return the run, whose every block the teller hears of."""
    from advisor.batch.refusal import Allowed
    from advisor.batch.run import BatchRun, CrossCheck

    table = _table(session, wanted, stream)
    run = BatchRun(
        stream=stream, answer=_answerer(session, wanted, teller), table=table, form=wanted.form, told=teller.block,
        allowed=Allowed(*wanted.allowed), columns=_columns(wanted, table.columns, stream.unread),
        sample=CrossCheck(size=wanted.verify, seed=1, advise=lambda order: session.advisor.advise(order, witnesses=False))
        if wanted.verify else None,
        flips=_flips(session, wanted),
    )  # fmt: skip
    teller.counts = run.counts
    return run


def _refuse_long_sheet(wanted: Wanted, total: int) -> None:
    """Refuse to write more orders into an Excel sheet than it has rows for.

    Raises:
        OutputError: there are so many.
    """
    if wanted.form == "excel" and total > _MANY:
        from advisor.batch.sink import MOST_EXCEL_ROWS

        if total > MOST_EXCEL_ROWS:
            raise OutputError(
                f"an Excel sheet has room for {MOST_EXCEL_ROWS:,} orders, the files hold {total:,}; write Parquet or CSV"
            )


def _stream(session: Session, wanted: Wanted) -> Stream:
    from advisor.batch.stream import ROWS_IN_BLOCK, Stream

    return Stream(
        wanted.names, session.reader, sys.stdin.buffer, form=wanted.source, options=wanted.tables,
        block=_block(wanted.shard or SHARD, ROWS_IN_BLOCK),
    )  # fmt: skip


def _block(shard: int, most: int) -> int:
    """Return how many orders are decided at a time, at most so many, of which some make a shard."""
    return -(-shard // -(-shard // most))


def _table(session: Session, wanted: Wanted, stream: Stream) -> Any:  # noqa: ANN401  # named where Polars is
    from advisor.batch.answer import AnswerTable, texts_told
    from advisor.batch.table import TYPED

    texts = texts_told(wanted.explain)
    keep = (*wanted.keep, *((TYPED,) if wanted.tables.typed else ()))
    return AnswerTable(session.reader.pack, stream.facts, keep=keep, explained=texts, flipping=wanted.flipping)


def _flips(session: Session, wanted: Wanted) -> Any:  # noqa: ANN401  # named where Polars is
    if not wanted.flipping:
        return None
    from advisor.batch.columnar_answers import Flipping

    return Flipping(session.advisor, [session.advisor.pack.facts[name] for name in wanted.flipping]).answer


def _columns(wanted: Wanted, known: tuple[str, ...], unread: Sequence[Diagnostic]) -> tuple[str, ...]:
    from difflib import get_close_matches

    for one in wanted.columns:
        if one not in known:
            if unread:  # what the files would have had is not known: their own fault is the one to mend
                raise FaultsError(unread)
            near = get_close_matches(one, known, n=1)
            raise click.UsageError(
                f"--columns: unknown column `{one}`" + (f"; did you mean `{near[0]}`?" if near else "")
            )
    if wanted.columns and wanted.form == "jsonl":
        raise click.UsageError("--columns is for tables: CSV, Excel and Parquet")
    return wanted.columns


def _answerer(session: Session, wanted: Wanted, teller: _Teller) -> Any:  # noqa: ANN401  # named where Polars is
    """Return what answers a block: in columns, each order explained where that is wanted."""
    from advisor.batch.answer import estimates_told

    if wanted.explain in ("none", "ids") and wanted.engine != "experta":
        from advisor.batch.columnar_answers import ColumnarAnswers

        return ColumnarAnswers(
            session.advisor.columnar,
            estimates_told(session.reader.pack),
            has_rules=wanted.explain == "ids",
            has_ranking=wanted.verify is not None,
        ).answer
    from advisor.batch.explained_answers import ExplainedAnswers

    by_experta = wanted.engine == "experta"
    return ExplainedAnswers(
        session.advisor, session.renderer, wanted.explain, wanted.workers, teller.one, by_experta=by_experta
    ).answer


def _single(wanted: Wanted, run: BatchRun, teller: _Teller, renderer: Renderer) -> None:
    from advisor.batch.output import refuse_folder, write_with

    if wanted.output != STDIN:
        refuse_folder(wanted.output)
    frames = _frames(run, teller.progress)
    first = next(frames, None)
    if first is None:
        return
    fill = _fill(wanted, chain([first], frames), renderer)
    if wanted.output == STDIN:
        if wanted.form in ("excel", "parquet") and sys.stdout.isatty():
            raise click.UsageError(f"--format {wanted.form} is not shown on a terminal; say -o OUT")
        fill(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    write_with(wanted.output, fill)
    teller.write_refused()


def _fill(wanted: Wanted, frames: Iterator[pl.DataFrame], renderer: Renderer) -> Fill:
    """Return what writes all answers into one file, in the form that is wanted."""
    from advisor.batch.answer import answer_lines
    from advisor.batch.sink import filler
    from advisor.batch.writing import page_of
    from advisor.render.batch_pages import Pages

    if wanted.form != "html":
        return filler(wanted.form, frames, is_german=wanted.is_german)
    lines = (line for frame in frames for line in answer_lines(frame))
    return lambda out: out.writelines(text.encode() for text in page_of(lines, Pages(renderer)))


def _frames(run: BatchRun, progress: Progress) -> Iterator[pl.DataFrame]:
    yield from (frame for frame, _ in run.frames() if frame is not None)
    if run.sample is not None:
        progress.begin("verifying by experta")
        run.sample.verify()
    progress.begin("writing")


def _shards(session: Session, wanted: Wanted, run: BatchRun, teller: _Teller) -> None:
    from advisor.batch.shards import SHARD_SUFFIXES, inputs_identity, open_manifest, program, write_shards

    if wanted.form not in SHARD_SUFFIXES:
        raise click.UsageError(f"shards are Parquet, CSV or JSON Lines, not {wanted.form}")
    pack = session.reader.pack
    about = {
        "program": program(),
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256},
        "options": {**wanted.options, "form": wanted.form, "explain": wanted.explain, "keep": list(wanted.keep), "flip": list(wanted.flipping),
                    "columns": list(wanted.columns), "german": wanted.is_german, "from": wanted.source},
        "shard": wanted.shard or SHARD,
        "inputs": inputs_identity(wanted.names),
        "files": inputs_identity([wanted.options[name] for name in ("studio", "map") if wanted.options.get(name)]),
    }  # fmt: skip
    manifest = open_manifest(wanted.output, about, resume=wanted.resume)
    teller.holds_lost = False
    done = manifest.counts
    if manifest.shards:
        shards = f"{len(manifest.shards):,} shard" + "s" * (len(manifest.shards) != 1)
        click.echo(f"{shards} with {orders(done.advised)} found; going on from there", err=True)
    teller.progress = Progress(run.stream.survey[0] or None, done=done.advised + done.refused)
    write_shards(run, manifest, wanted.shard or SHARD, is_german=wanted.is_german)


class _Teller(RunTold):
    """Says on standard error what becomes of the orders. holds_lost: whether it keeps what is refused; shards write that themselves."""

    holds_lost = True
    _before = 0

    def one(self) -> None:
        """Hear that one more order of a block is done."""
        self._before += 1
        advised = self.counts.advised + self._before
        self.progress.show(advised, advised + self.counts.refused)

    def block(self, block: Block) -> None:
        """Hear that a block is done."""
        self._before = 0
        self.readings.update(block.readings)
        self.unread.update(block.unread)
        self.say(block.said, [fault for one in block.refused for fault in one.entry.faults])
        if self.holds_lost:
            self.lost.extend(block.refused)
        self.progress.show(self.counts.advised, self.counts.advised + self.counts.refused)
