"""What people type where they are asked: counts, money, times, days, measures and sides, and what is asked back."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.errors import Place
from advisor.ir import Rate, Unit
from advisor.render.tender import Tender
from advisor.render.words import span as shown_span
from advisor.value.number import (
    QuantityError,
    Vague,
    parse_bounds,
    parse_date,
    parse_dates,
    parse_sides,
    rate_unit,
    unit_named,
)
from advisor.value.pace import paced
from advisor.value.unit import UNITS, written
from conftest import MESSAGE_LIMIT

TODAY = date(2026, 11, 23)
"""A Monday."""
MM = 1_000_000
CM = 10 * MM
Ends = tuple[int | None, int | None]


def rate(code: str, millionths: int) -> Rate:
    return Rate(currency=code, millionths=millionths, as_of=date(2025, 3, 14), at=Place("rates.yaml", 1, 1))


RATES = {
    code: rate(code, millionths)
    for code, millionths in {"USD": 918_358, "GBP": 1_187_888, "CHF": 1_037_237, "SEK": 90_467, "JPY": 6_177}.items()
}


def unit(name: str) -> Unit:
    found = unit_named(name)
    assert found is not None
    return found


def bounds(text: str, name: str, as_of: date | None = TODAY, used: list[str] | None = None) -> Ends:
    return parse_bounds(text, unit(name), currency="EUR", as_of=as_of, typed=True, rates=RATES, used=used)


def refusal(text: str, name: str, as_of: date | None = TODAY) -> QuantityError:
    with pytest.raises(QuantityError) as caught:
        bounds(text, name, as_of)
    return caught.value


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        *((text, (120, 120)) for text in ("120 pc", "120 lamps", "120 pieces", "x120", "120x", "120 x lamps")),
        *(
            (text, (120, 120))
            for text in ("120 Stück", "qty: 120", "a batch of 120", "120 A5 notebooks", "120 in total")
        ),
        *((text, (120, 120)) for text in ("one hundred and twenty lamps", "hundertzwanzig", "ten dozen")),
        *((text, (108, 132)) for text in ("about 120", "~120", "circa 120", "ca. 120 Stk.", "approx 120", "120ish")),
        *(
            (text, (108, 132))
            for text in ("120 or so", "120 lamps or so", "around 120 lamps", "roughly 120", "120-ish mugs")
        ),
        *(
            (text, (80, 100))
            for text in ("80 or 100", "between 80 and 100", "from 80 to 100", "80 bis 100", "100 or 80")
        ),
        *((text, (80, 100)) for text in ("80–100 lamps", "80 to a hundred", "zwischen 80 und 100", "about 80 to 100")),
        *((text, (None, 300)) for text in ("up to 300", "at most 300", "300 max", "max. 300", "no more than 300")),
        *((text, (50, None)) for text in ("at least 50", "50+", "50 or more", "min. 50", "50 or more lamps")),
        *((text, (1200, 1200)) for text in ("1.200", "1,200", "1'200", "1 200 lamps", "1.2k", "1.2 thousand")),
        ("120.000", (120_000, 120_000)),
        ("1.200.000", (1_200_000, 1_200_000)),
        ("a dozen", (12, 12)),
        ("half a dozen", (6, 6)),
        ("two dozen lamps", (24, 24)),
        ("a couple", (2, 2)),
        ("two hundred", (200, 200)),
        ("fünfundzwanzig", (25, 25)),
        ("twenty-five", (25, 25)),
        ("hundreds", (100, 999)),
        ("tens of thousands", (10_000, 99_000)),
        ("a few hundred", (200, 500)),
        ("two to three hundred", (200, 300)),
        ("1-2k", (1000, 2000)),
        ("100-2k", (100, 2000)),
        ("less than 300", (None, 299)),
        ("more than 300", (301, None)),
        ("nearly 100", (90, 100)),
        ("just over 100", (100, 110)),
        ("about 9", (9, 9)),
        ("100 ± 10", (90, 110)),
        ("100 +/- 20%", (80, 120)),
    ],
)
def test_counts_are_read_as_typed(text: str, ends: Ends) -> None:
    """A count has any noun, words for its number, and how exact it is; three digits after a mark are thousands."""
    assert bounds(text, "units") == ends


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        *((text, (18_00, 18_00)) for text in ("18", "€18", "18 €", "18 euros", "18,00", "EUR 18 €")),
        *((text, (18_50, 18_50)) for text in ("18.50", "18,50", "€ 18,50", "18,5 Euro")),
        *((text, (4000_00, 4000_00)) for text in ("4.000 €", "4,000", "4 000", "4000,-", "4k", "4 grand", "€4'000")),
        *((text, (1200_50, 1200_50)) for text in ("1.200,50", "1.200,50 €", "1,200.50", "1 200,50 €")),
        *((text, (1800_00, 2200_00)) for text in ("around 2000 euros", "about 2,000 euros", "~€2k", "2000 € or so")),
        *((text, (10_00, 12_00)) for text in ("€10-12", "10-12 €", "€10 to €12", "between 10 and 12 euros")),
        ("€1.5k", (1500_00, 1500_00)),
        ("2-3k", (2000_00, 3000_00)),
        ("two thousand euros", (2000_00, 2000_00)),
        ("half a million", (500_000_00, 500_000_00)),
        ("50 cents", (50, 50)),
        ("up to 300", (None, 300_00)),
        ("under 400 euros", (None, 400_00)),
        ("0,07", (7, 7)),
    ],
)
def test_money_is_read_as_typed(text: str, ends: Ends) -> None:
    """Money has two decimals at most, so that three digits after a mark are thousands; bare, it is in the pack's currency."""
    used: list[str] = []

    assert bounds(text, "money", used=used) == ends
    assert used == []


