"""What `pack check` finds, each finding once: its place, its words, and the cure."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings

from advisor import check, meaning
from advisor.errors import Diagnostic, PackError
from counts import count
from strategies import advisor_of, packs, read_pack, rule_file

Files = dict[str, str]
BASE: Mapping[str, str] = {
    "knowledge/pack.yaml": "id: small\nversion: 0.1.0\ntitle: Small\ncurrency: EUR\n",
    "knowledge/facts.yaml": """\
facts:
  quantity: {kind: number, unit: units, bounds: 1..1000, question: How many?, actionable: true}
  process: {kind: choice, identifies: true, choices: {milling: milling}, question: By what?}
  proven: {kind: flag, question: Proven?}
  colour: {kind: choice, choices: {red: red, green: green, blue: blue}, question: Colour?}
  deadline: {kind: number, unit: days, bounds: 1 day..1 year, none: no deadline, question: When?}
  moq: {of: option, kind: number, unit: units, bounds: 1..1000}
  maximum: {of: option, kind: number, unit: units, bounds: 1..1000, none: no maximum, otherwise: none}
  unit_cost: {of: option, kind: table, unit: money, bounds: EUR 0..EUR 1000}
  making: {of: option, kind: number, span: true, unit: days, bounds: 1 day..1 year}
""",
    "knowledge/sources.yaml": "sources: {src: {title: A source, kind: guide}}\n",
    "knowledge/figures.yaml": """\
figures:
  month: {value: 30 days, unit: days, source: src}
  weight: {value: 5 points, unit: points, source: src}
""",
    "knowledge/pathways.yaml": "pathways: {bench: {name: Bench, source: src}, shop: {name: Shop, source: src}}\n",
    "knowledge/estimates.yaml": """\
estimates:
  landed_unit_cost: {unit: money, formula: "step(order.quantity, option.unit_cost)", source: src}
  lead_time: {unit: days, formula: "option.making", source: src}
""",
    "knowledge/options/all.yaml": """\
options:
  - {id: bench-1, pathway: bench, generic: true, moq: 1, unit_cost: EUR 5..9, making: 3..9 days, source: src}
  - {id: shop-1, pathway: shop, generic: true, moq: 50, unit_cost: EUR 2..4, making: 9..30 days, source: src}
""",
    "rules/base.yaml": """\
