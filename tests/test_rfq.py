"""`advisor rfq`: what it writes, to whom, and what it refuses."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.analysis.request import requests
from advisor.check import diagnose
from advisor.errors import PackError, UnknownNameError
from advisor.ir import Numbers
from advisor.meaning import stratify
from advisor.order import OrderReader
from advisor.pack.load import PARTS, load
from advisor.render.page import Renderer
from advisor.trace import Order
from conftest import ROOT, Run
from strategies import read_pack
from test_check import BASE

QUIZ = (ROOT / "examples/quiz-1.yaml").read_text(encoding="utf-8")
FULL = """
id: lamp
as_of: 2026-11-24
quantity: 60
repeats_per_year: 2
deadline: 8 weeks
material: plastic
finish: paint
colour_match: across_batches
longest_side: 300 mm
part_volume: 50 cm3
part_count: 3
used_for: [food]
ip_sensitive: true
studio_region: germany
documents: [step, drawings]
ready: [dimensions_locked]
"""
PUBLISHED = [
    (2, 2, 2, 1, 2, 1), (5, 2, 5, 1, 3, 1), (8, 2, 5, 1, 3, 1), (9, 3, 5, 1, 3, 1), (15, 3, 5, 1, 3, 1),
    (16, 5, 5, 1, 3, 1), (25, 5, 5, 1, 3, 1), (26, 8, 5, 1, 13, 2), (50, 8, 5, 1, 13, 2), (51, 13, 20, 2, 13, 2),
    (90, 13, 20, 2, 13, 2), (91, 20, 20, 2, 20, 3), (150, 20, 20, 2, 20, 3), (151, 32, 32, 3, 32, 4),
    (280, 32, 32, 3, 32, 4), (281, 50, 50, 4, 50, 6), (500, 50, 50, 4, 50, 6), (501, 80, 80, 6, 80, 8),
    (1200, 80, 80, 6, 80, 8), (1201, 125, 125, 8, 125, 11), (3200, 125, 125, 8, 125, 11),
    (3201, 200, 200, 11, 200, 15), (10001, 315, 315, 15, 315, 22), (35001, 500, 500, 22, 315, 22),
    (150001, 800, 500, 22, 315, 22), (500001, 1250, 500, 22, 315, 22),
]  # fmt: skip
"""Lot, sample by code letter, then sample and reject number at AQL 2.5 and at AQL 4.0, arrows followed, no more than the lot."""
Written = Callable[..., str]


@pytest.fixture(scope="module")
def written(walk: Advisor, order_of: Callable[[str], Order]) -> Written:
    """Return the request to one pathway, as Markdown by default."""
    renderer = Renderer(walk.pack, ROOT / "templates")

    def write(text: str, pathway: str, form: str = "markdown") -> str:
        (found,) = requests(walk, order_of(text), [pathway])
        return renderer.request(found, form)

    return write


@pytest.fixture
def pack_of(tmp_path: Path) -> Callable[[str | None], Path]:
    """Copy the built-in pack with another `rfq.yaml`, or with none."""

    def copy(text: str | None) -> Path:
        for part in PARTS:
            shutil.copytree(ROOT / part, tmp_path / "mine" / part)
        path = tmp_path / "mine/knowledge/rfq.yaml"
        path.unlink()
        if text is not None:
            path.write_text(text, encoding="utf-8")
        return tmp_path / "mine"

    return copy


# --- the files --------------------------------------------------------------------------------------------------------
def test_two_pathways_get_a_request_each_in_two_forms(cli: Run, tmp_path: Path) -> None:
    """For quiz 1 the network and the hub are asked; every file written is listed, with what is still missing."""
    (tmp_path / "quiz-1.yaml").write_text(QUIZ, encoding="utf-8")
    done = cli("rfq", "quiz-1.yaml", "-o", "out/quotes")
    names = {path.name for path in (tmp_path / "out/quotes").iterdir()}
    listed = {Path(line.split()[-1]).name for line in done.stdout.splitlines() if line.startswith("wrote ")}

    assert done.returncode == 0, done.stderr
    assert names == listed
    assert {"quiz-1-fab_network.md", "quiz-1-fab_network.html", "quiz-1-maker_hub.md", "quiz-1-maker_hub.html"} <= names
    assert "not confirmed: a CAD file (STEP or IGES)" in done.stdout
    assert "not said: object; material; finish" in done.stdout
    page = (tmp_path / "out/quotes/quiz-1-fab_network.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page


def test_the_pathway_named_is_asked_whatever_the_advice_says(cli: Run, tmp_path: Path) -> None:
    """`--pathway` asks that one only, and says if the advice excludes it; an id becomes a harmless file name."""
    (tmp_path / "o.yaml").write_text(QUIZ.replace("id: quiz-1", "id: '../Krug Nr. 7'"), encoding="utf-8")
    done = cli("rfq", "o.yaml", "-o", "out", "--pathway", "small_factory")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/krug-nr-7-small_factory.md").is_file()
    assert {path.name for path in (tmp_path / "out").glob("*.md")} == {"krug-nr-7-small_factory.md"}
    assert "the advice excludes this pathway" in done.stdout


# --- what it says -----------------------------------------------------------------------------------------------------
def test_a_request_says_what_the_order_says(written: Written) -> None:
    """Price breaks n, 2n, 5n and the year's; object, tolerance of the longest side, colour, food, secrecy, tooling."""
    told = written(FULL, "small_factory")
    breaks = re.findall(r"^\| (\d+) units \| ", told, re.MULTILINE)

    assert breaks == ["60", "120", "300", "180"]
    for said in (
        "**Date:** 2026-11-24", "| Material | plastic |", "| Finish | paint |", "plus or minus 0.5 mm", "delta E",
        "1935/2004", "NDA", "Tools, moulds and patterns that we pay for are ours", "30 % with the order",
        "DAP (Incoterms 2020) to our studio in Germany", "open-book breakdown", "signed, dated and sealed",
    ):  # fmt: skip
        assert said in told, said


