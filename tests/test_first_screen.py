"""The first screen: short, plain, and true by the trace."""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.advice.decision import Decision
from advisor.advice.trials import broken_by
from advisor.analysis.case import read_cases
from advisor.errors import Place
from advisor.ir import Memory, Numbers, Pack
from advisor.pack.load import builtin
from advisor.render.first.screen import MOST_LINES, Screen
from advisor.render.layout import WIDTH
from advisor.render.page import Renderer
from advisor.render.plain import Plain, about_days, days, rough, rough_money
from advisor.render.reason import Teller, best_of_each
from advisor.render.tender import pack_tender
from advisor.trace import Advice, Order, Ranked
from advisor.variation import Stake, Stand
from conftest import Run
from counts import count, every
from test_promises import random_given

COUNT = count(24)
BLOCK = 40
FORBIDDEN = re.compile(
    r"\b(provisional|excluded|standing|nominal|landed|unlikely|undecided|points?|score|MOQ)\b", re.IGNORECASE
)
"""Words that nobody says aloud, and the left column of what was said before."""
BEFORE = (
    "above the lowest", "unknown a day", "behind.", "no longer the cheaper", "still hang on it", "none of it alone",
    "least change", "EUR ", "999.999", "unknown",
)  # fmt: skip
NUMBER = re.compile(r"(?<![\w.,])([€$£₹]?)\d[\d,.]*+(?:[–-]\d[\d,.]*+)?+(?!\w)(?P<after>.?.?)")
"""A number, or a span, and what stands after it."""
RATE = re.compile(r"\S+1 = \S+ on \d{4}-\d\d-\d\d")
"""At which rate of which day money is told."""
QUIZ = "{id: quiz-1, quantity: 120, deadline: 4 weeks}"


@pytest.fixture(scope="module")
def renderer(pack: Pack) -> Renderer:
    return Renderer(pack, builtin() / "templates")


def random_orders(advisor: Advisor, count: int) -> Iterator[Order]:
    """Yield orders of any facts; every other one says how many and by when, as people do."""
    for number in range(count):
        chance = random.Random(f"screen-{number}")  # noqa: S311  # orders by chance, not secrets
        given = random_given(advisor, chance)
        if number % 2:
            quantity, deadline = chance.randint(1, 2000), chance.randint(2, 200)
            given |= {"order.quantity": Numbers(quantity, quantity), "order.deadline": Numbers(deadline, deadline)}
        yield Order(id=f"random-{number}", given=given, at=Place("random.yaml", 1, 1))


def advised(advisor: Advisor, orders: Iterable[Order]) -> Iterator[Advice]:
    left = iter(orders)
    while block := [*islice(left, BLOCK)]:
        yield from advisor.advise_block(block)


def entries(screen: Screen, name: str) -> tuple[str, ...]:
    return next((part.entries for part in screen.parts if part.name == name), ())


def assert_plain(screen: Screen) -> None:
    text = screen.text()
    lines = text.splitlines()
    assert len(lines) <= MOST_LINES, text
    assert max(map(len, lines)) <= WIDTH, text
    said = RATE.sub("", re.sub(r'--set "[^"]*"', "", screen.said))
    assert not FORBIDDEN.search(said), (FORBIDDEN.search(said), text)
    assert not [one for one in BEFORE if one in said], text
    assert len(screen.rows) <= 3
    assert not [one[0] for one in NUMBER.finditer(said) if not _has_unit(one)], text


def assert_one_answer(screen: Screen) -> None:
    """Fail if the next step asks anybody for a quote of whom the verdict says nothing."""
    asked = re.search(r"get (?:a quote|quotes): (.*)", "\n".join(entries(screen, "next")))
    if asked and screen.verdict.startswith(("ASK", "TAKE")):
        assert all(one in screen.verdict.lower() for one in asked[1].lower().split("; ")), screen.text()