@pytest.mark.parametrize(
    ("text", "ends", "code"),
    [
        *(
            (text, (367_34, 367_34), "USD")
            for text in ("$400", "USD 400", "400 usd", "US$400", "400 dollars", "400 bucks")
        ),
        ("$400 USD", (367_34, 367_34), "USD"),
        ("£3.50", (4_16, 4_16), "GBP"),
        ("50 quid", (59_39, 59_39), "GBP"),
        ("80p", (95, 95), "GBP"),
        ("CHF 1'200", (1244_68, 1244_68), "CHF"),
        ("500 kr", (45_23, 45_23), "SEK"),
        ("¥5000", (30_89, 30_89), "JPY"),
        ("$10-12", (9_18, 11_02), "USD"),
        ("about $100", (82_66, 101_02), "USD"),
        ("..GBP 28", (None, 33_26), "GBP"),
        ("USD 28..", (25_71, None), "USD"),
    ],
)
def test_money_elsewhere_is_converted_and_said(text: str, ends: Ends, code: str) -> None:
    """Money in another currency is worth what its rate says, and the caller is told which it was, once."""
    used: list[str] = []

    assert bounds(text, "money", used=used) == ends
    assert used == [code]


def test_a_dollar_is_the_packs_own_where_it_has_one() -> None:
    """`$` is the pack's where the pack counts in any dollar, and that of the United States elsewhere."""
    for text in ("$5", "5 dollars", "5"):
        assert parse_bounds(text, unit("money"), currency="CAD", typed=True) == (500, 500)
    rates = {"USD": rate("USD", 2_000_000)}
    assert parse_bounds("US$5", unit("money"), currency="CAD", typed=True, rates=rates) == (1000, 1000)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        *((text, (14, 14)) for text in ("two weeks", "2 Wochen", "a fortnight", "zwei Wochen", "a couple of weeks")),
        *(
            (text, (42, 42))
            for text in ("in 6 weeks", "within 6 weeks", "6 weeks from now", "in 6 weeks' time", "6-week")
        ),
        *((text, (30, 30)) for text in ("a month", "1 Monat", "one month", "einen Monat")),
        *((text, (180, 180)) for text in ("half a year", "ein halbes Jahr", "six months")),
        *((text, (42, 56)) for text in ("6-8 weeks", "6 to 8 weeks", "6 or 8 wks", "between 6 and 8 weeks")),
        ("4 wks", (28, 28)),
        ("within 10 days", (10, 10)),
        ("10 working days", (14, 14)),
        ("2 weeks and 3 days", (17, 17)),
        ("a week or two", (7, 14)),
        ("1.5 weeks", (10, 11)),
        ("a week and a half", (10, 11)),
        ("about 3 weeks", (19, 23)),
        ("up to 4 weeks", (None, 28)),
    ],
)
def test_times_are_read_as_typed(text: str, ends: Ends) -> None:
    """A time has words for its number and its unit, and needs no day to count from."""
    assert bounds(text, "days", None) == ends


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("10 per day", (50, 70)), ("5 a day", (25, 35)), ("3 daily", (15, 21)), ("one a day", (5, 7)), ("5 am Tag", (25, 35)),
        ("60/month", (14, 14)), ("200 a month", (46, 47)), ("2000 a year", (38, 39)), ("10..15 per day", (50, 105)), ("10 pieces per day", (50, 70)), ("ten per day", (50, 70)),
    ],
)  # fmt: skip
def test_so_many_in_another_time_are_reckoned_to_its_own(text: str, ends: Ends) -> None:
    """What is made in a week may be said by the day, of which a week has five to seven, the month or the year."""
    assert paced(text, 7, lambda many: parse_bounds(many, UNITS["units"], currency="EUR", typed=True)) == ends


