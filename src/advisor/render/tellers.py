"""Who says values: exactly or as people do, in the currency that an order is in."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.ir import Pack
from advisor.pack.cache import Kept
from advisor.render.names import PackNames
from advisor.render.reason import Teller
from advisor.render.tender import pack_tender, tender_of
from advisor.trace import Order

if TYPE_CHECKING:
    from advisor.render.plain import Plain


class Tellers:
    """Says values of one pack's orders. kept: where what sentences compile to may be kept."""

    def __init__(self, pack: Pack, kept: Kept | None) -> None:
        self._pack, self._kept = pack, kept
        self.own = Teller(pack, kept)
        """Says values exactly, in the pack's currency."""

    def exactly(self, *orders: Order) -> Teller:
        """Return what says values exactly, in the currency that all of the orders are in."""
        tender = tender_of(self._pack, *orders)
        return self.own.by(PackNames(self._pack, tender)) if tender.is_foreign else self.own

    def plainly(self, order: Order) -> Teller:
        """Return what says values of an order as people do, in its currency."""
        tender = tender_of(self._pack, order)
        return self.plain.by(replace(self._plain_names, tender=tender.plainly)) if tender.is_foreign else self.plain

    @cached_property
    def plain(self) -> Teller:
        """Says values as people do, in the pack's currency."""
        return Teller(self._pack, self._kept, self._plain_names)

    @cached_property
    def _plain_names(self) -> Plain:
        from advisor.render.plain import Plain  # a page of the pack has no first screen

        return Plain(self._pack, pack_tender(self._pack).plainly)


class OwnTellers(Tellers):
    """Says values of all orders in the pack's currency: a table has one."""

    def exactly(self, *_orders: Order) -> Teller:
        return self.own

    def plainly(self, _order: Order) -> Teller:
        return self.plain