def test_what_does_not_hold_or_is_not_known_is_not_said(written: Written) -> None:
    """Quiz 1 says no material, no secrecy, no use; a network without tools is told nothing of their ownership."""
    told = written(QUIZ, "fab_network")

    for unsaid in ("| Material", "NDA", "1935/2004", "Tools, moulds", "delta E", "plus or minus", "a year", "unknown"):
        assert unsaid not in told, unsaid


def test_what_nobody_understood_is_passed_on_to_the_maker(written: Written) -> None:
    """What the order says besides its facts stands in the letter in its own words; a thing is asked with all its sides."""
    besides = "notes: [white inside, 'packed in pairs | please']\ncolour: nightsky\nmiddle_side: 90 mm\npages: 24\n"
    told = written(FULL + besides, "small_factory")

    assert "## In our own words\n\n- colours printed or stitched: nightsky\n- white inside\n- packed in pairs" in told
    assert "| Second side | 90 mm |" in told
    assert "| Pages | 24 pages |" in told
    assert "In our own words" not in written(FULL, "small_factory")


PRIVATE = """
object: notebook
quantity: 400
material: paper
hem: hand rolled
packaging: gift box with story card
client: insurance company, Zurich
"""


@pytest.mark.parametrize(
    "line",
    [
        "retail price: EUR 65 incl. 21% BTW", "pledge: $45", "money upfront: whatever the campaign brings", "our margin: half of it", "prix public: 65",
        "Verkaufspreis im Laden: 65", "goal: 9000 eur for all", "notes: 'the shop takes CHF 65 for it'", "notes: [a ribbon, '65€ in the shop']", "story: sold to backers",
        "budget: as low as can be", "deposit from client: whatever they like", "note: 'TRY 400 is what we have'",
        "shops take: 45%", "distributor discount: 55%", "US tariff: 51.5%", "museum commission: 38,5 %", "note: '40 percent goes to the gallery'",
        "my time: 45 min each", "hours I have per week: 14", "tools I have: planer and bandsaw", "people: 2 of them", "worried about: cord length",
        "shop: Etsy and my own", "our staff: 3 of them",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_no_letter_tells_the_buyers_own_money(
    walk: Advisor, order_of: Callable[[str], Order], line: str, form: str
) -> None:
    """What holds an amount, a share of who sells it or a word of the pack for one's own money, hours, machines or worries stands in no letter, and the studio is told so; the rest of the order's words does."""
    value = line.partition(": ")[2].strip("'[]").rpartition("'")[2]
    (asked,) = requests(walk, order_of(f"{PRIVATE}{line}"), ["small_factory"])
    renderer = Renderer(walk.pack, ROOT / "templates")
    told, noted = renderer.request(asked, form), renderer.still_missing(asked)

    assert value not in told
    assert "insurance company" not in told
    assert "packaging: gift box with story card" in told
    assert all(value in "; ".join(noted["kept out of the letter, as your own business"]) for _ in asked.kept_back)


@pytest.mark.parametrize("line", ["lining: 100% organic cotton", "scrap: 30 % recycled paper"])
def test_what_is_of_the_thing_stays_in_the_letter(walk: Advisor, order_of: Callable[[str], Order], line: str) -> None:
    """A percentage of what a thing is made of is no share of whoever sells it."""
    (asked,) = requests(walk, order_of(f"{PRIVATE}{line}"), ["small_factory"])

    assert not asked.kept_back
    assert line.partition(": ")[2].strip("'") in Renderer(walk.pack, ROOT / "templates").request(asked, "markdown")


def test_what_was_misread_has_no_heading_of_the_tools(written: Written) -> None:
    """What was taken for a size or a service without being one stands in the buyer's words alone, and a part of what is said whole not again."""
    told = written(PRIVATE + "format: magazine\nextras: [E27 socket]\n", "small_factory").partition("own words")[2]

    assert "longest side: magazine" not in told
    assert "sending by the maker: E27" not in told


def test_a_thing_that_is_called_by_its_price_is_not(written: Written) -> None:
    """Neither the title nor a row says in the order's own words what an amount stands in."""
    told = written(
        "{object: notebook for 14 euros, quantity: 90, finish: foil blocked for EUR 2 each}", "small_factory"
    )

    assert not re.search("14|EUR", told.partition("## Payment")[0])


def test_a_title_is_a_thing_and_how_many_as_one_says_it(written: Written) -> None:
    """What a thing is called and is made of is named once, and one of which many are wanted is told in pieces, whatever stands beside it."""
    told = written("{what: soy candle in a tin, quantity: 120}", "artisan_workshop")

    assert told.startswith("# Request for quotation: soy candle in a tin, 120 pieces\n")


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("item: A5 notebook, recycled leather cover, 192 pages lined, ribbon", "recycled leather cover"),
        ("{object: notebook, branding: debossed logo on front}", "finish: debossed logo on front"),
        ("{object: notebook, finish: [foil, embossing]}", "finish: "),
        ("{object: enclosure, surface: 'fine texture (VDI 24), colour RAL 9016'}", "fine texture (VDI 24), colour RAL 9016"),
        ("{object: candle, what: soy candle in a tin}", "soy candle in a tin"),
        ("{object: scarf, weight: 55 g, material: silk}", "material in one piece: 55 g"),
        ("{object: scarf, repeat: maybe 300 each year}", "maybe 300 each year"),
        ("{object: notebook, packing: each set in a gift box}", "packing: each set in a gift box"),
        ("{object: mug, design: a still life in 8 colours}", "design: a still life in 8 colours"),
    ],
)  # fmt: skip
def test_words_that_became_no_fact_stand_in_the_letter(written: Written, order: str, said: str) -> None:
    """What a text says more than was read of it, and what was said roughly, a maker reads in the order's own words."""
    own = written(order + "\nquantity: 400" if order[0] != "{" else order[:-1] + ", quantity: 400}", "small_factory")

    assert said in own.partition("## In our own words")[2].partition("##")[0]


