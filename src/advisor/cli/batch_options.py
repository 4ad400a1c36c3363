"""What the options of `advisor batch` say, read and refused in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import click
from click.core import ParameterSource

from advisor.cli.session import Session

if TYPE_CHECKING:
    from advisor.batch.table import TableOptions
    from advisor.order.naming import Names


ON_SPARK = frozenset({"files", "output", "place", "master", "keep", "sets", "as_of", "pack_dir"})
"""The parameters that are read on Spark."""


def refuse_beside_spark() -> None:
    """Refuse what Spark would pass over in silence.

    Raises:
        click.UsageError: naming every such option that was said.
    """
    context = click.get_current_context()
    said = [one for one in context.command.params if one.name and one.name not in ON_SPARK]
    told = [one.opts[0] for one in said if context.get_parameter_source(one.name or "") is ParameterSource.COMMANDLINE]
    if told:
        cure = "say facts with --set, and name columns by them"
        raise click.UsageError(f"on Spark these are not read: {', '.join(told)}; {cure}")


def tables(
    session: Session,
    locale: Literal["de", "en"] | None,
    encoding: str | None,
    delimiter: str | None,
    map_file: str | None,
    keep: tuple[str, ...],
    *,
    typed: bool = False,
    names: Names | None = None,
) -> TableOptions:
    """Return how tables are to be read. names: what their columns may be called, if not facts of an order alone."""
    from advisor.batch.mapping import TableMap, read_map
    from advisor.batch.table import TableOptions

    table_map = read_map(map_file, names or session.reader.names) if map_file else TableMap()
    return TableOptions(locale=locale, encoding=encoding, delimiter=delimiter, map=table_map, keep=keep, typed=typed)


def locale(told: str) -> Literal["de", "en"] | None:
    return "de" if told == "de" else "en" if told == "en" else None


def encoding(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        "".encode(name)
    except (LookupError, ValueError):
        raise click.UsageError(
            f"--encoding: unknown encoding `{name}`; there are utf-8, cp1252, utf-16 and more"
        ) from None
    return name


def delimiter(told: str | None) -> str | None:
    if told is None:
        return None
    one = {"tab": "\t", "\\t": "\t"}.get(told, told)
    if len(one) != 1 or one.isalnum() or one in '"\r\n|':
        raise click.UsageError(f"--delimiter takes one character such as `;`, or `tab`, got `{told}`")
    return one


def allowed(told: str | None) -> tuple[int | None, int | None]:
    """Return how many orders may be refused: as a number, or as a share in hundredths of a percent."""
    found = re.fullmatch(r"([0-9]{1,12})|([0-9]{1,3})(?:[.,]([0-9]{1,2}))? ?%", (told or "").strip())
    if told is not None and found is None:
        cure = "a number such as 100, or a share such as 5% or 0.25%"
        raise click.UsageError(f"--max-refused takes {cure}, got `{told}`")
    if found is None or found[1]:
        return found and int(found[1]), None
    return None, int(found[2]) * 100 + int((found[3] or "").ljust(2, "0"))


def size_in_bytes(told: str | None) -> int | None:
    found = re.fullmatch(r"([0-9]{1,6}) ?(KB|MB|GB)", (told or "").strip().upper())
    if told is not None and found is None:
        raise click.UsageError(f"--max-size takes a size such as 200MB or 2GB, got `{told}`")
    return int(found[1]) << {"KB": 10, "MB": 20, "GB": 30}[found[2]] if found else None


def flipping(session: Session, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the facts asked for, by their own names.

    Raises:
        click.UsageError: one is no number.
    """
    from difflib import get_close_matches

    from advisor.ir import Kind

    facts = session.reader.facts
    numbers = [name for name, fact in facts.items() if fact.kind is Kind.NUMBER]
    for name in names:
        if name not in numbers:
            near = get_close_matches(name, numbers, n=1)
            what = "no number" if name in facts else "no fact of an order"
            raise click.UsageError(f"--flip: `{name}` is {what}" + (f"; did you mean `{near[0]}`?" if near else ""))
    return tuple(dict.fromkeys(facts[name].name for name in names))
