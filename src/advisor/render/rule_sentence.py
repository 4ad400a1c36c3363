"""Sentences of rules, rendered from a working memory. Values stand in them with their words; nothing in them can run."""

from __future__ import annotations

from copy import copy
from typing import Literal

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, nodes
from jinja2.visitor import NodeTransformer
from msgspec import Struct

from advisor import ir
from advisor.meaning import truth
from advisor.pack.because import FILTERS
from advisor.pack.cache import Kept
from advisor.render.inert import squeezed
from advisor.render.names import PackNames, WordedValue
from advisor.render.templates import Bytecode
from advisor.yaml.fields import OWNERS

_OPS: dict[str, Literal["==", "!=", "<", "<=", ">", ">="]] = {
    "eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=",
}  # fmt: skip
_LEFT, _RIGHT = "the.left", "the.right"
_COMPARED = "compared"
_MOST_TOLD = 512
"""How many sentences are remembered as they were told."""


class _Owner(Struct, frozen=True):
    """What stands before the dot in a sentence."""

    owner: str
    names: PackNames
    memory: ir.Memory


class _Environment(Environment):
    """Jinja that reaches nothing but names: no attribute of any Python object can be read."""

    def getattr(self, obj: object, attribute: str) -> object:
        found: object = None
        if isinstance(obj, _Owner):
            found = obj.names.said(obj.owner, attribute, obj.memory)
        elif isinstance(obj, WordedValue):
            found = obj.parts.get(attribute)
        return self.undefined(obj=obj, name=attribute) if found is None else found

    def getitem(self, obj: object, argument: object) -> object:
        return self.undefined(obj=obj, name=str(argument))

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002  # Jinja's signature
    ) -> str:
        """Return the code of a sentence with its comparisons turned; this is Jinja's hook for it."""
        return super()._generate(_Compared().visit(source), name, filename, defer_init)


class _Compared(NodeTransformer):
    """Turns each comparison into a call of `compared`, which has an answer for any two values."""

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802  # Jinja's visitor names it so
        left = self.visit(node.expr)
        parts: list[nodes.Expr] = []
        for operand in node.ops:
            right = self.visit(operand.expr)
            arguments = [nodes.Const(operand.op), right]
            parts.append(nodes.Filter(left, _COMPARED, arguments, [], None, None, lineno=node.lineno))
            left = right
        whole = parts[0]
        for part in parts[1:]:
            whole = nodes.And(whole, part, lineno=node.lineno)
        return whole


class Sentences:
    """Renders the sentences of one pack; each is compiled once, when it is first told."""

    def __init__(self, names: PackNames, kept: Kept | None = None) -> None:
        """Take the names of a pack. kept: where what sentences compile to may be kept."""
        self.names = names
        self._environment = _environment(kept)
        self._compiled: dict[str, Template] = {}
        self._told: dict[tuple[str, int], tuple[ir.Memory, str]] = {}

    def by(self, names: PackNames) -> Sentences:
        """Return what says the same with other names; what they compile to is shared."""
        other = copy(self)
        other.names, other._told = names, {}  # noqa: SLF001  # another of this class
        return other

    def of(self, rule: ir.Rule, memory: ir.Memory) -> str:
        """Return the rule's sentence over the values in a memory, on one line."""
        return self.render(rule.because, memory)

    def render(self, text: str, memory: ir.Memory) -> str:
        """Return a sentence over the values in a memory, on one line. It has passed `pack check`.

        What one answer says of a memory is said in several places of it, and rendered once.
        """
        key = (text, id(memory))
        held, told = self._told.get(key, (None, ""))
        if held is not memory:
            if len(self._told) >= _MOST_TOLD:
                self._told.clear()
            told = self._rendered(text, memory)
            self._told[key] = memory, told  # it is held, so that no other has its id
        return told

    def _rendered(self, text: str, memory: ir.Memory) -> str:
        template = self._compiled.get(text)
        if template is None:
            template = self._compiled[text] = self._environment.get_template(text)
        owners = {owner: _Owner(owner, self.names, memory) for owner in OWNERS}
        return squeezed(template.render(owners))


def _environment(kept: Kept | None) -> Environment:
    """Return the environment of sentences, in which each is a template named by its own text."""
    environment = _Environment(
        loader=FunctionLoader(lambda text: text),
        undefined=StrictUndefined,
        autoescape=False,  # gives plain words; each form escapes the whole sentence as it is placed
        finalize=_in_words,
        cache_size=0,
        bytecode_cache=None if kept is None else Bytecode(kept, "sentence"),
    )
    environment.filters.clear()
    environment.tests.clear()
    environment.globals.clear()
    environment.filters |= dict.fromkeys(FILTERS, _unchanged)
    environment.filters |= {_COMPARED: _compared}
    return environment


def _in_words(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.words if isinstance(value, WordedValue) else value


def _unchanged(value: object) -> object:
    """Return the value as it is: each is said in its own unit, whatever the filter is called."""
    return value


# --- comparing --------------------------------------------------------------------------------------------------------
def _compared(left: object, op: str, right: object) -> bool:
    """Return whether a comparison in a sentence surely holds; what is unknown, or of two kinds, does not."""
    if op in ("in", "notin"):
        verdict = _contains(_possible(right), _possible(left))
        return (verdict is False) if op == "notin" else verdict is True
    memory = {_LEFT: _possible(left), _RIGHT: _possible(right)}
    condition = _condition(op, memory[_LEFT], memory[_RIGHT])
    return condition is not None and truth.holds(condition, memory) is True


def _possible(value: object) -> ir.Possible:
    match value:
        case WordedValue():
            return value.value
        case bool() | str():
            return ir.OneOf((value,))
        case int():
            return ir.Numbers(value, value)
        case _:
            return ir.Subset(())


def _condition(op: str, left: ir.Possible, right: ir.Possible) -> ir.Condition | None:
    match left, right:
        case ir.Numbers(), ir.Numbers():
            return ir.Compare(_OPS[op], ir.Read(_LEFT), ir.Read(_RIGHT))
        case ir.OneOf(), ir.OneOf() if op == "eq":
            return ir.Same(_LEFT, _RIGHT)
        case ir.OneOf(), ir.OneOf() if op == "ne":
            return ir.Not(ir.Same(_LEFT, _RIGHT))
        case _:
            return None


def _contains(whole: ir.Possible, part: ir.Possible) -> ir.Verdict:
    match whole, part:
        case ir.Subset(), ir.OneOf((str(name),)):
            return truth.holds(ir.Holds(_LEFT, "has", (name,)), {_LEFT: whole})
        case ir.OneOf(), ir.OneOf():
            return truth.holds(ir.Among(_LEFT, whole.values), {_LEFT: part})
        case _:
            return None
