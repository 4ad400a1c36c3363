"""The door for programs: orders in as JSON, the document that `advisor advise --format json` writes out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from advisor.analysis.blocks import in_blocks
from advisor.errors import Diagnostic, Place
from advisor.order import OrderFile
from advisor.trace import Order
from advisor.web.desk import Desk
from advisor.web.openapi import openapi
from advisor.web.pages import desk_of, shown, worker_of

_MOST_ORDERS = 100
"""How many orders one request may bring; more are for `advisor batch`."""
_BLOCK = 10
"""How many orders are answered at a time."""
BODY = "body"


class JSONDocument(JSONResponse):
    """JSON as the command writes it."""

    def render(self, content: Any) -> bytes:  # noqa: ANN401  # starlette's signature
        """Return the bytes, in plain ASCII as the command prints them."""
        return (json.dumps(content, ensure_ascii=True, separators=(", ", ": ")) + "\n").encode()


async def advise(request: Request) -> Response:
    """Answer one order."""
    raw, refusal = await _json(request)
    if refusal is not None:
        return refusal
    if not isinstance(raw, dict):
        return _refused([_fault("expected one order, a mapping from fact to value")], 400)
    if "orders" in raw:
        return _refused([_fault("expected one order, got `orders`", "send several to /batch")], 400)
    desk, run = desk_of(request), worker_of(request).run
    held = await run(read, desk, raw)
    if held.faults or not held.orders:
        return _refused(held.faults, 422)
    return JSONDocument(await run(_document, desk, held.orders[0]))


async def batch(request: Request) -> Response:
    """Answer many orders; those with faults are told of beside the answers, in `faults`. Pages take their turn between two blocks of orders."""
    raw, refusal = await _json(request)
    if refusal is not None:
        return refusal
    orders = raw.get("orders") if isinstance(raw, dict) else raw
    if not isinstance(orders, list) or not orders or not all(isinstance(one, dict) for one in orders):
        return _refused([_fault("expected a list of orders, or a mapping with `orders`")], 400)
    if isinstance(raw, dict) and len(raw) > 1:
        return _refused([_fault("expected nothing beside `orders`")], 400)
    if len(orders) > _MOST_ORDERS:
        return _refused([_fault(f"at most {_MOST_ORDERS} orders at once", "use `advisor batch` for more")], 400)
    desk, run = desk_of(request), worker_of(request).run
    held = await run(read, desk, raw)
    answers = [one for block in in_blocks(held.orders, _BLOCK) for one in await run(_documents, desk, block)]
    return JSONDocument({"answers": answers, "refused": held.refused, "faults": _told(held.faults)})


async def describe_door(request: Request) -> Response:
    """Describe the door for programs."""
    return JSONResponse(openapi(desk_of(request).advisor.pack))


async def readable(request: Request) -> Response:
    """Describe the door for people."""
    return await shown(request, "api", _view)


def _view(desk: Desk, _: str) -> dict[str, Any]:
    facts = [one for one in desk.advisor.pack.facts.values() if one.of == "order" and one.question]
    return {"facts": [{"name": one.name, "label": one.label} for one in facts], "most": _MOST_ORDERS}


# --- orders in, documents out -----------------------------------------------------------------------------------------
def read(desk: Desk, raw: object) -> OrderFile:
    """Return the orders that a request brought, read as any order file is."""
    return desk.reader.read(json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass"), BODY)


def _document(desk: Desk, order: Order) -> dict[str, Any]:
    """Return the document on one order."""
    return desk.pages.document(desk.advisor.advise(order))


def _documents(desk: Desk, orders: Sequence[Order]) -> list[dict[str, Any]]:
    """Return the document on each of some orders, decided in columns together as `advisor batch` does."""
    return [desk.pages.document(one) for one in desk.advisor.advise_block(orders)]


def _told(faults: Iterable[Diagnostic]) -> list[dict[str, str]]:
    """Return faults as JSON."""
    return [{"at": str(one.at), "message": one.message, "help": one.help} for one in faults]


async def _json(request: Request) -> tuple[Any, Response | None]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        return None, _refused([_fault("expected Content-Type: application/json")], 415)
    try:
        return json.loads(await request.body(), parse_constant=_no_number, object_pairs_hook=_once), None
    except (ValueError, RecursionError):
        return None, _refused([_fault("this is no JSON, or a name in it is said twice")], 400)


def _no_number(text: str) -> None:
    raise ValueError(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(BODY)
    return found


def _fault(message: str, cure: str = "") -> Diagnostic:
    return Diagnostic(Place(BODY), message, cure)


def _refused(faults: Iterable[Diagnostic], code: int) -> Response:
    return JSONResponse({"faults": _told(faults)}, code)
