"""A mistake made on purpose in a pack as it is read, by what it replaces."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from advisor import ir, meaning
from advisor.check import refuse
from advisor.errors import AdvisorError

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


class MutantOutcome(Struct, frozen=True, kw_only=True):
    """What became of a mutant. noticed: the case that fails; refused: it is no pack that could be used. Neither: it survives."""

    mutant: Mutant
    noticed: str = ""
    refused: str = ""

    @property
    def survives(self) -> bool:
        return not (self.noticed or self.refused)


def refusal(pack: ir.Pack, mutant: Mutant) -> str:
    """Return why a mutant is no pack, empty where it is one. What rows and assumptions say within bounds is refused nowhere."""
    if not (mutant.rules or mutant.estimates):
        return ""
    derives = any(isinstance(one.conclusion, ir.Derive) for one in mutant.rules.values())
    advises = all(isinstance(one.conclusion, ir.Advise) for one in mutant.rules.values())
    if not derives and (mutant.kind in ("condition", "bound") or (advises and not mutant.estimates)):
        return ""
    try:
        refuse(meaning.stratify(mutant.of(pack)))
    except (KeyError, AdvisorError) as error:
        return str(error)
    return ""
