"""Whatever lies visibly in a pack is read or refused, and what it says is taken whole or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import FaultsError
from advisor.pack.cache import fingerprint
from advisor.pack.load import load
from advisor.pack.scaffold import write_new
from conftest import Run

TODAY = "2026-11-28"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small whole pack without faults."""
    write_new(tmp_path / "mine", None, today=TODAY)
    return tmp_path / "mine"


def refused(folder: Path) -> str:
    """Return the faults of a pack as they are told, empty if it has none."""
    try:
        load(folder, label="mine")
    except FaultsError as error:
        return str(error)
    return ""


NEVER_READ = (
    "rules/team/a.yaml", "rules/a.YAML", "rules/a.Yml", "rules/a.json", "rules/a.yaml.txt", "rules/a.yaml.bak", "rules/a.yaml~",
    "rules/a", "knowledge/rules/a.yaml", "knowledge/templates/a.html", "knowledge/notes/a.yaml", "knowledge/facts.YAML",
    "knowledge/facts.json", "knowledge/option/a.yaml", "knowledge/options/team/a.yaml", "knowledge/options/a.YML",
    "knowledge/sources/team/a.yaml", "knowledge/figures/a.yaml.txt", "tests/cases/team/a.yaml", "tests/cases/a.YAML",
    "tests/cases/a.json", "tests/case/a.yaml", "tests/Cases2/a.yaml", "tests/a.yaml", "rules.yaml", "Rules.yml", "cases.yaml", "facts.yaml",
    "pack.yaml", "options.yaml", "rule/a.yaml", "tets/a.yaml",
    "templates/a.yaml", "templates/first_screen.J2", "templates/brief.jinja", "templates/brief.j2.bak", "templates/team/brief.j2", "templates/my-brief.j2", "tests/properties/a.yaml", "tests/blind/a.yaml",
)  # fmt: skip


@pytest.mark.parametrize("name", NEVER_READ)
def test_a_visible_file_that_is_never_read_is_a_fault(folder: Path, name: str) -> None:
    """A file where, or named as, nothing is read is refused at its path, with the cure; so is what was kept before it."""
    before = fingerprint(folder, "mine")

    assert refused(folder) == ""

    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("[]\n")
    told = refused(folder)

    stem = (
        name.rpartition("/")[0] if name.count("/") - (name.startswith(("knowledge/options", "tests/cases"))) else name
    )
    assert any(f"mine/{part}" in told for part in (name, stem, name.partition("/")[0])), told
    assert "help: " in told
    if not name.startswith(("tets", "tests/case/", "tests/Cases2")):
        assert fingerprint(folder, "mine") != before


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("facts", "knowledge/fact.yaml"), ("facts", "knowledge/facts.YAML"), ("facts", "facts.yaml"), ("sources", "knowledge/source.yaml"),
        ("figures", "knowledge/figure.yaml"), ("pathways", "knowledge/pathway.yaml"), ("estimates", "knowledge/estimates.yaml.bak"),
    ],
)  # fmt: skip
def test_a_misnamed_file_is_one_fault(folder: Path, name: str, other: str) -> None:
    """What a pack needs and lies under another name is told there, and nothing of what is missing for it."""

    assert refused(folder) == ""

    (folder / "knowledge" / f"{name}.yaml").rename(folder / other)
    told = refused(folder)

    assert told.count("\n  help: ") == 1
    assert told.startswith(f"mine/{other}: ")


@pytest.mark.parametrize("name", ["facts", "sources", "figures", "pathways", "estimates"])
def test_a_missing_file_is_one_fault(folder: Path, name: str) -> None:
    """A file that is nowhere is told alone."""
    (folder / "knowledge" / f"{name}.yaml").unlink()

    assert refused(folder) == f"mine/knowledge/{name}.yaml: no such file"


@pytest.mark.parametrize(
    "name", ["README.md", "rules/README.md", "rules/notes.txt", "LICENSE", "rules/.a.yaml.swp", "tests/cases/.keep"]
)
def test_what_is_written_for_people_or_hidden_is_let_be(folder: Path, name: str) -> None:
    """Notes and hidden files are no knowledge, and no fault."""
    (folder / name).write_text("hello\n")

    assert refused(folder) == ""


@pytest.mark.parametrize("name", ["rules", "knowledge", "knowledge/options", "tests", "tests/cases"])
def test_a_linked_folder_is_refused_as_a_linked_file_is(folder: Path, tmp_path: Path, name: str) -> None:
    """No link within a pack is followed; the folder of the pack itself may be named by one."""
    (tmp_path / "link").symlink_to(folder)

    assert refused(tmp_path / "link") == ""

    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")

    assert f"mine/{name}: expected a folder, got a link" in refused(folder)


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Put one text in the place of another in a file of the pack."""
    text = (folder / name).read_text()

    assert old in text

    (folder / name).write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("version: banana", "`version` must be numbers"),
        ("version: 0.1.x", "`version` must be numbers"),
        ("version: v1", "`version` must be numbers"),
        ("version: 0.1.0\nengine: banana", "`engine` must be versions"),
        ('version: 0.1.0\nengine: ">=99"', "this pack needs advisor `>=99`"),
        ('version: 0.1.0\nengine: "<0.1"', "this pack needs advisor `<0.1`"),
        ('version: 0.1.0\nengine: ">=0.1, <0.1.0"', "this pack needs advisor"),
    ],
)
def test_a_version_is_one_and_is_heeded(folder: Path, said: str, told: str) -> None:
    """A pack's version is numbers, and `engine` the versions of the program that it works with."""
    change(folder, "knowledge/pack.yaml", "version: 0.1.0", said)

    assert told in refused(folder)


