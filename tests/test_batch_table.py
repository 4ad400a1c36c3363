"""Tables as shops and spreadsheets write them: found out once a file, refused where they could mean two things."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.batch.entry import Entry
from advisor.batch.files_reader import FilesReader
from advisor.batch.mapping import TableMap, read_map
from advisor.batch.notation import in_pack_language, kind
from advisor.batch.table import TableOptions
from advisor.errors import FaultsError
from advisor.from_words import thing_described
from advisor.ir import UNLIMITED, Numbers, OneOf, Pack, Subset
from advisor.order import OrderReader
from advisor.value.day import QuantityError
from advisor.value.number import parse_date

MAP = """
columns: {Auftrag: id, Stückzahl: quantity, Termin: deadline, Budget: cash_for_tooling, Handarbeit: heritage, Fest: deadline_is_hard}
units: {cash_for_tooling: EUR, deadline: days}
values: {heritage: {ja: core, nein: none}}
ignore: [Kunde]
"""
GERMAN = """Auftrag;Stückzahl;Termin;Budget;Handarbeit;Fest;Kunde
a;1.200;31.12.2026;1.200,50 €;ja;ja;Müller
b;80;30;300;nein;nein;"Süd; Nord"
;;;;;;
"""
Read = Callable[..., list[Entry]]


@pytest.fixture
def read(pack: Pack, tmp_path: Path) -> Read:
    """Read a table; the faults of all of it, if it is refused, are those of one entry."""

    def run(
        raw: str | bytes, name: str = "shop.csv", map_text: str = "", as_of: str = "2026-12-01", **options: object
    ) -> list[Entry]:
        (tmp_path / name).write_bytes(raw.encode() if isinstance(raw, str) else raw)
        reader = OrderReader(pack=pack, as_of=parse_date(as_of))
        table_map = TableMap()
        if map_text:
            (tmp_path / "map.yaml").write_text(map_text, encoding="utf-8")
            table_map = read_map(str(tmp_path / "map.yaml"), reader.names)
        tables = TableOptions(map=table_map, **options)  # type: ignore[arg-type]  # a test hands over whatever it likes
        return list(FilesReader(reader, io.BytesIO(), tables=tables).read([str(tmp_path / name)]))

    return run


def given(entry: Entry) -> dict[str, object]:
    """Return what the order of an entry says."""
    assert entry.order is not None, entry.faults
    return {path.removeprefix("order."): value for path, value in entry.order.said.items()}


def faults(entries: list[Entry]) -> list[str]:
    """Return every fault, without the folder."""
    return [
        f"{one.at.file.rpartition('/')[2]}:{one.at.line}:{one.at.column}: {one.message} | {one.help}"
        for entry in entries
        for one in entry.faults
    ]


# --- a German Excel ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (GERMAN.encode("utf-8"), "UTF-8"),
        (GERMAN.encode("utf-8-sig"), "UTF-8"),
        (GERMAN.encode("cp1252"), "cp1252"),
        (GERMAN.encode("utf-16"), "UTF-16"),
        (GERMAN.replace("\n", "\r\n").encode("utf-8-sig"), "UTF-8"),
        (b"sep=;\r\n" + GERMAN.replace("\n", "\r\n").encode("cp1252"), "cp1252"),
        (GERMAN.replace("Süd; Nord", "Süd").replace(";", "\t").encode("cp1252"), "cp1252"),
    ],
)
def test_a_table_from_a_german_spreadsheet_is_read_in_any_of_its_forms(read: Read, raw: bytes, encoding: str) -> None:
    """BOM or cp1252, `;`, `1.200,50 €`, `31.12.2026`, `ja`: the orders are the same, and how they were read is said."""
    said, *entries = read(raw, map_text=MAP, keep=("kunde",))

    assert f"read as {encoding}, cut at {'tabs' if b'	' in raw else 'semicolons'}, with a decimal comma" in said.said
    assert [entry.order and entry.order.id for entry in entries] == ["a", "b"]
    assert given(entries[0]) == {
        "quantity": Numbers(1200, 1200), "deadline": Numbers(30, 30), "cash_for_tooling": Numbers(120_050, 120_050),
        "heritage": OneOf(("core",)), "deadline_is_hard": OneOf((True,)),
    }  # fmt: skip
    assert given(entries[1])["heritage"] == OneOf(("none",))
    assert entries[0].kept == {"kunde": "Müller"}


def test_empty_cells_are_unknown_and_empty_rows_are_no_orders(read: Read) -> None:
    """An empty cell says nothing; a row of them is skipped, and counted where a fault is placed."""
    _, one, two = read("id,quantity,heritage\na,,core\n,,\nb,lots,\n")

    assert given(one) == {"heritage": OneOf(("core",))}
    assert faults([two])[0].startswith("shop.csv:4:2: `quantity`")


# --- decimal marks ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("120", "plain"), ("1 200", "plain"), ("1.200,50", "de"), ("1,200.50", "en"), ("0,7", "de"), ("0.700", "en"), ("12,50", "de"),
        ("12.5", "en"), ("1.200.000", "de"), ("1,200,000", "en"), ("1.200", "open"), ("1,200", "open"), ("1200,500", "de"),
        ("1.20.0", "bad"), ("1,2,3", "bad"), ("1'200.50", "en"), ("1 200,5", "de"),
    ],
)  # fmt: skip
def test_a_number_tells_what_can_have_written_it(token: str, told: str) -> None:
    """Only `1.200` and its like can be read in two ways."""
    assert kind(token) == told


@pytest.mark.parametrize(
    ("token", "de", "en"), [("1.200", "1200", "1.2"), ("1,250", "1.25", "1250"), ("1,234", "1.2340", "1234")]
)
def test_an_open_number_is_read_as_the_locale_says(token: str, de: str, en: str) -> None:
    """Decided, it is exact; three decimals get a fourth, so that nothing takes them for thousands."""
    assert (in_pack_language(token, "de"), in_pack_language(token, "en")) == (de, en)


def test_a_number_of_the_other_locale_says_how_to_write_it() -> None:
    """With the locale decided, the other one's numbers are refused."""
    with pytest.raises(QuantityError) as caught:
        in_pack_language("12.5", "de")

    assert caught.value.help == "write 12,5"


