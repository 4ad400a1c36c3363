"""Answers put into an order file that a person wrote: every byte outside the changed entries stays."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advice import Advisor
from advisor.interview import EditError, Interview, edited, read_again
from advisor.order import OrderReader
from counts import count

FILE = """\
# my lamp, for Anna
id: lamp            # keep
quantity:   120     # she said 120
deadline: 4 weeks
# below: what she was unsure of
material: [wood,
  metal]            # hm
owns:
  - kiln
  - lathe

quotes:
  - {supplier: A, pathway: fab_network, price_breaks: {10: EUR 21}, lead_time: 2 weeks}   # by phone
studio:
    heritage: core    # always
# the end"""


@pytest.fixture
def edit(walk: Advisor) -> Callable[..., str]:
    """Answer facts of an order in a text, and return the text with them."""
    reader = OrderReader(pack=walk.pack, derived=walk.derived)

    def put(text: str, file: str = "o.yaml", **answers: str) -> str:
        raw = text.encode()
        interview = Interview(walk, reader, read_again(raw, file, reader).order)
        for name, answer in answers.items():
            interview.answer(f"order.{name}", answer)
        said = [one.path for one in interview.said if one.path not in interview.order.shared]
        made = edited(raw, file, reader, interview.order, said)
        again = reader.read(made, file)

        assert not again.faults
        assert again.orders[0].given == interview.order.given
        return made.decode()

    return put


@pytest.mark.parametrize(
    ("answers", "before", "after"),
    [
        ({"quantity": "80 to 150"}, "quantity:   120 ", "quantity:   80..150 "),
        ({"material": "oak"}, "material: [wood,\n  metal]  ", "material: oak  "),
        ({"owns": "kiln"}, "owns:\n  - kiln\n  - lathe\n", "owns: [kiln]\n"),
        ({"quantity": "don't know"}, "quantity:   120 ", "quantity:   unknown "),
        ({"heritage": "none"}, "  - lathe\n", "  - lathe\nheritage: none\n"),
        ({"unit_cost_ceiling": "25"}, "  - lathe\n", "  - lathe\nunit_cost_ceiling: EUR 25\n"),
    ],
)
def test_only_the_value_that_was_answered_anew_changes(
    edit: Callable[..., str], answers: dict[str, str], before: str, after: str
) -> None:
    """Comments, spaces, the order of keys, quotes and the studio's block stay as they were."""
    assert FILE.count(before) == 1
    assert edit(FILE, **answers) == FILE.replace(before, after)


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        ({"longest_side": "don't know"}, "longest_side: unknown\nmiddle_side: 20 cm\nshortest_side: 50 mm\n"),
        ({"shortest_side": "don't know"}, "longest_side: 30 cm\nmiddle_side: 20 cm\nshortest_side: unknown\n"),
        ({"middle_side": "40 cm"}, "longest_side: 40 cm\nmiddle_side: 30 cm\nshortest_side: 50 mm\n"),
    ],
)
def test_a_side_said_anew_after_all_three_is_kept_where_they_are(
    edit: Callable[..., str], answer: dict[str, str], after: str
) -> None:
    """That the longest is not known moves no other in its place; one that is longer than the longest is that."""
    made = edit("object: mug\n", longest_side="30 x 20 x 5 cm")
    made = edit(made, **answer)

    assert made == f"object: mug\n{after}"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("head", ["", "\ufeff"])
def test_line_ends_and_marks_stay(edit: Callable[..., str], end: str, head: str) -> None:
    """A file from Windows stays one, with or without a last line break."""
    text = head + FILE.replace("\n", end)

    made = edit(text, quantity="200", object="floor lamp")
    assert made == text.replace("120  ", "200  ").replace(f"- lathe{end}", f"- lathe{end}object: floor_lamp{end}")
    assert edit("quantity: 120", object="mug") == "quantity: 120\nobject: mug"


def test_nothing_answered_changes_nothing(edit: Callable[..., str]) -> None:
    """The file of an interview without an answer is the same file."""
    assert edit(FILE) == FILE


def test_an_order_in_a_list_and_values_left_out_are_edited_where_they_are(edit: Callable[..., str]) -> None:
    """The order may stand in a list, and a key may be called by another of its words."""
    assert edit("orders:\n  - quantity: 5   # few\n", quantity="6", object="mug") == (
        "orders:\n  - quantity: 6   # few\n    object: mug\n"
    )