def _has_unit(found: re.Match[str]) -> bool:
    """Return whether a number is money, or a word or a sign says what it counts, or it is a day of a month."""
    after = found["after"]
    if found[1] or "%" in after:
        return True
    before = found.string[max(0, found.start() - 4) : found.start()]
    return (after[:1] == " " and after[1:].isalpha()) or bool(re.fullmatch(r"[A-Z][a-z]{2} ", before))


# --- short and plain --------------------------------------------------------------------------------------------------
def test_every_screen_of_random_orders_is_short_and_plain(walk: Advisor, renderer: Renderer) -> None:
    for advice in advised(walk, random_orders(walk, COUNT)):
        assert_plain(renderer.first_screen(advice))


def test_every_screen_of_the_packs_cases_is_short_and_plain(walk: Advisor, renderer: Renderer) -> None:
    orders = [case.order for case in read_cases(builtin(), "", walk)]
    for advice in advised(walk, islice(orders, 0, None, every(24))):
        screen = renderer.first_screen(advice)
        assert_plain(screen)
        assert_one_answer(screen)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, 0), (7, 7), (94, 94), (104, 104), (196, 196), (1234, 1230), (1876, 1880), (2345, 2300), (98765, 99000), (-2345, -2300)],
)  # fmt: skip
def test_an_estimate_is_said_to_two_or_three_figures(number: int, said: int) -> None:
    assert rough(number) == said


@pytest.mark.parametrize(
    ("cents", "said"), [(35, 35), (347, 350), (1649, 1600), (9950, 10000), (192_049, 192_000), (-1649, -1600)]
)
def test_money_is_said_as_people_say_it(cents: int, said: int) -> None:
    assert rough_money(cents) == said


def test_an_estimate_is_never_said_further_off_than_a_fortieth() -> None:
    assert all(abs(rough(one) - one) * 40 <= one for one in range(1, 100_000))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(7, 18, "7–18 days"), (14, 45, "14–45 days"), (14, 46, "2–7 weeks"), (6, 50, "up to 8 weeks"), (60, 200, "2–7 months"), (46, 46, "46 days")],
)  # fmt: skip
def test_a_time_is_said_in_what_people_count_it_in(low: int, high: int, said: str) -> None:
    assert days(low, high) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "a day"), (4, "4 days"), (28, "4 weeks"), (30, "about 4 weeks"), (120, "4 months"), (7, "7 days")],
)
def test_a_difference_in_time_is_said_nearly(number: int, said: str) -> None:
    assert about_days(number) == said


# --- true by the trace ------------------------------------------------------------------------------------------------
def likely(row: Ranked, name: str = "landed_unit_cost") -> int:
    value = row.estimates[name].likely
    assert value is not None
    return value


def test_a_difference_named_is_the_difference_of_the_figures(walk: Advisor, renderer: Renderer) -> None:
    """Dearer and cheaper by just so much, sooner and later too; the cheapest is; nothing else is called so."""
    told = 0
    for advice in advised(walk, random_orders(walk, COUNT * 2)):
        winner, runner = advice.winner, advice.runner_up
        screen = renderer.first_screen(advice)
        open_rows = [row for row in best_of_each(advice).values() if not row.ruled_out_by]
        costs = {row.option.id: row.estimates["landed_unit_cost"].likely for row in open_rows}
        if winner and any(one.startswith("the cheapest") for one in entries(screen, "why")):
            assert costs[winner.option.id] == min(cost for cost in costs.values() if cost is not None)
            assert None not in costs.values()
        if winner is None or runner is None:
            continue
        for entry in entries(screen, "why_not"):
            for amount, how in re.findall(r"€([\d,.]+) (dearer|cheaper) each", entry):
                gap = likely(runner) - likely(winner)
                assert (gap > 0) == (how == "dearer")
                shown = abs(rough_money(likely(runner)) - rough_money(likely(winner)))
                assert round(float(amount.replace(",", "")) * 100) == rough_money(shown), entry
                told += 1
            for length, how in re.findall(r"((?:about )?(?:a|\d+) (?:day|week|month)s?) (sooner|later)", entry):
                gap = likely(runner, "lead_time") - likely(winner, "lead_time")
                assert (gap > 0) == (how == "later")
                assert about_days(gap) == length, entry
    assert told > COUNT // 20


