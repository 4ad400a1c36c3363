"""Laws that every pack and every order keep: random packs over the whole language, random orders at their thresholds."""

from __future__ import annotations

import random
from itertools import chain

import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor import meaning
from advisor.advice import Advisor
from advisor.ir import Derive, Known, Memory, Numbers, Possible, Verdict
from advisor.meaning.possible import allows, is_known
from advisor.meaning.walk import Walk
from advisor.trace import Advice, Order, Standing
from counts import count
from equality import differences, plain, unlike
from strategies import (
    Dice,
    Files,
    advisor_of,
    dices,
    make_order,
    make_pack,
    narrowed,
    read_order,
    rule_file,
    scenes,
    seeded,
)
from test_check import BASE

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]
lawful = settings(
    derandomize=True,
    deadline=None,
    max_examples=count(8),
    suppress_health_check=SLOW,
    phases=[Phase.explicit, Phase.generate],
)

Scene = tuple[Files, list[str]]


def opened(scene: Scene) -> tuple[Advisor, list[Order]]:
    files, texts = scene
    advisor = advisor_of(files)
    return advisor, [read_order(text, advisor) for text in texts]


def verdicts(advice: Advice, advisor: Advisor) -> dict[tuple[str, str | None], Verdict]:
    """Return what was found of each rule and option, rules aside that ask what is known or are about the answer."""
    rules = advisor.pack.rules
    asking = {
        rule.id
        for rule in rules.values()
        if rule.scope == "advice"
        or any(isinstance(node, Known) for root in (*rule.tests, *rule.joins) for node in meaning.nodes(root))
    }
    return {(one.rule, one.option): one.verdict for one in advice.firings if one.rule not in asking}


def narrower(dice: Dice, order: Order, advisor: Advisor) -> Order:
    """Return the order with some of its vague and unknown facts better known."""
    facts = {f"order.{fact.name}": fact for fact in advisor.pack.facts.values() if fact.of == "order"}
    open_ones = {
        path: order.given.get(path, fact.domain)
        for path, fact in facts.items()
        if not is_known(order.given.get(path, fact.domain)) and (path in order.given or path not in advisor.derived)
    }
    chosen = dice.some(list(open_ones), 1) if open_ones else []
    return replace(order, given=dict(order.given) | {path: narrowed(dice, open_ones[path]) for path in chosen})


# --- engines ----------------------------------------------------------------------------------------------------------
@lawful
@given(scenes())
def test_engines_agree(scene: Scene) -> None:
    """Experta and the plain walk give the same answer, verdict for verdict and note for note."""
    files, _ = scene
    walk, orders = opened(scene)
    experta = advisor_of(files, "experta")
    for order in orders:
        assert unlike(walk.advise(order, trace="all"), experta.advise(order, trace="all")) == ()


def test_engines_agree_on_seeded_pairs() -> None:
    """The long run of `tests/equality.py` finds no difference in its first pairs."""
    assert [str(one) for one in differences(count(20), "suite", orders_of_a_pack=10)] == []


# --- order and names mean nothing -------------------------------------------------------------------------------------
def shuffled_rules(files: Files, seed: int) -> dict[str, str]:
    """Return the files with the rules shuffled over three files."""
    lines = [line for name, text in files.items() if name.startswith("rules/") for line in text.splitlines()]
    random.Random(seed).shuffle(lines)  # noqa: S311  # an order by chance, no secret
    kept = {name: text for name, text in files.items() if not name.startswith("rules/")}
    parts = {f"rules/{name}.yaml": lines[index::3] for index, name in enumerate("zax")}
    return kept | {name: "\n".join(part) + "\n" for name, part in parts.items() if part}


@lawful
@given(scenes(), st.integers(0, 10**6))
def test_order_of_rules(scene: Scene, seed: int) -> None:
    """Which file a rule stands in, and where, changes nothing."""
    files, _ = scene
    advisor, orders = opened(scene)
    other = advisor_of(shuffled_rules(files, seed))
    for order in orders:
        assert unlike(advisor.advise(order, trace="all"), other.advise(order, trace="all")) == ()