@pytest.mark.parametrize(
    "order", ["{object: mug, finish: glaze}", "{object: board game, size: 30 cm}", "{object: scarf, material: silk}"]
)
def test_what_is_wholly_read_is_not_said_twice(written: Written, order: str) -> None:
    """A text of which all is in the rows does not stand beside them again."""
    assert "In our own words" not in written(order[:-1] + ", quantity: 400}", "small_factory")


def test_a_tolerance_that_was_said_stands_instead_of_the_general_class(written: Written) -> None:
    """Where the order names its tolerance, nothing is asked by the table of ISO 2768-1, however fine it is."""
    for said in ("0.2 mm", "0.05 mm"):
        told = written(f"{FULL}tolerance: +/- {said}\n", "small_factory")

        assert f"plus or minus {said}" in told
        assert "ISO 2768" not in told
        assert "plus or minus 0.5 mm" not in told


def test_documents_stand_as_the_studio_has_them(written: Written) -> None:
    """Of the factory's package a STEP file and drawings are enclosed, and a bill of materials is still missing."""
    told = written(FULL, "small_factory")

    assert "a 3D file (STEP or IGES): enclosed." in told
    assert "a bill of materials: **still missing**." in told
    assert "good photos of the approved prototype: not enclosed." in told
    assert "a CAD file (STEP or IGES): **to be confirmed**." in written(QUIZ, "fab_network")