- {id: base-rule, for: option, if: option.lead_time.low > figure.month, then: {risk: figure.weight}, because: "Slow.", source: src}
""",
}
"""A small pack with which nothing is wrong."""
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def with_facts(files: Mapping[str, str], facts: str) -> Files:
    return {**files, "knowledge/facts.yaml": files["knowledge/facts.yaml"] + facts}


def with_figures(files: Mapping[str, str], figures: str) -> Files:
    return {**files, "knowledge/figures.yaml": files["knowledge/figures.yaml"] + figures}


def with_rules(files: Mapping[str, str], rules: str) -> Files:
    return {**files, "rules/more.yaml": rules}


def rule(id: str, then: object, **more: object) -> dict[str, object]:
    return {"id": id, **more, "then": then, "because": "So.", "source": "src"}


def option_rule(id: str, **more: object) -> dict[str, object]:
    return rule(id, {"exclude": True}, **{"for": "option", **more})


def found(files: Mapping[str, str]) -> list[Diagnostic]:
    return sorted(check.diagnose(meaning.stratify(read_pack(files))))


def refused(files: Mapping[str, str]) -> list[Diagnostic]:
    """Return the faults for which the pack is refused, by its reader or before an order is taken."""
    with pytest.raises(PackError) as caught:
        check.refuse(meaning.stratify(read_pack(files)))
    return list(caught.value.faults)


def test_nothing_is_wrong_with_the_base() -> None:
    """A pack that uses what it declares is found to be without fault."""
    assert found(BASE) == []


# --- what an author should mend ---------------------------------------------------------------------------------------
def test_unused_figure() -> None:
    """A figure that no rule, option, estimate or contradiction names is found where it stands, and no other."""
    idle = "  idle: {value: 3, unit: units, source: src}\n"

    assert [(one.message, one.at.line) for one in found(with_figures(BASE, idle))] == [
        ("figure `idle` is used by nobody", 4)
    ]


def test_figure_used_in_a_test_counts() -> None:
    """A figure named in `when` alone is used."""
    files = with_figures(BASE, "  few: {value: 3, unit: units, source: src}\n")
    more = rule_file([option_rule("few-only", when={"quantity": "..figure.few"})])

    assert found(with_rules(files, more)) == []


def test_unasked_fact() -> None:
    """A fact of the order with neither a question nor a rule that derives it, nor another that says it, can never be known."""
    files = with_facts(BASE, "  secret: {kind: flag}\n")

    assert [one.message for one in found(files)] == ["fact `secret` can be neither asked nor derived"]
    assert (
        found(with_rules(files, rule_file([rule("tells", {"derive": {"secret": True}}, when={"proven": True})]))) == []
    )


DEAD = {
    "two choices at once": {"when": {"all": [{"colour": "red"}], "colour": "green"}},
    "two spans apart": {"when": {"quantity": "..10", "any": [{"quantity": "20.."}]}},
    "beyond the bounds": {"if": "order.quantity > option.moq + figure.many"},
    "a claim and its opposite": {
        "if": "order.quantity < option.moq",
        "when": {"none": [{"proven": True}], "proven": True},
    },
    "a table that never reaches it": {"if": "step(order.quantity, option.unit_cost.low) > figure.dear"},
}


@pytest.mark.parametrize("more", DEAD.values(), ids=DEAD.keys())
def test_dead_rule(more: dict[str, object]) -> None:
    """A rule that no value of its facts satisfies is found."""
    many = "  many: {value: 1000, unit: units, source: src}\n  dear: {value: EUR 1000, unit: money, source: src}\n"
    messages = [
        one.message for one in found(with_rules(with_figures(BASE, many), rule_file([option_rule("dead", **more)])))
    ]

    assert "rule `dead` can never hold" in messages


ALIVE = {
    "a span and a figure inside it": {"when": {"quantity": "50..60"}, "if": "order.quantity > figure.some"},
    "one number": {"if": "order.quantity == figure.some", "when": {"quantity": "..200"}},
    "a sum": {"if": "order.quantity + order.quantity == figure.some", "when": {"quantity": "2..999"}},
    "two spans that touch": {"when": {"quantity": "..figure.some", "all": [{"quantity": "figure.some.."}]}},
    "none": {"when": {"deadline": {"not": "1 day..1 year"}}},
}


@pytest.mark.parametrize("more", ALIVE.values(), ids=ALIVE.keys())
def test_living_rule(more: dict[str, object]) -> None:
    """A rule that some value satisfies is not called dead, at whatever number it turns."""
    some = "  some: {value: 54, unit: units, source: src}\n"
    messages = [
        one.message for one in found(with_rules(with_figures(BASE, some), rule_file([option_rule("alive", **more)])))
    ]

    assert "rule `alive` can never hold" not in messages


def test_bare_number() -> None:
    """A number other than 0 and 1 in a formula is found at its column; its meaning is clear, so it is not refused."""
    files = with_rules(
        BASE,
        '- {id: bare, for: option, if: "order.quantity > 250", then: {exclude: true}, because: So., source: src}\n',
    )
    diagnostics = found(files)

    assert [(one.message, one.help) for one in diagnostics] == [
        ("a bare number `250` in a formula", "name it as a figure")
    ]
    assert diagnostics[0].at.column == 49
    check.refuse(meaning.stratify(read_pack(files)))


def test_missing_source() -> None:
    """A rule that names no source is found."""
    more = {key: value for key, value in option_rule("loose", when={"proven": True}).items() if key != "source"}

    assert [one.message for one in found(with_rules(BASE, rule_file([more])))] == ["rule `loose` has no source"]


# --- what is refused --------------------------------------------------------------------------------------------------
def test_missing_because() -> None:
    """A rule without a reason is refused."""
    more = {key: value for key, value in option_rule("mute", when={"proven": True}).items() if key != "because"}

    assert [one.message for one in refused(with_rules(BASE, rule_file([more])))] == ["a rule needs `because`"]


@pytest.mark.parametrize(
    ("more", "message", "help"),
    [
        ({"when": {"quantitty": "..9"}}, "unknown fact `quantitty`", "did you mean `quantity`?"),
        ({"when": {"colour": "gren"}}, "unknown choice of `colour` `gren`", "did you mean `green`?"),
        ({"when": {"deadline": "..figure.mnth"}}, "unknown figure `figure.mnth`", "did you mean `figure.month`?"),
        ({"if": "order.quantity < option.moqq"}, "unknown name `option.moqq`", "did you mean `option.moq`?"),
        ({"if": "mim(order.quantity, option.moq) < 1"}, "unknown function `mim`", "did you mean `min`?"),
        ({"for": {"pathway": ["benhc"]}}, "unknown choice of `pathway` `benhc`", "did you mean `bench`?"),
    ],
)
def test_unknown_names(more: dict[str, object], message: str, help: str) -> None:
    """A name that does not exist is refused with the nearest one that does."""
    faults = refused(with_rules(BASE, rule_file([option_rule("wrong", **more)])))

    assert [(one.message, one.help) for one in faults] == [(message, help)]


def test_overflow() -> None:
    """A formula that could leave 64 bits is refused, in rules and in estimates."""
    facts = "  huge: {kind: number, unit: units, bounds: 0..999999999999, question: Huge?}\n"
    formula = "order.huge * order.huge"
    files = with_rules(
        with_facts(BASE, facts), rule_file([option_rule("too-big", **{"if": f"{formula} > order.quantity"})])
    )
    estimates = f'  extra: {{unit: units, formula: "{formula}", source: src}}\n'
    files["knowledge/estimates.yaml"] += estimates

    assert [one.message for one in refused(files)] == [
        "a number in estimate `extra` could overflow",
        "a number in rule `too-big` could overflow",
    ]


SIZE = "  size: {kind: number, unit: units, bounds: 1..100}\n"


def rivals(one: dict[str, object], other: dict[str, object]) -> Files:
    """Return a pack with two rules that derive different sizes."""
    first, second = "min(figure.some, order.quantity)", "1"
    rules = [rule("one", {"derive": {"size": first}}, **one), rule("other", {"derive": {"size": second}}, **other)]
    some = "  some: {value: 54, unit: units, source: src}\n"
    return with_rules(with_figures(with_facts(BASE, SIZE), some), rule_file(rules))


RIVALS: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "different facts": ({"when": {"proven": True}}, {"when": {"colour": "red"}}),
    "spans that touch": ({"when": {"quantity": "..10"}}, {"when": {"quantity": "10.."}}),
    "choices that meet": ({"when": {"colour": ["red", "green"]}}, {"when": {"colour": ["green", "blue"]}}),
    "comparisons that meet": ({"if": "order.quantity <= figure.some"}, {"if": "order.quantity >= figure.some"}),
    "narrow comparisons that meet": (
        {"if": "order.quantity == figure.some"},
        {"if": "order.quantity >= figure.some and order.quantity <= figure.some"},
    ),
    "a span and a comparison inside it": ({"when": {"quantity": "50..60"}}, {"if": "order.quantity == figure.some"}),
}


@pytest.mark.parametrize(("one", "other"), RIVALS.values(), ids=RIVALS.keys())
def test_rival_derivations(one: dict[str, object], other: dict[str, object]) -> None:
    """Two rules that could both hold and derive different values are refused, however small the overlap."""
    messages = [fault.message for fault in refused(rivals(one, other))]

    assert messages == ["rules `one` and `other` derive different values for `size` and could both hold"]


APART: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "a flag": ({"when": {"proven": True}}, {"when": {"proven": False}}),
    "spans apart": ({"when": {"quantity": "..10"}}, {"when": {"quantity": "11.."}}),
    "none and numbers": ({"when": {"deadline": "none"}}, {"when": {"deadline": "..1 year"}}),
    "choices apart": ({"when": {"colour": ["red", "green"]}}, {"when": {"colour": "blue"}}),
    "a test and its negation": ({"when": {"colour": "red"}}, {"when": {"colour": {"not": "red"}}}),
    "comparisons apart": ({"if": "order.quantity < figure.some"}, {"if": "figure.some < order.quantity"}),
    "opposite comparisons": ({"if": "order.quantity < figure.some"}, {"if": "order.quantity >= figure.some"}),
}


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART.keys())
def test_derivations_apart(one: dict[str, object], other: dict[str, object]) -> None:
    """Rules proved never to hold together may derive different values."""
    check.refuse(meaning.stratify(read_pack(rivals(one, other))))


def test_derived_out_of_bounds() -> None:
    """A formula that could leave its fact's bounds is refused with the way to hold it inside."""
    files = with_rules(with_facts(BASE, SIZE), rule_file([rule("one", {"derive": {"size": "order.quantity"}})]))
    faults = refused(files)

    assert [one.message for one in faults] == ["rule `one` could derive `size` outside its bounds"]
    assert faults[0].help.startswith("write max(LOW, min(HIGH, ...))")


