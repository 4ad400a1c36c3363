"""The JSON Schemas: what ships satisfies them as an editor reads it, and what is misspelt does not."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from advisor.advice import Advisor
from advisor.ir import Pack
from advisor.order import OrderReader
from advisor.pack.scaffold import write_new
from advisor.pack.schema import schemas
from conftest import ROOT, Run, builtin_pack
from counts import every

BUILT_IN = schemas(builtin_pack())
MAPS = ("seed", "shop-map")
"""Files beside cases and orders that are neither."""
CORE = {
    "bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "int": (r"[-+]?[0-9]+", "-+0123456789"),
    "float": (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    "null": (r"~|null|Null|NULL|", "~nN"),
}


class Editor(yaml.CSafeLoader):
    """Reads YAML as editors do: by the core schema of YAML 1.2."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own way of having none


for _name, (_pattern, _first) in CORE.items():
    _firsts = [*_first, ""] if _name == "null" else list(_first)
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(f"^(?:{_pattern})$"), _firsts)


def read(text: str) -> Any:
    """Return a YAML text as an editor has it; JSON knows names as keys only."""
    return json.loads(json.dumps(yaml.load(text, Editor)))  # noqa: S506  # a SafeLoader


@cache
def built_in(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(BUILT_IN[f"{kind}.json"])


def faults(text: str, kind: str, held: dict[str, Any] | None = None) -> list[str]:
    """Return what an editor would underline."""
    validator = jsonschema_rs.Draft202012Validator(held[f"{kind}.json"]) if held else built_in(kind)
    return [f"{error.instance_path}: {error.message[:200]}" for error in validator.iter_errors(read(text))]


def shipped() -> list[tuple[str, str]]:
    """Return files of the built-in pack and the examples, with their kind: of those that are several of a kind one in three."""
    found = [(path, path.stem) for path in (ROOT / "knowledge").glob("*.yaml")]
    found.append((ROOT / "tests/pinned.yaml", "pinned"))
    for folder, kind in (
        ("knowledge/options", "options"),
        ("rules", "rules"),
        ("examples", "orders"),
        ("tests/cases", "cases"),
    ):
        found += [(path, kind) for path in sorted((ROOT / folder).glob("*.yaml"))[:: every(3)] if path.stem not in MAPS]
    return [(str(path.relative_to(ROOT)), kind) for path, kind in sorted(found)]


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_schema_is_one(name: str) -> None:
    """Each is a schema of draft 2020-12, and needs no other file."""
    jsonschema_rs.meta.validate(BUILT_IN[name])
    references = re.findall(r'"\$ref": "([^"]*)"', json.dumps(BUILT_IN[name]))

    assert BUILT_IN[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert all(
        one.startswith("#/$defs/") and one.removeprefix("#/$defs/") in BUILT_IN[name]["$defs"] for one in references
    )


@pytest.mark.parametrize(("file", "kind"), shipped())
def test_what_ships_satisfies_its_schema(file: str, kind: str) -> None:
    """An editor underlines nothing in the built-in pack, its cases and the example orders."""
    assert faults((ROOT / file).read_text(encoding="utf-8"), kind) == []


VALUES = [
    *(("quantity", value) for value in ("120", "80..150", "80-150", "2k", "100..", "..99", "120 units", "unknown", "1 500")),
    *(("deadline", value) for value in ("4 weeks", "10 days", "2..4 weeks", "none", "6 Months", "..4 wk", "2026-12-31", "'1 year'")),
    *(("cash_for_tooling", value) for value in ("EUR 400", "400 €", "€400", "EUR 0.70", "0", "eur 400", "EUR 100..EUR 400")),
    *(("quantity", value) for value in ("about 120", "a dozen", "120 pcs", "'1.200'")),
    *(("deadline", value) for value in ("two weeks", "mid December", "asap")),
    *(("total_cash", value) for value in ("400", "$400", "10k")),
    *(("material", value) for value in ("an alloy of mine", "Plastic")),
    *(("surface_roughness", value) for value in ("0.8 um", "0.8 µm", "1 mm")),
    *(("part_volume", value) for value in ("50 cm3", "50 cm³", "0.5 l")),
    *(("heritage", value) for value in ("core", "none", "wanted", "[core, nice]", "unknown")),
    *(("limited_edition", value) for value in ("true", "false", "unknown")),
    *(("after_sale", value) for value in ("[]", "packaging", "[packaging, spares]", "{some: [packaging], maybe: spares}", "none")),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "value"), VALUES)
def test_whatever_an_order_may_say_its_schema_lets_pass(advisor: Advisor, fact: str, value: str) -> None:
    """An editor underlines no value that the reader takes."""
    text = f"as_of: 2026-11-23\n{fact}: {value}"
    held = OrderReader(pack=advisor.pack, derived=advisor.derived).read(text.encode(), "o.yaml")

    assert not held.faults, held.faults
    assert faults(text, "orders") == []
    assert faults(f"orders: [{{{fact}: {value}}}]\nstudio: {{{fact}: {value}}}", "orders") == []


RULE = """- id: added
  for: option
  when: {when}
  if: {claim}
  then: {then}
  because: "Of {{ order.quantity }}."
  source: artfolio#moq
"""


def rule(when: str = "{quantity: 100..}", claim: str = "true", then: str = "{favour: 5}") -> str:
    return RULE.replace("{when}", when).replace("{claim}", claim).replace("{then}", then)


@pytest.mark.parametrize(
    "text",
    [
        rule(),
        rule("{quantity: figure.hub_units_prose, deadline: ..figure.month, heritage: {not: wanted}}"),
        rule("{any: [{quantity: ..99}, {after_sale: {has: [packaging], lacks: spares}}], tooling: {not: EUR 0}}").replace(", tooling: {not: EUR 0}", ""),
        rule("{winner.pathway: maker_hub, advice.close: true, order.quantity: 5}"),
        rule(claim="option.tooling.low > order.cash_for_tooling and figure.week > 0"),
        rule(then="{risk: figure.weight_on_site}"),
        rule(then="{favour: 'max(0, order.quantity - option.moq)'}"),
        rule(then="{derive: {within_month: true}}"),
        rule(then="{advise: {level: step, topic: t, due: figure.quotes_within}}"),
        rule().replace("for: option", "for: {pathway: [maker_hub], generic: true}"),
        rule().replace("Of {{", "Put the papers in order. Of {{"),
    ],
)  # fmt: skip
def test_a_good_rule_satisfies_its_schema(text: str) -> None:
    """Every kind of test and conclusion has its place in the schema."""
    assert faults(text, "rules") == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("orders", "quantitty: 120"),
        ("orders", "after_sale: [packging]"),
        ("orders", "orders: [{quantity: 5}]\nstudo: {}"),
        ("orders", "quotes: [{supplier: S, pathway: small_factry, unit_cost: EUR 3}]"),
        ("orders", "quotes: [{supplier: S, pathway: small_factory, unit_coast: EUR 3}]"),
        ("rules", rule("{quantitty: 100..}")),
        ("rules", rule("{heritage: cor}")),
        ("rules", rule("{deadline: ..figure.mont}")),
        ("rules", rule("{any: [{quantitty: 100..}]}")),
        ("rules", rule("{after_sale: packaging}")),
        ("rules", rule(claim="order.quantity > figure.hub_monthly_lmit")),
        ("rules", rule(claim="order.quantitty > 0")),
        ("rules", rule(then="{favor: 5}")),
        ("rules", rule(then="{favour: figure.weight_on_sight}")),
        ("rules", rule(then="{favour: 5, risk: 3}")),
        ("rules", rule(then="{derive: {heritage: cor}}")),
        ("rules", rule(then="{advise: {level: hint, topic: t}}")),
        ("rules", rule().replace("order.quantity", "order.quantitty")),
        ("rules", rule().replace("artfolio#moq", "artfolio#mok")),
        ("rules", rule().replace("for: option", "for: {pathway: [maker_hubb]}")),
        ("rules", rule().replace("  source: artfolio#moq\n", "")),
        ("figures", "figures: {x: {value: 3, unit: unitss, source: artfolio}}"),
        ("figures", "figures: {x: {value: 3, unit: units}}"),
        ("facts", "facts: {x: {kind: flagg}}"),
        ("options", "options: [{id: x, pathway: maker_hub, unit_cost: figure.hub_cost_tabel, source: artfolio}]"),
        ("options", "options: [{id: x, pathway: maker_hub, applies: {quantity: 3}, source: artfolio}]"),
        ("pathways", "pathways: {x: {name: X, sumary: S, source: artfolio}}"),
        ("sources", "sources: {x: {title: X, kind: gide}}"),
        ("estimates", "estimates: {x: {unit: money, formula: option.unit_coast, source: artfolio}}"),
        ("checklists", "checklists: [{id: x, title: X, fact: documentz, pathways: [], items: []}]"),
        ("contradictions", "contradictions: [{id: x, title: X, claims: [nothing_such], because: So}]"),
        ("words", "speech: {ether: [or]}"),
        ("words", "roles: {thing: objekt}"),
        ("pack", "id: x\nversion: 1\ntitle: X\ncurrencey: EUR"),
        ("pinned", "pinned: [{id: x, order: {}, winns: none}]"),
        ("pinned", "pinned: [{id: x, order: {}, holds: [below-moqq]}]"),
        ("cases", "cases: [{id: x, order: {quantitty: 1}, expect: {}}]"),
        ("cases", "cases: [{id: x, order: {}, expect: {pathway: maker_hubb}}]"),
        ("cases", "cases: [{id: x, order: {}, expect: {holds: [below-moqq@small_factory]}}]"),
    ],
)  # fmt: skip
def test_what_is_misspelt_is_underlined(kind: str, text: str) -> None:
    """A fact, choice, figure, source or key that does not exist does not pass."""
    assert faults(text, kind)