def test_a_change_named_changes_it(walk: Advisor, renderer: Renderer) -> None:
    """What would change it, what was guessed and what would mend it are asked again: the way named wins, or may do."""
    told = mended = 0
    broken = (one.order for one in read_cases(builtin(), "", walk) if one.expect.breaks)
    for advice in advised(walk, chain(random_orders(walk, COUNT), islice(broken, COUNT // 4))):
        screen = renderer.first_screen(advice)
        whole = " ".join((screen.verdict, *(" ".join(entries(screen, name)) for name in ("changes", "check", "mend"))))

        def again(values: Memory, advice: Advice = advice) -> Decision:
            return walk.weigh(replace(advice.order, given={**advice.order.given, **values}))

        for one in advice.could_change:
            assert again(dict(one.values)).pathway == one.pathway
        for guess in advice.assumed:
            then = again({guess.path: guess.other})
            is_no_answer = advice.winner is None and then.winner and broken_by(walk.pack.rules.values(), then.winner)
            assert guess.pathway == (None if is_no_answer else then.pathway)
            told += 1
        for change in advice.nearest:
            became = {each.option.id: each for each in again({change.path: change.value}).candidates}
            assert became[change.option].contestant.excluded is not True
            if change.keeps:
                assert not broken_by(walk.pack.rules.values(), became[change.option])
                mended += 1
        for guess in advice.assumed[:1]:
            if guess.pathway not in (None, advice.pathway):
                ways = [row.option.name for row in advice.ranking if row.option.id == guess.option]
                ways += [one.name for one in walk.pack.options.values() if one.id == guess.option and not one.generic]
                told_as = [*(row[0] for row in screen.rows), *ways, walk.pack.pathways[guess.pathway].short]
                names = {name.partition(",")[0].lower() for name in told_as}
                assert any(name in whole.lower() for name in names)
    assert told
    assert mended


def test_every_reason_told_holds(walk: Advisor, renderer: Renderer) -> None:
    """A reason for the winner is a rule that favours it, one against it a risk of its own; no reason against it stands under why."""
    teller = Teller(walk.pack, None, Plain(walk.pack, pack_tender(walk.pack).plainly))
    for advice in advised(walk, random_orders(walk, COUNT // 3)):
        winner = advice.winner
        if winner is None:
            continue
        screen = renderer.first_screen(advice)
        own = {teller.short(walk.pack.rules[rule], winner.memory) for rule, _ in winner.favoured_by}
        against = {teller.short(walk.pack.rules[rule], winner.memory) for rule, _ in winner.risked_by}
        phrases = ("the cheapest", "the fastest", "the only way", "the best balance", "nothing else comes nearer")
        for entry in entries(screen, "why"):
            reason = entry.removesuffix(" (a guess)")
            assert reason in own or reason.startswith(phrases)
            assert reason not in against - own


# --- as it is met -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text", [QUIZ, "{id: gold, quantity: 250-350, material: silver, deadline: 10-12 weeks, total_cash: 6000}"]
)
def test_every_form_begins_with_the_same_words(cli: Run, text: str) -> None:
    told = {
        form: cli("advise", "-", "--format", form, stdin=text).stdout for form in ("text", "markdown", "html", "json")
    }
    full = cli("advise", "-", "--full", stdin=text).stdout
    summary = json.loads(told["json"])["summary"]
    plain = " ".join(told["text"].split())
    assert told["text"].strip() in full
    for sentence in (
        summary["order"],
        summary["verdict"],
        *(one for part in summary.values() if isinstance(part, list) for one in part if isinstance(one, str)),
    ):
        assert " ".join(sentence.split()) in plain
        assert html.escape(sentence) in html_of(told["html"])
        assert sentence in re.sub(r"\\(.)", r"\1", told["markdown"])


def html_of(page: str) -> str:
    return page.replace("&#34;", "&quot;").replace("&#39;", "&#x27;").replace("\u00a0", " ")


def test_an_answer_is_one_screen_unless_all_of_it_is_asked_for(cli: Run) -> None:
    assert len(cli("advise", "-", stdin=QUIZ).stdout.splitlines()) <= MOST_LINES
    assert len(cli("advise", "-", "--full", stdin=QUIZ).stdout.splitlines()) > 3 * MOST_LINES


def test_a_batch_explains_in_the_same_words(cli: Run) -> None:
    screen = cli("advise", "-", "--format", "markdown", stdin=QUIZ).stdout
    lines = cli("batch", "-", "-o", "-", "--format", "jsonl", "--explain", "brief", stdin=f"[{QUIZ}]").stdout
    assert json.loads(lines)["explanation"] == screen


def test_for_ones_own_studio_no_deposit_is_asked(advise: Callable[[str], Advice], renderer: Renderer) -> None:
    screen = renderer.first_screen(
        advise("{id: own, quantity: 20, material: resin, owns: [moulds], deadline: 8 weeks}")
    )
    assert screen.verdict.startswith("MAKE IT YOURSELF")
    assert "deposit" not in screen.said


def test_what_is_left_at_the_price_stands_beside_each(advise: Callable[[str], Advice], renderer: Renderer) -> None:
    screen = renderer.first_screen(advise("{id: lamp, quantity: 120, material: steel, selling_price: EUR 85}"))
    assert screen.head[-1] == "left at €85"


def test_a_limit_that_breaks_is_the_first_sentence_with_its_cure(
    advise: Callable[[str], Advice], renderer: Renderer
) -> None:
    screen = renderer.first_screen(
        advise("{id: late, quantity: 48, material: glass, process: glass blowing, deadline: 3 weeks}")
    )
    assert screen.verdict.startswith("NOT AS IT STANDS")
    assert entries(screen, "mend") == ("if it is due in 5 weeks instead of 3 weeks",)


@pytest.mark.parametrize(
    ("cash", "verdict", "is_fewer"),
    [(9000, "NOT AS IT STANDS", True), (7500, "NOT AS IT STANDS", False), (4500, "NOT YET", False)],
)
def test_fewer_pieces_or_a_deposit_are_offered_where_money_is_short(
    advise: Callable[[str], Advice], renderer: Renderer, cash: int, verdict: str, *, is_fewer: bool
) -> None:
    """Fewer are offered if four fifths of what is asked for or more will do, and a client's payment only where somebody is sold to."""
    screen = renderer.first_screen(
        advise(
            f"{{id: rings, quantity: 300, object: pendant, material: silver, total_cash: EUR {cash}, selling_price: EUR 90}}"
        )
    )
    assert screen.verdict.startswith(verdict)
    told = " · ".join(entries(screen, "mend"))
    assert bool(re.search(r"if you order 2[4-9]\d pieces instead of 300 pieces", told)) is is_fewer
    assert "if your client pays" in told
    own = renderer.first_screen(
        advise(f"{{id: rings, quantity: 300, object: pendant, material: silver, total_cash: EUR {cash}}}")
    )
    assert "your client" not in own.text()


@pytest.mark.parametrize("is_fixed", [True, False])
def test_a_fixed_date_is_never_offered_to_be_moved(
    advise: Callable[[str], Advice], renderer: Renderer, *, is_fixed: bool
) -> None:
    fixed = str(is_fixed).lower()
    screen = renderer.first_screen(
        advise(
            f"{{id: late, quantity: 48, material: glass, process: glass blowing, deadline: 3 weeks, deadline_is_hard: {fixed}}}"
        )
    )
    assert screen.verdict.startswith("NOT AS IT STANDS")
    assert ("5 weeks" in " ".join((screen.verdict, *entries(screen, "mend")))) is not is_fixed


def test_the_makers_to_ask_are_found_by_their_trade(advise: Callable[[str], Advice], renderer: Renderer) -> None:
    """By the last entry that is of the option: of its pathway, of its process, of where it makes."""
    told = [
        " ".join(entries(renderer.first_screen(advise(f"{{id: a, quantity: 500, {order}}}")), "next"))
        for order in ("object: pin, longest_side: 3 cm, considering_overseas: true", "object: stool, material: oak")
    ]
    assert "Alibaba" in told[0]
    assert "make.works" in told[1] or "Europages" in told[1]
    assert "Alibaba" not in told[1]


@pytest.mark.parametrize(
    ("order", "where", "elsewhere"),
    [
        ("object: enclosure, material: aluminium, process: cnc machining, studio_region: US", "Thomasnet", "wlw.de"),
        (
            "object: enclosure, material: aluminium, process: cnc machining, studio_region: Germany",
            "wlw.de",
            "Thomasnet",
        ),
        ("object: gasket, material: silicone", "gasket", "printers"),
        ("object: pendant lamp, material: felt", "lampshade makers", "foundries"),
        ("object: knob, material: POM, process: turning", "Xometry", "Homo Faber"),
        ("object: film bag", "packaging merchants", "Printful"),
    ],
)
def test_makers_are_looked_for_where_the_studio_is_and_in_their_own_trade(
    advise: Callable[[str], Advice], renderer: Renderer, order: str, where: str, elsewhere: str
) -> None:
    """An American studio is sent to American directories; a cutter of gaskets is no printer, a maker of lampshades no foundry."""
    told = " ".join(entries(renderer.first_screen(advise(f"{{id: a, quantity: 150, {order}}}")), "next"))

    assert where in told
    assert elsewhere not in told


def test_one_orders_in_time_for_the_earliest_day_that_was_said(advise: Callable[[str], Advice]) -> None:
    """`Between 12 and 17 weeks` is ordered for the twelfth."""
    told = [
        advise(f"{{id: a, object: stool, quantity: 12, material: oak, deadline: {due}}}").notes
        for due in ("12-17 weeks", "12 weeks")
    ]
    vague, earliest = ([note.due_days for note in notes if note.topic == "latest day to order"] for notes in told)
    assert vague == earliest
    assert vague


def test_how_much_material_is_guessed_is_said_by_its_weight(
    advise: Callable[[str], Advice], renderer: Renderer
) -> None:
    """Of a known material; of one that nothing weighs, by its volume."""
    told = renderer.first_screen(advise("{id: a, object: stool, quantity: 40, material: oak}")).said
    assert re.search(r"takes [\d.]+ kg of material\. If [\d.]+ kg", told)
    told = " ".join(
        entries(renderer.first_screen(advise("{id: b, form: flat, quantity: 90, material: [wood, metal]}")), "check")
    )
    assert "kg of material" not in told


def test_of_a_thing_that_nobody_knows_it_is_said_how_large_it_was_taken_to_be(cli: Run) -> None:
    """A price of it is worth nothing before its size is said; once that is, nothing is asked."""
    told, sized = (
        " ".join(cli("advise", "--words", text).stdout.split())
        for text in ("12 marble flurbs", "12 marble flurbs, 90 cm long, 80 kg each")
    )

    assert "I DO NOT KNOW “flurbs”: these are prices of a thing of " in told
    assert "I DO NOT KNOW" not in sized


def test_whoever_breaks_a_limit_that_the_winner_keeps_is_not_asked(
    advise: Callable[[str], Advice], renderer: Renderer
) -> None:
    """A manufacturer that likely takes twice the time is no second to ask; without a date it is, and the verdict names it too."""
    said = "object: ring, material: sterling silver, process: casting, quantity: 250"
    late, free = (renderer.first_screen(advise(f"{{{said}, deadline: {due}}}")) for due in ("5 weeks", "none"))

    assert entries(late, "next")[0].startswith("get a quote: Online network")
    assert len(entries(free, "next")[0].split("; ")) == 2
    for one in (late, free):
        assert_one_answer(one)


def test_a_way_that_is_only_better_is_told_with_what_it_does_not_outweigh(
    advise: Callable[[str], Advice], renderer: Renderer
) -> None:
    """No line of WHY NOT says only what speaks for a way; and of a thing that nobody named no other is made up."""
    for order in ("quantity: 40", "quantity: 80", "quantity: 40, material: plastic", "object: mug, quantity: 60"):
        screen = renderer.first_screen(advise(f"{{{order}}}"))
        told = [one.partition(": ")[2] for one in entries(screen, "rest")]

        assert not [one for one in told if re.fullmatch(r"[^·]*(?:sooner|cheaper each)(?: · [^·]*sooner)?", one)], told
        assert not [one for one in entries(screen, "changes") if "a kind of" in one]


def test_at_a_loss_nobody_is_told_to_order(advise: Callable[[str], Advice], renderer: Renderer) -> None:
    screen = renderer.first_screen(
        advise(
            "{id: key, object: keychain, quantity: 1000, material: leather, deadline: 3 months, selling_price: EUR 2}"
        )
    )
    assert "AT A LOSS" in screen.verdict
    assert not [one for one in entries(screen, "next") if "order;" in one or "deposit" in one]


def test_a_winner_that_leads_in_nothing_is_still_said_why(advise: Callable[[str], Advice], renderer: Renderer) -> None:
    screen = renderer.first_screen(advise("{id: board, object: board, quantity: 150}"))
    assert entries(screen, "why") == ("the best balance of price, time and risk",)


def test_the_summary_names_its_columns_by_their_estimates(cli: Run) -> None:
    told = json.loads(cli("advise", "-", "--format", "json", stdin=QUIZ).stdout)
    assert set(told["summary"]["options"][0]) >= {"name", "landed_unit_cost", "total_cost", "lead_time"}


@pytest.mark.parametrize(("typed", "said"), [("about 12 inches", "274–335 mm"), ("12 inches", "12 in")])
def test_only_what_is_about_what_was_said_is_rounded(
    advise: Callable[[str], Advice], renderer: Renderer, typed: str, said: str
) -> None:
    screen = renderer.first_screen(advise(f"{{id: a, quantity: 40, object: desk organizer, longest_side: {typed}}}"))
    assert said in screen.order.split(" · ")


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("quantity: 200\nobject: tumbler\n", "I guessed it is made of glass. If plastic:"),
        ("quantity: 60\nobject: stool\nmaterial: [metal, wood]\n", "You said metal or wood; I took wood. If metal:"),
        ("quantity: 60\nobject: stool\nmaterial: [steel, oak]\n", "You said steel or oak; I took oak. If steel:"),
        (
            "quantity: 60\nobject: cutting board\nfinish: engraved\n",
            "I guessed the shape is a ready-made one. If the shape is your own:",
        ),
    ],
)
def test_the_first_kind_of_a_sort_is_told_as_the_sort(cli: Run, tmp_path: Path, order: str, told: str) -> None:
    """A kind that stands for all of its sort is told as that, `metal`; where the order says kinds itself, it is told as the kind."""
    (tmp_path / "o.yaml").write_text(order)
    said = " ".join(cli("advise", str(tmp_path / "o.yaml")).stdout.split())

    assert told in said


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("object: stool\nfinish: hard-wax oil, black powder coat\n", "powder coating and oil or wax"),
        ("object: stool\nmaterial: oak seat, steel legs\n", "steel and oak"),
        ("object: stool\nmaterial: oak or ash\n", "oak or ash"),
        ("object: stool\nfinish: oil or lacquer\n", "lacquer or oil or wax"),
    ],
)
def test_what_is_said_at_once_is_told_with_and(
    advise: Callable[[str], Advice], renderer: Renderer, order: str, said: str
) -> None:
    advice = advise(f"quantity: 40\n{order}")
    assert said in renderer.first_screen(advice).order.split(" · ")
    told = [one for one in advice.order.readings if one.how == "parts"]
    assert bool(told) is (" or " not in order)


