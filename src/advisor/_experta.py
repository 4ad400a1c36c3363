"""The one door to experta: importing this module imports it, whole and without side effects, or raises EngineError.

Three faults of experta 1.9.4 are kept out here. Its pin frozendict 1.2 reads `collections.Mapping`, gone since Python
3.10. It calls `logging.basicConfig()`, which gives the root logger a handler. Its `__init__` swallows ImportError, so
that a broken install is an empty module: the names are therefore taken from the modules that define them. All of this
can go when experta drops the pin.
"""

from __future__ import annotations

import collections
import collections.abc
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from advisor.errors import EngineError

_HELP = "run `python -m pip install --force-reinstall experta==1.9.4` with the Python that runs advisor"


@contextmanager
def _lent_collections() -> Iterator[None]:
    """Lend `collections` the abstract classes that left it in Python 3.10, and take them back."""
    lent = [name for name in collections.abc.__all__ if not hasattr(collections, name)]
    for name in lent:
        setattr(collections, name, getattr(collections.abc, name))
    try:
        yield
    finally:
        for name in lent:
            delattr(collections, name)


@contextmanager
def _quiet_logging() -> Iterator[None]:
    """Lend the root logger a handler that does nothing: `basicConfig()` leaves a logger alone that has one."""
    idle = logging.NullHandler()
    logging.root.addHandler(idle)
    try:
        yield
    finally:
        logging.root.removeHandler(idle)


try:
    with _lent_collections(), _quiet_logging():
        from experta.abstract import Matcher, Strategy
        from experta.activation import Activation
        from experta.agenda import Agenda
        from experta.conditionalelement import TEST
        from experta.engine import KnowledgeEngine
        from experta.fact import Fact, InitialFact
        from experta.factlist import FactList
        from experta.fieldconstraint import P, W
        from experta.matchers import ReteMatcher
        from experta.matchers.rete.check import SameContextCheck, TypeCheck, WhereCheck
        from experta.matchers.rete.nodes import ConflictSetNode, FeatureTesterNode, OrdinaryMatchNode, WhereNode
        from experta.matchers.rete.token import Token
        from experta.rule import Rule
        from experta.shortcuts import AS, MATCH
except Exception as error:  # a broken install may raise anything when it is imported
    cause = " ".join(str(error).split()) or type(error).__name__
    state = "missing" if getattr(error, "name", None) == "experta" else "broken"
    message = f"the inference engine experta is {state}: {cause[:200]}\n  help: {_HELP}"
    raise EngineError(message) from error

logging.getLogger("experta").setLevel(logging.WARNING)

__all__ = [
    "AS",
    "MATCH",
    "TEST",
    "Activation",
    "Agenda",
    "ConflictSetNode",
    "Fact",
    "FactList",
    "FeatureTesterNode",
    "InitialFact",
    "KnowledgeEngine",
    "Matcher",
    "OrdinaryMatchNode",
    "P",
    "ReteMatcher",
    "Rule",
    "SameContextCheck",
    "Strategy",
    "Token",
    "TypeCheck",
    "W",
    "WhereCheck",
    "WhereNode",
]
