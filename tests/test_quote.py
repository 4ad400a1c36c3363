"""Quotes: what a supplier asked, in any currency, at a dated rate; until when it stands; what its price leaves out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.analysis.quote_comparison import lines_left_out
from advisor.errors import OrderError, PackError, Place
from advisor.interview import Interview
from advisor.ir import Numbers, OneOf, Pack, Span, SpanTable
from advisor.order import OrderReader
from advisor.pack.load import load
from advisor.render.page import Renderer
from advisor.trace import Order
from advisor.value.unit import converted
from advisor.yaml.node import MappingNode as Mapping
from advisor.yaml.node import Scalar
from conftest import ROOT, Run

QUOTE = "supplier: Harbour, pathway: fab_network, process: sls_printing, lead_time: 2 weeks"


def order(quote: str, head: str = "quantity: 200") -> str:
    """Return an order with one quote."""
    return f"{head}\nquotes: [{{{QUOTE}, {quote}}}]\n"


@pytest.fixture(scope="module")
def reader(walk: Advisor) -> OrderReader:
    """A reader of orders by the built-in pack."""
    return OrderReader(pack=walk.pack, derived=walk.derived)


def faults(reader: OrderReader, text: str) -> str:
    """Return what is refused in an order, with place and cure."""
    return "\n".join(map(str, reader.read(text.encode(), "o.yaml").faults))


def cost(told: Order) -> SpanTable:
    """Return the price of a unit that an order's first quote asks."""
    table = told.quotes[0].values["option.unit_cost"]
    assert isinstance(table, SpanTable)
    return table


def test_a_rate_of_the_order_converts_every_amount_of_a_quote(order_of: Callable[[str], Order]) -> None:
    """At EUR 0.92 for a dollar, prices, spans, breaks and one-off amounts are in cents of the pack's currency."""
    head = "quantity: 200\nrates: {USD: {rate: 0.92, as_of: 2026-11-20}}"
    told = order_of(
        order("currency: USD, price_breaks: {10: USD 21, 100: $ 18..20}, tooling: USD 3800, freight: 0", head)
    )
    quote = told.quotes[0]

    assert cost(told).rows == (
        (10, Span(low=1932, likely=1932, high=1932)),
        (100, Span(low=1656, likely=1748, high=1840)),
    )
    assert quote.values["option.tooling"] == Span(low=349600, likely=349600, high=349600)
    assert quote.values["option.freight"] == Span(low=0, likely=0, high=0)
    assert quote.rate is not None
    assert (quote.rate.currency, quote.rate.millionths, quote.rate.as_of) == ("USD", 920_000, date(2026, 11, 20))


def test_what_a_quote_says_in_the_packs_own_currency_is_not_converted(order_of: Callable[[str], Order]) -> None:
    """A quote in dollars may price its freight in euro, and one that names the pack's currency has no rate."""
    mixed = order_of(
        order("currency: USD, unit_cost: USD 10, freight: EUR 20", "rates: {USD: {rate: 0.5, as_of: 2026-11-20}}")
    )
    own = order_of(order("currency: EUR, unit_cost: EUR 10"))

    assert cost(mixed).rows[0][1].likely == 500
    assert mixed.quotes[0].values["option.freight"] == Span(low=2000, likely=2000, high=2000)
    assert own.quotes[0].rate is None


@pytest.mark.parametrize(
    ("cents", "millionths", "expected"),
    [
        (100, 920_000, 92),
        (1, 500_000, 1),
        (1, 499_999, 0),
        (3, 500_000, 2),
        (10**12, 999_999_999_999, 999_999_999_999_000_000),
    ],
)
def test_money_is_converted_half_up_to_the_cent(cents: int, millionths: int, expected: int) -> None:
    """Half a cent is rounded up, less is dropped, and no size of amount loses a digit."""
    assert converted(cents, millionths) == expected


def test_a_rate_is_read_digit_by_digit(order_of: Callable[[str], Order]) -> None:
    """0.1 is a hundred thousand millionths, and USD 1,000,000 at 0.000001 is one euro: no float is near."""
    told = order_of(
        order(
            "currency: KRW, unit_cost: KRW 90000, tooling: KRW 4000000", "rates: {KRW: {rate: 0.1, as_of: 2026-11-20}}"
        )
    )
    least = order_of(
        order("currency: KRW, unit_cost: KRW 1000000", "rates: {KRW: {rate: 0.000001, as_of: 2026-11-20}}")
    )

    assert told.quotes[0].rate is not None
    assert told.quotes[0].rate.millionths == 100_000
    assert cost(least).rows[0][1].likely == 100