def test_what_is_folded_is_of_sheet(advise: Callable[[str], Advice]) -> None:
    """A word for paper and board means no pulp there, so nobody is told of a maker of papier-mâché."""
    advice = advise("quantity: 400\nmaterial: paper or board\nform: folded\nfinish: print\n")
    told = [*(one.option for one in advice.assumed), *(one.option for one in advice.could_change)]

    assert not any("mache" in (option or "") for option in told)
    assert "mache" in (advise("{quantity: 30, object: mask, material: papier mache}").winner.option.id)  # type: ignore[union-attr]  # it fits


def test_orders_of_one_block_are_told_beside_each_other(cli: Callable[..., Any], tmp_path: Path) -> None:
    """Below their answers: what each costs and takes, and what they come to beside the money that is said for all."""
    (tmp_path / "several.yaml").write_text(
        "items:\n  - {object: mug, quantity: 120}\n  - {object: saucer, quantity: 60}\nmaterial: stoneware\nbudget: EUR 1500\n"
    )
    (tmp_path / "plans.yaml").write_text(
        "object: stool\nquantity: 40\noption A: {material: oak}\noption B: {material: ash}\n"
    )
    several = cli("advise", str(tmp_path / "several.yaml")).stdout.rpartition("-" * 80)[2]
    plans = cli("advise", str(tmp_path / "plans.yaml")).stdout.rpartition("-" * 80)[2]

    assert "you said €1,500 for all." in several
    assert [line.split()[0] for line in several.splitlines() if "Pottery" in line] == ["mug", "saucer"]
    assert [line[:8] for line in plans.splitlines() if "€" in line] == ["option A", "option B"]
    assert "All of them" not in plans


