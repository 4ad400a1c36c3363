"""What people type: read to the same meaning by every door, what is printed read back, and no word bent to another."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

import pytest
from babel import Locale
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.batch.given import given_of, own
from advisor.batch.table import TableOptions, TableReader
from advisor.batch.table_frame import NUMBER, FrameReader
from advisor.errors import FaultsError, PackError
from advisor.interview import AnswerError, Interview
from advisor.ir import FactType, Kind, Numbers, OneOf, Pack, Possible, ReadAs, Subset
from advisor.meaning.possible import NONE
from advisor.order import OrderReader
from advisor.pack.load import load
from advisor.pack.territory import COUNTRY, LANGUAGES, NO_COUNTRIES
from advisor.render.as_typed import typed
from advisor.render.tender import Tender, pack_tender
from advisor.render.words import told
from advisor.trace import Order
from advisor.value import read as value
from advisor.value.number import parse_date
from advisor.value.word_match import heads, is_own_name, normal, pathway, spelt
from advisor.yaml.fields import Faults
from advisor.yaml.limits import PACK_LIMITS
from advisor.yaml.node import MappingNode as Mapping
from advisor.yaml.node import Node, Scalar
from advisor.yaml.node import SequenceNode as Sequence
from advisor.yaml.reader import read_yaml
from conftest import ROOT
from counts import count
from pieces import chunks_of

pytestmark = pytest.mark.xdist_group("typed")  # what one test read, the next one need not read again
AS_OF = "2026-12-01"
MARKED = re.compile(r"[0-9][.,][0-9]")
TYPED = ROOT / "tests/typed.yaml"
Given = dict[str, Possible]
Said = tuple[Given, tuple[ReadAs, ...]]
"""What a text says of an order, and what of it was read in words that are not the pack's own."""
Door = Callable[[str, str], Said | None]
"""Reads one fact from a text; None if it is refused."""


# --- the file ---------------------------------------------------------------------------------------------------------
def entries(node: Node) -> list[tuple[str, Node]]:
    """Return what a mapping holds, in order."""
    assert isinstance(node, Mapping)
    return [(key.text, held) for key, held in node.entries]


def texts(node: Node) -> list[str]:
    """Return the texts of a list."""
    assert isinstance(node, Sequence)
    return [item.text for item in node.items if isinstance(item, Scalar)]


def sections() -> dict[str, Node]:
    """Return the parts of typed.yaml."""
    documents, faults = read_yaml(TYPED.read_bytes(), "typed.yaml", PACK_LIMITS)
    assert not faults, faults
    return dict(entries(documents[0]))


