"""JSON Schemas of the files in `knowledge/`."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.ir import MEASURED, Kind, Pack
from advisor.pack.claim_reader import SOURCE_KINDS
from advisor.pack.fact_choices import FILES
from advisor.pack.fact_schema import (
    TEXT,
    Schema,
    any_of,
    by_name,
    closed,
    facts_of,
    listed,
    naming,
    number_schema,
    one_or_list,
    one_word,
    owners,
    process,
    roles,
    said_schema,
    schema_of_test,
    several,
    source,
)
from advisor.pack.fact_types import KINDS
from advisor.pack.screen_reader import tested_by_finds
from advisor.pack.words_schema import words_schema
from advisor.value.unit import SHARE, UNITS, WORDS

_TEXTS = one_or_list(TEXT)
NAME: Schema = {"pattern": "^[a-z][a-z0-9_]*$"}


def knowledge(pack: Pack) -> dict[str, Schema]:
    """Return file -> schema."""
    return {
        "pack": _head(pack),
        "facts": _facts(pack),
        "sources": _sources(),
        "figures": _figures(pack),
        "pathways": _entries("pathways", _pathway(pack), pack.pathways, pack),
        "options": listed("options", _option(pack)),
        "estimates": _entries("estimates", _estimate(pack), pack.estimates, pack),
        "checklists": listed("checklists", _checklist(pack)),
        "rates": closed({"rates": rates(rate(pack))}, "rates"),
        "lines": _entries("lines", _line(pack), pack.lines, pack),
        "words": words_schema(pack),
        **{name: closed({name: _choices()}, name) for name in FILES},
        "contradictions": listed("contradictions", _contradiction(pack)),
        "screen": closed(
            {"order_line": several(TEXT), "find": several(_find(pack))},
            "order_line",
        ),
        "rfq": closed(
            {
                "sections": several(_section(pack)),
                "asks": _asked(pack),
                "own_words": closed(dict.fromkeys(("private", "of_buyer", "takers", "of_thing"), several(TEXT))),
            },
            "sections",
        ),
    }


def _asked(pack: Pack) -> Schema:
    """Return the schema of what a quote sheet asks for: facts of an option."""
    facts = {fact.name: fact.label for fact in pack.facts.values() if fact.of == "option"}
    return several(one_word(facts))


def _entries(key: str, entry: Schema, names: Iterable[str], pack: Pack) -> Schema:
    """Return the schema of a file of entries by name; in a pack that extends another, the known ones are offered."""
    known = {name: {"$ref": "#/$defs/entry"} for name in names} if pack.inherited else {}
    held = {
        "type": "object",
        "properties": known,
        "propertyNames": NAME,
        "additionalProperties": {"$ref": "#/$defs/entry"},
    }
    return {**closed({key: held}, key), "$defs": {"entry": entry}}


def rates(entry: Schema) -> Schema:
    """Return the schema of rates of exchange by currency."""
    return {"type": "object", "propertyNames": {"pattern": "^[A-Z]{3}$"}, "additionalProperties": entry}


def rate(pack: Pack | None) -> Schema:
    """Return the schema of one rate of exchange: of a pack, or of an order where None, whose rates name no source."""
    figure: Schema = {
        "type": ["number", "string"],
        "description": "what one unit of it is in the pack's currency, such as 0.92",
    }
    day: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "the day it is of"}
    keys = {"rate": figure, "as_of": day}
    if pack is None:
        return closed(keys, "rate", "as_of")
    return closed(
        {**keys, "source": source(pack), "quote": TEXT, "note": TEXT}, *_needed(pack, "rate", "as_of", "source")
    )


def _line(pack: Pack) -> Schema:
    own = [name for name, fact in pack.facts.items() if fact.of == "option"]
    tests = {"type": "object", "description": "tests of the order's and the option's facts, as in `when`"}
    return closed(
        {"label": TEXT, "priced_by": one_or_list({"enum": own}), "unless": tests}, *_needed(pack, "priced_by", "unless")
    )


def _section(pack: Pack) -> Schema:
    """Return the schema of a part of a request for quotation."""
    tests = {"type": "object", "description": "tests of the order's and the option's facts, as in `when`"}
    asked = {"when": tests, "if": TEXT, "pathways": one_or_list({"enum": list(pack.pathways)}), "source": source(pack)}
    rows = several(closed({"cells": _TEXTS, **asked}, "cells"))
    lines = several(closed({"say": TEXT, **asked}, "say"))
    own = [name for name, fact in pack.facts.items() if fact.of == "order"]
    sets = [name for name in own if pack.facts[name].kind is Kind.SET]
    keys = {"id": TEXT, "title": TEXT, "head": _TEXTS, "rows": rows, "lines": lines}
    more = {
        "checklist": {"enum": sets},
        "needs": one_or_list({"enum": own}, 0),
        "assumed": {"type": "boolean"},
        "remarks": {"type": "boolean"},
    }
    return closed({**keys, **more}, "id", *_needed(pack, "title"))


def _needed(pack: Pack, *keys: str) -> tuple[str, ...]:
    """Return the keys an entry must have: none in a pack that extends another, whose entry it may complete."""
    return () if pack.inherited else keys


# --- knowledge --------------------------------------------------------------------------------------------------------
def _head(pack: Pack) -> Schema:
    off = closed({"rules": one_or_list({"type": "string"}, 0), "options": one_or_list({"type": "string"}, 0)})
    keys = dict.fromkeys(("id", "version", "title", "currency", "language", "engine"), TEXT)
    extends = {"type": "string", "description": "`builtin`, or a path from the pack's own folder"}
    more = {"extends": extends, "off": off, "roles": roles(pack)}
    return closed({**keys, **more}, "id", "version", "title", *_needed(pack, "currency"))


def _unit(*more: Schema) -> Schema:
    nouns = closed({"one": TEXT, "many": TEXT}, "one", "many")
    return any_of({"enum": list(UNITS)}, nouns, *more)


def _facts(pack: Pack) -> Schema:
    value = {"type": ["string", "number", "boolean", "array", "object"]}
    looked_up = {"by": TEXT, "cases": {"type": "object"}, "otherwise": value, "only": {"type": "object"}}
    fact = {
        "kind": {"enum": list(KINDS)},
        "of": {"enum": ["order", "option"]},
        "unit": _unit(),
        "group": {"enum": [group.id for group in pack.groups]},
        "choices": any_of(TEXT, _choices()),
        "choice_groups": by_name(any_of(_TEXTS, closed({"label": TEXT, "also": _TEXTS, "of": _TEXTS}, "of"))),
        **dict.fromkeys(("catch_all", "implied", "weighed_by", "fixed_by"), TEXT),
        **dict.fromkeys(("elsewhere", "or_else", "sides", "steps_of"), _TEXTS),
        "effort": {"type": "integer", "minimum": 1, "maximum": 5},
        "opens": {"type": "integer", "minimum": 0, "maximum": 9},
        "also": _TEXTS,
        **{
            key: {"type": "boolean"}
            for key in ("actionable", "identifies", "span", "limit", "ask", "whichever", "client")
        },
        **dict.fromkeys(("label", "question", "help", "none", "bounds", "over"), TEXT),
        **dict.fromkeys(("usual", "otherwise"), value),
        **dict.fromkeys(("near", "step", "tried"), TEXT),
        "grows_with": by_name(
            any_of(
                closed(
                    {"usually": TEXT, "sheet": TEXT, "skin": by_name(_TEXTS), "body": by_name(_TEXTS)},
                    "usually",
                    "sheet",
                ),
                TEXT,
            )
        ),
        "narrowed_by": by_name({"type": "object"}),
        "places": by_name(TEXT),
        "cure": any_of({"type": "boolean"}, TEXT),
        "cure_if": _TEXTS,
        "clause": any_of(by_name(TEXT), TEXT),
        "assume": any_of(closed(looked_up, "by", "cases"), value),
    }
    held = _entries("facts", closed(fact, *_needed(pack, "kind")), pack.facts, pack)
    group = several(closed({"id": TEXT, "title": TEXT}, "id", "title"))
    return {**held, "properties": {"groups": group, **held["properties"]}, "required": []}


def _choices() -> Schema:
    """Return the schema of choices: a label each, or a mapping with what else is said of it, kinds among that."""
    told = {
        **dict.fromkeys(("label", "density"), TEXT),
        **dict.fromkeys(("also", "includes", "territory", "source"), _TEXTS),
        "usually": {"type": "object"},
    }
    kinds = by_name(any_of(TEXT, closed(told, "label")))
    return by_name(any_of(TEXT, closed({**told, "kinds": kinds}, "label")))


def _sources() -> Schema:
    keys = {**dict.fromkeys(("title", "address", "date"), TEXT), "kind": {"enum": list(SOURCE_KINDS)}}
    entry = closed({**keys, "sections": by_name(TEXT)})
    return closed({"sources": by_name(entry)}, "sources")


def _figures(pack: Pack) -> Schema:
    rates = [f"money per {word}" for words in WORDS.values() for word in words]
    value = any_of(*(number_schema(unit, pack.currency) for unit in UNITS.values()))
    by = [name for name, fact in pack.facts.items() if fact.kind is Kind.CHOICE and fact.of == "order"]
    table = by_name(value)
    figure = {
        "value": any_of(value, table), "steps_by": _unit(), "likely": value, "unit": _unit({"enum": ["money per unit", *rates]}), "source": source(pack),
        "by": {"enum": by}, "cases": by_name(value),
        **dict.fromkeys(("label", "quote", "note", "as_of", "from", "until"), TEXT),
    }  # fmt: skip
    return _entries("figures", closed(figure, *_needed(pack, "value", "unit", "source")), pack.figures, pack)


def _pathway(pack: Pack) -> Schema:
    keys = {
        **dict.fromkeys(("name", "short", "summary"), TEXT),
        **dict.fromkeys(("strengths", "examples", "expects"), _TEXTS),
    }
    more = {"takes_quotes": {"type": "boolean"}, "absent": TEXT, "source": source(pack)}
    return closed({**keys, **more}, *_needed(pack, "name", "source"))


def _find(pack: Pack) -> Schema:
    tested = tested_by_finds({name: fact for name, fact in pack.facts.items() if fact.kind is Kind.CHOICE})
    known = {name: [*pack.facts[name].words, *pack.facts[name].choice_groups] for name in tested}
    keys = {name: one_or_list({"enum": values}) for name, values in {"pathway": [*pack.pathways], **known}.items()}
    return closed({**keys, "text": TEXT}, "text")


def _option(pack: Pack) -> Schema:
    identifying = {name: fact for name, fact in pack.facts.items() if fact.identifies}
    applies = {
        name: schema_of_test(fact, pack.figures, pack.currency, known=False) for name, fact in identifying.items()
    }
    groups = {key: several(closed(applies), 1) for key in ("any", "all", "none")}
    facts = {name: said_schema(fact, pack.figures, pack.currency) for name, fact in facts_of(pack, "option").items()}
    own = {
        "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"},
        "pathway": one_word({name: one.name for name, one in pack.pathways.items()}),
        "process": process(pack), "generic": {"type": "boolean"}, "applies": closed({**applies, **groups}),
        **dict.fromkeys(("name", "as_of", "region"), TEXT), "source": source(pack), "answers": _TEXTS,
    }  # fmt: skip
    return closed({**own, **facts}, "id", *_needed(pack, "pathway", "source"))


def _estimate(pack: Pack) -> Schema:
    keys = {"unit": _unit(), "formula": naming(owners(pack)), "source": source(pack)}
    told = {
        "label": TEXT,
        "includes": TEXT,
        **dict.fromkeys(("column", "none"), TEXT),
        "part_of": {"enum": list(pack.estimates)},
        "paid_after": one_or_list({"enum": list(pack.estimates)}, 0),
        "inner": {"type": "boolean"},
        "measured": {"enum": list(MEASURED)},
        **({"corrected_by": one_word(shares)} if (shares := _corrections(pack)) else {}),
    }
    return closed({**keys, **told}, *_needed(pack, "unit", "formula", "source"))


def _corrections(pack: Pack) -> dict[str, str]:
    """Return the facts of an option that a measurement may correct an estimate by: shares in three readings."""
    own = [fact for fact in pack.facts.values() if fact.of == "option" and fact.span and fact.unit]
    return {fact.name: fact.label for fact in own if fact.is_in(SHARE)}


def _checklist(pack: Pack) -> Schema:
    sets = [name for name, fact in pack.facts.items() if fact.kind is Kind.SET and fact.of == "order"]
    members = list(dict.fromkeys(word for name in sets for word in pack.facts[name].words))
    item = {
        "need": {"enum": ["required", "welcome"]}, "any_of": one_or_list({"enum": members}), "name": TEXT,
        "source": source(pack),
    }  # fmt: skip
    items = several(closed(item, "need", "any_of", "source"))
    keys = {"id": TEXT, "title": TEXT, "fact": {"enum": sets}, "pathways": one_or_list({"enum": list(pack.pathways)})}
    keys["when"] = {
        "type": "object",
        "description": "tests of the order's and the option's facts: of which the list is",
    }
    return closed({**keys, "items": items}, "id", *_needed(pack, "title", "fact", "pathways", "items"))


def _contradiction(pack: Pack) -> Schema:
    figure = {"enum": list(pack.figures)}
    keys = {"id": TEXT, "title": TEXT, "claims": one_or_list(figure), "chosen": figure, "because": TEXT}
    return closed(keys, "id", *_needed(pack, "title", "claims", "because"))
