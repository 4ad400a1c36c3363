"""What is advised besides the answer: warnings, notes and steps."""

from __future__ import annotations

from advisor.advice.decision import Decision
from advisor.advice.whole import LayeredMemory
from advisor.ir import LEVELS, Advise, Memory, Numbers, Possible, Verdict
from advisor.meaning import Program, truth
from advisor.meaning.path import name_in
from advisor.trace import Note, Outcome


def notes(program: Program, decision: Decision, said: Outcome) -> tuple[Note, ...]:
    """Return what is advised besides, warnings first. said: what the rules about the whole answer say as assumed."""
    winner = decision.winner
    spoken: list[tuple[str, str | None, Memory]] = [(rule, None, said.memory) for rule in _held(said.verdicts)]
    spoken += [(rule, None, decision.assumed.memory) for rule in _held(decision.assumed.verdicts)]
    if winner is not None:
        spoken += [(rule, winner.option.id, winner.assumed.memory) for rule in _held(winner.assumed.verdicts)]
    vague = {path: value for path, value in decision.given.items() if _is_vague(program, path, value)}
    notes = [note for rule, option, memory in spoken if (note := _note(program, rule, option, memory, vague))]
    return tuple(
        sorted(notes, key=lambda note: (LEVELS.index(note.level), note.due_days or 0, program.telling[note.rule]))
    )


def _is_vague(program: Program, path: str, value: Possible) -> bool:
    """Return whether a number was said without being one: `by March`."""
    is_whole = isinstance(value, Numbers) and (value.low == value.high or value.or_none)
    return isinstance(value, Numbers) and not is_whole and value != program.pack.facts[name_in(path)].domain


def _note(program: Program, rule: str, option: str | None, memory: Memory, vague: Memory) -> Note | None:
    """Return what a rule advises. A step is due on the earliest day that what was said allows, today at the earliest."""
    conclusion = program.pack.rules[rule].conclusion
    if not isinstance(conclusion, Advise):
        return None
    due: int | None = None
    if conclusion.due is not None:
        low, high = truth.number(conclusion.due, memory)
        due = max(0, truth.number(conclusion.due, LayeredMemory(vague, memory))[0]) if low == high else None
    return Note(level=conclusion.level, topic=conclusion.topic, rule=rule, option=option, due_days=due)


def _held(verdicts: object) -> list[str]:
    items: dict[str, Verdict] = dict(verdicts)  # type: ignore[call-overload]  # a mapping of verdicts
    return [rule for rule, verdict in items.items() if verdict is True]
