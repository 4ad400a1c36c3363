"""Why a question is asked: the rules that hang on its fact, and what they would do."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from advisor import meaning
from advisor.ir import Exclude, Favour, Risk
from advisor.meaning import Program, truth
from advisor.trace import Advice


class Need(Struct, frozen=True, kw_only=True):
    """Why a fact is asked: a rule that hangs on it, what it would do, and for which options."""

    rule: str
    effect: str
    points: int
    options: tuple[str, ...]


def needs(program: Program, advice: Advice, path: str) -> tuple[Need, ...]:
    """Return which rules hang on a fact, and what they would do, the weightiest first. advice: with all of its trace."""
    rules = program.pack.rules
    names = {row.option.id: row.option.name for row in advice.ranking}
    found: dict[str, list[str]] = {}
    for firing in advice.firings:
        if firing.verdict is None and firing.option and path in program.depends[firing.rule]:
            found.setdefault(firing.rule, []).append(names[firing.option])
    made = [
        Need(rule=rule, effect=effect, points=points, options=tuple(options))
        for rule, options in found.items()
        for effect, points in _effects(rules[rule].conclusion, advice)
    ]
    weight = {"exclude": 0, "risk": 1, "favour": 1}
    return tuple(sorted(made, key=lambda need: (weight[need.effect], -need.points, program.telling[need.rule])))


def _effects(conclusion: object, advice: Advice) -> Iterator[tuple[str, int]]:
    """Yield what a conclusion would do, with its points where they are known."""
    if isinstance(conclusion, Exclude):
        yield "exclude", 0
    if isinstance(conclusion, Risk | Favour):
        memory = advice.ranking[0].memory
        points = (
            truth.number(conclusion.points, memory)[1] if set(meaning.reads(conclusion.points)) <= set(memory) else 0
        )
        yield ("risk" if isinstance(conclusion, Risk) else "favour"), points
