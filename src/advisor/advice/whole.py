"""What the rules about the whole answer read: the order, what is proved, the winner and the runner-up."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping

from msgspec import Struct

from advisor import meaning, ranking
from advisor.advice.decision import Candidate, Decision
from advisor.ir import Memory, Numbers, OneOf, Possible, Verdict
from advisor.meaning import Program
from advisor.trace import Advice, Outcome, Standing


class LayeredMemory(ChainMap[str, Possible]):
    """Several memories as one: of each path the value in the first that has it."""

    def __init__(self, *memories: Memory) -> None:
        super().__init__(*memories)  # type: ignore[arg-type]  # they are only read

    def __reduce__(self) -> tuple[type[dict[str, Possible]], tuple[dict[str, Possible]]]:
        return dict, (dict(self),)  # another process has no use for the layers


class OwnerMemory(Mapping[str, Possible]):
    """A candidate's memory under another owner's name: `winner` or `runner_up`."""

    def __init__(self, owner: str, assumed: Memory) -> None:
        self._prefix = f"{owner}."
        self._assumed = assumed

    def __getitem__(self, path: str) -> Possible:
        if not path.startswith(self._prefix):
            raise KeyError(path)
        return self._assumed[self._own(path)]

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and path.startswith(self._prefix) and self._own(path) in self._assumed

    def __iter__(self) -> Iterator[str]:
        return (self._prefix + path.removeprefix("option.") for path in self._assumed if path.startswith("option."))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _own(self, path: str) -> str:
        return f"option.{path[len(self._prefix) :]}"


class SaidOfAnswer(Struct, frozen=True):
    """What the rules about the whole answer say, over every possible value of the order, and as assumed."""

    possible: Outcome
    assumed: Outcome


def whole_memories(
    decision: Decision, *, settled: bool, firm: bool, close: bool, missing: int
) -> tuple[Memory, Memory]:
    """Return what the rules about the whole answer read, with the order as it is, and as assumed. missing: how many required documents are."""
    winner, runner_up = decision.winner, decision.runner_up
    fits = winner is not None and ranking.standing(winner.contestant) is Standing.FITS
    told: dict[str, Possible] = {
        "advice.settled": OneOf((settled,)),
        "advice.firm": OneOf((firm,)),
        "advice.close": OneOf((close,)),
        "advice.fits": OneOf((fits,)),
        "advice.has_winner": OneOf((winner is not None,)),
        "advice.has_runner_up": OneOf((runner_up is not None,)),
        "advice.generic": OneOf((winner is not None and winner.option.generic,)),
        "advice.missing_documents": Numbers(missing, missing),
    }
    base = ranking.reference(one.contestant for one in decision.candidates)
    layers: list[Memory] = []
    for owner, one in (("winner", winner), ("runner_up", runner_up)):
        if one is not None:
            told |= _standing(owner, one, base)
            layers.append(OwnerMemory(owner, one.assumed.memory))
    return LayeredMemory(told, decision.possible.memory, *layers), LayeredMemory(told, decision.assumed.memory, *layers)


def _standing(owner: str, one: Candidate, base: int | None) -> dict[str, Possible]:
    score, premium = ranking.score(one.contestant, base), ranking.premium(one.contestant, base)
    return {
        f"{owner}.standing": OneOf((ranking.standing(one.contestant).value,)),
        f"{owner}.score": Numbers(score, score),
        f"{owner}.premium": Numbers(premium, premium),
    }


def said_of_it(program: Program, memory: Memory) -> Outcome:
    """Return what the rules about the whole answer say, which derive nothing, by `truth` alone."""
    verdicts: dict[str, Verdict] = {}
    for rule in (rule for stratum in program.advice for rule in stratum.rules):
        if meaning.is_asked(rule, program, memory):
            verdict = meaning.verdict(rule, memory)
            if verdict is not False:
                verdicts[rule.id] = verdict
    return Outcome(memory, verdicts)


def said_as_assumed(program: Program, memory: Memory, said: Outcome) -> Outcome:
    """Return what the rules about the whole answer say as assumed: those that are open are asked again on this memory."""
    verdicts = dict(said.verdicts)
    for name, before in said.verdicts.items():
        if before is None and name not in program.asks_known:
            verdict = meaning.verdict(program.pack.rules[name], memory)
            if verdict is False:
                del verdicts[name]
            else:
                verdicts[name] = verdict
    return Outcome(memory, verdicts)


def said_of(program: Program, advice: Advice) -> SaidOfAnswer:
    """Return what rules about the whole answer say of one. program: that it was given by, or one that says the same of all else."""
    assumed = advice.advice_memory
    said = said_of_it(program, LayeredMemory(advice.possible, assumed))
    return SaidOfAnswer(said, said_as_assumed(program, assumed, said))