@pytest.mark.parametrize("engine", ['">=0.1"', '">=0.1, <1"', '"==0.1.0"', '"==0.1"'])
def test_an_engine_that_fits_is_no_fault(folder: Path, engine: str) -> None:
    """0.1 is 0.1.0, and several bounds hold together."""
    change(folder, "knowledge/pack.yaml", "version: 0.1.0", f"version: 0.1.0\nengine: {engine}")

    assert refused(folder) == ""


# --- from the command line ---
def test_an_empty_name_is_no_name(cli: Run, folder: Path, tmp_path: Path) -> None:
    """`--pack ""`, of a script's empty variable, is refused, and never the built-in pack; so is an empty DIR."""
    (tmp_path / "order.yaml").write_text("quantity: 120\n")
    for arguments in (
        ("advise", str(tmp_path / "order.yaml"), "--pack", ""),
        ("why", str(tmp_path / "order.yaml"), "--pack", " "),
        ("pack", "check", ""),
        ("pack", "test", ""),
    ):
        done = cli(*arguments)

        assert done.returncode == 2
        assert "expected a name, got an empty text" in done.stderr


@pytest.mark.parametrize("second", ["quantity=300", "pieces=300", "Quantity=300", "quantity = 300"])
def test_what_is_set_last_holds(cli: Run, tmp_path: Path, second: str) -> None:
    """Of `--set` of one fact twice, by whichever of its names, the last holds: the command that a cure offers is added to the one before."""
    (tmp_path / "order.yaml").write_text("quantity: 120\n")
    done = cli("advise", str(tmp_path / "order.yaml"), "--set", "quantity=200", "--set", second)

    assert done.returncode == 0
    assert done.stdout.startswith("300 PIECES")


@pytest.mark.parametrize("expect", ["{}", "{pathway: }", "{holds: []}", '{option: ""}'])
def test_a_case_that_expects_nothing_is_refused(cli: Run, folder: Path, expect: str) -> None:
    """A case that no answer could fail is no case."""
    for one in (folder / "tests/cases").iterdir():
        one.unlink()
    (folder / "tests/cases/all.yaml").write_text(
        f"cases:\n  - id: idle\n    order: {{quantity: 50}}\n    expect: {expect}\n"
    )
    done = cli("pack", "test", str(folder))

    assert done.returncode == 3
    assert "all.yaml:2:" in done.stdout + done.stderr or "all.yaml:4:" in done.stdout + done.stderr


def test_a_pack_without_cases_does_not_pass(cli: Run, folder: Path) -> None:
    """Where nothing is tested nothing passes: no file, or an empty list of cases."""
    for one in (folder / "tests/cases").iterdir():
        one.unlink()

    assert "has no case" in (done := cli("pack", "test", str(folder))).stdout
    assert done.returncode == 3

    (folder / "tests/cases/all.yaml").write_text("cases: []\n")

    assert cli("pack", "test", str(folder)).returncode == 3


def test_a_rule_that_replaces_another_is_told(cli: Run, tmp_path: Path) -> None:
    """`pack check` names each rule of a pack that stands in the place of one it inherits, and where that one is."""
    write_new(tmp_path / "base", None, today=TODAY)
    base = next((tmp_path / "base/rules").iterdir())
    own = tmp_path / "own"
    for name in ("knowledge", "rules", "tests/cases"):
        (own / name).mkdir(parents=True)
    (own / "knowledge/pack.yaml").write_text("id: own\nversion: 0.1.0\ntitle: Own\nextends: ../base\n")

    assert "replaces" not in cli("pack", "check", str(own)).stdout

    text = base.read_text()
    (own / "rules" / "mine.yaml").write_text(text.replace("The largest order", "The biggest order"))
    told = cli("pack", "check", str(own)).stdout

    assert "rules/mine.yaml:" in told
    assert told.count("replaces the one of the pack it extends") == 1
    assert f"base/rules/{base.name}" in told


# --- texts that ` #` cuts ---
@pytest.mark.parametrize(
    ("said", "column"),
    [
        ("material: steel #304", 17),
        ("id: order #12", 11),
        ("quantity: 120 #1", 15),
        ("material: [steel #304\n  ]", 18),
        ("studio: {country: Germany #1\n  }", 27),
        ("object: mug\t#3", 13),
    ],
)
def test_a_text_that_a_number_sign_cuts_is_refused(cli: Run, tmp_path: Path, said: str, column: int) -> None:
    """`steel #304` is not steel: what a ` #` without a space after it cuts off is told at its place."""
    (tmp_path / "order.yaml").write_text(f"deadline: 4 weeks\n{said}\n")
    done = cli("advise", str(tmp_path / "order.yaml"))

    assert f"order.yaml:2:{column}: expected the whole text, got a comment" in done.stderr
    assert done.returncode == 3


@pytest.mark.parametrize(
    "said",
    ["quantity: 120 # pieces", "id: 'order #12'", 'id: "a #1"', "#1 a line\nquantity: 50", "id: a#1", "id: a ##"],
)
def test_a_comment_is_one(cli: Run, tmp_path: Path, said: str) -> None:
    """A comment with a space after its sign, a line of its own, and a sign in quotes or a word cut nothing."""
    (tmp_path / "order.yaml").write_text(f"{said}\ndeadline: 4 weeks\n")

    assert cli("advise", str(tmp_path / "order.yaml"), "--brief").returncode in (0, 1)
