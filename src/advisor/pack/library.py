"""What reading rules and what stands beside them needs of the rest of a pack."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from advisor.ir import (
    Pathway,
    Source,
)
from advisor.pack.vocabulary import Vocabulary
from advisor.yaml.fields import Faults


class Library(Struct, frozen=True, kw_only=True):
    """What reading rules needs."""

    vocabulary: Vocabulary
    sources: Mapping[str, Source]
    pathways: Mapping[str, Pathway]
    faults: Faults
