"""The columnar engine: the pack in open form, asked of many orders at once in arrays of possible values."""

from advisor.columnar.answers import Columnar
from advisor.columnar.orders import Orders, orders_of, repeated

__all__ = ["Columnar", "Orders", "orders_of", "repeated"]
