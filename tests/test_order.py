"""Orders from files: what is read, and what is refused with its place and the cure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from advisor.advice import Advisor
from advisor.ir import UNLIMITED, Numbers, OneOf, Pack, SpanTable, Subset
from advisor.order import OrderFile, OrderReader
from advisor.render.names import PackNames
from advisor.render.said_back import said_back
from advisor.render.tender import pack_tender
from advisor.trace import Order
from conftest import Run


@pytest.fixture(scope="session")
def reader(walk: Advisor) -> OrderReader:
    """A reader of orders by the built-in pack."""
    return OrderReader(pack=walk.pack, derived=walk.derived)


def told(held: OrderFile) -> str:
    """Return every fault with its place and help."""
    return "\n".join(map(str, held.faults))


def test_a_file_may_hold_one_order_a_list_orders_or_documents(reader: OrderReader) -> None:
    """All four shapes of an order file give orders, named by file and number where they have no id."""
    shapes = [
        "quantity: 1",
        "- quantity: 1\n- quantity: 2",
        "orders:\n- {id: a, quantity: 1}",
        "quantity: 1\n---\nquantity: 2",
    ]
    ids = [[order.id for order in reader.read(text.encode(), "dir/o.yaml").orders] for text in shapes]

    assert ids == [["o-1"], ["o-1", "o-2"], ["a"], ["o-1", "o-2"]]


def test_vague_answers_are_read_as_all_that_is_possible(reader: OrderReader) -> None:
    """A span, several choices, a vague set, `none` and `unknown` each keep what they leave possible."""
    text = "quantity: 80-150\nmaterial: [wood, metal]\nafter_sale: {some: [spares], maybe: [returns]}\ndeadline: none\nheritage: unknown"
    given = reader.read(text.encode(), "o.yaml").orders[0].given
    kinds = reader.pack.facts["material"].choice_groups

    assert given == {
        "order.quantity": Numbers(80, 150),
        "order.material": OneOf((*kinds["metal"], *kinds["wood"])),
        "order.after_sale": Subset(("spares",), ("returns",)),
        "order.deadline": Numbers(UNLIMITED, UNLIMITED),
    }


def test_a_date_is_read_against_the_orders_own_date(reader: OrderReader) -> None:
    """A deadline written as a date counts days from `as_of`, and without one is refused with the cure."""
    dated = reader.read(b"as_of: 2026-12-01\ndeadline: 2026-12-29", "o.yaml")
    undated = reader.read(b"deadline: 2026-12-29", "o.yaml")

    assert dated.orders[0].given == {"order.deadline": Numbers(28, 28)}
    assert dated.orders[0].as_of == date(2026, 12, 1)
    assert "as_of" in told(undated)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("quantity: -3", "o.yaml:1:11", "must be from"),
        ("quantity: lots", "o.yaml:1:11", "lots"),
        ("deadline: 12:30", "o.yaml:1:11", "12:30"),
        ("quantity: 1\nquantity: 2", "o.yaml:2:1", "quantity"),
        ("quantitty: 5", "o.yaml:1:1", "did you mean `quantity`?"),
        ("quantity: >= 250", "o.yaml:1:11", "250.."),
        ("longest_side: 1.200 m", "o.yaml:1:15", "1200 m or 1.2 m"),
        ("cash_for_tooling: AED 400", "o.yaml:1:19", "EUR"),
        ("heritage: wantd", "o.yaml:1:11", "did you mean `wanted`?"),
        ("limited_edition: purple", "o.yaml:1:18", "write yes or no"),
        ("after_sale: [packging]", "o.yaml:1:14", "did you mean `packaging`?"),
        ("quotes: [{supplier: A, pathway: in_house, unit_cost: EUR 1, lead_time: 1 week}]", "o.yaml:1:10", "takes no quotes"),
        ("quotes: [{pathway: fab_network, unit_cost: EUR 1, lead_time: 1 week}]", "o.yaml:1:10", "supplier"),
        ("quotes: [{supplier: A, pathway: fab_network, lead_time: 1 week}]", "o.yaml:1:10", "unit_cost"),
        ("", "o.yaml:1:1", "no order"),
        ("just words", "o.yaml:1:1", "expected an order"),
        ("id: #10\nquantity: 5", "o.yaml:1:5", '"#10"'),
        ("quotes: [{supplier: A, pathway: fab_network, unit_cost: EUR 0,70, lead_time: 1 week}]", "o.yaml:1", "0.70"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_at_its_place_with_the_cure(
    reader: OrderReader, text: str, place: str, words: str
) -> None:
    """Every slip of an order file is a fault that names line, column and what to write."""
    held = reader.read(text.encode(), "o.yaml")

    assert not held.orders
    assert held.refused == 1
    assert place in told(held)
    assert words in told(held)


def test_one_bad_order_refuses_only_itself(reader: OrderReader) -> None:
    """The orders beside a faulty one are read, whether the fault is of YAML or of a fact."""
    text = "- {id: a, quantity: 5}\n- {id: b, quantity: 5, quantity: 6}\n- {id: c, quantity: lots}\n- {id: d, quantity: 7}\n"
    held = reader.read(text.encode(), "o.yaml")

    assert [order.id for order in held.orders] == ["a", "d"]
    assert held.refused == 2
    assert [fault.at.line for fault in held.faults] == [2, 3]


def test_an_id_used_twice_is_refused(reader: OrderReader) -> None:
    """Ids are unique in a file."""
    held = reader.read(b"- {id: a, quantity: 5}\n- {id: a, quantity: 6}\n", "o.yaml")

    assert len(held.orders) == 1
    assert "used twice" in told(held)


def test_a_quote_without_a_smallest_order_takes_its_smallest_price_break(reader: OrderReader) -> None:
    """A quote's MOQ is what it says, else its smallest break, else one unit."""
    text = """
quotes:
- {supplier: A, pathway: fab_network, price_breaks: {10: EUR 21, 100: EUR 18}, lead_time: 2 weeks}
- {supplier: B, pathway: maker_hub, unit_cost: EUR 3, lead_time: 2 weeks}
- {supplier: C, pathway: small_factory, unit_cost: EUR 3, moq: 40, lead_time: 2 weeks}
"""
    quotes = reader.read(text.encode(), "o.yaml").orders[0].quotes
    moqs = [quote.values["option.moq"] for quote in quotes]
    breaks = quotes[0].values["option.unit_cost"]

    assert moqs == [Numbers(10, 10), Numbers(1, 1), Numbers(40, 40)]
    assert isinstance(breaks, SpanTable)
    assert [start for start, _ in breaks.rows] == [10, 100]


