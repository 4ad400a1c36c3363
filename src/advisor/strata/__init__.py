"""The order in which rules settle: what reads what, strata, and the closing of derived facts."""

from advisor.strata.closing import asked, close, close_stratum, conclude, is_asked, open_stratum, verdict
from advisor.strata.folding import Folded, Folding, Stage
from advisor.strata.program import Program, Stratum, fact_at, inputs, origins, stratify
from advisor.strata.reading import (
    Node,
    children,
    conclusion_expressions,
    figures,
    nodes,
    premises,
    reads,
    root,
    rule_reads,
)

__all__ = [
    "Folded",
    "Folding",
    "Node",
    "Program",
    "Stage",
    "Stratum",
    "asked",
    "children",
    "close",
    "close_stratum",
    "conclude",
    "conclusion_expressions",
    "fact_at",
    "figures",
    "inputs",
    "is_asked",
    "nodes",
    "open_stratum",
    "origins",
    "premises",
    "reads",
    "root",
    "rule_reads",
    "stratify",
    "verdict",
]
