"""What a condition means: held against every concrete value there is, over domains small enough to try them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import accumulate, chain, combinations, pairwise, product
from math import floor
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import meaning
from advisor.ir import (
    UNLIMITED,
    Along,
    Among,
    And,
    Arithmetic,
    Choose,
    Compare,
    Condition,
    Count,
    Divide,
    Expression,
    Extreme,
    Figure,
    Holds,
    Known,
    Lookup,
    Not,
    Number,
    Numbers,
    OneOf,
    Or,
    Possible,
    Read,
    Same,
    Step,
    Subset,
    Table,
    Tally,
    Text,
    Within,
)
from advisor.meaning import rounding, truth
from advisor.meaning.possible import NONE, allows, is_known, join
from counts import count

NUMBERS = ("order.n", "order.m")
CHOICES = ("order.c", "order.d")
FLAGS = ("order.f",)
SETS = ("order.s",)
TABLE = "option.t.low"
TABLES = {TABLE: Table(((1, 9), (3, 4), (5, 6)))}
COLOURS = ("red", "green", "blue")
MEMBERS = ("u", "v", "w")
lawful = settings(derandomize=True, deadline=None, max_examples=count(50))
Value = int | bool | str | frozenset[str]
Values = Mapping[str, Value]
Rows = tuple[tuple[int, int], ...]


# --- what is possible -------------------------------------------------------------------------------------------------
def numbers() -> st.SearchStrategy[Numbers]:
    finite = st.builds(
        lambda low, more, none: Numbers(low, low + more, none), st.integers(-2, 6), st.integers(0, 3), st.booleans()
    )
    return st.one_of(finite, st.just(NONE))


def one_of(values: tuple[bool | str, ...]) -> st.SearchStrategy[OneOf]:
    found: st.SearchStrategy[list[bool | str]] = st.lists(st.sampled_from(values), min_size=1, unique=True)
    return found.map(lambda told: OneOf(tuple(told)))


def subsets() -> st.SearchStrategy[Subset]:
    parts = st.tuples(*(st.sampled_from(["some", "maybe", "out"]) for _ in MEMBERS))
    return parts.map(
        lambda told: Subset(
            tuple(one for one, part in zip(MEMBERS, told, strict=True) if part == "some"),
            tuple(one for one, part in zip(MEMBERS, told, strict=True) if part == "maybe"),
        )
    )


def memories() -> st.SearchStrategy[dict[str, Possible]]:
    kinds: dict[str, st.SearchStrategy[Possible]] = {
        **dict.fromkeys(NUMBERS, numbers()),
        **dict.fromkeys(CHOICES, one_of(COLOURS)),
        **dict.fromkeys(FLAGS, one_of((True, False))),
        **dict.fromkeys(SETS, subsets()),
    }
    return st.fixed_dictionaries(kinds).map(lambda found: found | TABLES)


def concrete(value: Possible) -> list[Value]:
    """Return every value that is possible; `none` is the number above all."""
    match value:
        case Numbers(low, high, or_none):
            return [*range(low, high + 1), *([UNLIMITED] if or_none else [])] if low < UNLIMITED else [UNLIMITED]
        case OneOf(values):
            return list(values)
        case Subset(some, maybe):
            added = chain.from_iterable(combinations(maybe, size) for size in range(len(maybe) + 1))
            return [frozenset((*some, *more)) for more in added]
        case _:
            raise TypeError(value)


def worlds(memory: Mapping[str, Possible], *roots: Condition | Expression) -> Iterator[dict[str, Value]]:
    """Yield every way in which the facts read can turn out."""
    paths = [path for path in meaning.reads(*roots) if path != TABLE]
    for values in product(*(concrete(memory[path]) for path in paths)):
        yield dict(zip(paths, values, strict=True))


# --- the plainest reading of a condition ------------------------------------------------------------------------------
def meant(condition: Condition, values: Values) -> bool:
    """Return whether the condition holds where every fact is known, as anyone would read it."""
    match condition:
        case And(parts):
            return all(meant(part, values) for part in parts)
        case Or(parts):
            return any(meant(part, values) for part in parts)
        case Not(part):
            return not meant(part, values)
        case Within(path, low, high):
            found = values[path]
            assert isinstance(found, int)
            return (low is None or found >= low.value) and (high is None or found <= high.value)
        case Among(path, wanted):
            return values[path] in wanted
        case Holds(path, mode, members):
            held = values[path]
            assert isinstance(held, frozenset)
            inside = held & set(members)
            return {"has": inside == set(members), "lacks": not inside, "only": inside == held}[mode]
        case Known():
            return True
        case Same(one, other):
            return values[one] == values[other]
        case Compare(op, left_side, right_side):
            left, right = counted(left_side, values), counted(right_side, values)
            told = {"==": left == right, "!=": left != right, "<": left < right}
            told |= {"<=": left <= right, ">": left > right, ">=": left >= right}
            return told[op]


def counted(expression: Expression, values: Values) -> int:
    """Return the number that the expression is where every fact is known."""
    match expression:
        case Number(value) | Figure(_, _, value):
            return value
        case Read(path):
            found = values[path]
            assert isinstance(found, int)
            return found
        case Lookup(_, path, cases, otherwise):
            return dict(cases).get(str(values[path]), otherwise)
        case Arithmetic(op, left_side, right_side):
            left, right = counted(left_side, values), counted(right_side, values)
            return {"+": left + right, "-": left - right, "*": left * right}[op]
        case Extreme(op, parts):
            found_parts = [counted(part, values) for part in parts]
            return min(found_parts) if op == "min" else max(found_parts)
        case Divide(mode, left_side, right_side):
            left, right = counted(left_side, values), counted(right_side, values)
            whole, rest = divmod(left, right)
            return whole + {"floor": 0, "ceil": int(rest > 0), "half_up": int(2 * rest >= right)}[mode]
        case Step(at, path):
            rows = TABLES[path].rows
            return next((value for start, value in reversed(rows) if start <= counted(at, values)), rows[0][1])
        case Along(at, _, line):
            return on_line(counted(at, values), line)
        case Count(path):
            held = values[path]
            assert isinstance(held, frozenset)
            return len(held)
        case Tally(conditions):
            return sum(meant(one, values) for one in conditions)
        case Choose(condition, then, otherwise_part):
            return counted(then if meant(condition, values) else otherwise_part, values)


def on_line(at: int, rows: Rows) -> int:
    """Return the height of a line through points at a place, rounded half up; level before the first point and after the last."""
    for (start, value), (end, other) in pairwise(rows):
        if start <= at <= end:
            return floor(value + Fraction((other - value) * (at - start), end - start) + Fraction(1, 2))
    return rows[0][1] if at < rows[0][0] else rows[-1][1]


# --- random conditions ------------------------------------------------------------------------------------------------
def ends() -> st.SearchStrategy[Number | Figure | None]:
    """Ends of a span: numbers, figures, none at all, and `none` itself."""
    whole = st.one_of(st.integers(-3, 10), st.just(UNLIMITED))
    return st.one_of(st.none(), whole.map(Number), whole.map(lambda value: Figure("figure", "low", value)))


def some_of(items: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(items), min_size=1, max_size=2, unique=True).map(tuple)


def single() -> st.SearchStrategy[Condition]:
    """Tests of one fact, each read once."""
    tests: list[st.SearchStrategy[Condition]] = [
        st.builds(Within, st.sampled_from(NUMBERS), ends(), ends()),
        st.builds(Among, st.sampled_from(CHOICES), some_of(COLOURS)),
        st.builds(Among, st.sampled_from(FLAGS), st.sampled_from([(True,), (False,), (True, False)])),
        st.builds(Holds, st.sampled_from(SETS), st.sampled_from(["has", "lacks", "only"]), some_of(MEMBERS)),
    ]
    return st.one_of(*tests, st.one_of(*tests).map(Not))


def atoms() -> st.SearchStrategy[Expression]:
    kinds: list[st.SearchStrategy[Expression]] = [
        st.builds(Number, st.integers(-2, 6)),
        st.builds(Read, st.sampled_from(NUMBERS)),
        st.builds(Count, st.sampled_from(SETS)),
        st.builds(
            Lookup, st.just("by"), st.sampled_from(CHOICES), st.just((("red", 3), ("blue", -1))), st.integers(0, 5)
        ),
    ]
    return st.one_of(*kinds)


def lines() -> st.SearchStrategy[Rows]:
    """Rows whose arguments ascend, and whose values all rise or all fall, or stay."""
    steps = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 9)), min_size=1, max_size=3)

    def line(start: int, value: int, sign: int, found: list[tuple[int, int]]) -> Rows:
        places = accumulate((step for step, _ in found), initial=start)
        return tuple(zip(places, accumulate((sign * rise for _, rise in found), initial=value), strict=True))

    return st.builds(line, st.integers(-3, 4), st.integers(-5, 5), st.sampled_from([1, -1]), steps)


def formulas(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    positive = inner.map(lambda part: Extreme("max", (Number(1), part)))
    kinds: list[st.SearchStrategy[Expression]] = [
        st.builds(Arithmetic, st.sampled_from(["+", "-", "*"]), inner, inner),
        st.builds(Extreme, st.sampled_from(["min", "max"]), st.tuples(inner, inner)),
        st.builds(Divide, st.sampled_from(["ceil", "half_up", "floor"]), inner, positive),
        st.builds(Step, inner, st.just(TABLE)),
        st.builds(Along, inner, st.just("line"), lines()),
        st.builds(Choose, single(), inner, inner),
        st.builds(Tally, st.lists(single(), min_size=1, max_size=3).map(tuple)),
    ]
    return st.one_of(*kinds)


def expressions() -> st.SearchStrategy[Expression]:
    return st.recursive(atoms(), formulas, max_leaves=5)


def conditions() -> st.SearchStrategy[Condition]:
    operators = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
    leaves: list[st.SearchStrategy[Condition]] = [
        single(),
        st.builds(Compare, operators, expressions(), expressions()),
        st.builds(Same, st.sampled_from(CHOICES), st.sampled_from(CHOICES)),
    ]
    return st.recursive(
        st.one_of(*leaves),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda parts: And(tuple(parts))),
            st.lists(inner, max_size=3).map(lambda parts: Or(tuple(parts))),
            inner.map(Not),
        ),
        max_leaves=4,
    )


# --- laws -------------------------------------------------------------------------------------------------------------
@lawful
@given(conditions(), memories())
def test_truth_is_never_wrong(condition: Condition, memory: dict[str, Possible]) -> None:
    """A condition found true holds in every world that is possible, one found false in none."""
    verdict = truth.holds(condition, memory)
    found = {meant(condition, values) for values in worlds(memory, condition)}

    assert verdict is None or found == {verdict}


@lawful
@given(single(), memories())
def test_one_fact_is_exact(condition: Condition, memory: dict[str, Possible]) -> None:
    """A test of one fact is unknown only if it holds for some possible value and fails for another."""
    found = {meant(condition, values) for values in worlds(memory, condition)}

    assert truth.holds(condition, memory) is (None if len(found) == 2 else found.pop())


@lawful
@given(st.sampled_from(CHOICES), st.sampled_from(CHOICES), memories())
def test_sameness_of_two_facts_is_exact(left: str, right: str, memory: dict[str, Possible]) -> None:
    """Two facts are the same, differ, or it is open, as their values leave it."""
    condition = Same(left, right)
    found = {meant(condition, values) for values in worlds(memory, condition)}
    verdict = truth.holds(condition, memory)

    assert verdict is (None if len(found) == 2 or (left == right and verdict is None) else found.pop())


@lawful
@given(expressions(), memories())
def test_intervals_hold_every_number(expression: Expression, memory: dict[str, Possible]) -> None:
    """A formula's ends enclose every number that it can be."""
    low, high = truth.number(expression, memory)
    found = [counted(expression, values) for values in worlds(memory, expression)]

    assert low <= min(found) <= max(found) <= high