def test_what_could_mean_two_things_refuses_the_table_at_that_cell(read: Read) -> None:
    """`1.200` alone is refused with row, column and the cure; a proof anywhere in the file, or --locale, decides."""
    alone = "id;part_volume_cm3;cash_for_tooling_eur\na;50;400\nb;1.200;400\n"
    proved = alone + "c;5;0,70\n"
    told = faults(read(alone))
    shown = [read(proved), read(alone, locale="de"), read(alone.replace("1.200", "1,200"), locale="en")]

    assert told == [
        "shop.csv:3:2: `1.200` can mean 1200 or 1.2, and no other cell tells | say --locale de for 1200, --locale en for 1.2"
    ]
    assert [given(entries[2])["part_volume"] for entries in shown] == [Numbers(1_200_000, 1_200_000)] * 3


def test_proofs_of_both_refuse_the_table_and_a_decided_locale_only_the_row(read: Read) -> None:
    """A comma here and a point there are no locale; `--locale de` then refuses the one written otherwise."""
    text = "id;cash_for_tooling_eur\na;0,70\nb;12.5\n"
    undecided, decided = read(text), read(text, locale="de")

    assert faults(undecided) == [
        "shop.csv:3:2: expected one kind of decimal mark, got `12.5` here and `0,70` in row 2, column 2 | say --locale de for a decimal comma, --locale en for a decimal point"
    ]
    assert [entry.order is not None for entry in decided[1:]] == [True, False]
    assert "write 12,5" in faults(decided)[0]


