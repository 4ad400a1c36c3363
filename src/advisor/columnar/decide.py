"""Deciding a frame of orders: the order's stage over all of it, then part by part."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

import polars as pl

from advisor.columnar.answers import COLUMNS, answered, estimated, is_word
from advisor.columnar.compile import Compiler
from advisor.columnar.frame import QUOTE, QUOTED, ROW, Form, columns_of, form_of, known_choices
from advisor.columnar.graph import Node
from advisor.columnar.lowering import Lowered
from advisor.columnar.part import Candidacy, Plan, Planner, Unit, candidacies
from advisor.columnar.possible import Alphabet, Choice, alphabet
from advisor.columnar.stage import OrderStage, order_stage
from advisor.columnar.way import Way, Ways
from advisor.estimate import option_memory
from advisor.ir import READINGS, Kind, Option
from advisor.strata import Folded, Folding, Program, fact_at, reads

SCORE = 20
"""How many candidates a part may have before it is split further."""
CELLS = 1 << 25
"""How many numbers may be held at a time, 256 MB of them; so many rows are decided together."""
FEWEST, MOST = 1 << 12, 1 << 18
"""Bounds of that number of rows."""
MOST_PLANS = 1_000
MOST_PARTS = 4_000
"""How many plans, and candidates of how many parts, are kept; past that, all are made anew as they are needed."""


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
    """Rows decided alike. key: what their plan goes by; constants: path -> bits that all of them share."""

    stage: OrderStage
    key: tuple[object, ...]
    frame: pl.DataFrame
    quotes: tuple[Way, ...] = ()
    constants: tuple[tuple[str, int], ...] = ()
    candidates: tuple[Candidacy, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(one.way.name for one in self.candidates)


class Columnar:
    """The columnar engine over one pack. Plans are made once for each form of frame and kept.

    folded: what an option leaves of the pack, if somebody keeps that already.

    Raises:
        EngineError: the pack has more choices or points than a column holds.
    """

    name = "columnar"

    def __init__(self, program: Program, folded: Callable[[Option], Folded] | None = None) -> None:
        self.pack = program.pack
        self.layouts: list[tuple[Unit, ...]] = []
        self.estimates = tuple(name for name, one in self.pack.estimates.items() if not one.is_inner)
        self._program = program
        self._alphabets: dict[str, Alphabet] = {}
        folding = Folding(program)
        self._ways = Ways(program, self._letters, folded or (lambda option: folding.of(option_memory(option))))
        self._stages: dict[object, OrderStage] = {}
        self._candidates: dict[object, tuple[Candidacy, ...]] = {}
        self._plans: dict[object, tuple[Plan, int]] = {}
        self._told: dict[object, Lowered] = {}
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
        if len(self._plans) + len(self._told) > MOST_PLANS or len(self._candidates) > MOST_PARTS:
            self._stages.clear()
            self._candidates.clear()
            self._plans.clear()
            self._told.clear()
        if orders.is_empty():
            return pl.DataFrame(schema=schema)
        frame = orders.drop(ROW, strict=False).with_row_index(ROW)
        form, known = form_of(frame, self._columns), known_choices(frame, self._choices)
        stage = self._stage(form, known, trace=trace)
        quoted = [name for name in frame.columns if name.startswith(QUOTE)]
        kept = [ROW, *(name for name, value in form if value is None), *quoted]
        staged = stage.lowered.over(frame.lazy(), kept).collect(optimizations=pl.QueryOptFlags.none())
        whole = _Part(stage=stage, key=(form, known, trace), frame=staged)
        found = [
            answers
            for one in self._by_quotes(whole)
            for part in self._shared(self._split(one))
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
            names = [
                name for name in rows.columns if name.startswith(tuple(f"{QUOTE}{n}:" for n in range(len(offers))))
            ]
            names += [f"{QUOTE}{number}.place" for number in range(len(offers))]
            form = form_of(rows, names)
            known = known_choices(rows, [name for name in names if rows.schema[name] == pl.UInt64])
            graph = whole.stage.graph
            quotes = tuple(
                self._ways.quoted(graph, number, pathway, process, form, known)
                for number, (pathway, process) in enumerate(offers)
            )
            yield replace(whole, key=(*whole.key, signature, form, known), frame=rows, quotes=quotes)

    def _split(self, part: _Part) -> Iterator[_Part]:
        """Yield parts with at most a score of candidates, as far as the facts that identify options tell them apart."""
        part = self._with_candidates(part)
        path = self._telling(part) if len(part.candidates) > SCORE else ""
        if not path:
            yield part
            return
        column = part.stage.possible[path]
        name = column.bits.name if isinstance(column, Choice) and isinstance(column.bits, Node) else ""
        for (bits,), rows in part.frame.partition_by(name, as_dict=True).items():
            yield from self._split(replace(part, frame=rows, constants=(*part.constants, (path, int(str(bits))))))

    def _with_candidates(self, part: _Part, names: frozenset[str] | None = None) -> _Part:
        """Return the part with what is or could become a candidate, among the options of these names, else all, and its quotes."""
        key = (part.key, part.constants, names)
        if key not in self._candidates:
            options = [one for one in self.pack.options.values() if names is None or one.id in names]
            compiler = Compiler(part.stage.graph, self._planner(part).possible, self._letters)
            ways = [*part.quotes, *map(self._ways.of, options)]
            self._candidates[key] = tuple(candidacies(ways, compiler))
        return replace(part, candidates=self._candidates[key])

    def _shared(self, parts: Iterable[_Part]) -> Iterator[_Part]:
        """Yield the parts, those of the same candidates as one: running a plan costs much the same for one row as for many."""
        alike: dict[frozenset[str], list[_Part]] = {}
        for part in parts:
            alike.setdefault(part.names, []).append(part)
        for names, group in alike.items():
            if len(group) == 1:
                yield group[0]
                continue
            common = set(group[0].constants).intersection(*(part.constants for part in group))
            whole = replace(
                group[0],
                frame=pl.concat([part.frame for part in group]).sort(ROW),
                constants=tuple(one for one in group[0].constants if one in common),
            )
            yield self._with_candidates(whole, names)

    def _telling(self, part: _Part) -> str:
        """Return the fact on which the candidacy of the most options hangs; empty if there is none."""
        counts: dict[str, int] = {}
        constants = dict(part.constants)
        for one in part.candidates:
            for path in reads(one.way.applies):
                value = part.stage.possible.get(path)
                if path not in constants and isinstance(value, Choice) and isinstance(value.bits, Node):
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
        key = (part.key, part.constants, part.names, asked)
        planner = self._planner(part)
        if key not in self._plans:
            self._plans[key] = (
                planner.plan(part.candidates, asked.columns, trace=asked.trace),
                len(self.layouts),
            )
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
