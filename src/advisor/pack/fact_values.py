"""What a fact says of its own values: which are usual, near or tried, what it is otherwise, and how they are said in a clause."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from advisor.ir import ANY_VALUE, FactType, FigureType, Kind, Numbers, OptionValue, Subset
from advisor.meaning.as_assumed import EMPTY
from advisor.value import read
from advisor.value.number import QuantityError, parse_number, unit_named
from advisor.value.span import lies_within, read_span, read_span_table
from advisor.value.unit import UNITS, WHOLE
from advisor.value.word_match import NOTHING, is_none
from advisor.yaml.fields import Faults, Fields, text_of
from advisor.yaml.node import MappingNode, Node, Scalar
from advisor.yaml.text import quoted

FIGURE, OTHERWISE = "figure.", "otherwise"
_FLAGS = ("yes", "no")


def clauses(item: Fields, words: Mapping[str, str]) -> Mapping[str, str]:
    """Return how values are said in a clause: one text for each, or value -> text, of a flag `yes` and `no`, of a set also `none`; `otherwise` of the rest."""
    node = item.take("clause")
    if not isinstance(node, MappingNode):
        told = "" if node is None else text_of(node, item.faults, "`clause`")
        return {ANY_VALUE: told} if told else {}
    known = (*words, NOTHING, OTHERWISE) if words else (*_FLAGS, OTHERWISE)
    for key, _ in node.entries:
        if key.text not in known:
            item.faults.unknown(key.at, "value", key.text, known)
    texts = {key.text: text_of(text, item.faults, "`clause`") for key, text in node.entries}
    return {ANY_VALUE if key == OTHERWISE else key: text for key, text in texts.items()}


def check_places(fact: FactType, facts: Mapping[str, FactType], faults: Faults) -> None:
    """Report what a fact says of places that are no fact of the order, or of sides that are no choice of its own."""
    for name, side in fact.places.items():
        if name != OTHERWISE and (name not in facts or facts[name].kind is not Kind.CHOICE):
            faults.unknown(fact.at, "place of an order", name, facts)
        if side not in fact.words:
            faults.unknown(fact.at, f"choice of `{fact.name}`", side, fact.words)


def days_over(item: Fields) -> int:
    """Return of how many days a number is (`over: 1 week`), 0 if of no time."""
    node = item.take("over")
    text = None if node is None else text_of(node, item.faults, "`over`")
    if node is None or not text:
        return 0
    try:
        days = parse_number(text, UNITS["days"], currency="")
    except QuantityError as error:
        item.faults.add(node.at, f"`over`: {error.message}", error.help)
        return 0
    if days < 1:
        item.faults.add(node.at, f"`over` must be a day or more, got {quoted(text)}", "write 1 week, or leave it out")
        return 0
    return days


def with_usual(
    fact: FactType, usual: Node | None, near: Node | None, step: Node | None, how: read.ReadContext
) -> FactType:
    if usual is not None:
        fact = replace(fact, usual=read.possible(usual, fact, how))
    if near is not None:
        shares = read_span(near, share, how, "`near`") if (share := unit_named("share")) else None
        if fact.kind is not Kind.NUMBER or (shares and not shares.low <= WHOLE <= shares.high):
            how.faults.add(near.at, "`near` is two shares of a number about 100 %", "write it as 50 %..200 %")
        elif shares:
            fact = replace(fact, near=(shares.low, shares.high))
    if step is not None and fact.unit is not None:
        found = read_span(step, fact.unit, how, "`step`")
        if fact.kind is not Kind.NUMBER or (found and not 0 < found.low == found.high):
            how.faults.add(step.at, "`step` is one number above 0", "let it be what such numbers are multiples of")
        elif found:
            fact = replace(fact, step=found.low)
    return fact


def with_tried(fact: FactType, tried: Node | None, how: read.ReadContext) -> FactType:
    if tried is None or fact.unit is None:
        return fact
    found = read_span(tried, fact.unit, how, "`tried`")
    if fact.kind is not Kind.NUMBER or (found and not 0 < found.low < found.high):
        how.faults.add(
            tried.at, "`tried` is two numbers above 0", "write where a slider begins and how far it goes, as 120..200"
        )
        return fact
    return replace(fact, tried=Numbers(found.low, found.high)) if found else fact


def with_otherwise(fact: FactType, otherwise: Node | None, how: read.ReadContext) -> FactType:
    if otherwise is not None and fact.of == "order" and fact.question:
        told = f"`{fact.name}` is asked, so it is nothing `otherwise`: while it is not said, any value may be"
        how.faults.add(otherwise.at, told, "write `assume` for what stands for it meanwhile")
        return fact
    if isinstance(otherwise, Scalar) and otherwise.text.startswith(FIGURE):
        return replace(fact, otherwise_figure=otherwise.text.removeprefix(FIGURE))
    if otherwise is not None:
        fact = replace(fact, otherwise=option_value(otherwise, fact, how))
    return fact


def with_figures(
    facts: Mapping[str, FactType], figures: Mapping[str, FigureType], faults: Faults
) -> dict[str, FactType]:
    """Return the facts, those that are a figure `otherwise` with its value; one that does not fit is reported."""
    return {name: _with_figure(fact, figures, faults) for name, fact in facts.items()}


def _with_figure(fact: FactType, figures: Mapping[str, FigureType], faults: Faults) -> FactType:
    if not fact.otherwise_figure:
        return fact
    figure = figures.get(fact.otherwise_figure)
    if figure is None:
        faults.unknown(fact.at, "figure", fact.otherwise_figure, figures)
        return fact
    span, domain = figure.value, fact.domain
    fits = (
        isinstance(domain, Numbers) and domain.low <= span.low and span.high <= domain.high and fact.kind is Kind.NUMBER
    )
    same = fact.unit is not None and figure.unit.dimension == fact.unit.dimension and not figure.by and not figure.rows
    if not (fits and same and (fact.span or span.low == span.high)):
        told = f"`figure.{figure.name}` does not fit `{fact.name}`"
        faults.add(fact.at, told, "its unit or bounds differ, it is uncertain, or it goes by a choice")
        return fact
    return replace(fact, otherwise=span if fact.span else Numbers(span.low, span.low))


def option_value(node: Node, fact: FactType, how: read.ReadContext) -> OptionValue | None:
    """Return what an option says of a fact: a span or table where the fact is one, else one known value."""
    if fact.kind is Kind.TABLE and fact.unit is not None:
        table = read_span_table(node, fact.unit, how, f"`{fact.name}`")
        return table if table and lies_within(table, fact, node.at, how) else None
    if fact.span and fact.unit is not None:
        if how.lexicon is not None and isinstance(node, Scalar) and is_none(node.text, how.lexicon):
            node = replace(node, text="0")
        one = read_span(node, fact.unit, how, f"`{fact.name}`")
        return one if one and lies_within(one, fact, node.at, how) else None
    return read.possible(node, fact, how)


def cases_of(fact: FactType) -> dict[str, tuple[bool | str, ...]]:
    """Return the cases that a fact can be looked up by, as written: a choice, or all those of a choice group."""
    if fact.kind is Kind.FLAG:
        return {"true": (True,), "false": (False,)}
    if fact.kind not in (Kind.CHOICE, Kind.SET):
        return {}
    cases: dict[str, tuple[bool | str, ...]] = {name: (name,) for name in fact.words}
    if isinstance(fact.domain, Subset):
        return {**cases, EMPTY: (EMPTY,)}
    return {**fact.choice_groups, **cases}