def test_days_are_days_in_any_locale_and_a_short_year_is_refused(read: Read) -> None:
    """`31.12.2026` and `2026-12-31` are that day; `31.12.26` lacks its century."""
    text = "id,deadline,as_of\na,31.12.2026,01.12.2026\nb,2026-12-31,\nc,31.12.26,\nd,31/12/2026,\n"
    one, two = read(text)[1:], read(text, locale="de")[1:]

    assert [given(entry)["deadline"] for entry in (*one[:2], one[3], two[3])] == [Numbers(30, 30)] * 4
    assert one[2].order is None
    assert "four digits" in faults(one)[0]


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("2/20/27,Aarhus", "3/1/2027,Aarhus"), (81, 90)),  # 20 is no month
        (("3/1/2027,Dallas", '3/2/27,"Austin, TX"'), (90, 91)),
        (("3/1/2027,Aarhus", "3/2/27,Copenhagen"), (33, 64)),
        (("Mother's Day,London", "Mother's Day,Dublin"), (96, 96)),
    ],
)
def test_days_of_any_order_are_read_by_other_days_and_by_where_the_orders_go(
    read: Read, cells: tuple[str, str], days: tuple[int, int]
) -> None:
    """`3/1/2027` is a day in March where another cell begins with its month, else by how days are written in the places."""
    text = "object,quantity,need by,ship to\n" + "".join(f"stool,100,{one}\n" for one in cells)

    assert [given(one)["deadline"] for one in read(text)[1:]] == [Numbers(many, many) for many in days]


def test_a_day_of_either_order_is_refused_where_the_places_differ(read: Read) -> None:
    """Of `3/1/2027` nothing is guessed where orders go to places that write days in two ways."""
    found = read("object,quantity,need by,ship to\nstool,9,3/1/2027,Dallas\nstool,9,3/2/2027,Aarhus\n")

    assert all("in an order that is plain" in one for one in faults(found))


def test_a_column_called_as_parts_that_holds_names_says_what_is_ordered(read: Read) -> None:
    """`Part` of a purchaser is the thing; a column of numbers called so counts parts."""
    found = read("Part,Qty\nKnob,100\nBracket,20\n")[1:]
    counted = read("Object,Part,Qty\nlamp,4,100\n")[1]

    assert [given(one)["object"] for one in found] == [OneOf(("knob",)), OneOf(("bracket",))]
    assert given(counted)["part_count"] == Numbers(4, 4)


def test_a_header_says_the_unit_of_its_numbers_whichever_people_use(read: Read) -> None:
    """`Size (in)` is in inches, about words too, and `Target $` in dollars."""
    one, two = read("Part,Qty,Size (in),Target $\nknob,100,1.25 dia,4\nbracket,20,3 x 2,28\n")[1:]

    assert given(one)["longest_side"] == Numbers(31_750_000, 31_750_000)
    assert given(two)["middle_side"] == Numbers(50_800_000, 50_800_000)
    assert all(isinstance(given(each)["unit_cost_ceiling"], Numbers) for each in (one, two))


# --- what stands above the header ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "above", ["Orders December,,\n,,\n", "\n", '"Orders; all, of December"\n\n', "Customer\nof December\n"]
)
@pytest.mark.parametrize("cut", [",", ";"])
def test_a_title_above_the_header_is_passed_over_and_told(read: Read, above: str, cut: str) -> None:
    """Rows that say one thing each, above a row that names columns, are no header; the rows keep their numbers."""
    said, one, two = read(above + "id,quantity,material\na,120,oak\nb,lots,oak\n".replace(",", cut))

    assert f"its header is row {above.count(chr(10)) + 1}" in said.said
    assert given(one)["quantity"] == Numbers(120, 120)
    assert faults([two])[0].startswith(f"shop.csv:{above.count(chr(10)) + 3}:2: ")


