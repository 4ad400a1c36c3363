"""Reading `knowledge/facts.yaml`, the vocabulary, and the facts that every pack has without declaring them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from advisor import ir
from advisor.errors import Diagnostic, Place
from advisor.pack.fact_choices import Choices, read_choices
from advisor.pack.fact_values import check_places, clauses, days_over, with_otherwise, with_tried, with_usual
from advisor.value import read
from advisor.value.day import ordinals, parse_dates
from advisor.value.number import QuantityError, count_unit, parse_bounds, unit_named
from advisor.value.unit import UNITS
from advisor.yaml.fields import IDENTIFIER, Faults, Fields, described, mapping_of, named, text_of
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

KINDS = {kind.value: kind for kind in ir.Kind}
_MEASURED = (ir.Kind.NUMBER, ir.Kind.TABLE)
RESERVED = frozenset(
    ("pathway", "generic", "quoted", "name", "supplier", "standing", "score", "premium", "id", "quotes", "rates", "currency",
     "valid_until", "reference")
)  # fmt: skip


def read_interview_groups(fields: Fields) -> tuple[ir.Group, ...]:
    """Return the parts of the interview in order."""
    groups = []
    for node in fields.items("groups"):
        item = mapping_of(node, fields.faults, "a group")
        if item is not None:
            groups.append(ir.Group(id=item.text("id", needed=True), title=item.text("title", needed=True)))
            item.end()
    return tuple(groups)


class Declared(Struct):
    """The facts of a pack. choices: what each says of its own.

    assumed: what each assumes, to be read once all facts and figures are; growing: what it grows with, narrowing: what narrows it, likewise.
    """

    facts: dict[str, ir.FactType] = field(default_factory=dict)
    assumed: dict[str, Node] = field(default_factory=dict)
    growing: dict[str, tuple[tuple[Scalar, Node], ...]] = field(default_factory=dict)
    narrowing: dict[str, tuple[tuple[Scalar, Node], ...]] = field(default_factory=dict)
    choices: dict[str, Choices] = field(default_factory=dict)


def read_facts(
    fields: Fields, currency: str, groups: tuple[ir.Group, ...], files: Mapping[str, MappingNode] | None = None
) -> Declared:
    """Return the declared facts. files: choices that stand in a file of their own, by its name."""
    found = Declared()
    for key, node in fields.mapping("facts", needed=True):
        with fields.faults.entry(key.text, node, *_choices_elsewhere(node, files or {})):
            if not named(key, IDENTIFIER, fields.faults, "a fact", found.facts.__contains__):
                continue
            if key.text in RESERVED:
                fields.faults.add(key.at, f"{quoted(key.text)} is built in and cannot be declared")
                continue
            item = mapping_of(node, fields.faults, f"fact `{key.text}`")
            if item is not None:
                _declare(key, item, found, files or {}, currency, groups)
    _check_named(fields, found)
    return found


def _choices_elsewhere(node: Node, files: Mapping[str, MappingNode]) -> tuple[MappingNode, ...]:
    """Return the choices of a fact that stand in files of their own: with a fault among them none of them is there."""
    named_by = node.get("choices") if isinstance(node, MappingNode) else None
    parts = named_by.items if isinstance(named_by, SequenceNode) else (named_by,)
    return tuple(files[one.text] for one in parts if isinstance(one, Scalar) and one.text in files)


def _declare(
    key: Scalar, item: Fields, found: Declared, files: Mapping[str, MappingNode], currency: str, groups: tuple[ir.Group, ...]
) -> None:  # fmt: skip
    """Add a fact to those declared, unless there is a fault in it."""
    before = item.faults.count
    assume, growing, narrowing = item.take("assume"), item.mapping("grows_with"), item.mapping("narrowed_by")
    kind = KINDS.get(item.choice("kind", KINDS, needed=True))
    choices = read_choices(item, kind, found.choices, files)
    fact = _fact(key, item, kind, choices, currency, groups)
    if fact is None or item.faults.count > before:
        return
    found.facts[key.text] = fact
    found.choices[key.text] = choices
    if assume:
        found.assumed[key.text] = assume
    if growing:
        found.growing[key.text] = growing
    if narrowing:
        found.narrowing[key.text] = narrowing


def _check_named(fields: Fields, found: Declared) -> None:
    """Report what a fact says of others, or of its own choices, that there are not."""
    for fact in found.facts.values():
        others = (*fact.elsewhere, *fact.or_else, *fact.steps_of, *fact.sides, *fact.cure_if, fact.weighed_by)
        for name in filter(None, others):
            other = found.facts.get(name)
            if other is None or other.of != "order" or (name in fact.sides and other.unit != fact.unit):
                fields.faults.unknown(fact.at, "fact of an order", name, found.facts)
        check_places(fact, found.facts, fields.faults)
        if fact.implied and fact.implied not in fact.words:
            fields.faults.unknown(fact.at, f"choice of `{fact.name}`", fact.implied, fact.words)
        flags = [one.name for one in found.facts.values() if one.of == "order" and one.kind is ir.Kind.FLAG]
        if fact.fixed_by and fact.fixed_by not in flags:
            fields.faults.unknown(fact.at, "flag of an order", fact.fixed_by, flags)
        nothing = ("none",) if fact.kind is ir.Kind.SET else ()
        if fact.catch_all and fact.catch_all not in ("unknown", *nothing, *fact.words, *fact.choice_groups):
            fields.faults.unknown(
                fact.at, f"choice of `{fact.name}`", fact.catch_all, (*fact.words, *fact.choice_groups)
            )


def _fact(  # what a fact is read from
    key: Scalar, item: Fields, kind: ir.Kind | None, choices: Choices, currency: str, groups: tuple[ir.Group, ...]
) -> ir.FactType | None:
    faults = item.faults
    owner = item.choice("of", ("order", "option"), "order")
    node = item.need("unit") if kind in _MEASURED else item.take("unit")
    unit = read_unit(node, faults) if node is not None else None
    words = choices.words
    none_words = item.text("none")
    domain = _domain(item, kind, unit, words, none_words, currency)
    fact = {**_said(key, item, words, groups), **_cure(item, words if kind is ir.Kind.CHOICE else {})}
    told_of = {name: item.take(name) for name in ("usual", "near", "step", "tried", "otherwise")}
    item.end()
    if kind is None or domain is None:
        return None
    if fact["identifies"] and kind not in (ir.Kind.FLAG, ir.Kind.CHOICE):
        faults.add(item.at, f"fact `{key.text}` identifies an option, so it must be a flag or a choice")
    bare = ir.FactType(
        name=key.text, of="option" if owner == "option" else "order", kind=kind, domain=domain, at=key.at, unit=unit,
        words=words, choice_groups=choices.groups, group_words=choices.group_words, menu=tuple(choices.menu),
        densities=choices.densities, includes=choices.includes, none_words=none_words, **fact,  # type: ignore[arg-type]  # a dict of mixed kinds
    )  # fmt: skip
    how = read.ReadContext(currency=currency, faults=faults)
    if bare.is_limit and not none_words:
        faults.add(key.at, f"limit `{key.text}` needs words for `none`", "an order may have no such limit")
    usual = with_usual(bare, told_of["usual"], told_of["near"], told_of["step"], how)
    return with_otherwise(with_tried(usual, told_of["tried"], how), told_of["otherwise"], how)


def _cure(item: Fields, words: Mapping[str, str]) -> dict[str, object]:
    """Return whether a change of the fact may be offered as a cure, or the one choice that leaves it open. words: of a choice."""
    node = item.take("cure")
    if node is None or (isinstance(node, Scalar) and node.text in read.FLAGS):
        return {"is_cure": node is None or read.FLAGS[node.text]}
    if isinstance(node, Scalar) and node.text in words:
        return {"is_cure": False, "left_open": node.text}
    cure = "write true, false, or the choice that leaves the fact open"
    item.faults.add(node.at, f"`cure` must be true, false or a choice, got {described(node)}", cure)
    return {}


def _said(key: Scalar, item: Fields, words: Mapping[str, str], groups: tuple[ir.Group, ...]) -> dict[str, object]:
    """Return what is said of a fact whatever its kind is: what it is called, who is asked it, and what it is read by."""
    return {
        "label": item.text("label", key.text.replace("_", " ")),
        "group": item.choice("group", [group.id for group in groups]),
        "effort": item.whole("effort", 3, 1, 5),
        "actionable": item.flag("actionable"),
        "identifies": item.flag("identifies"),
        "span": item.flag("span"),
        "also": item.texts("also"),
        "is_limit": item.flag("limit"),
        "is_always_asked": item.flag("ask"),
        "is_for_clients": item.flag("client"),
        "opens": item.whole("opens", 0, 0, 9),
        "is_whichever": item.flag("whichever"),
        "elsewhere": item.texts("elsewhere"),
        "or_else": item.texts("or_else"),
        "steps_of": item.texts("steps_of"),
        "sides": item.texts("sides"),
        "over": days_over(item),
        "cure_if": item.texts("cure_if"),
        "clauses": clauses(item, words),
        "places": {key.text: text_of(node, item.faults, "a side") for key, node in item.mapping("places")},
        **{name: item.text(name) for name in ("catch_all", "implied", "weighed_by", "fixed_by", "question", "help")},
    }


def read_unit(node: Node, faults: Faults) -> ir.Unit | None:
    """Return the unit that a node names, or a count with nouns of its own; None after a report."""
    if isinstance(node, MappingNode):
        nouns = Fields(node, faults, "a unit")
        one, many = nouns.text("one", needed=True), nouns.text("many", needed=True)
        nouns.end()
        return count_unit(one, many)
    name = text_of(node, faults, "`unit`")
    unit = unit_named(name) if name else None
    if name and unit is None:
        faults.unknown(node.at, "unit", name, tuple(UNITS))
    return unit


def _domain(
    item: Fields, kind: ir.Kind | None, unit: ir.Unit | None, words: Mapping[str, str], none_words: str, currency: str
) -> ir.Possible | None:
    """Return every value the fact may have, or None after a report."""
    node = item.take("bounds")
    match kind:
        case ir.Kind.FLAG:
            return ir.OneOf((False, True))
        case ir.Kind.CHOICE:
            return ir.OneOf(tuple(words)) if words else None
        case ir.Kind.SET:
            return ir.Subset((), tuple(words)) if words else None
        case ir.Kind.TEXT:
            return ir.Text()
        case ir.Kind.DATE:
            return _bounds(node, item, None, none_words, currency)
        case ir.Kind.NUMBER | ir.Kind.TABLE if unit is not None:
            return _bounds(node, item, unit, none_words, currency)
        case _:
            return None


def _bounds(node: Node | None, item: Fields, unit: ir.Unit | None, none_words: str, currency: str) -> ir.Numbers | None:
    if not isinstance(node, Scalar):
        got = described(node) if node else "nothing"
        at = node.at if node else item.at
        item.miss("bounds", Diagnostic(at, f"a number or date needs `bounds`, got {got}", "write LOW..HIGH"))
        return None
    try:
        ends = ordinals(parse_dates(node.text)) if unit is None else parse_bounds(node.text, unit, currency=currency)
    except QuantityError as error:
        item.faults.add(node.at, f"`bounds`: {error.message}", error.help)
        return None
    low, high = ends
    if low is None or high is None or low > high or high >= ir.UNLIMITED or low <= -ir.UNLIMITED:
        item.faults.add(node.at, f"`bounds` needs both ends, low to high, got {quoted(node.text)}")
        return None
    return ir.Numbers(low, high, bool(none_words))


# --- built in ---------------------------------------------------------------------------------------------------------
LABELS = {
    "close": "prices as known do not decide",
    "settled": "the answer is settled",
    "firm": "the answer is firm",
    "fits": "nothing counts against the winner",
    "has_winner": "an option stands",
    "has_runner_up": "another pathway stands too",
    "generic": "a generic row decides",
    "quoted": "a supplier's quote",
    "missing_documents": "required documents missing",
}
_COUNT = ir.Unit(name="units", dimension=(), one="document", many="documents")


def built_in(pathways: Mapping[str, str], process: ir.FactType | None) -> dict[str, ir.FactType]:
    """Return path -> type of what every pack has. pathways: id -> words; process: the fact of the order whose choices and groups an option's are."""
    processes, groups = (process.words, process.choice_groups) if process else ({}, {})
    labels = ("fits", "at_risk", "undecided", "unlikely", "excluded")
    standings = {label: label.replace("_", " ") for label in labels}
    flags = ("close", "settled", "firm", "fits", "has_winner", "has_runner_up", "generic")
    facts = [
        _built_in("option.pathway", ir.Kind.CHOICE, ir.OneOf(tuple(pathways)), pathways),
        _built_in(
            "option.process",
            ir.Kind.CHOICE,
            ir.OneOf(tuple(dict.fromkeys((*processes, "any")))),
            {**processes, "any": "any process"},
            groups=groups,
        ),
        *(_built_in(f"option.{name}", ir.Kind.FLAG, ir.OneOf((False, True))) for name in ("generic", "quoted")),
        *(_built_in(f"option.{name}", ir.Kind.TEXT, ir.Text()) for name in ("name", "supplier")),
        _built_in("option.standing", ir.Kind.CHOICE, ir.OneOf(tuple(standings)), standings),
        *(
            _built_in(f"option.{name}", ir.Kind.NUMBER, ir.Numbers(-99999, 99999), unit=UNITS["points"])
            for name in ("score", "premium")
        ),
        *(_built_in(f"advice.{name}", ir.Kind.FLAG, ir.OneOf((False, True))) for name in flags),
        _built_in("advice.missing_documents", ir.Kind.NUMBER, ir.Numbers(0, 1000), unit=_COUNT),
    ]
    return {f"{fact.group}.{fact.name}": fact for fact in facts}


def _built_in(
    path: str,
    kind: ir.Kind,
    domain: ir.Possible,
    words: Mapping[str, str] | None = None,
    unit: ir.Unit | None = None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
) -> ir.FactType:
    group, name = path.split(".")
    return ir.FactType(
        name=name, of="option", kind=kind, domain=domain, at=Place("built in"), unit=unit, words=words or {},
        choice_groups=groups or {}, label=LABELS.get(name, name.replace("_", " ")), group=group,
    )  # fmt: skip
