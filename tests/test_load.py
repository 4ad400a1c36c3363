"""Knowledge packs from folders: every slip of an author is told with file, line, column and the cure."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.check import diagnose
from advisor.errors import PackError
from advisor.meaning import stratify
from advisor.order import OrderReader
from advisor.pack.load import PARTS, load
from strategies import read_pack
from test_check import BASE, with_facts, with_figures

ROOT = Path(__file__).parents[1]
Faults = Callable[[Path], str]

RULE = """- id: {id}
  for: option
  {condition}
  then: {then}
  because: {because}
  source: artfolio#moq
"""


def rule(
    condition: str = "when: {quantity: 100..}", then: str = "{favour: 5}", because: str = '"Of {{ order.quantity }}."'
) -> str:
    """Return a file of one rule."""
    return (
        RULE.replace("{id}", "added")
        .replace("{condition}", condition)
        .replace("{then}", then)
        .replace("{because}", because)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in pack to spoil."""
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / "pack" / part)
    return tmp_path / "pack"


@pytest.fixture
def little(tmp_path: Path) -> Path:
    """A small pack to spoil, where what is told hangs on no more."""
    for name, text in BASE.items():
        path = tmp_path / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "pack"


def faults_of(folder: Path) -> str:
    """Return all that loading and checking a pack reports."""
    try:
        return "\n".join(map(str, sorted(diagnose(stratify(load(folder, label="pack"))))))
    except PackError as error:
        return str(error)


def test_the_built_in_pack_has_no_fault(folder: Path) -> None:
    """What ships passes its own check."""
    assert faults_of(folder) == ""


def test_a_rule_added_by_hand_changes_the_advice(folder: Path) -> None:
    """A file in rules/ is all it takes; no Python is touched."""
    text = rule("when: {quantity: 100.., pathway: artisan_workshop}", "{favour: 90}")
    (folder / "rules/added.yaml").write_text(text)
    advisor = Advisor(load(folder))
    order = (
        OrderReader(pack=advisor.pack, derived=advisor.derived)
        .read(b"quantity: 120\ndeadline: 8 weeks", "o.yaml")
        .orders[0]
    )

    assert advisor.advise(order).pathway == "artisan_workshop"