@pytest.mark.parametrize("above", ["Orders December,exported 2026\n\n", "Customer,ACME,\nOrders\n"])
def test_more_than_a_title_above_the_header_is_refused_with_the_row_that_is_it(read: Read, above: str) -> None:
    """What says two things in a row may mean something; the message names the row of the header, and what to do."""
    (told,) = faults(read(above + "id,quantity,material\na,120,oak\n"))

    assert told.startswith(
        "shop.csv:1:1: the header is not the first row: row 3 names columns, such as `id`, `quantity`, `material`"
    )
    assert told.endswith("delete the rows above it")


# --- columns and cells ------------------------------------------------------------------------------------------------
def test_a_header_is_a_fact_or_its_label_with_or_without_a_unit(read: Read) -> None:
    """Names in any case, with spaces, labels, and a unit behind them, which bare numbers then have."""
    header = "ID,Order Quantity,DEADLINE (weeks),Cash for tooling [€],Part volume in cm3,own-capacity-per-week"
    (_, entry) = read(f"{header}\na,120,4,400,50,80\n")

    assert given(entry) == {
        "quantity": Numbers(120, 120), "deadline": Numbers(28, 28), "cash_for_tooling": Numbers(40_000, 40_000),
        "part_volume": Numbers(50_000, 50_000), "own_capacity_per_week": Numbers(80, 80),
    }  # fmt: skip


def test_a_column_that_nobody_knows_is_passed_over_and_told_where_the_others_say_what_and_how_many(read: Read) -> None:
    """A shop's export has columns that no fact is called; the order is read without them, and they are named."""
    said, entry = read("id,Item,Qty,ABC class,Campaign\na,mugs,120,x,7\n")

    assert "no fact is called `ABC class`, `Campaign`: not read" in said.said
    assert set(given(entry)) == {"object", "quantity"}


@pytest.mark.parametrize(
    "header", ["id,Qty,Thingamajig,Colour plan", "id,Item,Thingamajig,Amounts in all", "id,Thingamajig,due"]
)
def test_a_column_that_nobody_knows_refuses_a_table_in_which_it_may_be_what_or_how_many(
    read: Read, header: str
) -> None:
    """Where no column says what is ordered, or none how many, one that is not known may."""
    (refused,) = read(f"{header}\na,1,1,1\n")

    assert any("unknown column `Thingamajig`" in told for told in faults([refused]))


def test_a_slip_in_a_header_is_never_passed_over(read: Read) -> None:
    """However clear the rest is, what is nearly the name of a fact was meant to say it."""
    (refused,) = read("id,object,quantity,materiel\na,mug,120,oak\n")

    assert faults([refused])[0].startswith("shop.csv:1:4: unknown column `materiel` | did you mean `material`?")


def test_a_header_that_asks_is_read_by_what_it_asks(read: Read) -> None:
    """A form's questions name the facts they ask for, with the unit beside the sides."""
    header = "What is the item?,How many pieces do you need?,What material should it be?,When do you need it?,"
    header += '"Rough size (L x W x H, in cm)",Is there any budget per piece?'
    (_, entry) = read(f"{header}\nmugs,120,oak,4 weeks,30 x 20 x 5,EUR 3\n")

    assert given(entry) == {
        "object": OneOf(("mug",)), "quantity": Numbers(120, 120), "material": OneOf(("oak",)), "deadline": Numbers(28, 28),
        "longest_side": Numbers(300_000_000, 300_000_000), "middle_side": Numbers(200_000_000, 200_000_000),
        "shortest_side": Numbers(50_000_000, 50_000_000), "unit_cost_ceiling": Numbers(300, 300),
    }  # fmt: skip