@lawful
@given(scenes(), st.integers(0, 10**6))
def test_names_of_rules(scene: Scene, seed: int) -> None:
    """What a rule is called decides nothing: ids dealt anew leave every rank, standing, score and witness as they were."""
    files, _ = scene
    advisor, orders = opened(scene)
    rules = [rule for name, text in files.items() if name.startswith("rules/") for rule in yaml.safe_load(text)]
    ids = [rule["id"] for rule in rules]
    random.Random(seed).shuffle(ids)  # noqa: S311  # as above
    renamed = dict(zip((rule["id"] for rule in rules), ids, strict=True))
    kept = {name: text for name, text in files.items() if not name.startswith("rules/")}
    texts = {name: text for name, text in files.items() if name.startswith("rules/")}
    for name, text in texts.items():
        heads = [line.split(",", 1) for line in text.splitlines()]
        kept[name] = "".join(f"- {{id: {renamed[head.split('id: ')[1]]},{rest}\n" for head, rest in heads)
    other = advisor_of(kept)
    for order in orders:
        one, two = advisor.advise(order), other.advise(order)
        ranks = [
            [(row.option.id, row.standing, row.score, row.premium) for row in advice.ranking] for advice in (one, two)
        ]

        assert ranks[0] == ranks[1]
        assert (one.settled, one.close, one.could_change) == (two.settled, two.close, two.could_change)
        assert one.nearest == two.nearest


@lawful
@given(scenes())
def test_fact_nobody_tests(scene: Scene) -> None:
    """A fact that no rule, option or estimate reads changes nothing, whatever an order says of it."""
    files, texts = scene
    advisor, orders = opened(scene)
    idle = "  idle: {kind: number, unit: units, bounds: 0..9, question: How idle?, actionable: true, effort: 1}\n"
    more = advisor_of({**files, "knowledge/facts.yaml": files["knowledge/facts.yaml"] + idle})
    for order, text in zip(orders, texts, strict=True):
        before = advisor.advise(order, trace="all")
        for said in ("", "idle: 4\n", "idle: 2..5\n"):
            after = more.advise(read_order(text + said, more), trace="all")
            kept = tuple(
                name
                for name in unlike(before, after)
                if name not in ("order", "memory", "possible", "advice_memory", "assumed")
            )

            assert _without_idle(kept, before, after) == ()


def _without_idle(names: tuple[str, ...], before: Advice, after: Advice) -> tuple[str, ...]:
    """Return the names whose values differ in more than the idle fact held in a row's memory."""

    def told(memory: Memory) -> Memory:
        return {path: value for path, value in memory.items() if path != "order.idle"}

    def bare(advice: Advice) -> Advice:
        rows = tuple(replace(row, memory=told(row.memory), possible=told(row.possible)) for row in advice.ranking)
        by_id = {row.option.id: row for row in rows}
        winner, runner_up = (by_id[one.option.id] if one else None for one in (advice.winner, advice.runner_up))
        return replace(advice, ranking=rows, winner=winner, runner_up=runner_up)

    return tuple(name for name in names if getattr(bare(before), name) != getattr(bare(after), name))


@lawful
@given(scenes(), st.sampled_from(["order", "option"]))
def test_unrelated_rule(scene: Scene, scope: str) -> None:
    """A rule added that concludes nothing about options changes only what is said by it."""
    files, _ = scene
    advisor, orders = opened(scene)
    rule: dict[str, object] = {"id": "added", "when": {"quantity": "2.."}}
    rule |= {"then": {"advise": {"level": "note", "topic": "added"}}, "because": "Added.", "source": "src"}
    rule |= {"for": "option"} if scope == "option" else {}
    other = advisor_of({**files, "rules/added.yaml": rule_file([rule])})
    for order in orders:
        before, after = advisor.advise(order, trace="all"), other.advise(order, trace="all")
        notes = tuple(note for note in after.notes if note.rule != "added")
        firings = tuple(one for one in after.firings if one.rule != "added")

        assert unlike(before, replace(after, notes=notes, firings=firings)) == ()


# --- ranking ----------------------------------------------------------------------------------------------------------
@lawful
@given(scenes())
def test_excluded_ranks_below(scene: Scene) -> None:
    """What stands comes before what is unlikely, that before what is excluded; neither of those wins."""
    advisor, orders = opened(scene)
    places = {Standing.UNLIKELY: 1, Standing.EXCLUDED: 2}
    for order in orders:
        advice = advisor.advise(order)
        out = [places.get(row.standing, 0) for row in advice.ranking]

        assert out == sorted(out)
        assert advice.winner is None or advice.winner.standing not in places
        assert (advice.winner is None) == all(out)


@lawful
@given(scenes())
def test_readings_ascend(scene: Scene) -> None:
    """The readings of every estimate ascend: low, likely, high."""
    advisor, orders = opened(scene)
    for order in orders:
        for row in advisor.advise(order).ranking:
            for name, spread in row.estimates.items():
                likely = spread.low if spread.likely is None else spread.likely

                assert spread.low <= likely <= spread.high, name


