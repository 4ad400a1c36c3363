"""What if: an order tried at other numbers of some facts, such as the quantity, and where on the way the answer changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from advisor.analysis.order_variants import columnar
from advisor.analysis.winners_by_value import sweep
from advisor.ir import UNLIMITED, FactType, Numbers, Pack, Possible
from advisor.render.inert import show
from advisor.render.tender import Tender, moved_readings, tender_of
from advisor.render.words import CENTS, capital
from advisor.trace import Order
from advisor.value.unit import MONEY, converted
from advisor.web.desk import Desk
from advisor.web.guard import seal
from advisor.web.pages import desk_of, order_address, secret_of, shown, worker_of

_TIMES = 5
"""A slider reaches this many times what is said, and down to half its share."""


class Slider(Struct, frozen=True, kw_only=True):
    """A fact to try. low, high, was, value: in steps; was: where the order stands, or what a slider begins with where it says nothing.

    size: of a step, in base units, of money in the currency in which the order is told; here: what the order says, in base units.
    """

    name: str
    fact: FactType
    size: int
    low: int
    high: int
    was: int
    value: int
    is_said: bool
    here: int
    tender: Tender

    @property
    def path(self) -> str:
        """The path of the fact."""
        return f"order.{self.name}"

    @property
    def span(self) -> Numbers:
        """All that can be tried, in base units."""
        return Numbers(min(self.at(self.low), self.here), max(self.at(self.high), self.here))

    def at(self, step: int) -> int:
        """Return what a step stands for in base units: where the order stands, just what it says."""
        if step == self.was and self.is_said:
            return self.here
        size = step * self.size
        return converted(size, self.tender.millionths) if self.fact.is_in(MONEY) else size

    def step(self, value: int) -> int:
        """Return the first step from a value in base units on."""
        return -(-_counted(value, self.fact, self.tender) // self.size)


def _counted(value: int, fact: FactType, tender: Tender) -> int:
    """Return a value in base units, of money in those of the currency in which it is told."""
    return tender.worth(value) if fact.is_in(MONEY) else value


def sliders(desk: Desk, order: Order, asked: Mapping[str, str]) -> list[Slider]:
    """Return the facts to try, each where it was asked to stand, else where the order does."""
    tender = tender_of(desk.advisor.pack, order)
    return [
        _slider_of(
            fact, order.given.get(f"order.{fact.name}"), fact.tried, fact.domain, asked.get(fact.name, ""), tender
        )
        for fact in desk.advisor.pack.facts.values()
        if fact.tried is not None and isinstance(fact.domain, Numbers)
    ]


def _slider_of(
    fact: FactType, given: Possible | None, tried: Numbers, domain: Numbers, text: str, tender: Tender
) -> Slider:
    """Return the slider of a fact. tried: where it begins, and what it reaches at least; text: where it was asked to stand."""
    size = CENTS if fact.is_in(MONEY) else fact.step
    is_said = isinstance(given, Numbers) and 0 < given.low < UNLIMITED
    here = given.low if is_said and isinstance(given, Numbers) else tried.low
    was = max(1, (_counted(here, fact, tender) + size // 2) // size)
    least, most, far = (_counted(one, fact, tender) for one in (domain.low, domain.high, tried.high))
    high = min(max(was * _TIMES, far // size), most // size)
    low = max(1, -(-least // size), was // (_TIMES * 2))
    value = int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else was  # noqa: PLR2004  # longer is none
    return Slider(
        name=fact.name, fact=fact, size=size, low=low, high=high, was=was, value=min(max(value, low), high),
        is_said=is_said, here=here, tender=tender,
    )  # fmt: skip


def _tried(pack: Pack, order: Order, found: list[Slider]) -> Order:
    """Return the order with what was moved."""
    moved = {one.path: Numbers(one.at(one.value), one.at(one.value)) for one in found if one.value != one.was}
    return replace(order, given={**order.given, **moved}, readings=moved_readings(pack, order, moved))


def try_view(desk: Desk, secret: str, key: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page shows: the sliders, the answer as tried, and where each fact alone changes it."""
    interview = desk.open(secret, key).interview
    found = sliders(desk, interview.order, asked)
    order = _tried(interview.pack, interview.order, found)
    advice = next(iter(desk.advisor.advise_block([order], witnesses=False)))
    return {
        "key": key, "csrf": seal(secret), "id": show(order.id), "first": desk.pages.card(advice),
        "before": desk.pages.so_far(interview.advice), "after": desk.pages.so_far(advice),
        "is_moved": any(one.value != one.was for one in found),
        "sliders": [_slider(desk, order, one) for one in found],
    }  # fmt: skip


def _slider(desk: Desk, order: Order, one: Slider) -> dict[str, Any]:
    span = one.span
    value = one.at(one.value)
    told = desk.pages.plainly(one.path, Numbers(value, value), order)
    swept = sweep(desk.advisor, columnar(desk.advisor), order, one.path, span)
    regions = desk.pages.swept(swept, value)
    return {
        "name": one.name, "label": capital(one.fact.label), "low": one.low, "high": one.high,
        "value": one.value, "was": one.was, "is_said": one.is_said, "told": told,
        "regions": regions, "marks": [one.step(region["low"]) for region in regions[1:]],
    }  # fmt: skip


async def trial(request: Request) -> Response:
    """Show what the order comes to as tried."""
    key = request.path_params["key"]
    return await shown(request, "try", try_view, key, dict(request.query_params))


async def keep(request: Request, form: FormData) -> Response:
    """Make what was tried the order."""
    key, desk, secret = request.path_params["key"], desk_of(request), secret_of(request)
    asked = {name: text for name, text in form.items() if isinstance(text, str)}

    def take() -> None:
        interview = desk.open(secret, key).interview
        found = sliders(desk, interview.order, asked)
        said = [*(one.path for one in interview.said), *(one.path for one in found if one.value != one.was)]
        desk.lay(secret, key, _tried(interview.pack, interview.order, found), dict.fromkeys(said))

    await worker_of(request).run(take)
    return order_address(key)