@lawful
@given(expressions(), conditions(), memories())
def test_what_is_known_is_one_number_and_one_verdict(
    expression: Expression, condition: Condition, memory: dict[str, Possible]
) -> None:
    """Where every fact is known, a formula is one number, a condition is true or false, and both mean what they say."""
    known = {path: _known(value) for path, value in memory.items()}
    values = {path: concrete(value)[0] for path, value in known.items() if path != TABLE}
    number = counted(expression, values)

    assert truth.number(expression, known) == (number, number)
    assert truth.holds(condition, known) is meant(condition, values)


def _known(value: Possible) -> Possible:
    match value:
        case Numbers(low, _, or_none):
            return NONE if or_none else Numbers(low, low)
        case OneOf(values):
            return OneOf(values[-1:])
        case Subset(some, maybe):
            return Subset((*some, *maybe[:1]))
        case _:
            return value


@lawful
@given(conditions(), memories(), memories())
def test_knowing_more_never_turns_a_verdict(
    condition: Condition, memory: dict[str, Possible], other: dict[str, Possible]
) -> None:
    """A verdict on much that is possible stands on any part of it."""
    wide = {path: join(value, other[path]) for path, value in memory.items()}
    verdict = truth.holds(condition, wide)

    assert verdict is None or truth.holds(condition, memory) is verdict


