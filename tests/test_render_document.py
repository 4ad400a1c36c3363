"""The machine's face: names and shapes as promised, exact, and ready for JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from advisor.advice import Advisor
from advisor.ir import Pack
from advisor.pack.load import builtin
from advisor.render import Renderer
from advisor.trace import Advice, Order

Advise = Callable[[str], Advice]
QUIZ = "{id: quiz-1, quantity: 120, deadline: 4 weeks}"
PROMISED = {
    "schema_version", "order_id", "pathway", "option", "standing", "settled", "close", "could_change", "ranking", "notes",
    "missing_documents", "ask_quotes_from", "assumed", "trace", "explanation", "engine", "pack",
}  # fmt: skip
ROW = {
    "option", "pathway", "process", "standing", "score", "premium", "landed_unit_cost", "tooling_cost", "cash_peak",
    "lead_time_days", "favoured_by", "risked_by", "excluded_by", "undecided_by",
}  # fmt: skip


@pytest.fixture(scope="module")
def renderer(pack: Pack) -> Renderer:
    return Renderer(pack, builtin() / "templates")


def leaves(value: object) -> Iterator[object]:
    """Yield every value in a document that holds no others."""
    if isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)
    else:
        yield value


def test_the_promised_fields_are_there(renderer: Renderer, advise: Advise) -> None:
    """Every field of the design, and every field of a row, under its name."""
    told = renderer.document(advise(QUIZ))

    assert set(told) >= PROMISED
    assert set(told["ranking"][0]) >= ROW
    assert set(told["trace"][0]) == {
        "rule", "option", "verdict", "as_assumed", "premises", "text", "sources",
    }  # fmt: skip
    assert set(told["notes"][0]) >= {"level", "topic", "text", "rule"}


def test_it_is_json_without_a_float(renderer: Renderer, advise: Advise) -> None:
    """The document is what JSON reads back, and no number in it is a float."""
    told = renderer.document(advise(QUIZ))

    assert json.loads(json.dumps(told)) == told
    assert not any(isinstance(one, float) for one in leaves(told))


def test_money_is_in_cents_and_time_in_days(renderer: Renderer, advise: Advise) -> None:
    """Units are those of the field's name, or said beside."""
    best = renderer.document(advise(QUIZ))["ranking"][0]

    assert best["landed_unit_cost"] == {"low": 1500, "likely": 4250, "high": 7000, "currency": "EUR"}
    assert best["lead_time_days"] == {"low": 7, "likely": 14, "high": 21}
    assert best["favoured_by"] == [["digital-within-a-month", 15]]


def test_premises_are_as_one_types_them(renderer: Renderer, advise: Advise) -> None:
    """A premise is named as in an order file, and has the value it could have there."""
    trace = renderer.document(advise(QUIZ))["trace"]
    due = next(one for one in trace if one["rule"] == "due-within-a-month")
    below = next(one for one in trace if one["rule"] == "below-moq")

    assert due["premises"] == {"deadline": "4 weeks"}
    assert (due["verdict"], due["option"], due["sources"]) == ("true", None, ["artfolio#speed"])
    assert below["premises"] == {"option.moq": "250", "quantity": "120"}


def test_the_trace_has_false_verdicts_when_asked_for(
    renderer: Renderer, walk: Advisor, order_of: Callable[[str], Order]
) -> None:
    """What holds and what is unknown is told; with the whole trace, also what does not hold."""
    order = order_of(QUIZ)
    told, everything = (renderer.document(walk.advise(order, trace=how))["trace"] for how in ("told", "all"))

    assert {one["verdict"] for one in told} == {"true", "unknown"}
    assert {one["verdict"] for one in everything} == {"true", "unknown", "false"}
    assert all(one["text"] for one in everything)


def test_an_order_nothing_fits_has_no_pathway(renderer: Renderer, advise: Advise) -> None:
    """`pathway` is null, the standing is excluded, and the nearest changes are there to be typed."""
    told = renderer.document(advise("{quantity: 50, deadline: 4 days}"))

    assert (told["pathway"], told["option"], told["standing"]) == (None, None, "excluded")
    assert told["nearest"][0] == {
        "option": "fab_network-any",
        "pathway": "fab_network",
        "fact": "deadline",
        "value": "2 weeks",
        "realistic": False,
    }


def test_witnesses_and_assumptions_can_be_typed(renderer: Renderer, advise: Advise) -> None:
    """What could change the answer names the fact and a value an order file takes."""
    told = renderer.document(advise("{quantity: 80-150, deadline: 4 weeks}"))

    assert told["assumed"]["quantity"] == "115"
    assert all(
        {"fact", "witness", "pathway"} <= set(one) or {"facts", "pathway"} <= set(one) for one in told["could_change"]
    )


def test_the_explanation_is_markdown_without_the_orders_id(renderer: Renderer, advise: Advise) -> None:
    """The id has a field of its own; the explanation begins with the first screen."""
    told = renderer.document(advise(QUIZ))

    assert told["explanation"].startswith("120 PIECES · due in 4 weeks\n")
    assert "quiz-1" not in told["explanation"].split("## Why")[0]
