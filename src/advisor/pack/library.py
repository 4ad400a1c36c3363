"""What reading rules and what stands beside them needs of the rest of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.ir import (
    Pathway,
    Source,
)
from advisor.pack.vocabulary import Vocabulary
from advisor.yaml.fields import Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What reading rules needs."""

    vocabulary: Vocabulary
    sources: Mapping[str, Source]
    pathways: Mapping[str, Pathway]
    faults: Faults