def test_an_orders_rate_goes_before_its_studios_and_that_before_the_packs(order_of: Callable[[str], Order]) -> None:
    """Order, studio block and pack are asked for a currency in that order."""
    studio = "studio: {rates: {USD: {rate: 0.8, as_of: 2026-10-01}, GBP: {rate: 1.1, as_of: 2026-10-01}}}"
    own = "rates: {USD: {rate: 0.9, as_of: 2026-11-01}}"
    pairs = [
        order_of(order("currency: USD, unit_cost: USD 10", f"{own}\n{studio}")).quotes[0].rate,
        order_of(order("currency: GBP, unit_cost: GBP 10", f"{own}\n{studio}")).quotes[0].rate,
        order_of(order("currency: CHF, unit_cost: CHF 10", f"{own}\n{studio}")).quotes[0].rate,
    ]

    assert [rate and rate.millionths for rate in pairs] == [900_000, 1_100_000, 1_037_237]


def test_every_rate_of_the_pack_is_recomputed_from_what_its_source_says(pack: Pack) -> None:
    """The pack says what one foreign unit is in euro; its sources say what one euro is, and one is the other turned over."""
    assert pack.rates
    for rate in pack.rates.values():
        published = Fraction(rate.quote.split()[-1])
        assert rate.millionths == (Fraction(10**6) / published + Fraction(1, 2)).__floor__(), rate.currency
        assert rate.sources


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (order("currency: XYZ, unit_cost: XYZ 3"), "o.yaml:2:105", "rates: {XYZ: {rate: ..., as_of: YYYY-MM-DD}}"),
        (order("currency: dollars, unit_cost: EUR 3"), "o.yaml:2:105", "three capitals"),
        (order("unit_cost: XYZ 3"), "o.yaml:2:106", "EUR"),
        (order("unit_cost: 1.200"), "o.yaml:2:106", "EUR"),
        (order("currency: USD, unit_cost: GBP 3"), "o.yaml:2:121", "USD"),
        (order("unit_cost: EUR 3, valid_until: soon"), "o.yaml:2:126", "YYYY-MM-DD"),
        (order("unit_cost: EUR 3", "rates: {USD: 0.92}"), "o.yaml:1:14", "needs the day it is of"),
        (order("unit_cost: EUR 3", "rates: {USD: {rate: 0.92}}"), "o.yaml:1:14", "needs `as_of`"),
        (order("unit_cost: EUR 3", 'rates: {USD: {rate: "0,92", as_of: 2026-11-20}}'), "o.yaml:1:21", "write 0.92"),
        (order("unit_cost: EUR 3", "rates: {USD: {rate: 0.9212345, as_of: 2026-11-20}}"), "o.yaml:1:21", "six decimals"),
        (order("unit_cost: EUR 3", "rates: {USD: {rate: 0, as_of: 2026-11-20}}"), "o.yaml:1:21", "more than 0"),
        (order("unit_cost: EUR 3", "rates: {USD: {rate: -1, as_of: 2026-11-20}}"), "o.yaml:1:21", "such as 0.92"),
        (order("unit_cost: EUR 3", "rates: {EUR: {rate: 1, as_of: 2026-11-20}}"), "o.yaml:1:9", "own currency"),
        (order("unit_cost: EUR 3", "rates: {usd: {rate: 1, as_of: 2026-11-20}}"), "o.yaml:1:9", "three capitals"),
        (order("unit_cost: EUR 3", "rates: 0.92"), "o.yaml:1:8", "must be a mapping"),
        (order("unit_cost: EUR 3", "rates: {USD: {rate: 1, as_of: 2026-13-20}}"), "o.yaml:1:31", "no such day"),
        (order("unit_cost: EUR 3", "rates: {USD: {rate: 1, as_of: 2026-11-20, source: me}}"), "o.yaml:1:43", "unknown key"),
        (order("unit_cost: EUR 3", "studio: {rates: {USD: 0.92}}"), "o.yaml:1:23", "needs the day it is of"),
        (order("unit_cost: USD 900000, currency: USD"), "o.yaml:2:106", "EUR 100000"),
    ],
)  # fmt: skip
def test_a_quote_or_rate_that_cannot_be_read_is_refused_with_the_cure(
    reader: OrderReader, text: str, place: str, words: str
) -> None:
    """Each slip names line and column, and what to write instead."""
    told = faults(reader, text)

    assert place in told
    assert words in told