def test_a_weight_that_was_guessed_is_set_as_a_weight(cli: Run, tmp_path: Path) -> None:
    """What was guessed in grams is corrected in grams, under the word that people have for it, and that is read."""
    (tmp_path / "sign.yaml").write_text("{object: board, quantity: 100, material: oak}")
    cure = re.search(r'add --set "(weight=[0-9.]+ k?g)"', cli("advise", "sign.yaml").stdout)

    assert cure is not None
    assert "says nothing" not in cli("advise", "sign.yaml", "--set", cure[1]).stdout


def test_of_several_orders_what_to_set_names_the_one(cli: Run, tmp_path: Path) -> None:
    """What is typed instead of a guess, typed so, does not change the other orders of the file."""
    (tmp_path / "two.yaml").write_text(
        "[{id: a, object: wall sign, material: oak, quantity: 2}, {id: b, object: apron, quantity: 9}]"
    )

    assert 'add --order a --set "' in cli("advise", "two.yaml", "--order", "a").stdout
    assert 'add --order a --set "' in cli("advise", "two.yaml").stdout


def test_what_was_not_read_says_how_much_more_there_is(cli: Run, tmp_path: Path) -> None:
    """The screen tells four of the texts that say nothing known, shortened, how many more there are and where; `--full` tells all. Whose the order is, is nothing to tell."""
    keys = ("hem", "packaging", "design", "payment", "ages", "glow")
    own = "".join(f"{key}: wuzzle {key} gnurk{' and so on' * (key == 'hem') * 12}\n" for key in keys)
    (tmp_path / "o.yaml").write_text(
        f"object: mug\nquantity: 120\nmaterial: stoneware\nclient: Gnurk and Sons\n{own}", encoding="utf-8"
    )
    short, full = (" ".join(cli("advise", "o.yaml", *more).stdout.split()) for more in ((), ("--full",)))

    assert "NOT READ hem: wuzzle" in short
    assert "…" in short
    assert "; and 2 more; all of it: advisor advise o.yaml --full" in short
    assert "Gnurk and Sons" not in short.partition("NOT READ")[2]
    assert all(f"wuzzle {key} gnurk" in full for key in keys)
    assert "and so on" * 2 not in full or full.count("and so on") > short.count("and so on")


