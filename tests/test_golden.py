"""Whole explanations, word for word: a change of what a designer reads shows as a change of a golden file.

`GOLDEN=write make test` writes them anew; read the difference before committing it.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from advisor.advice import Advisor
from advisor.pack.load import builtin
from advisor.render.page import Renderer
from advisor.trace import Order
from conftest import ROOT

ORDERS = {
    "quiz-1": "{id: quiz-1, quantity: 120, deadline: 4 weeks}",
    "quiz-2": "{id: quiz-2, finish: enamel, colour_match: across_batches, repeat_interval: 6 months}",
    "heritage": "{id: heritage, quantity: 300, heritage: core, deadline: 8 weeks, as_of: 2026-11-23}",
    "nothing-fits": "{id: nothing-fits, quantity: 50, deadline: 4 days}",
    "vague": "{id: vague, quantity: 80..150, material: [wood, metal], deadline: none, cash_for_tooling: EUR 400}",
    "pounds": "{id: pounds, product: ceramic mugs, quantity: 120, budget: '£2,500', max price each: £11, selling price: £28}",
    "quotes": (ROOT / "examples/orders.yaml").read_text(encoding="utf-8"),
}


@pytest.mark.parametrize("form", ["txt", "md", "html", "json"])
@pytest.mark.parametrize("name", ORDERS)
def test_the_explanation_is_the_golden_one(
    advisor: Advisor, order_of: Callable[[str], Order], name: str, form: str
) -> None:
    """Every format of these answers is what it was, to the byte."""
    import json  # one format of four

    advice = advisor.advise(order_of(ORDERS[name]))
    renderer = Renderer(advisor.pack, builtin() / "templates")
    written = {
        "txt": lambda: renderer.text(advice),
        "md": lambda: renderer.markdown(advice, ids=True),
        "html": lambda: renderer.html([advice]),
        "json": lambda: json.dumps(renderer.document(advice) | {"pack": None}, indent=1, ensure_ascii=False) + "\n",
    }[form]()
    path = ROOT / "tests/golden" / f"{name}.{form}"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(written, encoding="utf-8")

    assert written == path.read_text(encoding="utf-8")
