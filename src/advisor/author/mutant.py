"""A mistake made on purpose in a pack as it is read, by what it replaces."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from advisor import ir

_KINDS = ("condition", "bound", "figure", "option", "assumption")


class Mutant(Struct, frozen=True, kw_only=True):
    """One mistake. kind: one of _KINDS; name: of the rule, figure, option or fact; what: what was done, in words.

    rules, estimates, options, facts: the entries that stand instead of the pack's own.
    """

    kind: str
    name: str
    what: str
    rules: Mapping[str, ir.Rule] = field(default_factory=dict)
    estimates: Mapping[str, ir.Estimate] = field(default_factory=dict)
    options: Mapping[str, ir.Option] = field(default_factory=dict)
    facts: Mapping[str, ir.FactType] = field(default_factory=dict)

    def of(self, pack: ir.Pack) -> ir.Pack:
        """Return a pack with the mistake."""
        return replace(
            pack, rules={**pack.rules, **self.rules}, estimates={**pack.estimates, **self.estimates},
            options={**pack.options, **self.options}, facts={**pack.facts, **self.facts},
        )  # fmt: skip
