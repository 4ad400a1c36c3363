"""Answers to many orders as a table: what is recommended, what it costs, what was given, and by which pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import polars as pl

from advisor.batch.entry import AS_OF, QUOTES, SHARED
from advisor.batch.given import ID, columns_of, own
from advisor.batch.given_text import GIVEN, given_texts
from advisor.batch.writing import KEPT
from advisor.ir import READINGS, UNLIMITED, FactType, Pack
from advisor.render.batch_pages import KEYS, AnswerLine
from advisor.render.document import SCHEMA_VERSION
from advisor.trace import Advice, Standing
from advisor.value.cell_text import SEVERAL
from advisor.value.unit import MONEY

EXPLAINED = ("could_change", "ask_quotes_from", "missing_documents", "warnings", "explanation")
"""What only an explanation says."""
RULES = "rules"
"""The column of the rules that hold for an order and the option recommended."""
FLIP = "flip."
"""What the name of a column begins with that tells the value of a fact at which a pathway would win."""
DECIDED = (
    "pathway", "option", "settled", "firm", "close", "score", "premium", "runner_up", "runner_up_pathway",
)  # fmt: skip
"""The columns of OUT that the engine's answers have by the same name."""
_CENTS = 100
_MONEY = pl.Decimal(18, 2)


def texts_told(level: str) -> tuple[str, ...]:
    """Return the columns that a level of explaining fills."""
    return EXPLAINED if level in ("brief", "full") else (RULES,) if level == "ids" else ()


def rules_in_cell(rules: Iterable[str]) -> str:
    """Return the ids of rules as one cell."""
    return SEVERAL.join(sorted(set(rules)))


def estimates_told(pack: Pack) -> tuple[str, ...]:
    """Return the estimates that a table of answers has."""
    return tuple(estimate_columns(pack))


def answers_of(advices: Sequence[Advice], estimates: Sequence[str]) -> pl.DataFrame:
    """Return answers given one by one in the columns that the columnar engine has."""
    rows = [_answer(one, estimates) for one in advices]
    texts = ("pathway", "option", "supplier", "standing", "runner_up", "runner_up_pathway")
    schema: dict[str, Any] = dict.fromkeys(texts, pl.String)
    schema |= {"score": pl.Int64, "premium": pl.Int64, "settled": pl.Boolean, "firm": pl.Boolean, "close": pl.Boolean}
    schema |= {f"{name}.{reading}": pl.Int64 for name in estimates for reading in READINGS}
    return pl.DataFrame(rows, schema=schema, orient="row") if rows else pl.DataFrame(schema=schema)


def _answer(advice: Advice, estimates: Sequence[str]) -> dict[str, Any]:
    winner, follower = advice.winner, advice.runner_up
    told: dict[str, Any] = {
        "pathway": advice.pathway, "option": winner and winner.option.id, "supplier": winner and winner.option.supplier, "standing": winner and winner.standing.value,
        "runner_up": follower and follower.option.id, "runner_up_pathway": follower and follower.option.pathway,
        "score": winner and winner.score, "premium": winner and winner.premium, "settled": advice.settled,
        "firm": advice.firm, "close": advice.close,
    }  # fmt: skip
    for name in estimates:
        spread = winner.estimates.get(name) if winner else None
        told |= {f"{name}.{reading}": getattr(spread, reading) if spread else None for reading in READINGS}
    return told


