"""Ten million orders, Parquet to Parquet: `parquet.py floor|rules IN OUT`.

Either reads the fifteen facts of every order and writes id, a word and a whole number. `floor` takes word and number from
the facts; `rules` decides the 43 rules: the winner, and the mask of what fired. Both stream by chunks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import polars as pl  # noqa: E402  # what follows needs the path

from rule_set import FACTS  # noqa: E402  # as above

SCHEMA = {"id": pl.Int64, "option": pl.String, "fired": pl.UInt64}


def _floor(orders: pl.DataFrame) -> pl.DataFrame:
    return orders.select("id", pl.col("material").alias("option"), pl.col("quantity").cast(pl.UInt64).alias("fired"))


def _rules() -> Callable[[pl.DataFrame], pl.DataFrame]:
    from advisor import meaning
    from advisor.columnar.answers import Columnar
    from advisor.pack.load import load
    from agreement import PACK
    from held import winners_and_masks
    from tables import as_orders

    columnar = Columnar(meaning.stratify(load(PACK, label=PACK.name)))
    ids = pl.Series([*columnar.pack.options, None], dtype=pl.String)  # at -1, where nobody wins, stands None

    def decided(orders: pl.DataFrame) -> pl.DataFrame:
        winners, masks = winners_and_masks(columnar, as_orders(orders))
        found = [orders["id"], ids.gather(winners).alias("option"), pl.Series("fired", masks[:, 0])]
        return pl.DataFrame(found, schema=SCHEMA)

    return decided


def main(what: str, source: str, target: str) -> None:
    work = _floor if what == "floor" else _rules()
    read = pl.scan_parquet(source).select("id", *FACTS)
    read.map_batches(work, schema=SCHEMA, streamable=True, projection_pushdown=False).sink_parquet(target)


if __name__ == "__main__":
    main(*sys.argv[1:4])
