"""A pack over another: what it says anew, what it inherits, where each value came from, and how one is begun."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.check import diagnose
from advisor.errors import OutputError, PackError, Place
from advisor.ir import OneOf, Pack, SpanTable
from advisor.meaning import stratify
from advisor.order import OrderReader
from advisor.pack.extend import MOST_PACKS
from advisor.pack.load import load, load_with_origin
from advisor.pack.scaffold import write_new
from conftest import ROOT, Run
from strategies import write_files
from test_check import BASE, with_figures, with_rules

TODAY = "2026-11-23"
NOWHERE = Place("")
HEAD = "id: mine\nversion: 0.1.0\ntitle: Mine\nextends: builtin\n"
BASED = HEAD.replace("builtin", "../base")
SOURCES = "sources:\n  prices: {title: Our price list, kind: own measurement}\n"
RULE = """- id: {id}
  when: {quantity: 100..}
  then: {advise: {level: note, topic: ours}}
  because: "Of {{ order.quantity }}."
  source: prices
"""


def folder(root: Path, **files: str) -> Path:
    """Write a pack over the built-in one; `rules__studio` is the file rules/studio.yaml."""
    told = {"knowledge__pack": HEAD, "knowledge__sources": SOURCES, **files}
    for name, text in told.items():
        path = root / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A small pack to lie over, with a figure and a rule called as in the built-in one: what is told of a slip hangs on no more."""
    files = with_figures(BASE, "  hub_cost_table: {value: EUR 18..EUR 90, unit: money, source: src}\n")
    files = with_rules(files, RULE.replace("{id}", "below-moq").replace("prices", "src"))
    write_files(tmp_path / "base", files)
    return tmp_path / "base"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The folder of a pack to be."""
    return tmp_path / "mine"


def faults_of(root: Path) -> str:
    """Return all that loading a pack reports, or its check of what is its own."""
    try:
        pack = load(root, label=root.name)
    except PackError as error:
        return str(error)
    return "\n".join(str(one) for one in sorted(diagnose(stratify(pack))) if one.at.file not in pack.inherited)


def winner(pack: Pack, text: str) -> str | None:
    advisor = Advisor(pack, "walk")
    return advisor.advise(
        OrderReader(pack=pack, derived=advisor.derived).read(text.encode(), "o.yaml").orders[0]
    ).pathway


# --- what is inherited ------------------------------------------------------------------------------------------------
def test_a_pack_that_changes_nothing_advises_as_its_base(mine: Path, pack: Pack) -> None:
    """`extends` alone is a whole pack: everything is the base's but its name and hash."""
    own = load(folder(mine), label="mine")

    assert (own.id, own.currency, own.language) == ("mine", pack.currency, pack.language)
    assert list(own.rules) == list(pack.rules)
    assert list(own.options) == list(pack.options)
    assert own.sha256 != pack.sha256
    assert own.rules["below-moq"].at.file == "builtin/rules/order-size.yaml"
    assert faults_of(mine) == ""


def test_a_pack_that_repeats_its_base_is_its_base(mine: Path, pack: Pack) -> None:
    """Every entry said anew in the same words means the same, whatever its place."""
    for part in ("rules", "knowledge"):
        shutil.copytree(ROOT / part, mine / part)
    (mine / "knowledge/pack.yaml").write_text(HEAD)
    own = load(mine, label="mine")

    for section in ("facts", "sources", "figures", "pathways", "options", "estimates", "rules", "contradictions"):
        before, after = getattr(pack, section), getattr(own, section)
        assert list(before) == list(after)
        assert [replace(one, at=NOWHERE) for one in before.values()] == [
            replace(one, at=NOWHERE) for one in after.values()
        ]
    assert (own.groups, [one.id for one in own.checklists]) == (pack.groups, [one.id for one in pack.checklists])