def test_choices_are_shown_with_their_words(pack: Pack) -> None:
    """An editor offers a fact with its question, and each choice with how it is said."""
    heritage = BUILT_IN["orders.json"]["$defs"]["fact-heritage"]

    assert pack.facts["heritage"].question in heritage["description"]
    assert {"const": "core", "description": "core to the brand"} in heritage["anyOf"][0]["anyOf"][0]["anyOf"]


@pytest.mark.parametrize("extends", ["builtin", None])
def test_a_new_packs_files_name_schemas_that_they_satisfy(tmp_path: Path, extends: str | None) -> None:
    """The first line of each file leads to its schema, written beside it, by which nothing is underlined."""
    write_new(tmp_path / "mine", extends, today="2026-11-23")
    files = list((tmp_path / "mine").rglob("*.yaml"))
    assert len(files) >= 5
    for path in files:
        text = path.read_text(encoding="utf-8")
        found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert found, path
        schema = path.parent / found[1]
        held = {schema.name: json.loads(schema.read_text(encoding="utf-8"))}

        assert faults(text, schema.stem, held) == []


def test_a_pack_over_another_may_say_only_some_keys(tmp_path: Path) -> None:
    """Its schemas ask for nothing that the base has said, and offer the base's names."""
    held = schemas(write_new(tmp_path / "mine", "builtin", today="2026-11-23"))

    assert faults("figures: {hub_cost_table: {value: EUR 3, source: studio}}", "figures", held) == []
    assert "hub_cost_table" in held["figures.json"]["properties"]["figures"]["properties"]
    assert "weight_hub_we_know" in json.dumps(held["rules.json"])


def test_pack_schema_prints_or_writes(cli: Run, tmp_path: Path) -> None:
    """Without -o one JSON document; with it a file for each kind, written anew when the pack has changed."""
    printed = cli("pack", "schema")
    assert json.loads(printed.stdout) == BUILT_IN

    cli("pack", "new", "mine")
    before = (tmp_path / "mine/.schemas/figures.json").read_text()
    figures = tmp_path / "mine/knowledge/figures.yaml"
    figures.write_text(figures.read_text().replace("weight_hub_we_know", "weight_our_hub"))
    rules = tmp_path / "mine/rules/studio.yaml"
    rules.write_text(rules.read_text().replace("weight_hub_we_know", "weight_our_hub"))
    done = cli("pack", "schema", "mine", "-o", "mine/.schemas")

    assert (done.returncode, done.stdout.count("\n")) == (0, len(BUILT_IN))
    assert "weight_our_hub" in (tmp_path / "mine/.schemas/figures.json").read_text() != before
    assert cli("pack", "schema", "-o", "mine/knowledge/pack.yaml").returncode == 5
