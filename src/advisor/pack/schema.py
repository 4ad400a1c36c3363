"""JSON Schemas of a pack's files and of orders, in the pack's own words, so that editors complete and check them.

They help while writing; what a file means, and whether it is right, only the reader says.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from advisor.ir import LEVELS, OWN_COLUMNS, FactType, Kind, Pack
from advisor.meaning.path import name_in
from advisor.pack.condition import GROUPS
from advisor.pack.fact_schema import (
    TEXT,
    Schema,
    any_of,
    closed,
    facts_of,
    figure_names,
    given,
    listed,
    naming,
    number_schema,
    one_or_list,
    one_word,
    owners,
    process,
    said_schema,
    schema_of_test,
    several,
    source,
)
from advisor.pack.knowledge_schema import knowledge, rate, rates
from advisor.value.unit import UNITS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".schemas"
"""The folder of a pack that holds its schemas; no reader of packs looks into it."""
DEFINITIONS = "$defs"
_line = json.JSONEncoder(ensure_ascii=False).encode
ADVICE_OWNERS = ("winner", "runner_up")


def schemas(pack: Pack) -> dict[str, Schema]:
    """Return file name -> schema, for every kind of file that a pack and its users write."""
    found = {
        "orders": _orders(pack),
        **knowledge(pack),
        "rules": _rules(pack),
        "cases": _cases(pack),
        "pinned": _pinned(pack),
    }
    return {f"{name}.json": {"$schema": DRAFT, "title": f"{pack.id}: {name}", **one} for name, one in found.items()}


def schema_text(schema: Schema) -> str:
    """Return the JSON of a schema, with a line for each of its parts and definitions: whoever keeps it sees what a change changes."""
    parts = {key: _line(one) for key, one in schema.items()}
    if DEFINITIONS in schema:
        told = ",\n".join(f"  {_line(name)}: {_line(one)}" for name, one in schema[DEFINITIONS].items())
        parts[DEFINITIONS] = f"{{\n{told}\n }}"
    return "{\n" + ",\n".join(f" {_line(key)}: {text}" for key, text in parts.items()) + "\n}\n"


def modeline(kind: str, depth: int) -> str:
    """Return the comment by which editors find the schema of a file so many folders deep in a pack."""
    return f"# yaml-language-server: $schema={'../' * depth}{FOLDER}/{kind}.json\n"


# --- orders and cases -------------------------------------------------------------------------------------------------
def _order_parts(pack: Pack) -> dict[str, Schema]:
    """Return the definitions that files of orders and of cases share: `order`, `studio`, and one of each fact."""
    facts = facts_of(pack, "order")
    parts = {f"fact-{name}": given(fact, pack.currency, pack.lexicon) for name, fact in facts.items()}
    named = {name: {"$ref": f"#/$defs/fact-{name}"} for name in facts}
    studio = {"$ref": "#/$defs/studio"}
    exchange = {"rates": rates(rate(None))}
    own = {**dict.fromkeys(OWN_COLUMNS, TEXT), "quotes": several(_quote(pack)), "studio": studio}
    return {"order": closed({**own, **exchange, **named}), "studio": closed({**exchange, **named}), **parts}


def _quote(pack: Pack) -> Schema:
    pathways = {name: one.name for name, one in pack.pathways.items() if one.takes_quotes}
    facts = {
        name: said_schema(fact, {}, pack.currency, foreign=True) for name, fact in facts_of(pack, "option").items()
    }
    own = {"supplier": TEXT, "pathway": one_word(pathways), "process": process(pack), "reference": TEXT}
    own |= {"currency": {"type": "string", "pattern": "^[A-Z]{3}$"}, "valid_until": number_schema(None, pack.currency)}
    return closed({**own, **facts}, "supplier", "pathway")


def _orders(pack: Pack) -> Schema:
    one = {"$ref": "#/$defs/order"}
    held = closed({"orders": several(one), "studio": {"$ref": "#/$defs/studio"}}, "orders")
    return {"anyOf": [one, several(one), held], "$defs": _order_parts(pack)}


def _cases(pack: Pack) -> Schema:
    pathways = {name: one.name for name, one in pack.pathways.items()}
    at_pathway = {"type": "string", "pattern": f"^({'|'.join(pack.rules)})@({'|'.join(pathways)})$"}
    rule = any_of({"enum": list(pack.rules)}, at_pathway)
    expect = {
        "pathway": one_or_list(one_word({**pathways, "none": "every option is excluded"})),
        "option": TEXT,
        "standing": {"enum": ["fits", "at_risk", "undecided", "excluded"]},
        **{key: {"type": "boolean"} for key in ("settled", "firm", "close")},
        **dict.fromkeys(("holds", "fails", "open"), one_or_list(rule, 0)),
        "could_change": one_or_list({"enum": list(pack.facts)}),
        "decided_by": one_or_list({"enum": [*pack.facts, "quotes"]}),
        "breaks": one_or_list({"enum": [fact.name for fact in pack.facts.values() if fact.is_limit]}, 0),
        "favours": number_schema(UNITS["points"], pack.currency),
    }
    keys = {"id": TEXT, "order": {"$ref": "#/$defs/order"}, "expect": closed(expect), "note": TEXT}
    return {**listed("cases", closed(keys, "id", "order", "expect")), "$defs": _order_parts(pack)}


def _pinned(pack: Pack) -> Schema:
    rules = several({"enum": list(pack.rules)})
    best = closed(
        {"option": TEXT, "stands": TEXT, "points": {"type": "integer"}, "excluded": rules, "holds": rules}, "option"
    )
    keys = {
        "id": TEXT, "order": {"$ref": "#/$defs/order"}, "wins": TEXT,
        **{name: {"type": "array", "minItems": 3, "maxItems": 3} for name in pack.roles.estimates},
        "derives": {"type": "object"}, "holds": rules, "pathways": closed(dict.fromkeys(pack.pathways, best)),
    }  # fmt: skip
    return {**listed("pinned", closed(keys, "id", "order")), "$defs": _order_parts(pack)}


# --- rules ------------------------------------------------------------------------------------------------------------
def _rules(pack: Pack) -> Schema:
    return {
        "type": "array",
        "items": _rule(pack),
        "$defs": {"when": _when(pack), "formula": naming(owners(pack)), **_tests(pack)},
    }


def _tests(pack: Pack) -> dict[str, Schema]:
    """Return a definition of the test of each fact, as `test-PATH`."""
    paths = {f"{fact.of}.{name}": fact for name, fact in pack.facts.items()}
    found = {path: fact for path, fact in {**pack.built_in, **paths}.items() if _may_be_tested(fact)}
    return {
        f"test-{path}": schema_of_test(fact, pack.figures, pack.currency, known=True) for path, fact in found.items()
    }


def _when(pack: Pack) -> Schema:
    """Return the schema of a mapping from fact to test."""
    paths = [name.removeprefix("test-") for name in _tests(pack)]
    of = {path: {"$ref": f"#/$defs/test-{path}"} for path in paths}
    plain = {name_in(path): of[path] for path in paths if not path.startswith("advice.")}
    option = [name_in(path) for path in paths if path.startswith("option.")]
    winners = {f"{owner}.{name}": of[f"option.{name}"] for owner in ADVICE_OWNERS for name in option}
    advice = {path: of[path] for path in paths if path.startswith("advice.")}
    groups = {key: several({"$ref": "#/$defs/when"}, 1) for key in GROUPS}
    dotted = "|".join(path.replace(".", r"\.") for path in paths if not path.startswith("advice."))
    shape = closed({**plain, **winners, **advice, **groups})
    return {**shape, "patternProperties": {f"^({dotted})$": True}}


def _may_be_tested(fact: FactType) -> bool:
    return not fact.span and fact.kind not in (Kind.TEXT, Kind.TABLE)


def _rule(pack: Pack) -> Schema:
    options = {fact.name: fact for path, fact in pack.built_in.items() if path.startswith("option.")}
    options |= {name: fact for name, fact in pack.facts.items() if fact.of == "option"}
    narrowed = {
        name: schema_of_test(fact, pack.figures, pack.currency, known=False)
        for name, fact in options.items()
        if _may_be_tested(fact)
    }
    scopes = one_word(
        {"option": "asked of every option", "advice": "asked of the answer", "order": "asked of the order"}
    )
    formula = {"$ref": "#/$defs/formula"}
    rule = {
        "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": "the finding, in kebab case"},
        "for": any_of(scopes, closed(narrowed)),
        "when": {"$ref": "#/$defs/when"},
        "if": {**any_of(formula, {"type": ["integer", "boolean"]}), "description": "arithmetic across facts, one line"},
        "then": _then(pack, formula),
        "because": {**formula, "description": "one or two sentences with the order's own figures"},
        "short": {**formula, "description": "the same on the first screen: at most a line"},
        "source": source(pack),
    }
    return closed(rule, "id", "then", "because", "source")


def _then(pack: Pack, formula: Schema) -> Schema:
    points = any_of(
        {"type": "integer", "minimum": 0, "maximum": 1000}, {"enum": list(figure_names(pack.figures, UNITS["points"]))}, formula
    )  # fmt: skip
    whole = any_of(formula, {"type": "integer"})
    derived = {
        name: whole if fact.kind in (Kind.NUMBER, Kind.DATE) else given(fact, pack.currency)
        for name, fact in pack.facts.items()
        if _may_be_tested(fact)
    }
    advice = {"level": {"enum": list(LEVELS)}, "topic": TEXT, "due": whole}
    return _one_of(
        {
            "exclude": {"const": True, "description": "it cannot be done"},
            "risk": {**points, "description": "points against: percent of the landed unit cost"},
            "favour": {**points, "description": "points for: percent of the landed unit cost"},
            "derive": {**closed(derived), "minProperties": 1, "maxProperties": 1},
            "advise": closed(advice, "level", "topic"),
        },
        [fact.name for fact in pack.facts.values() if fact.is_limit],
    )


def _one_of(conclusions: Schema, limits: Sequence[str]) -> Schema:
    """Return that a rule concludes one thing; a risk may say besides which limit is likely not kept."""
    if not limits:
        return {**closed(conclusions), "minProperties": 1, "maxProperties": 1}
    breaks = {"breaks": {"enum": limits, "description": "the limit that is likely not kept then"}}
    return {
        **closed({**conclusions, **breaks}), "minProperties": 1, "if": {"required": ["breaks"]},
        "then": {"required": ["risk"], "maxProperties": 2}, "else": {"maxProperties": 1},
    }  # fmt: skip