def test_set_lays_a_fact_over_every_order(walk: Advisor) -> None:
    """`--set` replaces what the order says, and a fault in it is told."""
    good = OrderReader(pack=walk.pack, derived=walk.derived, sets=[("quantity", "7"), ("after_sale", "[spares]")])
    bad = OrderReader(pack=walk.pack, derived=walk.derived, sets=[("quantitty", "7"), ("longest_side", "5")])
    order = good.read(b"quantity: 5", "o.yaml").orders[0]
    faults = told(bad.read(b"quantity: 5", "o.yaml"))

    assert order.given == {"order.quantity": Numbers(7, 7), "order.after_sale": Subset(("spares",))}
    assert "did you mean `quantity`?" in faults
    assert "`longest_side`" in faults


def test_a_studio_says_what_its_orders_share(walk: Advisor, reader: OrderReader) -> None:
    """An order overrides its studio's block, and what came from the studio is known as such."""
    text = "studio: {heritage: core, studio_region: germany}\norders:\n- {id: a, quantity: 5}\n- {id: b, quantity: 5, heritage: none}\n"
    first, second = reader.read(text.encode(), "o.yaml").orders
    own = reader.read(b"quantity: 5\nstudio: {heritage: nice}", "o.yaml").orders[0]

    assert first.given["order.heritage"] == OneOf(("core",))
    assert first.shared == ("order.heritage", "order.studio_region")
    assert first.origins["order.heritage"] == "o.yaml:1:20"
    assert (second.given["order.heritage"], second.shared) == (OneOf(("none",)), ("order.studio_region",))
    assert own.given["order.heritage"] == OneOf(("nice",))
    assert reader.read(b"quantity: 5\nstudio: {heritag: nice}", "o.yaml").orders == ()
    assert walk.advise(first).pathway == walk.advise(second).pathway