PARTS = sections()
READ = dict(entries(PARTS["read"]))
UNLIKE = """
material: wool/wood, pine/wine, oak/cork, silk/silicone, felt/belt, card/cord, linen/lino, brass/glass, copper/paper, steel/stone, ash/rush, clay/play, maple/marble
process: vacuum forming/vacuum casting, die casting/die cutting, sand casting/sandblasting, slip casting/spin casting, weaving/welding, turning/tufting,
  moulding/mounting, forging/foiling, printing/pressing, felting/melting, knitting/kitting, etching/stitching, blow moulding/hand moulding
object: bowl/bow, bracelet/bracket, coaster/toaster, tile/tie, ring/spring, lamp/clamp, table/tablet, pan/pen, plate/plaque, candle/handle, stamp/lamp, coin/corn, mug/rug
finish: plating/painting, glaze/glass, dye/die, polish/Polish flag, oil/foil
owns: kiln/kite, lathe/lace, press/dress, planer/planter, loom/broom
"""
SLIPS = """
material: alumimium/aluminium, acryllic/acrylic, porcelian/porcelain, plywod/plywood, cardbord/cardboard, leathr/leather, teracotta/terracotta, stonewear/stoneware,
  concreet/concrete, silicoen/silicone
process: laser cuting/laser cutting, knittng/knitting, weaveing/weaving, embroidry/embroidery, electroformng/electroforming, injection moudling/injection moulding,
  vacum casting/vacuum casting, bookbindng/bookbinding, stampng/stamping, slip castign/slip casting
object: lampshde/lampshade, backpak/backpack, figurien/figurine, enclosre/enclosure, plantr/planter, notebok/notebook, puzle/puzzle, earing/earring, pendnat/pendant,
  keyrng/keyring
finish: enamell/enamel, lacqer/lacquer, anodisng/anodising, powder coatng/powder coating, platng/plating, brushd/brushed, embroiderd/embroidered, varnsh/varnish, gildd/gilded,
  patnia/patina, embosed/embossed
owns: lazer cutter/a laser cutter, sewing machne/a sewing machine, bandsaww/a bandsaw, workbnech/workbench, embroidery machien/an embroidery machine, guilotine/guillotine,
  sandblastr/a sandblaster, knitting machin/a knitting machine, plannr/a planer, tablesw/tablesaw
sold_through: comissions/commissions, crowdfundng/crowdfunding, wholesal/wholesale, musem shop/museum shop, Kickstartr/Kickstarter, farmers markt/farmers market,
  boutiqe/boutique, musuem/museum, festivl/festival, departmnt store/department store
studio_region: Germnay/Germany, Frnace/France, Itlay/Italy, Netherlnds/the Netherlands, Belgim/Belgium, Austira/Austria, Portugl/Portugal, Swedn/Sweden, Denmrak/Denmark,
  Irelnd/Ireland
customer_region: Polnad/Poland, Norwya/Norway, Switzrland/Switzerland, Candaa/Canada, Austrlia/Australia, Lithuana/Lithuania, Spian/Spain, New Zeland/New Zealand, Japna/Japan,
  Chnia/China
used_for: drniks/drink, tablewear/tableware, childrn/children, lightng/lighting, electrc/electric, mains voltge/mains voltage, contact with foood/contact with food,
  kitchn/kitchen, tabelware/tableware, childern/children
form: roundd/round, hollw/hollow, foldedd/folded, sewnn/sewn, vesel/vessel, containr/container, spehrical/spherical, cylindr/cylinder, spehre/sphere
"""
"""A slip of the finger, and the word that it was."""


def pairs(text: str) -> list[tuple[str, str, str]]:
    """Return the pairs of a table: fact, one, other."""
    lines = text.strip().replace("\n  ", " ").splitlines()
    rows = [line.partition(": ") for line in lines]
    return [(fact, *one.strip().split("/")) for fact, _, row in rows for one in row.split(",")]  # type: ignore[misc]  # two each


# --- the doors --------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def reader(walk: Advisor) -> OrderReader:
    """What reads orders of the day."""
    return walk.reader(parse_date(AS_OF))


def read(fact: FactType, text: str, reader: OrderReader) -> tuple[Possible | None, value.ReadContext]:
    """Return what a text says of a fact, and what was found on the way."""
    how = reader.context(Faults(), reader.as_of, None, fact, {"order.material": OneOf(("pewter",))})
    node = Scalar(text, plain=True, at=fact.at)
    if text[:1] in ("[", "{"):
        documents, faults = read_yaml(text.encode(), "text", PACK_LIMITS)
        assert not faults
        return value.possible(documents[0], fact, how), how
    return value.possible(node, fact, how), how


def said(order: Order | None) -> Said | None:
    """Return what an order says, without what that says of others (test_narrowed)."""
    return None if order is None else (dict(order.said), tuple(one for one in order.readings if one.how != "since"))


def by_file(reader: OrderReader, fact: str, text: str) -> Said | None:
    """Read a text in an order file, in quotes."""
    held = reader.read(f"{fact}: {json.dumps(text, ensure_ascii=False)}\n".encode(), "order.yaml")
    return said(held.orders[0]) if held.orders else None


def by_set(reader: OrderReader, fact: str, text: str) -> Said | None:
    """Read what `--set` lays over an order."""
    over = replace(reader, sets=((fact, text),))
    held = over.read(b"{id: order-1}", "order.yaml")
    return said(held.orders[0]) if held.orders else None


