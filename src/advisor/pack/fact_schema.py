"""JSON Schemas of what is said about facts: a value in an order, a value of an option, a test in a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from advisor import ir
from advisor.pack.roles import ROLES, Cast
from advisor.value.unit import COUNT, SYMBOLS, WORDS, expected, written
from advisor.value.word_match import NOTHING
from advisor.yaml.fields import Faults

Schema = dict[str, Any]
_READINGS = ("", ".low", ".likely", ".high")
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_LIKE_NUMBER = re.compile(r"-?[0-9]+")
_LIKE_FLAG = {"true": True, "false": False}


TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""A text; one that looks like a number or truth value is read as one by editors."""


def any_of(*parts: Schema) -> Schema:
    """Return a schema that one of the parts satisfies."""
    return parts[0] if len(parts) == 1 else {"anyOf": list(parts)}


def closed(properties: Mapping[str, Schema], *required: str) -> Schema:
    """Return the schema of a mapping that has these keys and no other."""
    shape: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return {**shape, "required": list(required)} if required else shape


def listed(key: str, item: Schema) -> Schema:
    """Return the schema of a file that holds a list under one key."""
    return closed({key: several(item)}, key)


def source(pack: ir.Pack) -> Schema:
    """Return the schema of who claims something: sources, with or without a section."""
    words = {name: one.title for name, one in pack.sources.items()}
    sections = {f"{name}#{key}": told for name, one in pack.sources.items() for key, told in one.sections.items()}
    return one_or_list(one_word({**words, **sections}))


def facts_of(pack: ir.Pack, owner: str) -> dict[str, ir.FactType]:
    """Return the facts of an order or option by each name they may be written under."""
    own = [fact for fact in pack.facts.values() if fact.of == owner]
    return {name: fact for fact in own for name in (fact.name, *fact.also)}


def owners(pack: ir.Pack) -> dict[str, list[str]]:
    """Return owner -> the names that may stand after it in a formula or sentence."""
    option = [*pack.estimates, *(fact.name for fact in pack.facts.values() if fact.of == "option")]
    built_in = {
        owner: [fact.name for fact in pack.built_in.values() if fact.group == owner] for owner in ("option", "advice")
    }
    return {
        "order": [fact.name for fact in pack.facts.values() if fact.of == "order"],
        "figure": list(pack.figures),
        "advice": built_in["advice"],
        **{key: [*option, *built_in["option"]] for key in ("option", "winner", "runner_up")},
    }


def roles(pack: ir.Pack) -> Schema:
    """Return who can play each role."""
    cast = Cast(pack.facts, {one.name: one.unit for one in pack.estimates.values()}, Faults(), "")
    none = {name: () if role.is_needed else (NOTHING,) for name, role in ROLES.items()}
    return closed({name: {"enum": [*cast.known(role), *none[name]]} for name, role in ROLES.items()})


def process(pack: ir.Pack) -> Schema:
    """Return the schema of an option's process."""
    return one_word({**pack.facts["process"].words, "any": "any process"})


def one_word(words: Mapping[str, str] | Iterable[str]) -> Schema:
    """Return the schema of one of these words. A mapping's values are shown beside them."""
    if not isinstance(words, Mapping):
        return {"enum": [form for word in words for form in _forms(word)]}
    return {"anyOf": [_const(form, told) for word, told in words.items() for form in _forms(word)]}


def _const(form: object, told: str) -> Schema:
    return {"const": form, "description": told} if told else {"const": form}


def _forms(word: str) -> Iterator[str | int | bool]:
    """Yield how an editor's YAML reads a word: as text, and as the number or truth value it looks like."""
    yield word
    if _LIKE_NUMBER.fullmatch(word):
        yield int(word)
    if word in _LIKE_FLAG:
        yield _LIKE_FLAG[word]


def several(item: Schema, least: int | None = None) -> Schema:
    """Return the schema of a list of items."""
    return {"type": "array", "items": item} | ({} if least is None else {"minItems": least})


def by_name(entry: Schema) -> Schema:
    """Return the schema of a mapping from any name to an entry."""
    return {"type": "object", "additionalProperties": entry}