def test_money_in_another_currency_is_read_at_the_studios_rate(reader: OrderReader) -> None:
    """An order's own rate goes before its studio's, that before the pack's."""
    text = "studio: {rates: {USD: {rate: 0.5, as_of: 2026-01-01}}}\norders:\n- {id: a, total_cash: $400}\n- {id: b, total_cash: $400, rates: {USD: {rate: 0.25, as_of: 2026-01-01}}}\n"
    orders = reader.read(text.encode(), "o.yaml").orders
    given = [order.given["order.total_cash"] for order in orders]
    told = [
        said_back(one, PackNames(reader.pack, pack_tender(reader.pack))) for order in orders for one in order.readings
    ]

    assert given == [Numbers(20_000, 20_000), Numbers(10_000, 10_000)]
    assert ["at EUR 0.5 for one USD, of 2026-01-01" in one for one in told] == [True, False]
    assert "at EUR 0.25 for one USD" in told[1]


# --- keys as people call facts ------------------------------------------------------------------------------------------
def _read(pack: Pack, text: str) -> OrderFile:
    return OrderReader(pack=pack, as_of=date(2026, 11, 29)).read(text.encode(), "o.yaml")


def test_keys_that_say_nothing_of_how_it_is_made_are_told_and_not_refused(pack: Pack) -> None:
    """A customer or a note in an order is no fault; that nobody read it stands with the order."""
    (order,) = _read(pack, "item: mug\nquantity: 80\nclient: Hotel Sonne\nnotes: [a, b]\n").orders

    assert set(order.given) == {"order.object", "order.quantity"}
    assert order.unread == ("client: Hotel Sonne", "notes: a", "notes: b")


def test_a_key_that_is_a_word_for_a_fact_says_that_fact(pack: Pack) -> None:
    """`customers`, `total` and `files` are words for facts, though a shop's columns of such names say nothing."""
    (order,) = _read(pack, "object: mug\ncustomers: Austria\ntotal: 900\nfiles: step\n").orders

    assert order.unread == ()
    assert set(order.said) == {"order.object", "order.customer_region", "order.total_cash", "order.documents"}


@pytest.mark.parametrize(
    ("key", "cure"),
    [
        ("production costing", "did you mean `unit_cost_ceiling`?"),
        ("quantty", "did you mean `quantity`?"),
        ("print", "leave it out; `advisor pack show --words` lists what facts may be called"),
    ],
)
def test_a_key_that_is_no_fact_has_a_cure(pack: Pack, key: str, cure: str) -> None:
    """The nearest name, else the fact that people call nearly so, else where the words are."""
    (fault,) = _read(pack, f"quantity: 80\n{key}: 9\n").faults

    assert fault.help == cure


def test_a_word_where_a_number_may_be_unknown_leaves_it_open(pack: Pack) -> None:
    """`black` says which colour and not how many; a word for the quantity is still refused."""
    (order,) = _read(pack, "object: mug\ncolour: black\n").orders
    refused = _read(pack, "object: mug\nquantity: black\n")

    assert [(one.text, one.how) for one in order.readings] == [("black", "unknown")]
    assert refused.refused == 1