def by_interview(reader: OrderReader, walk: Advisor, fact: str, text: str) -> Said | None:
    """Read an answer."""
    interview = Interview(walk, reader, reader.read(b"{id: asked}", "order.yaml").orders[0])
    try:
        notes = interview.answer(f"order.{fact}", text)
    except AnswerError:
        return None
    return dict(interview.order.said), notes


def by_cell(reader: OrderReader, fact: str, text: str) -> Said | None:
    """Read a cell of a table, row by row and as a column; both say the same."""
    held = io.StringIO(newline="")
    csv.writer(held).writerows([["id", fact], ["a", text]])
    raw = held.getvalue().encode()
    tables = TableReader(reader, reader.names, TableOptions())
    try:
        order = next(one.order for one in tables.read(io.BytesIO(raw), "shop.csv", "csv") if not one.said)
        stream = io.BytesIO(raw)
        table = tables.opened(tables.sheet(stream, "shop.csv", "csv"))
        frames = FrameReader(reader, tables, table)
        (chunk,) = chunks_of(frames, table)
    except FaultsError:
        return None
    assert (order is None) == bool(chunk.bad)
    if order is not None:
        in_order = given_of([order], list(frames.facts.values()))
        assert chunk.given.select(in_order.columns).rows() == in_order.rows()
        assert chunk.given[own(NUMBER)].to_list() == [1]
        assert set(chunk.readings) == set(order.readings)
    return said(order)


@pytest.fixture(scope="session")
def doors(reader: OrderReader, walk: Advisor) -> dict[str, Door]:
    """Every way in which a fact may be said; what is read of a text is kept, as several laws hold of it."""
    ways: dict[str, Door] = {
        "file": partial(by_file, reader), "set": partial(by_set, reader), "interview": partial(by_interview, reader, walk),
        "cell": partial(by_cell, reader),
    }  # fmt: skip
    return {name: lru_cache(10_000)(way) for name, way in ways.items()}


def exact(fact: FactType, node: Node, reader: OrderReader) -> Given:
    """Return what the pack's own notation says of a fact."""
    faults = Faults()
    context = value.ReadContext(currency=reader.pack.currency, faults=faults, as_of=reader.as_of)
    found = value.possible(node, fact, context)
    assert found is not None, faults.found
    return {} if found == fact.domain else {f"order.{fact.name}": found}


# --- by every door ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", list(READ))
def test_what_is_typed_has_one_meaning_by_every_door(reader: OrderReader, doors: dict[str, Door], name: str) -> None:
    """An order file, `--set`, an answer and a cell say the same, with what it says of other facts and how it was read."""
    facts, besides = reader.pack.facts, dict(entries(PARTS["beside"]))
    also = dict(entries(besides[name])) if name in besides else {}
    noted = dict(entries(PARTS["noted"]))
    notes = dict(entries(noted[name])) if name in noted else {}
    wrong = []
    for text, meant in entries(READ[name]):
        wanted = exact(facts[name], meant, reader)
        for other, node in entries(also[text]) if text in also else ():
            wanted |= exact(facts[other], node, reader)
        how = getattr(notes.get(text), "text", "word")
        for door, read_by in doors.items():
            found = read_by(name, text)
            if found is None or found[0] != wanted or (how != "word" and how not in {one.how for one in found[1]}):
                wrong.append((door, text, found))

    assert not wrong


def test_that_one_does_not_know_can_be_said_of_any_fact(reader: OrderReader, doors: dict[str, Door]) -> None:
    """In many words, of facts of every kind; a text is the only thing that may be any of these words itself."""
    kinds = {fact.kind: fact.name for fact in reader.facts.values() if fact.kind not in (Kind.TEXT, Kind.TABLE)}
    names = {*kinds.values(), "quantity", "deadline", "total_cash", "material", "owns", "longest_side"}
    asked = [(door, name, text) for door in doors for name in sorted(names) for text in texts(PARTS["unknown"])]

    assert [one for one in asked if (found := doors[one[0]](*one[1:])) is None or found[0]] == []


