"""The door for programs as an OpenAPI document: what may be asked, made of the facts that the pack knows."""

from __future__ import annotations

from typing import Any

from advisor import __version__
from advisor.ir import FactType, Pack

_TEXT = {"type": "string"}
_FAULTS = {
    "type": "object",
    "required": ["faults"],
    "properties": {
        "faults": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["at", "message", "help"],
                "properties": {"at": _TEXT, "message": _TEXT, "help": _TEXT},
            },
        }
    },
}
REFUSALS = {
    "400": "The body is no JSON, or no order.",
    "401": "The token is missing or wrong.",
    "408": "The body did not arrive in time.",
    "411": "Content-Length is missing.",
    "413": "The body is larger than 1 MB.",
    "415": "The body is not called application/json.",
    "422": "An order says something that cannot be read; each fault says what to write instead.",
    "503": "Too much is asked at once.",
}


def openapi(pack: Pack) -> dict[str, Any]:
    """Return the document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"advisor: {pack.title}",
            "version": __version__,
            "description": "Orders in, advice out: the document that `advisor advise --format json` writes.",
        },
        "security": [{"token": []}],
        "paths": {
            "/advise": {"post": _post("advise", "Answer one order.", "Order", "Advice")},
            "/batch": {"post": _post("batch", "Answer up to a hundred orders.", "Orders", "Answers")},
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Order": _order(pack), "Orders": _ORDERS, "Advice": _ADVICE, "Answers": _ANSWERS, "Faults": _FAULTS},
        },
    }  # fmt: skip


_ORDERS = {
    "type": "object",
    "required": ["orders"],
    "properties": {
        "orders": {"type": "array", "minItems": 1, "maxItems": 100, "items": {"$ref": "#/components/schemas/Order"}}
    },
    "additionalProperties": False,
}
_ADVICE = {
    "type": "object",
    "required": ["schema_version", "order_id", "pathway", "standing", "ranking", "notes", "summary", "explanation"],
    "properties": {
        "schema_version": {"type": "integer"},
        "order_id": _TEXT,
        "pathway": {"type": ["string", "null"]},
        "standing": _TEXT,
        "ranking": {"type": "array", "items": {"type": "object"}},
        "notes": {"type": "array", "items": {"type": "object"}},
        "summary": {"type": "object"},
        "explanation": _TEXT,
    },
}
_ANSWERS = {
    "type": "object",
    "required": ["answers", "refused", "faults"],
    "properties": {
        "answers": {"type": "array", "items": {"$ref": "#/components/schemas/Advice"}},
        "refused": {"type": "integer", "minimum": 0},
        "faults": _FAULTS["properties"]["faults"],  # type: ignore[index]  # a mapping, as written above
    },
}


def _post(name: str, summary: str, asked: str, answered: str) -> dict[str, Any]:
    refusals = {
        code: {"description": told, "content": _json("Faults") if code not in {"408", "411", "413"} else _PLAIN}
        for code, told in REFUSALS.items()
    }
    return {
        "operationId": name,
        "summary": summary,
        "requestBody": {"required": True, "content": _json(asked)},
        "responses": {"200": {"description": "The answer.", "content": _json(answered)}, **refusals},
    }


_PLAIN = {"text/plain": {"schema": _TEXT}}


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _order(pack: Pack) -> dict[str, Any]:
    facts = [one for one in pack.facts.values() if one.of == "order"]
    return {
        "type": "object",
        "description": "What is known of an order, as in an order file. What is not said is unknown.",
        "properties": {one.name: _fact(one) for one in facts},
    }


def _fact(fact: FactType) -> dict[str, Any]:
    """Return a fact as JSON may say it: whatever an order file may, so no type is named; the words tell people what to write."""
    named = [str(one) for one in fact.menu]
    told = {"description": fact.question or fact.label}
    return {**told, "examples": named[:3]} if named else told