def test_a_price_said_anew_changes_the_advice_and_nothing_else_of_its_figure(mine: Path, pack: Pack) -> None:
    """Unit and label stay; the quote of the old source goes, and the place is the new one."""
    figures = "figures:\n  hub_cost_table: {value: EUR 12..EUR 20, source: prices}\n"
    own = load(folder(mine, knowledge__figures=figures), label="mine")
    figure, old = own.figures["hub_cost_table"], pack.figures["hub_cost_table"]

    assert (figure.value.low, figure.value.high, figure.sources) == (1200, 2000, ("prices",))
    assert (figure.unit, figure.label) == (old.unit, old.label)
    assert (figure.quote, figure.as_of) == ("", "")
    assert str(figure.at) == "mine/knowledge/figures.yaml:2:3"
    assert [winner(one, "{quantity: 120, deadline: 4 weeks}") for one in (pack, own)] == ["fab_network", "maker_hub"]
    assert faults_of(mine) == ""


def test_a_value_said_anew_needs_a_source_of_its_own(mine: Path) -> None:
    """The old source never claimed the new value; `pack check` asks, advice goes on."""
    folder(mine, knowledge__figures="figures:\n  hub_cost_table:\n    value: EUR 12..EUR 20\n")

    assert load(mine).figures["hub_cost_table"].sources == ()
    assert "mine/knowledge/figures.yaml:3:5: figure `hub_cost_table` has no source" in faults_of(mine)


@pytest.mark.usefixtures("base")
def test_a_change_of_the_base_changes_the_hash(mine: Path, tmp_path: Path) -> None:
    """The hash covers all packs, and not where they lie."""
    house = folder(tmp_path / "house", knowledge__pack=BASED)
    folder(mine, knowledge__pack=HEAD.replace("builtin", "../house"))
    first = load(mine, label="mine").sha256
    again = load(mine, label="elsewhere").sha256
    (house / "knowledge/sources.yaml").write_text(SOURCES.replace("Our", "Their"))

    assert first == again != load(mine).sha256


def test_a_choice_can_be_added_to_a_fact(mine: Path, pack: Pack) -> None:
    """`choices` are joined, so one more does not take the others away."""
    own = load(folder(mine, knowledge__facts="facts:\n  material: {choices: {hempcrete_x: hempcrete x}}\n"))

    assert list(own.facts["material"].words) == [*pack.facts["material"].words, "hempcrete_x"]
    assert own.facts["material"].question == pack.facts["material"].question


def test_a_fact_of_another_kind_inherits_nothing(mine: Path) -> None:
    """Bounds and choices of the old kind would mean nothing."""
    told = "facts:\n  royalty_collection: {kind: choice, choices: {'true': yes, 'false': no}, question: Royalties?}\n"
    found = load(folder(mine, knowledge__facts=told)).facts["royalty_collection"]

    assert found.domain == OneOf(("true", "false"))
    assert found.help == ""


def test_an_option_keeps_what_is_not_said_even_under_another_name(mine: Path, pack: Pack) -> None:
    """`price_breaks` replaces the base's `unit_cost`, which is the same fact."""
    told = "options:\n  - {id: maker_hub-any, price_breaks: {20: EUR 30, 100: EUR 10}, source: prices}\n"
    found = load(folder(mine, knowledge__options__hub=told)).options["maker_hub-any"]
    table = found.values["option.unit_cost"]

    assert isinstance(table, SpanTable)
    assert [at for at, _ in table.rows] == [20, 100]
    assert found.values["option.moq"] == pack.options["maker_hub-any"].values["option.moq"]
    assert (found.sources, found.as_of, found.generic) == (("prices",), "", True)


def test_a_rule_is_replaced_as_a_whole_and_in_its_place(mine: Path, pack: Pack) -> None:
    """Half a rule of each pack would be nobody's."""
    own = load(folder(mine, rules__studio=RULE.replace("{id}", "register-the-design")), label="mine")
    found = own.rules["register-the-design"]

    assert list(own.rules) == list(pack.rules)
    assert (found.sources, found.at.file) == (("prices",), "mine/rules/studio.yaml")


def test_rules_and_options_can_be_switched_off(mine: Path, pack: Pack) -> None:
    """`off` takes them away by id."""
    own = load(folder(mine, knowledge__pack=HEAD + "off: {rules: [under-a-hundred], options: [in_house-any]}\n"))

    assert set(pack.rules) - set(own.rules) == {"under-a-hundred"}
    assert set(pack.options) - set(own.options) == {"in_house-any"}


