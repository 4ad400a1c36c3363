"""Reading `options/*.yaml`: a pathway by one process for some materials, and every fact of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct, field

from advisor import ir
from advisor.pack.claim_reader import read_source
from advisor.pack.condition import Where, tests_of
from advisor.pack.fact_values import FIGURE, option_value
from advisor.pack.vocabulary import Name, Vocabulary
from advisor.value import read
from advisor.value.span import lies_within
from advisor.yaml.fields import SLUG, Faults, Fields, mapping_of, named
from advisor.yaml.node import Node, Scalar
from advisor.yaml.text import quoted

ANY = "any"


class OptionContext(Struct, frozen=True, kw_only=True):
    """What reading options needs; of a quote, the pack's own options, and what its order says."""

    vocabulary: Vocabulary
    pathways: Mapping[str, ir.Pathway]
    sources: Mapping[str, ir.Source]
    derived: frozenset[str]
    faults: Faults
    lexicon: ir.Lexicon = field(default_factory=ir.Lexicon)
    options: Mapping[str, ir.Option] = field(default_factory=dict)
    given: Mapping[str, ir.Possible] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, ir.FactType]:
        """Every fact of an option, by each name it may be written under."""
        own = [fact for fact in self.vocabulary.facts.values() if fact.of == "option"]
        return {name: fact for fact in own for name in (fact.name, *fact.also)}

    @property
    def processes(self) -> Mapping[str, str]:
        fact = self.vocabulary.facts.get("process")
        return fact.words if fact else {}


def read_options(fields: Fields, shelf: OptionContext, options: dict[str, ir.Option]) -> None:
    """Add the options of one file."""
    for node in fields.items("options", needed=True):
        item = mapping_of(node, fields.faults, "an option")
        if item is None:
            continue
        key = item.need("id")
        if not isinstance(key, Scalar) or not named(key, SLUG, fields.faults, "an option", options.__contains__):
            continue
        with fields.faults.entry(key.text):
            option = _option(key, item, shelf)
            if option is not None:
                options[key.text] = option


def _option(key: Scalar, item: Fields, shelf: OptionContext) -> ir.Option | None:
    pathway = item.choice("pathway", shelf.pathways, needed=True)
    process = item.choice("process", (*shelf.processes, ANY), ANY)
    generic = item.flag("generic")
    applies = item.take("applies")
    answers = item.names("answers", "process", shelf.processes)
    head = {
        "name": item.text("name", named_by(shelf, pathway, process)),
        "as_of": item.text("as_of"),
        "region": item.text("region"),
        "sources": read_source(item, shelf.sources, f"option `{key.text}`"),
    }
    values, figures = _values(item, shelf, process)
    if not pathway:
        return None
    facts = built_in_values(pathway, process, str(head["name"]), generic=generic)
    return ir.Option(
        id=key.text, pathway=pathway, process=process, generic=generic, applies=_applies(applies, (process, *answers), shelf),
        answers=answers, values=facts | values, figures=figures, at=key.at, **head,  # type: ignore[arg-type]  # a dict of mixed kinds
    )  # fmt: skip


def named_by(shelf: OptionContext, pathway: str, process: str) -> str:
    """Return what an option without a name of its own is called."""
    name = shelf.pathways[pathway].name if pathway in shelf.pathways else pathway
    return name if process == ANY else f"{name}, {shelf.processes.get(process, process)}"


def built_in_values(
    pathway: str, process: str, name: str, *, generic: bool = False, quoted_by: str = ""
) -> dict[str, ir.OptionValue]:
    """Return the facts that every option has, by path."""
    return {
        "option.pathway": ir.OneOf((pathway,)),
        "option.process": ir.OneOf((process,)),
        "option.generic": ir.OneOf((generic,)),
        "option.quoted": ir.OneOf((bool(quoted_by),)),
        "option.name": ir.Text(name),
        "option.supplier": ir.Text(quoted_by),
    }


def _applies(node: Node | None, processes: tuple[str, ...], shelf: OptionContext) -> ir.Condition:
    """Return when the option is a candidate: by its own tests, and if the order leaves its process open.

    processes: its own, and the others that an order may name and be answered by it. A pack whose `process` has the choice `any` means by it that whichever suits will do.
    """
    is_open = processes[0] == ANY or ANY not in shelf.processes
    narrowing = () if is_open else (ir.Among("order.process", (ANY, *processes)),)
    if node is None:
        return ir.And(narrowing) if narrowing else ir.TRUE
    where = Where(
        vocabulary=shelf.vocabulary, scope="order", faults=shelf.faults, refusal="does not identify an option",
        cure_for=lambda name: _how_to_identify(name, shelf), allowed=lambda name: name.fact is not None and name.fact.identifies,
    )  # fmt: skip
    return ir.And(narrowing + tests_of(node, where))