def test_a_quote_is_read_as_people_write_orders(order_of: Callable[[str], Order]) -> None:
    """Money behind its sign, without one, about, in another currency and none; a time in words; a day: as in an order's facts."""
    head = "quantity: 200\nas_of: 2026-11-29"
    told = order_of(
        order(
            "price_breaks: {50 pieces: '9,50 €', from 100: 8}, tooling: none, freight: about 20, valid_until: 31.1.27",
            head,
        )
    )
    foreign = order_of(order("unit_cost: $ 3.20, tooling: 800, sample_fee: tbd", head)).quotes[0]
    values, dollar = told.quotes[0].values, foreign.rate

    assert [(start, span.likely) for start, span in cost(told).rows] == [(50, 950), (100, 800)]
    assert values["option.tooling"] == Span(low=0, likely=0, high=0)
    assert values["option.freight"] == Span(low=1800, likely=2000, high=2200)
    assert told.quotes[0].valid_until == date(2027, 1, 31)
    assert dollar is not None
    table = foreign.values["option.unit_cost"]
    assert isinstance(table, SpanTable)
    assert table.rows[0][1].likely == converted(320, dollar.millionths)
    assert foreign.values["option.tooling"] == Span(low=80000, likely=80000, high=80000)


def test_all_that_is_wrong_with_a_quote_is_told_at_once(reader: OrderReader) -> None:
    """A currency without a rate does not hide the other faults, nor make new ones."""
    told = faults(reader, order("currency: XYZ, unit_cost: XYZ 3, tooling: lots, valid_until: soon"))

    assert told.count("o.yaml:") == 3


def test_more_quotes_are_read_as_the_orders_own(reader: OrderReader, order_of: Callable[[str], Order]) -> None:
    """Quotes laid beside an order's are read by its rates, under ids of their own; a faulty one refuses them all."""
    first = order_of(order("unit_cost: EUR 3", "rates: {USD: {rate: 0.5, as_of: 2026-11-20}}"))

    def node(**entries: str) -> Mapping:
        at = Place("sheet.xlsx", 4, 2)
        pairs = tuple((Scalar(key, True, at), Scalar(text, True, at)) for key, text in entries.items())
        return Mapping(pairs, False, at)

    same = {"supplier": "Harbour", "pathway": "fab_network", "process": "sls_printing", "lead_time": "2 weeks"}
    both = reader.with_quotes(first, [node(**same, currency="USD", unit_cost="USD 8")])

    assert [one.id for one in both.quotes] == ["quote-harbour-sls_printing", "quote-harbour-sls_printing-2"]
    assert both.quotes[0] == first.quotes[0]
    assert cost(Order(id="x", given={}, quotes=both.quotes[1:], at=both.at)).rows[0][1].likely == 400
    with pytest.raises(OrderError, match=r"sheet.xlsx:4:2: .*lots"):
        reader.with_quotes(first, [node(**same, unit_cost="lots")])


def test_an_order_saved_by_the_interview_keeps_its_rates(walk: Advisor, reader: OrderReader) -> None:
    """What `ask --save` writes reads as the same quotes, in the same currency, at the same rate."""
    held = reader.read(
        order("currency: USD, unit_cost: USD 8, valid_until: 2026-12-01", "rates: {USD: {rate: 0.512345, as_of: 2026-11-20}}").encode(),
        "o.yaml",
    )  # fmt: skip
    lines = "".join(Interview(walk, reader, held.orders[0]).lines())
    again = reader.read(lines.encode(), "o.yaml").orders[0]
    before, after = held.orders[0].quotes[0], again.quotes[0]

    assert after.values == before.values
    assert after.rate is not None
    assert before.rate is not None
    assert (after.rate.millionths, after.rate.as_of) == (before.rate.millionths, before.rate.as_of)
    assert after.valid_until == date(2026, 12, 1)


