"""Quotes typed into a form, or brought as a filled sheet or a table, as an order file would say them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from advisor.batch.dialect import DELIMITERS
from advisor.batch.quote_sheet import BREAK, ladder
from advisor.errors import Diagnostic, OrderError, Place
from advisor.ir import Pack
from advisor.meaning.path import name_in
from advisor.render.words import capital
from advisor.yaml.node import MappingNode, Node, Scalar

FIELDS = ("supplier", "pathway", "process", "unit_price", "tooling", "making", "least", "valid_until")
"""What the form asks: keys of a quote, and roles."""
MOST_QUOTES = 50
VALUE = 2
"""The column of a sheet that a supplier fills in."""
_SURELY_NEEDED = "Write this, too: no quote can do without it."
_SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def asked_fields(pack: Pack) -> dict[str, str]:
    """Return what the form asks, as the pack calls it: name of a field -> what it is, of `FIELDS`; roles that nothing plays are left out."""
    found = {}
    for field in FIELDS:
        path = getattr(pack.roles, field, field)
        if path:
            found[path.removeprefix("option.")] = field
    return found


def typed_quote(texts: Iterable[tuple[str, str]], name: str, pack: Pack, *, is_form: bool = False) -> MappingNode:
    """Return a quote from what was written under each name. is_form: each stands at a place of its own, called after its field."""
    at = Place(name)
    said = [(key.strip(), text.strip()) for key, text in texts if key.strip() and text.strip()]
    breaks = [(key.removeprefix(BREAK), text) for key, text in said if key.startswith(BREAK)]
    entries: list[tuple[Scalar, Node]] = []
    for key, text in said:
        if not key.startswith(BREAK):
            place = Place(key) if is_form else at
            entries.append((_scalar(key, place), _scalar(text, place)))
    if breaks:
        inner = tuple((_scalar(key, at), _scalar(text, at)) for key, text in breaks)
        entries.append((_scalar(ladder(pack), at), MappingNode(inner, flow=False, at=at)))
    return MappingNode(tuple(entries), flow=False, at=at)


def wrong_fields(faults: Iterable[Diagnostic], pack: Pack, labels: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with a quote that was typed into the form, field -> as a person is told it; under "" what is of no field.

    labels: of `FIELDS`, how the form asks each.
    """
    fields = asked_fields(pack)
    found: dict[str, str] = {}
    for one in faults:
        field = one.lacks or one.at.file
        text = _SURELY_NEEDED if one.lacks in fields else _plainly(one, pack, labels)
        field = field if field in fields else ""
        found[field] = f"{found[field]} {text}" if field in found else text
    return found


def _plainly(one: Diagnostic, pack: Pack, labels: Mapping[str, str]) -> str:
    """Return a fault without the names that things have in a file."""
    told = f"{one.message}; {one.help}" if one.help else one.message
    text = re.sub(r"^(?:unknown )?`\w+`:? ", "not one I know: " if one.is_unknown else "", told)
    text = re.sub("`([^`]*)`", lambda name: f"\u201c{_called(name[1], pack, labels)}\u201d", text)
    return f"{capital(text)}."


def _called(name: str, pack: Pack, labels: Mapping[str, str]) -> str:
    """Return what people call what has a name in a file."""
    fields = asked_fields(pack)
    if name in fields:
        return labels[fields[name]].partition(",")[0]
    if name in pack.pathways:
        return pack.pathways[name].name
    process = pack.facts.get("process")
    return process.words.get(name, name) if process else name


def brought_quotes(raw: bytes, name: str, pack: Pack) -> list[MappingNode]:
    """Return the quotes of a file: a quote sheet as a supplier fills it in, or a table of a row a quote.

    Raises:
        MissingExtraError: what reads Excel is not installed.
        OrderError: the file cannot be read.
    """
    if raw.startswith(_SHEETS):
        return [_sheet(raw, pack)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _fault(name, "the file is not in UTF-8", "save it as CSV in UTF-8, so that no letter changes") from None
    rows = _rows(text)
    if not rows:
        raise _fault(name, "the file holds no quote", "bring the sheet that comes with a letter, filled in")
    found = _of_rows(rows, name, pack)
    if found is None:
        found = _of_sheet(rows, name, pack)
    if not any(one.entries for one in found) or len(found) > MOST_QUOTES:
        cure = f"give it a column `supplier`, or bring a filled quote sheet; at most {MOST_QUOTES} quotes"
        raise _fault(name, "I find no quote in this file" if len(found) <= MOST_QUOTES else "too many quotes", cure)
    return found


def _of_rows(rows: Sequence[Sequence[str]], name: str, pack: Pack) -> list[MappingNode] | None:
    """Return the quotes of a table of a row a quote, None if it is no such table."""
    head = [cell.strip().lower() for cell in rows[0]]
    if "supplier" not in head:
        return None
    said = [_measured(zip(head, row, strict=False), pack) for row in rows[1:]]
    listed = [typed_quote(one, f"{name}, row {number}", pack) for number, one in enumerate(said, 2)]
    return [one for one in listed if one.entries]


def _of_sheet(rows: Sequence[Sequence[str]], name: str, pack: Pack) -> list[MappingNode]:
    """Return the quote of a quote sheet that was saved as CSV, none if no row is one of it."""
    asked = asked_fields(pack)
    known = {*asked, *(other for one in asked if one in pack.facts for other in pack.facts[one].also)}
    places = [place for place, row in enumerate(rows) if row[0].strip() in known]
    if not places:
        return []
    said = [(row[0].strip(), row[VALUE]) for row in rows[places[0] :] if len(row) > VALUE and row[0].strip()]
    return [typed_quote(_measured(said, pack), name, pack)]


def _measured(said: Iterable[tuple[str, str]], pack: Pack) -> list[tuple[str, str]]:
    """Return what cells say, a bare number with its unit, as the sheet has it."""
    texts = [(key, text.strip()) for key, text in said]
    currency = dict(texts).get("currency") or pack.currency
    units = {"money": f"{currency} {{}}", "days": "{} days", "share": "{} %"}
    found = []
    for key, text in texts:
        fact = pack.facts.get(name_in(pack.roles.unit_price) if key.startswith(BREAK) else key)
        unit = fact.unit.name if fact is not None and fact.unit else ""
        is_bare = bool(re.fullmatch(r"[0-9][0-9., ]*", text))
        found.append((key, units[unit].format(text) if is_bare and unit in units else text))
    return found


def _rows(text: str) -> list[list[str]]:
    line = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=line.count)
    try:
        return [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(cell.strip() for cell in row)]
    except csv.Error:
        return []


def _sheet(raw: bytes, pack: Pack) -> MappingNode:
    from advisor.batch.quote_filled import read_sheet

    with TemporaryDirectory(prefix="advisor-") as folder:
        path = Path(folder) / "quote.xlsx"
        path.write_bytes(raw)
        try:
            return read_sheet(path, pack)
        except OrderError as error:
            raise OrderError(
                [Diagnostic(Place("the sheet", one.at.line, one.at.column), one.message, one.help) for one in error.faults]
            ) from error  # fmt: skip


def _scalar(text: str, at: Place) -> Scalar:
    return Scalar(text, plain=True, at=at)


def _fault(name: str, told: str, cure: str) -> OrderError:
    return OrderError([Diagnostic(Place(name), told, cure)])