def test_lists_are_joined_by_id(mine: Path, pack: Pack) -> None:
    """A checklist's title is said anew; a group is added after the others."""
    own = load(
        folder(
            mine,
            knowledge__checklists="checklists:\n  - {id: preparation, title: Our own preparation}\n",
            knowledge__facts="groups:\n  - {id: ours, title: Ours}\n",
        )
    )

    assert {one.id: one.title for one in own.checklists}["preparation"] == "Our own preparation"
    assert len(own.checklists) == len(pack.checklists)
    assert [one.id for one in own.groups] == [*(one.id for one in pack.groups), "ours"]


def test_packs_lie_on_one_another(mine: Path, tmp_path: Path) -> None:
    """The nearest pack has the last word, and places name each pack by its path."""
    figures = "figures:\n  {name}: {value: EUR {value}, source: prices}\n"
    house = (
        figures.replace("{name}", "hub_cost_table").replace("{value}", "10")
        + "  hub_tooling: {value: EUR 1, source: prices}\n"
    )
    folder(tmp_path / "house", knowledge__figures=house)
    own = figures.replace("{name}", "hub_cost_table").replace("{value}", "20")
    found = load(
        folder(mine, knowledge__pack=HEAD.replace("builtin", "../house"), knowledge__figures=own), label="mine"
    )

    assert found.figures["hub_cost_table"].value.low == 2000
    assert found.figures["hub_tooling"].value.high == 100
    assert found.figures["hub_tooling"].at.file == "house/knowledge/figures.yaml"


# --- what is refused --------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        ({"knowledge__pack": HEAD.replace("builtin", "bultin")}, "knowledge/pack.yaml:4:10", "did you mean `builtin`?"),
        ({"knowledge__pack": HEAD.replace("builtin", "../nowhere")}, "knowledge/pack.yaml:4:10", "no knowledge pack at `../nowhere`"),
        ({"knowledge__pack": HEAD.replace("builtin", "/etc")}, "knowledge/pack.yaml:4:10", "a path from the pack's own folder"),
        ({"knowledge__pack": HEAD.replace("builtin", "x" * 300)}, "knowledge/pack.yaml:4:10", "no knowledge pack at"),
        ({"knowledge__pack": HEAD.replace("builtin", "[builtin]")}, "knowledge/pack.yaml:4:10", "must be a text"),
        ({"knowledge__pack": HEAD.replace("builtin", "../mine")}, "knowledge/pack.yaml:4:10", "in a circle: `mine` <- `mine`"),
        ({"knowledge__pack": BASED + "currency: USD\n"}, "knowledge/pack.yaml:5:11", "the currency of the pack it extends, EUR, got `USD`"),
        ({"knowledge__pack": BASED + "off: {rules: [below-moqq]}\n"}, "knowledge/pack.yaml:5:15", "did you mean `below-moq`?"),
        ({"knowledge__pack": BASED + "off: {option: [below-moq]}\n"}, "knowledge/pack.yaml:5:7", "did you mean `options`?"),
        ({"knowledge__pack": BASED + "off: {rules: [[x]]}\n"}, "knowledge/pack.yaml:5:15", "must be the id of one of the rules"),
        ({"knowledge__pack": BASED + "off: [below-moq]\n"}, "knowledge/pack.yaml:5:6", "`off` must be a mapping"),
        ({"knowledge__pack": BASED + "off: {rules: [below-moq]}\n", "rules__a": RULE.replace("{id}", "below-moq")}, "knowledge/pack.yaml:5:15", "switched off, and declared"),
        ({"knowledge__pack": BASED.replace("title: Mine\n", "")}, "knowledge/pack.yaml:1:1", "needs `title`"),
        ({"knowledge__figures": "figurs:\n  x: {value: 1}\n"}, "knowledge/figures.yaml:1:1", "did you mean `figures`?"),
        ({"knowledge__figures": "figures: [1]\n"}, "knowledge/figures.yaml:1:10", "`figures` must be a mapping, got a list"),
        ({"knowledge__figures": "figures:\n  hub_cost_table: EUR 3\n"}, "knowledge/figures.yaml:2:19", "must be a mapping"),
        ({"knowledge__figures": "figures:\n  hub_cost_table: {valu: EUR 3}\n"}, "knowledge/figures.yaml:2:20", "did you mean `value`?"),
        ({"knowledge__figures": "figures:\n  hub_cost_tabel: {value: EUR 3, source: prices}\n"}, "knowledge/figures.yaml:2:19", "needs `unit`"),
        ({"knowledge__figures": "[1]"}, "knowledge/figures.yaml:1:1", "expected a mapping, got a list"),
        ({"knowledge__figurs": "figures: {}\n"}, "knowledge/figurs.yaml", "did you mean `figures.yaml`?"),
        ({"rule__studio": RULE}, "rule", "did you mean `rules`?"),
        ({"rules__a": RULE.replace("{id}", "x"), "rules__b": RULE.replace("{id}", "x")}, "rules/b.yaml:1:7", "declared twice"),
        ({"rules__a": RULE.replace("{id}", "below-moq") * 2}, "rules/a.yaml:6:7", "declared twice"),
        ({"rules__a": "{}"}, "rules/a.yaml:1:1", "expected a list of rules, got a mapping"),
        ({"knowledge__options__a": "[]"}, "knowledge/options/a.yaml:1:1", "expected a mapping, got a list"),
        ({"knowledge__options__a": "options: []\nmore: 1"}, "knowledge/options/a.yaml:2:1", "unknown key"),
    ],
)  # fmt: skip
def test_a_slip_is_told_at_its_place_with_the_cure(mine: Path, files: dict[str, str], place: str, words: str) -> None:
    """Whatever is wrong with what is said anew is told in the pack that says it."""
    found = faults_of(folder(mine, **{"knowledge__pack": BASED, **files}))

    assert f"mine/{place}" in found, found
    assert words in found, found
    assert all(len(line) < 400 for line in found.splitlines())