# --- what is said of them ---------------------------------------------------------------------------------------------
def test_advice_says_which_rate_of_which_day_was_used(advisor: Advisor, order_of: Callable[[str], Order]) -> None:
    """The explanation and the document name the rate; a quote in the pack's currency has none."""
    advice = advisor.advise(
        order_of(order("currency: USD, unit_cost: USD 8, reference: Q-7", "quantity: 200\nrates: {USD: {rate: 0.92, as_of: 2026-11-20}}"))
    )  # fmt: skip
    renderer = Renderer(advisor.pack, ROOT / "templates")
    told = " ".join(renderer.text(advice).split())
    rows = {row["option"]: row for row in renderer.document(advice)["ranking"]}
    quote = rows.pop("quote-harbour-sls_printing")

    assert "USD 1 is EUR 0.92, as of 2026-11-20" in told
    assert quote["rate"] == {"currency": "USD", "rate": "0.92", "as_of": "2026-11-20"}
    assert (quote["reference"], quote["valid_until"]) == ("Q-7", None)
    assert {row["rate"] for row in rows.values()} == {None}


@pytest.mark.parametrize(("as_of", "is_told"), [("2026-12-01", False), ("2026-12-02", True), (None, False)])
def test_a_quote_that_has_run_out_is_a_note_and_excludes_nothing(
    advisor: Advisor, order_of: Callable[[str], Order], as_of: str | None, is_told: bool
) -> None:
    """A quote stands through its last day; after it the advice says so, and the quote is ranked as before."""
    head = "quantity: 200" + (f"\nas_of: {as_of}" if as_of else "")
    advice = advisor.advise(order_of(order("unit_cost: EUR 8, valid_until: 2026-12-01", head)))
    told = " ".join(Renderer(advisor.pack, ROOT / "templates").text(advice).split())
    row = next(row for row in advice.ranking if row.option.is_quote)

    assert ("was valid until 2026-12-01" in told) is is_told
    assert not row.excluded_by


# --- what they leave out ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("process", "said", "missing"),
    [
        ("injection_moulding", "", "tooling samples inspection packing freight"),
        ("sls_printing", "", "samples inspection packing freight"),
        ("injection_moulding", "tooling: EUR 0", "samples inspection packing freight"),
        ("injection_moulding", "includes: [tooling, samples, inspection, packing, freight]", ""),
        ("injection_moulding", "incoterm: dap, tooling: EUR 5", "samples inspection packing"),
        ("injection_moulding", "origin: overseas, freight_unit: EUR 1, tooling: EUR 5", "samples inspection packing duty"),
        ("injection_moulding", "origin: overseas, incoterm: ddp, tooling: EUR 5", "samples inspection packing"),
        ("injection_moulding", "origin: overseas, duty_rate: 6 %, includes: [freight, tooling, samples, packing]", "inspection"),
        ("injection_moulding", "sample_fee: EUR 80, inspection: EUR 40, packing: EUR 0.20, freight: EUR 90, tooling: EUR 1", ""),
    ],
)  # fmt: skip
def test_a_line_is_left_out_unless_it_is_priced_included_or_not_owed(
    walk: Advisor, order_of: Callable[[str], Order], process: str, said: str, missing: str
) -> None:
    """A fact said prices its line, whatever the amount; `includes`, terms of delivery, process and origin settle others."""
    more = f", {said}" if said else ""
    told = order_of(
        f"quantity: 200\nstudio_region: germany\ncustomer_region: germany\nquotes: [{{supplier: P, pathway: small_factory,"
        f" process: {process}, unit_cost: EUR 1, lead_time: 2 weeks{more}}}]"
    )
    one = next(one for one in walk.weigh(told).candidates if one.option.is_quote)

    assert lines_left_out(walk.pack, one.option, one.assumed.memory) == tuple(missing.split())


