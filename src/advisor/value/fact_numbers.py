"""The numbers and days of a fact, read as the pack writes them or as people do, within the fact's bounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor import ir
from advisor.value.among import VAGUE, among, note_ends
from advisor.value.amount import EACH
from advisor.value.day import Unsettled, Vague, ordinals, parse_dates
from advisor.value.hedge import in_hundreds
from advisor.value.listed import named, names_in, on_sides
from advisor.value.measure import is_measure
from advisor.value.no_number import is_rate, says_no_number
from advisor.value.number import QuantityError, parse_bounds, parse_sides
from advisor.value.of_one import is_for_another
from advisor.value.pace import Ends, paced
from advisor.value.several import clauses
from advisor.value.unit import COUNT, MONEY, SHARE, converted, written
from advisor.value.weight import volume_of
from advisor.value.word_match import is_none, normal, without_cue, without_lead
from advisor.yaml.fields import Faults, described
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    from advisor.value.read import ReadContext

OPEN, OR = "..", " or "
"""How the pack writes an open end, and what stands before another reading."""


def numbers(node: Node, fact: ir.FactType, how: ReadContext) -> ir.Numbers | None:
    """Return a number, span or `none` within the fact's bounds, or None after a report."""
    if how.lexicon is not None and (many := names_in(node, fact.name, how.lexicon)):
        return _worded(Scalar(many, plain=True, at=node.at), str(len(many.split(", "))), fact, how)
    node = _in_one_text(node, fact, how.lexicon) if how.lexicon is not None else node
    if not isinstance(node, Scalar) or not node.text:
        how.faults.add(node.at, f"`{fact.name}` must be {_wanted(fact)}, got {described(node)}")
        return None
    domain = fact.domain
    if not isinstance(domain, ir.Numbers):
        raise TypeError(f"`{fact.name}` has no bounds")
    if said := how.lexicon and how.lexicon.choices.get(fact.name, {}).get(normal(node.text, how.lexicon.spellings)):
        return _worded(node, str(said[0]), fact, how)
    if fact.none_words and (node.text == "none" or _says_none(node.text, fact, how)):
        return ir.NONE
    if _may_be_zero(fact) and _says_none(node.text, fact, how):
        return ir.Numbers(0, 0)
    if _may_be_zero(fact) and (some := _some(node, fact, domain, how)):
        return some
    if fact.none_words and (rest := _before_none(node.text, fact, how)):
        return _or_none(node, rest, fact, how)
    ends = _marked(node, fact, how) or bounds(node, fact, how)
    if ends is None:
        return None
    if ends == VAGUE:
        how.note(fact, node.text, domain, "unknown")
        return domain
    low, high = (domain.low if ends[0] is None else ends[0]), (domain.high if ends[1] is None else ends[1])
    if low < domain.low or high > domain.high or low > high:
        _outside(node, fact, domain, how)
        return None
    return ir.Numbers(low, high, ends[1] is None and domain.or_none)


def _in_one_text(node: Node, fact: ir.FactType, lexicon: ir.Lexicon) -> Node:
    """Return a list, or of sides a block, as the text that says the same: `[100, 200]` is one of both, `{width: 30 cm, height: 20 cm}` sides.

    Of what has names, `[black, red]`, it is all of them.
    """
    parts = node.items if isinstance(node, SequenceNode) else ()
    if isinstance(node, MappingNode) and fact.sides:
        parts = tuple(value for _, value in node.entries)
    texts = [one.text for one in parts if isinstance(one, Scalar)]
    if not texts or len(texts) < len(parts):
        return node
    unit = next((one for one in texts if fact.sides and is_measure(one)), "")
    texts = [f"{one} {unit}" if unit and one[-1:].isdigit() else one for one in texts if one != unit]
    is_named = any(one[:1].isalpha() for one in texts) and fact.name in lexicon.counted
    return Scalar((" x " if fact.sides else ", " if is_named else OR).join(texts), plain=True, at=node.at)


def _outside(node: Scalar, fact: ir.FactType, domain: ir.Numbers, how: ReadContext) -> None:
    """Report that a number leaves the fact's bounds."""
    limits = (
        f"must be from {shown_bound(domain.low, fact, how.currency)} to {shown_bound(domain.high, fact, how.currency)}"
    )
    how.faults.add(node.at, f"`{fact.name}` {limits}, got {quoted(node.text)}")


