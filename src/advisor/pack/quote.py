"""Reading quotes: what a supplier really asked, as an option of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from contextlib import suppress
from datetime import date
from itertools import chain, count, pairwise

from msgspec.structs import replace

from advisor import ir
from advisor.errors import Place
from advisor.meaning.path import name_in
from advisor.pack.fact_values import option_value
from advisor.pack.option import ANY, OptionContext, built_in_values, left_out, named_by
from advisor.pack.quoted_by import in_choices, pathway_of
from advisor.pack.rates import CODE, absent, read_day
from advisor.value import read, word_match
from advisor.value.day import QuantityError, parse_dates
from advisor.value.word_match import normal
from advisor.yaml.fields import Fields, described, mapping_of, text_of
from advisor.yaml.node import MappingNode, Node, Scalar
from advisor.yaml.text import quoted, slug

NO_RATES: Mapping[str, ir.Rate] = {}


def read_quotes(
    nodes: tuple[Node, ...],
    shelf: OptionContext,
    how: read.ReadContext,
    *,
    rates: Mapping[str, ir.Rate] = NO_RATES,
    taken: Container[str] = (),
) -> tuple[ir.Option, ...]:
    """Return the quotes as options, each under an id of its own; faulty ones are reported and left out.

    rates: currency -> its rate into the pack's. taken: ids that other quotes of the order have.
    """
    found: dict[str, ir.Option] = {}
    called = {} if how.lexicon is None else _names(shelf.facts)
    for number, node in enumerate(nodes, start=1):
        item = mapping_of(_by_own_names(node, called, shelf.lexicon), shelf.faults, "a quote")
        if item is not None:
            option = _quote(item, number, shelf, replace(how, rate=_rate(item, how, rates), rates=rates, used=[]))
            name = _free(option.id, lambda one: one in found or one in taken)
            found[name] = replace(option, id=name, said=_plain(node))
    return tuple(found.values())


def _names(facts: Mapping[str, ir.FactType]) -> dict[str, str]:
    """Return every key of a quote by how it is compared: its name, and the label of a fact."""
    labels = {_bare(fact.label): fact.name for fact in facts.values()}
    return labels | {_bare(name): name for name in (*ir.QUOTE_KEYS, *facts)}


def _bare(key: str) -> str:
    """Return a key as it is compared: small letters, one space for all that is no letter or digit."""
    return re.sub(r"[\W_]+", " ", key.casefold()).strip()


def _by_own_names(node: Node, called: Mapping[str, str], lexicon: ir.Lexicon) -> Node:
    """Return a quote, each key that a person writes in other words under its own name, unless that is said twice: `unit cost`, `price each`."""
    if not isinstance(node, MappingNode) or not called:
        return node
    names = [called.get(_bare(key.text)) or _word(key.text, lexicon) for key, _ in node.entries]
    said = Counter(names)
    entries = tuple(
        (replace(key, text=name) if said[name] == 1 else key, value)
        for (key, value), name in zip(node.entries, names, strict=True)
    )
    return replace(node, entries=entries)


def _word(key: str, lexicon: ir.Lexicon) -> str:
    """Return the key of a quote that people call so, the text itself if there is none."""
    return lexicon.quotes.get(normal(key, lexicon.spellings), key)


def _free(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return the name, numbered from 2 on if it is taken."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(one for one in names if not is_taken(one))


def _rate(item: Fields, how: read.ReadContext, rates: Mapping[str, ir.Rate]) -> ir.Rate | None:
    """Return the rate of the currency that a quote is in, None for the pack's own; one that is not known is reported."""
    node = item.take("currency")
    text = node.text.strip() if isinstance(node, Scalar) else ""
    if node is None or text == how.currency:
        return None
    if not CODE.fullmatch(text):
        item.faults.add(node.at, f"`currency` must be three capitals, such as USD, got {described(node)}")
        return None
    return rates.get(text) or absent(text, how.currency, node.at, item.faults)


def _plain(node: Node) -> object:
    """Return a node as texts, lists and mappings of texts."""
    match node:
        case Scalar(text):
            return text
        case MappingNode(entries):
            return {key.text: _plain(value) for key, value in entries}
        case _:
            return [_plain(one) for one in node.items]


def _quote(item: Fields, number: int, shelf: OptionContext, how: read.ReadContext) -> ir.Option:
    supplier = item.text("supplier", needed=True)
    process = _process(item, shelf)
    pathway = _pathway(item, supplier, process, shelf)
    valid_until, reference = _last_day(item, how), item.text("reference")
    if pathway and not shelf.pathways[pathway].takes_quotes:
        item.faults.add(item.at, f"{shelf.pathways[pathway].name} takes no quotes")
    places: dict[str, Place] = {}
    values = _said(item, shelf, how, places)
    _check_ladder(shelf, values, places, item)
    values |= _smallest_order(shelf.vocabulary.roles, values)
    values |= left_out(values, shelf.facts, shelf.derived, item, "")
    name = f"{supplier} ({named_by(shelf, pathway, process)})"
    return ir.Option(
        id=slug(f"quote-{supplier}-{process}") or f"quote-{number}", pathway=pathway, process=process, name=name,
        generic=False, applies=ir.TRUE, sources=(), figures={}, at=item.at, supplier=supplier, is_quote=True,
        values=built_in_values(pathway, process, name, quoted_by=supplier or "quote") | values,
        rate=how.rate or next(iter(how.used), None), valid_until=valid_until, reference=reference,
    )  # fmt: skip


