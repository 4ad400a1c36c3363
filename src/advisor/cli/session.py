"""The pack of a command made ready to advise, and the options that say which, and how orders are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from advisor.cli.common import argument_named, today, typed
from advisor.errors import Diagnostic, OrderError, Place
from advisor.yaml.uncollected import uncollected

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from advisor.advice import Advisor
    from advisor.meaning import Program
    from advisor.order import OrderReader
    from advisor.pack.cache import Kept
    from advisor.render.page import Renderer
    from advisor.yaml.node import MappingNode

_Command = TypeVar("_Command", bound=Callable[..., Any])


def pack_option(command: _Command) -> _Command:
    """Add `--pack DIR` and `--trust-templates`."""
    trust = click.option("--trust-templates", is_flag=True, help="Run the template files of the pack named by --pack.")
    pack = click.option(
        "--pack",
        "pack_dir",
        metavar="DIR",
        callback=argument_named,
        help="A knowledge pack of your own; else the built-in one.",
    )
    return pack(trust(command))


def _named_day(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """Return the date that an option names, `today` as the day it is."""
    return today() if text == "today" else text


def order_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add `--set`, `--as-of`, `--studio`, `--pack` and `--trust-templates`, which the command is told as one `opening`."""
    sets = click.option(
        "--set",
        "sets",
        multiple=True,
        metavar="FACT=VALUE",
        help="Lay a fact over every order; of one fact the last holds.",
    )
    as_of = click.option(
        "--as-of",
        metavar="DATE",
        callback=_named_day,
        help="The date dates are read against, such as 2026-12-31; or today.",
    )
    studio = click.option("--studio", metavar="FILE", help="Facts that every order of your studio shares, in YAML.")

    @wraps(command)
    def told(
        *,
        sets: tuple[str, ...],
        as_of: str | None,
        studio: str | None,
        pack_dir: str | None,
        trust_templates: bool,
        **others: Any,  # noqa: ANN401  # the command's own
    ) -> int:
        return command(**others, opening=Opening(pack_dir, trust_templates, sets, as_of, studio))

    return sets(as_of(studio(pack_option(told))))


class Session(Struct, frozen=True):
    """A pack made ready to advise."""

    advisor: Advisor
    reader: OrderReader
    renderer: Renderer


class Opening(Struct, frozen=True):
    """What a command is told of the pack, and of what is laid over every order."""

    pack_dir: str | None = None
    trust_templates: bool = False
    sets: tuple[str, ...] = ()
    as_of: str | None = None
    studio: str | None = None

    def from_today(self) -> Opening:
        """Return it with today's date, said, where it names none: a person's own words are reckoned from that."""
        return self if self.as_of else replace(self, as_of=today())

    def typed(self) -> str:
        """Return it as a command is given it again, each option behind a space: what an answer was reckoned with."""
        named = (("--pack", self.pack_dir), ("--studio", self.studio), ("--as-of", self.as_of))
        told = [f" {option} {quote(value)}" for option, value in named if value]
        trust = [" --trust-templates"] if self.trust_templates else []
        return "".join((*told, *trust, *(f" --set {typed(one)}" for one in self.sets)))

    def session(self, engine: str = "experta") -> Session:
        """Load the pack and return what is needed to advise by it, as `open_session` does."""
        return open_session(
            self.pack_dir, trust_templates=self.trust_templates, sets=self.sets, as_of=self.as_of, studio=self.studio,
            engine=engine,
        )  # fmt: skip


def open_session(
    pack_dir: str | None,
    *,
    trust_templates: bool = False,
    sets: Sequence[str] = (),
    as_of: str | None = None,
    studio: str | None = None,
    engine: str = "experta",
    called: str = "",
) -> Session:
    """Load the pack and return what is needed to advise by it. called: what its places say, if not the folder it is in.

    Raises:
        PackError: the pack has faults.
        OrderError: the studio's file has faults.
        click.UsageError: `--set` or `--as-of` cannot be read.
    """
    from advisor.advice import Advisor
    from advisor.pack.cache import kept
    from advisor.pack.folder import builtin
    from advisor.render.page import Renderer

    root: Traversable = Path(pack_dir) if pack_dir else builtin()
    keeping = kept()
    with uncollected(for_good=True):  # what is made lives as long as the command
        program = _program(root, called or pack_dir or "", keeping)
    pack = program.pack
    advisor = Advisor(program, "walk" if engine == "walk" else "experta")
    is_trusted = not pack_dir or (trust_templates and (root / "templates").is_dir())
    templates = (root if is_trusted else builtin()) / "templates"
    reader = advisor.reader(_date(as_of))
    reader = replace(reader, sets=_last_said(sets, reader), studio=_studio(studio))
    return Session(advisor, reader, Renderer(pack, templates, keeping))


def _program(root: Traversable, label: str, keeping: Kept) -> Program:
    """Return the pack in a folder, made ready and found without fault: as it was kept, else read anew."""
    from advisor.meaning import Program
    from advisor.pack.cache import fingerprint

    key = fingerprint(root, label)
    held = keeping.read_object(key) if key else None
    if isinstance(held, Program):
        return held
    from advisor.check import refuse
    from advisor.meaning import stratify
    from advisor.pack.load import load

    program = stratify(load(root, label=label))
    refuse(program)
    if key and key == fingerprint(root, label):  # nobody wrote to the pack while it was read
        keeping.write_object(key, program)
    return program


def _studio(name: str | None) -> MappingNode | None:
    """Return the mapping in a studio's file."""
    from advisor.yaml.limits import PACK_LIMITS
    from advisor.yaml.node import MappingNode
    from advisor.yaml.opening import read_bytes
    from advisor.yaml.reader import read_yaml

    if name is None:
        return None
    documents, faults = read_yaml(read_bytes(Path(name), PACK_LIMITS), name, PACK_LIMITS)
    if faults:
        raise OrderError(faults)
    if len(documents) != 1 or not isinstance(documents[0], MappingNode):
        raise OrderError([Diagnostic(Place(name, 1, 1), "expected one mapping from fact to value")])
    return documents[0]


def _last_said(sets: Iterable[str], reader: OrderReader) -> tuple[tuple[str, str], ...]:
    """Return the facts that are set, each as it is said last, by whichever of its names: what one adds to a command holds."""
    said: dict[str, tuple[str, str]] = {}
    for name, told in map(_pair, sets):
        fact = reader.fact(name)
        said[fact.name if fact is not None else name] = name, told
    return tuple(said.values())


def _pair(text: str) -> tuple[str, str]:
    name, equals, told = text.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"--set takes FACT=VALUE, got `{text}`")
    return name.strip(), told


def _date(text: str | None) -> date | None:
    from advisor.value.number import QuantityError, parse_date

    if text is None:
        return None
    try:
        return parse_date(text)
    except QuantityError as error:
        raise click.UsageError(f"--as-of: {error.message}") from None
