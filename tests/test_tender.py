"""An order that says all its money in one other currency is told in that currency, at the rate at which it was read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.ir import UNLIMITED, Numbers, Pack
from advisor.order import OrderReader
from advisor.pack.load import builtin
from advisor.render.names import PackNames
from advisor.render.page import Renderer
from advisor.render.tender import Tender, moved_readings, tender_of
from advisor.trace import Order
from advisor.value.unit import MILLION, converted, unconverted
from conftest import Run

MUGS = "{id: mugs, product: ceramic mugs, quantity: 120, budget: '£2,500', max price each: £11, selling price: £28}"
QUOTE = (
    "{supplier: Acme, pathway: small_factory, process: slip_casting, unit_cost: EUR 9.50, lead_time: 6 weeks, moq: 50}"
)
SOLD = "order.selling_price"
OWN = re.compile(r"EUR|€")
AT_RATE = re.compile(
    r"(£|GBP )1 = (€1\.19|EUR 1\.187888) on 2025-03-14; what makers ask is known in EUR|quoted in EUR; EUR 1 is GBP 0\.84183"
)
QUOTED = re.compile(r"“[^”]*”")
"""What a source says is told in its own words."""
RATES = st.one_of(st.integers(1, MILLION), st.integers(MILLION, 4 * MILLION))


@pytest.fixture(scope="module")
def renderer(pack: Pack) -> Renderer:
    return Renderer(pack, builtin() / "templates")


def ok(cli: Run, *line: str) -> str:
    """Return what a command prints that does not fail."""
    done = cli(*line)
    assert not done.returncode, done.stderr
    return done.stdout


def own_left(text: str) -> list[str]:
    """Return lines in which money is told in the pack's currency, but for the rate and what a source is quoted with."""
    joined = " ".join(re.sub(r"<[^>]*>", " ", text).split())
    return OWN.findall(QUOTED.sub("", AT_RATE.sub("", joined)))