def test_what_is_missing_is_named_per_pathway(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """The factory waits for the bill of materials, the network does not; of what a request needs only the object is not said, and of the material what kind of plastic it is."""
    factory, network = requests(walk, order_of(FULL), ["small_factory", "fab_network"])

    assert "a bill of materials" in [one.name for one in factory.missing]
    assert "a bill of materials" not in [one.name for one in network.missing]
    assert factory.unsaid == network.unsaid == ("order.object",)
    assert factory.rough == ("order.material",)


def test_an_uncertain_quantity_is_asked_as_a_range(written: Written) -> None:
    """Where the quantity is a range, no row claims one number, and the sample is left to the lot."""
    told = written("quantity: 80-150", "fab_network")

    assert "80–150 units" in told
    assert "units inspected" not in told
    assert "the sample follows from the size of the lot" in told


def test_a_joiner_is_asked_as_a_joiner_and_for_what_the_thing_needs(
    walk: Advisor, order_of: Callable[[str], Order], written: Written
) -> None:
    """A lamp of oak has mains in it, whoever says so; a workshop reads of no norms for machined parts, and a range is no gap."""
    text = "object: table lamp\nmaterial: oak\nquantity: 60-80\ndeadline: 10-12 weeks"
    told = written(text, "artisan_workshop")
    (asked,) = requests(walk, order_of(text), ["artisan_workshop"])

    assert "certified parts only" in told
    assert "CE mark" in told
    assert not re.search("ISO 2768|AQL|open-book|material certificate", told)
    assert not {"order.quantity", "order.deadline"} & {*asked.unsaid, *asked.rough}
    assert "ISO 2768-1" in written(text.replace("oak", "steel"), "small_factory")


SCARVES = """
id: shop
as_of: 2026-11-30
object: silk scarves
quantity: 500
size: 90 x 90 cm
finish: printed with a painting from our collection
deadline: 1 August 2027
"""


def test_a_letter_reads_as_a_person_writes_it(written: Written) -> None:
    """It is to the kind of maker that the first screen names, titled by what is ordered, by a day, of a finish in the words it was said in."""
    told = written(SCARVES, "small_factory")

    assert told.startswith("# Request for quotation: 500 silk scarves\n")
    assert "- **To:** Textile printer\n" in told
    assert "by 1 August 2027 |" in told
    assert "printed with a painting from our collection" in told
    assert "another finish" not in written(
        "{object: mug, quantity: 9, material: ceramic, finish: glowing fog}", "artisan_workshop"
    )


@pytest.mark.parametrize(
    ("order", "pathway", "said"),
    [
        (SCARVES, "small_factory", "the artwork"),
        (SCARVES, "fab_network", "the artwork"),
        ("{object: ring, material: silver, quantity: 60}", "artisan_workshop", "a sample to work from"),
        ("{object: plate, material: stoneware, quantity: 200}", "artisan_workshop", "a sample to work from"),
        ("{object: bracket, material: aluminium, quantity: 200}", "fab_network", "(STEP or IGES)"),
    ],
)
def test_each_trade_is_sent_what_it_makes_from(
    walk: Advisor, order_of: Callable[[str], Order], order: str, pathway: str, said: str
) -> None:
    """Printers and embroiderers want artwork, workshops a drawing or a sample, and nobody but who makes from a file wants that, or jig-ready geometry."""
    (asked,) = requests(walk, order_of(order), [pathway])
    names = " ".join(one.name for one in asked.missing)

    assert said in names
    assert bool(re.search("STEP|bill of materials|jig-ready", names)) is (said == "(STEP or IGES)")


def test_an_id_in_a_request_is_never_markup(written: Written) -> None:
    """What the order says of itself stands as words in both forms."""
    text = QUIZ.replace("id: quiz-1", "id: '<b>*a*</b>'")

    assert "&lt;b&gt;*a*&lt;/b&gt;" in written(text, "fab_network", "html")
    assert r"\<b\>\*a\*\</b\>" in written(text, "fab_network")


# --- the tables -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("row", PUBLISHED)
def test_the_sampling_plan_is_the_published_one(
    row: tuple[int, ...], walk: Advisor, order_of: Callable[[str], Order]
) -> None:
    """Level II, normal, single (MIL-STD-105E): at both ends of each row, samples of at most the lot, and reject numbers."""
    memory = walk.weigh(order_of(f"quantity: {row[0]}")).assumed.memory
    names = ("inspected_critical", "inspected_major", "rejected_major", "inspected_minor", "rejected_minor")

    assert [memory[f"order.{name}"] for name in names] == [Numbers(one, one) for one in row[1:]]


@pytest.mark.parametrize(
    ("side", "limit_um"),
    [
        ("6 mm", 100), ("6001 um", 200), ("30 mm", 200), ("30001 um", 300), ("120 mm", 300), ("120001 um", 500),
        ("400 mm", 500), ("400001 um", 800), ("1000 mm", 800), ("1000001 um", 1200), ("2000 mm", 1200),
        ("2000001 um", 2000), ("4000 mm", 2000),
    ],
)  # fmt: skip
def test_the_general_tolerance_is_the_published_one(
    side: str, limit_um: int, walk: Advisor, order_of: Callable[[str], Order]
) -> None:
    """ISO 2768-1, class m: each row holds up to its last length, and the next one begins just above."""
    memory = walk.weigh(order_of(f"quantity: 10\nlongest_side: {side}")).assumed.memory

    assert memory["order.general_tolerance"] == Numbers(limit_um * 1000, limit_um * 1000)


def test_a_lot_that_is_all_sample_is_inspected_whole(written: Written) -> None:
    """A sample as large as the lot means every unit."""
    assert "every one is inspected" in written("quantity: 4", "fab_network")
    assert "every one is inspected" not in written("quantity: 40", "fab_network")


# --- refusals ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("pathway", "told"),
    [("in_house", "takes no quotes"), ("moon", "no pathway `moon`")],
)
def test_a_pathway_that_cannot_be_asked_is_refused(cli: Run, tmp_path: Path, pathway: str, told: str) -> None:
    """A pathway without quotes, or none at all, ends the command before anything is written."""
    (tmp_path / "o.yaml").write_text(QUIZ, encoding="utf-8")
    done = cli("rfq", "o.yaml", "-o", "out", "--pathway", "fab_network", "--pathway", pathway)

    assert done.returncode == 3
    assert told in done.stderr
    assert not (tmp_path / "out").exists()