@pytest.mark.parametrize("text", ["25 per week", "25 a week", "25", "8 hours", "as many as I like", "10 per head"])
def test_so_many_in_its_own_time_are_as_they_are(text: str) -> None:
    assert paced(text, 7, lambda many: parse_bounds(many, UNITS["units"], currency="EUR", typed=True)) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        *(
            (text, (12, 15), (12, 15))
            for text in ("15 December", "December 15th", "Dec 15", "15. Dezember", "15.12.2026")
        ),
        *(
            (text, (12, 15), (12, 15))
            for text in ("15/12/2026", "12/15/2026", "15.12.", "by 15 Dec", "Tue, 15 December")
        ),
        *((text, (12, 15), (12, 15)) for text in ("before 2026-12-15", "bis zum 15. Dezember", "the 15th", "15.12.26")),
        *((text, (12, 11), (12, 20)) for text in ("mid December", "by mid-December", "Mitte Dezember")),
        *((text, (12, 1), (12, 10)) for text in ("early December", "beginning of December", "Anfang Dezember 2026")),
        *((text, (12, 21), (12, 31)) for text in ("late December", "the end of December", "end of the year")),
        *((text, (12, 24), (12, 24)) for text in ("by Christmas", "before Christmas", "Weihnachten")),
        *((text, (12, 1), (12, 31)) for text in ("December", "next month", "December 2026", "12/2026", "in December")),
        *((text, (12, 15), (12, 20)) for text in ("15-20 December", "December 15 to 20", "between 15 and 20 December")),
        ("this month", (11, 23), (11, 30)),
        ("late November", (11, 23), (11, 30)),
        ("before December", (11, 30), (11, 30)),
        ("November/December", (11, 23), (12, 31)),
        ("Q4", (11, 23), (12, 31)),
        ("next week", (11, 30), (12, 6)),
        ("KW 50", (12, 7), (12, 13)),
        ("wk 50", (12, 7), (12, 13)),
        ("first week of December", (12, 1), (12, 7)),
        ("letzte Woche im Dezember", (12, 24), (12, 31)),
        ("the second Sunday of December", (12, 13), (12, 13)),
        ("last Friday in December", (12, 25), (12, 25)),
        ("last Friday of November", (11, 27), (11, 27)),
        ("Friday", (11, 27), (11, 27)),
        ("tomorrow", (11, 24), (11, 24)),
        ("around 15 December", (12, 12), (12, 18)),
        ("early to mid December", (12, 1), (12, 20)),
    ],
)
def test_days_are_read_as_named(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    """A day without its year is the next such day, a month all its days that are left; days are counted from as_of."""
    days = tuple((date(2026, *day) - TODAY).days for day in (first, last))

    assert bounds(text, "days") == days
    assert parse_dates(text, as_of=TODAY, typed=True) == (date(2026, *first), date(2026, *last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("January", date(2027, 1, 1), date(2027, 1, 31)),
        ("1 November", date(2027, 11, 1), date(2027, 11, 1)),
        ("early November", date(2027, 11, 1), date(2027, 11, 10)),
        ("end of February", date(2027, 2, 21), date(2027, 2, 28)),
        ("29 February", date(2028, 2, 29), date(2028, 2, 29)),
        ("10 Dec to 15 Jan", date(2026, 12, 10), date(2027, 1, 15)),
        ("20 November to 5 December", TODAY, date(2026, 12, 5)),
        ("Q1 2027", date(2027, 1, 1), date(2027, 3, 31)),
        ("before Easter", date(2027, 3, 27), date(2027, 3, 27)),
        ("1st Monday in November", date(2027, 11, 1), date(2027, 11, 1)),
        ("next year", date(2027, 1, 1), date(2027, 12, 31)),
        ("next January", date(2027, 1, 1), date(2027, 1, 31)),
    ],
)
def test_days_of_the_next_year(text: str, first: date, last: date) -> None:
    """What is over this year is of the next one, and what has begun goes on from today."""
    if text == "next January":
        assert parse_dates("next October", as_of=TODAY, typed=True) == (date(2027, 10, 1), date(2027, 10, 31))
    assert parse_dates(text, as_of=TODAY, typed=True) == (first, last)


def test_an_open_end_of_days() -> None:
    """After a day is from it on; so many days at least end nowhere."""
    assert parse_dates("after 15 December", as_of=TODAY, typed=True) == (date(2026, 12, 15), None)
    assert parse_dates("2026-12-15..", typed=True) == (date(2026, 12, 15), None)
    assert parse_dates("in 2 weeks", as_of=TODAY, typed=True) == (date(2026, 12, 7), date(2026, 12, 7))
    assert bounds("from 15 December", "days") == (22, None)


@pytest.mark.parametrize("text", ["15.12.2026", "15 December 2026", "December 15, 2026", "15/12/2026", "2026/12/15"])
def test_a_date_with_its_year_needs_no_today(text: str) -> None:
    """Only a missing year asks for the day it is."""
    assert parse_date(text, typed=True) == date(2026, 12, 15)
    with pytest.raises(QuantityError):
        parse_date(text)
    with pytest.raises(QuantityError, match="to count") as caught:
        parse_date(text.replace("2026", "").strip(",./ ") if "December" in text else "15 December", typed=True)
    assert caught.value.help == "add `as_of: YYYY-MM-DD`, or give `--as-of today`"


def test_a_day_is_counted_from_today_alone() -> None:
    """Without as_of no clock is asked, whatever the day is called."""
    for text in ("15 December", "15.12.2026", "next month", "by Christmas", "2026-12-15"):
        assert refusal(text, "days", None).help == "add `as_of: YYYY-MM-DD`, or give `--as-of today`"


@pytest.mark.parametrize("text", ["asap", "ASAP", "A.S.A.P.", "as soon as possible", "soon", "so schnell wie möglich"])
def test_haste_is_no_time(text: str) -> None:
    """`asap` names no time, and says so by a kind of error of its own."""
    assert isinstance(refusal(text, "days", None), Vague)
    with pytest.raises(Vague):
        parse_date(text, typed=True)


@pytest.mark.parametrize(
    ("text", "name", "ends"),
    [
        *(
            (text, "length", (152_400_000, 152_400_000))
            for text in ("6 inches", '6"', "6 in", "6in", "6”", "half a foot")
        ),
        *((text, "length", (30 * CM, 30 * CM)) for text in ("30 cm tall", "30cm wide", "30 cm in diameter", "Ø 30 cm")),
        *((text, "length", (1800 * MM, 1800 * MM)) for text in ("1.8 m", "1,8 m", "1,80 m", "1.8000 m", "1 m 80 cm")),
        ("20cm", "length", (20 * CM, 20 * CM)),
        ("2 ft", "length", (609_600_000, 609_600_000)),
        ("5'10\"", "length", (1_778_000_000, 1_778_000_000)),
        ('1-1/2"', "length", (38_100_000, 38_100_000)),
        ('1½"', "length", (38_100_000, 38_100_000)),
        ("about 10 cm", "length", (90 * MM, 110 * MM)),
        ("30 to 40 cm", "length", (30 * CM, 40 * CM)),
        ("30 ± 2 mm", "length", (28 * MM, 32 * MM)),
        ("0,800 m", "length", (800 * MM, 800 * MM)),
        ("half a metre", "length", (500 * MM, 500 * MM)),
        ("3 lb", "mass", (1_360_777, 1_360_777)),
        ("12 oz", "mass", (340_194, 340_194)),
        ("2 lb 3 oz", "mass", (992_233, 992_233)),
        ("half a kilo", "mass", (500_000, 500_000)),
        ("1,5 kg", "mass", (1_500_000, 1_500_000)),
        ("half a litre", "volume", (500_000, 500_000)),
        ("33 cl", "volume", (330_000, 330_000)),
        ("12 fl oz", "volume", (354_882, 354_882)),
        ("1 imperial pint", "volume", (568_261, 568_261)),
        ("half an hour", "work", (1800, 1800)),
        ("2 h 30 min", "work", (9000, 9000)),
        ("about 12 min", "work", (648, 792)),
        ("30 percent", "share", (3000, 3000)),
        ("4,5 %", "share", (450, 450)),
        ("half", "share", (5000, 5000)),
        ("a third", "share", (3333, 3333)),
        ("about 30%", "share", (2700, 3300)),
        ("twenty", "points", (20, 20)),
    ],
)
def test_measures_are_read_as_typed(text: str, name: str, ends: Ends) -> None:
    """Measures of all countries are exact in whole base units, half up where they are no whole number of them."""
    assert bounds(text, name) == ends


@pytest.mark.parametrize(
    ("text", "name", "help"),
    [
        ("1.5", "units", "write 1 or 2"),
        ("10 per day", "units", "write how many in all"),
        ("10/week", "units", "or how many in the time that is asked for"),
        ("12 kg", "units", "write digits"),
        ("3 weeks", "units", "write digits"),
        ("120 a month", "units", "write how many in all"),
        ("120 lamps in 3 colours", "units", "write digits"),
        ("120 mugs by Christmas", "units", "write digits"),
        ("a lot of lamps", "units", "write digits"),
        ("two three lamps", "units", "write digits"),
        ("£120", "units", "write digits"),
        ("half", "units", "write 0 or 1"),
        ("lots", "units", "write digits"),
        ("150-80", "units", "swap"),
        ("about " + "9" * 90, "units", "smaller"),
        ("€1.250k", "money", "write 1250000 or 1250"),
        ("1.2345", "money", "write EUR 1.23 or EUR 1.24"),
        ("0.705", "money", "write EUR 0.70 or EUR 0.71"),
        ("A$50", "money", "say what AUD 1 is in EUR: `rates: {AUD:"),
        ("400 kroner", "money", "write NOK or DKK before the number"),
        ("18 each", "money", "write `18`"),
        ("€5 £5", "money", "write EUR 400"),
        ("07/10/26", "days", "write 2026-10-07 or 2026-07-10"),
        ("07/10/2027", "days", "write 2027-10-07 or 2027-07-10"),
        ("next Friday", "days", "write 2026-11-27 or 2026-12-04"),
        ("next December", "days", "december 2026 or december 2027"),
        ("30 February", "days", "correct the day"),
        ("week 60", "days", "write a day"),
        ("1 December 2025", "days", "correct the date"),
        ("28", "days", "28 days or 28 weeks"),
        ("about 28", "days", "28 days or 28 weeks"),
        ("2 weeks..30", "days", "30 days or 30 weeks"),
        ("4 kg", "days", "4 weeks"),
        ("1.200 m", "length", "write 1200 m or 1.2 m"),
        ("about 1,200 m", "length", "write 1200 m or 1.2 m"),
        ("1.234 kg", "mass", "write 1234 kg or 1.2340 kg"),
        ("30", "length", "30 mm or 30 cm"),
        ("30 x 20 cm", "length", "the one that is meant"),
        ("0.0000001 mm", "length", "write 0 nm or 1 nm"),
        ("2 pints", "volume", "write 946 ml for US pints or 1137 ml for imperial ones"),
        ("2 stone", "mass", "mg, g or kg"),
        ("0.3", "share", "say the unit: 0.3 %"),
        ("8.875 %", "share", "write 8875 or 8.8750"),
    ],
)
def test_what_can_be_two_things_is_asked_back(text: str, name: str, help: str) -> None:
    """What is left to choose from is said with what to write; nothing is guessed."""
    error = refusal(text, name)

    assert help in error.help
    assert error.message.startswith("expected")
    assert max(len(error.message), len(error.help)) <= MESSAGE_LIMIT


def test_a_pack_is_read_strictly() -> None:
    """Without typed, none of this is read: a pack's files say what they mean."""
    for text, name in (("120 lamps", "units"), ("18", "money"), ("two weeks", "days"), ("6 in", "length")):
        with pytest.raises(QuantityError):
            parse_bounds(text, unit(name), currency="EUR", as_of=TODAY)


def test_one_day_is_no_span() -> None:
    """Where one day is wanted, one that is about right is refused."""
    with pytest.raises(QuantityError, match="one day"):
        parse_date("mid December", as_of=TODAY, typed=True)


def test_money_per_something_stays_as_strict() -> None:
    """A rate of money is written as before, by whomever."""
    found = rate_unit("money per min")
    assert found is not None

    assert parse_bounds("EUR 0.62 per min", found[0], currency="EUR", typed=True) == (62, 62)
    with pytest.raises(QuantityError):
        parse_bounds("62 cents", found[0], currency="EUR", typed=True)


def exactly(*sides: int) -> tuple[tuple[int, int], ...]:
    return tuple((side, side) for side in sides)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        *((text, exactly(30 * CM, 20 * CM, 5 * CM)) for text in ("30 x 20 x 5 cm", "30×20×5cm", "5 by 20 by 30 cm")),
        *(
            (text, exactly(30 * CM, 20 * CM, 5 * CM))
            for text in ("30 cm x 20 x 5", "W30 x H20 x D5 cm", "300mm*20 cm*5cm")
        ),
        *(
            (text, exactly(30 * CM, 20 * CM))
            for text in ("20 cm wide x 30 cm tall", "30 (W) x 20 (H) cm", "30 cm by 20 cm")
        ),
        ('12" x 8"', exactly(304_800_000, 203_200_000)),
        ("8 1/2 x 11 in", exactly(279_400_000, 215_900_000)),
        ("A5", exactly(210 * MM, 148 * MM)),
        ("DIN A4", exactly(297 * MM, 210 * MM)),
        ("B5", exactly(250 * MM, 176 * MM)),
        ("US letter", exactly(279_400_000, 215_900_000)),
        ("business card", exactly(85 * MM, 55 * MM)),
        ("10 cm cube", exactly(10 * CM, 10 * CM, 10 * CM)),
        ("10 cm square", exactly(10 * CM, 10 * CM)),
        ("about 30 x 20 cm", ((27 * CM, 33 * CM), (18 * CM, 22 * CM))),
        ("30-40 x 20 cm", ((30 * CM, 40 * CM), (20 * CM, 20 * CM))),
        *(
            (text, None)
            for text in ("20 cm", "x120", "120 lamps", "", "A5 book", "mug by hand", "2 x 4 lamps", "9 mugs by 15 May")
        ),
    ],
)
def test_sides_are_read_at_once(text: str, sides: tuple[tuple[int, int], ...] | None) -> None:
    """Two or three lengths are told longest first, with their unit once at least; a sheet is known by its name."""
    assert parse_sides(text) == sides


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("30 x 20", "say the unit: 30 x 20 mm or 30 x 20 cm"),
        ("4 x 3 x 2 x 1 cm", "30 x 20 x 5 cm"),
        ("1.200 x 800 mm", "write 1200 mm or 1.2 mm"),
        ("up to 30 cm x 20 cm", "30 x 20 x 5 cm"),
    ],
)
def test_sides_that_are_not_plain_are_refused(text: str, help: str) -> None:
    """Sides want a unit, are three at most, and each is closed."""
    with pytest.raises(QuantityError) as caught:
        parse_sides(text)
    assert help in caught.value.help