def own_pack(folder: Path, **files: str) -> Path:
    """Return a pack over the built-in one, with these files of knowledge."""
    knowledge = folder / "knowledge"
    knowledge.mkdir()
    head = "id: mine\nversion: 0.1.0\ntitle: Mine\nextends: builtin\n"
    for name, text in {"pack": head, **files}.items():
        (knowledge / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_pack_of_ones_own_says_rates_and_lines_anew(tmp_path: Path, pack: Pack) -> None:
    """A rate said anew drops the base's source and quote; a line said anew keeps what it does not say."""
    mine = load(own_pack(
        tmp_path,
        sources="sources: {bank: {title: Our bank, kind: own judgement}}",
        rates="rates: {USD: {rate: 0.9, as_of: 2026-11-02, source: bank}}",
        lines="lines: {samples: {label: golden samples}}",
    ))  # fmt: skip

    assert (mine.rates["USD"].millionths, mine.rates["USD"].quote, mine.rates["USD"].sources) == (
        900_000,
        "",
        ("bank",),
    )
    assert mine.rates["GBP"] == pack.rates["GBP"] or mine.rates["GBP"].millionths == pack.rates["GBP"].millionths
    assert mine.lines["samples"].label == "golden samples"
    assert mine.lines["samples"].priced_by == pack.lines["samples"].priced_by


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"rates": "rates: {USD: {rate: many, as_of: 2026-11-02}}"}, "such as 0.92"),
        ({"rates": "rates: [USD]"}, "must be a mapping"),
        ({"lines": "lines: {tooling: {priced_by: [toolling]}}"}, "did you mean `tooling`?"),
        ({"lines": "lines: {samples: {unless: {includet: {has: [samples]}}}}"}, "did you mean `included`?"),
        ({"lines": "lines: {crates: {label: crates}}"}, "needs `priced_by`"),
        ({"facts": "facts: {currency: {kind: text}}"}, "built in"),
    ],
)
def test_a_pack_whose_rates_or_lines_cannot_be_read_is_refused(
    tmp_path: Path, files: dict[str, str], words: str
) -> None:
    """Each fault names its file and the cure."""
    with pytest.raises(PackError) as caught:
        load(own_pack(tmp_path, **files))

    assert f"knowledge/{next(iter(files))}.yaml" in str(caught.value)
    assert words in str(caught.value)


def test_no_rate_is_a_fault_on_the_command_line(cli: Run, tmp_path: Path) -> None:
    """`advise` and `compare` end with 3 and the cure, and without a traceback."""
    (tmp_path / "o.yaml").write_text(order("currency: XYZ, unit_cost: XYZ 3"), encoding="utf-8")
    for command in ("advise", "compare"):
        done = cli(command, "o.yaml")

        assert done.returncode == 3, done.stderr
        assert "no rate from XYZ to EUR" in done.stderr
        assert "help: " in done.stderr
        assert "Traceback" not in done.stderr


def test_smallest_order_is_as_quoted(order_of: Callable[[str], Order]) -> None:
    """The smallest price break is the MOQ, in whatever currency the breaks are."""
    told = order_of(order("currency: USD, price_breaks: {25: USD 21, 100: USD 18}"))

    assert told.quotes[0].values["option.moq"] == Numbers(25, 25)
    assert json.dumps(told.quotes[0].said)


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("moq: 50, price_breaks: {200: EUR 10, 500: EUR 8}", "no price is said below 200 units"),
        ("moq: 1, price_breaks: {2: EUR 10}", "no price is said below 2 units"),
        ("moq: 50..300, price_breaks: {200: EUR 10}", "no price is said below 200 units"),
        ('price_breaks: {100: EUR 10, "100 units": EUR 9}', "the price at 100 units is said twice"),
        ("price_breaks: {100: EUR 10, 0.1k: EUR 9}", "the price at 100 units is said twice"),
        ("price_breaks: {1k: EUR 10, 1000: EUR 10}", "the price at 1,000 units is said twice"),
        ("price_breaks: {10: EUR 10, 100: EUR 19}", "the price rises with the quantity"),
        ("price_breaks: {10: EUR 10, 100: EUR 8, 500: EUR 8.01}", "the price rises with the quantity"),
        ("price_breaks: {10: EUR 10..12, 100: EUR 13..15}", "the price rises with the quantity"),
    ],
)
def test_a_ladder_that_does_not_say_what_it_costs_is_refused(reader: OrderReader, quote: str, told: str) -> None:
    """A price below the first break, one said twice in any writing, one that rises: refused at its key."""
    found = faults(reader, order(quote, "quantity: 1"))

    assert told in found
    assert found.startswith("o.yaml:2:")


@pytest.mark.parametrize(
    "quote",
    [
        "moq: 200, price_breaks: {200: EUR 10, 500: EUR 8}",
        "moq: 50, price_breaks: {50: EUR 12, 200: EUR 10}",
        "moq: 300, price_breaks: {200: EUR 10, 500: EUR 8}",
        "moq: 50, unit_cost: EUR 10",
        "price_breaks: {10: EUR 10..19, 100: EUR 10..19}",
        "price_breaks: {10: EUR 10..12, 100: EUR 11..13}",
        "price_breaks: {10: EUR 10, 100: EUR 10}",
    ],
)
def test_the_cures_of_a_ladder_are_accepted(reader: OrderReader, quote: str) -> None:
    """What the refusals tell to write is read; prices that stay or overlap rise nowhere."""
    assert not faults(reader, order(quote))


