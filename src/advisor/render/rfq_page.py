"""A request for quotation as a template reads it."""

from __future__ import annotations

from advisor.offer import Request, RequestPart
from advisor.render.inert import show
from advisor.render.on_paper import PaperNames, maker, wanted
from advisor.render.reason import Teller, View


def request_view(teller: Teller, request: Request) -> View:
    """Return what the template says of a request."""
    order, as_of = request.order, request.order.as_of
    said = wanted(teller.names, order)
    teller = teller.by(PaperNames(teller.pack, teller.names.tender, order))
    return {
        "title": f"Request for quotation: {said}" if said else f"Request for quotation {show(order.id)}",
        "id": show(order.id),
        "to": maker(request.ranked, teller.pack),
        "date": as_of.isoformat() if as_of else "",
        "parts": [_part(teller, part) for part in request.parts],
    }


def still_missing(teller: Teller, request: Request) -> View:
    """Return what the studio has yet to find before it sends the request, in words, under a word for how it stands."""
    names, given = teller.names, request.order.given
    found = {
        "still missing": [one.name for one in request.missing if one.verdict is False],
        "not confirmed": [one.name for one in request.missing if one.verdict is None],
        "not said": [names.label(path) for path in request.unsaid],
        "said roughly": [f"{names.label(path)} ({names.told(path, given[path])})" for path in request.rough],
    }
    return {standing: names for standing, names in found.items() if names}


def _part(teller: Teller, part: RequestPart) -> View:
    def told(text: str) -> str:
        return teller.sentences.render(text, part.memory)

    return {
        "title": part.title,
        "head": list(part.head),
        "rows": [[told(cell) for cell in row.texts] for row in part.rows],
        "documents": [{"name": one.name, "need": one.need, "verdict": one.verdict} for one in part.documents],
        "lines": [
            *(show(f"{teller.names.label(path)}: {text}" if path else text) for path, text in part.remarks),
            *(told(text) for line in part.lines for text in line.texts),
        ],
    }