def test_sizes_as_columns_are_how_many_together(read: Read) -> None:
    """Where no other column says how many, `S`, `M` and `L` do, and it is told; else they are passed over, `L` as well."""
    said, *rows = read("Product,S,M,L\nT-shirt,20,40,40\nHoodie,5,,\n")
    told, counted = read("Product,qty,S,M,L\nT-shirt,60,10,20,30\n")

    assert "how many is the sum of its columns `S`, `M`, `L`" in said.said
    assert [given(one)["quantity"] for one in rows] == [Numbers(100, 100), Numbers(5, 5)]
    assert given(counted) == {"object": OneOf(("t_shirt",)), "quantity": Numbers(60, 60)}
    assert "no fact is called `S`, `M`, `L`" in told.said


def test_date_is_the_deadline_only_where_no_other_column_is(read: Read) -> None:
    """`Date` beside `Needed by` is the day of the enquiry, which says nothing of how a thing is made."""
    _, alone = read("id,quantity,Date\na,1,2026-12-31\n")
    said, beside = read("id,quantity,Date,Needed by\na,1,2026-11-30,2026-12-31\n")

    assert given(alone) == given(beside) == {"quantity": Numbers(1, 1), "deadline": Numbers(30, 30)}
    assert "not its columns `Date`" in said.said


@pytest.mark.parametrize(
    ("proof", "days"), [("12/18/2026", 3), ("18/12/2026", 62), ("12-18-2026", 3), ("2026-12-18", None)]
)
def test_a_day_that_can_be_read_in_one_order_only_tells_the_order_of_all(
    read: Read, proof: str, days: int | None
) -> None:
    """`3/1/2027` is March or January: as the table's other days prove it; without proof, it is refused."""
    text = f"id,deadline\na,{proof}\nb,12/1/2026\n" if days == 3 else f"id,deadline\na,{proof}\nb,1/2/2027\n"
    _, _, entry = read(text.replace("12/1/2026", "12/4/2026"))

    assert (entry.order and given(entry)) == (days and {"deadline": Numbers(days, days)})


def test_proofs_of_both_orders_of_days_prove_none(read: Read) -> None:
    """A table of two hands is read as before: what could be two days refuses its row."""
    entries = read("id,deadline\na,12/18/2026\nb,18/12/2026\nc,1/2/2027\n")[1:]

    assert [one.order is not None for one in entries] == [True, True, False]


def test_a_day_without_its_year_is_no_decimal(read: Read) -> None:
    """`1.12.` beside `8,5` is the first of December, and no proof of a decimal point."""
    said, entry = read("id;deadline;selling_price\na;31.12.;EUR 8,5\n")

    assert "decimal comma" in said.said
    assert given(entry) == {"deadline": Numbers(30, 30), "selling_price": Numbers(850, 850)}


@pytest.mark.parametrize(
    ("cell", "ends"),
    [("yes", (1, 365)), ("N", (0, 0)), ("x", (1, 365)), ("Yes, 2", (2, 2))],
)
def test_yes_and_no_say_of_a_count_that_there_are_some_or_none(read: Read, cell: str, ends: tuple[int, int]) -> None:
    """`Reorder: yes` is one at least; what follows a yes says how many."""
    (_, entry) = read(f'id,repeats_per_year\na,"{cell}"\n')

    assert given(entry) == {"repeats_per_year": Numbers(*ends)}


def test_a_row_whose_money_is_of_another_currency_is_refused(read: Read) -> None:
    """A column `Currency` says what the bare amounts of a row are in; those of the pack's own are read."""
    _, one, two = read("id,object,quantity,Target price,Currency\na,mug,10,4,EUR\nb,mug,10,4,USD\n")

    assert given(one)["unit_cost_ceiling"] == Numbers(400, 400)
    assert faults([two])[0].startswith("shop.csv:3:5: the row's money is in `USD`, and a bare amount is read in EUR")


