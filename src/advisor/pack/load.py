"""A knowledge pack from its folder: found, read strictly, resolved, with every fault told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import PurePath
from typing import TypeVar

from msgspec.structs import replace

from advisor import ir
from advisor.errors import PackError, Place, told_once
from advisor.meaning.path import name_in
from advisor.pack.assumption import with_assumptions, with_processes
from advisor.pack.checklist import read_checklists, read_pathways
from advisor.pack.claim_reader import read_contradictions, read_figures, read_sources
from advisor.pack.estimates import read_cost_lines, read_estimate, read_estimate_units
from advisor.pack.extend import made_here, open_layers
from advisor.pack.fact_choices import FILES
from advisor.pack.fact_types import Declared, built_in, read_facts, read_interview_groups
from advisor.pack.fact_values import with_figures
from advisor.pack.files import whole_hash
from advisor.pack.folder import PARTS, Folder, builtin
from advisor.pack.head import check_currency, check_engine, check_version
from advisor.pack.layers import Layers
from advisor.pack.lexicon import read_lexicon
from advisor.pack.narrowing import with_narrowing
from advisor.pack.option import OptionContext, read_options
from advisor.pack.rates import currency_sign, pack_rates
from advisor.pack.rfq_reader import read_rfq
from advisor.pack.roles import Cast
from advisor.pack.rule_reader import read_rules
from advisor.pack.screen_reader import read_finds, read_order_line
from advisor.pack.vocabulary import Library, Vocabulary
from advisor.value import read
from advisor.yaml.fields import Fields
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode

__all__ = ["PARTS", "builtin", "cases", "derived", "load", "load_with_origin"]

_T = TypeVar("_T")
_NEEDED = ("facts", "sources", "figures", "pathways", "estimates")
OPTIONAL = ("checklists", "contradictions", "rates", "lines", "rfq", "screen", "words", *FILES)
_PROCESS = "process"
"""The one fact whose name is a word of the language: every option says its process."""


def load(root: Traversable, *, label: str = "") -> ir.Pack:
    """Return the pack in a folder. label: what places call the folder, empty for the built-in one.

    Raises:
        PackError: with every fault in the pack's files.
    """
    return load_with_origin(root, label=label)[0]


def load_with_origin(root: Traversable, *, label: str = "") -> tuple[ir.Pack, Layers]:
    """Return the pack in a folder, and the packs it lies over, with what it says anew of them.

    Raises:
        PackError: with every fault in the pack's files.
    """
    folder = Folder(root, label)
    if not root.is_dir():
        folder.faults.add(Place(label or str(root)), "no knowledge pack here: no such folder")
        raise PackError(folder.faults.found)
    pack, layers = _read(folder)
    if folder.faults.found or pack is None:
        raise PackError(made_here(told_once(folder.faults.found), layers, load))
    return pack, layers


def _read(folder: Folder) -> tuple[ir.Pack | None, Layers]:
    faults = folder.faults
    if not folder.has("knowledge"):
        faults.add(Place(folder.place("knowledge")), "a knowledge pack needs a folder `knowledge`")
    layers = open_layers(folder) if folder.has("knowledge") else Layers([folder], [None], faults)
    if layers.is_whole and not layers.base.has("rules"):
        faults.add(Place(layers.base.place("rules")), "a knowledge pack needs a folder `rules`")
    for one in layers.folders:
        if one.has("knowledge"):
            one.check_names(("pack", *_NEEDED, *OPTIONAL))
    if not layers.is_whole or not all(layers.base.has(part) for part in ("knowledge", "rules")) or _lacks(layers):
        return None, layers
    head = layers.head()
    meta = {key: head.text(key, needed=True) for key in ("id", "title")}
    meta["currency"] = check_currency(head)
    meta["version"], language = check_version(head), head.text("language", "en")
    check_engine(head)
    for key in ("extends", "off", "roles"):
        head.take(key)
    head.end()
    return _resolve(layers, meta, language), layers


def _lacks(layers: Layers) -> bool:
    """Return whether a file that a pack must have is nowhere, and report it alone: what it says is then missing everywhere."""
    missing = [name for name in _NEEDED if not any(one.parts_of(name) for one in layers.folders)]
    for name in missing:
        if not any(f"`{name}.yaml`" in one.help or PurePath(one.at.file).stem == name for one in layers.faults.found):
            layers.base.mapping(
                f"knowledge/{name}.yaml"
            )  # reports that there is no such file; else it lies elsewhere or is misnamed
    return bool(missing)


def _resolve(layers: Layers, meta: dict[str, str], language: str) -> ir.Pack | None:
    faults, currency = layers.faults, meta["currency"] or "EUR"
    sources = _section(layers, "sources", read_sources)
    groups, declared, figures, facts = _facts(layers, currency, sources)
    pathways = _section(layers, "pathways", lambda fields: read_pathways(fields, sources))
    lexicon = _lexicon(layers, declared, pathways)
    vocabulary, estimates, cast = _vocabulary(layers, currency, facts, figures, pathways, sources)
    library = Library(vocabulary=vocabulary, sources=sources, pathways=pathways, faults=faults)
    rules = _rules(layers, library)
    shelf = OptionContext(
        vocabulary=vocabulary, pathways=pathways, sources=sources, derived=derived(rules), faults=faults
    )
    options = _options(layers, shelf)
    checklists = _optional(layers, "checklists", lambda fields: read_checklists(fields, library)) or ()
    rfq, asks, own_words = _optional(layers, "rfq", lambda fields: read_rfq(fields, library)) or ((), (), ir.OwnWords())
    order_line, finds = _optional(
        layers, "screen", lambda fields: (read_order_line(fields, vocabulary), read_finds(fields, facts, pathways))
    ) or ((), ())
    contradictions = _optional(layers, "contradictions", lambda fields: read_contradictions(fields, figures)) or {}
    faults.found += [told for name, told in cast.missing.items() if not faults.is_faulty(name)]
    return ir.Pack(
        **meta, currency_sign=currency_sign(currency, language), language=language, sha256=whole_hash(folder.digest for folder in layers.folders), facts=facts, groups=groups, figures=figures, sources=sources,
        pathways=pathways, options=options, estimates=estimates, rules=rules, checklists=checklists,
        contradictions=contradictions, rates=_optional(layers, "rates", lambda fields: pack_rates(fields, currency, sources)) or {},
        lines=_optional(layers, "lines", lambda fields: read_cost_lines(fields, vocabulary, faults)) or {},
        order_line=order_line, finds=finds, roles=vocabulary.roles, rfq=rfq, asks=asks, own_words=own_words, built_in=vocabulary.built_in, findings=tuple(faults.noted),
        inherited=layers.inherited, lexicon=_counting(lexicon, vocabulary.roles),
    )  # fmt: skip


def _facts(
    layers: Layers, currency: str, sources: Mapping[str, ir.Source]
) -> tuple[tuple[ir.Group, ...], Declared, Mapping[str, ir.FigureType], Mapping[str, ir.FactType]]:
    """Return the parts of the interview, facts as declared, figures, and facts with all that figures and processes say of them."""
    file = _fields(layers, "facts")
    groups = read_interview_groups(file)
    declared = read_facts(file, currency, groups, _lists(layers))
    file.end()
    figures = _section(layers, "figures", lambda fields: read_figures(fields, currency, declared.facts, sources))
    facts = with_figures(declared.facts, figures, layers.faults)
    how = read.ReadContext(currency=currency, faults=layers.faults)
    facts = with_narrowing(declared, with_assumptions(declared, facts, figures, how), how)
    return groups, declared, figures, with_processes(declared, facts, how)


def _vocabulary(
    layers: Layers,
    currency: str,
    facts: Mapping[str, ir.FactType],
    figures: Mapping[str, ir.FigureType],
    pathways: Mapping[str, ir.Pathway],
    sources: Mapping[str, ir.Source],
) -> tuple[Vocabulary, Mapping[str, ir.Estimate], Cast]:
    """Return what a dotted name stands for in rules and options, the estimates, and who plays the roles."""
    process = _process(facts, layers.base)
    everywhere = built_in({name: one.name for name, one in pathways.items()}, process)
    file = _fields(layers, "estimates")
    units, formulas = read_estimate_units(file, layers.faults)
    cast = Cast(facts, units, layers.faults, layers.base.place(""))
    vocabulary = Vocabulary(
        currency=currency, facts=facts, built_in=everywhere, figures=figures, estimates=units,
        roles=cast.read(layers.roles()),
    )  # fmt: skip
    file.end()
    estimates = _estimates(formulas, vocabulary, sources)
    return replace(vocabulary, estimates={name: units[name] for name in estimates}), estimates, cast


def _fields(layers: Layers, name: str) -> Fields:
    """Return what the packs say in a file that one of them must have."""
    file = f"knowledge/{name}.yaml"
    fields = layers.section(name)
    if fields is None:
        raise AssertionError(f"{file} was found missing before")
    return fields


def _section(layers: Layers, name: str, read: Callable[[Fields], _T]) -> _T:
    fields = _fields(layers, name)
    found = read(fields)
    fields.end()
    return found


def _optional(layers: Layers, name: str, read: Callable[[Fields], _T]) -> _T | None:
    fields = layers.section(name)
    if fields is None:
        return None
    found = read(fields)
    fields.end()
    return found


def _lists(layers: Layers) -> dict[str, MappingNode]:
    """Return the choices that stand in a file of their own, by its name."""
    found: dict[str, MappingNode] = {}
    for name in FILES:
        node = _optional(layers, name, lambda fields, name=name: fields.need(name))  # type: ignore[misc]  # one name each
        if isinstance(node, MappingNode):
            found[name] = node
    return found


def _lexicon(layers: Layers, declared: Declared, pathways: Mapping[str, ir.Pathway]) -> ir.Lexicon:
    """Return how people call what is in the pack; what only `words.yaml` says is nothing where there is none."""
    at = Place(layers.own.place("knowledge/words.yaml"))
    fields = layers.section("words") or Fields(MappingNode((), flow=False, at=at), layers.faults, "`words.yaml`")
    return read_lexicon(fields, declared, pathways, layers.inherited)


def _counting(lexicon: ir.Lexicon, roles: ir.PackRoles) -> ir.Lexicon:
    """Return the lexicon with the amount as what a sentence counts, where `words.yaml` says no other."""
    if lexicon.roles.count or not roles.amount:
        return lexicon
    return replace(lexicon, roles=replace(lexicon.roles, count=name_in(roles.amount)))


def _process(facts: Mapping[str, ir.FactType], folder: Folder) -> ir.FactType | None:
    """Return the fact of the order whose choices are processes, after reporting where there is none."""
    fact = facts.get(_PROCESS)
    if not folder.faults.is_faulty(_PROCESS) and (
        fact is None or fact.of != "order" or fact.kind is not ir.Kind.CHOICE
    ):
        at = fact.at if fact else Place(folder.place("knowledge/facts.yaml"))
        folder.faults.add(at, f"the pack needs a fact `{_PROCESS}` of the order, a choice")
    return fact


def _estimates(
    formulas: dict[str, Fields], vocabulary: Vocabulary, sources: Mapping[str, ir.Source]
) -> dict[str, ir.Estimate]:
    for name, item in formulas.items():
        if name in vocabulary.facts:
            item.faults.add(item.at, f"`{name}` is a fact already; an estimate needs a name of its own")
    found: dict[str, ir.Estimate] = {}
    for name, item in formulas.items():
        before = item.faults.count
        with item.faults.entry(name):
            estimate = read_estimate(name, item, vocabulary, sources)
            if estimate is not None and item.faults.count == before:
                found[name] = estimate
    return found


def _options(layers: Layers, shelf: OptionContext) -> dict[str, ir.Option]:
    options: dict[str, ir.Option] = {}
    nodes = layers.options({name: fact.name for name, fact in shelf.facts.items()})
    at = Place(layers.own.place("knowledge/options"))
    held = MappingNode(
        ((Scalar("options", plain=True, at=at), SequenceNode(nodes, flow=False, at=at)),), flow=False, at=at
    )
    read_options(Fields(held, layers.faults, "`knowledge/options`"), shelf, options)
    if not options and not layers.faults.found:
        layers.faults.add(at, "the pack has no options")
    return options


def _rules(layers: Layers, library: Library) -> dict[str, ir.Rule]:
    rules: dict[str, ir.Rule] = {}
    read_rules(layers.rules(), library, rules)
    if not rules and not layers.faults.found:
        at = Place(layers.own.place("rules"))
        layers.faults.add(at, "the pack has no rules", "write one in rules/FACTOR.yaml")
    return rules


def derived(rules: dict[str, ir.Rule]) -> frozenset[str]:
    """Return the paths that rules derive."""
    return frozenset(rule.conclusion.path for rule in rules.values() if isinstance(rule.conclusion, ir.Derive))


def cases(root: Traversable, label: str = "") -> Iterator[tuple[str, Node]]:
    """Yield file name and document of each file of cases.

    Raises:
        PackError: a file of cases cannot be read.
    """
    folder = Folder(root, label)
    for name in folder.names("tests/cases"):
        if (node := folder.read(name)) is not None:
            yield folder.place(name), node
    if folder.faults.found:
        raise PackError(folder.faults.found)
