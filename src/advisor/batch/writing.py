"""The answers to many orders as one text, made piece by piece so that none of it has to be held."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import PurePath
from typing import IO, Any, TypeVar

import yaml
from msgspec import Struct

from advisor.batch.given_text import told_of
from advisor.errors import Diagnostic
from advisor.render.batch_pages import AnswerLine, Pages, PathwayTally, line_of
from advisor.render.inert import inert
from advisor.trace import Advice
from advisor.yaml.ours import fault_of_ours, is_ours

_SUFFIXES = {
    "": "jsonl", ".jsonl": "jsonl", ".ndjson": "jsonl", ".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".tsv": "tsv",
    ".parquet": "parquet", ".xlsx": "excel",
    ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
}  # fmt: skip
_PIECE = 1 << 16
_WIDTH = 120
MANIFEST = "manifest.json"
"""The file in a folder of shards that says what it holds."""
TABLE_END = "</tbody>\n</table></div>\n"
KEPT = "kept."
"""What the name of an echoed column begins with in a table."""


Failed = Callable[[Advice, Diagnostic], None]
_Told = TypeVar("_Told")


class Advised(Struct, frozen=True):
    """One answer, and the columns echoed with it."""

    advice: Advice
    kept: Mapping[str, str]
    is_brief: bool = False


def format_of(output: str) -> str | None:
    """Return the format that a file's suffix stands for, JSON Lines where there is none, None if it is not known."""
    return _SUFFIXES.get(PurePath(output).suffix.lower())


def pieces(form: str, advised: Iterable[Advised], pages: Pages, failed: Failed) -> Iterator[str]:
    """Return the text of all the answers in a format, in pieces. failed: hears of those at which the program fails."""
    makers: dict[str, Callable[[], Iterator[str]]] = {
        "jsonl": lambda: _lines(advised, _json_line(pages), failed),
        "yaml": lambda: _lines(advised, _document_text(pages), failed),
        "markdown": lambda: _page(advised, pages, "markdown", failed),
        "html": lambda: _page(advised, pages, "html", failed),
    }
    return makers[form]()


def _told(one: Advised, tell: Callable[[], _Told], failed: Failed) -> _Told | None:
    """Return an answer as it is told, None where the program fails at that: the others are not touched."""
    try:
        return tell()
    except BaseException as error:
        if not is_ours(error):
            raise
        failed(one.advice, fault_of_ours(one.advice.order.at, error))
    return None


def _lines(advised: Iterable[Advised], tell: Callable[[Advised], str], failed: Failed) -> Iterator[str]:
    for one in advised:
        if told := _told(one, partial(tell, one), failed):
            yield told


def _document(one: Advised, pages: Pages) -> dict[str, Any]:
    order = one.advice.order
    given = told_of(order, pages.facts, pages.currency)
    document = {**pages.document(one.advice, is_brief=one.is_brief), "given": given}
    return document | {"kept": dict(one.kept)} if one.kept else document


def _json_line(pages: Pages) -> Callable[[Advised], str]:
    """Return what makes a line of plain ASCII of an answer."""
    return lambda one: json.dumps(_document(one, pages), ensure_ascii=True, separators=(", ", ": ")) + "\n"


# --- YAML -------------------------------------------------------------------------------------------------------------
def _document_text(pages: Pages) -> Callable[[Advised], str]:
    dumper = _dumper()
    return lambda one: yaml.dump(
        _document(one, pages), Dumper=dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, explicit_start=True
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
def _page(advised: Iterable[Advised], pages: Pages, form: str, failed: Failed) -> Iterator[str]:
    """Yield the totals, which are known last, before the orders, which meanwhile lie in temporary files."""
    tally, number = PathwayTally(), 1
    with _waiting() as rows, _waiting() as body:
        for one in advised:
            told = _told(one, partial(_of_page, one.advice, pages, form, number), failed)
            if told is None:
                continue
            number += 1
            tally.add(told[0])
            rows.write(told[1])
            body.write(told[2])
        yield pages.head(form, tally)
        if form == "html":
            yield from _held(rows)
            yield TABLE_END
        yield from _held(body)
    yield pages.foot(form)


def _of_page(advice: Advice, pages: Pages, form: str, number: int) -> tuple[AnswerLine, str, str]:
    """Return an answer in short, as a row of a page of HTML, and at length."""
    line = line_of(pages.roles, advice)
    return line, pages.row(line, number) if form == "html" else "", pages.order(form, advice, number)


def page_of(lines: Iterable[AnswerLine], pages: Pages) -> Iterator[str]:
    """Yield a page of totals and the table of all orders, without their explanations."""
    tally = PathwayTally()
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
    while piece := stream.read(_PIECE):
        yield piece