def test_what_a_change_breaks_in_the_base_is_told_with_its_first_place(mine: Path) -> None:
    """Of what in the base reads what is gone, the first is named where it stands, under the base's label."""
    found = faults_of(folder(mine, knowledge__facts="facts:\n  heritage: {kind: flag}\n"))

    assert found.startswith("mine/knowledge/facts.yaml:2:20: ")
    assert "builtin/knowledge/words/" in found


def test_off_without_a_base_is_refused(mine: Path) -> None:
    """There is nothing to switch off."""
    for part in ("rules", "knowledge"):
        shutil.copytree(ROOT / part, mine / part)
    with (mine / "knowledge/pack.yaml").open("a") as stream:
        stream.write("off: {rules: [below-moq]}\n")

    assert "`off` switches off what a pack inherits" in faults_of(mine)


def test_a_circle_of_packs_is_named_whole(mine: Path, tmp_path: Path) -> None:
    """Packs that extend each other are refused by name, not by running out of memory."""
    folder(tmp_path / "house", knowledge__pack=HEAD.replace("builtin", "../mine"))
    folder(mine, knowledge__pack=HEAD.replace("builtin", "../house"))

    assert (
        "house/knowledge/pack.yaml:4:10: packs extend each other in a circle: `mine` <- `house` <- `mine`"
        in faults_of(mine)
    )


@pytest.mark.usefixtures("base")
def test_packs_lie_on_one_another_to_a_limit(tmp_path: Path) -> None:
    """One pack more than the limit is refused where it is asked for."""
    for number in range(MOST_PACKS):
        folder(tmp_path / f"p{number}", knowledge__pack=HEAD.replace("builtin", f"../p{number + 1}"))
    folder(tmp_path / f"p{MOST_PACKS}", knowledge__pack=BASED)
    found = faults_of(tmp_path / "p0")

    assert f"p{MOST_PACKS - 1}/knowledge/pack.yaml:4:10: expected at most {MOST_PACKS} packs" in found
    assert "at most" not in faults_of(tmp_path / "p2")


