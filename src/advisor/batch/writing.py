"""The answers to many orders as one text, made piece by piece so that none of it has to be held."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

import yaml

from advisor.batch.told import told_of
from advisor.render.batch import Line, Pages, Tally, line_of
from advisor.render.inert import inert
from advisor.trace import Advice

SUFFIXES = {
    "": "jsonl", ".jsonl": "jsonl", ".ndjson": "jsonl", ".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".tsv": "tsv",
    ".parquet": "parquet", ".xlsx": "excel",
    ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
}  # fmt: skip
PIECE = 1 << 16
WIDTH = 120
MANIFEST = "manifest.json"
"""The file in a folder of shards that says what it holds."""
TABLE_END = "</tbody>\n</table></div>\n"
KEPT = "kept."
"""What the name of an echoed column begins with in a table."""


@dataclass(frozen=True, slots=True)
class Advised:
    """One answer, and the columns echoed with it."""

    advice: Advice
    kept: Mapping[str, str]
    is_brief: bool = False


def format_of(output: str) -> str | None:
    """Return the format that a file's suffix stands for, JSON Lines where there is none, None if it is not known."""
    return SUFFIXES.get(PurePath(output).suffix.lower())


def pieces(form: str, advised: Iterable[Advised], pages: Pages) -> Iterator[str]:
    """Return the text of all the answers in a format, in pieces."""
    makers: dict[str, Callable[[], Iterator[str]]] = {
        "jsonl": lambda: _json_lines(advised, pages),
        "yaml": lambda: _documents(advised, pages),
        "markdown": lambda: _page(advised, pages, "markdown"),
        "html": lambda: _page(advised, pages, "html"),
    }
    return makers[form]()


def _document(one: Advised, pages: Pages) -> dict[str, Any]:
    order = one.advice.order
    given = told_of(order, pages.facts, pages.currency)
    document = {**pages.document(one.advice, is_brief=one.is_brief), "given": given}
    return document | {"kept": dict(one.kept)} if one.kept else document


def _json_lines(advised: Iterable[Advised], pages: Pages) -> Iterator[str]:
    """Yield a line of plain ASCII for each answer."""
    for one in advised:
        yield json.dumps(_document(one, pages), ensure_ascii=True, separators=(", ", ": ")) + "\n"


# --- YAML -------------------------------------------------------------------------------------------------------------
def _documents(advised: Iterable[Advised], pages: Pages) -> Iterator[str]:
    dumper = _dumper()
    for one in advised:
        yield yaml.dump(
            _document(one, pages), Dumper=dumper, sort_keys=False, allow_unicode=True, width=WIDTH, explicit_start=True
        )


def _dumper() -> type[yaml.SafeDumper]:
    """Return a dumper that writes text of several lines as lines, and nothing that steers what is shown."""
    base: Any = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper
    dumper: type[yaml.SafeDumper] = type("Dumper", (base,), {"ignore_aliases": lambda *_: True})
    dumper.add_representer(str, _text)
    return dumper


def _text(dumper: yaml.SafeDumper, told: str) -> yaml.Node:
    shown = "\n".join(inert(line) for line in told.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", shown, style="|" if "\n" in shown else None)


# --- pages ------------------------------------------------------------------------------------------------------------
def _page(advised: Iterable[Advised], pages: Pages, form: str) -> Iterator[str]:
    """Yield the totals, which are known last, before the orders, which meanwhile lie in temporary files."""
    tally = Tally()
    with _waiting() as rows, _waiting() as body:
        for number, one in enumerate(advised, 1):
            line = line_of(one.advice)
            tally.add(line)
            if form == "html":
                rows.write(pages.row(line, number))
            body.write(pages.order(form, one.advice, number))
        yield pages.head(form, tally)
        if form == "html":
            yield from _held(rows)
            yield TABLE_END
        yield from _held(body)
    yield pages.foot(form)


def page_of(lines: Iterable[Line], pages: Pages) -> Iterator[str]:
    """Yield a page of totals and the table of all orders, without their explanations."""
    tally = Tally()
    with _waiting() as rows:
        for line in lines:
            tally.add(line)
            rows.write(pages.row(line, 0))
        yield pages.head("html", tally)
        yield from _held(rows)
        yield TABLE_END
    yield pages.foot("html")


def _waiting() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")


def _held(stream: IO[str]) -> Iterator[str]:
    stream.seek(0)
    while piece := stream.read(PIECE):
        yield piece