SLIPS = [
    (rule("when: {quantitty: 100..}"), "rules/added.yaml:3:10", "did you mean `quantity`?"),
    (rule("when: {heritage: cor}"), "rules/added.yaml:3:20", "did you mean `core`?"),
    (rule(because="{{ order.quantity }} units"), "rules/added.yaml:5", "double quotes"),
    (rule("if: order.quantity > figure.hub_monthly_lmit"), "rules/added.yaml:3:24", "unknown name"),
    (rule("if: order.quantity > order.deadline"), "rules/added.yaml:3", "cannot be compared"),
    (rule("if: order.quantity > option.unit_cost"), "rules/added.yaml:3", "expected two numbers"),
    (rule("if: option.tooling > order.cash_for_tooling"), "rules/added.yaml:3:7", "say which reading"),
    (rule("if: order.quantity > 250"), "rules/added.yaml:3:24", "bare number `250`"),
    (rule("if: __import__('os').system('id')"), "rules/added.yaml:3", "cannot hold this"),
    (rule("if: '(lambda: order.quantity)() > 1'"), "rules/added.yaml:3", "cannot hold this"),
    (rule("if: order.quantity >"), "rules/added.yaml:3", "no formula"),
    (rule("when: {quantity: >= 250}"), "rules/added.yaml:3", "250.."),
    (rule("when: {quantity: 0..0}"), "rules/added.yaml:3:20", "no value of `quantity`"),
    (rule("when: {quantity: known}"), "rules/added.yaml:3:20", "only rules that advise"),
    (rule("when: {after_sale: packaging}"), "rules/added.yaml:3:22", "has, lacks or only"),
    (rule("when: {quantity: 10..20}\n  if: order.quantity >= 1 and false"), "rules/added.yaml:1", "can never hold"),
    (rule(then="{favour: 20, risk: 5}"), "rules/added.yaml:4:22", "one thing, got `favour` and `risk`"),
    (rule(then="{favor: 20}"), "rules/added.yaml:4:10", "did you mean `favour`?"),
    (rule(then="{favour: 0 - 5}"), "rules/added.yaml:4", "could be negative"),
    (rule(then="{derive: {heritage: core}}"), "rules/added.yaml:4", "unknown fact of the option"),
    (rule(because='"{{ order.quantitty }}"'), "rules/added.yaml:5", "unknown name `order.quantitty`"),
    (rule(because='"{{ order.quantity.__class__ }}"'), "rules/added.yaml:5", "unknown name"),
    (rule(because='"{% for x in order %}{% endfor %}"'), "rules/added.yaml:5", "cannot hold `for`"),
    (rule(because="\"{{ 'x' * 3000000000 }}\""), "rules/added.yaml:5", "cannot hold `mul`"),
    (rule(because='"{{ 9 ** 9 ** 9 }}"'), "rules/added.yaml:5", "cannot hold `pow`"),
    (rule().replace("source: artfolio#moq", "source: artfolio#mok"), "rules/added.yaml:6:11", "did you mean `moq`?"),
    (rule().replace("  source: artfolio#moq\n", ""), "rules/added.yaml:1", "has no source"),
    (rule().replace('  because: "Of {{ order.quantity }}."\n', ""), "rules/added.yaml:1", "needs `because`"),
    (rule().replace("  for: option\n", ""), "rules/added.yaml:3", "said of an option"),
    (rule().replace("for: option", "for: {pathway: [small_factry]}"), "rules/added.yaml:2", "did you mean `small_factory`?"),
    (rule() + rule(), "rules/added.yaml:7:7", "declared twice"),
    (rule().replace("id: added", "id: Added_Rule"), "rules/added.yaml:1:7", "named by small letters"),
    ("rules: []", "rules/added.yaml:1:1", "expected a list of rules"),
    ("", "rules/added.yaml:1:1", "empty"),
]  # fmt: skip
"""A file of rules, where its fault is told, and words of that."""