def bounds(node: Scalar, fact: ir.FactType, how: ReadContext) -> Ends | None:
    """Return the ends as written (None where open), or None after a report."""
    try:
        if fact.kind is ir.Kind.DATE:
            return _days(node, fact, how)
        if fact.unit is None:
            raise TypeError(f"`{fact.name}` has no unit")
        if how.lexicon is None:
            return ends_of(node.text, fact.unit, how)
        return _typed(node, fact, fact.unit, how)
    except Vague:
        return VAGUE
    except QuantityError as error:
        is_read = isinstance(error, Unsettled)
        is_other = how.lexicon is not None and (
            is_for_another(node.text, fact, how.lexicon) or is_rate(node.text, fact, how.lexicon)
        )
        is_vague = how.lexicon is not None and not is_read and says_no_number(node.text, fact, how.lexicon)
        is_named = not any(
            one.isdigit() for one in node.text
        )  # `end of March (trade fair)`, but not `RAL 7016` of colours
        may_be_among = not (how.is_whole or is_other) and (is_named or not is_vague)
        if may_be_among and (ends := among(node, fact, how, bounds)):
            return ends
        if is_vague:
            return VAGUE
        is_none = fact.none_words and how.lexicon is None and not any(one.isdigit() for one in node.text)
        how.faults.add(
            node.at, f"`{fact.name}`: {error.message}", "write a number, or `none`" if is_none else error.help
        )
        return None


def _worded(node: Scalar, number: str, fact: ir.FactType, how: ReadContext) -> ir.Numbers | None:
    """Return the number that a word of the pack's says of a fact, `full time` of hours a week."""
    found = numbers(replace(node, text=number), fact, how)
    if found is not None:
        how.notes.append(ir.ReadAs(path=f"order.{fact.name}", text=node.text, value=found))
    return found


def _marked(node: Scalar, fact: ir.FactType, how: ReadContext) -> tuple[int, int] | None:
    """Return the number that a trade writes so, `4/0` for four colours, `16 ga` for the thickness of a sheet, or by the names of all, as both ends; None where none does."""
    if how.lexicon is None:
        return None
    words = (fact.name, how.lexicon)
    mark = how.lexicon.marks.get(fact.name, {}).get(node.text.strip().casefold())
    number = mark or named(node.text, *words) or on_sides(node.text, *words)
    if not number:
        return None
    is_whole = not mark or mark.isdigit() or fact.unit is None
    low, high = (int(number), int(number)) if is_whole or fact.unit is None else ends_of(mark or "", fact.unit, how)
    found = (low or 0, high or 0)  # a pack writes both
    note_ends(node, fact, found, how)
    return found


def _may_be_zero(fact: ir.FactType) -> bool:
    """Return whether `none` of a fact can be 0: of what is counted, and of a share."""
    is_counted = fact.unit is not None and fact.unit.dimension in (COUNT, SHARE)
    return is_counted and isinstance(fact.domain, ir.Numbers) and fact.domain.low == 0


def _some(node: Scalar, fact: ir.FactType, domain: ir.Numbers, how: ReadContext) -> ir.Numbers | None:
    """Return what yes or no says of what may be 0: one at least, or none; of `yes, 2` what follows; None if neither is said."""
    head, _, rest = node.text.partition(",")
    is_word = head[:1].isalpha() and fact.is_in(COUNT)
    said = how.lexicon.flags.get(normal(head, how.lexicon.spellings)) if how.lexicon and is_word else None
    if said is None or (rest and not said):
        return None
    alone = replace(how, faults=Faults(), notes=[])
    if rest and (found := numbers(replace(node, text=rest.strip()), fact, alone)) and found != domain:
        how.notes.extend(replace(one, text=node.text) for one in alone.notes)
        return found
    ends = (1, domain.high) if said else (0, 0)
    note_ends(node, fact, ends, how)
    return ir.Numbers(*ends)


def _says_none(text: str, fact: ir.FactType, how: ReadContext) -> bool:
    return (how.lexicon is not None and not text[:1].isdigit()) and all(
        is_none(one, how.lexicon) or one.strip().casefold() == fact.none_words.casefold()
        for one in (clauses(text) or (text,))
    )


def _before_none(text: str, fact: ir.FactType, how: ReadContext) -> str:
    """Return what a text says besides `or none`, nothing if it does not say that."""
    rest, _, last = text.rpartition(OR)
    return rest if rest and (last.strip() == "none" or _says_none(last, fact, how)) else ""


def _or_none(node: Scalar, rest: str, fact: ir.FactType, how: ReadContext) -> ir.Numbers | None:
    """Return the numbers that the rest of a text says, or none of them."""
    before = len(how.notes)
    found = numbers(replace(node, text=rest), fact, how)
    if found is None:
        return None
    either = ir.Numbers(found.low, found.high, or_none=True)
    how.notes[before:] = [replace(one, text=node.text, value=either) for one in how.notes[before:]]
    return either