# --- becoming known ---------------------------------------------------------------------------------------------------
@lawful
@given(scenes(), dices())
def test_narrowing_keeps_verdicts(scene: Scene, dice: Dice) -> None:
    """What is true stays true, and what is false stays false, when unknown or vague facts become better known."""
    advisor, orders = opened(scene)
    for order in orders:
        before = verdicts(advisor.advise(order, trace="all"), advisor)
        after = verdicts(advisor.advise(narrower(dice, order, advisor), trace="all"), advisor)

        assert [
            key for key in before.keys() & after.keys() if before[key] is not None and after[key] is not before[key]
        ] == []


@lawful
@given(dices())
def test_narrowing_keeps_a_settled_answer(dice: Dice) -> None:
    """Whatever becomes known, a settled answer keeps its pathway, and an order settled on none finds none."""
    files = make_pack(dice)
    advisor = advisor_of(files)
    for _ in range(4):
        order = read_order(make_order(dice, advisor.pack, known=70, vague=15), advisor)
        advice = advisor.advise(order)
        for _ in range(4 if advice.settled else 0):
            assert advisor.advise(narrower(dice, order, advisor)).pathway == advice.pathway


def test_narrowing_keeps_many_settled_answers() -> None:
    """So it is over many seeded packs, where answers are often settled while facts are still open."""
    settled = 0
    for seed in range(40):
        dice = seeded(f"settled {seed}")
        advisor = advisor_of(make_pack(dice))
        for _ in range(5):
            order = read_order(make_order(dice, advisor.pack, known=75, vague=15), advisor)
            advice = advisor.advise(order)
            settled += advice.settled
            for _ in range(3 if advice.settled else 0):
                assert advisor.advise(narrower(dice, order, advisor)).pathway == advice.pathway, (seed, order.given)

    assert settled > 60


@lawful
@given(scenes())
def test_witnesses(scene: Scene) -> None:
    """Each witness in `could_change`, laid over the order and advised anew, gives the pathway it names: another one."""
    advisor, orders = opened(scene)
    for order in orders:
        advice = advisor.advise(order)
        for witness in advice.could_change:
            changed = advisor.advise(replace(order, given=dict(order.given) | dict(witness.values)))

            assert changed.pathway == witness.pathway != advice.pathway
            assert all(is_known(value) and allows(_was(path, order, advisor), value) for path, value in witness.values)


def _was(path: str, order: Order, advisor: Advisor) -> Possible:
    return order.given.get(path, advisor.pack.facts[path.split(".")[1]].domain)


@lawful
@given(scenes())
def test_settled_has_no_witness(scene: Scene) -> None:
    """An answer is settled, or it says what is open; never both."""
    advisor, orders = opened(scene)
    for order in orders:
        advice = advisor.advise(order)

        assert not (advice.firm and (advice.could_change or advice.open_facts))
        assert advice.firm or not advice.settled


@lawful
@given(scenes())
def test_nearest_changes(scene: Scene) -> None:
    """Each change said to open an excluded option does, and is of a fact that the studio can change."""
    files, texts = scene
    barred = rule_file(
        [
            {"id": "barred", "for": "option", "when": {"quantity": "20.."}, "then": {"exclude": True}}
            | {"because": "Too many.", "source": "src"}
        ]
    )
    advisor, orders = opened(({**files, "rules/barred.yaml": barred}, texts))
    for order in orders:
        advice = advisor.advise(order)
        losing = {row.option.pathway for row in advice.ranking if row.ruled_out_by}
        least = chain.from_iterable(advisor.least_changes(order, pathway) for pathway in sorted(losing))
        for change in (*advice.nearest, *least):
            changed = advisor.advise(replace(order, given=dict(order.given) | {change.path: change.value}))
            standings = {row.option.id: row.standing for row in changed.ranking}

            assert standings[change.option] not in (Standing.EXCLUDED, Standing.UNLIKELY)
            assert advisor.pack.facts[change.path.split(".")[1]].actionable


# --- derived facts ----------------------------------------------------------------------------------------------------
@lawful
@given(scenes(), dices())
def test_given_beats_derived(scene: Scene, dice: Dice) -> None:
    """What the order gives of a fact stands, whatever rules would derive."""
    advisor, orders = opened(scene)
    paths = [path for path in sorted(advisor.derived) if path.startswith("order.")]
    assume(paths)
    for order in orders:
        path = dice.one_of(paths)
        value = narrowed(dice, advisor.pack.facts[path.split(".")[1]].domain)
        advice = advisor.advise(replace(order, given=dict(order.given) | {path: value}))

        assert advice.possible[path] == value


