"""A cure cures: what a refusal says to write is read, in a value and in a pack."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.check import diagnose
from advisor.errors import PackError
from advisor.ir import Unit
from advisor.meaning import stratify
from advisor.value.cure import alternatives
from advisor.value.number import QuantityError, parse_bounds, parse_number, rate_unit
from advisor.value.unit import UNITS
from strategies import read_pack
from test_check import BASE, with_figures

_RATE = rate_unit("money per min")
assert _RATE is not None
MEASURES = [*UNITS.values(), _RATE[0]]
NUMBERS = st.from_regex(r"[0-9]{1,4}([.,'_ ][0-9]{1,4}){0,3}", fullmatch=True)
TEXTS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "", "> ", ">= ", "<", "over ", "up to ", "EUR ", "-", "ca. ", "$", "=> "]),
    NUMBERS,
    st.sampled_from(["", "", "..7", "..2,5", "k", "+", ".", "e3", " 1/2", "-9", "..9k"]),
    st.sampled_from(["", "", " EUR", " %", " weeks", " cm", " kg", " h", " pieces", " mm", " percent", " USD"]),
)


@given(text=TEXTS, unit=st.sampled_from(MEASURES))
def test_what_a_refused_number_is_to_be_written_as_is_read(text: str, unit: Unit) -> None:
    """Of a number that is refused, each text that the cure says to write is read; so is that of one number where a span is refused."""
    for read in (parse_bounds, parse_number):
        try:
            read(text, unit, currency="EUR")
        except QuantityError as error:
            for cure in alternatives(error.help):
                read(cure, unit, currency="EUR")


@pytest.mark.parametrize(
    ("text", "unit", "cure"),
    [
        ("1,20", "units", "write 1 or 2"),
        ("1,20", "money", "write EUR 1.20"),
        ("1,20", "length", "write 1.20 mm or 1.20 cm"),
        ("1,20 cm", "length", "write 1.20 cm"),
        ("0,5", "share", "write 0.5 %"),
        (".5", "mass", "write 0.5 g or 0.5 kg"),
        ("12+", "money", "write EUR 12"),
        ("-1,5", "points", "write -2 or -1"),
        ("12.5..20", "units", "write 12..20 or 13..20"),
        ("1..2,5 kg", "mass", "write 1..2.5 kg"),
    ],
)
def test_a_cure_is_the_whole_text_to_write(text: str, unit: str, cure: str) -> None:
    """The cure of a comma keeps sign, unit and other end, and is of the measure that is asked for."""
    with pytest.raises(QuantityError) as refused:
        parse_bounds(text, UNITS[unit], currency="EUR")

    assert refused.value.help == cure


# --- packs ---
RULES = "rules/base.yaml"
SLIPS = [
    ("risk: figure.weight", "favour: -10", "favour: -10"),
    ("risk: figure.weight", "risk: -7", "risk: -7"),
    ("risk: figure.weight", "risk: '- 7'", "risk: '- 7'"),
    ("risk: figure.weight", "risk: order.quantity - 1", "order.quantity - 1"),
    ("risk: figure.weight", "risk: 0 - figure.weight", "0 - figure.weight"),
    ("risk: figure.weight", "risk: 'ceil_div(order.quantity, order.quantity - 1)'", "order.quantity - 1"),
    ("risk: figure.weight", "risk: 'half_up(0 - order.quantity, order.quantity)'", "0 - order.quantity"),
    ("risk: figure.weight", "risk: 'figure.weight * (1 - order.quantity)'", "(1 - order.quantity)"),
]


PASSED = ("is used by nobody", "a bare number of points")
"""What a cure leaves behind that is not what it is of: the figure that is no longer named, the number that should be one."""


def faults(files: Mapping[str, str]) -> str:
    """Return what loading and checking a pack reports."""
    try:
        found = sorted(diagnose(stratify(read_pack(files))))
        return "\n".join(str(one) for one in found if not any(told in one.message for told in PASSED))
    except PackError as error:
        return str(error)


@pytest.mark.parametrize(("before", "after", "broken"), SLIPS)
def test_points_below_0_are_cured_by_what_is_said(before: str, after: str, broken: str) -> None:
    """A rule whose points are or could be below 0 loads once its cure stands in the place of what is wrong."""
    assert faults(BASE) == ""
    assert before in BASE[RULES]
    spoilt = BASE[RULES].replace(before, after, 1)
    told = faults({**BASE, RULES: spoilt})
    cure = re.search(r"write `([^`]+)`", told)

    assert cure, told
    assert faults({**BASE, RULES: spoilt.replace(broken, cure[1], 1)}) == "", told


COMPARED = [
    (">=figure.few", "figure.few.."),
    ("=> figure.few", "figure.few.."),
    ("<= figure.few", "..figure.few"),
    ("== figure.few", "figure.few"),
    ("=figure.few", "figure.few"),
    (">=figure.some", "figure.some.low.."),
    ("<=figure.some", "..figure.some.high"),
]
FEW = """\
  few: {value: 20 units, unit: units, source: src}
  some: {value: 20..40 units, unit: units, source: src}
"""
IF = "if: option.lead_time.low > figure.month"


@pytest.mark.parametrize(("text", "span"), COMPARED)
def test_a_comparison_with_a_figure_is_cured_by_a_span(text: str, span: str) -> None:
    """Where a span is to stand, a comparison with a figure is told as the span that means it, and that loads."""
    files = with_figures(BASE, FEW)
    spoilt = files[RULES].replace(IF, f"when: {{quantity: '{text}'}}")
    told = faults({**files, RULES: spoilt})

    assert f"write `{span}`" in told
    assert faults({**files, RULES: spoilt.replace(f"'{text}'", span)}) == ""


@pytest.mark.parametrize("text", [">figure.few", "< figure.few", "> figure.some", "<figure.some"])
def test_a_strict_comparison_with_a_figure_is_cured_by_a_formula(text: str) -> None:
    """More or less than a figure is no span: the cure is an `if`, and it loads."""
    files = with_figures(BASE, FEW)
    spoilt = files[RULES].replace(IF, f"when: {{quantity: '{text}'}}")
    cure = re.search(r"`(if: [^`]+)`", told := faults({**files, RULES: spoilt}))

    assert cure, told
    assert faults({**files, RULES: files[RULES].replace(IF, cure[1])}) == ""


@pytest.mark.parametrize(
    "text", ["10 per day", "10/day", "200 pieces per week", "1200 per month", "3 per h", "50 / year"]
)
def test_a_rate_is_no_quantity_and_is_told_apart(text: str) -> None:
    """How many in a time is not how many: the cure says what to write here, and that the rate is said elsewhere."""
    with pytest.raises(QuantityError) as caught:
        parse_number(text, UNITS["units"], currency="EUR")

    assert "in all" in caught.value.help
    assert "a fact of its own" in caught.value.help
