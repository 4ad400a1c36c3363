"""Cases: orders with what is expected of their advice, in YAML, run on every engine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from importlib.resources.abc import Traversable

from msgspec import Struct

from advisor.advice import Advisor
from advisor.analysis.blocks import in_blocks
from advisor.errors import Diagnostic, OrderError, PackError, Place
from advisor.ir import Pack
from advisor.meaning.path import name_in
from advisor.order import OrderReader
from advisor.pack.load import cases as case_files
from advisor.trace import Advice, Order
from advisor.value.number import QuantityError, count_unit, parse_bounds
from advisor.yaml.fields import Faults, Fields, mapping_of, text_of
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

NO_PATHWAY = "none"
_SAY = "say at least which `pathway` wins"
_STANDINGS = ("fits", "at_risk", "undecided", "excluded")


class Expectation(Struct, frozen=True, kw_only=True):
    """What a case expects; None or empty where it does not say. Rules are `rule` or `rule@pathway`.

    pathway: any of these wins; option: this one wins; decided_by: facts among those that the answer says decided. holds, fails: as
    assumed; open: over every possible value. breaks: the limits that the winner likely does not keep, all of them, None if not said.
    """

    pathway: tuple[str, ...]
    option: str
    decided_by: tuple[str, ...]
    standing: str
    settled: bool | None
    firm: bool | None
    close: bool | None
    holds: tuple[str, ...]
    fails: tuple[str, ...]
    open: tuple[str, ...]
    could_change: tuple[str, ...]
    favours: tuple[int, int] | None
    breaks: tuple[str, ...] | None

    @property
    def says_anything(self) -> bool:
        """Whether any answer at all could differ from it."""
        told = (getattr(self, name) for name in self.__struct_fields__ if name != "breaks")
        return self.breaks is not None or any(one not in (None, "", ()) for one in told)


class Case(Struct, frozen=True, kw_only=True):
    """One order with what is expected of it."""

    id: str
    order: Order
    expect: Expectation
    at: Place


def read_cases(root: Traversable, label: str, advisor: Advisor) -> tuple[Case, ...]:
    """Return the cases of a pack.

    Raises:
        PackError: with every fault in the files.
    """
    faults = Faults()
    reader = advisor.reader()
    found: list[Case] = []
    taken: dict[str, Place] = {}
    for name, node in case_files(root, label):
        if isinstance(node, MappingNode) and node.get("sentences") is not None:
            continue  # a map of a source, read by tests
        held = mapping_of(node, faults, f"`{name}`")
        if held is None:
            continue
        items = held.items("cases", needed=True)
        held.end()
        for item in items:
            _check_id(item, taken, faults)
            case = _case(item, reader, faults)
            found.extend(() if case is None else (case,))
    if faults.found:
        raise PackError(faults.found)
    return tuple(found)


def _check_id(node: Node, taken: dict[str, Place], faults: Faults) -> None:
    """Report an id that a case before has."""
    key = node.get("id") if isinstance(node, MappingNode) else None
    if isinstance(key, Scalar) and taken.setdefault(key.text, key.at) != key.at:
        told = f"case {quoted(key.text)} is given twice, first at {taken[key.text]}"
        faults.add(key.at, told, "give one of them another id")


def _case(node: Node, reader: OrderReader, faults: Faults) -> Case | None:
    item = mapping_of(node, faults, "a case")
    if item is None:
        return None
    name, order_node, expected = item.text("id", needed=True), item.need("order"), item.need("expect")
    item.text("note")
    item.end()
    expect = mapping_of(expected, faults, "`expect`") if expected is not None else None
    if order_node is None or expect is None:
        return None
    before = len(faults.found)
    expectation = _expectation(expect, reader.pack)
    if len(faults.found) == before and not expectation.says_anything:
        faults.add(expect.at, f"case {quoted(name)} expects nothing, so that it cannot fail", _SAY)
    try:
        order = reader.order(order_node, name)
    except OrderError as error:
        faults.found.extend(error.faults)
        return None
    return Case(id=name, order=order, expect=expectation, at=item.at)


def _expectation(item: Fields, pack: Pack) -> Expectation:
    def rules(key: str) -> tuple[str, ...]:
        node = item.take(key)
        nodes = () if node is None else getattr(node, "items", (node,))
        return tuple(text for one in nodes if (text := _rule_name(one, item.faults, pack)))

    def facts(key: str) -> tuple[str, ...]:
        return _named_in(item, key, "fact", (*pack.facts, "quotes"))

    breaks = facts("breaks") if item.has("breaks") else None
    expectation = Expectation(
        pathway=_named_in(item, "pathway", "pathway", (*pack.pathways, NO_PATHWAY)),
        option=next(iter(_named_in(item, "option", "option", (*pack.options, NO_PATHWAY))), ""),
        decided_by=facts("decided_by"),
        standing=item.choice("standing", _STANDINGS),
        settled=_claim(item, "settled"),
        firm=_claim(item, "firm"),
        close=_claim(item, "close"),
        holds=rules("holds"),
        fails=rules("fails"),
        open=rules("open"),
        could_change=facts("could_change"),
        favours=_span(item),
        breaks=breaks,
    )
    item.end()
    return expectation


def _named_in(item: Fields, key: str, what: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the names under a key, one or a list, that there are; the others are reported."""
    node = item.take(key)
    if node is None:
        return ()
    nodes = node.items if isinstance(node, SequenceNode) else (node,)
    names = [text_of(one, item.faults, f"`{key}`") for one in nodes]
    for one, name in zip(nodes, names, strict=True):
        if name and name not in known:
            item.faults.unknown(one.at, what, name, known)
    return tuple(name for name in names if name in known)


