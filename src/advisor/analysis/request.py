"""Requests for quotation: what the pack says of an order, to each pathway that is to be asked; nothing in them is assumed, but where a section says so."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.advice import Advisor
from advisor.advice.papers import documents
from advisor.analysis.besides import Besides, besides
from advisor.errors import UnknownNameError
from advisor.ir import FactType, Numbers, Pack, Possible, RequestLine, RequestSection
from advisor.meaning import truth
from advisor.meaning.path import name_in
from advisor.meaning.possible import is_known
from advisor.offer import Request, RequestPart
from advisor.trace import Advice, Document, Order, Ranked


def requests(advisor: Advisor, order: Order, pathways: Iterable[str] = ()) -> tuple[Request, ...]:
    """Return a request to each pathway named, each once; else to the two that the advice says to ask, if there are any.

    Raises:
        UnknownNameError: there is no such pathway, it takes no quotes, or no option of it applies to the order.
    """
    pack = advisor.pack
    named = tuple(dict.fromkeys(pathways))
    for pathway in named:
        _refuse(pathway, pack)
    advice = advisor.advise(order, witnesses=False)
    return tuple(_request(pack, advice, pathway) for pathway in named or advice.ask_quotes_from)


def _refuse(pathway: str, pack: Pack) -> None:
    takers = ", ".join(f"`{one.id}`" for one in pack.pathways.values() if one.takes_quotes)
    if pathway not in pack.pathways:
        raise UnknownNameError(f"there is no pathway `{pathway}`; ask one of {takers}")
    if not pack.pathways[pathway].takes_quotes:
        raise UnknownNameError(f"`{pathway}` takes no quotes; ask one of {takers}")


def _request(pack: Pack, advice: Advice, pathway: str) -> Request:
    ranked = _asked(advice, pathway)
    held = documents(pack, pathway, ranked.memory)
    own = besides(pack, advice.order)
    parts = [_part(pack, part, pathway, ranked, held, own) for part in pack.rfq]
    wanted = dict.fromkeys(path for part in pack.rfq for path in part.needs)
    return Request(
        order=advice.order,
        pathway=pathway,
        ranked=ranked,
        parts=tuple(parts),
        missing=tuple(one for one in held if one.need == "required" and one.verdict is not True),
        unsaid=tuple(path for path in wanted if advice.possible[path] == pack.facts[name_in(path)].domain),
        rough=tuple(path for path in wanted if _is_rough(advice.possible[path], pack.facts[name_in(path)])),
        kept_back=own.kept_back,
    )


def _is_rough(value: Possible, fact: FactType) -> bool:
    return value != fact.domain and not (isinstance(value, Numbers) or is_known(value))


def _asked(advice: Advice, pathway: str) -> Ranked:
    """Return the best option of a pathway; a quote only where there is no other."""
    rows = [row for row in advice.ranking if row.option.pathway == pathway]
    if not rows:
        raise UnknownNameError(f"no option of `{pathway}` applies to order `{advice.order.id}`")
    return min(rows, key=lambda row: row.option.is_quote)


def _part(
    pack: Pack, part: RequestSection, pathway: str, ranked: Ranked, held: tuple[Document, ...], own: Besides
) -> RequestPart:  # fmt: skip
    memory = ranked.memory if part.is_assumed else ranked.possible
    lists = {one.id for one in pack.checklists if part.path and one.path == part.path}

    def said(lines: tuple[RequestLine, ...]) -> tuple[RequestLine, ...]:
        of_pathway = [one for one in lines if not one.pathways or pathway in one.pathways]
        return tuple(one for one in of_pathway if truth.holds(one.condition, memory) is True)

    return RequestPart(
        title=part.title,
        memory=memory,
        head=part.head,
        rows=said(part.rows),
        documents=tuple(one for one in held if one.checklist in lists),
        lines=said(part.lines),
        remarks=own.told if part.has_remarks else (),
        has_remarks=part.has_remarks,
    )