# --- the commands -----------------------------------------------------------------------------------------------------
def test_show_origin_tells_each_place_and_what_was_before(cli: Run, mine: Path) -> None:
    """Own entries have own places, overridden values their old value and place, and what is off is listed."""
    figures = "figures:\n  hub_cost_table: {value: EUR 12..EUR 20, source: prices}\n"
    folder(mine, knowledge__figures=figures, knowledge__pack=HEAD + "off: {rules: [below-moq]}\n")
    done = cli("pack", "show", "mine", "--origin")

    assert done.returncode == 0
    assert re.search(r"hub_cost_table +mine/knowledge/figures.yaml:2:27 +EUR 12..EUR 20\n", done.stdout)
    assert re.search(
        r"value: EUR 18..EUR 90 -> EUR 12..EUR 20  \(was builtin/knowledge/figures.yaml:\d+:\d+\)", done.stdout
    )
    assert re.search(r"below-moq +mine/knowledge/pack.yaml:5:15 +off  \(was builtin/rules/order-size.yaml", done.stdout)
    assert re.search(r"unit_cost +builtin/knowledge/facts.yaml", done.stdout)


def test_every_entry_of_a_pack_has_an_origin(mine: Path) -> None:
    """Nothing that is read is left out of the listing."""
    pack, layers = load_with_origin(folder(mine), label="mine")
    names = {(entry.what, entry.name) for entry in layers.entries}

    assert {("rule", name) for name in pack.rules} <= names
    assert {("figure", name) for name in pack.figures} <= names
    assert {("option", name) for name in pack.options} <= names
    assert {("fact", name) for name in pack.facts} <= names


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("how", [(), ("--bare",), ("--extends", "house")])
def test_a_new_pack_works_at_once(cli: Run, tmp_path: Path, how: tuple[str, ...]) -> None:
    """What `pack new` writes passes its check and its cases, and advises."""
    folder(tmp_path / "house", knowledge__pack=BASED)
    made = cli("pack", "new", "mine", *how)
    check, test = cli("pack", "check", "mine"), cli("pack", "test", "mine")
    advice = cli("advise", "--pack", "mine", "-", stdin="quantity: 40")

    assert (made.returncode, made.stderr) == (0, "")
    assert (check.returncode, test.returncode, advice.returncode) == (0, 0, 0), (
        check.stdout + test.stdout + advice.stderr
    )
    assert "0 rules untested" in test.stdout
    assert not list(tmp_path.glob(".*"))


def test_a_new_pack_may_be_the_empty_folder_one_stands_in(cli: Run, tmp_path: Path) -> None:
    """`pack new .` fills the folder and leaves nothing else in it."""
    assert cli("pack", "new", ".").returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"knowledge", "rules", "tests", ".schemas"}
    assert cli("pack", "check", ".").returncode == 0


def test_a_folder_that_holds_something_is_left_alone(cli: Run, mine: Path) -> None:
    """Nobody's files are written over."""
    mine.mkdir()
    (mine / "letter.txt").write_text("dear")
    done = cli("pack", "new", "mine")

    assert done.returncode == 3
    assert "mine: expected a new or empty folder, got one that holds `letter.txt`" in done.stderr
    assert [path.name for path in mine.iterdir()] == ["letter.txt"]


def test_a_pack_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    """A base at fault, a file in the way: all or nothing."""
    folder(tmp_path / "house", rules__a="{}")
    (tmp_path / "file").write_text("")
    with pytest.raises(PackError, match="expected a list of rules"):
        write_new(tmp_path / "mine", str(tmp_path / "house"), today=TODAY)
    with pytest.raises(PackError, match="got a file or link"):
        write_new(tmp_path / "file", "builtin", today=TODAY)
    with pytest.raises(OutputError, match="could not be written"):
        write_new(tmp_path / "file" / "mine", "builtin", today=TODAY)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "house"]


def test_bare_and_extends_exclude_each_other(cli: Run) -> None:
    """That is wrong usage."""
    assert cli("pack", "new", "mine", "--bare", "--extends", "builtin").returncode == 2