def _pathway(item: Fields, supplier: str, process: str, shelf: OptionContext) -> str:
    node = item.take("pathway")
    return (
        pathway_of(item, supplier, process, shelf) if node is None else _called(node, "pathway", shelf.pathways, shelf)
    )


def _process(item: Fields, shelf: OptionContext) -> str:
    node = item.take("process")
    return ANY if node is None else _called(node, "process", (*shelf.processes, ANY), shelf, ANY)


def _called(node: Node, key: str, known: Iterable[str], shelf: OptionContext, default: str = "") -> str:
    """Return the pathway or process that a quote names in its supplier's words, the default after a report."""
    text = text_of(node, shelf.faults, f"`{key}`")
    meant = word_match.meant(text, key, shelf.lexicon)
    named = word_match.pathway(text, shelf.lexicon) if key == "pathway" else str(meant[0]) if len(meant) == 1 else text
    several = [f"`{one}`" for one in known if one in meant]
    if text and named not in known and len(several) > 1:
        shelf.faults.add(node.at, f"`{key}` {quoted(text)} is one of several", f"write which: {', '.join(several)}")
        return default
    if text and named not in known:
        shelf.faults.unknown(node.at, f"`{key}`", text, known)
        return default
    return named or default


def _last_day(item: Fields, how: read.ReadContext) -> date | None:
    """Return the last day on which a quote stands, as the pack writes days, else as people do: `31.1.27`, `end of March`."""
    node = item.take("valid_until")
    if how.lexicon is not None and isinstance(node, Scalar):
        if word_match.is_unknown(node.text, how.lexicon):
            return None
        with suppress(QuantityError):
            return parse_dates(node.text, as_of=how.as_of, typed=True)[1]
    return None if node is None else read_day(node, "valid_until", item.faults)


def _said(
    item: Fields, shelf: OptionContext, how: read.ReadContext, places: dict[str, Place]
) -> dict[str, ir.OptionValue]:
    """Return path -> value of the option's facts that a quote says, and note where each is said."""
    values: dict[str, ir.OptionValue] = {}
    for key, node in item.rest():
        fact = shelf.facts.get(key.text)
        if fact is None:
            how.faults.unknown(key.at, "fact of a quote", key.text, (*ir.QUOTE_KEYS, *shelf.facts))
        else:
            if _is_unknown(node, fact, how):
                continue
            places[f"option.{fact.name}"] = key.at
            told = node if how.lexicon is None else in_choices(node, fact, shelf)
            _say(key, told, fact, values, how)
    return values


def _is_unknown(node: Node, fact: ir.FactType, how: read.ReadContext) -> bool:
    """Return whether a quote says of a number that it is not known yet: `tbd`, `n/a`."""
    if how.lexicon is None or not isinstance(node, Scalar) or not node.text:
        return False
    return fact.kind in (ir.Kind.NUMBER, ir.Kind.TABLE) and word_match.is_unknown(node.text, how.lexicon)


def _say(key: Scalar, node: Node, fact: ir.FactType, values: dict[str, ir.OptionValue], how: read.ReadContext) -> None:
    found = option_value(node, fact, how)
    if found is not None and f"option.{fact.name}" in values:
        how.faults.add(key.at, f"{quoted(key.text)} is said twice, once under another name")
    values[f"option.{fact.name}"] = found or ir.Text()  # what cannot be read was said all the same


def _check_ladder(
    shelf: OptionContext, values: dict[str, ir.OptionValue], places: Mapping[str, Place], item: Fields
) -> None:
    """Report prices that a smaller order than the first would have to be guessed from, or that rise with the quantity.

    Where the order is no smaller than the first, nothing has to be guessed: none is priced below it.
    """
    roles = shelf.vocabulary.roles
    table, moq, amount = values.get(roles.unit_price), values.get(roles.least), shelf.given.get(roles.amount)
    if not isinstance(table, ir.SpanTable):
        return
    first, at = table.rows[0][0], places[roles.unit_price]
    is_below = isinstance(moq, ir.Numbers) and max(moq.low, 1) < first
    if is_below and isinstance(amount, ir.Numbers) and amount.low >= first:
        values[roles.least] = ir.Numbers(first, first)
    elif is_below and isinstance(moq, ir.Numbers):
        told = f"the smallest order is {max(moq.low, 1):,} units, and no price is said below {first:,} units"
        item.faults.add(
            places[roles.least], told, f"write `{name_in(roles.least)}: {first}`, or a price at {max(moq.low, 1)}"
        )
    for (before, less), (start, more) in pairwise(table.rows):
        if more.low > less.high:
            told = f"the price rises with the quantity: it is higher at {start:,} units than at {before:,} units"
            item.faults.add(at, told, "swap the two prices; if it is meant, write both at each, as LOW..HIGH")


def _smallest_order(roles: ir.PackRoles, values: Mapping[str, ir.OptionValue]) -> dict[str, ir.OptionValue]:
    """Return the MOQ of a quote that names none: its smallest price break, else 1."""
    if roles.least in values:
        return {}
    table = values.get(roles.unit_price)
    least = max(1, table.rows[0][0]) if isinstance(table, ir.SpanTable) else 1
    return {roles.least: ir.Numbers(least, least)}
