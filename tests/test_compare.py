"""`advisor compare`: quotes at the same quantities, landed, ranked as the advice ranks them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from advisor.advice import Advisor
from advisor.analysis.quote_comparison import compare
from advisor.errors import OrderError
from advisor.offer import Comparison, Offer
from advisor.render.page import Renderer
from advisor.trace import Order
from conftest import ROOT, Run

EXAMPLE = (ROOT / "examples/quotes.yaml").read_text(encoding="utf-8")
PRINTED = "{supplier: Printer, pathway: fab_network, process: sls_printing, unit_cost: EUR 18, lead_time: 2 weeks}"
MOULDED = "{supplier: Moulder, pathway: small_factory, process: injection_moulding, unit_cost: EUR 0.70, tooling: EUR 6500, lead_time: 5 weeks}"
HEAD = "quantity: 200\nmaterial: plastic\nstudio_region: germany\ncustomer_region: germany"


def offer(told: Comparison, supplier: str) -> Offer:
    """Return the quote of a supplier."""
    return next(one for one in told.offers if one.ranked.option.supplier == supplier)


def landed(told: Comparison, supplier: str) -> list[int | None]:
    """Return the likely landed unit cost of a supplier's quote at each quantity, in cents."""
    return [one.landed.likely if one.landed else None for one in offer(told, supplier).at]


@pytest.fixture(scope="module")
def compared(walk: Advisor, order_of: Callable[[str], Order]) -> Callable[..., Comparison]:
    """Compare the quotes in an order's text."""
    return lambda text, **how: compare(walk, order_of(text), **how)


@pytest.fixture(scope="module")
def document(walk: Advisor, compared: Callable[..., Comparison]) -> Callable[..., dict[str, Any]]:
    """Return the JSON document of a comparison."""
    renderer = Renderer(walk.pack, ROOT / "templates")
    return lambda text, **how: renderer.comparison_document(compared(text, **how))


# --- the published figures --------------------------------------------------------------------------------------------
def test_a_quote_from_overseas_lands_at_what_the_calculator_published(compared: Callable[..., Comparison]) -> None:
    """500 at 8.00 and 2.50 freight, 6 % duty on both, 1.5 % insurance, 150 clearance: 11.55, not the 8.00 ex works."""
    quote = (
        "{supplier: Far, pathway: small_factory, process: die_casting, unit_cost: EUR 8, freight_unit: EUR 2.50, insurance: 1.5 %,"
        " origin: overseas, duty_rate: 6 %, brokerage: EUR 150, lead_time: 6 weeks}"
    )
    told = compared(f"quantity: 500\nquotes: [{quote}]")

    assert landed(told, "Far")[0] == 1155
    assert offer(told, "Far").ex_works.likely == 800


def test_printed_against_moulded_at_200_units(compared: Callable[..., Comparison]) -> None:
    """18 each against 0.70 and a tool of 6,500: 33.20 landed, so the lower price ex works comes second; even at 376."""
    told = compared(f"{HEAD}\nquotes: [{MOULDED}, {PRINTED}]")

    assert [one.ranked.option.supplier for one in told.offers] == ["Printer", "Moulder"]
    assert (landed(told, "Printer")[0], landed(told, "Moulder")[0]) == (1800, 3320)
    assert [one.ex_works.likely for one in told.offers] == [1800, 70]
    assert [[run.quantity for run in pair.runs] for pair in told.pairs] == [[1, 376]]


def test_laser_against_stamping_in_the_document(document: Callable[..., dict[str, Any]]) -> None:
    """1.50 flat against 0.40 and 4,000: stamping is cheaper from 3,637 units on, and lands at 1.20 at 5,000."""
    laser = "{supplier: L, pathway: fab_network, process: laser_cutting, unit_cost: EUR 1.50, lead_time: 1 week}"
    stamped = "{supplier: S, pathway: small_factory, process: stamping, unit_cost: EUR 0.40, tooling: EUR 4000, lead_time: 5 weeks}"
    told = document(f"quantity: 1000\nmaterial: metal\nquotes: [{laser}, {stamped}]")
    at = {one["quantity"]: one["likely"] for one in told["offers"][1]["landed_unit_cost"]}

    assert told["break_even"] == [{
        "options": ["quote-l-laser_cutting", "quote-s-stamping"], "from": 1, "up_to": 1_000_000,
        "cheaper_at_first": "quote-l-laser_cutting", "changes": [{"quantity": 3637, "cheaper": "quote-s-stamping"}],
    }]  # fmt: skip
    assert at == {1000: 440, 2000: 240, 5000: 120}