def test_files_that_exist_are_kept_unless_forced(cli: Run, tmp_path: Path) -> None:
    """One file in the way and nothing is written, exit 5; with --force it is replaced."""
    (tmp_path / "o.yaml").write_text(QUIZ, encoding="utf-8")
    kept = tmp_path / "out/quiz-1-maker_hub.md"
    kept.parent.mkdir()
    kept.write_text("mine", encoding="utf-8")
    done = cli("rfq", "o.yaml", "-o", "out")

    assert done.returncode == 5
    assert "nothing was written" in done.stderr
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    assert kept.read_text(encoding="utf-8") == "mine"
    assert cli("rfq", "o.yaml", "-o", "out", "--force").returncode == 0
    assert kept.read_text(encoding="utf-8").startswith("# Request for quotation")


@pytest.mark.parametrize("where", ["taken", "taken/below"])
def test_a_folder_that_cannot_be_made_is_told(cli: Run, tmp_path: Path, where: str) -> None:
    """A file where the folder should be is exit 5, without a traceback."""
    (tmp_path / "o.yaml").write_text(QUIZ, encoding="utf-8")
    (tmp_path / "taken").write_text("", encoding="utf-8")
    done = cli("rfq", "o.yaml", "-o", where)

    assert done.returncode == 5
    assert "could not be made" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(cli: Run, tmp_path: Path) -> None:
    """A folder without the right to write is exit 5."""
    (tmp_path / "o.yaml").write_text(QUIZ, encoding="utf-8")
    (tmp_path / "out").mkdir(mode=0o500)

    assert cli("rfq", "o.yaml", "-o", "out").returncode == 5


