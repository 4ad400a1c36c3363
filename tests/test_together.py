"""What a key says with its value: of an order file whose keys are nobody's but its writer's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from advisor.advice import Advisor
from advisor.ir import UNLIMITED, Numbers, OneOf, Subset
from advisor.order import OrderFile
from advisor.trace import Order

Read = Callable[[str], OrderFile]


@pytest.fixture(scope="module")
def read(walk: Advisor) -> Read:
    """Read some lines beside 40 mugs."""
    reader = walk.reader(date(2026, 11, 30))
    return lambda lines: reader.read(f"object: mug\nquantity: 40\n{lines}\n".encode(), "o.yaml")


@pytest.mark.parametrize(
    ("line", "fact", "value"),
    [
        ("price i sell at: 24", "selling_price", Numbers(2400, 2400)),
        ("budget/mug: 3.80", "unit_cost_ceiling", Numbers(380, 380)),
        ("cost per cup: < 25 EUR", "unit_cost_ceiling", Numbers(2500, 2500)),
        ("budget: 5 per cup", "unit_cost_ceiling", Numbers(500, 500)),
        ("budget: 0.22 each", "unit_cost_ceiling", Numbers(22, 22)),
        ("price: 30 tops", "unit_cost_ceiling", Numbers(3000, 3000)),
        ("Preis: max. 14 EUR pro Stück", "unit_cost_ceiling", Numbers(1400, 1400)),
        ("price: 30", "selling_price", Numbers(3000, 3000)),
        ("licence: museum takes 8% royalty", "royalty_collection", OneOf((True,))),
        ("livraison avant: fin juin 2027", "deadline", Numbers(203, 212)),
        ("Holz: Eiche geölt", "material", OneOf(("oak",))),
        ("title: anything\nname: Anna", "object", OneOf(("mug",))),
        ("studio: Florence", "studio_region", OneOf(("italy",))),
        ("budget: 9 euros each", "unit_cost_ceiling", Numbers(900, 900)),
        ("budget: max 14 EUR per copy", "unit_cost_ceiling", Numbers(1400, 1400)),
        ("budget: 3.20 per medal incl. ribbon", "unit_cost_ceiling", Numbers(320, 320)),
        ("budget: 25 to 35 € per box", "unit_cost_ceiling", Numbers(2500, 3500)),
        ("budget: 80 euro per stuk", "unit_cost_ceiling", Numbers(8000, 8000)),
        ("budget: 20 € l'uno", "unit_cost_ceiling", Numbers(2000, 2000)),
        ("budget: 4-500 euros", "total_cash", Numbers(40000, 50000)),
        ("wholesale: 4.50 a mug\nrrp: 9", "selling_price", Numbers(450, 900)),
        ("delivery: Netherlands\ndeadline: 4 weeks", "customer_region", OneOf(("netherlands",))),
        ("shipping: Spain", "customer_region", OneOf(("spain",))),
        ("laser: we have a 40W laser", "owns", Subset(("laser_cutter",))),
        ("repeat: yes, twice a year", "repeats_per_year", Numbers(2, 2)),
        ("Glasur: innen weiß, außen roh", "finish", OneOf(("glaze",))),
        ("paper: 600 gsm cotton", "material", OneOf(("cotton_paper",))),
        ("material: brass, gold plated (1 micron)", "material", OneOf(("brass",))),
        ("material: brass, gold plated", "finish", OneOf(("plating",))),
        ("size: 8x10", "longest_side", Numbers(100_000_000, 100_000_000)),
        ("mug size: 9 cm", "longest_side", Numbers(90_000_000, 90_000_000)),
        ("heritage piece: core", "heritage", OneOf(("core",))),
        ("sale price each: 24 EUR", "selling_price", Numbers(2400, 2400)),
        ("Höchstpreis pro Stück: 28 €", "unit_cost_ceiling", Numbers(2800, 2800)),
        ("cost no higher than: 7 € a piece", "unit_cost_ceiling", Numbers(700, 700)),
        ("cost per mug: must not be over 14 euros", "unit_cost_ceiling", Numbers(1400, 1400)),
        ("race day: 2027-05-09", "deadline", Numbers(160, 160)),
        ("fecha límite: 10 de mayo de 2027", "deadline", Numbers(161, 161)),
        ("date can move: no", "deadline_is_hard", OneOf((True,))),
        ("date can move: yes", "deadline_is_hard", OneOf((False,))),
        ("is that date hard: yes, the opening is announced", "deadline_is_hard", OneOf((True,))),
        ("own_stock: all items and boxes are ours", "blanks_supplied", OneOf((True,))),
        ("own_stock: paper", "blanks_supplied", OneOf((True,))),
        ("client supplies mugs: yes", "blanks_supplied", OneOf((True,))),
        ("where: hotel in Lisbon", "customer_region", OneOf(("portugal",))),
        ("where we are: bakery in Lisbon", "studio_region", OneOf(("portugal",))),
        ("finish: none\nprint: 2 colours", "finish", OneOf(("print",))),
        ("print: 4/4", "colours", Numbers(4, 4)),
        ("colours: 4 on the front, 1 on the back", "colours", Numbers(4, 4)),
        ("mug colour: navy\nprint: one colour front", "colours", Numbers(1, 1)),
        ("Druck: digital, both sides", "process", OneOf(("digital_printing",))),
        ("process: laser cut, then anodised black", "finish", OneOf(("anodising",))),
        ("yarn: 50% wool", "material", OneOf(("wool",))),
        ("leather: veg tan", "material", OneOf(("vegetable_tanned_leather",))),
        ("wood: oak", "material", OneOf(("oak",))),
        ("material: oak (we bring it)", "material", OneOf(("oak",))),
        ("material: 80/20 cotton polyester", "material", OneOf(("cotton", "polyester"))),
        ("price: {sells for: 24 EUR, unit cost max: 9 EUR}", "unit_cost_ceiling", Numbers(900, 900)),
        ("size: {diameter: 72, unit: mm}", "longest_side", Numbers(72_000_000, 72_000_000)),
        ("wall thickness: 2 mm\nsize: 9 x 8 x 7 cm", "shortest_side", Numbers(70_000_000, 70_000_000)),
    ],
)
def test_a_key_and_its_value_say_one_thing_together(line: str, fact: str, value: object, read: Read) -> None:
    """Where no fact is called so, or it cannot be that; what is said is told."""
    (order,) = read(line).orders

    assert order.given[f"order.{fact}"] == value


@pytest.mark.parametrize(
    "line",
    [
        "drying time: 3 days",
        "cost of packaging: 2 EUR each",
        "cards per deck: 55",
        "handle: bamboo",
        "spare parts: none",
        "phone: 0123456",
        "pattern: wooden master exists",
        "filling: recycled polyester",
        "stitching: by hand, waxed thread",
        "capacity: 350 ml",
        "volume: 350 ml",
    ],
)
def test_what_is_not_all_understood_or_of_another_thing_is_told_and_not_taken(line: str, read: Read) -> None:
    """A word that nobody reads may make it something else."""
    (order,) = read(line).orders

    assert order.given.keys() == {"order.object", "order.quantity"}
    assert order.unread == (line,)


def test_a_name_that_is_a_word_for_a_choice_says_that(read: Read) -> None:
    """`papier: 350 g` is paper of some kind; what stands there counts where it says more."""
    bare, better = (read(line).orders[0].given["order.material"] for line in ("papier: 350 g", "wood: oak"))

    assert isinstance(bare, OneOf)
    assert "card" in bare.values
    assert better == OneOf(("oak",))


def test_a_denial_that_may_be_0_or_no_limit_is_refused_with_both(read: Read) -> None:
    """The pack's own name has the pack's meaning; of what has no sense at 0, or says `max`, no limit is meant."""
    (fault,) = read("own capacity: none").faults
    limits = [read(line).orders[0].given for line in ("own_capacity_per_week: none", "own capacity: unlimited")]

    assert fault.help == "write 0 for nothing at all, or `no limit`"
    assert [one["order.own_capacity_per_week"] for one in limits] == [Numbers(UNLIMITED, UNLIMITED)] * 2
    assert not read("max price: none").faults
    assert read("own capacity: 0").orders[0].given["order.own_capacity_per_week"] == Numbers(0, 0)


def test_words_without_a_number_leave_it_open_but_a_day_that_is_not_settled_is_asked_for(read: Read) -> None:
    """Told as not understood; what is read as two days, or is one word, is refused as ever."""
    (order,) = read("tolerance: as good as you can").orders

    assert [one.how for one in order.readings] == ["unknown"]
    assert [read(f"deadline: {text}").refused for text in ("next friday", "gestern", "4 wobbles")] == [1, 1, 1]


def test_a_second_word_for_what_is_said_counts_as_what_else_it_may_be(read: Read) -> None:
    """`livraison: Bruxelles` beside `délai` is a place; two times are still said twice."""
    (order,) = read("délai: 10 jours\nlivraison: Bruxelles").orders

    assert order.given["order.customer_region"] == OneOf(("belgium",))
    assert read("délai: 10 jours\nlivraison: 20 jours").refused == 1


def test_a_likeness_to_a_name_is_a_slip_where_the_value_may_be_its(read: Read) -> None:
    """`speed: 12 a week` is no `spend`; `materail: oak` is refused with its cure."""
    (fault,) = read("materail: oak").faults

    assert "material" in fault.help
    assert read("speed: fast").orders[0].unread == ("speed: fast",)


def test_a_title_is_what_is_ordered_where_nothing_else_says_that(walk: Advisor) -> None:
    """In an order as in a table."""
    (order,) = walk.reader().read(b"title: Poster A2\ncopies: 200\n", "o.yaml").orders

    assert order.given["order.object"] == OneOf(("poster",))


@pytest.mark.parametrize(
    ("lines", "quantity", "object"),
    [
        ("make: wedding menus\ncopies: 95", 95, "wedding_menu"),
        ("order: 150 screen printed posters, 50 x 70 cm\nbudget: 600", 150, "poster"),
        ("we want: 12 oak benches\nlong: 1.8 m", 12, "bench"),
        ("Number Of Puzzles: 350\nitem: jigsaw puzzle", 350, "puzzle"),
        ("customer: The Candle Company\njob: steel bike racks\nunits: 6", 6, "bicycle_rack"),
        ("order:\n  item: oak bowls\n  pieces: 24\nprice:\n  sells for: 85 EUR", 24, "bowl"),
        ("- item: scarf\n- quantity: 700\n- height: 25 cm", 700, "scarf"),
        ("item: hoodie\nlimited edition: yes, 8 plus 2 artist proofs", 10, "hoodie"),
        ("item: mug\nquantity: 150 first, then 150 a quarter", 150, "mug"),
    ],
)
def test_an_order_begins_with_what_it_is_and_may_stand_in_groups(
    lines: str, quantity: int, object: str, walk: Advisor
) -> None:
    """Whatever the key is called; how many may stand in the same words."""
    (order,) = walk.reader(date(2026, 11, 30)).read(f"{lines}\n".encode(), "o.yaml").orders

    assert order.given["order.quantity"] == Numbers(quantity, quantity)
    assert order.given["order.object"] == OneOf((object,))


def test_a_key_behind_the_first_is_not_what_is_ordered(walk: Advisor) -> None:
    """`packed in: gift box` says of no order what it is: it is refused as ever."""
    found = walk.reader().read(b"quantity: 40\npacked in: gift box\n", "o.yaml")

    assert found.refused == 1


def test_what_goes_with_the_thing_and_words_for_a_number_are_told(read: Read) -> None:
    """The glass of a candle is not its form, and `own, silicone, made 2022` no number of moulds."""
    (order,) = read(
        "container: clear glass, 220 ml\nmould: own, silicone, made 2022\nwall thickness: 2 mm\nsize: 9 x 8 x 7 cm"
    ).orders

    assert order.unread == (
        "container: clear glass, 220 ml", "mould: own, silicone, made 2022", "notes: wall thickness: 2 mm"
    )  # fmt: skip
    assert not {"order.form", "order.moulds_owned"} & set(order.given)


def test_what_is_left_out_of_brackets_is_told(read: Read) -> None:
    """Of `oak (we bring it)` that they bring it is passed over, and said so."""
    (order,) = read("material: oak (we bring it)").orders

    assert ("we bring it", "unknown") in {(one.text, one.how) for one in order.readings}


def test_a_weight_is_of_the_material_that_the_thing_says(walk: Advisor) -> None:
    """In an order and in a table, where no key says the material."""
    (order,) = walk.reader().read(b"object: concrete bookend\nquantity: 45\nweight: 1.4kg each\n", "o.yaml").orders

    assert order.given["order.part_volume"] != walk.pack.facts["part_volume"].domain


@pytest.mark.parametrize(
    ("header", "fact"),
    [
        ("Price / copy", "unit_cost_ceiling"),
        ("budget per deck", "unit_cost_ceiling"),
        ("Unit price (max.)", "unit_cost_ceiling"),
        ("Budget max", "total_cash"),
        ("price", "selling_price"),
        ("price / kg", ""),
    ],
)
def test_a_header_says_a_limit_or_an_amount_for_one_whatever_the_thing_is(
    header: str, fact: str, walk: Advisor
) -> None:
    """Of a table as of an order; a measure is no thing."""
    found = walk.reader().names.target(header)

    assert (found.name if found else "") == fact


@pytest.mark.parametrize(
    ("lines", "quantity"),
    [
        ("object: place card\nguests: 120", 120),
        ("object: deck of playing cards\ndecks: 1000\ncards per deck: 56", 1000),
        ("object: art print\nedition: 50", 50),
        ("object: art print\nedition: 50, signed and numbered", 50),
        ("object: t-shirt\nsizes: S 20, M 40, L 40, XL 20", 120),
        ("object: t-shirt\nquantity: S:20 M:40 L:40", 100),
        ("object: t-shirt\nquantity: 30\nsizes: S 10, M 20", 30),
        ("object: tile\nquantity: 500 + 10% spare", 550),
        ("object: greeting card\ndesigns: 6\nquantity: 100 of each design", 600),
        ("object: mug\nquantity: 100 per colour\ncolours: 3", 300),
        ("object: mug\nquantity: 4-500", 400),
        ("object: mug\nquantity: 1-200", 1),
        ("part: L-bracket, 2 mm mild steel\nquantity: 40", 40),
    ],
)
def test_how_many_is_said_under_any_key(lines: str, quantity: int, walk: Advisor) -> None:
    """By those for whom there is one each, by what is ordered, by sizes, kinds and spares; and it is told."""
    (order,) = walk.reader(date(2026, 11, 30)).read(lines.encode(), "o.yaml").orders
    count = order.given["order.quantity"]

    assert isinstance(count, Numbers)
    assert count.low == quantity
    assert f"quantity: {quantity}" in lines or quantity == 1 or any(one.value == count for one in order.readings)


def test_so_many_a_month_come_again(walk: Advisor) -> None:
    """A number in a time of a week or more says how many and how often; in a day it is asked how many in all."""
    reader = walk.reader(date(2026, 11, 30))
    (order,) = reader.read(b"object: mug\nquantity: 12 per month", "o.yaml").orders

    assert (order.given["order.quantity"], order.given["order.repeats_per_year"]) == (Numbers(12, 12),) * 2
    assert {one.path for one in order.readings} == {"order.quantity", "order.repeats_per_year"}
    assert "so many in a time" in str(reader.read(b"object: mug\nquantity: 10 per day", "o.yaml").faults[0])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("object: book\nquantity: 48 leaves", "how many leaves one book may have"),
        ("object: mug\nquantity: 40\ntotal_cash: 9 euros each", "total_cash"),
        ("object: Shade\nquantity: 40", "did you mean `lampshade`?"),
    ],
)
def test_what_is_not_the_orders_is_asked_back(lines: str, told: str, walk: Advisor) -> None:
    """How many parts one has, an amount of one under the name of the whole, a word that is the end of another."""
    held = walk.reader(date(2026, 11, 30)).read(lines.encode(), "o.yaml")

    assert not held.orders
    assert told in "\n".join(map(str, held.faults))


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("colour: RAL 7035 light grey", "colours"),
        ("tolerances: ISO 2768-m", "tolerance"),
        ("material: 310 gsm black core", "material"),
        ("made by: yes", "process"),
    ],
)
def test_a_name_or_a_grade_leaves_a_fact_open(line: str, fact: str, read: Read) -> None:
    """What says which, and not how many or what of the choices, is told and refuses nothing."""
    (order,) = read(line).orders

    assert f"order.{fact}" not in order.given
    assert [one.how for one in order.readings] == ["unknown"]


@pytest.mark.parametrize(
    ("lines", "fact"),
    [
        ("object: soap\nquantity: 40\nvolume: 100 ml", "part_volume"),
        ("object: mug\nquantity: 40\nvolume: 90 cm3", "part_volume"),
        ("size: 50x70\nobject: poster\nquantity: 50", "longest_side"),
        ("object: Visitenkarten\nquantity: 50", "object"),
    ],
)
def test_a_measure_goes_by_the_thing_that_is_ordered(lines: str, fact: str, walk: Advisor) -> None:
    """Wherever it is said what that is: nothing goes into soap, and no poster is 70 mm long."""
    (order,) = walk.reader(date(2026, 11, 30)).read(lines.encode(), "o.yaml").orders

    assert f"order.{fact}" in order.given


@pytest.mark.parametrize(
    ("lines", "fact"),
    [("budget: 4-5 euros", "unit_cost_ceiling"), ("total_cash: 5", "total_cash"), ("budget: 60", "total_cash")],
)
def test_next_to_nothing_for_each_is_the_amount_of_one(lines: str, fact: str, walk: Advisor) -> None:
    """Under a word of people's; the pack's own name says what it says."""
    (order,) = (
        walk.reader(date(2026, 11, 30)).read(f"object: card deck\nquantity: 1000\n{lines}".encode(), "o.yaml").orders
    )

    assert {"total_cash", "unit_cost_ceiling"} & {path.removeprefix("order.") for path in order.given} == {fact}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("files: {sketch: half}", "files: sketch half"),
        ("repeat order: likely", "repeat order: likely"),
        ("capacity: 1 pint", "capacity: 1 pint"),
    ],
)
def test_what_cannot_be_read_under_peoples_own_names_is_told_in_a_clear_order(
    order_of: Callable[[str], Order], said: str, left: str
) -> None:
    """It refuses no order that says what and how many, where it is no amount; under the pack's own name it does."""
    assert order_of(f"quantity: 24\nobject: tankard\n{said}\n").unread == (left,)


