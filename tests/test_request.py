"""An order may ask in a sentence: under `request` in a file, or in a table's column of free text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.batch.stream import Stream
from advisor.errors import OrderError
from advisor.from_words import order_from
from advisor.ir import Numbers, OneOf, Pack
from advisor.trace import Order
from advisor.value.number import parse_date
from advisor.yaml.reader import read_yaml

ASKED = "120 enamel mugs by mid December, at most 12 euros each"
AS_OF = parse_date("2026-11-12")


def read(pack: Pack, path: Path) -> tuple[Sequence[Order], list[str]]:
    """Return the orders of a file as a batch reads them, and the faults."""
    stream = Stream([str(path)], Advisor(pack).reader(AS_OF), io.BytesIO())
    blocks = list(stream.blocks())
    told = [str(one.message) for block in blocks for lost in block.refused for one in lost.entry.faults]
    return [block.order(at) for block in blocks for at in range(block.given.height)], told


@pytest.mark.parametrize("header", ["request", "What do you need?", "Your enquiry", "Anfrage"])
def test_a_column_of_requests_is_read_as_sentences_are(pack: Pack, tmp_path: Path, header: str) -> None:
    """Each cell says what `--words` would read; one that says nothing is refused, and the others stay."""
    path = tmp_path / "asked.csv"
    path.write_text(f'Name,{header}\nAna,"{ASKED}"\nBen,Just a quote please\nCleo,200 oak coasters\n')
    orders, told = read(pack, path)
    said = [order_from(text, Advisor(pack).reader(AS_OF), "x").order.given for text in (ASKED, "200 oak coasters")]

    assert [one.given for one in orders] == said
    assert told == ["nothing of an order was read: Just a quote please"]


def test_what_an_order_says_by_itself_goes_before_its_request(pack: Pack, tmp_path: Path) -> None:
    """A column of its own says the fact; the sentence says the others."""
    path = tmp_path / "asked.csv"
    path.write_text("id,Qty,request\na,80,120 oak coasters\n")
    (order,), _ = read(pack, path)

    assert order.given == {
        "order.quantity": Numbers(80, 80), "order.object": OneOf(("coaster",)), "order.material": OneOf(("oak",)),
    }  # fmt: skip


def test_a_web_form_sends_keys_that_nobody_asked_for(pack: Pack, tmp_path: Path) -> None:
    """In JSON Lines they are passed over where they cannot be what the order lacks; a slip of a name is not."""
    path = tmp_path / "form.jsonl"
    lines = [
        '{"request": "120 oak coasters", "utm_source": "x"}',
        '{"object": "mug", "quantity": 9, "newsletter": true}',
    ]
    lines += ['{"object": "mug", "quantity": 9, "materiel": "oak"}', '{"object": "mug", "utm_source": "x"}']
    path.write_text("\n".join(lines) + "\n")
    orders, told = read(pack, path)

    assert [one.unread for one in orders] == [("utm_source: x",), ("newsletter: true",), ("utm_source: x",)]
    assert told == ["unknown fact `materiel`"]


def test_strictly_read_there_is_no_request(pack: Pack) -> None:
    """A sentence is people's words."""
    (node,), _ = read_yaml(b"request: 120 oak coasters\n", "o.yaml", Advisor(pack).reader().limits)
    from msgspec.structs import replace

    with pytest.raises(OrderError, match="unknown fact `request`"):
        replace(Advisor(pack).reader(), strict=True).order(node, "o")


def test_a_spoilt_row_leaves_the_other_requests_read(pack: Pack, tmp_path: Path) -> None:
    """A row of too many cells is refused by itself."""
    path = tmp_path / "asked.csv"
    path.write_text(f'Name,request\nAna,"{ASKED}"\nBen,40 oak stools,more,cells\nCleo,200 oak coasters\n')
    orders, told = read(pack, path)
    said = [order_from(text, Advisor(pack).reader(AS_OF), "x").order.given for text in (ASKED, "200 oak coasters")]

    assert [one.given for one in orders] == said
    assert len(told) == 1