def test_nobody_to_ask_is_said(cli: Run, tmp_path: Path) -> None:
    """Where every pathway that takes quotes is excluded, nothing is written and the exit code is the advice's."""
    (tmp_path / "o.yaml").write_text("quantity: 120\ndeadline: 1 day\nunit_cost_ceiling: EUR 0", encoding="utf-8")
    done = cli("rfq", "o.yaml", "-o", "out")

    assert done.returncode == 1
    assert "no pathway that takes quotes is left" in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_option_must_apply(pack_of: Callable[[str | None], Path]) -> None:
    """A pathway none of whose options applies to the order cannot be asked."""
    root = pack_of("sections: []\n")
    (root / "knowledge/pack.yaml").write_text(
        "id: mine\nversion: 0.1.0\ntitle: Mine\nextends: builtin\noff: {options: [maker_hub-any]}\n", encoding="utf-8"
    )
    for part in ("rules", "templates"):
        shutil.rmtree(root / part)
    for path in (root / "knowledge").rglob("*.yaml"):
        if path.name != "pack.yaml":
            path.unlink()
    advisor = Advisor(load(root), "walk")
    reader = OrderReader(pack=advisor.pack, derived=advisor.derived)
    order = reader.read(b"quantity: 120\nmaterial: textile\nprocess: die_casting", "o.yaml").orders[0]

    with pytest.raises(UnknownNameError, match="no option of `maker_hub` applies"):
        requests(advisor, order, ["maker_hub"])


def test_what_only_a_request_rests_on_is_not_told_as_a_reason(cli: Run, tmp_path: Path) -> None:
    """`why` leaves out the sampling plan, on which no answer rests, unless it is asked for."""
    (tmp_path / "o.yaml").write_text(QUIZ, encoding="utf-8")

    assert "rejected at" not in cli("why", "o.yaml").stdout
    assert "rejected at 2 units" in cli("why", "o.yaml", "major-defects-that-reject").stdout