def test_what_can_mean_two_things_is_asked_back_with_both(reader: OrderReader, doors: dict[str, Door]) -> None:
    """It is refused by every door, and the help says what it may have been."""
    for name, node in entries(PARTS["refused"]):
        for text, both in entries(node):
            _, how = read(reader.pack.facts[name], text, reader)

            assert [door for door, read_by in doors.items() if read_by(name, text)] == []
            assert all(one in how.faults.found[0].help for one in texts(both)), (text, how.faults.found)


def test_a_pathway_is_found_by_its_words(pack: Pack) -> None:
    """Its name, its id, and what people call it; in any case, with an article."""
    for text, meant in entries(PARTS["pathway"]):
        assert pathway(text, pack.lexicon) == getattr(meant, "text", "")
    for one in pack.pathways.values():
        for form in (*forms(one.name), *forms(one.id)):
            assert pathway(form, pack.lexicon) == one.id
    for word, name in pack.lexicon.pathways.items():
        assert {pathway(form, pack.lexicon) for form in forms(word)} == {name}


@pytest.mark.parametrize("name", [name for name, _ in entries(PARTS["written"])])
def test_what_has_a_meaning_is_never_refused(reader: OrderReader, walk: Advisor, name: str) -> None:
    """Whatever people write of the kinds that words.md lists is an answer to a fitting question."""
    written = texts(dict(entries(PARTS["written"]))[name])
    order = reader.read(b"{material: pewter}" if name == "part_volume" else b"{id: asked}", "order.yaml").orders[0]
    for text in written:
        interview = Interview(walk, reader, order)
        interview.answer(f"order.{name}", text)

        assert interview.said, text


# --- law 1: what is printed can be typed ------------------------------------------------------------------------------
def forms(text: str) -> Iterator[str]:
    """Yield a word in any case, with any mark between its parts, and with an article."""
    yield from dict.fromkeys((
        text, text.upper(), text.lower(), text.title(), f"  {text} ", text.replace(" ", "-"), text.replace(" ", "_"),
        text.replace("-", " ").replace("_", " "), f"the {text}", f"a {text}",
    ))  # fmt: skip


def choosing(pack: Pack) -> list[FactType]:
    """Return the facts of an order that have choices."""
    return [fact for fact in pack.facts.values() if fact.of == "order" and fact.words]


def of(fact: FactType, names: tuple[str, ...]) -> Possible:
    """Return the value that is these choices."""
    chosen = tuple(one for one in fact.words if one in names)
    return OneOf(chosen) if fact.kind is Kind.CHOICE else Subset(chosen)


