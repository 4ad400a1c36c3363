"""People's numbers: what each way of writing one means, and which are refused with what to write."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.ir import Unit
from advisor.value.number import (
    QuantityError,
    count_unit,
    parse_bounds,
    parse_date,
    parse_number,
    rate_unit,
    unit_named,
)
from advisor.value.unit import UNITS, written
from conftest import MESSAGE_LIMIT

TODAY = date(2026, 11, 23)


def unit(name: str) -> Unit:
    found = unit_named(name)
    assert found is not None
    return found


def number(text: str, name: str) -> int:
    return parse_number(text, unit(name), currency="EUR", as_of=TODAY)


def bounds(text: str, name: str) -> tuple[int | None, int | None]:
    return parse_bounds(text, unit(name), currency="EUR", as_of=TODAY)


def refusal(text: str, name: str, as_of: date | None = TODAY) -> QuantityError:
    with pytest.raises(QuantityError) as caught:
        parse_bounds(text, unit(name), currency="EUR", as_of=as_of)
    return caught.value


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("120", "units", 120),
        ("120 units", "units", 120),
        ("1 unit", "units", 1),
        ("2k", "units", 2000),
        ("1.5k", "units", 1500),
        ("2 000", "units", 2000),
        ("2\u202f000", "units", 2000),
        ("1\u00a0000\u00a0000", "units", 1_000_000),
        ("007", "units", 7),
        ("120.0", "units", 120),
        ("-3", "units", -3),
        ("\u22123", "units", -3),
        ("EUR 400", "money", 400_00),
        ("400 €", "money", 400_00),
        ("€400", "money", 400_00),
        ("€ 400", "money", 400_00),
        ("400 EUR", "money", 400_00),
        ("400 euro", "money", 400_00),
        ("EUR 0.70", "money", 70),
        ("EUR 0.070", "money", 7),
        ("EUR 2k", "money", 2000_00),
        ("1 200.50 EUR", "money", 1200_50),
        ("EUR -3", "money", -300),
        ("0", "money", 0),
        ("4 weeks", "days", 28),
        ("1 week", "days", 7),
        ("10d", "days", 10),
        ("4 Weeks", "days", 28),
        ("6 months", "days", 180),
        ("1 year", "days", 365),
        ("0", "days", 0),
        ("2026-12-31", "days", 38),
        ("2026-11-23", "days", 0),
        ("90 s", "work", 90),
        ("12 min", "work", 720),
        ("1.5 h", "work", 5400),
        ("0.8 um", "length", 800),
        ("0.8 \u00b5m", "length", 800),
        ("0.8 \u03bcm", "length", 800),
        ("0.800 um", "length", 800),
        ("30 mm", "length", 30_000_000),
        ("12 cm", "length", 120_000_000),
        ("50 cm3", "volume", 50_000),
        ("50 cm³", "volume", 50_000),
        ("800 mm3", "volume", 800),
        ("3 g", "mass", 3000),
        ("2kg", "mass", 2_000_000),
        ("4.5 %", "share", 450),
        ("4.5%", "share", 450),
        ("20", "points", 20),
        ("20 points", "points", 20),
        ("1000000000000", "units", 10**12),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, name: str, value: int) -> None:
    """Each way of writing a number means one whole number of base units; alone it is a span of itself."""
    assert number(text, name) == value
    assert bounds(text, name) == (value, value)


@pytest.mark.parametrize(
    ("text", "name", "span"),
    [
        ("20..150", "units", (20, 150)),
        ("80-150", "units", (80, 150)),
        ("80 - 150", "units", (80, 150)),
        ("80 – 150", "units", (80, 150)),
        ("80–150", "units", (80, 150)),
        ("80 to 150", "units", (80, 150)),
        ("20..150 units", "units", (20, 150)),
        ("20 units..150", "units", (20, 150)),
        ("-5..5", "units", (-5, 5)),
        ("100..", "units", (100, None)),
        ("..99", "units", (None, 99)),
        ("500-2k", "units", (500, 2000)),
        ("1k-2k", "units", (1000, 2000)),
        ("..4 weeks", "days", (None, 28)),
        ("2..4 weeks", "days", (14, 28)),
        ("4-6 weeks", "days", (28, 42)),
        ("2 weeks..30 days", "days", (14, 30)),
        ("1 day..10 years", "days", (1, 3650)),
        ("0..4 weeks", "days", (0, 28)),
        ("2026-11-30..2026-12-31", "days", (7, 38)),
        ("2026-11-30 – 2026-12-31", "days", (7, 38)),
        ("..2026-12-31", "days", (None, 38)),
        ("EUR 15..70", "money", (15_00, 70_00)),
        ("EUR 15..EUR 70", "money", (15_00, 70_00)),
        ("€15–€70", "money", (15_00, 70_00)),
        ("€15-70", "money", (15_00, 70_00)),
        ("15..70 €", "money", (15_00, 70_00)),
        ("15 €..70", "money", (15_00, 70_00)),
        ("EUR 0..EUR 1000000", "money", (0, 1_000_000_00)),
        ("0..EUR 5", "money", (0, 5_00)),
        ("10..20 mm", "length", (10_000_000, 20_000_000)),
        ("5..10 %", "share", (500, 1000)),
    ],
)
def test_spans_are_read_with_a_unit_written_once(text: str, name: str, span: tuple[int | None, int | None]) -> None:
    """Both ends belong to a span; a unit at the end, or a currency at the start, is that of both."""
    assert bounds(text, name) == span


@pytest.mark.parametrize(
    ("text", "name", "help"),
    [
        ("1.200", "units", "write 1200"),
        ("1,200", "units", "write 1200"),
        ("1.000", "units", "write 1000 or 1"),
        ("EUR 1.200", "money", "write EUR 1200 or EUR 1.2"),
        ("EUR 1,200", "money", "write EUR 1200 or EUR 1.2"),
        ("1.200 um", "length", "write 1200 um or 1.2 um"),
        ("1.234 um", "length", "write 1234 um or 1.2340 um"),
        ("EUR 1.234", "money", "write EUR 1234"),
        ("0,70", "money", "write EUR 0.70"),
        ("12,5 mm", "length", "write 12.5"),
        ("1.200,50 EUR", "money", "write 1200.50"),
        ("1,200.50 EUR", "money", "write 1200.50"),
        ("1.200.000", "units", "write 1200000"),
        ("1,200,000", "units", "write 1200000"),
        ("1'200", "units", "write 1200"),
        ("1_000", "units", "write 1000"),
        ("2 00", "units", "write 200"),
        ("1e3", "units", "write 1000"),
        ("１２０", "units", "write 120"),
        (".5 mm", "length", ""),
        (".5", "length", "write 0.5"),
        ("5.", "units", "write 5"),
        ("0x10", "units", "write digits"),
        ("nan", "units", "write digits"),
        ("inf", "units", "write digits"),
        ("lots", "units", "write digits"),
        ("", "units", "write digits"),
        ("~100", "units", "write digits"),
        ("100+", "units", "write `100..`"),
        ("80-", "units", "write digits"),
        ("1-2k", "units", "write 1000..2000 or 1..2000"),
        ("EUR 1-2k", "money", "write EUR 1000..2000 or EUR 1..2000"),
        (">= 250", "units", "write `250..`"),
        ("> 250", "units", "write `251..`"),
        ("< 100", "units", "write `..99`"),
        ("<= 99", "units", "write `..99`"),
        ("at least 20", "units", "write `20..`"),
        ("< 4 weeks", "days", "write `..27 days`"),
        ("< EUR 400", "money", "write `..EUR 399.99`"),
        ("1...5", "units", "two dots"),
        ("1..2..3", "units", "two dots"),
        ("..", "units", "one end at least"),
        ("150..80", "units", "write `80..150`"),
        ("120.5 units", "units", "write 120 or 121"),
        ("EUR 0.705", "money", "write EUR 0.70 or EUR 0.71"),
        ("0.5 days", "days", "write 0 days or 1 day"),
        ("1.5 weeks", "days", "write 10 days or 11 days"),
        ("0.0000001 mm", "length", "write 0 nm or 1 nm"),
        ("1234567890123456", "units", "fewer digits"),
        ("9" * 5000, "units", "fewer digits"),
        ("9999999999999", "units", "smaller"),
        ("EUR 99999999999", "money", "smaller"),
        ("USD 5", "money", "convert"),
        ("$5", "money", "convert"),
        ("400", "money", "say the currency: EUR 400"),
        ("28", "days", "say days or weeks: 28 days or 28 weeks"),
        ("30", "length", "30 mm or 30 cm"),
        ("30", "volume", "30 cm3"),
        ("30", "mass", "30 g"),
        ("30", "work", "30 min"),
        ("4.5", "share", "4.5 %"),
        ("2 weeks..30", "days", "2 weeks..30 weeks"),
        ("2.5 weeks..30", "days", "write 17 days..30 weeks or 18 days..30 weeks"),
        ("EUR 1.5-2k", "money", "in full"),
        ("12:30", "days", "write a number of days or weeks, such as 4 weeks"),
        ("4 kg", "days", "4 weeks"),
        ("EUR 5", "days", "4 weeks"),
        ("2 days", "work", "12 min"),
        ("3 revisions", "units", "write digits"),
        ("31.12.2026", "days", "write 2026-12-31"),
        ("2026-1-5", "days", "write 2026-01-05"),
        ("2026-02-30", "days", "correct"),
        ("2020-01-01", "days", "as_of"),
    ],
)
def test_what_could_mean_two_things_is_refused_with_a_cure(text: str, name: str, help: str) -> None:
    """Nothing is guessed: the help says what to write, and the message is one short line."""
    error = refusal(text, name)

    assert help in error.help
    assert error.message.startswith("expected")
    assert error.message.isprintable()
    assert len(error.message) <= MESSAGE_LIMIT


def test_a_unit_of_another_kind_is_named_by_what_was_expected() -> None:
    """A weight is no time, and the message says so in the words of the unit asked for."""
    assert refusal("4 kg", "days").message == "expected a time in days, got `4 kg`"
    assert refusal("USD 5", "money").message == "expected money in EUR, got `USD 5`"


def test_a_date_needs_a_day_to_count_from() -> None:
    """Without as_of no clock is asked."""
    assert refusal("2026-12-31", "days", None).help == "add `as_of: YYYY-MM-DD`, or give `--as-of today`"


def test_a_number_is_no_span() -> None:
    """Where one number is wanted, a span is refused rather than halved."""
    with pytest.raises(QuantityError, match="one number"):
        number("20..150", "units")


def test_the_currency_is_the_packs() -> None:
    """A pack in dollars reads dollars, by code or symbol, and no euros."""
    assert parse_number("$5", unit("money"), currency="USD") == 500
    assert parse_number("5 USD", unit("money"), currency="USD") == 500
    with pytest.raises(QuantityError, match="USD"):
        parse_number("€5", unit("money"), currency="USD")


def test_a_count_has_its_own_nouns() -> None:
    """`3 revisions` is a number of revisions and of nothing else."""
    revisions = count_unit("revision", "revisions")

    assert parse_number("3 revisions", revisions, currency="EUR") == 3
    assert parse_number("1 revision", revisions, currency="EUR") == 1
    with pytest.raises(QuantityError, match="revisions"):
        parse_number("3 units", revisions, currency="EUR")


def test_a_rate_is_money_per_its_denominator() -> None:
    """`money per min` counts cents per 60 seconds; the denominator may be repeated with the figure."""
    found = rate_unit("money per min")
    assert found is not None
    rate, per = found

    assert (rate.dimension, per) == ((("money", 1), ("per", 1), ("seconds", -1)), 60)
    for text in ("EUR 0.62 per min", "EUR 0.62", "€0.62/min", "€0.62 / min"):
        assert parse_number(text, rate, currency="EUR") == 62
    assert parse_bounds("EUR 0.50..0.62 per min", rate, currency="EUR") == (50, 62)
    with pytest.raises(QuantityError) as caught:
        parse_number("EUR 5 per h", rate, currency="EUR")
    assert caught.value.help == "write EUR 0.62 per min"


def test_rates_know_every_denominator() -> None:
    """Time, work, length, volume, mass and units can stand below money; a share or an unknown word cannot."""
    factors = {"kg": 10**6, "cm3": 1000, "unit": 1, "day": 1, "\u00b5m": 1000}

    for word, factor in factors.items():
        found = rate_unit(f"money per {word}")
        assert found is not None
        assert found[1] == factor
        assert found[0].dimension == tuple(sorted(found[0].dimension))
    for name in ("money", "money per ", "money per foo", "money per %", "work per min"):
        assert rate_unit(name) is None


@pytest.mark.parametrize("text", ["2026-12-31", " 2026-12-31 "])
def test_a_date_is_read(text: str) -> None:
    """Year, month, day, with hyphens."""
    assert parse_date(text) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "help"),
    [("31.12.2026", "write 2026-12-31"), ("2026/1/5", "write 2026-01-05"), ("tomorrow", "2026-12-31")],
)
def test_other_dates_are_refused(text: str, help: str) -> None:
    """Another order of day and month is not guessed at, save where only one reading is in use."""
    with pytest.raises(QuantityError) as caught:
        parse_date(text)
    assert help in caught.value.help


NAMES = st.sampled_from(sorted(UNITS))
VALUES = st.integers(-(10**9), 10**9)


@given(NAMES, VALUES, VALUES)
def test_what_is_written_is_read_back(name: str, one: int, other: int) -> None:
    """Every span of every unit, written out in full, is read as itself."""
    low, high = sorted((one, other))
    first, last = (written(value, unit(name), "EUR") for value in (low, high))

    assert bounds(f"{first}..{last}", name) == (low, high)
    assert bounds(f"{first}..", name) == (low, None)
    assert bounds(f"..{last}", name) == (None, high)
    assert number(first, name) == low


@given(st.integers(0, 20_000))
def test_a_date_is_as_many_days_as_lie_between(days: int) -> None:
    """A date counts the days from as_of, across years."""
    assert number((TODAY + timedelta(days=days)).isoformat(), "days") == days


@given(
    st.one_of(
        st.text(max_size=40),
        st.text(st.sampled_from(list("0123456789 .,-+kEUR€$%<>=:–to wdmkg3²³’'_xe\u00a0")), max_size=20),
    ),
    NAMES,
)
def test_no_text_raises_anything_else(text: str, name: str) -> None:
    """Any text is a number, a span or a QuantityError fit to be shown."""
    told = ["", ""]
    ends: tuple[int | None, ...] = ()
    try:
        ends = bounds(text, name)
    except QuantityError as error:
        told = [error.message, error.help]

    assert any(end is not None for end in ends) or told[0]
    assert all(end is None or abs(end) <= 10**12 for end in ends)
    assert all(words.isprintable() and len(words) <= MESSAGE_LIMIT for words in told)
