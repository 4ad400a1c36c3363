"""Options that can never win: none may be ordered of them, they never apply, or another is as they are and nowhere dearer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import permutations

from msgspec.structs import replace

from advisor import ir
from advisor.author.claim import Claim
from advisor.author.rule_check import can_never_hold
from advisor.check import domains
from advisor.errors import Diagnostic
from advisor.meaning import Program


def option_findings(program: Program) -> Iterator[Claim]:
    """Yield what is wrong with the options."""
    options, memory, roles = program.pack.options, domains(program), program.pack.roles
    for one in options.values():
        moq, maximum = one.values.get(roles.least), one.values.get(roles.most)
        if isinstance(moq, ir.Numbers) and isinstance(maximum, ir.Numbers) and moq.low > maximum.high:
            told = f"option `{one.id}` takes at least {moq.low} and at most {maximum.high}: it can never be ordered"
            fault = Diagnostic(one.at, told, "swap them, or mend one")
            yield Claim(fault=fault, at=(roles.amount, moq.low), barred=one.id)
        if can_never_hold(_as_rule(one), program, memory):
            told = f"option `{one.id}` can never apply"
            yield Claim(fault=Diagnostic(one.at, told, "no order satisfies its `applies`"))
    for one, other in permutations(options.values(), 2):
        if one.pathway == other.pathway and _is_shadowed(one, other, (roles.unit_price, roles.tooling)):
            told = f"option `{one.id}` never wins: `{other.id}` applies to the same, is as it is and nowhere dearer"
            yield Claim(
                fault=Diagnostic(one.at, told, "delete it, or say what it is better at"), behind=(one.id, other.id)
            )


def _as_rule(option: ir.Option) -> ir.Rule:
    return ir.Rule(
        id=option.id, scope="order", tests=_parts(option.applies), joins=(), conclusion=ir.Exclude(), because="", says=(),
        sources=(), figures=(), at=option.at,
    )  # fmt: skip


def _parts(condition: ir.Condition) -> tuple[ir.Condition, ...]:
    return condition.parts if isinstance(condition, ir.And) else (condition,)


def _is_shadowed(one: ir.Option, other: ir.Option, costs: Collection[str]) -> bool:
    bare = replace(one, id=other.id, values={}) == replace(
        other,
        values={},
        name=one.name,
        at=one.at,
        sources=one.sources,
        figures=one.figures,
        as_of=one.as_of,
        region=one.region,
    )
    if not bare or one.values.keys() != other.values.keys():
        return False
    rest = all(one.values[path] == other.values[path] for path in one.values if path not in costs)
    dearer = all(_is_no_less(one.values[path], other.values[path]) for path in costs if path in one.values)
    same = one.values == other.values
    return rest and dearer and (not same or one.id > other.id)


def _is_no_less(one: ir.OptionValue, other: ir.OptionValue) -> bool:
    """Return whether one price is nowhere less than another."""
    match one, other:
        case ir.Span(low=low, likely=likely, high=high), ir.Span(low=least, likely=usual, high=most):
            return low >= least and likely >= usual and high >= most
        case ir.SpanTable(rows=rows), ir.SpanTable(rows=others) if [start for start, _ in rows] == [
            start for start, _ in others
        ]:
            return all(_is_no_less(mine, theirs) for (_, mine), (_, theirs) in zip(rows, others, strict=True))
        case _:
            return one == other
