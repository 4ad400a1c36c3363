"""Reading what is claimed, by whom: `sources.yaml`, `figures.yaml` and `contradictions.yaml`."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from advisor import ir
from advisor.pack.fact_types import read_unit
from advisor.value import read
from advisor.value.choices import member_names
from advisor.value.number import QuantityError, parse_date, parse_number, rate_unit
from advisor.value.span import read_span
from advisor.value.unit import UNITS
from advisor.yaml.fields import IDENTIFIER, SLUG, Faults, Fields, mapping_of, named, text_of
from advisor.yaml.node import MappingNode, Node, Scalar

SOURCE_KINDS = ("guide", "paper", "tariff", "law", "own judgement", "own measurement")


def read_sources(fields: Fields) -> dict[str, ir.Source]:
    """Return the bibliography by id."""
    sources: dict[str, ir.Source] = {}
    for key, node in fields.mapping("sources", needed=True):
        with fields.faults.entry(key.text, node):
            item = mapping_of(node, fields.faults, f"source `{key.text}`")
            if item is not None and named(key, SLUG, fields.faults, "a source", sources.__contains__):
                sources[key.text] = _source(key, item)
    return sources


def _source(key: Scalar, item: Fields) -> ir.Source:
    sections = {name.text: text_of(told, item.faults, "a section") for name, told in item.mapping("sections")}
    source = ir.Source(
        id=key.text,
        title=item.text("title", needed=True),
        address=item.text("address"),
        date=item.text("date"),
        kind=item.choice("kind", SOURCE_KINDS, needed=True),
        sections=sections,
        at=key.at,
    )
    item.end()
    return source


def read_source(item: Fields, sources: Mapping[str, ir.Source], what: str) -> tuple[str, ...]:
    """Return the sources a `source` key names; its absence is a finding."""
    node = item.take("source")
    if node is None:
        item.faults.note(item.at, f"{what} has no source", "say who claims it: `source: ID#section`")
        return ()
    nodes = getattr(node, "items", (node,))
    named_sources = [(one, text_of(one, item.faults, "`source`")) for one in nodes]
    return tuple(text for one, text in named_sources if text and _exists(text, one, sources, item.faults))


def _exists(text: str, node: Node, sources: Mapping[str, ir.Source], faults: Faults) -> bool:
    name, _, section = text.partition("#")
    if name not in sources:
        faults.unknown(node.at, "source", name, sources)
        return False
    if section and section not in sources[name].sections:
        faults.unknown(node.at, f"section of source `{name}`", section, sources[name].sections)
        return False
    return True


# --- figures ----------------------------------------------------------------------------------------------------------
class _Measure(Struct, frozen=True, kw_only=True):
    unit: ir.Unit
    per: int
    how: read.ReadContext
    what: str


def read_figures(
    fields: Fields, currency: str, facts: Mapping[str, ir.FactType], sources: Mapping[str, ir.Source]
) -> dict[str, ir.FigureType]:
    """Return the figures by name."""
    figures: dict[str, ir.FigureType] = {}
    how = read.ReadContext(currency=currency, faults=fields.faults)
    for key, node in fields.mapping("figures", needed=True):
        before = fields.faults.count
        with fields.faults.entry(key.text):
            item = mapping_of(node, fields.faults, f"figure `{key.text}`")
            if item is None or not named(key, IDENTIFIER, fields.faults, "a figure", figures.__contains__):
                continue
            figure = _figure(key, item, how, facts, sources)
            item.end()
            if figure is not None and fields.faults.count == before:
                figures[key.text] = figure
    return figures


def _figure(
    key: Scalar, item: Fields, how: read.ReadContext, facts: Mapping[str, ir.FactType], sources: Mapping[str, ir.Source]
) -> ir.FigureType | None:
    what = f"figure `{key.text}`"
    unit, per = _unit(item)
    node, likely, by = item.need("value"), item.take("likely"), item.take("by")
    cases = item.mapping("cases")
    told = {name: item.text(name) for name in ("quote", "note")}
    dates = {name: _date(item, name) for name in ("as_of", "from", "until")}
    label = item.text("label", key.text.replace("_", " "))
    source = read_source(item, sources, what)
    steps_by = _steps_by(item, isinstance(node, MappingNode))
    if node is None or unit is None:
        return None
    measure = _Measure(unit=unit, per=per, how=how, what=what)
    rows = _rows(node, steps_by, measure) if isinstance(node, MappingNode) and steps_by else ()
    span = _whole(rows) if isinstance(node, MappingNode) else _span(node, measure)
    if span is not None and likely is not None:
        span = _with_likely(span, likely, measure)
    fact = _by(by, facts, how.faults) if by is not None else None
    spans = _cases(cases, fact, measure) if fact else ()
    if span is None:
        return None
    return ir.FigureType(
        name=key.text, value=span, unit=unit, at=key.at, label=label, sources=source,
        quote=told["quote"], note=told["note"], as_of=dates["as_of"], valid_from=dates["from"], until=dates["until"],
        by=fact.name if fact else "", cases=spans, per=per, rows=rows, steps_by=steps_by,
    )  # fmt: skip


def _unit(item: Fields) -> tuple[ir.Unit | None, int]:
    """Return a figure's unit and, for a rate, its denominator in base units."""
    node = item.need("unit")
    if node is None:
        return None, 1
    rate = rate_unit(node.text) if isinstance(node, Scalar) and " per " in node.text else None
    return rate or (read_unit(node, item.faults), 1)