def _typed(node: Scalar, fact: ir.FactType, unit: ir.Unit, how: ReadContext) -> Ends:
    """Return both ends of a number as people write it; what is not written as the pack does is noted."""
    if unit.dimension in (COUNT, MONEY) and (full := in_hundreds(node.text)) != node.text:
        return _told(node, full, fact, unit, how)
    try:
        return ends_of(node.text, unit, how)
    except QuantityError:
        if fact.weighed_by and (
            volume := volume_of(EACH.sub("", node.text), fact.weighed_by, how.density, how.currency)
        ):
            note_ends(node, fact, volume, how)
            return volume
        if fact.sides and (longest := _longest(node, fact, how)):
            return longest
        if fact.over and (ends := _paced(node.text, fact, unit, how)):
            note_ends(node, fact, ends, how)
            return ends
        return _told(node, node.text, fact, unit, how)


def _told(node: Scalar, text: str, fact: ir.FactType, unit: ir.Unit, how: ReadContext) -> Ends:
    """Return both ends of what a text says of a number, noted as read."""
    used: list[str] = []
    ends = _unled(text, fact, unit, how, used)
    if fact.is_limit and ends[0] is None and OPEN not in node.text:
        ends = ends[1], ends[1]  # `up to 18` of a limit is that limit
    note_ends(node, fact, ends, how, next((how.rates[one] for one in used if one != how.currency), None))
    return ends


def _unled(text: str, fact: ir.FactType, unit: ir.Unit, how: ReadContext, used: list[str]) -> Ends:
    """Return both ends of a number about which words of its fact may stand: `25/week`, `± 0.1 mm`."""
    told = without_cue(text, fact.name, how.lexicon) if how.lexicon else text
    bare = without_lead(told, fact.name, how.lexicon) if how.lexicon else told
    read = partial(
        parse_bounds, unit=unit, currency=how.currency, as_of=how.as_of, typed=True, rates=how.rates, used=used
    )
    for one in (text, told):
        try:
            return read(one)
        except QuantityError:
            if one == bare:
                raise
    return read(bare)


def _paced(text: str, fact: ir.FactType, unit: ir.Unit, how: ReadContext) -> Ends | None:
    """Return a number that is said of another time than the fact is of, None if it is not."""
    return paced(text, fact.over, lambda many: parse_bounds(many, unit, currency=how.currency, typed=True))


def _longest(node: Scalar, fact: ir.FactType, how: ReadContext) -> tuple[int, int] | None:
    """Return the longest of several sides, the others said of the facts beside this one; None if the text is not several."""
    sides = parse_sides(node.text)
    if sides is None:
        return None
    for name, (low, high) in zip(fact.sides, sides[1:], strict=False):
        how.beside[f"order.{name}"] = ir.Numbers(low, high)
    note_ends(node, fact, sides[0], how)
    return sides[0]


def _days(node: Scalar, fact: ir.FactType, how: ReadContext) -> Ends:
    """Return both days of a span; what is not written as the pack does is noted."""
    try:
        return ordinals(parse_dates(node.text))
    except QuantityError:
        if how.lexicon is None:
            raise
    ends = ordinals(parse_dates(node.text, as_of=how.as_of, typed=True))
    note_ends(node, fact, ends, how)
    return ends


def ends_of(text: str, unit: ir.Unit, how: ReadContext, convert: Callable[[int, int], int] = converted) -> Ends:
    """Return both ends in base units, None for an open one; money in the rate's currency is converted, as asked."""
    if how.rate is None or unit.dimension != MONEY:
        return parse_bounds(text, unit, currency=how.currency, as_of=how.as_of)
    try:
        low, high = parse_bounds(text, unit, currency=how.rate.currency)
    except QuantityError as error:
        try:
            return parse_bounds(text, unit, currency=how.currency)
        except QuantityError:
            raise error from None  # of the two currencies, the one that the quote is in
    rate = how.rate.millionths
    return (None if low is None else convert(low, rate)), (None if high is None else convert(high, rate))


def shown_bound(value: int, fact: ir.FactType, currency: str) -> str:
    """Return a bound as it may be written."""
    if fact.kind is ir.Kind.DATE or fact.unit is None:
        return date.fromordinal(value).isoformat()
    return written(value, fact.unit, currency)


def _wanted(fact: ir.FactType) -> str:
    examples = {"money": "an amount such as EUR 400", "days": "a time such as 4 weeks", "length": "a length"}
    name = fact.unit.name if fact.unit else ""
    wanted = "a date" if fact.kind is ir.Kind.DATE else examples.get(name, "a whole number")
    return wanted + (" or none" if fact.none_words else "")