ABROAD: list[tuple[str, dict[str, object]]] = [
    (
        ("référence: 12\nobjet: bougeoirs\nquantité: 80\nmatière: laiton\nprocédé: fonte au sable puis polissage\nfinition: poli miroir\n"
        "livraison souhaitée: 15 novembre 2027\ncoût maximum: 45 €\nprix public: 120 €\nremarques: rien"),
        {"object": "candle_holder", "quantity": 80, "material": "brass", "process": "sand_casting", "finish": "polish", "unit_cost_ceiling": 4500,
         "selling_price": 12000},
    ),
    (
        "objet: cuillère à miel\nnombre: 500\nbois: olivier\nmatiere premiere: olivier\nfinition: huile alimentaire\nprix de revient: 4 €\nenveloppe globale: 3000 €",
        {"object": "cooking_spoon", "quantity": 500, "material": "olive_wood", "finish": "oil", "unit_cost_ceiling": 400, "total_cash": 300000},
    ),
    (
        ("objeto: cuencos\ncantidad: 150\nmaterial: barro rojo\nproceso: torno de alfarero\nacabado: esmalte transparente\npara cuando: 1 de abril de 2027\n"
        "precio máximo: 14 €\ncontacto: Lucía"),
        {"object": "bowl", "quantity": 150, "material": "earthenware", "process": "throwing", "finish": "glaze", "deadline": 122,
         "unit_cost_ceiling": 1400},
    ),
    (
        ("encargo: 7\nobjeto: taburetes\ncuantos: 70\nmateriales: fresno macizo\nproceso de fabricación: torneado\nacabado: aceite\naltura: 45 cm\n"
        "coste de producción: 75 €\nPVP: 160 €\npresupuesto de utillaje: 500 €"),
        {"object": "stool", "quantity": 70, "material": "ash", "process": "turning", "finish": "oil", "unit_cost_ceiling": 7500,
         "selling_price": 16000, "cash_for_tooling": 50000},
    ),
    (
        ("oggetto: diffusore per lampada\nquantità: 45\nmateriale: vetro\nlavorazione: soffiato a bocca\nconsegna entro: 28 febbraio 2028\n"
        "costo al pezzo: 110 euro\nprezzo al pubblico: 390 euro\nreferente: Anna"),
        {"object": "lampshade", "quantity": 45, "process": ("glass_blowing", "mould_blowing"), "unit_cost_ceiling": 11000, "selling_price": 39000},
    ),
    (
        "oggetto: segnalibri\nnumero di pezzi: 300\nmateriale: ottone 0,3 mm\nlavorazione: fotoincisione\nfinitura: satinata\nspesa totale: 900 euro",
        {"object": "bookmark", "quantity": 300, "material": "brass", "process": "etching", "finish": "brushed", "total_cash": 90000},
    ),
    (
        ("opdracht: Delft\nvoorwerp: legpuzzels\naantal stuks: 400\nmateriaal: berken multiplex\ntechniek: lasersnijden\nklaar op: 15 oktober 2027\n"
        "verkoopprijs: € 34,95\nkostprijs: € 11\nverpakking: doos"),
        {"object": "puzzle", "quantity": 400, "material": "plywood", "process": "laser_cutting", "unit_cost_ceiling": 1100, "selling_price": 3495},
    ),
    (
        "voorwerp: hanglampen\nhoeveel: 30\nmateriaal: koper\nbewerking: forceren\nafwerking: geborsteld\ninkoopprijs: 80 euro\ntotaalbudget: 2000 euro",
        {"object": "pendant_lamp", "quantity": 30, "material": "copper", "process": "metal_spinning", "finish": "brushed", "unit_cost_ceiling": 8000,
         "total_cash": 200000},
    ),
    (
        ("Auftrag: 12\nGegenstand: Türknäufe\nStückzahl: 64\nMaterial: Messing massiv\nBearbeitung: CNC-Fräse\nOberfläche: gebürstet\nPreisgrenze: 70 €\n"
        "Hinweis: Muster vorab"),
        {"object": "knob", "quantity": 64, "material": "brass", "process": "cnc_machining", "finish": "brushed", "unit_cost_ceiling": 7000},
    ),
    (
        "Produkt: Seidentücher\nGesamtmenge: 160\nMaterial: Seide\nMachart: Digitaldruck\nLadenpreis: 89 €\nEinkauf: maximal 34 €\nAbgabe: 1.11.2027",
        {"object": "scarf", "quantity": 160, "material": "silk", "process": "digital_printing", "unit_cost_ceiling": 3400, "selling_price": 8900},
    ),
    (
        "object: mugs\nn: 40\neverything due: 14 May 2027\npurchasing price: up to 5.20 EUR\nour ref: 12\nmanager: Jo",
        {"object": "mug", "quantity": 40, "deadline": 165, "unit_cost_ceiling": 520},
    ),
    (
        "object: mugs\nquantity: 40\ninstall: 14 May 2027\nmake cost: 24 EUR",
        {"object": "mug", "quantity": 40, "deadline": 165, "unit_cost_ceiling": 2400},
    ),
    (
        "object: mugs\nquantity: 40\nby: 14 May 2027\nour cost must stay under: 9 EUR",
        {"object": "mug", "quantity": 40, "deadline": 165, "unit_cost_ceiling": 900},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "said"), ABROAD, ids=lambda one: one.split("\n")[0] if isinstance(one, str) else "")