@pytest.mark.parametrize(
    ("key", "same"),
    [
        ("hours_per_week: 10", "hours_per_week: 10 h"),
        ("hours_a_week: 10", "hours_per_week: 10 h"),
        ("width_cm: 40", "middle_side: 40 cm"),
        ("size_mm: 120x80x40", "longest_side: 120x80x40 mm"),
        ("deadline in weeks: 4", "deadline: 4 weeks"),
        ("deadline_days: 30", "deadline: 30 days"),
        ("budget_eur: 900", "total_cash: EUR 900"),
        ("width_cm: 40 mm", "middle_side: 40 mm"),
    ],
)
def test_a_key_may_say_the_unit_of_its_number(key: str, same: str, order_of: Callable[[str], Order]) -> None:
    """As the header of a column may; a number with its own unit keeps it."""
    told, expected = (order_of(f"quantity: 40\n{line}\n") for line in (key, same))
    assert told.given == expected.given


def test_a_key_that_names_a_way_of_making_is_heard(walk: Advisor) -> None:
    """What stands under it says how the thing is made; a denial says nothing."""
    (book,) = (
        walk.reader()
        .read(
            b"object: book\nquantity: 40\nbinding: sewn, lay-flat\nprinting: 4/4 offset\nembroidery: none\n",
            "order.yaml",
        )
        .orders
    )

    assert book.given["order.process"] == OneOf(("bookbinding",))
    assert book.given["order.colours"] == Numbers(4, 4)
    assert "order.finish" not in book.given
    assert book.unread == ("embroidery: none",)


def test_a_process_that_is_not_read_stays_open(order_of: Callable[[str], Order], walk: Advisor) -> None:
    """What is not read says nothing of the process: it is advised as though nothing were said, and not as whichever suits."""
    text = "object: blanket\nquantity: 40\nmaterial: wool\n"
    strange, bare = (walk.advise(order_of(one)) for one in (f"{text}process: wibbled\n", text))

    assert strange.winner is not None
    assert bare.winner is not None
    assert strange.winner.option.id == bare.winner.option.id
    assert [one.how for one in strange.order.readings] == ["unknown"]


@pytest.mark.parametrize(
    ("said", "process", "finish"),
    [
        ("sewn, screen printed", "cut_and_sew", "print"),
        ("screen printed & sewn", "cut_and_sew", "print"),
        ("sewn, screen printed, wibbled", "cut_and_sew", "print"),
        ("cut and stitched", "cut_and_sew", None),
        ("laser cut, bent and welded", "welding", None),
        ("thrown and turned", "throwing", None),
        ("offset printed and perfect bound", "bookbinding", None),
        ("CNC, laser cut", "laser_cutting | cnc_machining", None),
        ("sewn or screen printed", "cut_and_sew | textile_printing | decorating | hand_printing", None),
    ],
)
def test_steps_of_one_thing_are_all_done(
    said: str, process: str, finish: str | None, order_of: Callable[[str], Order]
) -> None:
    """The step that includes the others prices them in, a surface is the finish; what no step includes stays as several."""
    given = order_of(f"quantity: 40\nprocess: {said}\n").given
    meant, surface = given["order.process"], given.get("order.finish")

    assert isinstance(meant, OneOf)
    assert {*meant.values} == {*process.split(" | ")}
    assert surface == (OneOf((finish,)) if finish else None)


@pytest.mark.parametrize(
    "place",
    ["studio: Copenhagen", "customers: Denmark", "for: a restaurant in Copenhagen", "studio: {studio_region: denmark}"],
)
def test_a_name_of_several_currencies_is_that_of_a_place_said_anywhere(reader: OrderReader, place: str) -> None:
    """`75.000 kr` are Danish where a Danish place is said, in whatever key, and a slip of one word loses no file."""
    held = reader.read(f"object: stool\nquantity: 60\nbudget: 75.000 kr\n{place}\n".encode(), "o.yaml")

    assert not held.faults
    assert [one.text for one in held.orders[0].readings if one.path == "order.total_cash"] == ["75.000 DKK"]


