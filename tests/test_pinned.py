"""`tests/pinned.yaml`: whatever moves of an answer is told, and what is written reads back as the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.analysis.pin_file import FILE, pin_lines, read_pins
from advisor.analysis.pinned import moved
from advisor.errors import PackError
from advisor.pack.load import builtin, load
from conftest import Run
from counts import count
from strategies import advisor_of, make_order, make_pack, read_order, seeded
from test_pack_verify import BASE

ORDERS = "pinned:\n  - {id: few, order: {quantity: 10, material: wood}}\n  - {id: soon, order: {quantity: 20, deadline: 7 days}}\n"


def written(folder: Path, pins: str = ORDERS, was: str = "", now: str = "") -> Path:
    """Return the folder of a small pack with pinned orders. was: words of its files, in the place of which others stand now."""
    files = {name: text.replace(was, now) if was else text for name, text in BASE.items()}
    for name, text in {**files, FILE: pins}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def advisor(folder: Path) -> Advisor:
    return Advisor(load(folder, label="mine"), "walk")


def pinned(folder: Path) -> Path:
    """Return the folder of a small pack whose pins say what it answers."""
    own = advisor(written(folder))
    pins = "".join(pin_lines([one.order for one in read_pins(folder, "mine", own)], own))
    return written(folder, pins)


@pytest.mark.xdist_group("cases in columns")
def test_the_built_in_pack_answers_as_it_is_pinned(walk: Advisor) -> None:
    """No pinned order of the built-in pack gets another answer; an edit that is meant is taken in by `pack test --pin`."""
    pins = read_pins(builtin(), "", walk)

    assert pins
    assert [str(one) for one in moved(pins, walk)] == []


@pytest.mark.parametrize("seed", range(count(6)))
def test_what_is_written_reads_back_as_the_same(tmp_path: Path, seed: int) -> None:
    """Of random packs and orders the file of pins, read again, says the same orders and what is answered of them."""
    dice = seeded(f"pins {seed}")
    own = advisor_of(make_pack(dice))
    orders = [replace(read_order(make_order(dice, own.pack), own), id=f"pin-{place}") for place in range(8)]
    (tmp_path / "tests").mkdir()
    (tmp_path / FILE).write_text("".join(pin_lines(orders, own)), encoding="utf-8")
    pins = read_pins(tmp_path, "", own)

    assert [one.order.given for one in pins] == [one.given for one in orders]
    assert [str(one) for one in moved(pins, own)] == []


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("EUR 20}", "EUR 20.01}", ["landed unit cost was EUR 20, is EUR 20.01"]),
        ("days: 20 days", "days: 21 days", ["lead time was 20 days, is 21 days"]),
        ("order.quantity < option.moq", "order.quantity == 20", ["`too-few@bench` excludes now", "the winner was shop-any, is none"]),
        ("Too late.", "It is too late.", []),
    ],
)  # fmt: skip
def test_what_an_edit_moves_is_told(tmp_path: Path, was: str, now: str, told: list[str]) -> None:
    """A price by a cent, a day, a rule that holds: each is told in the line of its order, and of nothing else."""
    pins = (pinned(tmp_path) / FILE).read_text(encoding="utf-8")
    own = advisor(written(tmp_path, pins, was, now))
    lines = [str(one) for one in moved(read_pins(tmp_path, "mine", own), own)]

    assert len(lines) == bool(told)
    assert all(one in lines[0] for one in told)


@pytest.mark.parametrize(
    ("pins", "told"),
    [
        ("pinned: [{id: a, order: {quantiti: 1}}]", "quantiti"),
        ("pinned: [{id: a, order: {}, wins: bench-ani}]", "unknown option `bench-ani`"),
        ("pinned: [{id: a, order: {}, wins: none, holds: [too-lat]}]", "unknown rule `too-lat`"),
        ("pinned: [{id: a, order: {}, wins: none, pathways: {benc: {option: bench-any}}}]", "unknown pathway `benc`"),
        ("pinned: [{id: a, order: {}, wins: none, lead_time: [1 day]}]", "three readings"),
        ("pinned: [{id: a, order: {}}, {id: a, order: {}}]", "given twice"),
        ("pins: []", "did you mean `pinned`?"),
    ],
)
def test_a_fault_in_the_file_is_told_at_its_place(tmp_path: Path, cli: Run, pins: str, told: str) -> None:
    """`pack check` refuses what names nothing, as of cases."""
    own = advisor(written(tmp_path / "mine", pins))
    with pytest.raises(PackError) as caught:
        read_pins(tmp_path / "mine", "mine", own)
    done = cli("pack", "check", "mine")

    assert told in str(caught.value)
    assert done.returncode == 3
    assert f"mine/{FILE}:1:" in done.stdout


def test_pins_are_written_by_the_command_and_held(tmp_path: Path, cli: Run) -> None:
    """What nothing is held of yet is told, `--pin` writes it, and then nothing moves until the pack does."""
    written(tmp_path / "mine")
    before = cli("pack", "test", "mine")
    pin = cli("pack", "test", "mine", "--pin")
    after = cli("pack", "test", "mine")
    text = (tmp_path / "mine" / FILE).read_text(encoding="utf-8")
    written(tmp_path / "mine", text, "EUR 20}", "EUR 20.01}")
    later = cli("pack", "test", "mine")

    assert "pinned `few`: nothing is held of its answer yet" in before.stdout
    assert pin.stdout == f"mine/{FILE}: 2 orders\n"
    assert "2 orders pinned: 0 moved" in after.stdout
    assert "pinned `few`" in later.stdout
    assert "landed unit cost was EUR 20, is EUR 20.01" in later.stdout


def test_a_pack_without_the_file_pins_nothing(tmp_path: Path, cli: Run) -> None:
    """Then nothing is said of pins, and `--pin` says how to begin."""
    written(tmp_path / "mine")
    (tmp_path / "mine" / FILE).unlink()

    assert "pinned" not in cli("pack", "test", "mine").stdout
    assert "the pack pins no order" in cli("pack", "test", "mine", "--pin").stderr