def test_spans_sets_flags_and_limits_are_read_in_cells(read: Read, pack: Pack) -> None:
    """What an order file can say, a cell can; `a|b` is a set of both, or one of both."""
    kinds = pack.facts["material"].choice_groups
    text = "id,deadline_weeks,quantity,material,after_sale,new_shape,repeat_interval,cash_for_tooling_eur\n"
    rows = "a,4..6,80-150,Plastic|wood,packaging|Spare parts,yes,none,2k\nb,4..,..99,,none,NEIN,unknown,EUR 5\n"
    _, one, two = read(text + rows)

    assert given(one) == {
        "deadline": Numbers(28, 42), "quantity": Numbers(80, 150), "material": OneOf((*kinds["plastic"], *kinds["wood"])),
        "after_sale": Subset(("packaging", "spares")), "new_shape": OneOf((True,)),
        "repeat_interval": Numbers(UNLIMITED, UNLIMITED), "cash_for_tooling": Numbers(200_000, 200_000),
    }  # fmt: skip
    assert given(two)["after_sale"] == Subset(())
    assert given(two)["new_shape"] == OneOf((False,))
    assert "repeat_interval" not in given(two)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,quantty\na,1\n", "shop.csv:1:2: unknown column `quantty` | did you mean `quantity`?"),
        (
            "id,quantity,Order quantity\na,1,1\n",
            "shop.csv:1:3: columns `quantity` and `Order quantity` both say `quantity`",
        ),
        ("", "shop.csv:1:1: the file holds no header"),
        ("id,quantity\n", "shop.csv:1:1: the table holds no order"),
        ("a;b,c\n1;2,3\n", "shop.csv:1:1: the header `a;b,c` can be cut at commas or at semicolons"),
        ("id,quantity\na\n", "shop.csv:2:1: expected 2 cells, as in the header, got 1"),
        ("id,quantity\na,1,2\n", "shop.csv:2:1: expected 2 cells, as in the header, got 3"),
        ("id,quantity,\na,1,x\n", "shop.csv:2:3: expected no value in a column without a name, got `x`"),
        ('id,quantity\n"a"x,1\n', "shop.csv:2:1: expected the end of the cell after its closing quote, got more"),
        ('id,quantity\n"a,1\n', "shop.csv:2:1: expected a closing quote, got none before the end of the file"),
        ("id,deadline\na,4\n", "shop.csv:2:2: `deadline`: expected a time in days with its unit, got `4`"),
        (
            "id,quantity\na,\x1b[2J\n",
            "shop.csv:2:2: `quantity`: expected visible text, got a control character (U+001B)",
        ),
        (
            "id,quantity\na\u202eb,5\n",
            "shop.csv:2:1: `id`: expected visible text, got a text-direction control (U+202E)",
        ),
        (f"id,quantity\n{'x' * 201},5\n", "shop.csv:2:1: an order id is printable text of at most 200 characters"),
        ("id,quantity\na,\x00\n", "shop.csv:0:0: expected text, got a binary file"),
    ],
)
def test_a_fault_in_a_table_is_placed_at_its_cell(read: Read, text: str, told: str) -> None:
    """Row and column of the spreadsheet, the header being row 1, and what to do."""
    (found, *_) = [one for one in faults(read(text)) if one]

    assert found.startswith(told)


def test_a_slip_in_quotes_spoils_its_row_only(read: Read) -> None:
    """The rows below are read, unless the quote swallowed them."""
    entries = read('id,quantity\na,1\n"b"x,2\nc,3\n"d,4\ne,5\n')[1:]

    assert [entry.order and entry.order.id for entry in entries] == ["a", None, "c", None]
    assert "the rows below it were not read" in faults(entries)[1]


def test_a_line_without_end_is_refused_and_not_held(read: Read) -> None:
    """A line of more than a million characters ends the reading of its table."""
    entries = read("id,quantity\na,1\nb," + "9" * 3_000_000 + "\n")[1:]

    assert [entry.order is not None for entry in entries] == [True, False]


def test_an_encoding_that_is_asked_for_must_fit(read: Read) -> None:
    """`--encoding` decides, and a file that is not so is refused with the line."""
    (refused,) = read("id,quantity\nä,1\n".encode("cp1252"), encoding="utf-8")

    assert faults([refused])[0].startswith("shop.csv:0:0: expected utf-8 text, got the byte 0xE4 in line 2")


