"""Reading `pathways.yaml`: the ways of getting a batch made."""

from __future__ import annotations

from collections.abc import Mapping

from advisor import ir
from advisor.pack.claim_reader import read_source
from advisor.yaml.fields import IDENTIFIER, Fields, mapping_of, named
from advisor.yaml.node import Scalar


def read_pathways(fields: Fields, sources: Mapping[str, ir.Source]) -> dict[str, ir.Pathway]:
    """Return the pathways by id, in order."""
    pathways: dict[str, ir.Pathway] = {}
    for key, node in fields.mapping("pathways", needed=True):
        with fields.faults.entry(key.text):
            item = mapping_of(node, fields.faults, f"pathway `{key.text}`")
            if item is not None and named(key, IDENTIFIER, fields.faults, "a pathway", pathways.__contains__):
                pathways[key.text] = _pathway(key, item, sources)
    return pathways


def _pathway(key: Scalar, item: Fields, sources: Mapping[str, ir.Source]) -> ir.Pathway:
    pathway = ir.Pathway(
        id=key.text,
        name=item.text("name", needed=True),
        summary=item.text("summary"),
        strengths=item.texts("strengths"),
        examples=item.texts("examples"),
        expects=item.texts("expects"),
        takes_quotes=item.flag("takes_quotes", default=True),
        short=item.text("short"),
        absent=item.text("absent"),
        sources=read_source(item, sources, f"pathway `{key.text}`"),
        at=key.at,
    )
    item.end()
    return pathway
