"""A request for quotation as a template reads it."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.meaning.path import name_in
from advisor.offer import Request, RequestPart
from advisor.render.inert import show
from advisor.render.justification import SIZES
from advisor.render.on_paper import PaperNames, maker, wanted
from advisor.render.reason import Teller, View

_CONTENTS = ("rows", "documents", "lines")
"""What a section is left out without."""


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
        "parts": [
            told for part in request.parts if any((told := _part(teller, part, request))[key] for key in _CONTENTS)
        ],
    }


def still_missing(teller: Teller, request: Request) -> View:
    """Return what the studio has yet to find before it sends the request, in words, under a word for how it stands."""
    names, given = teller.names, request.order.given
    found = {
        "still missing": [one.name for one in request.missing if one.verdict is False],
        "not confirmed": [one.name for one in request.missing if one.verdict is None],
        "not said": [names.label(path) for path in request.unsaid],
        "said roughly": [f"{names.label(path)} ({names.told(path, given[path])})" for path in request.rough],
        "kept out of the letter, as your own business": [show(text) for text in request.kept_back],
    }
    return {standing: names for standing, names in found.items() if names}


def _part(teller: Teller, part: RequestPart, request: Request) -> View:
    def told(text: str) -> str:
        return teller.sentences.render(text, part.memory)

    return {
        "title": part.title,
        "head": list(part.head),
        "rows": [[told(cell) for cell in row.texts] for row in part.rows],
        "documents": [{"name": one.name, "need": one.need, "verdict": one.verdict} for one in part.documents],
        "lines": [
            *(_own_words(teller, request) if part.has_remarks else ()),
            *(told(text) for line in part.lines for text in line.texts),
        ],
    }


def _own_words(teller: Teller, request: Request) -> Iterator[str]:
    """Yield what the order says in words of its own and no row says, then what it says roughly otherwise."""
    names, said = teller.names, {path for part in request.parts for path, _ in part.remarks}
    cells = [
        teller.sentences.render(text, part.memory) for part in request.parts for row in part.rows for text in row.texts
    ]
    pairs = [pair for part in request.parts for pair in part.remarks]
    texts = {text for _, text in pairs}
    for path, text in (one for one in pairs if not any(one[1] in other and one[1] != other for other in texts)):
        if not any(cell == show(text) or cell.endswith(f"({show(text)})") for cell in cells):
            yield show(f"{names.label(path)}: {text}" if _is_headed(teller, path, text) else text)
    for path in request.rough:
        told = names.told(path, request.order.given[path])
        if path not in said and told not in cells:
            yield f"{names.label(path)}: {told}"


def _is_headed(teller: Teller, path: str, text: str) -> bool:
    """Return whether words stand under what a fact is called: those that describe the thing, and not what was merely taken for a size, a place or a service."""
    if not path or ": " in text:
        return False
    fact, roles = teller.pack.facts[name_in(path)], teller.pack.lexicon.roles
    is_of_thing = bool(fact.weighed_by) or fact.name in {
        *roles.describe,
        *roles.freely,
        *roles.of_parts,
        *roles.details,
        roles.stuff,
    }
    is_size = fact.unit is not None and fact.unit.name in SIZES
    return is_of_thing and (not is_size or any(sign.isdigit() for sign in text))