@pytest.mark.parametrize(
    "text",
    [
        ",".join(f"column{n}" for n in range(100_000)) + "\n1\n",
        ",".join(f"quantitty{n}" for n in range(900)) + "\n1\n",
        "id,after_sale\na," + "x|" * 60_000 + "\n",
        "id,quantity\na," + "9" * 120_000 + "\n",
        "id,quantity\na," + "9" * 200_000 + "\n",
        "id,quantity\na," + "1.2" * 40_000 + "\n",
        "id,quantity\na,1" + ".222" * 30_000 + ",\n",
        '"' * 900_001 + "\n",
        "id,quantity\n" + "\n" * 300_000,
        "," * 900_000 + "\n",
    ],
)
def test_a_hostile_table_is_refused_in_time(read: Read, text: str) -> None:
    """Whatever it holds, in lines of under 400 characters; a minute of work is a hang."""
    started = time.process_time()
    told = faults(read(text))
    spent = time.process_time() - started

    assert told
    assert all(len(line) < 400 for line in told)
    assert spent < 60


# --- maps -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("columns: {A: quantitty}", "map.yaml:1:14: unknown fact `quantitty` | did you mean `quantity`?"),
        ("units: {deadline: fortnight}", "map.yaml:1:19: unknown unit of `deadline` `fortnight`"),
        ("values: {heritage: {ja: cor}}", "map.yaml:1:25: unknown choice of `heritage` `cor` | did you mean `core`?"),
        ("values: {heritage: ja}", "map.yaml:1:20: expected cell: value pairs, got `ja`"),
        ("colums: {}", "map.yaml:1:1: unknown key of the map `colums` | did you mean `columns`?"),
        ("- 1", "map.yaml:1:1: the map must be a mapping, got a list"),
        ("", "map.yaml:1:1: expected one mapping"),
    ],
)
def test_a_fault_in_a_map_is_placed(read: Read, text: str, told: str) -> None:
    """A map is read as strictly as a pack."""
    with pytest.raises(FaultsError) as caught:
        read("id,quantity\na,1\n", map_text=text or "---\n")

    assert str(caught.value.faults[0]).rpartition("/")[2].replace("\n  help: ", " | ").startswith(told)


def test_a_kept_column_that_is_not_there_is_a_fault(read: Read) -> None:
    """`--keep` with a misspelt column is refused with the nearest."""
    (refused,) = read("id,quantity,Notiz\na,1,x\n", keep=("Notitz", "Notiz"))

    assert faults([refused]) == ["shop.csv:1:1: unknown column in --keep `Notitz` | did you mean `Notiz`?"]


# --- what shops call columns, and how they describe things --------------------------------------------------------------
SHOP = """Order No.;Customer;Item;Qty (pcs);Material;Oberfläche;Ship by;Notes
4711;Hotel Sonne;Coasters engraved;200;;;15.01.2027;rush
4712;Café Blau;Ceramic mug 300ml white;150;;glazed;;
4713;;printed cotton tote bags;300;canvas;;5 weeks;organic
4714;;mug;80;;screen print 2c;;
;;Total;730;;;;
"""


def test_a_shops_columns_are_known_by_what_shops_call_them(read: Read) -> None:
    """`Order No.` is the id and `Item` the object; what says nothing of how a thing is made is passed over, and told."""
    said, *entries = read(SHOP)

    assert said.said.endswith("; not its columns `Customer`, `Notes`: --keep COLUMN echoes one")
    assert [one.order and one.order.id for one in entries] == ["4711", "4712", "4713", "4714", None]
    assert given(entries[3]) == {"object": OneOf(("mug",)), "quantity": Numbers(80, 80), "finish": OneOf(("print",))}
    assert faults(entries[4:]) == [
        "shop.csv:6:3: the row is a total, not an order to advise on | take it out, or give the order another id"
    ]