def one_or_list(item: Schema, least: int = 1) -> Schema:
    """Return the schema of one item or a list of them."""
    return {"anyOf": [item, several(item, least)]}


def choices(fact: ir.FactType) -> Schema:
    """Return the schema of a choice's or set's words, groups of choices included."""
    groups = {name: ", ".join(fact.words[one] for one in members) for name, members in fact.choice_groups.items()}
    return one_word({**fact.words, **groups})


# --- numbers ----------------------------------------------------------------------------------------------------------
def number_schema(unit: ir.Unit | None, currency: str, *, none: str = "", foreign: bool = False) -> Schema:
    """Return the schema of a number, span or date as written. none: the words of `none`, where it is a value.

    foreign: money may be in any currency.
    """
    if unit is None:
        return any_of({"type": "string", "pattern": _DATE}, *_none(none))
    _, how = expected(unit, currency)
    parts: list[Schema] = [
        {"type": "string", "pattern": _pattern(unit, "" if foreign else currency), "description": how}
    ]
    if unit.dimension == COUNT or unit.name == "points":
        parts.append({"type": "integer"})
    else:
        parts.append({"const": 0})
    return any_of(*parts, *_none(none))


def _none(words: str) -> tuple[Schema, ...]:
    return ({"const": "none", "description": words},) if words else ()


def _pattern(unit: ir.Unit, currency: str) -> str:
    """Return a pattern that every way of writing the unit matches; what it lets through, the reader judges."""
    if unit.dimension == COUNT:
        return r"^[^A-Za-z]*[0-9].*$"
    if any(name == "money" for name, _ in unit.dimension):
        symbols = [symbol for symbol, codes in SYMBOLS.items() if currency in codes or not currency]
        words = "|".join([_folded(currency) or "[A-Za-z]{3}", *(_folded(re.escape(one)) for one in symbols)])
        return rf"[0-9].*({words})|({words}).*[0-9]"
    words = "|".join(_folded(re.escape(word)) for word in WORDS.get(unit.dimension, {}) if unit.name != "points")
    dates = f"|{_DATE}" if unit.name == "days" else ""
    return rf"[0-9].*({words}|[µμ³]){dates}" if words else "[0-9]"


def _folded(word: str) -> str:
    """Return a pattern for the word in capitals and small letters."""
    return "".join(f"[{one.upper()}{one.lower()}]" if one.isascii() and one.isalpha() else one for one in word)


def _described(fact: ir.FactType, currency: str) -> str:
    """Return what an editor shows of a fact: its question, its help, its bounds."""
    parts = [fact.question or fact.label, fact.help]
    if isinstance(fact.domain, ir.Numbers) and fact.kind is not ir.Kind.FLAG:
        low, high = (_bound(end, fact, currency) for end in (fact.domain.low, fact.domain.high))
        parts.append(f"From {low} to {high}" + (f", or none: {fact.none_words}." if fact.none_words else "."))
    return " ".join(part for part in parts if part)


def _bound(value: int, fact: ir.FactType, currency: str) -> str:
    return date.fromordinal(value).isoformat() if fact.unit is None else written(value, fact.unit, currency)


# --- facts ------------------------------------------------------------------------------------------------------------
def given(fact: ir.FactType, currency: str, lexicon: ir.Lexicon | None = None) -> Schema:
    """Return the schema of what a fact is said to be. lexicon: in an order, what else people may write for it.

    A word that is neither a choice nor one of the pack's words for it is let pass only where any word is caught.
    """
    parts = [_value(fact, currency), {"const": "unknown"}]
    if lexicon is not None and (fact.words or fact.kind is ir.Kind.FLAG):
        words = one_word(_words(fact, lexicon))
        parts += [words, several(words)]
    if lexicon is not None and (fact.unit is not None or fact.catch_all):
        parts.append({"type": ["string", "number"]})
    return {**any_of(*parts), "title": fact.label, "description": _described(fact, currency)}


def _words(fact: ir.FactType, lexicon: ir.Lexicon) -> dict[str, str]:
    """Return the words for a fact's choices as the pack writes them -> what they mean."""
    labels = {**fact.words, **fact.group_words, "true": "yes", "false": "no"}
    called = lexicon.called.get(fact.name, {})
    own = {label: "" for name, label in labels.items() if name in (*fact.words, *fact.group_words)}
    return (
        own | {word: labels.get(name, name) for name, words in called.items() for word in words} | {"yes": "", "no": ""}
    )


