"""An answer put together: what is decided and proved, what became of tries, and what the pack's rules say of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from advisor import estimate, ir, ranking
from advisor.advice.break_even import Costs, against_winner
from advisor.advice.decision import Candidate, Decision, Outlook
from advisor.advice.decisive import decided_by
from advisor.advice.moving import Moving
from advisor.advice.otherwise import UNTRIED, TryResults
from advisor.advice.papers import documents
from advisor.advice.points import Points, points
from advisor.advice.settle import best_candidates
from advisor.advice.trials import broken_by
from advisor.advice.weigher import Weigher
from advisor.advice.whole import LayeredMemory, SaidOfAnswer, said_as_assumed, whole_memories
from advisor.advice.why_not import breaches, losers
from advisor.advice.witness import most_worth
from advisor.ir import LEVELS, UNLIMITED, Advise, Memory, Numbers, Pack, Possible, Scope, Verdict
from advisor.meaning import Program, truth
from advisor.meaning.path import name_in
from advisor.trace import Advice, Document, Firing, Note, Order, Outcome, Ranked


class Proved(Struct, frozen=True, kw_only=True):
    """A decision, and what is proved of it."""

    decision: Decision
    outlook: Outlook
    settled: bool
    firm: bool
    close: bool
    engine: str


class Composer:
    """Puts answers together by one pack."""

    def __init__(self, program: Program, weigher: Weigher, moving: Moving) -> None:
        self.program = program
        self.pack = program.pack
        self._weigher = weigher
        self._moving = moving

    def advice(
        self,
        order: Order,
        proved: Proved,
        tried: TryResults,
        say: Callable[[ir.Memory], Outcome],
        *,
        everything: bool = False,
    ) -> Advice:
        """Return the answer, put together; what is only told is left out where nothing was tried. say: asks the rules about the whole answer."""
        is_told = tried is not UNTRIED
        weigher, decision = self._weigher, proved.decision
        papers = self._documents(decision)
        said = self._said(proved, papers, say)
        ranking_rows = tuple(self._ranked(decision))
        by_id = {row.option.id: row for row in ranking_rows}
        winner, runner_up = decision.winner, decision.runner_up
        return Advice(
            order=order,
            pathway=decision.pathway,
            winner=by_id[winner.option.id] if winner else None,
            runner_up=by_id[runner_up.option.id] if runner_up else None,
            ranking=ranking_rows,
            settled=proved.settled,
            firm=proved.firm,
            close=proved.close,
            could_change=tried.could_change,
            most_worth=most_worth(weigher, tried.could_change),
            open_facts=tried.open_facts,
            decided_by=decided_by(weigher, decision),
            nearest=tried.nearest,
            loosened=tried.loosened,
            together=tried.together,
            breaches=breaches(weigher, decision, proved.outlook),
            lost=losers(weigher, decision, proved.outlook) if is_told else (),
            assumed=tried.assumed,
            more=tried.more,
            notes=_notes(self.program, decision, said.assumed) if is_told else (),
            documents=papers,
            ask_quotes_from=_pathways_to_ask(self.pack, decision),
            break_even=against_winner(Costs(self._moving), decision, best_candidates(decision)[1:]) if is_told else (),
            firings=tuple(_firings(self.program, decision, said, everything=everything)),
            memory=LayeredMemory(order.given, decision.assumed.memory),
            possible=decision.possible.memory,
            advice_memory=said.assumed.memory,
            engine=proved.engine,
        )

    def _said(self, proved: Proved, papers: tuple[Document, ...], say: Callable[[ir.Memory], Outcome]) -> SaidOfAnswer:
        """Return what the rules about the whole answer say."""
        missing = sum(1 for one in papers if one.need == "required" and one.verdict is False)
        memory, assumed = whole_memories(
            proved.decision, settled=proved.settled, firm=proved.firm, close=proved.close, missing=missing
        )
        possible = say(memory)
        return SaidOfAnswer(possible, said_as_assumed(self.program, assumed, possible))

    # --- the ranking in words' reach ---
    def _ranked(self, decision: Decision) -> list[Ranked]:
        base = ranking.reference(one.contestant for one in decision.candidates)
        said = {path: value for path, value in decision.given.items() if value != self._weigher.unknown.get(path)}
        return [self._row(one, base, said) for one in decision.candidates]

    def _row(self, one: Candidate, base: int | None, said: ir.Memory) -> Ranked:
        possible, assumed = one.possible.verdicts, one.assumed.verdicts
        excluded = tuple(self._of(ir.Exclude, possible, held=True))
        return Ranked(
            option=one.option,
            standing=ranking.standing(one.contestant),
            score=ranking.score(one.contestant, base),
            premium=ranking.premium(one.contestant, base),
            estimates=estimate.Spreads(self.pack, one.assumed.memory),
            favoured_by=_pairs(points(self.pack, ir.Favour, one.assumed)),
            risked_by=_pairs(points(self.pack, ir.Risk, one.assumed)),
            excluded_by=excluded,
            unlikely_by=tuple(rule for rule in self._of(ir.Exclude, assumed, held=True) if rule not in excluded),
            undecided_by=tuple(self._of(ir.Exclude | ir.Risk, assumed, held=None)),
            memory=LayeredMemory(said, one.assumed.memory),
            possible=one.possible.memory,
        )

    def _of(self, kind: object, verdicts: Mapping[str, ir.Verdict], *, held: ir.Verdict) -> Iterator[str]:
        """Yield the rules of a kind with a verdict."""
        return (rule for rule, one in verdicts.items() if one is held and _is(kind, self.pack.rules[rule].conclusion))

    # --- what is said besides ---
    def _documents(self, decision: Decision) -> tuple[Document, ...]:
        winner = decision.winner
        return documents(self.pack, winner.option.pathway, winner.assumed.memory) if winner else ()


def _is(kind: object, conclusion: object) -> bool:
    return isinstance(conclusion, kind)  # type: ignore[arg-type]  # a class or a union of classes


def _pairs(parts: list[Points]) -> tuple[tuple[str, int], ...]:
    return tuple((one.rule, one.points) for one in parts if one.verdict)


def _firings(program: Program, decision: Decision, said: SaidOfAnswer, *, everything: bool) -> list[Firing]:
    """Return the firings of the order, of each pathway's best option, and of the whole answer. everything: of every candidate, false ones too."""
    told = decision.candidates if everything else best_candidates(decision)
    found = _fired(program, "order", None, decision.possible, decision.assumed, everything=everything)
    for one in told:
        found += _fired(program, "option", one.option.id, one.possible, one.assumed, everything=everything)
    return found + _fired(program, "advice", None, said.possible, said.assumed, everything=everything)