def test_an_order_is_read_in_each_language_of_the_makers(lines: str, said: dict[str, object], walk: Advisor) -> None:
    """Keys and values of one language in one file are read wholly, and what says nothing of the thing is passed over."""
    found = walk.reader(date(2026, 11, 30)).read(f"{lines}\n".encode(), "o.yaml")

    assert not found.faults
    given = found.orders[0].given
    for fact, value in said.items():
        choices = (value,) if isinstance(value, str) else value
        wanted = OneOf(choices) if isinstance(choices, tuple) else Numbers(int(str(value)), int(str(value)))
        assert given[f"order.{fact}"] == wanted


def test_a_comma_between_digits_is_no_comma_of_a_list(read: Read) -> None:
    """`brass 0,3 mm` is one material, as thick as it says."""
    given = read("material: brass 0,3 mm").orders[0].given

    assert given["order.material"] == OneOf(("brass",))


@pytest.mark.parametrize(
    ("line", "owned"),
    [
        ("my kit: wheel, 60 litre kiln", ("kiln", "wheel")),
        ("kit: 3D printer", ("printer",)),
        ("gear: laser cutter and a bandsaw", ("bandsaw", "laser_cutter")),
        ("kit: none", ()),
    ],
)
def test_a_kit_of_machines_is_what_one_owns(read: Read, line: str, owned: tuple[str, ...]) -> None:
    """A key for what one works with says the machines that its value names, and no way of making."""
    given = read(line).orders[0].given

    assert isinstance(given["order.owns"], Subset)
    assert sorted(given["order.owns"].some) == sorted(owned)
    assert "order.process" not in given