@pytest.mark.parametrize(
    ("feast", "places", "days"),
    [
        ("Mother's Day", "studio: Manchester", 97),
        ("by mothers’ day 2027", "studio: Dublin", 97),
        ("Mother's Day", "studio: Berlin", 160),
        ("Mother's Day", "studio: Berlin\ncustomers: the United Kingdom", 97),
        ("Mother's Day", "ships to: Chicago\nstudio: Manchester", 160),
        ("Father's Day", "studio: Sydney", 279),
        ("Thanksgiving 2027", "customers: Canada", 315),
    ],
)
def test_a_feast_is_on_the_day_on_which_it_is_kept_where_the_customers_are(
    reader: OrderReader, feast: str, places: str, days: int
) -> None:
    """Mother's Day of a shop in Manchester is Mothering Sunday, in March; where no customers are told, the studio's place counts."""
    held = reader.read(f"object: mug\nas_of: 2026-11-30\ndeadline: {feast}\n{places}\n".encode(), "o.yaml")

    assert held.orders[0].given["order.deadline"] == Numbers(days, days)


@pytest.mark.parametrize(("place", "days"), [("Austin, TX", 90), ("Aarhus", 33)])
def test_a_day_of_either_order_is_read_as_where_the_order_is(reader: OrderReader, place: str, days: int) -> None:
    """`3/1/2027` begins with the month in the United States, and with the day in Denmark."""
    text = f"as_of: 2026-12-01\nobject: stool\nquantity: 60\nship to: {place}\ndeadline: 3/1/2027\n"
    held = reader.read(text.encode(), "o.yaml")

    assert held.orders[0].given["order.deadline"] == Numbers(days, days)


def test_a_length_without_a_unit_is_in_inches_where_the_others_are(reader: OrderReader) -> None:
    """`+/- .005` beside `3 x 2 in` is in inches, and a gauge is what sheets of that number are thick."""
    text = b"object: bracket\nquantity: 60\nsize: 3 x 2 in\ntolerance: +/- .005\nthickness: 16 ga\n"
    given = reader.read(text, "o.yaml").orders[0].given

    assert given["order.tolerance"] == Numbers(127_000, 127_000)
    assert given["order.shortest_side"] == Numbers(1_290_000, 1_588_000)


@pytest.mark.parametrize(
    ("amount", "told"),
    [("2500", "2500 DKK"), ("max 2500", "max 2500 DKK"), ("2000 - 2500", "2000 - 2500 DKK"), ("£30", "£30")],
)
def test_a_currency_said_for_a_file_is_that_of_every_thing_in_it(reader: OrderReader, amount: str, told: str) -> None:
    """An amount of one of several things is in the money of the file, whatever words stand about it, unless it names another."""
    items = f"items:\n  tables: {{quantity: 20, max price: {amount}}}\n  stools: {{quantity: 20, max price: 900}}\n"
    held = reader.read(f"currency: DKK\n{items}".encode(), "o.yaml")
    (read,) = (one for one in held.orders[0].readings if one.path == "order.unit_cost_ceiling")

    assert not held.faults
    assert read.text == told


@pytest.mark.parametrize("day", ["15 maj 2027", "15 maja 2027", "15. mai 2027", "15 mei 2027"])
def test_months_are_known_in_the_languages_around_the_pack(reader: OrderReader, day: str) -> None:
    """Danish, Swedish, Norwegian, Dutch and Polish months are read as German ones are."""
    held = reader.read(f"as_of: 2027-05-01\nobject: stool\nquantity: 60\ndelivery: {day}\n".encode(), "o.yaml")

    assert held.orders[0].given["order.deadline"] == Numbers(14, 14)