def test_circle() -> None:
    """A circle is refused at the first rule that makes it, and named whole."""
    facts = "  one: {kind: flag}\n  two: {kind: flag}\n"
    rules = [
        rule("a", {"derive": {"one": True}}, when={"two": True}),
        rule("b", {"derive": {"two": True}}, when={"one": True}),
    ]
    faults = refused(with_rules(with_facts(BASE, facts), rule_file(rules)))

    assert [one.message for one in faults] == ["these define each other in a circle: `one` <- `two` <- `one`"]


@pytest.mark.parametrize("span", ["9..3", "EUR 5", "-4..2"])
def test_impossible_span(span: str) -> None:
    """An option's span that no number fits, of another unit, or outside its bounds is refused at its place."""
    old, new = "making: 3..9 days", f'making: "{span}"'
    faults = refused({**BASE, "knowledge/options/all.yaml": BASE["knowledge/options/all.yaml"].replace(old, new)})

    assert faults
    assert all((one.at.file, one.at.line) == ("pack/knowledge/options/all.yaml", 2) for one in faults)


@settings(derandomize=True, deadline=None, max_examples=count(15), suppress_health_check=SLOW)
@given(packs())
def test_every_finding_has_a_place(files: dict[str, str]) -> None:
    """Whatever is found in a pack stands in one of its files, in lower case, on one line and without a full stop."""
    for one in check.diagnose(advisor_of(files).program):
        assert one.at.file.removeprefix("pack/") in files
        assert one.at.line > 0
        assert "\n" not in one.message
        assert not one.message.endswith(".")