def _value(fact: ir.FactType, currency: str, *, foreign: bool = False) -> Schema:
    match fact.kind:
        case ir.Kind.FLAG:
            return {"enum": [True, False]}
        case ir.Kind.CHOICE:
            return one_or_list(choices(fact))
        case ir.Kind.SET:
            some = one_or_list(choices(fact), 0)
            vague = {"type": "object", "properties": {"some": some, "maybe": some}, "additionalProperties": False}
            return any_of(some, vague, {"const": "none"})
        case ir.Kind.TEXT:
            return TEXT
        case ir.Kind.NUMBER | ir.Kind.DATE | ir.Kind.TABLE:
            return number_schema(fact.unit, currency, none=fact.none_words, foreign=foreign)


def said_schema(
    fact: ir.FactType, figures: Mapping[str, ir.FigureType], currency: str, *, foreign: bool = False
) -> Schema:
    """Return the schema of what an option or quote says of a fact: a value, price breaks, a figure of its unit.

    foreign: money may be in any currency.
    """
    plain = _value(fact, currency, foreign=foreign)
    parts = [plain]
    if fact.kind is ir.Kind.TABLE:
        parts.append({"type": "object", "additionalProperties": plain, "propertyNames": {"pattern": "[0-9]"}})
    named = list(figure_names(figures, fact.unit))
    if named and fact.unit is not None:
        parts.append({"enum": named})
    return {**any_of(*parts), "title": fact.label, "description": _described(fact, currency)}


def figure_names(figures: Mapping[str, ir.FigureType], unit: ir.Unit | None) -> Iterator[str]:
    """Yield `figure.x` and its readings, of the figures in that unit."""
    for name, figure in figures.items():
        if unit is not None and figure.unit.dimension == unit.dimension:
            is_one = figure.value.low == figure.value.high
            yield from (f"figure.{name}{reading}" for reading in (_READINGS[:1] if is_one else _READINGS))


# --- tests in rules ---------------------------------------------------------------------------------------------------
def schema_of_test(fact: ir.FactType, figures: Mapping[str, ir.FigureType], currency: str, *, known: bool) -> Schema:
    """Return the schema of a test of a fact. known: whether `known` and `unknown` may be tested."""
    bare = _test(fact, figures, currency)
    asked = ({"enum": ["known", "unknown"]},) if known else ()
    negated = {"type": "object", "properties": {"not": bare}, "required": ["not"], "additionalProperties": False}
    return {**any_of(bare, negated, *asked), "title": fact.label, "description": _described(fact, currency)}


def _test(fact: ir.FactType, figures: Mapping[str, ir.FigureType], currency: str) -> Schema:
    match fact.kind:
        case ir.Kind.FLAG | ir.Kind.CHOICE:
            return _value(fact, currency)
        case ir.Kind.SET:
            members = one_or_list(choices(fact), 0)
            tests = dict.fromkeys(("has", "lacks", "only"), members)
            return {"type": "object", "properties": tests, "additionalProperties": False, "minProperties": 1}
        case _:
            names = list(figure_names(figures, fact.unit))
            span = {"type": "string", "pattern": naming({"figure": figures})["pattern"] + r".*figure\."}
            parts = [number_schema(fact.unit, currency, none=fact.none_words), span]
            return any_of(*parts, *([{"enum": names}] if names else []))


def _one_of(names: Iterable[str]) -> str:
    """Return a pattern for one of these names, whole."""
    return f"({'|'.join(map(re.escape, names)) or '(?!)'})(?![a-z0-9_])"


def naming(owners: Mapping[str, Iterable[str]]) -> Schema:
    """Return the schema of a formula or sentence: after `order.`, `figure.` and so on stands a name that exists."""
    parts = [rf"(?!.*(?<![a-z0-9_]){owner}\.(?=[a-z])(?!{_one_of(names)}))" for owner, names in owners.items()]
    return {"type": "string", "pattern": f"^{''.join(parts)}"}
