"""The shapes of quotes: as they are compared with each other, and as they are asked for."""

from __future__ import annotations

from msgspec import Struct

from advisor.ir import Memory, RequestLine
from advisor.trace import Document, Order, Ranked, Run, Spread


class AtQuantity(Struct, frozen=True, kw_only=True):
    """What an option costs at one quantity. landed: None where it is no candidate; least, most: set if it takes no fewer, no more."""

    quantity: int
    landed: Spread | None
    least: int | None = None
    most: int | None = None


class Offer(Struct, frozen=True, kw_only=True):
    """A quote, or an option of the table, as it is compared.

    ranked: its place by the one ranking, its estimates at the order's quantity. ex_works: its bare price of a unit there.
    at: its landed unit cost at each quantity compared. left_out: names of the lines that a quote's price leaves out.
    has_run_out: it is no longer valid on the order's date.
    """

    ranked: Ranked
    ex_works: Spread
    at: tuple[AtQuantity, ...]
    left_out: tuple[str, ...]
    has_run_out: bool


class Pair(Struct, frozen=True, kw_only=True):
    """Two options of a comparison, by id, and where the order of their landed unit costs changes.

    low, high: the quantities that both take, None if they share none. is_known: both costs are. runs: who is the cheaper
    over them; the second run begins at the break-even quantity.
    """

    first: str
    second: str
    low: int | None
    high: int | None
    is_known: bool
    runs: tuple[Run, ...]


class Comparison(Struct, frozen=True, kw_only=True):
    """The quotes of an order at the same quantities, the best first, as the whole ranking has them.

    quantities: the order's first, then others; yearly: the one that is a whole year's, None if that is not said.
    winner: who leads the whole ranking, compared here or not. pairs: each two of the offers.
    """

    order: Order
    quantity: int
    quantities: tuple[int, ...]
    yearly: int | None
    offers: tuple[Offer, ...]
    pairs: tuple[Pair, ...]
    winner: Ranked | None


class RequestPart(Struct, frozen=True, kw_only=True):
    """A section of a request: the rows and lines whose condition holds over a memory, and its documents.

    remarks: fact's path, or nothing -> what the order says besides its facts; has_remarks: that stands here.
    """

    title: str
    memory: Memory
    head: tuple[str, ...]
    rows: tuple[RequestLine, ...]
    documents: tuple[Document, ...]
    lines: tuple[RequestLine, ...]
    remarks: tuple[tuple[str, str], ...] = ()
    has_remarks: bool = False


class Request(Struct, frozen=True, kw_only=True):
    """A request for quotation to one pathway.

    ranked: the pathway's best option that is no quote, over whose possible values the lines are said. missing: documents that are
    required and not known to be at hand. unsaid: paths of facts that the request should say and the order does not; rough: of those of which it
    says several, one of which a supplier will ask for; a span of numbers is asked as it is. kept_back: what it says of the buyer's own business, which
    no letter tells.
    """

    order: Order
    pathway: str
    ranked: Ranked
    parts: tuple[RequestPart, ...]
    missing: tuple[Document, ...]
    unsaid: tuple[str, ...]
    rough: tuple[str, ...]
    kept_back: tuple[str, ...]
