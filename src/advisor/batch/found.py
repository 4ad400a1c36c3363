"""One order of an OUT of ours, found by its id and put together again from the facts that OUT keeps."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from msgspec import Struct

from advisor.batch.dialect import encoding_of
from advisor.batch.given_text import GIVEN
from advisor.batch.sheet_text import Decoded
from advisor.batch.source import LINE, open_file
from advisor.batch.writing import MANIFEST
from advisor.errors import Diagnostic, FaultsError, Place
from advisor.render.cell_guard import cell, uncell

_FORMS = {".parquet": "parquet", ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


class KeptAnswer(Struct, frozen=True, kw_only=True):
    """What OUT keeps of an order. told: fact -> text; sha256: of the pack that decided it."""

    told: Mapping[str, str]
    pack: str
    version: str
    sha256: str
    at: Place


def find(name: str, order_id: str) -> KeptAnswer:
    """Return what OUT keeps of an order. name: a file, or a folder of shards.

    Raises:
        FaultsError: OUT cannot be read, is none of ours, or has no such order.
    """
    for path in _files(name):
        form = _FORMS.get(PurePath(path).suffix.lower())
        if form is None:
            told = "expected an answer in Parquet, CSV or JSON Lines"
            raise FaultsError([Diagnostic(Place(path), told, "write OUT as .parquet, .csv or .jsonl")])
        with closing(open_file(path)) as stream:
            found = _READERS[form](stream, path, order_id)
        if found is not None:
            return found
    raise FaultsError([Diagnostic(Place(name), f"no order has the id `{cell(order_id)}`")])


def _files(name: str) -> tuple[str, ...]:
    path = Path(name)
    if not (path / MANIFEST).is_file():
        return (name,)
    shards = json.loads((path / MANIFEST).read_bytes()).get("shards", [])
    return tuple(str(path / one["file"]) for one in shards if one["file"])


def _in_parquet(stream: BinaryIO, file: str, order_id: str) -> KeptAnswer | None:
    import polars as pl

    try:
        scanned = pl.scan_parquet(stream)
        _refuse_others(list(scanned.collect_schema()), file)
        rows = scanned.with_row_index("#row", offset=2).filter(pl.col("order_id") == order_id).head(1).collect()
    except pl.exceptions.PolarsError as error:
        told = "the Parquet file cannot be read: " + " ".join(str(error).split()).lower()[:100]
        raise FaultsError([Diagnostic(Place(file), told)]) from None
    for row in rows.iter_rows(named=True):
        return _of_row(row, Place(file, int(row["#row"]), 1))
    return None


def _in_csv(stream: BinaryIO, file: str, order_id: str) -> KeptAnswer | None:
    encoding = encoding_of(stream, file, None)
    with Decoded(stream, encoding) as text:
        first = text.readline(LINE)
        delimiter = max(",;\t", key=first.count)
        head = next(csv.reader([first], delimiter=delimiter))
        _refuse_others(head, file)
        at = head.index("order_id")
        for number, cells in enumerate(csv.reader(iter(lambda: text.readline(LINE), ""), delimiter=delimiter), 2):
            if len(cells) == len(head) and uncell(cells[at]) == order_id:
                return _of_row(dict(zip(head, map(uncell, cells), strict=True)), Place(file, number, 1))
    return None


def _in_lines(stream: BinaryIO, file: str, order_id: str) -> KeptAnswer | None:
    for number, line in enumerate(iter(lambda: stream.readline(LINE * 8), b""), 1):
        at = Place(file, number, 1)
        try:
            found = json.loads(line)
        except ValueError:
            raise FaultsError([Diagnostic(at, "expected a line of JSON, as `advisor batch` writes it")]) from None
        if not isinstance(found, dict) or "given" not in found:
            raise FaultsError([Diagnostic(at, "expected an answer of `advisor batch`", "make OUT again")])
        if found.get("order_id") == order_id:
            told = {"as_of": found.get("as_of"), **found["given"]}
            return _kept(told, found.get("pack", {}), at)
    return None


_READERS = {"parquet": _in_parquet, "csv": _in_csv, "jsonl": _in_lines}


def _refuse_others(head: list[str], file: str) -> None:
    missing = [one for one in ("order_id", "pack_sha256") if one not in head]
    if missing or not any(one.startswith(GIVEN) for one in head):
        told = f"expected an answer of `advisor batch`, got a table without {' or '.join(missing) or 'what was given'}"
        raise FaultsError([Diagnostic(Place(file, 1, 1), told, "keep order_id, given.* and pack_* in --columns")])


def _of_row(row: Mapping[str, Any], at: Place) -> KeptAnswer:
    told = {name.removeprefix(GIVEN): value for name, value in row.items() if name.startswith(GIVEN)}
    pack = {name.removeprefix("pack_"): value for name, value in row.items() if name.startswith("pack_")}
    return _kept(told, pack, at)


def _kept(told: Mapping[str, Any], pack: Mapping[str, Any], at: Place) -> KeptAnswer:
    texts = {name: str(value) for name, value in told.items() if value not in (None, "")}
    about = [str(pack.get(name) or "") for name in ("id", "version", "sha256")]
    return KeptAnswer(told=texts, pack=about[0], version=about[1], sha256=about[2], at=at)