@lawful
@given(scenes())
def test_derived_facts_stay_in_bounds(scene: Scene) -> None:
    """A derived fact has only values that its declaration allows."""
    advisor, orders = opened(scene)
    for order in orders:
        advice = advisor.advise(order)
        for path in sorted(advisor.derived):
            domain = advisor.pack.facts[path.split(".")[1]].domain
            memories = [advice.possible] if path.startswith("order.") else [row.possible for row in advice.ranking]

            assert all(allows(domain, memory[path]) for memory in memories), path


@lawful
@given(scenes(), dices())
def test_known_orders_leave_nothing_open(scene: Scene, dice: Dice) -> None:
    """Once every fact is known, no rule is unknown that only reads given facts, and every estimate is one number."""
    advisor, orders = opened(scene)
    program = advisor.program
    for order in orders:
        given = {
            f"order.{fact.name}": _one(dice, order.given.get(f"order.{fact.name}", fact.domain))
            for fact in advisor.pack.facts.values()
            if fact.of == "order" and fact.kind.value != "text"
        }
        memory = Walk(program).run("order", given)

        assert None not in memory.verdicts.values()
        assert advisor.advise(replace(order, given=given)).settled or _derives_vaguely(advisor)


def _one(dice: Dice, value: Possible) -> Possible:
    """Return one of the values."""
    found = narrowed(dice, value)
    while not is_known(found):
        found = narrowed(dice, found) if not isinstance(found, Numbers) else Numbers(found.low, found.low)
    return found


def _derives_vaguely(advisor: Advisor) -> bool:
    """Return whether a derived fact of an option may stay open: no rule derives it and nothing is said otherwise."""
    rules = advisor.pack.rules.values()
    paths = {rule.conclusion.path for rule in rules if isinstance(rule.conclusion, Derive)}
    return any(advisor.pack.facts[path.split(".")[1]].otherwise is None for path in paths if path.startswith("option."))


def test_plain_hides_only_the_engine() -> None:
    """Two answers that differ in the engine's name alone are alike."""
    dice = seeded("plain")
    files = make_pack(dice)
    advisor = advisor_of(files)
    advice = advisor.advise(read_order(make_order(dice, advisor.pack), advisor))

    assert plain(advice) == plain(replace(advice, engine="another"))
    assert unlike(advice, replace(advice, close=not advice.close)) == ("close",)


# --- settled, where candidates are still open -------------------------------------------------------------------------
MILLED = "unit_cost: EUR {cost}, making: 3..9 days, source: src}}\n"


def milled(pathway: str, cost: int) -> Advisor:
    """Return an advisor that has a milling option besides, a candidate only once the process is known to be milling."""
    processes = "choices: {milling: milling, casting: casting}"
    option = f"  - {{id: milled, pathway: {pathway}, process: milling, applies: {{process: milling}}, moq: 1, "
    files = dict(BASE) | {
        "knowledge/options/all.yaml": BASE["knowledge/options/all.yaml"] + option + MILLED.format(cost=cost)
    }
    files["knowledge/facts.yaml"] = files["knowledge/facts.yaml"].replace("choices: {milling: milling}", processes)
    return advisor_of(files)


@pytest.mark.parametrize(
    ("pathway", "cost", "settled"), [("bench", 1, False), ("bench", 900, True), ("shop", 900, False)]
)
def test_settled_minds_who_may_come_and_go(pathway: str, cost: int, settled: bool) -> None:
    """No answer is settled while an option that may yet apply could win, or could make the winner's row step aside."""
    advice = milled(pathway, cost).advise(read_order("quantity: 60\n", advisor_of(dict(BASE))))

    assert advice.pathway == "shop"
    assert advice.settled is settled


@pytest.mark.parametrize(("process", "rows"), [("milling", ["milled", "shop-1"]), ("casting", ["bench-1", "shop-1"])])
def test_generic_row_steps_aside(process: str, rows: list[str]) -> None:
    """A pathway's generic row is a candidate exactly where no specific option of it applies."""
    advisor = milled("bench", 900)
    advice = advisor.advise(read_order(f"quantity: 60\nprocess: {process}\n", advisor))

    assert sorted(row.option.id for row in advice.ranking) == rows