def own_names(fact: FactType) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every id and label of a choice or group, and the choices it names."""
    for name, label in fact.words.items():
        yield from ((name, (name,)), (label, (name,)))
    for name, members in fact.choice_groups.items():
        yield from ((name, members), (fact.group_words.get(name, name), members))


def test_every_choice_is_read_by_its_names_in_any_form(reader: OrderReader) -> None:
    """Id, label and group label of every fact: any case, hyphen, underscore, space, a leading article."""
    wrong = [
        (fact.name, form)
        for fact in choosing(reader.pack)
        for text, members in own_names(fact)
        for form in forms(text)
        if read(fact, form, reader)[0] != of(fact, members)
    ]

    assert not wrong


@pytest.mark.parametrize("name", ["object", "owns", "sold_through", "after_sale", "documents"])
def test_every_thing_is_read_in_the_plural(reader: OrderReader, name: str) -> None:
    """What these facts name is a thing, by its label or by a word of English; a word that ends in s is no further plural."""
    fact = reader.pack.facts[name]
    things: list[tuple[str, tuple[str, ...]]] = [(label, (one,)) for one, label in fact.words.items()]
    for one, words in reader.pack.lexicon.called[name].items():
        things += [(word, fact.choice_groups.get(one, (one,))) for word in words if word.islower()]
    plain = [(text, members) for text, members in things if text.isascii() and text[-1:] != "s" and text[-3:] != "tei"]
    plain = [(text, members) for text, members in plain if " de " not in text]  # French has its plural before
    wrong = [text for text, members in plain if read(fact, f"{text}s", reader)[0] != of(fact, members)]

    assert not wrong


def test_every_word_of_the_pack_is_read_and_said_back(reader: OrderReader) -> None:
    """As it stands and in capitals; what is no own name is noted with the text and the value, once."""
    lexicon, wrong = reader.pack.lexicon, []
    for fact in choosing(reader.pack):
        for name, words in lexicon.called.get(fact.name, {}).items():
            wanted = of(fact, fact.choice_groups.get(name, (name,)))
            for text in {one for word in words for one in (word, word.upper())}:
                found, how = read(fact, text, reader)
                notes = [(one.text, one.value) for one in how.notes if one.path == f"order.{fact.name}"]
                is_own = is_own_name(text, fact, lexicon) or text in (*fact.words, *fact.choice_groups)
                if found != wanted or not (is_own or notes == [(text, wanted)]):
                    wrong.append((fact.name, text))

    assert not wrong


def test_every_country_is_read_in_english_and_german(reader: OrderReader) -> None:
    """What CLDR calls the territories of the world is a country to the pack, in any case."""
    fact = reader.pack.facts["studio_region"]
    names = [
        name
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if len(code) == COUNTRY and code not in NO_COUNTRIES and code.isalpha()
    ]

    assert len(names) > 400
    assert [one for one in names if read(fact, one.upper(), reader)[0] in (None, fact.domain)] == []


def test_every_fact_is_found_by_its_names_in_any_form(reader: OrderReader) -> None:
    """Name, label and other names; a table's header, an order's key and `--set` alike."""
    wrong = [
        form
        for fact in reader.facts.values()
        for text in (fact.name, fact.label, *fact.also)
        for form in forms(text)
        if reader.fact(form) is not fact
    ]

    assert not wrong


def number_of(domain: Numbers, rng: random.Random) -> int:
    """Return a number within bounds: small, round or of any size."""
    size = int((domain.high - domain.low) ** rng.random())
    round_to = 10 ** max(0, len(str(size)) - rng.randint(1, 3))
    drawn = domain.low + rng.choice((rng.randint(0, 40), size, size // round_to * round_to))
    return max(domain.low, min(domain.high, drawn))


def numbers(domain: Numbers, rng: random.Random) -> Numbers:
    """Return a number, a span, or a span that is open or may be none."""
    low, high = sorted((number_of(domain, rng), number_of(domain, rng)))
    return rng.choice((
        Numbers(low, low), Numbers(low, high), Numbers(domain.low, high), Numbers(low, domain.high), Numbers(low, domain.high, domain.or_none),
        Numbers(low, high, domain.or_none),
    ))  # fmt: skip


def some_of(fact: FactType, rng: random.Random) -> Possible:
    """Return a few of a fact's choices, and perhaps a group of them; of a set, some perhaps."""
    drawn = rng.sample(list(fact.words), rng.randint(1, min(5, len(fact.words))))
    if fact.kind is Kind.SET:
        cut = rng.randint(0, len(drawn))
        return Subset(*(tuple(one for one in fact.words if one in part) for part in (drawn[:cut], drawn[cut:])))
    group = rng.choice(list(fact.choice_groups.values())) if fact.choice_groups and rng.random() < 0.5 else ()
    return of(fact, (*drawn, *group))


def values(fact: FactType, rng: random.Random) -> Iterator[Possible]:
    """Yield values that a fact may have, unknown among them."""
    yield fact.domain
    match fact.domain:
        case Numbers() as domain:
            yield from (NONE,) if fact.none_words else ()
            yield from (numbers(domain, rng) for _ in range(count(40)))
        case OneOf(every) if fact.kind is Kind.FLAG:
            yield from (OneOf((one,)) for one in every)
        case OneOf() | Subset():
            yield from (of(fact, members) for _, members in own_names(fact))
            yield from (Subset((), (one,)) for one in fact.words if fact.kind is Kind.SET)
            yield from (some_of(fact, rng) for _ in range(count(40)))