# --- properties -------------------------------------------------------------------------------------------------------
NAMES = st.sampled_from(sorted(UNITS))
VALUES = st.integers(-(10**9), 10**9)


@given(NAMES, VALUES, VALUES)
def test_what_is_written_is_read_back_as_typed(name: str, one: int, other: int) -> None:
    """Every span of every unit, as messages write it, is read as itself."""
    low, high = sorted((one, other))
    first, last = (written(value, unit(name), "EUR") for value in (low, high))

    assert bounds(f"{first}..{last}", name) == (low, high)
    assert bounds(first, name) == (low, low)


@given(NAMES, st.integers(0, 10**9), st.integers(0, 10**9))
def test_what_is_shown_is_read_back(name: str, one: int, other: int) -> None:
    """What an answer prints can be typed: `EUR 1,200`, `7–21 days`, `1,200 units`, `at least 12 min`."""
    low, high = sorted((one, other))
    shown = [shown_span(low, end, unit(name), Tender("EUR", "EUR", "€")) for end in (low, high)]
    assume(not any(has_three_decimals(text) for text in shown) or name in {"units", "points", "money", "days", "work"})

    assert bounds(shown[0], name) == (low, low)
    assert bounds(shown[1], name) == (low, high)
    assert bounds(f"at least {shown[0]}", name) == (low, None)
    assert bounds(f"at most {shown[0]}", name) == (None, low)