def test_a_header_that_may_be_a_count_is_no_id(read: Read) -> None:
    """`Number` is how many, and `Pos.` the line of a list, which says nothing."""
    said, order = read("Pos.,Item,Number\n1,mug,120\n")

    assert given(order) == {"object": OneOf(("mug",)), "quantity": Numbers(120, 120)}
    assert "not its columns `Pos.`" in said.said


def test_a_header_in_the_plural_is_the_fact_that_people_call_so(read: Read) -> None:
    """`Customers` are where they are; `Customer` is somebody's name, and `Total` what all comes to."""
    (_, order), (_, other) = read("Item,Customers\nmug,Austria\n"), read("Item,Customer,Total\nmug,Austria,900\n")

    assert set(given(order)) == {"object", "customer_region"}
    assert set(given(other)) == {"object"}


def test_a_column_passed_over_can_be_kept_or_mapped(read: Read) -> None:
    """`--keep` echoes it, and a map may let it say something after all."""
    (_, kept, *_), (_, mapped, *_) = (
        read(SHOP, keep=("customer",)),
        read(SHOP, map_text="columns: {Customer: id}\nignore: [Order No.]"),
    )

    assert kept.kept == {"customer": "Hotel Sonne"}
    assert mapped.order
    assert mapped.order.id == "Hotel Sonne"


def test_an_item_that_is_described_says_how_it_is_made(pack: Pack, tmp_path: Path) -> None:
    """Of material, process, finish and form, where no column of its own says them; alike in a table and in YAML."""
    reader = OrderReader(pack=pack, as_of=parse_date("2026-12-01"), hears=thing_described)
    (tmp_path / "shop.csv").write_text(SHOP, encoding="utf-8")
    (tmp_path / "shop.yaml").write_text(
        "- {id: '4711', object: Coasters engraved, quantity: 200, deadline: 45 days}\n"
        "- {id: '4712', object: Ceramic mug 300ml white, quantity: 150, finish: glazed}\n"
        "- {id: '4713', object: printed cotton tote bags, quantity: 300, material: canvas, deadline: 5 weeks}\n"
        "- {id: '4714', object: mug, quantity: 80, finish: screen print 2c}\n",
        encoding="utf-8",
    )
    table, yaml = (
        {
            one.order.id: dict(one.order.given)
            for one in FilesReader(reader, io.BytesIO()).read([str(tmp_path / name)])
            if one.order
        }
        for name in ("shop.csv", "shop.yaml")
    )

    assert table == yaml
    assert [table[one]["order.object"] for one in table] == [
        OneOf((name,)) for name in ("coaster", "mug", "tote_bag", "mug")
    ]
    assert table["4711"]["order.finish"] == OneOf(("engraved",))
    assert table["4712"]["order.finish"] == OneOf(("glaze",))
    assert table["4712"]["order.material"] == OneOf(pack.facts["material"].choice_groups["ceramic"])
    assert table["4713"]["order.material"] == OneOf(("canvas",))
    assert table["4713"]["order.finish"] == OneOf(("print",))


def test_of_a_thing_that_nobody_knows_is_taken_what_it_is_made_of(walk: Advisor) -> None:
    """What is described by a word that is no object says material and finish all the same."""
    (order,) = walk.reader().read(b"object: walnut gizmo, oiled", "gizmo.yaml").orders
    given = order.given

    assert "order.object" not in given
    assert given["order.material"] == OneOf(("walnut",))
    assert given["order.finish"] == OneOf(("oil",))


def test_things_may_stand_under_a_title(read: Read) -> None:
    """Where no other column says what is ordered; where one does, a title is passed over."""
    titled, both = (read(text)[-1] for text in ("Title,Copies\nZine,200\n", "Title,Product,Copies\nSpring,mug,200\n"))

    assert given(titled)["object"] == OneOf(("magazine",))
    assert given(both)["object"] == OneOf(("mug",))
