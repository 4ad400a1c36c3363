"""Synthetic orders by the million, the same for the same seed on any machine: `python benchmarks/_orders.py 1000000 out.parquet [SEED]`.

Each cell is drawn by mixing the row's number, the column's and the seed as whole numbers, so that any part of the table can be
made by itself. The suffix says the form: .csv, .parquet, .jsonl, .yaml or .xlsx.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

STEP = 500_000
COLUMNS: dict[str, Sequence[int | str] | None] = {
    "quantity": [12, 20, 25, 40, 50, 60, 80, 100, 120, 150, 180, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000],
    "deadline_days": ["7", "14", "21", "28", "30", "42", "56", "90", "120", "none", ""],
    "cash_for_tooling_eur": None,
    "unit_cost_ceiling_eur": None,
    "material": ["wood", "metal", "plastic", "ceramic", "glass", "textile", ""],
    "heritage": ["core", "nice", "none", "none", ""],
    "market_proven": ["true", "false", ""],
    "after_sale": ["none", "packaging", "packaging|returns", "drop_ship", ""],
    "repeats_per_year": ["0", "0", "1", "2", "4", "12", ""],
    "revisions_expected": ["0", "0", "1", "2", "3", ""],
    "owns": ["none", "printer", "kiln", "laser_cutter|printer", ""],
    "studio_region": ["germany", "united_kingdom", "united_states", ""],
    "customer_region": ["germany", "france", "united_kingdom", "united_states", ""],
}


def mixed(rows: pl.Expr, salt: int) -> pl.Expr:
    """Return a whole number from 0 to 2**20 - 1 for each row, by multiplying and folding within 63 bits."""
    held = (rows + salt * 7_919) % 2_147_483_647
    for factor in (48_271, 69_621, 16_807):
        held = (held * factor + salt) % 2_147_483_647
    return (held // 2_039) % (1 << 20)


def orders(first: int, count: int, seed: int = 1) -> pl.DataFrame:
    """Return orders as text cells, from row `first` on."""
    frame = pl.DataFrame({"row": pl.int_range(first, first + count, dtype=pl.Int64, eager=True)})
    told = [(pl.lit("o") + pl.col("row").cast(pl.String)).alias("id")]
    for salt, (name, choices) in enumerate(COLUMNS.items(), seed * 1_000):
        number = mixed(pl.col("row"), salt)
        if choices is None:
            most = 2_000_000 if name == "cash_for_tooling_eur" else 20_000
            cents = number * 37 % most
            text = pl.concat_str(
                (cents // 100).cast(pl.String), pl.lit("."), (cents % 100).cast(pl.String).str.zfill(2)
            )
            told.append(pl.when(number % 7 == 0).then(pl.lit("")).otherwise(text).alias(name))
        else:
            texts = pl.Series([str(one) for one in choices])
            told.append(pl.lit(texts).gather(number % len(choices)).alias(name))
    return frame.select(told)


def alike(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the orders as one kind: all say the same facts, and one material."""
    said = {name: next(str(one) for one in choices or ["500.00"] if one != "") for name, choices in COLUMNS.items()}
    filled = [
        pl.when(pl.col(name) == "").then(pl.lit(text)).otherwise(pl.col(name)).alias(name)
        for name, text in said.items()
    ]
    return frame.with_columns(filled).with_columns(pl.lit("wood").alias("material"))


def pieces(count: int, seed: int, *, is_mixed: bool = True) -> Iterator[pl.DataFrame]:
    """Yield all orders, some at a time; as one kind, unless they are to be mixed."""
    for first in range(0, count, STEP):
        frame = orders(first, min(STEP, count - first), seed)
        yield frame if is_mixed else alike(frame)


def typed(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the orders with quantities as whole numbers, as a database would hand them over."""
    return frame.with_columns(pl.col("quantity").cast(pl.Int64))


def write(count: int, path: Path, seed: int, *, is_mixed: bool = True) -> None:
    """Write orders in the form of the file's suffix."""
    made = pieces(count, seed, is_mixed=is_mixed)
    match path.suffix:
        case ".csv":
            with path.open("wb") as out:
                for number, frame in enumerate(made):
                    frame.write_csv(out, include_header=number == 0)
        case ".parquet":
            parts = path.with_suffix(".parts")
            parts.mkdir()
            for number, frame in enumerate(made):
                typed(frame).write_parquet(parts / f"{number:06}.parquet")
            pl.scan_parquet(parts / "*.parquet").sink_parquet(path, row_group_size=100_000)
            for part in parts.iterdir():
                part.unlink()
            parts.rmdir()
        case ".xlsx":
            pl.concat(made).write_excel(path)
        case _:
            _write_text(made, path)


def _write_text(made: Iterator[pl.DataFrame], path: Path) -> None:
    """Write JSON Lines or YAML, in the words of an order file."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for frame in made:
            for row in frame.iter_rows(named=True):
                told = [
                    f"{key}: {value}" if path.suffix != ".jsonl" else f'"{key}": {value}' for key, value in said(row)
                ]
                out.write("{" + ", ".join(told) + "}\n" if path.suffix == ".jsonl" else "- {" + ", ".join(told) + "}\n")


def said(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the facts of a row as an order file says them, in JSON's own quotes."""
    for key, text in row.items():
        if not text:
            continue
        name = key.removesuffix("_days").removesuffix("_eur")
        if key in ("quantity", "repeats_per_year", "revisions_expected") or text in ("true", "false"):
            yield name, text
        elif key in ("after_sale", "owns"):
            members = [] if text == "none" else text.split("|")
            yield name, "[" + ", ".join(f'"{one}"' for one in members) + "]"
        elif key.endswith("_days"):
            yield name, '"none"' if text == "none" else f'"{text} days"'
        else:
            yield name, f'"EUR {text}"' if key.endswith("_eur") else f'"{text}"'


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