def test_a_new_pack_is_reported_only_for_what_is_its_own(cli: Run, mine: Path) -> None:
    """Base figures left unused by `off`, and the base's rules without a case here, are not this author's matter."""
    folder(
        mine,
        knowledge__pack=HEAD + "off: {rules: [under-a-hundred]}\n",
        rules__studio=RULE.replace("{id}", "ours"),
        knowledge__figures="figures:\n  unused: {value: 3, unit: units, source: prices}\n",
    )
    check, test = cli("pack", "check", "mine"), cli("pack", "test", "mine")

    assert check.stdout.splitlines()[0] == "mine/knowledge/figures.yaml:2:3: figure `unused` is used by nobody"
    assert "builtin/" not in check.stdout + test.stdout
    assert "rule `ours` holds in no case" in test.stdout


# --- the paper --------------------------------------------------------------------------------------------------------
BLOCK = re.compile(
    r"\*\*`(?P<file>[^`]+)`\*\*\n\n```yaml\n(?P<text>.*?)```|```sh-session\n(?P<session>.*?)```", re.DOTALL
)


def test_the_authors_paper_can_be_followed_word_for_word(cli: Run, tmp_path: Path) -> None:
    """In an empty folder, in order: each file is written, each command run, each answer is the one printed (`...` for the rest)."""
    paper = (ROOT / "docs/authors.md").read_text(encoding="utf-8")
    shutil.copy(ROOT / "examples/outcomes.csv", tmp_path)  # as the paper asks for
    code = 0
    ran: list[str] = []
    for block in BLOCK.finditer(paper):
        if block["file"]:
            (tmp_path / block["file"]).write_text(block["text"], encoding="utf-8")
            continue
        for part in re.split(r"^\$ ", block["session"], flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            if command == "echo $?":
                assert printed.strip() == str(code), command
                continue
            name, *words = shlex.split(command)
            assert name == "advisor"
            done = cli(*words, merged=True)
            code = done.returncode
            ran.append(command.removeprefix("advisor ").partition(" mine")[0])
            pattern = ".*?".join(map(re.escape, printed.strip().split("...")))
            assert re.fullmatch(pattern, done.stdout.strip(), re.DOTALL), f"{command}\n{done.stdout}"

    steps = ("pack new", "pack check", "pack test", "pack verify", "pack diff", "learn outcomes.csv --pack")
    assert sorted(steps, key=ran.index) == list(steps)
    assert "```console" not in paper


# --- what only follows from a slip above, and words that both packs say -----------------------------------------------
@pytest.fixture
def things(base: Path) -> Path:
    """The small pack with choices in a file of their own, which its words name."""
    facts = base / "knowledge/facts.yaml"
    more = "  object: {kind: choice, choices: objects, question: What?}\n"
    facts.write_text(facts.read_text(encoding="utf-8") + more, encoding="utf-8")
    told = {
        "objects": "objects:\n  guitar: {label: guitar, also: [ukulele, lute]}\n  drum: {label: drum}\n",
        "words": "roles: {thing: object}\nbeside: {process: [{words: [strung], of: [guitar]}]}\nchoices: {object: {drum: [tabla]}}\n",
    }
    for name, text in told.items():
        (base / f"knowledge/{name}.yaml").write_text(text, encoding="utf-8")
    return base


def hints_of(root: Path) -> list[str]:
    """Return what is noted of a pack's words, which is no fault."""
    return [f"{one.at}: {one.message}" for one in load_with_origin(root, label=root.name)[1].faults.hints]


@pytest.mark.usefixtures("things")
def test_a_choice_with_a_fault_is_no_fault_of_what_names_the_others(mine: Path) -> None:
    """A slip among choices in a file of their own is told alone: the words of the pack below, which name others, are not blamed."""
    root = folder(mine, knowledge__pack=BASED, knowledge__objects="objects:\n  harp: {label: harp, within: guitar}\n")

    assert faults_of(root).splitlines()[0].startswith("mine/knowledge/objects.yaml:2:23: unknown key")
    assert faults_of(root).count("unknown") == 1


def test_what_is_wrong_below_by_itself_is_told_with_a_slip_above(things: Path, mine: Path) -> None:
    """Only what follows from a slip above is left out."""
    (things / "knowledge/sources.yaml").write_text("sources: {src: {title: A source, kind: gide}}\n", encoding="utf-8")
    root = folder(mine, knowledge__pack=BASED, knowledge__objects="objects:\n  harp: {lable: harp}\n")

    assert "`gide`" in faults_of(root)
    assert "`lable`" in faults_of(root)


@pytest.mark.usefixtures("things")
@pytest.mark.parametrize(
    ("word", "was"), [("ukulele", "base/knowledge/objects.yaml:2:33"), ("tabla", "base/knowledge/words.yaml:3:26")]
)
def test_a_choice_of_ones_own_takes_its_name_from_the_words_below(mine: Path, word: str, was: str) -> None:
    """What was only a word for another choice of the pack below means the choice that a pack over it adds, and that is noted."""
    root = folder(mine, knowledge__pack=BASED, knowledge__objects=f"objects:\n  {word}: {{label: {word}}}\n")

    (told,) = (one for one in hints_of(root) if "bare number" not in str(one))
    assert told.startswith(f"mine/knowledge/objects.yaml:2:3: `{word}` means `{word}` of `object` here")
    assert told.endswith(was)
    pack = load(root)
    assert pack.lexicon.choices["object"][word] == (word,)
    assert not any(word in said for said in pack.lexicon.called["object"].values())


@pytest.mark.usefixtures("things")
@pytest.mark.parametrize(
    ("said", "place", "cure"),
    [
        ("banjo: {label: banjo, also: [drum]}", "2:31", "leave the word out"),
        ("banjo: {label: drum}", "2:3", "call this something else"),
        ("banjo: {label: banjo}\n  harp: {label: harp, also: [banjo]}", "3:29", "leave the word out"),
    ],
)
def test_a_word_that_means_two_things_is_told_where_its_author_can_write(
    mine: Path, said: str, place: str, cure: str
) -> None:
    """A name of the pack below is not taken from it; the fault stands in the pack above, with the other place and what to do."""
    root = folder(mine, knowledge__pack=BASED, knowledge__objects=f"objects:\n  {said}\n")

    told = faults_of(root)
    assert told.startswith(f"mine/knowledge/objects.yaml:{place}: ")
    assert "already, in " in told
    assert cure in told


# --- what is said anew and does not fit -------------------------------------------------------------------------------
@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("files", "at", "name"),
    [
        ({"knowledge__facts": "facts:\n  proven: {kind: number, unit: days, bounds: 1 day..9 days, question: When?}\n"}, "facts.yaml:2:18", "proven"),
        ({"knowledge__figures": "figures:\n  month: {value: EUR 3, unit: money, source: prices}\n"}, "figures.yaml:2:18", "month"),
    ],
)  # fmt: skip
def test_what_no_longer_fits_below_is_told_of_what_is_said_anew(
    base: Path, mine: Path, files: dict[str, str], at: str, name: str
) -> None:
    """One fault, at the entry that its author wrote, with the first place of the pack below that does not fit it, and how many there are."""
    rule = "- {id: r, when: {proven: true}, then: {derive: {proven: true}}, because: So., source: src}\n"
    (base / "rules/proven.yaml").write_text(rule, encoding="utf-8")
    root = folder(mine, knowledge__pack=BASED, **files)

    told = faults_of(root)
    assert told.startswith(
        f"mine/knowledge/{at}: the pack below does not fit what is said anew of `{name}`: base/rules/"
    )
    assert told.count("\n") == 1


@pytest.mark.usefixtures("base")
def test_a_kind_is_added_to_those_of_the_pack_below(base: Path, mine: Path) -> None:
    """`kinds` of a choice in a file of its own are joined, as those of a choice in `facts.yaml` are."""
    facts = base / "knowledge/facts.yaml"
    facts.write_text(
        facts.read_text(encoding="utf-8") + "  material: {kind: choice, choices: materials, question: What?}\n",
        encoding="utf-8",
    )
    told = "materials:\n  wood: {label: wood, kinds: {oak: oak, ash: ash}}\n"
    (base / "knowledge/materials.yaml").write_text(told, encoding="utf-8")
    root = folder(mine, knowledge__pack=BASED, knowledge__materials="materials:\n  wood: {kinds: {elm: elm}}\n")

    assert load(root).facts["material"].choice_groups["wood"] == ("oak", "ash", "elm")