def test_a_little_word_that_was_not_read_is_not_told(cli: Run) -> None:
    """`not` alone says nothing without its clause; what is told beside it is not called unpriced."""
    told = cli("advise", "--words", "300 felt enclosures, gnurk must not be thick")

    assert "not read: gnurk, not, thick" in told.stderr
    assert "NOT READ     gnurk\n" in told.stdout


BOWLS = "{object: bowl, material: ash, longest_side: 30 cm, quantity: 60, owns: [lathe], selling_price: EUR 40}"


def test_a_loss_by_ones_own_hours_says_what_an_hour_earns(advise: Callable[[str], Advice], renderer: Renderer) -> None:
    """Where one's own hours make the loss, what one of them earns at the price is told, and from which price on all are paid; at that price they are."""
    verdict = renderer.first_screen(advise(BOWLS)).verdict
    earned, pays = (
        int(one) for one in re.findall(r"EARNS ABOUT €(\d+), AND ALL ITS PAY FROM ABOUT €(\d+) EACH", verdict)[0]
    )

    assert "AT A LOSS OF YOUR OWN HOURS: AT €40" in verdict
    assert 0 < earned < 40 < pays
    assert "AT A LOSS" not in renderer.first_screen(advise(BOWLS.replace("EUR 40", f"EUR {pays + 1}"))).verdict