@pytest.mark.parametrize(
    ("colours", "many"),
    [
        ("navy and gold", 2), ("red, black + white", 3), ("Pantone 123 C and RAL 7016", 2), ("[black, dark red]", 2), ("black / 185 red", 2),
        ("weiß und gold", 2), ("black and white", 1), ("white", None), ("RAL 7016", None), ("red or blue", None), ("navy and wibble", None),
    ],
)  # fmt: skip
def test_colours_that_are_named_are_counted(reader: OrderReader, colours: str, many: int | None) -> None:
    """A list of names is as many; one name alone may be that of the thing, and what is no name counts nothing."""
    held = reader.read(f"quantity: 100\nobject: mug\ncolours: {colours}\n".encode(), "o.yaml")

    assert not held.faults
    assert held.orders[0].given.get("order.colours") == (None if many is None else Numbers(many, many))


def test_a_key_that_nobody_declared_is_told_where_the_order_is_clear(order_of: Callable[[str], Order]) -> None:
    """In the order or its studio; so is a second word for what is said, `handmade` beside `heritage`."""
    order = order_of("object: candle\nquantity: 40\nscent: fig\nheritage: core\nhandmade: yes\nstudio: {mood: calm}\n")

    assert order.unread == ("scent: fig", "handmade: yes", "mood: calm")


@pytest.mark.parametrize(
    ("block", "plain"),
    [
        ("size: {seat: 35 cm diameter, height: 46 cm}", "longest_side: 46 cm\nmiddle_side: 35 cm"),
        ("size: [30, 20, 5 cm]", "longest_side: 30 cm\nmiddle_side: 20 cm\nshortest_side: 5 cm"),
        ("height: 24 cm\ndiameter: 11 cm", "height: 24 cm\nshortest_side: 11 cm"),
        ("pages: [32, 48]", "pages: 32 or 48"),
    ],
)
def test_sides_may_be_a_block_and_alternatives_a_list(block: str, plain: str, order_of: Callable[[str], Order]) -> None:
    told, expected = (order_of(f"object: vase\nquantity: 40\n{one}\n") for one in (block, plain))
    assert sorted(told.given.items(), key=str) == sorted(expected.given.items(), key=str)


@pytest.mark.parametrize(
    ("block", "sides", "unread"),
    [
        ('{diameter: 32 cm, height: 26 cm, weight: "1,8 kg"}', (320, 260), ""),
        ('{length: 30 cm, width: 20 cm, height: 26 cm, wall: 5 mm, weight: "1,8 kg"}', (300, 260, 200), "wall: 5 mm"),
        ("{width: 30 cm, height: 20 cm, lid: loose}", (300, 200), "lid: loose"),
        ("{width: 30, height: 20, unit: cm}", (300, 200), ""),
    ],
)
def test_what_stands_among_sides_and_is_none_is_heard_by_its_own_name(
    block: str, sides: tuple[int, ...], unread: str, order_of: Callable[[str], Order]
) -> None:
    """A weight under `size` is the weight, and what says nothing is told; the sides are as many as there are."""
    told = order_of(f"object: vase\nmaterial: stoneware\nquantity: 40\nsize: {block}\n")
    found = [told.given.get(f"order.{name}") for name in ("longest_side", "middle_side", "shortest_side")]

    assert [one.high // 1_000_000 for one in found if isinstance(one, Numbers)] == list(sides)
    assert ("order.part_volume" in told.given) == ("weight" in block)
    assert unread in " ".join(told.unread)


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("max I can pay per piece: EUR 14", "unit_cost_ceiling"),
        ("most we can spend each: EUR 14", "unit_cost_ceiling"),
        ("budget for production: EUR 6000", "total_cash"),
        ("group buy price: EUR 60", "selling_price"),
        ("tools I have: [table saw, planer]", "owns"),
        ("machines we own: table saw", "owns"),
        ("my workshop: Portugal", "studio_region"),
        ("hours I have per week: 14", "hours_per_week"),
        ("time I have a week: 14 hours", "hours_per_week"),
    ],
)
def test_people_s_own_names_of_what_they_have_and_can_pay_are_heard(
    line: str, fact: str, order_of: Callable[[str], Order]
) -> None:
    """A key in whole words, `tools I have`, names the fact that its short form names."""
    told = order_of(f"object: mug\nquantity: 40\n{line}\n")

    assert f"order.{fact}" in told.given
    assert not told.unread