def _fired(
    program: Program, scope: Scope, option: str | None, possible: Outcome, assumed: Outcome, *, everything: bool
) -> list[Firing]:
    verdicts, memory = possible.verdicts, possible.memory
    return [
        Firing(
            rule=rule.id, option=option, verdict=verdict, as_assumed=assumed.verdicts.get(rule.id, False),
            premises=_known(program.premises[rule.id], memory),
        )
        for stratum in program.strata(scope)
        for rule in stratum.rules
        if (verdict := verdicts.get(rule.id, False)) is not False or everything
    ]  # fmt: skip


def _known(paths: Sequence[str], memory: Memory) -> tuple[tuple[str, Possible], ...]:
    """Return the values of those paths that a memory has; nearly always it has all, which is taken in one go."""
    try:
        return tuple(zip(paths, map(memory.__getitem__, paths), strict=True))
    except KeyError:
        return tuple((path, memory[path]) for path in paths if path in memory)


def _notes(program: Program, decision: Decision, said: Outcome) -> tuple[Note, ...]:
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


FEWEST_QUOTES = 2
TOO_DEAR = 2
"""From so many times the winner's likely cost on, no quote would change the choice."""


def _pathways_to_ask(pack: Pack, decision: Decision) -> tuple[str, ...]:
    """Return the pathways to ask, the best first.

    None that likely costs far more than the winner, sells at a loss or breaks a limit where that does not.
    """
    takers: dict[str, Candidate] = {}
    for one in decision.candidates:
        if one.contestant.excluded is not True and pack.pathways[one.option.pathway].takes_quotes:
            takers.setdefault(one.option.pathway, one)
    most = _most(pack, decision)
    kept = _broken(pack, decision.winner)
    return tuple(
        pathway
        for pathway, one in takers.items()
        if (cost := one.contestant.cost) is None or most is None or cost < most
        if _broken(pack, one) <= kept
    )[:FEWEST_QUOTES]


def _broken(pack: Pack, one: Candidate | None) -> set[str]:
    """Return the limits of the order that an option likely does not keep."""
    return set() if one is None else {path for _, path in broken_by(pack.rules.values(), one)}


def _most(pack: Pack, decision: Decision) -> int | None:
    """Return the cost from which on a pathway is not asked, None where the winner's is not known."""
    least = decision.winner.contestant.cost if decision.winner else None
    if not least:
        return None
    price = decision.assumed.memory.get(pack.roles.price)
    sold_at = price.low if isinstance(price, Numbers) and price.low == price.high < UNLIMITED else None
    return min(TOO_DEAR * least, sold_at) if sold_at and sold_at > least else TOO_DEAR * least
