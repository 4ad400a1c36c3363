"""More pieces than are ordered, where all of them are less than those: told of quotes alone, and only where it is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Run

ORDER = """
as_of: 2026-11-30
item: pendant lamp shade
how many: {many}
material: porcelain
technique: slip casting
due: 15 May 2027
quotes:
  - {{supplier: Nord, pathway: artisan_workshop, unit_cost: EUR 70, tooling: EUR 300, lead_time: 9 weeks}}
  - {{supplier: Caldas, pathway: small_factory, unit_cost: EUR {each}, tooling: EUR 450, lead_time: 8 weeks, moq: 50}}
"""


@pytest.mark.parametrize(
    ("many", "each", "told"),
    [
        (48, 31, "order 50: €2,000 all together by Caldas"),  # two more, and it is the cheaper by far
        (48, 90, ""),  # dearer in all: no cure
        (50, 31, ""),  # it takes as many
        (15, 31, ""),  # 50 are more than anyone means who wants 15
    ],
)
def test_more_pieces_are_told_of_where_all_of_them_are_less(
    cli: Run, tmp_path: Path, many: int, each: int, told: str
) -> None:
    """A quote whose smallest order is a few more than are wanted, and is less in all, is told on the first screen with how to ask again."""
    path = tmp_path / "order.yaml"
    path.write_text(ORDER.format(many=many, each=each), encoding="utf-8")
    screen = re.sub(r"\s+", " ", cli("advise", str(path)).stdout)

    assert ("all together by" in screen) == bool(told)
    assert told in screen
    assert ('--set "quantity=50"' in screen) == bool(told)


def test_a_few_more_are_a_change_that_a_person_could_mean(cli: Run, tmp_path: Path) -> None:
    """What would lift an exclusion is called not realistic where nobody could mean it, and not merely because nothing else was asked of it."""
    path = tmp_path / "order.yaml"
    path.write_text(ORDER.format(many=48, each=31), encoding="utf-8")

    assert "order quantity: 50 units instead of 48 units\n" in cli("why-not", str(path), "small_factory").stdout


def test_no_step_is_dated_or_priced_while_nobody_knows_how_many(cli: Run) -> None:
    """Where the quantity is not known, what to set aside and how long it takes would be anything, and is told by no step."""
    steps = cli(
        "advise", "-", stdin="{item: pendant lamp shade, material: porcelain, deadline: 14 weeks}"
    ).stdout.partition("DO NEXT")[2]

    assert "rfq" in steps or "quote" in steps
    assert not re.search(r"months|tools cost|deposit|€", steps)