def test_what_is_known_beside_what_is_not_counts(order_of: Callable[[str], Order]) -> None:
    """A word of a set that nobody knows may be any other of it, one that is denied is none; a colour has a number."""
    documents = "drawings and BOM, no sample yet", "drawings, wibble"
    denied, strange = (order_of(f"quantity: 40\ndocuments: {one}\n").given["order.documents"] for one in documents)
    painted = order_of("quantity: 40\nfinish: powder coat RAL 3020 (traffic red)\nmaterial: slices of a birch branch\n")

    assert denied == Subset(("drawings", "bom"))
    assert isinstance(strange, Subset)
    assert strange.some == ("drawings",)
    assert "bom" in strange.maybe
    assert painted.given["order.finish"] == OneOf(("powder_coat",))
    assert painted.given["order.material"] == OneOf(("birch",))
    spun = order_of("quantity: 40\nmaterial: spun aluminium, powder coated\n").given
    assert spun["order.material"] == OneOf(("aluminium",))
    assert spun["order.process"] == OneOf(("metal_spinning",))


def test_a_question_is_no_answer(pack: Pack) -> None:
    """It says nothing of the fact, and is refused rather than taken for not knowing."""
    (fault,) = _read(pack, "quantity: 40\nlongest_side: what do you mean by that?\n").faults

    assert "got the question" in fault.message


def test_a_fact_is_not_said_under_two_names(cli: Run) -> None:
    done = cli("advise", "-", stdin="quantity: 40\nwidth_cm: 40\nmiddle_side: 40 cm\n")
    assert done.returncode == 3
    assert "`middle_side` is said twice" in done.stderr


def test_a_name_of_a_size_says_no_length_and_is_told(reader: OrderReader) -> None:
    """`125B` and what a thing holds leave its sides unknown and are told; a number without its unit is refused as before."""
    for text in ("125B", "M8", "EU 42", "king size", "11 oz"):
        (order,) = reader.read(f"quantity: 20\nobject: enclosure\nsize: {text}".encode(), "o.yaml").orders

        assert "order.longest_side" not in order.given, text
        assert ("order.longest_side", text.removesuffix(" size"), "unknown") in {
            (one.path, one.text.removesuffix(" size"), one.how) for one in order.readings
        }
    for text in ("4.5", "H 20", "12 cmm"):
        held = reader.read(f"quantity: 20\nobject: enclosure\nsize: {text}".encode(), "o.yaml")

        assert "expected a length" in told(held), text


def test_keys_that_people_call_facts_are_read_or_passed_over(reader: OrderReader) -> None:
    """`wall` is a thickness; `personalised` is passed over and told."""
    (order,) = reader.read(b"quantity: 20\nobject: bracket\nwall: 0.5 mm\npersonalised: yes", "o.yaml").orders

    assert order.given["order.shortest_side"] == Numbers(500_000, 500_000)
    assert order.unread == ("personalised: yes",)


def test_round_said_of_a_flat_thing_is_its_outline(reader: OrderReader) -> None:
    """A round patch is flat, a round bowl is turned."""
    text = (
        b"- {quantity: 20, object: patch, form: round}\n- {quantity: 20, object: bowl, material: oak, form: cylinder}"
    )
    patch, bowl = reader.read(text, "o.yaml").orders

    assert patch.given["order.form"] == OneOf(("flat",))
    assert bowl.given["order.form"] == OneOf(("round",))


