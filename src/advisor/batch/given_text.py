"""What orders say, as text that an order file may hold: how OUT keeps it, and how it is read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from advisor.batch.codec import decoded
from advisor.batch.entry import AS_OF, QUOTES, SHARED
from advisor.errors import Diagnostic, OrderError, Place
from advisor.ir import FactType, Kind, Possible
from advisor.meaning.possible import NONE
from advisor.order import OrderReader
from advisor.render.as_typed import typed
from advisor.render.tender import in_code
from advisor.trace import Order
from advisor.value.read import ReadContext, possible
from advisor.yaml.fields import Faults
from advisor.yaml.node import Node, Scalar
from advisor.yaml.reader import read_yaml

if TYPE_CHECKING:
    import polars as pl

GIVEN = "given."
"""What the name of a column begins with that keeps a fact as it was given."""
_CENTS = 100
_FEW = 512


def told_of(order: Order, facts: Iterable[FactType], currency: str) -> dict[str, str]:
    """Return fact -> text of what an order says, in the order of the facts."""
    paths = {fact.name: (f"order.{fact.name}", fact) for fact in facts}
    told = {
        name: typed(order.given[path], fact, in_code(currency))
        for name, (path, fact) in paths.items()
        if path in order.given
    }
    own = {
        AS_OF: order.as_of.isoformat() if order.as_of else "",
        SHARED: shared_text(order),
        QUOTES: quotes_text(order),
    }
    return told | {name: text for name, text in own.items() if text}


def shared_text(order: Order) -> str:
    """Return the facts that an order's studio says, each with its place."""
    return "|".join(f"{path.removeprefix('order.')}@{order.origins[path]}" for path in order.shared)


def quotes_text(order: Order) -> str:
    """Return how many quotes an order has, nothing if it has none."""
    return str(len(order.quotes)) if order.quotes else ""


def order_of(told: Mapping[str, str], order_id: str, reader: OrderReader, at: Place) -> Order:
    """Return the order that was kept as text.

    Raises:
        OrderError: it had quotes, or a text cannot be read.
    """
    faults = Faults()
    if told.get(QUOTES):
        cure = "advise on the order's own file with `advisor advise`"
        raise OrderError([Diagnostic(at, "the order had quotes, which are not kept", cure)])
    as_of = date.fromisoformat(told[AS_OF]) if told.get(AS_OF) else None
    said: dict[str, tuple[FactType, Possible | None]] = {}
    for name, text in told.items():
        fact = reader.facts.get(name)
        if fact is None and name not in (AS_OF, SHARED):
            faults.unknown(at, "fact", name, reader.facts)
        elif fact is not None and text:
            how = ReadContext(currency=reader.pack.currency, faults=faults, as_of=as_of)
            said[f"order.{fact.name}"] = fact, possible(_node(text, fact, reader, at, faults), fact, how)
    if faults.found:
        raise OrderError(faults.found)
    given = {path: value for path, (fact, value) in said.items() if value is not None and value != fact.domain}
    shared = [one.partition("@") for one in told.get(SHARED, "").split("|") if one]
    origins = dict.fromkeys(said, str(at)) | {f"order.{name}": place for name, _, place in shared}
    return Order(
        id=order_id, given=given, as_of=as_of, at=at, origins=origins, shared=tuple(f"order.{one[0]}" for one in shared)
    )


def _node(text: str, fact: FactType, reader: OrderReader, at: Place, faults: Faults) -> Node:
    if fact.kind is Kind.TEXT:
        return Scalar(text, False, at)  # noqa: FBT003  # as if it were in quotes
    documents, found = read_yaml(text.encode(), at.file, reader.limits)
    faults.found.extend(found)
    return documents[0] if len(documents) == 1 else Scalar("", True, at)  # noqa: FBT003  # nothing, which is then told


# --- many -------------------------------------------------------------------------------------------------------------
def _sums(distinct: pl.DataFrame, names: Iterable[str], currency: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the known sums with their texts, and what else there is of money. names: of the columns of a fact."""
    import polars as pl

    low, high, none = (pl.col(name) for name in names)
    amount = pl.concat_str(
        pl.lit(f"{currency} "), (low // _CENTS).cast(pl.String),
        pl.when(low % _CENTS > 0).then(pl.lit(".") + (low % _CENTS).cast(pl.String).str.zfill(2)).otherwise(pl.lit("")),
    )  # fmt: skip
    plain = (low == high) & ~none & (low >= 0) & (low < NONE.low)
    return distinct.filter(plain).with_columns(amount.alias("text")), distinct.filter(~plain)


def given_texts(given: pl.DataFrame, fact: FactType, currency: str) -> pl.Series:
    """Return the text of one fact in every row of what is given, null where it is not."""
    import polars as pl

    from advisor.batch.given import columns_of

    names = list(columns_of(fact))
    codes = given.select(names)
    if fact.kind is Kind.TEXT:
        return codes.to_series().alias(fact.name)
    distinct = codes.unique().filter(pl.col(names[0]).is_not_null())
    if distinct.height > _FEW and fact.unit is not None and fact.unit.name == "money":
        quick, slow = _sums(distinct, names, currency)
    else:
        quick, slow = distinct.clear().with_columns(pl.lit("").alias("text")), distinct
    texts = [typed(decoded(row, fact), fact, in_code(currency)) for row in slow.iter_rows()]
    known = pl.concat([quick, slow.with_columns(pl.Series("text", texts, dtype=pl.String))])
    return codes.join(known, on=names, how="left", nulls_equal=True, maintain_order="left")["text"].alias(fact.name)
