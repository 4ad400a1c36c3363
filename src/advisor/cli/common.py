"""What several commands share: options, the pack, the orders, and the printing of results."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.errors import Diagnostic, OrderError, Place

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from advisor.advice import Advisor
    from advisor.ir import Pack
    from advisor.meaning import Program
    from advisor.order import OrderReader
    from advisor.pack.cache import Kept
    from advisor.render.page import Renderer
    from advisor.trace import Order
    from advisor.yaml.node import MappingNode

Command = TypeVar("Command", bound=Callable[..., Any])


def named(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return what an option or argument names, None if it was left out.

    Raises:
        click.BadParameter: it was said, and names nothing: an empty variable of a script, say.
    """
    if value is not None and not value.strip():
        raise click.BadParameter("expected a name, got an empty text; leave it out, or name one", param=parameter)
    return value


def pack_option(command: Command) -> Command:
    """Add `--pack DIR` and `--trust-templates`."""
    trust = click.option("--trust-templates", is_flag=True, help="Run the template files of the pack named by --pack.")
    pack = click.option(
        "--pack", "pack_dir", metavar="DIR", callback=named, help="A knowledge pack of your own; else the built-in one."
    )
    return pack(trust(command))


def order_options(command: Command) -> Command:
    """Add `--set`, `--as-of` and `--studio`."""
    sets = click.option("--set", "sets", multiple=True, metavar="FACT=VALUE", help="Lay a fact over every order.")
    as_of = click.option("--as-of", metavar="DATE", help="The date dates are read against, such as 2026-12-31.")
    studio = click.option("--studio", metavar="FILE", help="Facts that every order of your studio shares, in YAML.")
    return sets(as_of(studio(command)))


def plain_option(command: Command) -> Command:
    """Add `--plain`, which `ACCESSIBLE=1` in the environment says too."""
    told = "For screen readers: nothing drawn from characters. ACCESSIBLE=1 says the same."
    return click.option("--plain", is_flag=True, envvar="ACCESSIBLE", help=told)(command)


@dataclass(frozen=True, slots=True)
class Session:
    """A pack made ready to advise."""

    advisor: Advisor
    reader: OrderReader
    renderer: Renderer


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
    from advisor.order import OrderReader
    from advisor.pack.cache import kept
    from advisor.pack.folder import builtin
    from advisor.render.page import Renderer

    root: Traversable = Path(pack_dir) if pack_dir else builtin()
    keeping = kept()
    with _for_good():
        program = _program(root, called or pack_dir or "", keeping)
    pack = program.pack
    advisor = Advisor(program, "walk" if engine == "walk" else "experta")
    is_trusted = not pack_dir or (trust_templates and (root / "templates").is_dir())
    templates = (root if is_trusted else builtin()) / "templates"
    _refuse_twice(sets, OrderReader(pack=pack, derived=advisor.derived))
    reader = OrderReader(
        pack=pack, derived=advisor.derived, as_of=_date(as_of), sets=tuple(map(_pair, sets)), studio=_studio(studio)
    )
    return Session(advisor, reader, Renderer(pack, templates, keeping))


@contextmanager
def _for_good() -> Iterator[None]:
    """Keep the collector from looking for circles in what is made here: there are none, and it lives as long as the command."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


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


def _refuse_twice(sets: Iterable[str], reader: OrderReader) -> None:
    """Refuse a fact that is set twice, by whichever of its names."""
    said: dict[str, str] = {}
    for text in sets:
        name = _pair(text)[0]
        fact = reader.fact(name)
        key = fact.name if fact is not None else name
        if key in said:
            raise click.UsageError(f"--set says `{key}` twice, as `{said[key]}` and as `{text}`; say it once")
        said[key] = text


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


def pathway_named(text: str, pack: Pack) -> str:
    """Return the pathway that people, or an answer, call so: one of its options too; the text itself if there is none."""
    from advisor.value import words

    found = words.pathway(text, pack.lexicon)
    if found in pack.pathways:
        return found
    said = words.normal(text, pack.lexicon.spellings)
    named = {
        option.pathway
        for option in pack.options.values()
        if said in (words.normal(one, pack.lexicon.spellings) for one in (option.name, option.name.partition(",")[0]))
    }
    return named.pop() if len(named) == 1 else found


@contextmanager
def patience(what: str) -> Iterator[None]:
    """Say on a terminal's standard error what is being done, once it takes over a second."""
    from threading import Timer

    timer = Timer(1, lambda: click.echo(f"{what} ...", err=True)) if sys.stderr.isatty() else None
    if timer is not None:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        if timer is not None:
            timer.cancel()


def show_faults(faults: Iterable[Diagnostic]) -> None:
    """Print faults to standard error, a line each and a help line."""
    for fault in faults:
        click.echo(str(fault), err=True)


def from_words(sentence: str, session: Session, name: str) -> Order:
    """Return a sentence as an order, after saying on standard error what was read of it, and what was not."""
    from advisor.from_words import order_from
    from advisor.meaning.path import name_in

    found = order_from(sentence, session.reader, name)
    pack = session.reader.pack
    click.echo("From your words:", err=True)
    for path, value in found.order.given.items():
        fact = pack.facts[name_in(path)]
        own = ", ".join(found.said.get(fact.name, ()))
        said = f"  ({own})" if own else ""
        click.echo(f"  {fact.label}: {session.renderer.told(path, value)}{said}", err=True)
    for one in found.faults:
        click.echo(f"  not taken: {one.message}" + (f"; {one.help}" if one.help else ""), err=True)
    if found.left:
        click.echo(f"  not read: {', '.join(found.left)}", err=True)
    return found.order


def today() -> str:
    """Return today's date, from which dates in a person's own words are reckoned, after saying so."""
    from datetime import date

    day = date.today().isoformat()  # noqa: DTZ011  # the person's own day
    click.echo(f"Dates are reckoned from today, {day}.", err=True)
    return day