def has_three_decimals(text: str) -> bool:
    """Whether a measure is shown with three digits after a mark, which is asked back."""
    numbers = [number for part in text.split("–") for number in part.split(" ")[:1]]
    return any(
        len(number.replace(",", ".").rpartition(".")[2]) == 3 and ("." in number or "," in number) for number in numbers
    )


@given(st.integers(1, 10_000_000), st.integers(0, 99))
def test_money_is_one_with_either_mark(whole: int, cents: int) -> None:
    """A decimal comma and a decimal point mean the same, with thousands marks and without."""
    english = f"{whole:,}.{cents:02d}"
    german = english.translate(str.maketrans(",.", ".,"))

    for text in (
        english,
        german,
        f"{whole},{cents:02d}",
        f"€{english}",
        f"{german} Euro",
        f"{whole:,}.{cents:02d} eur",
    ):
        assert bounds(text, "money") == (100 * whole + cents,) * 2


@given(st.dates(TODAY, date(2099, 12, 31)))
def test_a_day_is_one_however_it_is_named(day: date) -> None:
    """A day with its year is one day in all orders that are plain, and as many days away as lie between."""
    names = (
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day}. {day:%b} {day.year}",
        f"by {day:%A}, {day.day} {day:%B} {day.year}",
        day.isoformat(),
    )
    for name in names:
        assert parse_date(name.removeprefix("by "), typed=True) == day
        assert bounds(name, "days") == ((day - TODAY).days,) * 2