# --- what is compared, and where --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "quantities", "yearly"),
    [
        ("quantity: 200", (200, 400, 1000), None),
        ("quantity: 200\nrepeats_per_year: 2", (200, 400, 600, 1000), 600),
        ("quantity: 200\nrepeats_per_year: 0", (200, 400, 1000), 200),
        ("quantity: 80..150", (115, 230, 575), None),
        ("quantity: 300000", (300000, 600000), None),
    ],
)
def test_quotes_are_compared_at_the_order_twice_five_times_and_the_year(
    compared: Callable[..., Comparison], said: str, quantities: tuple[int, ...], yearly: int | None
) -> None:
    """n, 2n, 5n and n with its repeats, each once, none above the bounds; of a vague quantity, its midpoint is n."""
    told = compared(f"{said}\nquotes: [{PRINTED}, {MOULDED}]")

    assert (told.quantities, told.yearly) == (quantities, yearly)
    assert all(tuple(at.quantity for at in one.at) == quantities for one in told.offers)


def test_the_ranking_is_that_of_the_advice(
    walk: Advisor, compared: Callable[..., Comparison], order_of: Callable[[str], Order]
) -> None:
    """The same offers in the same order, with the same standing, score and premium, whatever is compared."""
    for everything in (False, True):
        told = compared(EXAMPLE, everything=everything)
        ranked = [row for row in walk.advise(order_of(EXAMPLE)).ranking if row in [one.ranked for one in told.offers]]

        assert [one.ranked for one in told.offers] == ranked
        assert len(ranked) == len(told.offers)


def test_the_order_at_hand_ranks_though_another_is_cheaper_at_more(compared: Callable[..., Comparison]) -> None:
    """At the order's own quantity the printer is first; the table beside it shows the moulder cheaper at five times that."""
    told = compared(f"{HEAD}\nquotes: [{MOULDED}, {PRINTED}]")

    assert told.offers[0].ranked.option.supplier == "Printer"
    assert landed(told, "Moulder")[-1] == 720
    assert landed(told, "Printer")[-1] == 1800


def test_less_than_a_smallest_order_is_not_offered(document: Callable[..., dict[str, Any]]) -> None:
    """A quote from 500 units on says so at 200 and 400, and its cost at 1,000; one up to 300 says that beyond it."""
    bounded = f"{MOULDED[:-1]}, moq: 500}}, {PRINTED[:-1]}, maximum: 300}}"
    told = {one["supplier"]: one for one in document(f"{HEAD}\nquotes: [{bounded}]")["offers"]}

    assert [one["least"] for one in told["Moulder"]["landed_unit_cost"]] == [500, 500, None]
    assert [one["most"] for one in told["Printer"]["landed_unit_cost"]] == [None, 300, 300]
    assert told["Moulder"]["standing"] == "excluded"


def test_beside_a_single_quote_stand_the_best_options_of_other_pathways(compared: Callable[..., Comparison]) -> None:
    """One or no quote is compared with the table, each other pathway once and none that is excluded; two are not."""
    head = HEAD.replace("200", "300")  # as many as a factory moulds, too
    alone, none, both = (compared(f"{head}\nquotes: [{quotes}]") for quotes in (PRINTED, "", f"{PRINTED}, {MOULDED}"))
    pathways = [one.ranked.option.pathway for one in none.offers]

    assert [one.ranked.option.is_quote for one in alone.offers].count(True) == 1
    assert len(alone.offers) > 1
    assert len(pathways) == len(set(pathways)) > 1
    assert not any(one.ranked.excluded_by for one in (*none.offers, *alone.offers))
    assert all(one.ranked.option.is_quote for one in both.offers)