@pytest.fixture(scope="module")
def told_together(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the faults of the built-in pack with every slip in a file of its own: most are found by one reading."""
    folder = tmp_path_factory.mktemp("slips") / "pack"
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part)
    for number, (text, _, _) in enumerate(SLIPS):
        (folder / f"rules/added-{number}.yaml").write_text(text.replace("id: added", f"id: added-{number}"))
    return faults_of(folder).split("\npack/")


@pytest.mark.parametrize("number", range(len(SLIPS)))
def test_a_slip_in_a_rule_is_told_at_its_place_with_the_cure(
    told_together: list[str], request: pytest.FixtureRequest, number: int
) -> None:
    """Whatever an author gets wrong in a rule has a place, and mostly a cure."""
    text, place, words = SLIPS[number]
    own = place.replace("added", f"added-{number}")
    if any(one.removeprefix("pack/").startswith(own) and words in one for one in told_together):
        return
    folder = request.getfixturevalue("folder")  # found only once the pack can be read
    (folder / "rules/added.yaml").write_text(text)
    found = faults_of(folder)

    assert f"pack/{place}" in found, found
    assert words in found, found


def edit(folder: Path, name: str, before: str, after: str) -> None:
    """Replace a text that must be there."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "before", "after", "words"),
    [
        ("knowledge/pack.yaml", "currency: EUR", "currencey: EUR", "did you mean `currency`?"),
        ("knowledge/facts.yaml", "bounds: 1..1000000", "bounds: 9..3", "9..3"),
        ("knowledge/facts.yaml", "unit: units", "unit: unitss", "did you mean `units`?"),
        ("knowledge/figures.yaml", "unit: days", "unit: money", "expected money"),
        ("knowledge/options/generic.yaml", "tooling: figure.hub_tooling", "tooling: figure.hub_time_table", "does not fit `tooling`"),
        ("knowledge/options/generic.yaml", "    unit_cost: figure.hub_cost_table\n", "", "needs `unit_cost`"),
        ("knowledge/options/generic.yaml", "    moq: figure.hub_units_table.low\n", "    moq: figure.hub_units_table\n", "say which reading"),
        ("knowledge/options/generic.yaml", "tooling: EUR 0", "toolling: EUR 0", "did you mean `tooling`?"),
        ("knowledge/estimates.yaml", "  lead_time:", "  led_time:", "needs an estimate `lead_time`"),
        ("knowledge/estimates.yaml", "step(order.quantity, option.unit_cost)", "step(order.deadline, option.unit_cost)", "the steps go by a plain count"),
        ("knowledge/checklists.yaml", "need: required", "need: wanted", "unknown `need`"),
        ("knowledge/contradictions.yaml", "claims: [", "claims: [nothing_such, ", "unknown figure `nothing_such`"),
        ("knowledge/words/sentences.yaml", "  either: [ou", "  ether: [ou", "did you mean `either`?"),
        ("knowledge/words/sentences.yaml", "  either: [ou", "  either: [or else", "`either` has single words, got `or else`"),
        ("knowledge/words/sentences.yaml", "thing: object", "thing: objekt", "did you mean `object`?"),
        ("knowledge/words/sentences.yaml", "thing: object", "thin: object", "did you mean `thing`?"),
        ("knowledge/words/sentences.yaml", "thing: object", "thing: [object, form]", "`thing` is one fact, got 2"),
        ("knowledge/words/names.yaml", "  as_of: [date, Datum,", "  asof: [date, Datum,", "did you mean `as_of`?"),
        ("knowledge/words/names.yaml", "unread: [brand,", "unread: [item,", "let a word mean one thing"),
    ],
)  # fmt: skip
def test_a_slip_in_the_knowledge_is_told_with_the_cure(
    folder: Path, name: str, before: str, after: str, words: str
) -> None:
    """Facts, figures, options, estimates and lists are checked as rules are."""
    edit(folder, name, before, after)
    found = faults_of(folder)

    assert words in found, found
    assert all(line.startswith(("pack/", "  help:")) for line in found.splitlines()), found


FACTS, FIGURES, OPTIONS = "knowledge/facts.yaml", "knowledge/figures.yaml", "knowledge/options/all.yaml"
HILLS = """\
  hill: {value: {1: 10 points, 5: 90 points, 9: 20 points}, unit: points, source: src}
  slope: {value: {1: 10 points, 5: 90 points}, unit: points, source: src}
"""
SIDE = "side: {kind: number, unit: units, bounds: 0..1000, question: Side?}"
BULK = "bulk: {kind: number, unit: units, bounds: 1..1000, question: Bulk?, grows_with: "