# --- converting -------------------------------------------------------------------------------------------------------
@given(st.integers(0, 10**12), RATES)
def test_an_amount_told_in_another_currency_reads_back_as_no_less(cents: int, millionths: int) -> None:
    """To the cent where that currency's is no coarser; else to the next that can be said in it, less than one of its cents more."""
    back = converted(unconverted(cents, millionths), millionths)

    assert cents <= back <= cents + (0 if millionths <= MILLION else millionths // MILLION)
    assert unconverted(-cents, millionths) == -unconverted(cents, millionths)


@given(st.integers(0, 10**9), RATES)
def test_what_a_person_said_is_told_again(said: int, millionths: int) -> None:
    """An amount comes back as it was said, where its cent is no finer than the pack's; a round one is told no less round."""
    told = unconverted(converted(said, millionths), millionths)

    if millionths >= MILLION:
        assert told == said
    else:
        assert converted(told, millionths) == converted(said, millionths)
        assert len(str(told)) - len(str(told).rstrip("0")) >= len(str(said)) - len(str(said).rstrip("0")) or not told


@given(st.integers(1, 10**9), RATES)
def test_what_is_raised_is_no_less_and_round(cents: int, millionths: int) -> None:
    """A limit that is to be raised so far is raised to three figures of the other currency, or to a rounder sum that reads as the same."""
    tender = Tender("GBP", "GBP", "£", millionths, date(2026, 11, 30))
    raised = tender.raised(cents)

    assert raised >= cents
    if millionths >= MILLION:
        assert not str(tender.worth(raised))[3:].strip("0")


@given(st.data())
def test_what_is_typed_in_another_currency_reads_as_that(pack: Pack, data: st.DataObject) -> None:
    """Any amount of any fact reads back: exactly in the pack's currency, in another to the nearest cent of the coarser of both."""
    facts = [
        one
        for one in pack.facts.values()
        if one.of == "order" and one.question and one.unit and one.unit.name == "money"
    ]
    fact = data.draw(st.sampled_from(facts), label="fact")
    code = data.draw(st.sampled_from(sorted(pack.rates)), label="currency")
    value = data.draw(st.integers(1, 10**8))
    rate = pack.rates[code]
    told = PackNames(pack, tender_of(pack, order_in(pack, code))).typed(f"order.{fact.name}", Numbers(value, value))
    held = OrderReader(pack=pack).read(f"{fact.name}: {told}\n".encode(), "order.yaml")
    found = held.orders[0].given[f"order.{fact.name}"]

    assert told.startswith(f"{code} ")
    assert isinstance(found, Numbers)
    assert value <= found.low <= value + (0 if rate.millionths <= MILLION else rate.millionths // MILLION)


def order_in(pack: Pack, code: str) -> Order:
    """Return an order whose only amount is in a currency."""
    return OrderReader(pack=pack).read(f"{{id: one, selling_price: {code} 500}}".encode(), "order.yaml").orders[0]


# --- of which orders --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "code", "sign"),
    [
        (MUGS, "GBP", "£"),
        (
            "{id: one, quantity: 300, budget: '$4,000', retail price: $35}",
            "USD",
            "$",
        ),
        ("{id: one, quantity: 50, max price each: 900-1200 SEK, budget: SEK 60 000}", "SEK", "SEK"),
        ("{id: one, quantity: 50, budget: CHF 900}", "CHF", "CHF"),
        ("{id: one, quantity: 50, budget: 300000 yen}", "JPY", "JPY"),
        ("{id: one, quantity: 50, budget: £900, max price each: none, cash_for_tooling: 0}", "GBP", "£"),
        (MUGS.replace("}", f", quotes: [{QUOTE}]}}"), "GBP", "£"),
        (MUGS.replace("}", ", studio: {cash_for_tooling: EUR 400}}"), "GBP", "£"),
        (MUGS.replace("£28", "EUR 28"), "EUR", "€"),
        (MUGS.replace("£28", "$28"), "EUR", "€"),
        (MUGS.replace("£28", "28"), "EUR", "€"),
        ("{id: one, quantity: 50, budget: EUR 900}", "EUR", "€"),
        ("{id: one, quantity: 50, studio: {cash_for_tooling: £400}}", "EUR", "€"),
        ("{id: one, quantity: 50}", "EUR", "€"),
    ],
)
def test_one_other_currency_is_the_orders(
    pack: Pack, order_of: Callable[[str], Order], text: str, code: str, sign: str
) -> None:
    """Its studio and its quotes may say theirs; two currencies, none, or the pack's own are told in the pack's."""
    found = tender_of(pack, order_of(text))

    assert (found.code, found.sign, found.is_foreign) == (code, sign, code != "EUR")


def test_the_orders_rate_is_the_one_it_is_told_at(pack: Pack, order_of: Callable[[str], Order]) -> None:
    """What an order says of its rate goes before the pack's, there and back."""
    order = order_of("{id: one, budget: £900, rates: {GBP: {rate: 1.25, as_of: 2026-11-01}}}")
    found = tender_of(pack, order)

    assert (found.millionths, str(found.as_of)) == (1_250_000, "2026-11-01")
    assert found.worth(112_500) == 90_000
    assert found.worth(UNLIMITED) == UNLIMITED


def test_orders_side_by_side_are_told_in_one_currency(pack: Pack, order_of: Callable[[str], Order]) -> None:
    """In the other only if both are in it."""
    one, other = order_of(MUGS), order_of(MUGS.replace("£28", "EUR 28"))

    assert tender_of(pack, one, one).code == "GBP"
    assert tender_of(pack, one, other).code == "EUR"


def test_an_amount_that_is_moved_stays_in_the_currency(pack: Pack, order_of: Callable[[str], Order]) -> None:
    """What is tried on the page is told as the order is."""
    order, moved = order_of(MUGS), {SOLD: Numbers(3000, 3000)}
    tried = replace(order, given={**order.given, **moved}, readings=moved_readings(pack, order, moved))

    assert tender_of(pack, tried) == tender_of(pack, order)


# --- what is told -----------------------------------------------------------------------------------------------------
def test_every_page_of_the_answer_is_in_it(
    advisor: Advisor, order_of: Callable[[str], Order], renderer: Renderer
) -> None:
    """In every form no amount is left in the pack's currency, and the rate is said once on the first screen."""
    advice = advisor.advise(order_of(MUGS))
    texts = [renderer.screen(form, advice) for form in ("text", "markdown")]
    texts += [
        renderer.text(advice),
        renderer.markdown(advice),
        renderer.html([advice]),
        renderer.brief(advice),
        renderer.why(advice),
    ]

    assert [own_left(text) for text in texts] == [[]] * len(texts)
    assert texts[0].count("£1 = €1.19 on 2025-03-14; what makers ask is known in EUR") == 1
    assert "£11 each at most · £2,500 of cash" in texts[0]
    assert "left at £28" in texts[0]


def test_the_document_for_machines_stays_in_the_packs(
    advisor: Advisor, order_of: Callable[[str], Order], renderer: Renderer
) -> None:
    """But for what was typed it is the document of the same order in euro, its sentences too."""
    own = MUGS.replace("£2,500", "EUR 2969.72").replace("£11", "EUR 13.07").replace("£28", "EUR 33.26")
    told, same = (renderer.document(advisor.advise(order_of(text))) for text in (MUGS, own))
    apart = {key for key in told if told[key] != same[key]}

    assert apart <= {"readings", "explanation", "summary"}
    assert "£" not in re.sub(
        r"read “£[0-9,]*”", "", QUOTED.sub("", json.dumps(told["explanation"], ensure_ascii=False))
    )


def test_a_limit_that_is_raised_is_enough(
    advisor: Advisor, order_of: Callable[[str], Order], renderer: Renderer
) -> None:
    """The command that the answer offers reads, is in the order's currency, and mends what it is for."""
    text = renderer.screen("text", advisor.advise(order_of(MUGS)), "mugs.yaml")
    found = re.search(r'--set\s+"unit_cost_ceiling=(GBP [0-9.]+)"', text)
    assert found is not None
    mended = advisor.advise(order_of(MUGS.replace("£11", found[1])))

    assert mended.winner is not None
    assert not mended.breaches


def test_a_key_that_says_two_amounts_says_their_currency(cli: Run, tmp_path: Path) -> None:
    """`$4,000 max, $12 each at most` is read as a sentence is, of two facts."""
    file = tmp_path / "bags.yaml"
    file.write_text(
        "product: tote bags\nquantity: 300\nbudget: $4,000 max, $12 each at most\nretail price: $35\n", encoding="utf-8"
    )

    assert "$12 each at most · $4,000 of cash" in ok(cli, "advise", str(file))


def test_a_table_stays_in_the_packs(cli: Run, tmp_path: Path) -> None:
    """Its sentences, too: a column has one currency."""
    (tmp_path / "mugs.yaml").write_text(MUGS, encoding="utf-8")
    ok(cli, "batch", "mugs.yaml", "-o", "out.csv")
    told = (tmp_path / "out.csv").read_text(encoding="utf-8")

    assert "€13.07 each at most" in told
    assert "GBP" not in told.replace("one GBP", "")


def test_two_currencies_are_told_as_ever(cli: Run, tmp_path: Path) -> None:
    """An amount in euro laid over an order in pounds makes it one in two currencies."""
    file = tmp_path / "mugs.yaml"
    file.write_text(MUGS, encoding="utf-8")
    told = ok(cli, "advise", str(file), "--set", "total_cash=EUR 3000")

    assert "€13.07 each at most · €3,000 of cash" in told
    assert "EUR 1.187888 for one GBP" in " ".join(told.split())


def test_what_goes_on_paper_is_in_it(cli: Run, tmp_path: Path) -> None:
    """Sweeps, comparisons, reports and what a client is told: 120 at £28 are £3,360."""
    file = tmp_path / "mugs.yaml"
    file.write_text(MUGS.replace("}", f", quotes: [{QUOTE}]}}"), encoding="utf-8")
    texts = [ok(cli, *line, str(file), *more) for line, more in [
        (("sweep",), ("quantity=10..400",)), (("compare",), ()), (("why-not",), ("maker_hub",)), (("what-if",), ("--set", "quantity=300")),
    ]]  # fmt: skip
    for name, more in (("studio", ()), ("client", ("--for", "client"))):
        ok(cli, "report", str(file), "-o", str(tmp_path / f"{name}.html"), *more)
        texts.append((tmp_path / f"{name}.html").read_text(encoding="utf-8"))

    assert [own_left(text) for text in texts] == [[]] * len(texts)
    assert "GBP 3,360" in texts[-1]