def test_all_shows_every_option_that_stands(
    walk: Advisor, compared: Callable[..., Comparison], order_of: Callable[[str], Order]
) -> None:
    """`--all` adds every candidate that is not excluded; quotes are shown even where they are."""
    late = PRINTED.replace("2 weeks", "2 years")
    text = f"{HEAD}\ndeadline: 8 weeks\nquotes: [{late}, {MOULDED}]"
    told = compared(text, everything=True)
    standing = {row.option.id for row in walk.advise(order_of(text)).ranking if not row.excluded_by}

    assert {one.ranked.option.id for one in told.offers} == standing | {
        "quote-printer-sls_printing",
        "quote-moulder-injection_moulding",
    }


def test_who_leads_the_whole_ranking_is_told_where_it_is_not_compared(
    walk: Advisor, compared: Callable[..., Comparison]
) -> None:
    """Two dear quotes do not win over the table by being alone on the page."""
    dear = f"{PRINTED}, {MOULDED}".replace("EUR 18", "EUR 900").replace("EUR 0.70", "EUR 900")
    told = compared(f"quantity: 60\nquotes: [{dear}]")
    page = Renderer(walk.pack, ROOT / "templates").comparison(told, "text")

    assert told.winner is not None
    assert not told.winner.option.is_quote
    assert "comes before these" in page


def test_cash_peaks_on_a_day(document: Callable[..., dict[str, Any]]) -> None:
    """Each offer says how much cash it ties up and when: the day the goods arrive, as a date where the order has one."""
    told = {one["supplier"]: one for one in document(EXAMPLE)["offers"]}

    assert (told["Druckhaus"]["cash_peak_day"], told["Druckhaus"]["cash_peak_date"]) == (14, "2026-12-07")
    assert told["Presswerk"]["cash_peak"]["likely"] > told["Presswerk"]["total_cost"]["likely"] > 650_000


def test_money_is_compared_in_one_currency(document: Callable[..., dict[str, Any]]) -> None:
    """A quote in dollars is shown in the pack's currency, with its rate and the day of it."""
    told = {one["supplier"]: one for one in document(EXAMPLE)["offers"]}
    abroad = told["Harbour Mould"]

    assert abroad["ex_works_unit_cost"] == {"low": 87, "likely": 87, "high": 88, "currency": "EUR"}
    assert abroad["rate"] == {"currency": "USD", "rate": "0.92", "as_of": "2026-11-20"}
    assert told["Druckhaus"]["rate"] is None


def test_a_quote_that_has_run_out_is_warned_of(walk: Advisor, compared: Callable[..., Comparison]) -> None:
    """Of three quotes one was valid until before the order's date; without a date nothing has run out."""
    told = compared(EXAMPLE)
    undated = compared(EXAMPLE.replace("as_of: 2026-11-23\n", "", 1))
    page = " ".join(Renderer(walk.pack, ROOT / "templates").comparison(told, "text").split())

    assert [one.ranked.option.supplier for one in told.offers if one.has_run_out] == ["Presswerk"]
    assert "Presswerk: the quote was valid until 2026-10-31 and has run out" in page
    assert not any(one.has_run_out for one in undated.offers)


def test_an_order_without_a_quantity_cannot_be_compared(compared: Callable[..., Comparison]) -> None:
    """Landed costs are of a quantity: without one the fault says what to write."""
    with pytest.raises(OrderError, match="quantity: 120"):
        compared(f"quotes: [{PRINTED}, {MOULDED}]")


