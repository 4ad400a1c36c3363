"""Promises of docs/reliability.md that no other module pins."""

from __future__ import annotations

import random

from advisor.advice import Advisor
from advisor.advice.weigher import Weigher
from advisor.errors import Place
from advisor.ir import UNLIMITED, FactType, Numbers, OneOf, Possible, Subset
from advisor.meaning.walk import Walk
from advisor.pack.load import builtin
from advisor.render.page import Renderer
from advisor.trace import Order
from counts import count

ORDERS = count(150)
WHOLE = count(6)


def random_possible(fact: FactType, chance: random.Random) -> Possible:
    """Return what an order may leave possible of a fact: all of it, one value, a bound of its domain, a range, several."""
    match fact.domain:
        case Numbers(low, high, or_none):
            ends = sorted(
                chance.choice([low, high, chance.randint(low, high), min(high, low + chance.randint(0, 400))])
                for _ in range(2)
            )
            one = chance.choice(ends)
            options: list[Possible] = [fact.domain, Numbers(one, one), Numbers(ends[0], ends[1])]
            return chance.choice([*options, Numbers(UNLIMITED, UNLIMITED)] if or_none else options)
        case OneOf(values):
            return OneOf(tuple(sorted(chance.sample(values, chance.randint(1, len(values))), key=values.index)))
        case Subset(_, maybe):
            some = tuple(one for one in maybe if chance.random() < 0.3)
            return Subset(some, tuple(one for one in maybe if one not in some and chance.random() < 0.3))
    return fact.domain


def random_given(advisor: Advisor, chance: random.Random) -> dict[str, Possible]:
    """Return some facts of an order, some of them vague."""
    facts = [fact for fact in advisor.pack.facts.values() if fact.of == "order"]
    said = chance.sample(facts, chance.randint(0, len(facts)))
    return {f"order.{fact.name}": random_possible(fact, chance) for fact in said}


def test_a_checked_pack_never_errors_on_a_valid_order(walk: Advisor) -> None:
    """Random orders, with unknowns, ranges and the ends of every domain, are all decided."""
    chance = random.Random(12)  # noqa: S311  # no secret
    weigher = Weigher(walk.program, Walk(walk.program), walk.derived)
    pathways = {weigher.weigh(random_given(walk, chance), ()).pathway for _ in range(ORDERS)}

    assert pathways == {None, *walk.pack.pathways}


def test_every_answer_can_be_said_in_every_form(walk: Advisor, advisor: Advisor) -> None:
    """Random orders are advised and rendered in every form without an error, on experta as on the walk."""
    chance = random.Random(12)  # noqa: S311  # no secret
    renderer = Renderer(walk.pack, builtin() / "templates")
    for number in range(WHOLE):
        order = Order(id=f"o{number}", given=random_given(walk, chance), at=Place("random"))
        advice = (advisor if number % 3 == 0 else walk).advise(order)
        document = renderer.document(advice)

        assert document["pathway"] == advice.pathway
        assert "unknown name" not in renderer.text(advice) + renderer.brief(advice) + renderer.html(
            [advice]
        ) + renderer.why(advice)