@pytest.mark.parametrize(
    ("price", "rate", "said"),
    [
        ("JPY 3", "0.0061", (1, 2, 2)),
        ("JPY 100", "0.0061", (61, 61, 61)),
        ("JPY 1..3", "0.0061", (0, 1, 2)),
        ("JPY 4", "0.0012", (0, 0, 1)),
        ("JPY 30000", "0.0061", (18300, 18300, 18300)),
        ("JPY 30001", "0.0061", (18301, 18301, 18301)),
    ],
)
def test_a_part_of_a_cent_is_not_lost(
    order_of: Callable[[str], Order], price: str, rate: str, said: tuple[int, int, int]
) -> None:
    """A small price in another currency spans the cents around it, so that the total of many units holds the true one."""
    head = f"quantity: 200\nrates: {{JPY: {{rate: {rate}, as_of: 2026-11-20}}}}"
    row = cost(order_of(order(f"currency: JPY, unit_cost: {price}", head))).rows[0][1]

    assert (row.low, row.likely, row.high) == said


def test_the_keys_of_a_quote_are_written_as_people_write_keys(walk: Advisor) -> None:
    """Spaces, capitals and hyphens in a key of a quote say what its own name says; a key that is said twice is told."""
    own = "{supplier: A, pathway: fab_network, unit_cost: EUR 58, lead_time: 8 weeks, valid_until: 2027-03-31}"
    people = "{Supplier: A, pathway: fab_network, unit cost: EUR 58, Lead-time: 8 weeks, valid until: 2027-03-31}"
    quotes = [walk.reader().read(f"quantity: 9\nquotes: [{one}]\n".encode(), "o.yaml") for one in (own, people)]
    twice = "{supplier: A, pathway: fab_network, unit_cost: EUR 58, unit cost: EUR 60, lead_time: 8 weeks}"

    assert not quotes[1].faults
    assert quotes[1].orders[0].quotes[0].values == quotes[0].orders[0].quotes[0].values
    assert "unknown fact of a quote `unit cost`" in faults(walk.reader(), f"quantity: 9\nquotes: [{twice}]\n")


def test_a_smallest_order_below_the_first_price_is_a_plain_fact_of_one_above_it(
    order_of: Callable[[str], Order],
) -> None:
    """A supplier who takes 300 and was asked for a price of 400 and more is read where 400 are ordered."""
    (quote,) = order_of(order("moq: 300, price_breaks: {400: EUR 10, 800: EUR 8}", "quantity: 400")).quotes

    assert quote.values["option.moq"] == Numbers(400, 400)


@pytest.mark.parametrize(
    ("written", "own"),
    [
        ("price: EUR 58", "unit_cost: EUR 58"),
        ("unit price: EUR 58, mould: 1200, transport: EUR 350", "unit_cost: EUR 58, tooling: 1200, freight: EUR 350"),
        ("price each: EUR 58, tools: 1200, shipping: 350", "unit_cost: EUR 58, tooling: 1200, freight: 350"),
        ("price: EUR 58, terms: EXW Porto", "unit_cost: EUR 58, incoterm: exw"),
        ("price: EUR 58, incoterm: DAP (Incoterms 2020)", "unit_cost: EUR 58, incoterm: dap"),
        ("price: EUR 58, terms: Ex Works", "unit_cost: EUR 58, incoterm: exw"),
        ("price: EUR 58, country: Portugal", "unit_cost: EUR 58, origin: studio_side"),
        ("price: EUR 58, origin: 'Ningbo, China'", "unit_cost: EUR 58, origin: overseas"),
        ("price: EUR 58, made in: USA", "unit_cost: EUR 58, origin: customer_side"),
    ],
)
def test_a_quote_is_read_in_the_words_of_suppliers(order_of: Callable[[str], Order], written: str, own: str) -> None:
    """A price, a mould, transport, terms in capitals, a country by where studio and customers are: each says what the pack's own word says."""
    head = "quantity: 200\nstudio_region: italy\ncustomer_region: united_states"
    told, wanted = (order_of(order(one, head)).quotes[0].values for one in (written, own))

    assert told == wanted


