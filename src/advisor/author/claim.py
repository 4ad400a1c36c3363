"""What is wrong with a pack by its tests alone, and what an order does that shows it."""

from __future__ import annotations

from msgspec import Struct

from advisor.errors import Diagnostic


class Claim(Struct, frozen=True, kw_only=True):
    """A fault, and what an order that shows it does, as assumed.

    holds, fails: rules that hold of it, or do not, all of one option where they are asked of options; at: a path, and the number that it
    says there; dead: the rule that would hold of it without one of its tests; barred: the option that is a candidate, and ruled out;
    behind: two options that are candidates and ruled out by nothing, the first of them ranked behind the second.
    """

    fault: Diagnostic
    holds: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    at: tuple[str, int] | None = None
    dead: str = ""
    barred: str = ""
    behind: tuple[str, ...] = ()