class AnswerTable:
    """Makes tables of answers for one run.

    facts: those that are kept; keep: columns that are echoed; explained: columns of texts; flipping: facts of which it is told
    what would flip each order (`flips`).
    """

    def __init__(
        self, pack: Pack, facts: Mapping[str, FactType], *, keep: Sequence[str] = (), explained: Sequence[str] = (),
        flipping: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self._pack = pack
        self._facts = facts
        self._keep = keep
        self._explained = tuple(explained)
        self._flips = {fact: [f"{FLIP}{fact}.{pathway}" for pathway in pack.pathways] for fact in flipping}

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        numbers = [f"{key}_{reading}" for key in estimate_columns(self._pack).values() for reading in READINGS]
        kept = [f"{GIVEN}{name}" for name in (AS_OF, SHARED, QUOTES, *self._facts)]
        return (
            "order_id", "pathway", "option", "supplier", "standing", "settled", "firm", "close", "score", "currency", *numbers, *self._explained,
            *chain.from_iterable(self._flips.values()), "premium", "runner_up", "runner_up_pathway", *kept, *(f"{KEPT}{name}" for name in self._keep),
            "pack_id", "pack_version", "pack_sha256",
        )  # fmt: skip

    @property
    def _estimates(self) -> tuple[str, ...]:
        return estimates_told(self._pack)

    def frame(
        self, given: pl.DataFrame, answers: pl.DataFrame, kept: pl.DataFrame, texts: pl.DataFrame
    ) -> pl.DataFrame:
        """Return the table of some answers, in `columns`. given: what the orders say; kept: what is echoed."""
        pack = self._pack
        nothing = pl.repeat(None, given.height, dtype=pl.String, eager=True)
        told: dict[str, pl.Series] = {
            "order_id": given[own(ID)],
            "standing": answers["standing"].fill_null(Standing.EXCLUDED.value),
            "supplier": answers["supplier"] if "supplier" in answers.columns else nothing,
        }
        told |= {name: answers[name] for name in DECIDED}
        for name, key in estimate_columns(pack).items():
            is_money = self._is_money(name)
            for reading in READINGS:
                told[f"{key}_{reading}"] = _number(answers[f"{name}.{reading}"], is_money=is_money)
        told |= self._said(given)
        told |= {
            f"{KEPT}{name}": kept[name] if name in kept.columns else pl.repeat("", given.height, eager=True)
            for name in self._keep
        }
        told |= {name: texts[name] for name in (*self._explained, *chain.from_iterable(self._flips.values()))}
        of_all = {
            "currency": pack.currency, "pack_id": pack.id, "pack_version": pack.version, "pack_sha256": pack.sha256,
        }  # fmt: skip
        told |= {name: pl.repeat(text, given.height, dtype=pl.String, eager=True) for name, text in of_all.items()}
        return pl.DataFrame([told[name].alias(name) for name in self.columns])

    def _said(self, given: pl.DataFrame) -> dict[str, pl.Series]:
        """Return what the orders say, as text that an order file may hold: their date, their facts, their quotes."""
        nothing = pl.repeat(None, given.height, dtype=pl.String, eager=True)
        as_of = given[own(AS_OF)]
        told = {
            f"{GIVEN}{AS_OF}": as_of.dt.to_string("iso:strict") if given.height else as_of.cast(pl.String),
            f"{GIVEN}{SHARED}": _none_if_empty(given[own(SHARED)]),
            f"{GIVEN}{QUOTES}": _none_if_empty(given[own(QUOTES)]),
        }
        for name, fact in self._facts.items():
            is_there = set(columns_of(fact)) <= set(given.columns)
            told[f"{GIVEN}{name}"] = given_texts(given, fact, self._pack.currency) if is_there else nothing
        return told

    def documents(
        self, given: pl.DataFrame, answers: pl.DataFrame, kept: pl.DataFrame, texts: pl.DataFrame
    ) -> pl.DataFrame:
        """Return the rows of JSON Lines: the fields of an advice's document that are known without an explanation."""
        flat = self.frame(given, answers, kept, texts)
        pack = self._pack
        columns: list[pl.Expr | pl.Series] = [
            pl.lit(SCHEMA_VERSION).alias("schema_version"), pl.col("order_id"), pl.col(f"{GIVEN}{AS_OF}").alias(AS_OF),
            *(pl.col(name) for name in ("pathway", "option", "standing", "settled", "firm", "close", "score", "premium")),
        ]  # fmt: skip
        columns += [self._spread(name, answers) for name in self._estimates]
        columns += [pl.col("runner_up"), pl.col("runner_up_pathway")]
        if "ranking" in answers.columns:
            columns.append(answers["ranking"])
        columns += [pl.col(name).str.split(SEVERAL) for name in self._explained]
        if self._flips:
            columns.append(self._flipped())
        given_columns = [pl.col(f"{GIVEN}{name}").alias(name) for name in (SHARED, QUOTES, *self._facts)]
        columns.append(pl.struct(given_columns).alias("given"))
        if self._keep:
            columns.append(pl.struct(pl.col(f"{KEPT}{name}").alias(name) for name in self._keep).alias("kept"))
        about = {"id": pack.id, "version": pack.version, "sha256": pack.sha256}
        columns.append(pl.lit("columnar").alias("engine"))
        columns.append(pl.struct(pl.lit(text).alias(name) for name, text in about.items()).alias("pack"))
        return flat.select(columns)

    def _spread(self, name: str, answers: pl.DataFrame) -> pl.Expr:
        """Return an estimate from low to high, null where it has no end, with its currency."""
        known = [answers[f"{name}.{reading}"].alias(reading) for reading in READINGS]
        parts = [pl.when(one < UNLIMITED).then(one).alias(one.name) for one in known]
        money = [pl.lit(self._pack.currency).alias("currency")] if self._is_money(name) else []
        return pl.struct(*parts, *money).alias(estimate_columns(self._pack)[name])

    def _is_money(self, name: str) -> bool:
        return self._pack.estimates[name].unit.dimension == MONEY

    def _flipped(self) -> pl.Expr:
        """Return for each fact and pathway the value at which that would win."""
        told = {
            fact: [pl.col(name).alias(name.removeprefix(f"{FLIP}{fact}.")) for name in names]
            for fact, names in self._flips.items()
        }
        return pl.struct(pl.struct(parts).alias(fact) for fact, parts in told.items()).alias("flips")


def estimate_columns(pack: Pack) -> dict[str, str]:
    """Return the estimates that a table of answers has, each with what it is called there, whatever the pack calls it."""
    found = {getattr(pack.roles, role): key for role, key in KEYS.items()}
    return {name: key for name, key in found.items() if name and not pack.estimates[name].is_inner}


def _number(column: pl.Series, *, is_money: bool) -> pl.Series:
    """Return numbers without those that have no limit; money in units of the currency, exact."""
    known = column.to_frame("n").select(pl.when(pl.col("n") < UNLIMITED).then(pl.col("n"))).to_series()
    return (known.cast(pl.Decimal(20, 2)) / _CENTS).cast(_MONEY) if is_money else known


def _none_if_empty(column: pl.Series) -> pl.Series:
    return column.to_frame("t").select(pl.when(pl.col("t").str.len_bytes() > 0).then(pl.col("t"))).to_series()


def answer_lines(frame: pl.DataFrame) -> Iterator[AnswerLine]:
    """Yield each answer of a table in short."""
    for row in frame.iter_rows(named=True):
        costs = [row.get(f"{name}_likely") for name in ("landed_unit_cost", "total_cost")]
        unit, total = (None if one is None else int(one * _CENTS) for one in costs)
        yield AnswerLine(
            id=row["order_id"], pathway=row["pathway"], option=row["option"] or "", standing=row["standing"],
            firm=row["firm"], close=row["close"], score=row["score"], money=(unit, total),
            days=row.get("lead_time_days_likely"),
        )  # fmt: skip