@lawful
@given(memories(), memories())
def test_joined_values_allow_both(one: dict[str, Possible], other: dict[str, Possible]) -> None:
    """What two values allow together allows each of them, and for flags, choices and sets nothing less certain is lost."""
    for path, value in one.items():
        joined = join(value, other[path])

        assert allows(joined, value)
        assert allows(joined, other[path])


@lawful
@given(memories(), memories())
def test_allowing_is_holding_every_value(one: dict[str, Possible], other: dict[str, Possible]) -> None:
    """A value allows another exactly if it has every concrete value the other has."""
    for path in (*NUMBERS, *CHOICES, *FLAGS, *SETS):
        allowed = set(concrete(other[path])) <= set(concrete(one[path]))

        assert allows(one[path], other[path]) is allowed


# --- tables -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        (True, True, True),
        (True, None, None),
        (True, False, False),
        (None, None, None),
        (None, False, False),
        (False, False, False),
    ],
)
def test_both_is_kleene(one: bool | None, other: bool | None, result: bool | None) -> None:
    """`Unknown and false` is false; unknown and true is unknown, either way round."""
    assert truth.both(one, other) is result
    assert truth.both(other, one) is result


def test_negation_of_unknown() -> None:
    """Not unknown is unknown."""
    assert [truth.negate(verdict) for verdict in (True, False, None)] == [False, True, None]