@pytest.mark.parametrize("printed", [told, typed])
def test_every_value_is_read_back_from_what_is_printed_of_it(
    reader: OrderReader, printed: Callable[[Possible, FactType, Tender], str]
) -> None:
    """In words and as one types it: choices, groups, sets, `perhaps`, flags, numbers, spans, none and unknown."""
    rng, tender = random.Random(7), pack_tender(reader.pack)  # noqa: S311  # which values are drawn is no secret
    wrong = []
    for fact in reader.facts.values():
        for one in values(fact, rng):
            text = printed(one, fact, tender)
            found, how = read(fact, text, reader)
            if found != one or how.faults.found:
                wrong.append((fact.name, text, found))

    assert not wrong


# --- laws 2 and 3 -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("words", "choices: {material: {oak: [wool]}}"),
        ("words", "choices: {process: {turning: [vacuum forming]}}"),
        ("words", "choices: {market_proven: {'true': [proven], 'false': [proven]}}"),
        ("words", "facts: {deadline: [budget]}"),
        ("words", "pathways: {in_house: [makerspace]}"),
    ],
)
def test_a_word_for_two_things_is_a_fault_that_names_both_places(tmp_path: Path, name: str, words: str) -> None:
    """A pack that extends another adds words; one that means something else already is refused where it stands."""
    with pytest.raises(PackError) as caught:
        load(extended(tmp_path, name, words), label="mine")
    told_of = str(caught.value)

    assert f"mine/knowledge/{name}.yaml:1:" in told_of
    assert "already, in " in told_of
    assert told_of.partition("already, in ")[2].split("\n")[0].count(":") == 2


def test_a_pack_that_extends_another_adds_words(tmp_path: Path, reader: OrderReader) -> None:
    """They are read beside those of the pack below, which all stay."""
    pack = load(extended(tmp_path, "words", "choices: {material: {oak: [ship timber of old]}}"), label="mine")
    over = OrderReader(pack=pack, as_of=reader.as_of)
    fact = pack.facts["material"]

    assert read(fact, "Ship-Timber of Old", over)[0] == OneOf(("oak",))
    assert {*reader.pack.lexicon.choices["material"]} < {*pack.lexicon.choices["material"]}


def extended(root: Path, name: str, text: str) -> Path:
    """Write a pack over the built-in one, with a file of knowledge."""
    folder = root / "mine" / "knowledge"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("id: mine\nversion: 0.1.0\ntitle: Mine\nextends: builtin\n", encoding="utf-8")
    (folder / f"{name}.yaml").write_text(text + "\n", encoding="utf-8")
    return root / "mine"


def test_unlike_words_are_never_taken_for_each_other(reader: OrderReader) -> None:
    """However alike they are spelt: neither is read as the other, nor suggested for it."""
    unlike = pairs(UNLIKE)
    for name, *both in unlike:
        fact = reader.pack.facts[name]
        for one, other in (both, both[::-1]):
            found, how = read(fact, one, reader)
            is_caught = any(note.how in ("other", "unknown") for note in how.notes)

            assert not any(f"`{other}`" in fault.help for fault in how.faults.found if "did you mean" in fault.help)
            assert found is None or is_caught or found != read(fact, other, reader)[0], (name, one, other)

    assert len(unlike) >= 40