def test_no_slip_is_looked_for_where_all_is_known(walk: Advisor) -> None:
    """To hold a word against all words of a fact takes a hundred times what reading an order does."""
    import sys

    called: set[str] = set()
    text = b"quantity: 120\ndeadline: 4 weeks\nmaterial: plastic\nheritage: none\n"
    walk.reader().read(text, "o.yaml")
    before = sys.getprofile()
    sys.setprofile(lambda frame, event, _: called.add(frame.f_code.co_name) if event == "call" else None)
    try:
        held = walk.reader().read(text, "o.yaml")
    finally:
        sys.setprofile(before)

    assert len(held.orders) == 1
    assert "possible" in called
    assert not {"slip", "get_close_matches"} & called


def test_what_is_denied_ends_where_something_else_is_said(walk: Advisor) -> None:
    """Whoever wants nothing from China and a thing made in Europe wants it made there."""
    text = "object: bag\nquantity: 150\norigin: not from China please, made in Europe\n"
    (order,) = walk.reader().read(text.encode(), "o.yaml").orders

    assert order.given["order.made_in_claim"] == OneOf(("eu",))


def test_a_day_is_none_of_a_fact_by_its_own_name(walk: Advisor) -> None:
    """A column holds what its header says: rows of a table and pieces of one refuse the same."""
    held = walk.reader().read(b"quantity: 12\nas_of: 2026-12-01\nheritage: 31.12.2026\n", "o.yaml")

    assert len(held.faults) == 1


@pytest.mark.parametrize(
    ("text", "many", "rest"),
    [
        ("300 (pilot), thereafter 2,000 per annum", 300, "thereafter 2,000 per annum"),
        ("400 now, 2000 next year", 400, "2000 next year"),
        ("90 (plus 10 spare)", 90, "plus 10 spare"),
        ("1000 (500 if we barely fund, 2000 if it flies)", 1000, "500 if we barely fund, 2000 if it flies"),
        ("500 for a start; 5000 p.a. after", 500, "5000 p.a. after"),
        ("300 (pilot)", 300, None),
        ("100 + 10 spare", 110, None),
        ("50 S, 80 M", 130, None),
        ("2x75", 150, None),
        ("3x50 units", 150, None),
    ],
)
def test_the_first_of_several_numbers_is_the_order_and_what_follows_is_told(
    walk: Advisor, text: str, many: int, rest: str | None
) -> None:
    """What is wanted at another time, or in another case, is no part of how many are ordered, and is not passed over."""
    order = walk.reader().read(f"object: mug\nquantity: {text}\n".encode(), "o.yaml").orders[0]

    assert order.given["order.quantity"] == Numbers(many, many)
    assert order.unread == (() if rest is None else (f"quantity: {rest}",))


def test_what_comes_again_says_how_often(walk: Advisor) -> None:
    """So many now and as many in a time is how often it is ordered again; so many of each of some kinds is not told apart."""
    order = walk.reader().read(b"object: mug\nquantity: 60 to start, then 60 a month\n", "o.yaml").orders[0]
    each = walk.reader().read(b"object: mug\nquantity: 50 of each (3 colours)\n", "o.yaml")

    assert order.given["order.repeats_per_year"] == Numbers(12, 12)
    assert not order.unread
    assert each.faults


def test_a_word_for_a_size_may_say_what_is_ordered(order_of: Callable[[str], Order]) -> None:
    """`format: magazine` beside a title is what is ordered, and its size is what says one."""
    told = order_of("title: Understory, issue 4\nformat: magazine\nrun: 900 copies\ntrim: 170 x 240 mm\n")
    sized = order_of("object: magazine\nformat: A5\nquantity: 900\n")

    assert told.given["order.object"] == sized.given["order.object"]
    assert "order.longest_side" in told.given
    assert "order.longest_side" in sized.given
