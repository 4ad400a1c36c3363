"""Orders from files: read strictly, each fact as the kind the pack declares, quotes as options of their own.

What every order of a studio shares stands in a `studio:` block, beside `orders:` or in an order, or in a file of its own; an
order overrides it.

In the order in which a file walks through it: `order_file` (which nodes of a file are orders, and where each ends), `apart` (the orders
that one of them holds: several things, parts, ways), `order_reader` (one order: its id, date, rates, facts and quotes), `ordered_on` (which key says its date), `gathered` (its facts, by who says them: the order, its studio, `--set`), `saying` (one of them), `tried` (what came of reading it), `dated` (a day whatever it stands under),
`fact_reader` (which fact a name means, and what its text is read with), `by_thing` (what words and weights mean by the thing ordered).
- `block`: one of several orders in one block; `keys`: what keys say before any value is read, and sorts of one thing added up; `held`: what stands under one fact's key as one value.
- `laid_out`: how people lay an order out; `among_keys`: what the keys of an order say of one another; `strange`: a key that is no fact.
- `together`: what a key and its value say as one sentence, where neither is a fact's as it stands.
- `whereabouts`: how money, days and lengths are written at the places that an order names.
- `narrowed`: what one fact says of another that the order leaves open.
- `naming`: which fact a column or a key holds; what shops call them is in the pack's words.
"""

from __future__ import annotations

from advisor.order.order_file import OWN_KEYS, OrderFile
from advisor.order.order_reader import ID_LENGTH, OrderReader

__all__ = ["ID_LENGTH", "OWN_KEYS", "OrderFile", "OrderReader"]