# --- as it is said ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_says_what_is_left_out_and_why_ex_works_does_not_rank(
    walk: Advisor, compared: Callable[..., Comparison], form: str
) -> None:
    """Prices, lines left out, break-evens, the rate and the warning stand in each form."""
    page = " ".join(Renderer(walk.pack, ROOT / "templates").comparison(compared(EXAMPLE), form).split())
    for words in (
        "never by the price ex works", "samples, inspection, packing and freight", "EUR 0.70 ex works", "228 units", "15,382 units",
        "USD 1 is EUR 0.92", "2026-10-31", "600 units (a", "D-2211",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize(("form", "escaped"), [("html", "&lt;b&gt;"), ("markdown", r"\<b\>"), ("text", "<b>")])
def test_a_suppliers_name_is_never_markup(
    walk: Advisor, compared: Callable[..., Comparison], form: str, escaped: str
) -> None:
    """What an order says is shown as it is, in every form."""
    quote = PRINTED.replace("Printer", '"<b>{{ 7 * 7 }}</b>"').replace("lead_time", 'reference: "<b>x", lead_time')
    page = Renderer(walk.pack, ROOT / "templates").comparison(compared(f"{HEAD}\nquotes: [{quote}, {MOULDED}]"), form)

    assert escaped in page
    assert "{{ 7" in page.replace("\\", "") or "7 * 7" in page.replace("\\", "")
    assert form != "html" or "<b>" not in page


def test_two_quotes_of_one_supplier_keep_their_full_names(walk: Advisor, compared: Callable[..., Comparison]) -> None:
    """A supplier's name alone stands for a quote only where it says which."""
    twice = f"{PRINTED}, {PRINTED.replace('sls_printing', 'fdm_printing').replace('EUR 18', 'EUR 16')}"
    page = " ".join(
        Renderer(walk.pack, ROOT / "templates").comparison(compared(f"{HEAD}\nquotes: [{twice}]"), "markdown").split()
    )

    assert "filament printing) and Printer (" in page or "powder printing) and Printer (" in page


def test_compare_prints_its_result_and_nothing_else(cli: Run) -> None:
    """Each format goes to standard output; JSON is one line of ASCII."""
    text = cli("compare", "-", stdin=EXAMPLE)
    told = cli("compare", "-", "--format", "json", stdin=EXAMPLE)
    page = cli("compare", "-", "--format", "html", stdin=EXAMPLE)

    assert (text.returncode, text.stderr) == (0, "")
    assert text.stdout.startswith("Quotes for order lamp-200")
    assert max(map(len, text.stdout.splitlines())) <= 80
    assert json.loads(told.stdout)["offers"][0]["place"] == 1
    assert told.stdout.isascii()
    assert told.stdout.count("\n") == 1
    assert page.stdout.startswith("<!DOCTYPE html>")
    assert page.stdout.count("<article>") == 1


def test_compare_ends_as_advise_does(cli: Run) -> None:
    """1 where every offer is excluded, 2 for a wrong option, 3 for an order at fault or none of that id."""
    excluded = cli("compare", "-", stdin=f"{HEAD}\ndeadline: 4 days\nquotes: [{PRINTED}, {MOULDED}]")
    empty = cli("compare", "-", stdin="{quantity: 50, deadline: 4 days}")
    wrong = cli("compare", "-", "--format", "pdf", stdin=EXAMPLE)
    unknown = cli("compare", "-", "--order", "nope", stdin=EXAMPLE)
    none = cli("compare", "-", stdin=f"quotes: [{PRINTED}]")

    assert (excluded.returncode, "Excluded:" in excluded.stdout) == (1, True)
    assert (empty.returncode, "no other option stands" in empty.stdout) == (1, True)
    assert wrong.returncode == 2
    assert (unknown.returncode, "nope" in unknown.stderr) == (3, True)
    assert (none.returncode, "help: " in none.stderr, "Traceback" in none.stderr) == (3, True, False)


def test_set_lays_a_quantity_over_the_order(cli: Run) -> None:
    """`--set quantity=500` compares at 500, 1,000 and 2,500, and there the moulder comes first."""
    done = cli(
        "compare", "-", "--set", "quantity=500", "--format", "json", stdin=f"{HEAD}\nquotes: [{PRINTED}, {MOULDED}]"
    )
    told = json.loads(done.stdout)

    assert told["quantities"] == [500, 1000, 2500]
    assert told["offers"][0]["landed_unit_cost"][0]["likely"] == min(
        one["landed_unit_cost"][0]["likely"] for one in told["offers"]
    )