@pytest.mark.parametrize("line", ["kit: 3 parts in a bag", "my kit: whatever I could find"])
def test_a_kit_of_no_machines_is_told_as_unread(read: Read, line: str) -> None:
    """A key alone bends nothing to a way of making: what it says is told."""
    order = read(line).orders[0]

    assert "order.process" not in order.given
    assert "order.owns" not in order.given
    assert order.unread == (line,)


@pytest.mark.parametrize(
    "line",
    [
        "retail price: EUR 65 incl. VAT",
        "retail price: EUR 65 incl. 21% BTW",
        "selling price: 65 EUR inkl. 19 % MwSt",
        "price: 65 EUR (ex VAT)",
        "rrp: 65 incl VAT",
        "retail price: EUR 65 each",
        "selling price: 65 EUR incl. VAT per piece",
        "retail price: EUR 65 for the pair",
    ],
)
def test_a_price_with_its_tax_is_a_price_and_never_all_the_money(read: Read, line: str) -> None:
    """What is said of tax, or of more than one piece, makes no budget of a price."""
    given = read(line).orders[0].given

    assert given["order.selling_price"] == Numbers(6500, 6500)
    assert given.keys().isdisjoint({"order.total_cash", "order.unit_cost_ceiling"})


@pytest.mark.parametrize(
    ("line", "used", "kept"),
    [
        ("Compliance: CE, RoHS, REACH", None, "notes: Compliance: CE, RoHS, REACH"),
        (
            "Compliance: CE; WEEE marking moulded in & UL94 V-0",
            None,
            "notes: Compliance: CE, WEEE marking moulded in, UL94 V-0",
        ),
        ("used_for: [CE, food]", ("food",), "notes: special use: CE"),
        ("compliance: EN71, CE", ("toy",), "notes: compliance: CE"),
        ("certification: UL94", None, "notes: certification: UL94"),
        ("regulatory: FDA", None, "notes: regulatory: FDA"),
    ],
)
def test_marks_and_standards_are_known_and_kept(read: Read, line: str, used: tuple[str, ...] | None, kept: str) -> None:
    """What a thing has to meet is no use of it that nobody knows: it is kept in the order's own words, and says a use only where that is known."""
    order = read(line).orders[0]

    assert order.unread == (kept,)
    assert order.given.get("order.used_for") == (Subset(used) if used else None)
    assert not [one for one in order.readings if one.how == "other"]