@pytest.mark.parametrize(
    ("studio", "country", "origin"),
    [
        ("denmark", "Portugal", "studio_side"),
        ("denmark", "United Kingdom", "overseas"),
        ("united_kingdom", "United Kingdom", "studio_side"),
        ("united_kingdom", "Portugal", "overseas"),
        ("unknown", "Portugal", "studio_side"),
    ],
)
def test_where_a_country_lies_hangs_on_where_the_studio_is(
    order_of: Callable[[str], Order], studio: str, country: str, origin: str
) -> None:
    """Within the EU nothing crosses a border of customs; where nobody says it, the studio is where it is assumed to be."""
    (quote,) = order_of(order(f"price: EUR 58, country: {country}", f"quantity: 9\nstudio_region: {studio}")).quotes

    assert quote.values["option.origin"] == OneOf((origin,))


def test_a_place_that_says_no_side_is_refused(reader: OrderReader) -> None:
    """A word that is no country is told with the choices there are."""
    assert "unknown choice of `origin` `somewhere`" in faults(reader, order("price: EUR 58, country: somewhere"))


@pytest.mark.parametrize(
    ("quote", "head", "pathway"),
    [
        ("supplier: Rossi pottery", "object: plate\nquantity: 400\nmaterial: stoneware", "artisan_workshop"),
        ("supplier: A, process: die casting", "object: keyring\nquantity: 400\nmaterial: zinc", "small_factory"),
    ],
)
def test_a_pathway_is_inferred_where_only_one_can_be(
    order_of: Callable[[str], Order], quote: str, head: str, pathway: str
) -> None:
    """A supplier who calls itself so is that; else the process tells, where one pathway alone makes by it."""
    (told,) = order_of(f"{head}\nquotes: [{{{quote}, price: EUR 3}}]\n").quotes

    assert told.pathway == pathway


def test_a_pathway_that_several_can_be_is_asked_with_them(reader: OrderReader) -> None:
    """Of the pathways that make stoneware the quote may be of any: none is guessed."""
    told = faults(
        reader, "object: plate\nquantity: 400\nmaterial: stoneware\nquotes: [{supplier: Rossi, price: EUR 3}]\n"
    )

    assert "a quote needs `pathway`" in told
    assert "`pathway: artisan_workshop` (Artisanal workshop)" in told


SCARVES = """
object: scarf
quantity: 120
material: silk
process: digital printing
studio_region: italy
quotes:
  - {supplier: Como Seta, pathway: small_factory, process: digital printing, unit_cost: EUR 38, tooling: EUR 150, lead_time: 5 weeks}
  - {supplier: Ratti, pathway: artisan_workshop, process: digital printing, unit_cost: EUR 44, lead_time: 4 weeks}
"""


def test_a_quote_replaces_what_answers_to_its_process(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """Scarves are printed by another process than the one an order names for them: by the walk and in columns a quote stands in its place."""
    order = order_of(SCARVES)
    (block,) = walk.advise_block([order])
    advice = walk.advise(order)
    quoted = {"small_factory", "artisan_workshop"}

    assert [row.option.id for row in block.ranking] == [row.option.id for row in advice.ranking]
    assert all(row.option.is_quote for row in advice.ranking if row.option.pathway in quoted)


def test_every_quote_is_named_on_the_first_screen(cli: Run) -> None:
    """The one that wins, and why each other does not; nobody who has quoted is asked again."""
    plates = """
object: dinner plate
quantity: 400
material: stoneware
budget: 5200 EUR
quotes:
  - {supplier: Nove, pathway: artisan_workshop, process: slip casting, unit_cost: EUR 11.50, tooling: EUR 900, lead_time: 10 weeks}
  - {supplier: Porto, pathway: small_factory, process: pressing, unit_cost: EUR 7.80, tooling: EUR 1200, lead_time: 12 weeks}
  - {supplier: Jingdezhen, pathway: small_factory, unit_cost: USD 4.20, tooling: USD 1500, lead_time: 90 days, moq: 1000}
"""
    told = cli("advise", "-", stdin=plates).stdout

    assert "TAKE THE QUOTE: Porto" in told
    assert "Nove:" in told
    assert "Jingdezhen: does not take fewer than 1,000 pieces" in " ".join(told.split())
    assert "rfq" not in told.partition("DO NEXT")[2].partition("More:")[0]
