"""An answer put together: what is decided and proved, what became of tries, and what the pack's rules say of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from advisor import estimate, ir, ranking
from advisor.advice.asked import pathways_to_ask
from advisor.advice.break_even import Costs, against_winner
from advisor.advice.decision import Candidate, Decision, Outlook
from advisor.advice.decisive import decided_by
from advisor.advice.firing import firings
from advisor.advice.moving import Moving
from advisor.advice.note import notes
from advisor.advice.papers import documents
from advisor.advice.points import Points, points
from advisor.advice.settle import best_candidates
from advisor.advice.weigher import Weigher
from advisor.advice.whole import LayeredMemory, SaidOfAnswer, said_as_assumed, whole_memories
from advisor.advice.why_not import breaches, losers
from advisor.advice.witness import most_worth
from advisor.meaning import Program
from advisor.trace import Advice, Assumed, Change, Document, Loosened, Order, Outcome, Ranked, Witness


class Proved(Struct, frozen=True, kw_only=True):
    """A decision, and what is proved of it."""

    decision: Decision
    outlook: Outlook
    settled: bool
    firm: bool
    close: bool
    engine: str


class TryResults(Struct, frozen=True, kw_only=True):
    """What became of tries: what could change the answer, the least changes that would help, what could be left open, what the assumptions weigh."""

    could_change: tuple[Witness, ...]
    open_facts: tuple[str, ...]
    nearest: tuple[Change, ...]
    loosened: tuple[Loosened, ...]
    assumed: tuple[Assumed, ...]


UNTRIED = TryResults(could_change=(), open_facts=(), nearest=(), loosened=(), assumed=())
"""What becomes of tries where none is made: of an answer that is held against what is expected, and told to nobody."""


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
            breaches=breaches(weigher, decision, proved.outlook),
            lost=losers(weigher, decision, proved.outlook) if is_told else (),
            assumed=tried.assumed,
            notes=notes(self.program, decision, said.assumed) if is_told else (),
            documents=papers,
            ask_quotes_from=pathways_to_ask(self.pack, decision),
            break_even=against_winner(Costs(self._moving), decision, best_candidates(decision)[1:]) if is_told else (),
            firings=tuple(firings(self.program, decision, said, everything=everything)),
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
        return documents(self.pack, winner.option.pathway, decision.assumed.memory) if winner else ()


def _is(kind: object, conclusion: object) -> bool:
    return isinstance(conclusion, kind)  # type: ignore[arg-type]  # a class or a union of classes


def _pairs(parts: list[Points]) -> tuple[tuple[str, int], ...]:
    return tuple((one.rule, one.points) for one in parts if one.verdict)