def test_nobodys_reach_is_a_standard(read: Read) -> None:
    """A word of everyday that looks like a mark is told as one that is not known."""
    order = read("compliance: must reach the shelf").orders[0]

    assert [one.how for one in order.readings] == ["other"]
    assert not order.unread


@pytest.mark.parametrize(
    ("line", "volume", "kept"),
    [
        ("weight: 14 momme", False, ("notes: weight: 14 momme",)),
        ("weight: 90 gsm", False, ("notes: weight: 90 gsm",)),
        ("Gewicht: 300 g/m²", False, ("notes: Gewicht: 300 g/m²",)),
        ("weight: 90 gsm paper", False, ("notes: weight: 90 gsm paper",)),
        ("weight: 180 gsm cotton, 120 g", True, ("notes: weight: 180 gsm cotton",)),
        ("weight: 120 g (180 gsm)", True, ("notes: weight: 180 gsm",)),
        ("weight: 16 mm", False, ("weight: 16 mm",)),
        ("fabric weight: 180 gsm", False, ("notes: fabric weight: 180 gsm",)),
    ],
)
def test_what_a_trade_weighs_its_sheets_in_is_no_weight_of_a_piece(
    read: Read, line: str, volume: bool, kept: tuple[str, ...]
) -> None:
    """A grammage under the key of a weight is kept in the order's own words, and refuses no order; a weight beside it is one."""
    order = read(f"material: cotton\n{line}").orders[0]

    assert ("order.part_volume" in order.given) is volume
    assert order.unread == kept


def test_a_thickness_beside_the_sides_is_the_wall(walk: Advisor) -> None:
    """One length more than the sides of a thing is its wall: known, kept for who makes it, and no side."""
    text = b"quantity: 30\nobject: enclosure\nDimensions: 80 x 80 x 25 mm\nWall thickness: 2 mm\n"
    (order,) = walk.reader().read(text, "o.yaml").orders

    assert order.unread == ("notes: Wall thickness: 2 mm",)
    assert order.given["order.shortest_side"] == Numbers(25_000_000, 25_000_000)


def test_what_is_in_a_thing_is_told_each(read: Read) -> None:
    """Contents that stand in a block are told with what each says, and not by the name of their key alone."""
    (order,) = read("contents:\n  cards: 110\n  board: folded, 50 x 50 cm").orders

    assert order.unread == ("contents: cards 110, board folded, 50 x 50 cm",)


def test_the_same_said_twice_in_other_words_is_said_once(read: Read) -> None:
    """`quantity` and `print run` of one number are one; of two the order is refused."""
    assert not read("print run: 40").faults
    assert "said twice" in str(read("print run: 50").faults[0])
