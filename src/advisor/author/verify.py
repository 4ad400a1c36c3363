"""What can be proved of one pack: rules that never hold or never matter, options that never win, gaps, islands, properties that fail.

Each finding is *proved* over every value that facts may have, or comes with an order that `advise` confirms; what was only looked for
in the orders of a profile, and not found, is counted as open and is no finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import permutations

from msgspec import Struct, field
from msgspec.structs import replace

from advisor import ir
from advisor.advice import Advisor
from advisor.author.box import Bench, Boxes, boxes_together
from advisor.author.claim import Claim
from advisor.author.fault_example import order_that_shows
from advisor.author.profile import Profile, profile
from advisor.author.properties import Property, order_that_breaks
from advisor.author.reach import Reached, reached
from advisor.author.rule_check import can_never_hold, rule_findings
from advisor.author.sample import Sample, sampled
from advisor.check import domains
from advisor.errors import Diagnostic
from advisor.ir import Memory, Pack
from advisor.meaning import Program

NAMED = 24
"""How many rules and options that were looked for in vain are named."""


class Finding(Struct, frozen=True, kw_only=True):
    """Something wrong with a pack. order: one that shows it; empty where nothing does but that no order is otherwise."""

    kind: str
    fault: Diagnostic
    order: Memory = field(default_factory=dict)


class Verified(Struct, frozen=True, kw_only=True):
    """All that was found. open: what was looked for in vain and not proved, in words; proved: properties that are."""

    findings: tuple[Finding, ...]
    open: tuple[str, ...]
    proved: tuple[str, ...]
    profile: Profile


def verify(advisor: Advisor, properties: tuple[Property, ...] = (), *, most: int = 4_000) -> Verified:
    """Return what can be proved of a pack. most: how many boxes each property may take."""
    asked = profile([advisor.pack])
    bench = Bench(advisor, asked)
    sample = sampled(bench)
    findings = [_proved("rule", claim, advisor) for claim in rule_findings(advisor.program)]
    findings += [_proved("option", claim, advisor) for claim in option_findings(advisor.program)]
    findings += _gaps(sample)
    findings += _islands(bench, sample)
    told: dict[str, list[str]] = {"open": [], "proved": []}
    for one in properties:
        result = order_that_breaks(one, advisor, most)
        if result.order is not None:
            fault = Diagnostic(one.at, f"property `{one.id}` does not hold: {result.told}", one.because)
            findings.append(Finding(kind="property", fault=fault, order=result.order))
        else:
            told["proved" if result.open == 0 else "open"].append(f"property `{one.id}`: {result.told}")
    return Verified(
        findings=tuple(findings),
        open=(*told["open"], *_unseen(advisor.pack, reached(sample))),
        proved=tuple(told["proved"]),
        profile=asked,
    )


def _proved(kind: str, claim: Claim, advisor: Advisor) -> Finding:
    return Finding(kind=kind, fault=claim.fault, order=order_that_shows(claim, advisor))


def _unseen(pack: Pack, found: Reached) -> Iterator[str]:
    """Yield which rules and options were looked for in vain."""
    rules = [one.id for one in pack.rules.values() if one.scope != "advice"]
    for what, does, names, seen in (
        ("rules", "hold", rules, found.held),
        ("options", "win", [*pack.options], found.won),
    ):
        left = [name for name in names if name not in seen]
        if left:
            told = ", ".join(left[:NAMED]) + (f" and {len(left) - NAMED} more" if len(left) > NAMED else "")
            yield f"{len(left)} of {len(names)} {what} {does} in none of the {found.count} orders looked at, and may elsewhere: {told}"


# --- orders that nothing speaks for -----------------------------------------------------------------------------------
def _gaps(sample: Sample) -> Iterator[Finding]:
    """Yield the first of the orders that have no candidate at all."""
    place = next(iter(sample.bench.advisor.pack.options.values())).at
    for row in sample.without[:1]:
        fault = Diagnostic(
            place,
            f"gap: no option speaks for {len(sample.without)} of {len(sample.points)} orders asked",
            "add one that applies, or a generic one",
        )
        yield Finding(kind="gap", fault=fault, order=sample.points.said(row))


# --- islands ----------------------------------------------------------------------------------------------------------
def _islands(bench: Bench, sample: Sample) -> Iterator[Finding]:
    """Yield each pathway that wins at some values of a number, loses at greater ones to another, and then wins again."""
    seen: set[tuple[str, str]] = set()
    for at, axis in enumerate(bench.profile.axes):
        lines = boxes_together([sample.line(stratum, at) for stratum in range(len(bench.profile.strata))])
        won = bench.advisor.columnar.decide(bench.bare(lines), ("pathway",))["pathway"].to_list()
        length = len(won) // len(bench.profile.strata)
        for first in range(0, len(won), length):
            for before, row in _returns(won[first : first + length]):
                pathway = won[first + row]
                if (pathway, axis.path) not in seen:
                    seen.add((pathway, axis.path))
                    yield _island(bench, lines, at, (first + before, first + row), pathway)


def _returns(won: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    """Yield where a pathway wins last before it loses to another, and where it wins again."""
    for row, pathway in enumerate(won):
        earlier = [one for one in range(row) if won[one] == pathway]
        if earlier and pathway is not None and won[row - 1] not in (pathway, None):
            yield earlier[-1], row


def _island(bench: Bench, line: Boxes, at: int, rows: tuple[int, int], pathway: str) -> Finding:
    first, again = (int(line.low[row, at]) for row in rows)
    label = bench.advisor.pack.facts[bench.profile.axes[at].path.removeprefix("order.")].label
    fault = Diagnostic(
        bench.advisor.pack.pathways[pathway].at,
        f"island: `{pathway}` wins at {label} {first} and again at {again}, another between",
        "see `advisor sweep`; it may be meant",
    )
    return Finding(kind="island", fault=fault, order=line.said(rows[1] - 1))


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
