"""What became of a mutant, and why one is no pack at all."""

from __future__ import annotations

from msgspec import Struct

from advisor import ir, meaning
from advisor.author.mutant import Mutant
from advisor.check import refuse
from advisor.errors import AdvisorError


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