@pytest.mark.parametrize(
    ("name", "before", "after", "place", "words"),
    [
        ("rules/base.yaml", "risk: figure.weight", "risk: 'along(order.quantity, figure.hill)'", "1:109", "`figure.hill` rises and falls\n  help: a line must do one of the two"),
        ("rules/base.yaml", "risk: figure.weight", "risk: 'along(order.quantity, figure.weight)'", "1:109", "a table of two rows or more, got `figure.weight`"),
        ("rules/base.yaml", "risk: figure.weight", "risk: 'along(order.quantity, option.unit_cost)'", "1:109", "a table of two rows or more, got `option.unit_cost`"),
        ("rules/base.yaml", "risk: figure.weight", "risk: 'along(order.deadline, figure.slope)'", "1:93", "the steps go by a plain count, got a time in days"),
        ("rules/base.yaml", "if: option.lead_time.low > figure.month", "if: order.colour in order.finishes", "1:36", "`order.colour` and `order.finishes` have no choice in common"),
        (FACTS, "  proven:", f"  {SIDE}\n  {BULK}{{sde: 3}}, assume: 9}}\n  proven:", "5:84", "unknown number of an order `sde`\n  help: did you mean `side`?"),
        (FACTS, "  proven:", f"  {SIDE}\n  {BULK}{{proven: 3}}, assume: 9}}\n  proven:", "5:84", "unknown number of an order `proven`"),
        (FACTS, "  proven:", f"  {SIDE}\n  {BULK}{{side: 3}}}}\n  proven:", "5:3", "`bulk` grows with others, and is no number of which something is assumed\n  help: say what it is at first by `assume`"),
        (FACTS, "proven: {", "proven: {assume: true, grows_with: {quantity: 3}, ", "4:3", "`proven` grows with others, and is no number"),
        (FACTS, "  proven:", f"  {SIDE}\n  {BULK}{{side: 0}}, assume: 9}}\n  proven:", "5:90", "`bulk` grows with `side` from one number on\n  help: write what that is where nothing is known of the thing, above 0"),
        (FACTS, "  proven:", f"  {SIDE}\n  {BULK}{{side: 3..9}}, assume: 9}}\n  proven:", "5:90", "`bulk` grows with `side` from one number on"),
        (FACTS, "  proven:", f"  {SIDE}\n  {BULK}{{side: {{usually: 3, sheet: 0}}}}, assume: 9}}\n  proven:", "5:110", "`bulk` grows with `side` from one number on"),
        (FACTS, "  proven:", f"  {SIDE}\n  {BULK}{{side: {{usually: 3}}}}, assume: 9}}\n  proven:", "5:90", "what `bulk` grows with needs `sheet`"),
        (FACTS, "  proven:", f"  {SIDE}\n  {BULK}{{side: {{usual: 3, sheet: 4}}}}, assume: 9}}\n  proven:", "5:91", "did you mean `usually`?"),
        (FACTS, "  proven:", f"  {SIDE}\n  {BULK}{{side: 9999}}, assume: 9}}\n  proven:", "5:90", "must be from 0 to 1000"),
        (OPTIONS, "shop-1, pathway: shop, generic: true", "shop-1, pathway: shop, process: milling, answers: [miling]", "3:5", "unknown process `miling`\n  help: did you mean `milling`?"),
        (FACTS, "milling: milling", "milling: {label: milling, usually: {maximum: 9999}}", "3:100", "must be from 1 to 1000"),
        (FACTS, "milling: milling", "milling: {label: milling, usually: {maximun: 9}}", "3:91", "did you mean `maximum`?"),
        (FACTS, "red: red", "red: {label: red, usually: {maximum: 9}}", "5:64", "unknown fact of an order `maximum`\n  help: known are `quantity`, `process`"),
    ],
)  # fmt: skip
def test_a_slip_in_what_grows_answers_or_goes_along_a_line(
    name: str, before: str, after: str, place: str, words: str
) -> None:
    """Lines, growth, what processes say of options and whom an option answers: told at the place, mostly with the cure."""
    extra = "  finishes: {kind: set, choices: {matt: matt}, question: Finishes?}\n"
    files = with_figures(with_facts(BASE, extra), HILLS)
    assert before in files[name]
    with pytest.raises(PackError) as caught:
        read_pack({**files, name: files[name].replace(before, after, 1)})

    assert f"pack/{name}:{place}: " in str(caught.value), caught.value
    assert words in str(caught.value), caught.value


def test_what_rules_derive_does_not_grow() -> None:
    """A number that rules derive grows with nothing: its rules can work that out."""
    fact = "  bulk: {kind: number, unit: units, bounds: 1..1000, assume: 9, grows_with: {quantity: 3}}\n"
    rule_of = "- {id: so, when: {proven: true}, then: {derive: {bulk: order.quantity}}, because: So., source: src}\n"

    with pytest.raises(PackError, match="`bulk` grows with others, and rules derive it\n  help: let the rules"):
        stratify(read_pack({**with_facts(BASE, fact), "rules/bulk.yaml": rule_of}))


