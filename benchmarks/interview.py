"""How many questions an interview asks before it says that its answer is firm, against asking in file order with the same end.

Of random complete orders and of the published ones, answered by a program: `python benchmarks/interview.py 500`. Told besides: how
often the answer was then that of the complete order, and the processor time of a question.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from advisor import meaning
from advisor.advice import Advisor
from advisor.errors import Place
from advisor.interview import AnswerError, Interview, Question
from advisor.ir import FactType, Numbers, OneOf, Possible, Subset
from advisor.meaning import usual
from advisor.meaning.possible import NONE, allows, is_known
from advisor.order import OrderReader
from advisor.pack.folder import builtin
from advisor.pack.load import load
from advisor.render.as_typed import typed
from advisor.render.tender import in_code
from advisor.trace import Order

LIMITS = {
    "quantity": (10, 2000), "deadline": (14, 180), "total_cash": (50_000, 3_000_000), "cash_for_tooling": (20_000, 1_000_000),
    "unit_cost_ceiling": (300, 20_000),
}  # fmt: skip
"""What a random order says of facts of which nothing is usual: units, days, cents."""
HAS_LIMIT = 0.4
"""How often it says a limit; the quantity always is."""
Pick = Callable[[Interview], "Question | None"]


def in_order(interview: Interview) -> Question | None:
    """Return what file order asks next: the first fact of the pack that is open, until nothing is worth asking."""
    if not interview.waiting:
        return None
    known = {one.path for one in interview.said}
    left = {one.path for one in interview.standing.stakes} - known | {one.path for one in interview.waiting}
    facts = (f"order.{name}" for name in interview.pack.facts)
    return next(interview.question_about(path) for path in facts if path in left)


def led(interview: Interview, said: dict[str, str], pick: Pick) -> tuple[Interview, int, list[float]]:
    """Answer an interview to its end; return it with how many questions it asked, and the processor seconds of each."""
    count, times = 0, []
    while True:
        start = time.process_time()
        question = pick(interview)
        times.append(time.process_time() - start)
        if question is None:
            return interview, count, times
        count += 1
        try:
            interview.answer(question.path, said.get(question.fact.name, "unknown"))
        except AnswerError:
            interview.skip(question.path)


def chosen(fact: FactType, memory: dict[str, Possible], chance: random.Random) -> Possible:
    """Return a value of a fact that is usual while nobody says it; of a limit, none or any."""
    value = usual(fact, memory)
    if fact.name in LIMITS and (not fact.is_limit or chance.random() < HAS_LIMIT):
        value = Numbers(*LIMITS[fact.name])
    match value:
        case Numbers(low, high, or_none) if low < high:
            if or_none and chance.random() < 1 / 2:
                return NONE
            scale = chance.random()
            number = round((low + 1) ** (1 - scale) * (high + 1) ** scale) - 1
            return Numbers(number, number)
        case OneOf(values):
            return OneOf((chance.choice(values),))
        case Subset(some, maybe):
            return Subset((*some, *(one for one in maybe if chance.random() < 0.2)))
    return value


def complete(advisor: Advisor, chance: random.Random) -> tuple[dict[str, str], Order]:
    """Return a random complete order, as it is typed and as it is."""
    pack, program = advisor.pack, advisor.program
    facts = {f"order.{fact.name}": fact for fact in pack.facts.values() if fact.of == "order" and fact.question}
    memory: dict[str, Possible] = {}
    for path in (*(path for path in facts if path not in program.looked_up), *program.looked_up):
        if path in facts:
            fact = facts[path]
            memory[path] = chosen(fact, memory, chance)
    given = {path: value for path, value in memory.items() if is_known(value)}
    said = {facts[path].name: answer_of(value, facts[path], pack.currency) for path, value in given.items()}
    return said, Order(id="random", given=given, at=Place("random.yaml", 1, 1))


def within_usual(advisor: Advisor, interview: Interview, whole: Order) -> bool:
    """Return whether a complete order says, of all that an interview did not ask, only what is usual by what it did ask."""
    told = meaning.usual_order(advisor.program, interview.standing.decision.given)
    return all(path not in told or allows(told[path], value) for path, value in whole.given.items())


def answer_of(value: Possible, fact: FactType, currency: str) -> str:
    """Return a value as a person types it for an answer."""
    if isinstance(value, Subset):
        return ", ".join(value.some) or "none"
    return typed(value, fact, in_code(currency))


def published(reader: OrderReader, path: Path) -> Iterator[tuple[dict[str, str], Order]]:
    """Yield the published orders of a file, as they are typed and as they are."""
    for case in yaml.safe_load(path.read_text("utf-8")):
        told: dict[str, Any] = {name: value for name, value in case["order"].items() if name not in ("id", "as_of")}
        text = yaml.safe_dump({"as_of": "2026-11-28", **told}, allow_unicode=True)
        held = reader.read(text.encode(), "case.yaml")
        if held.orders:
            names = {fact.name: str(told[name]) for name in told if (fact := reader.fact(name))}
            yield names, held.orders[0]


def main(count: int, cases: str | None) -> None:
    """Print the figures of random orders, and of published ones where a file of them is named."""
    from datetime import date

    advisor = Advisor(load(builtin()), "walk")
    reader = OrderReader(pack=advisor.pack, derived=advisor.derived, as_of=date(2026, 11, 28))
    chance = random.Random("interviews")  # orders by chance, not secrets
    tries = {"random": [complete(advisor, chance) for _ in range(count)]}
    if cases:
        tries["published"] = [*published(reader, Path(cases))]
    for name, several in tries.items():
        asked: dict[str, list[int]] = {"chosen": [], "in order": []}
        same, firm, unusual, first, times = 0, 0, 0, [], []
        for said, whole in several:
            for how, pick in {"chosen": Interview.question, "in order": in_order}.items():
                begun = reader.read(b"{id: asked}", "asked.yaml").orders[0]
                interview, many, took = led(Interview(advisor, reader, begun), said, pick)
                asked[how].append(many)
                if how == "chosen":
                    first.append(took[0])
                    times += took[1:]
                    if interview.is_firm:
                        firm += 1
                        is_usual = within_usual(advisor, interview, whole)
                        unusual += not is_usual
                        pathway = next(iter(advisor.weigh_block([whole]))).pathway
                        same += is_usual and pathway == interview.standing.decision.pathway
        told = {how: (statistics.mean(many), statistics.median(many), max(many)) for how, many in asked.items()}
        print(name, len(several), {how: [round(one, 1) for one in many] for how, many in told.items()})
        print(f"  ratio {told['chosen'][0] / told['in order'][0]:.2f}; firm {firm}", end="")
        print(f", of {unusual} the complete order says what is not usual, {same} of the others end as it says")
        print(
            f"  seconds: first {statistics.median(first):.3f}, each next {statistics.median(times):.3f}, most {max(times):.3f}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2] if len(sys.argv) > 2 else None)