@given(st.dates(TODAY, TODAY + timedelta(days=364)))
def test_a_day_without_its_year_is_the_next_one(day: date) -> None:
    """Within a year from today, the day and the month name one day."""
    assume((day.month, day.day) != (2, 29))
    assert parse_date(f"{day.day} {day:%B}", as_of=TODAY, typed=True) == day
    assert parse_date(f"{day:%b} {day.day}", as_of=TODAY, typed=True) == day


@given(st.integers(1, 999_999))
def test_about_is_a_tenth_either_way(count: int) -> None:
    """About a number holds the number, and nothing beyond a tenth of it."""
    low, high = bounds(f"about {count:,}", "units")
    assert low is not None
    assert high is not None

    assert 9 * count <= 10 * low <= 10 * count <= 10 * high <= 11 * count


PIECES = st.sampled_from(
    [
        "about",
        "up",
        "to",
        "between",
        "and",
        "or",
        "a",
        "half",
        "dozen",
        "two",
        "hundred",
        "k",
        "few",
        "weeks",
        "month",
        "mid",
        "december",
        "15",
        "1.200",
        ",",
        ".",
        "-",
        "–",
        "..",
        "x",
        "by",
        "€",
        "$",
        "usd",
        "kr",
        "%",
        "cm",
        '"',
        "'",
        "inches",
        "1/2",
        "07/10/26",
        "next",
        "before",
        "asap",
        "±",
        "+",
        "~",
        "ish",
        "½",
        "grand",
        "ein",
        "zwei",
        "und",
        "2026",
        "31",
        "q1",
        "monday",
        "or",
        "so",
        "per",
    ]
)


