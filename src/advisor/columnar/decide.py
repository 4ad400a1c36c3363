"""Deciding a frame of orders: the order's stage over all of it, then part by part."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

import polars as pl

from advisor.columnar.answers import COLUMNS, answered, estimated, is_word
from advisor.columnar.compile import Compiler
from advisor.columnar.frame import QUOTED, ROW, Form, columns_of, form_of, known_choices
from advisor.columnar.graph import Node
from advisor.columnar.lowering import Lowered
from advisor.columnar.part import Candidacy, Plan, Planner, Unit, candidacies
from advisor.columnar.possible import Alphabet, Choice, Column, alphabet
from advisor.columnar.sharing import Names, Sharing
from advisor.columnar.stage import OrderStage, order_stage
from advisor.columnar.way import Way, Ways
from advisor.ir import READINGS, Kind
from advisor.strata import Program, fact_at, reads

SCORE = 20
"""How many candidates a part may have before it is split further, or after parts are joined."""
PLAN = "plan"
CELLS = 1 << 25
"""How many numbers may be held at a time, 256 MB of them; so many rows are decided together."""
FEWEST, MOST = 1 << 12, 1 << 18
"""Bounds of that number of rows."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The columns of an answer, and whether the trace is told."""

    columns: tuple[str, ...]
    trace: bool

    @property
    def estimates(self) -> tuple[str, ...]:
        """The estimates of which a reading is asked for."""
        names = (name.rpartition(".") for name in self.columns)
        return tuple(dict.fromkeys(name for name, _, reading in names if reading in READINGS))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Rows decided alike.

    key: the form of the frame they are of; names: of all that can be a candidate in one of them; constants: path -> bits
    that all of them share.
    """

    stage: OrderStage
    key: tuple[object, ...]
    frame: pl.DataFrame
    quotes: tuple[Way, ...] = ()
    constants: tuple[tuple[str, int], ...] = ()
    names: Names = frozenset()


class Columnar:
    """The columnar engine over one pack. Plans are made once for each form of frame and kept.

    Raises:
        EngineError: the pack has more choices or points than a column holds.
    """

    name = "columnar"

    def __init__(self, program: Program) -> None:
        self.pack = program.pack
        self.layouts: list[tuple[Unit, ...]] = []
        self.estimates = tuple(name for name, one in self.pack.estimates.items() if not one.is_inner)
        self._program = program
        self._alphabets: dict[str, Alphabet] = {}
        self._ways = Ways(program, self._letters)
        self._stages: dict[object, OrderStage] = {}
        self._plans: dict[object, tuple[Plan, int]] = {}
        self._told: dict[object, Lowered] = {}
        self._sharing: dict[object, Sharing] = {}
        self._known: dict[object, tuple[Names, str]] = {}
        facts = [fact for fact in self.pack.facts.values() if fact.of == "order"]
        self._columns = [name for fact in facts for name in columns_of(fact)]
        self._choices = [fact.name for fact in facts if fact.kind in (Kind.CHOICE, Kind.FLAG)]

    def schema(self, columns: Collection[str] | None = None) -> dict[str, pl.DataType]:
        """Return the columns of an answer with their types; those asked for, else all."""
        told = COLUMNS | {f"{name}.{reading}": pl.Int64() for name in self.estimates for reading in READINGS}
        return {name: told[name] for name in told if columns is None or name in columns}

    def decide(
        self, orders: pl.DataFrame, columns: Collection[str] | None = None, *, trace: bool = False
    ) -> pl.DataFrame:
        """Return the answer to every order of a frame (`columnar.frame`), row for row.

        columns: those of `schema` that are asked for, else all; what is not asked for is not computed. trace: besides, with
        `layout`, a number in `layouts`, and the words `held.N` and `open.N`, whose bits say which of the layout's units
        hold or are unknown.
        """
        schema = self.schema(columns)
        asked = _Asked(tuple(schema), trace)
        if orders.is_empty():
            return pl.DataFrame(schema=schema)
        frame = orders.drop(ROW, strict=False).with_row_index(ROW)
        form, known = form_of(frame, self._columns), known_choices(frame, self._choices)
        stage = self._stage(form, known, trace=trace)
        quoted = [name for name in frame.columns if name.startswith("quote")]
        kept = [ROW, *(name for name, value in form if value is None), *quoted]
        staged = stage.lowered.over(frame.lazy(), kept).collect(optimizations=pl.QueryOptFlags.none())
        whole = _Part(stage=stage, key=(form, known), frame=staged)
        found = [
            answers
            for one in self._by_quotes(whole)
            for part in self._split(one)
            for answers in self._decided(part, asked)
        ]
        answers = found[0] if len(found) == 1 else pl.concat(found, how="diagonal" if trace else "vertical")
        return (answers if answers[ROW].is_sorted() else answers.sort(ROW)).drop(ROW)

    def _letters(self, path: str) -> Alphabet:
        if path not in self._alphabets:
            fact = fact_at(self.pack, path)
            self._alphabets[path] = Alphabet({}) if fact is None else alphabet(fact)
        return self._alphabets[path]

    def _stage(self, form: Form, known: frozenset[str], *, trace: bool) -> OrderStage:
        key = (form, known, trace)
        if key not in self._stages:
            self._stages[key] = order_stage(self._program, self._letters, form, known, trace=trace)
        return self._stages[key]

    # --- parts ---
    def _by_quotes(self, whole: _Part) -> Iterator[_Part]:
        """Yield a part for each signature of quotes."""
        if QUOTED not in whole.frame.columns:
            yield whole
            return
        for (signature,), rows in whole.frame.partition_by(QUOTED, as_dict=True).items():
            offers = [one.split("/") for one in str(signature).split("|")] if signature else []
            names = [name for name in rows.columns if name.startswith(tuple(f"quote{n}:" for n in range(len(offers))))]
            names += [f"quote{number}.place" for number in range(len(offers))]
            form = form_of(rows, names)
            known = known_choices(rows, [name for name in names if rows.schema[name] == pl.UInt64])
            graph = whole.stage.graph
            quotes = tuple(
                self._ways.quoted(graph, number, pathway, process, form, known)
                for number, (pathway, process) in enumerate(offers)
            )
            yield replace(whole, key=(*whole.key, signature, form, known), frame=rows, quotes=quotes)

    def _split(self, part: _Part) -> Iterator[_Part]:
        """Yield parts by the plan they run: rows with like candidates, as far as the facts that identify options tell."""
        leaves = list(self._leaves(replace(part, frame=part.frame.select(ROW, *self._tested(part)))))
        counts: dict[Names, int] = {}
        for leaf in leaves:
            counts[leaf.names] = counts.get(leaf.names, 0) + leaf.frame.height
        chosen = self._sharing.setdefault(part.key, Sharing(SCORE)).chosen(counts)
        plans = {names: number for number, names in enumerate(dict.fromkeys(chosen.values()))}
        if len(plans) == 1:
            yield replace(part, names=next(iter(plans)))
            return
        numbers = [leaf.frame.select(ROW, pl.lit(plans[chosen[leaf.names]], pl.UInt32).alias(PLAN)) for leaf in leaves]
        frame = part.frame.join(pl.concat(numbers), on=ROW, how="left", maintain_order="left")
        parts = frame.partition_by(PLAN, as_dict=True, include_key=False)
        for names, number in plans.items():
            yield replace(part, frame=parts[number,], names=names)

    def _tested(self, part: _Part) -> list[str]:
        """Return the columns that say which options apply."""
        paths = dict.fromkeys(path for option in self.pack.options.values() for path in reads(option.applies))
        found = (_bits_of(part.stage.possible.get(path)) for path in paths)
        return list(dict.fromkeys(node.name for node in found if node is not None))

    def _leaves(self, part: _Part) -> Iterator[_Part]:
        """Yield rows with the same candidates, or with more than a score that nothing tells apart."""
        key = (part.key, part.constants)
        if key not in self._known:
            candidates = self._candidacies(part, tuple(self.pack.options))
            telling = self._telling(part, candidates) if len(candidates) > SCORE else ""
            self._known[key] = frozenset(one.way.name for one in candidates), telling
        names, path = self._known[key]
        node = _bits_of(part.stage.possible.get(path))
        if node is None:
            yield replace(part, names=names)
            return
        for (bits,), rows in part.frame.partition_by(node.name, as_dict=True).items():
            yield from self._leaves(replace(part, frame=rows, constants=(*part.constants, (path, int(str(bits))))))

    def _candidacies(self, part: _Part, options: Iterable[str]) -> list[Candidacy]:
        """Return the candidates among some options, and the part's quotes."""
        ways = [*part.quotes, *(self._ways.of(self.pack.options[option]) for option in options)]
        return candidacies(ways, Compiler(part.stage.graph, self._planner(part).possible, self._letters))

    def _telling(self, part: _Part, candidates: Iterable[Candidacy]) -> str:
        """Return the fact on which the candidacy of the most options hangs; empty if there is none."""
        counts: dict[str, int] = {}
        constants = dict(part.constants)
        for one in candidates:
            for path in reads(one.way.applies):
                if path not in constants and _bits_of(part.stage.possible.get(path)) is not None:
                    counts[path] = counts.get(path, 0) + 1
        return max(counts, key=lambda path: counts[path], default="")

    def _planner(self, part: _Part) -> Planner:
        possible, nominal = dict(part.stage.possible), dict(part.stage.nominal)
        for path, bits in part.constants:
            possible[path] = Choice(bits, bits.bit_count() == 1)
            if bits.bit_count() == 1:
                nominal[path] = possible[path]
        return Planner(
            program=self._program, letters=self._letters, stage=part.stage, ways=self._ways, possible=possible,
            nominal=nominal,
        )  # fmt: skip

    # --- one part ---
    def _decided(self, part: _Part, asked: _Asked) -> Iterator[pl.DataFrame]:
        key = (part.key, part.names, asked)
        planner = self._planner(part)
        if key not in self._plans:
            candidates = self._candidacies(part, [option for option in self.pack.options if option in part.names])
            self._plans[key] = (planner.plan(candidates, asked.columns, trace=asked.trace), len(self.layouts))
            self.layouts.append(self._plans[key][0].units)
        plan, layout = self._plans[key]

        def told(way: Way) -> Lowered:
            asked_of = (key, way.name)
            if asked_of not in self._told:
                self._told[asked_of] = planner.told(way, asked.estimates)
            return self._told[asked_of]

        for rows in part.frame.iter_slices(_rows_at_once(plan.lowered)):
            found = _run(plan.lowered, rows)
            if plan.waiting is not None and "settled" in asked.columns:
                found = _settled(found, rows, plan.waiting)
            ids = rows.select(way.name for way in plan.entered if way.is_quote)
            answers = answered(found.hstack(ids), plan, asked.columns)
            if asked.estimates:
                answers = answers.hstack(estimated(rows, found["winner"], plan, asked.columns, told))
            answers = answers.select(ROW, *asked.columns, *(name for name in answers.columns if is_word(name)))
            yield answers.with_columns(pl.lit(layout, pl.UInt32).alias("layout")) if asked.trace else answers


def _bits_of(column: Column | None) -> Node | None:
    """Return the column of the frame that a choice is read off, None for a constant and whatever is no choice."""
    return column.bits if isinstance(column, Choice) and isinstance(column.bits, Node) else None


def _rows_at_once(lowered: Lowered) -> int:
    return max(FEWEST, min(MOST, CELLS // max(1, lowered.width)))


def _run(lowered: Lowered, rows: pl.DataFrame) -> pl.DataFrame:
    return lowered.over(rows.lazy(), [ROW]).collect(optimizations=pl.QueryOptFlags.none())


def _settled(found: pl.DataFrame, rows: pl.DataFrame, waiting: Callable[[], Lowered]) -> pl.DataFrame:
    """Return what was found, settled only if it is so too with what could still become a candidate."""
    seems = found["settled"] == 1
    if not seems.any():
        return found
    again = _run(waiting(), rows.filter(seems))
    kept = again.filter(pl.col("settled") == 1).select(ROW, pl.lit(1, pl.Int64).alias("stays"))
    joined = found.join(kept, on=ROW, how="left", maintain_order="left")
    return joined.with_columns(pl.col("stays").fill_null(0).alias("settled")).drop("stays")
