"""What if: both answers, what is changed, and the rules that turned between them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from advisor.advice import Advisor
from advisor.analysis.what_if_answers import what_if
from advisor.pack.load import builtin
from advisor.render.page import Renderer
from advisor.trace import Order
from conftest import Run

QUIZ = "{id: quiz-1, quantity: 120, deadline: 4 weeks}"


def test_both_answers_are_those_of_advise(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """A what-if says of each order what `advise` says of it."""
    before, after = order_of(QUIZ), order_of("{id: quiz-1, quantity: 300, deadline: 8 weeks}")
    found = what_if(walk, before, after)

    assert found.before == walk.advise(before, trace="all")
    assert found.after == walk.advise(after, trace="all")
    assert [path for path, _, _ in found.changes] == ["order.quantity", "order.deadline"]


def test_a_rule_turned_if_and_only_if_its_verdict_differs(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """The smallest order of the factory no longer excludes it, the hub's largest now does, and nothing else is named so."""
    found = what_if(walk, order_of(QUIZ), order_of("{id: quiz-1, quantity: 300, deadline: 4 weeks}"))
    turned = {(one.rule, one.option): (one.before, one.after) for one in found.turned}

    assert turned["below-moq", "small_factory-any"] == (True, False)
    assert all(before is not after for before, after in turned.values())
    assert ("later-than-the-deadline", "small_factory-any") not in turned


def test_nothing_turns_where_nothing_is_changed(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """An order against itself has no change and no rule that turned."""
    found = what_if(walk, order_of(QUIZ), order_of(QUIZ))

    assert not found.changes
    assert not found.turned


def test_a_fact_taken_back_is_a_change(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """From known to unknown counts as a change, and is said so."""
    found = what_if(walk, order_of(QUIZ), order_of("{id: quiz-1, quantity: 120}"))
    told = Renderer(walk.pack, builtin() / "templates").what_if(found, "text")

    assert "deadline: unknown instead of 4 weeks" in told


def test_the_command_says_both_answers_in_every_form(cli: Run) -> None:
    """Text, Markdown, HTML and JSON name both winners; JSON has the fact from and to."""
    asked = ("what-if", "-", "--set", "quantity=300", "--set", "heritage=core", "--set", "deadline=8 weeks")
    for form in ("text", "markdown", "html"):
        told = " ".join(cli(*asked, "--format", form, stdin=QUIZ).stdout.split())
        assert "Artisanal workshop" in told
        assert "Distributed fabrication network" in told
    told = json.loads(cli(*asked, "--format", "json", stdin=QUIZ).stdout)

    assert (told["before"]["pathway"], told["after"]["pathway"]) == ("fab_network", "artisan_workshop")
    assert {"fact": "quantity", "before": "120", "after": "300"} in told["changes"]


def test_what_if_without_a_change_is_wrong_usage(cli: Run) -> None:
    """Without `--set` nothing is asked; a misspelt fact is refused with the nearest name."""
    done, misspelt = cli("what-if", "-", stdin=QUIZ), cli("what-if", "-", "--set", "quantitty=3", stdin=QUIZ)

    assert (done.returncode, misspelt.returncode) == (2, 3)
    assert "did you mean `quantity`?" in misspelt.stderr


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_an_answer_that_breaks_a_limit_is_told_as_one(cli: Run, form: str) -> None:
    """What likely does not keep a limit comes first, and is no answer as it stands: the limit is told, as advice tells it."""
    order = "{item: soy candle, quantity: 720, cash_total: EUR 3900, deadline: 300 days}"
    broken, kept = (
        " ".join(cli("what-if", "-", "--set", f"quantity={many}", "--format", form, stdin=order).stdout.split())
        for many in (1300, 700)
    )

    assert "NOT AS IT STANDS" in broken
    assert "EUR 3,900 is available" in broken.partition("NOT AS IT STANDS")[2].partition("comes first")[0]
    assert "NOT AS IT STANDS" not in kept


def test_an_open_rule_turned_for_people_only_if_it_held_as_assumed(
    walk: Advisor, order_of: Callable[[str], Order]
) -> None:
    """What was merely possible of a thing of some other trade is not told as turned, when the order says what the thing is."""
    found = what_if(
        walk, order_of("{quantity: 900, pages: 132}"), order_of("{quantity: 900, pages: 132, object: magazine}")
    )
    told = " ".join(Renderer(walk.pack, builtin() / "templates").what_if(found, "text").split())
    held = {(one.rule, one.option) for one in found.before.firings if one.as_assumed is True}

    assert any(one.before is None and (one.rule, one.option) not in held for one in found.turned)
    assert "concrete" not in told
    assert "memory stick" not in told