# --- the pack's file --------------------------------------------------------------------------------------------------
SMALL = {
    **BASE,
    "knowledge/sources.yaml": "sources: {src: {title: A, kind: guide}, judgement: {title: Ours, kind: own judgement}}\n",
}
"""What is wrong in the file hangs on no more than a few facts, pathways and sources."""
SECTION = "sections:\n  - id: a\n    title: A\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sections:\n  - {id: a}\n", "knowledge/rfq.yaml:2:5: a section needs `title`"),
        (SECTION + "    lines:\n      - {say: 'Of {{ order.quantitty }}.', source: judgement}\n", "rfq.yaml:5:22: unknown name `order.quantitty`"),
        (SECTION + "    lines:\n      - {say: Hm., when: {quantitty: 3}, source: judgement}\n", "rfq.yaml:5:27: unknown fact `quantitty`"),
        (SECTION + "    lines:\n      - {say: Hm., if: order.quantity >, source: judgement}\n", "rfq.yaml:5:"),
        (SECTION + "    lines:\n      - {say: Hm., if: [1], source: judgement}\n", "`if` must be one line"),
        (SECTION + "    lines:\n      - {say: Hm., pathways: [moon], source: judgement}\n", "unknown pathway `moon`"),
        (SECTION + "    lines:\n      - {says: Hm., source: judgement}\n", "did you mean `say`?"),
        (SECTION + "    head: [a, b]\n    rows:\n      - {cells: [x], source: judgement}\n", "has 1 cells, its `head` 2"),
        (SECTION + "    head: [a]\n    rows:\n      - {cells: x, source: judgement}\n", "`cells` must be a list of sentences"),
        (SECTION + "    needs: [colours]\n", "unknown fact of the order `colours`"),
        (SECTION + "    checklist: quantity\n", "unknown `checklist` `quantity`"),
        (SECTION + "  - id: a\n    title: B\n", "rfq.yaml:4:9: a section `a` is declared twice"),
    ],
)  # fmt: skip
def test_faults_in_the_file_are_told_at_their_place(text: str, told: str) -> None:
    """Whatever does not fit in `rfq.yaml` is told at its line and column, in the words of the pack language."""
    with pytest.raises(PackError, match=re.escape(told)):
        read_pack({**SMALL, "knowledge/rfq.yaml": text})


def test_a_line_without_a_source_is_a_finding() -> None:
    """Who claims a line has to be said: `pack check` asks."""
    pack = read_pack({**SMALL, "knowledge/rfq.yaml": SECTION + "    lines:\n      - {say: Hm.}\n"})

    assert "this line has no source" in [one.message for one in diagnose(stratify(pack))]


def test_a_pack_without_the_file_writes_requests_all_the_same(
    cli: Run, tmp_path: Path, pack_of: Callable[[str | None], Path]
) -> None:
    """`rfq.yaml` is optional: a request then has its head alone."""
    (tmp_path / "o.yaml").write_text(QUIZ, encoding="utf-8")
    done = cli("rfq", "o.yaml", "-o", "out", "--pathway", "fab_network", "--pack", str(pack_of(None)))

    assert done.returncode == 0, done.stderr
    told = (tmp_path / "out/quiz-1-fab_network.md").read_text(encoding="utf-8")
    assert told.startswith("# Request for quotation quiz-1\n")
    assert "##" not in told


def test_a_pack_over_another_says_a_section_anew(tmp_path: Path) -> None:
    """A section of the same id keeps what is not said anew; one of a new id comes last."""
    (tmp_path / "knowledge").mkdir()
    head = "id: mine\nversion: 0.1.0\ntitle: Mine\nextends: builtin\n"
    (tmp_path / "knowledge/pack.yaml").write_text(head, encoding="utf-8")
    text = "sections:\n  - {id: object, title: Ours}\n  - {id: extra, title: Extra, lines: [{say: Hm., source: judgement}]}\n"
    (tmp_path / "knowledge/rfq.yaml").write_text(text, encoding="utf-8")
    parts = load(tmp_path).rfq

    assert (parts[0].title, parts[-1].title) == ("Ours", "Extra")
    assert parts[0].rows


def test_a_request_says_the_object_and_nothing_that_was_guessed(cli: Run, tmp_path: Path) -> None:
    """The object stands first; the material in one piece, which only an answer assumes, does not stand there."""
    done = cli("rfq", "-", "-o", "out", stdin="{id: l, object: lamp, quantity: 120, material: steel}")
    told = [path.read_text() for path in (tmp_path / "out").glob("*.md")]

    assert done.returncode == 0
    assert len(told) == 2
    assert all("| Object | lamp |" in one and "Volume of material" not in one for one in told)
