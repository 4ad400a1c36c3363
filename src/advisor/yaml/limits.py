"""The one table of how much a file may hold, so that no file can exhaust the machine."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """What one file may hold at most; anything above is refused at the place where it is reached.

    file_bytes: size of the file. depth: lists and mappings open at once. nodes: keys, values, lists and mappings
    together. keys: of one mapping. scalar: characters of one text. digits: of one number, decimals included.
    faults: after which reading ends. number: the largest absolute value, in base units.
    """

    file_bytes: int
    nodes: int
    scalar: int
    depth: int = 20
    keys: int = 1_000
    digits: int = 15
    faults: int = 100
    number: int = 10**12


PACK_LIMITS = Limits(file_bytes=512 * 1024, nodes=100_000, scalar=8_192)
"""A file of a knowledge pack: written by hand, so small."""

PIN_LIMITS = Limits(file_bytes=4 * 1024 * 1024, nodes=250_000, scalar=8_192)
"""A file of pinned answers: written by `pack test --pin`, read only by who writes packs."""

ORDER_LIMITS = Limits(file_bytes=16 * 1024 * 1024, nodes=250_000, scalar=65_536)
"""A file of orders: some 12,000 orders in YAML, read in one to two seconds; longer ones come as JSON Lines or a table, in pieces."""