@pytest.mark.parametrize(
    ("mode", "left", "right", "result"),
    [
        ("half_up", 5, 2, 3),
        ("half_up", -5, 2, -2),
        ("half_up", 4, 3, 1),
        ("ceil", 7, 3, 3),
        ("ceil", -7, 3, -2),
        ("floor", 7, 3, 2),
        ("floor", -7, 3, -3),
    ],
)
def test_division_rounds_as_named(mode: str, left: int, right: int, result: int) -> None:
    """Half up goes towards plus infinity, for negative numbers too; never to the even neighbour."""
    assert rounding.divide(mode, left, right) == result


def test_none_is_above_every_number() -> None:
    """`none` passes a lower bound, fails an upper one, and is unknown beside numbers that do otherwise."""
    low, high = Number(3), Number(30)
    none, maybe = {"order.n": NONE}, {"order.n": Numbers(1, 2, or_none=True)}

    assert truth.holds(Within("order.n", low, None), none) is True
    assert truth.holds(Within("order.n", None, high), none) is False
    assert truth.holds(Within("order.n", low, None), maybe) is None


@pytest.mark.parametrize(
    ("at", "value"), [((0, 0), 9), ((2, 2), 9), ((3, 3), 4), ((5, 99), 6)]
)  # fmt: skip
def test_step_meets_the_row_that_holds(at: tuple[int, int], value: int) -> None:
    """Below the first break the first row holds; on a break its own row does."""
    memory: dict[str, Possible] = {**TABLES, "order.n": Numbers(*at)}

    assert truth.number(Step(Read("order.n"), TABLE), memory) == (value, value)