def _claim(item: Fields, key: str) -> bool | None:
    told = item.choice(key, ("true", "false"))
    return None if not told else told == "true"


def _span(item: Fields) -> tuple[int, int] | None:
    node = item.take("favours")
    if not isinstance(node, Scalar):
        return None
    try:
        low, high = parse_bounds(node.text, count_unit("point", "points"), currency="")
    except QuantityError as error:
        item.faults.add(node.at, f"`favours`: {error.message}", error.help)
        return None
    return low or 0, 10**6 if high is None else high


def _rule_name(node: Node, faults: Faults, pack: Pack) -> str:
    text = text_of(node, faults, "a rule")
    rule, _, pathway = text.partition("@")
    if text and rule not in pack.rules:
        faults.unknown(node.at, "rule", rule, pack.rules)
        return ""
    if pathway and pathway not in pack.pathways:
        faults.unknown(node.at, "pathway", pathway, pack.pathways)
        return ""
    return text


# --- running ----------------------------------------------------------------------------------------------------------
def run(case: Case, advisor: Advisor) -> tuple[Advice, tuple[Diagnostic, ...]]:
    """Return the advice on a case, and where it differs from what is expected."""
    advice = advisor.advise(case.order, trace="all", witnesses=bool(case.expect.could_change))
    return advice, differing(case, advice)


def run_together(cases: Iterable[Case], advisor: Advisor) -> Iterator[tuple[Advice, tuple[Diagnostic, ...]]]:
    """Yield the advice on each case, decided in columns, and where it differs from what is expected; in no order."""
    alike: dict[bool, list[Case]] = {True: [], False: []}
    for case in cases:
        alike[bool(case.expect.could_change)].append(case)
    for witnesses, several in alike.items():
        for block in in_blocks(several):
            advices = advisor.advise_block(
                [case.order for case in block], trace="all", witnesses=witnesses, tries=witnesses
            )
            yield from ((advice, differing(case, advice)) for case, advice in zip(block, advices, strict=True))


def differing(case: Case, advice: Advice) -> tuple[Diagnostic, ...]:
    """Return where the advice on a case differs from what is expected."""
    told = _differences(case.expect, advice)
    return tuple(Diagnostic(case.at, f"case `{case.id}`: {one}", f"on {advice.engine}") for one in told)


def _differences(expect: Expectation, advice: Advice) -> Iterator[str]:
    yield from _outcome(expect, advice)
    yield from misheld(expect, advice)
    yield from _grounds(expect, advice)


def _outcome(expect: Expectation, advice: Advice) -> Iterator[str]:
    """Yield where it differs who won, by what, and how sure that is."""
    got = advice.pathway or NO_PATHWAY
    if expect.pathway and got not in expect.pathway:
        yield f"expected pathway {' or '.join(expect.pathway)}, got {got}"
    won = advice.winner.option.id if advice.winner else NO_PATHWAY
    if expect.option not in ("", won):
        yield f"expected option {expect.option}, got {won}"
    decided = {name_in(path) for path in advice.decided_by}
    for fact in expect.decided_by:
        if fact not in decided:
            yield f"expected {fact} among what decided, got {', '.join(sorted(decided)) or 'nothing'}"
    standing = advice.winner.standing.value if advice.winner else "excluded"
    if expect.standing not in ("", standing):
        yield f"expected standing {expect.standing}, got {standing}"
    for claim, expected, found in (
        ("settled", expect.settled, advice.settled),
        ("firm", expect.firm, advice.firm),
        ("close", expect.close, advice.close),
    ):
        if expected not in (None, found):
            yield f"expected {claim} to be {str(expected).lower()}"


def _grounds(expect: Expectation, advice: Advice) -> Iterator[str]:
    """Yield where it differs what could change the answer, which limits it breaks, and what speaks for the winner."""
    first = tuple(dict.fromkeys(name_in(path) for one in advice.could_change for path, _ in one.values))
    if expect.could_change and first[: len(expect.could_change)] != expect.could_change:
        yield f"expected {', '.join(expect.could_change)} first among what could change it, got {', '.join(first) or 'nothing'}"
    broken = tuple(dict.fromkeys(name_in(one.path) for one in advice.breaches))
    if expect.breaks is not None and set(expect.breaks) != set(broken):
        told = (", ".join(names) or "no limit" for names in (expect.breaks, broken))
        yield "expected the winner likely to break {}, it breaks {}".format(*told)
    points = sum(points for _, points in advice.winner.favoured_by) if advice.winner else 0
    if expect.favours is not None and not expect.favours[0] <= points <= expect.favours[1]:
        yield f"expected {expect.favours[0]} to {expect.favours[1]} points of favours, got {points}"


def misheld(expect: Expectation, advice: Advice) -> Iterator[str]:
    """Yield where it differs which rules hold."""
    for wanted, verdict, rules in (
        ("hold", True, expect.holds),
        ("fail", False, expect.fails),
        ("be open", None, expect.open),
    ):
        for rule in rules:
            found = _verdict_of(rule, advice, as_assumed=verdict is not None)
            if verdict not in found:
                told = {True: "holds", False: "fails", None: "is open"}
                got = " and ".join(sorted(told[one] for one in found)) or "was not asked"
                yield f"expected `{rule}` to {wanted}, it {got}"


def _verdict_of(rule: str, advice: Advice, *, as_assumed: bool) -> set[bool | None]:
    """Return the verdicts of a rule, as assumed or over every possible value: on the pathway's best option, or wherever it was asked."""
    name, _, pathway = rule.partition("@")
    best = next((row.option.id for row in advice.ranking if row.option.pathway == pathway), "")
    asked = [one for one in advice.firings if one.rule == name and (not pathway or one.option == best)]
    return {one.as_assumed if as_assumed else one.verdict for one in asked}