@given(
    st.one_of(
        st.text(max_size=30), st.lists(PIECES, max_size=7).map(" ".join), st.lists(PIECES, max_size=5).map("".join)
    ),
    NAMES,
)
def test_no_typed_text_raises_anything_else(text: str, name: str) -> None:
    """Any text is read or refused with an error fit to be shown, as a number, a date and as sides."""
    told = ["", ""]
    for read in (
        lambda: bounds(text, name),
        lambda: parse_dates(text, as_of=TODAY, typed=True),
        lambda: parse_sides(text),
    ):
        try:
            read()
        except QuantityError as error:
            told += [error.message, error.help]

    assert all(words.isprintable() and len(words) <= MESSAGE_LIMIT for words in told)


def test_a_plain_value_imports_nothing_more() -> None:
    """The words of people are looked at only where the plain reading fails."""
    program = (
        "import sys; from advisor.value.number import parse_bounds, unit_named\n"
        "for text, name in (('120', 'units'), ('4 weeks', 'days'), ('EUR 400', 'money'), ('80..150', 'units')):\n"
        "    parse_bounds(text, unit_named(name), currency='EUR', typed=True)\n"
        "assert not {'advisor.value.typed', 'advisor.value.when', 'fractions'} & set(sys.modules), sorted(sys.modules)\n"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "today", "first"),
    [
        ("next autumn", date(2026, 11, 30), date(2027, 9, 1)),
        ("next autumn", date(2026, 3, 1), date(2026, 9, 1)),
        ("next winter", date(2026, 11, 30), date(2026, 12, 1)),
    ],
)
def test_the_next_season_is_not_the_one_that_it_is(text: str, today: date, first: date) -> None:
    """In the middle of a season the next such one is a year away."""
    assert parse_dates(text, as_of=today, typed=True)[0] == first