def test_a_line_that_says_several_facts_is_put_right(edit: Callable[..., str]) -> None:
    """What one line said of other facts is written out when that line is answered anew."""
    made = edit("longest_side: 30 x 20 x 5 cm # box\nquantity: 5\n", longest_side="40 cm")

    assert made.startswith("longest_side: 40 cm # box\nquantity: 5\nmiddle_side: 20 cm\nshortest_side: ")


@pytest.mark.parametrize(
    ("text", "file"), [('{"quantity": 120}', "o.json"), ("{quantity: 120}", "o.yaml"), ('{"quantity": 120}', "o.yaml")]
)
def test_json_never_becomes_yaml(edit: Callable[..., str], text: str, file: str) -> None:
    """An order in braces is refused, and not edited."""
    with pytest.raises(EditError, match="braces"):
        edit(text, file, quantity="5")


def test_what_no_longer_reads_is_left_out_and_told(walk: Advisor) -> None:
    """A fact or choice that the pack no longer knows is told, and the rest of the order is there."""
    reader = OrderReader(pack=walk.pack, derived=walk.derived)
    again = read_again(b"quantity: 120\nfinish_of_old: shiny\nsold_in_parcels: nonsense\n", "o.yaml", reader)

    assert list(again.order.given) == ["order.quantity"]
    assert [one.at.line for one in again.lost] == [2, 3]


ANSWERS = {
    "quantity": ("5", "200", "80..150"), "object": ("mug", "stool"), "material": ("oak", "metal"),
    "heritage": ("core", "none"), "deadline": ("3 weeks", "none"), "owns": ("kiln", "kiln, lathe", "none"),
}  # fmt: skip
LINES = {
    "quantity": ("quantity: 120", "quantity:  about 12", "quantity: [80, 100]", "quantity: 'a dozen'"),
    "object": ("object: lamp", 'object: "floor lamp"'),
    "material": ("material: [wood, metal]", "material: wood or metal", "material:\n  - wood\n  - metal"),
    "heritage": ("heritage: none",),
    "deadline": ("deadline: 4 weeks", "deadline: |\n  4 weeks"),
    "owns": ("owns: kiln", "owns:\n- kiln\n- lathe", "owns: {some: [kiln], maybe: [lathe]}"),
}
AROUND = st.sampled_from(["", "  # ah", "\n# a line", "\n\n", "   "])


@settings(max_examples=count(30), deadline=None)
@given(st.data())
def test_every_byte_outside_the_changed_entries_stays(walk: Advisor, data: st.DataObject) -> None:
    """Over random files and answers, what is not of an entry answered anew is found again, in its order."""
    names = data.draw(st.permutations(list(LINES)))[: data.draw(st.integers(1, 6))]
    parts = {
        name: (data.draw(st.sampled_from(LINES[name])), data.draw(AROUND) if "|" not in LINES[name][-1] else "")
        for name in names
    }
    answers = {name: data.draw(st.sampled_from(texts)) for name, texts in ANSWERS.items() if data.draw(st.booleans())}
    raw = ("# mine\n" + "".join(f"{line}{around}\n" for line, around in parts.values()) + "# end").encode()
    reader = OrderReader(pack=walk.pack, derived=walk.derived)
    interview = Interview(walk, reader, read_again(raw, "o.yaml", reader).order)
    before = dict(interview.order.given)
    for name, answer in answers.items():
        interview.answer(f"order.{name}", answer)
    made = edited(raw, "o.yaml", reader, interview.order, [one.path for one in interview.said]).decode()

    at = 0
    after = interview.order.given
    for name in ANSWERS.keys() - parts.keys():
        made = re.sub(f"\n{name}:.*", "", made)
    kept = {n: p for n, p in parts.items() if before.get(f"order.{n}") == after.get(f"order.{n}")}
    for name, (line, around) in parts.items():
        outside = f"{line}{around}\n" if name in kept else f"{around}\n"
        assert outside in made[at:], (raw, made)
        at = made.index(outside, at) + len(outside) - (name not in kept)
    assert made.startswith("# mine\n")
    assert made.endswith("# end")