def test_step_over_a_span_spans_the_rows_it_meets() -> None:
    """A vague quantity meets every row between its ends, dearer or cheaper ones in the middle included."""
    memory: dict[str, Possible] = {**TABLES, "order.n": Numbers(1, 5)}

    assert truth.number(Step(Read("order.n"), TABLE), memory) == (4, 9)


@pytest.mark.parametrize(
    ("rows", "at", "ends"),
    [
        (((1, 10), (3, 20), (5, 40)), (2, 2), (15, 15)),
        (((1, 10), (3, 20), (5, 40)), (0, 9), (10, 40)),
        (((1, 10), (3, 20), (5, 40)), (2, 4), (15, 30)),
        (((1, 40), (3, 20), (5, 19)), (2, 4), (20, 30)),
        (((0, 0), (2, 1)), (1, 1), (1, 1)),
        (((0, 0), (2, -1)), (1, 1), (0, 0)),
    ],
)
def test_a_line_goes_through_its_rows(rows: Rows, at: tuple[int, int], ends: tuple[int, int]) -> None:
    """Between two rows a line is straight, before the first and after the last it is level; a falling one turns the ends round."""
    assert truth.number(Along(Read("order.n"), "line", rows), {"order.n": Numbers(*at)}) == ends


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (Numbers(3, 3), True),
        (Numbers(3, 3, or_none=True), False),
        (NONE, True),
        (OneOf((True,)), True),
        (OneOf(("red", "blue")), False),
        (Subset(("u",)), True),
        (Subset((), ("u",)), False),
        (Text(""), False),
        (Text("words"), True),
    ],
)
def test_known_is_one_value(value: Possible, known: bool) -> None:
    """A fact is known when one value is possible; no set member open, `none` not besides; a text when it is there."""
    assert is_known(value) is known
    assert truth.holds(Known("order.x"), {"order.x": value}) is known


def test_two_vague_numbers_are_not_known_to_be_equal() -> None:
    """Two facts with the same possible values may still differ; they are equal for certain only as one number each."""
    memory: dict[str, Possible] = {"order.n": Numbers(1, 3), "order.m": Numbers(1, 3)}

    assert truth.holds(Compare("==", Read("order.n"), Read("order.m")), memory) is None
    assert truth.holds(Compare("!=", Read("order.n"), Read("order.m")), memory) is None


def test_whichever_suits_is_any_of_them() -> None:
    """Of several choices of which whichever suits is assumed, a test of any holds, and one of none of them does not."""
    memory: dict[str, Possible] = {"order.c": OneOf(("red", "blue"), whichever=True)}

    assert truth.holds(Among("order.c", ("blue", "green")), memory) is True
    assert truth.holds(Among("order.c", ("green",)), memory) is False


def test_empty_groups() -> None:
    """All of nothing holds, any of nothing does not."""
    assert truth.holds(And(()), {}) is True
    assert truth.holds(Or(()), {}) is False


def test_every_condition_and_expression_has_a_meaning() -> None:
    """The tables in which `truth` looks meanings up hold every kind there is."""
    assert set(truth._HOLDS) == set(get_args(Condition))
    assert set(truth._NUMBER) == set(get_args(Expression))