def _span(node: Node, measure: _Measure) -> ir.Span | None:
    if isinstance(node, Scalar) and measure.per != 1 and " per " in node.text:
        node = Scalar(node.text.partition(" per ")[0].strip(), node.plain, node.at)
    return read_span(node, _money(measure), measure.how, measure.what)


def _steps_by(item: Fields, is_table: bool) -> ir.Unit | None:  # noqa: FBT001  # the one thing that decides
    """Return the unit of a table's arguments, units unless it says another; None where the figure is no table."""
    node = item.take("steps_by")
    if node is not None and not is_table:
        item.faults.add(node.at, "only a table goes by steps", "write `value: {1: EUR 9, 100: EUR 7}`")
        return None
    if not is_table:
        return None
    return UNITS["units"] if node is None else read_unit(node, item.faults)


def _rows(node: MappingNode, steps_by: ir.Unit, measure: _Measure) -> tuple[tuple[int, int], ...]:
    """Return a table's rows, ascending; each is one number."""
    rows: dict[int, int] = {}
    for key, said in node.entries:
        row = _span(said, measure)
        try:
            start = parse_number(key.text, steps_by, currency=measure.how.currency)
        except QuantityError as error:
            measure.how.faults.add(key.at, f"{measure.what}: {error.message}", error.help)
            continue
        if row is not None and row.low != row.high:
            measure.how.faults.add(said.at, f"a row of {measure.what} must be one number")
        elif row is not None:
            rows[start] = row.low
    if not rows:
        measure.how.faults.add(node.at, f"{measure.what} needs at least one row")
    return tuple(sorted(rows.items()))


def _whole(rows: tuple[tuple[int, int], ...]) -> ir.Span | None:
    """Return the span of every row together; its likely reading is the first row."""
    values = [value for _, value in rows]
    return ir.Span(low=min(values), likely=values[0], high=max(values)) if values else None


def _money(measure: _Measure) -> ir.Unit:
    """Return the unit a figure's number is written in; a rate is written as money."""
    return ir.Unit(name="money", dimension=(("money", 1),)) if measure.per != 1 else measure.unit


def _with_likely(span: ir.Span, node: Node, measure: _Measure) -> ir.Span:
    one = _span(node, measure)
    if one is None:
        return span
    if not span.low <= one.likely <= span.high:
        measure.how.faults.add(node.at, f"`likely` of {measure.what} must lie within its value")
        return span
    return ir.Span(low=span.low, likely=one.likely, high=span.high)


def _by(node: Node, facts: Mapping[str, ir.FactType], faults: Faults) -> ir.FactType | None:
    name = text_of(node, faults, "`by`")
    fact = facts.get(name)
    if name and (fact is None or fact.of != "order" or fact.kind is not ir.Kind.CHOICE):
        choices = [one.name for one in facts.values() if one.of == "order" and one.kind is ir.Kind.CHOICE]
        faults.unknown(node.at, "choice fact of the order", name, choices)
        return None
    return fact


def _cases(
    cases: tuple[tuple[Scalar, Node], ...], fact: ir.FactType, measure: _Measure
) -> tuple[tuple[str, ir.Span], ...]:
    found: list[tuple[str, ir.Span]] = []
    for key, node in cases:
        members = member_names(key, fact, measure.how.faults)
        span = _span(node, measure)
        if span is not None:
            found.extend((member, span) for member in members)
    return tuple(found)


def _date(item: Fields, key: str) -> str:
    node = item.take(key)
    text = text_of(node, item.faults, f"`{key}`") if node is not None else ""
    if node is not None and text:
        try:
            return parse_date(text).isoformat()
        except QuantityError as error:
            item.faults.add(node.at, f"`{key}`: {error.message}", error.help)
    return ""


# --- contradictions ---------------------------------------------------------------------------------------------------
def read_contradictions(fields: Fields, figures: Mapping[str, ir.FigureType]) -> dict[str, ir.Contradiction]:
    """Return where the sources contradict each other, by id."""
    found: dict[str, ir.Contradiction] = {}
    for node in fields.items("contradictions"):
        item = mapping_of(node, fields.faults, "a contradiction")
        if item is None:
            continue
        name = item.text("id", needed=True)
        claims = item.texts("claims", needed=True)
        for claim in claims:
            if claim not in figures:
                fields.faults.unknown(item.at, "figure", claim, figures)
        found[name] = ir.Contradiction(
            id=name,
            title=item.text("title", needed=True),
            claims=tuple(claim for claim in claims if claim in figures),
            chosen=item.choice("chosen", claims),
            because=item.text("because", needed=True),
            at=item.at,
        )
        item.end()
    return found