def test_every_fault_is_told_at_once(folder: Path) -> None:
    """An author sees all slips in one run, sorted by place."""
    edit(folder, "knowledge/facts.yaml", "unit: units", "unit: unitss")
    (folder / "rules/added.yaml").write_text(rule("when: {quantitty: 1}"))
    edit(folder, "knowledge/pack.yaml", "title:", "titel:")
    lines = [line for line in faults_of(folder).splitlines() if not line.startswith("  ")]

    assert {line.split(":")[0] for line in lines} >= {
        "pack/knowledge/facts.yaml",
        "pack/knowledge/pack.yaml",
        "pack/rules/added.yaml",
    }
    assert all(len(line) < 400 for line in lines)


def test_a_circle_is_named_whole(little: Path) -> None:
    """Facts that define each other are refused, and the way round is told."""
    edit(little, "knowledge/facts.yaml", "facts:\n", "facts:\n  one: {kind: flag}\n  two: {kind: flag}\n")
    circle = "".join(
        f"- id: {of}-of-{by}\n  when: {{{by}: true}}\n  then: {{derive: {{{of}: true}}}}\n  because: 'So.'\n  source: src\n"
        for of, by in (("one", "two"), ("two", "one"))
    )
    (little / "rules/circle.yaml").write_text(circle)

    assert "in a circle: `one` <- `two` <- `one`" in faults_of(little)


def test_two_rules_that_derive_different_values_must_exclude_each_other(little: Path) -> None:
    """Rival derivations are refused unless their tests rule each other out."""
    edit(
        little,
        "knowledge/facts.yaml",
        "facts:\n",
        "facts:\n  bulk: {kind: choice, choices: {small: small, large: large}}\n",
    )

    def derived(first: str, second: str) -> str:
        rules = [("small", first), ("large", second)]
        text = "".join(
            f"- id: it-is-{value}\n  when: {{quantity: {test}}}\n  then: {{derive: {{bulk: {value}}}}}\n  because: 'So.'\n  source: src\n"
            for value, test in rules
        )
        (little / "rules/size.yaml").write_text(text)
        return faults_of(little)

    assert "could both hold" in derived("..1", "1..")
    assert derived("..1", "2..") == ""


@pytest.mark.parametrize("part", ["rules", "knowledge"])
def test_a_pack_without_a_part_is_refused(little: Path, part: str) -> None:
    """Rules and knowledge are both needed."""
    shutil.rmtree(little / part)

    assert f"needs a folder `{part}`" in faults_of(little)


def test_a_pack_without_a_rule_is_refused(little: Path) -> None:
    """An empty rules folder is a fault, with what to do."""
    for path in (little / "rules").iterdir():
        path.unlink()

    assert "the pack has no rules" in faults_of(little)


def test_a_link_in_a_pack_is_not_followed(little: Path, tmp_path: Path) -> None:
    """A pack's files are its own."""
    (tmp_path / "elsewhere.yaml").write_text(rule())
    (little / "rules/linked.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    assert "pack/rules/linked.yaml" in faults_of(little)


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 100_000,
        "- " * 100_000,
        "a: &a [x]\nb: [*a, *a]",
        "a: !!python/object:os.system x",
        "? {a: b}\n: c",
        "\x00\x01\x02",
    ],
)
def test_a_hostile_rule_file_is_refused_quickly(little: Path, hostile: str) -> None:
    """No file of a pack hangs (a minute of work), crashes or gives a traceback."""
    (little / "rules/added.yaml").write_text(hostile)
    start = time.process_time()
    found = faults_of(little)

    assert "pack/rules/added.yaml" in found
    assert time.process_time() - start < 60