def test_a_loss_that_no_hours_make_up_for_says_so(advise: Callable[[str], Advice], renderer: Renderer) -> None:
    """Where the material alone costs more than the price, an hour earns nothing."""
    assert "AN HOUR OF YOURS EARNS ABOUT €0" in renderer.first_screen(advise(BOWLS.replace("EUR 40", "EUR 4"))).verdict


def test_what_another_way_would_do_is_told_with_its_name(advise: Callable[[str], Advice], renderer: Renderer) -> None:
    """A guess with which another way would win, by the same pathway, names that way beside what it costs and takes."""
    order = (
        "{object: enclosure, quantity: 300, material: abs, size: 80 x 80 x 25 mm, part_count: 2, tolerance: 0.2 mm,"
        " cosmetic_class: show, studio_region: other_eu, deadline: 3 months, total_cash: EUR 9000, documents: [step, drawings]}"
    )
    advice = advise(order)
    screen = renderer.first_screen(advice)
    others = [one for one in advice.assumed if one.option and advice.winner and one.option != advice.winner.option.id]
    told = [
        one for one in entries(screen, "check") if one.endswith(("sooner.", "longer.")) and "milled plastic, " in one
    ]

    assert others
    assert told


def test_interest_is_named_where_more_is_paid_before_delivery_than_in_all(
    advise: Callable[[str], Advice], renderer: Renderer
) -> None:
    """What has to be paid before delivery is more than all costs only by interest, or the VAT of an import, and says by which."""
    screen = renderer.first_screen(
        advise("{object: handbag, quantity: 150, material: leather, total_cash: EUR 9000, studio_region: italy}")
    )

    assert re.search(r"before delivery with (interest|import VAT); you have", screen.verdict)


def test_a_limit_that_nobody_would_set_is_no_stake(
    advisor: Advisor, advise: Callable[[str], Advice], renderer: Renderer
) -> None:
    """That nothing fits at no money at all, or at next to none, is not told of a question; a limit near what it costs is."""
    advice = advise("{object: candle, quantity: 1000, material: soy_wax}")
    spread = advice.ranking[0].estimates["cash_peak"].likely or 0

    def stake(cents: int) -> Stake:
        return Stake(
            path="order.total_cash",
            here=Stand(value=Numbers(spread, spread), pathway="small_factory", cents=None, days=None),
            tried=(Stand(value=Numbers(cents, cents), pathway=None, cents=None, days=None),),
        )

    assert renderer.at_stake(advice, stake(0)) == ""
    assert renderer.at_stake(advice, stake(spread // 20)) == ""
    assert "nothing fits" in renderer.at_stake(advice, stake(spread // 2))