def _how_to_identify(name: Name, shelf: OptionContext) -> str:
    """Return how a fact can be let identify an option, else which others do."""
    if name.fact is not None and name.path.startswith("order.") and name.kind in (ir.Kind.FLAG, ir.Kind.CHOICE):
        return f"write `{name.fact.name}: {{identifies: true}}` among the facts of knowledge/facts.yaml, and it does"
    known = [f"`{one.name}`" for one in shelf.vocabulary.facts.values() if one.of == "order" and one.identifies]
    return f"flags and choices can; these do: {', '.join(known)}"


def _values(item: Fields, shelf: OptionContext, process: str) -> tuple[dict[str, ir.OptionValue], dict[str, str]]:
    """Return path -> value of an option's facts, what is left out as it is otherwise, and path -> the figure that it is."""
    facts = shelf.facts
    item.knows(facts)
    values: dict[str, ir.OptionValue] = {}
    figures: dict[str, str] = {}
    told: set[str] = set()
    for key, node in item.rest():
        meant = key.text if key.text in facts else item.refuse(key, node, "fact of an option", (*facts, *item.known))
        fact = facts.get(meant)
        if fact is None:
            continue
        path = f"option.{fact.name}"
        if path in told:
            item.faults.add(key.at, f"{quoted(key.text)} is said twice, once under another name")
        told.add(path)
        found = _value(node, fact, shelf, figures) if meant == key.text else None
        if found is not None:
            values[path] = found
    values |= left_out(told, facts, shelf.derived, item, process)
    return values, figures


def left_out(
    said: Collection[str],
    facts: Mapping[str, ir.FactType],
    derived: frozenset[str],
    item: Fields,
    process: str,
) -> dict[str, ir.OptionValue]:
    """Return what an option does not say as it usually is by its process, else otherwise; derived facts are left to their rules.

    A fact that must be said, and is not, is reported.
    """
    values: dict[str, ir.OptionValue] = {}
    for fact in facts.values():
        path = f"option.{fact.name}"
        if path in said or path in values or path in derived or item.faults.is_faulty(fact.name):
            continue
        usually = fact.otherwise_by.get(process, fact.otherwise)
        if usually is not None:
            values[path] = usually
        elif fact.kind is ir.Kind.TEXT:
            values[path] = ir.Text()
        else:
            cure = "it says every fact that has no `otherwise`"
            item.faults.add(item.at, f"the option needs `{fact.name}`", cure, lacks=fact.name)
            values[path] = ir.Text()
    return values


def _value(node: Node, fact: ir.FactType, shelf: OptionContext, figures: dict[str, str]) -> ir.OptionValue | None:
    if isinstance(node, Scalar) and node.text.startswith(FIGURE):
        return _from_figure(node, fact, shelf, figures)
    return option_value(node, fact, read.ReadContext(currency=shelf.vocabulary.currency, faults=shelf.faults))


def _from_figure(
    node: Scalar, fact: ir.FactType, shelf: OptionContext, figures: dict[str, str]
) -> ir.OptionValue | None:
    name = shelf.vocabulary.find(node.text, "order")
    if name is None:
        known = [f"{FIGURE}{figure}" for figure in shelf.vocabulary.figures]
        shelf.faults.unknown(node.at, "figure", node.text, known)
        return None
    _, head, *reading = node.text.split(".")
    figure = shelf.vocabulary.figures[head]
    figures[f"option.{fact.name}"] = ".".join((head, *reading))
    if fact.unit is None or name.unit is None or name.unit.dimension != fact.unit.dimension or figure.by:
        shelf.faults.add(
            node.at, f"{quoted(node.text)} does not fit `{fact.name}`", "its unit differs, or it goes by a choice"
        )
        return None
    return _fitting(node, fact, figure, reading, shelf)


def _fitting(
    node: Scalar, fact: ir.FactType, figure: ir.FigureType, reading: list[str], shelf: OptionContext
) -> ir.OptionValue | None:
    number = int(getattr(figure.value, reading[0])) if reading else figure.value.likely
    span = ir.Span(low=number, likely=number, high=number) if reading else figure.value
    table = ir.SpanTable(rows=((0, span),))
    how = read.ReadContext(currency=shelf.vocabulary.currency, faults=shelf.faults)
    if not lies_within(span, fact, node.at, how):
        return None
    if fact.kind is ir.Kind.TABLE:
        return table
    if fact.span:
        return span
    if span.low != span.high:
        shelf.faults.add(node.at, f"{quoted(node.text)} is uncertain: say which reading", f"write `{node.text}.low`")
        return None
    return ir.Numbers(number, number)