@pytest.mark.parametrize(
    ("name", "text", "choice"),
    [
        ("object", "wibbly bowl", "bowl"), ("object", "very wibbly bowls", "bowl"), ("object", "wibbly bowl with a glorp", "bowl"),
        ("object", "set of wibbly bowls", "bowl"), ("material", "frobbed stainless steel", "stainless_steel"),
        ("material", "frobbed steel", "steel"), ("process", "quantum milling", "cnc_machining"),
    ],
)  # fmt: skip
def test_a_phrase_that_nobody_knows_is_read_by_the_noun_at_its_head(
    reader: OrderReader, name: str, text: str, choice: str
) -> None:
    """The longest end of it that is a word, before a preposition first; the answer says how it was read."""
    fact = reader.pack.facts[name]
    found, how = read(fact, text, reader)

    assert found == OneOf(fact.choice_groups.get(choice, (choice,)))
    assert [(note.text, note.how) for note in how.notes] == [(text, "word")]


@pytest.mark.parametrize("text", ["bowl wibbler", "wibbly glorp"])
def test_a_word_that_is_not_at_the_head_says_nothing(reader: OrderReader, text: str) -> None:
    """A thing that is named after another is not that one: what it is stays unknown."""
    fact = reader.pack.facts["object"]
    found, how = read(fact, text, reader)

    assert found == fact.domain
    assert [note.how for note in how.notes] == ["unknown"]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("signed hardcover book", ["hardcover book", "book"]),
        ("tin box with a lid", ["tin box", "box"]),
        ("lamp, standing", ["lamp"]),
        ("book", []),
    ],
)
def test_heads_of_a_phrase(text: str, phrases: list[str]) -> None:
    """Of what stands before a preposition or comma, itself and its ends; of a phrase without one, its ends."""
    assert [*heads(text)][: len(phrases)] == phrases


def test_a_slip_of_the_finger_is_asked_back(reader: OrderReader) -> None:
    """It is no other word, so it is refused, and the help has the word as the pack writes it."""
    slips = pairs(SLIPS)
    wrong = []
    for name, text, meant in slips:
        _, how = read(reader.pack.facts[name], text, reader)
        if not how.faults.found or f"`{meant}`?" not in how.faults.found[0].help:
            wrong.append((name, text, how.faults.found))

    assert not wrong
    assert len(slips) == 100


def test_a_suggestion_is_a_word_of_the_fact(reader: OrderReader) -> None:
    """Every word that may be suggested is read as it is written."""
    lexicon = reader.pack.lexicon
    for fact in choosing(reader.pack):
        assert {normal(one, lexicon.spellings) for one in spelt(fact, lexicon)} == {*lexicon.choices[fact.name]}


# --- law 4 ------------------------------------------------------------------------------------------------------------
def test_whatever_is_read_in_other_words_is_said_back(reader: OrderReader, doors: dict[str, Door]) -> None:
    """What the pack's own notation, names and labels do not say is among the readings of the order, by every door."""
    strict = OrderReader(pack=reader.pack, as_of=reader.as_of, strict=True)
    lexicon = reader.pack.lexicon
    silent = []
    for name, node in READ.items():
        fact = reader.pack.facts[name]
        for text, _ in entries(node):
            is_answer = normal(text, lexicon.spellings) in {*lexicon.flags, *lexicon.none, *lexicon.unknown}
            is_own = all(is_own_name(one, fact, lexicon) for one in text.split(", "))
            if is_answer or is_own or by_file(strict, name, text):
                continue
            for door, read_by in doors.items():
                if door == "cell" and MARKED.search(text):
                    continue  # how a table marks its numbers and days is said once, of the table
                found = read_by(name, text)
                if found is None or not found[1]:
                    silent.append((door, name, text))

    assert not silent


@pytest.mark.parametrize("text", ["45 euros max", "up to €45", "no more than 45", "45 or less"])
def test_up_to_of_a_limit_is_that_limit_and_is_said_back_so(reader: OrderReader, text: str) -> None:
    """What is read of it, and what is said to be read, are one number."""
    order = reader.read(f"{{id: a, unit_cost_ceiling: '{text}'}}".encode(), "order.yaml").orders[0]

    assert order.given["order.unit_cost_ceiling"] == Numbers(4500, 4500)
    assert [one.value for one in order.readings] == [Numbers(4500, 4500)]
