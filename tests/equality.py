"""Hold experta equal to the plain walk on many random packs and orders: `python tests/equality.py 10000 [SEED]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from advisor.trace import Advice
from strategies import Dice, Files, advisor_of, make_order, make_pack, read_order, seeded

ORDERS_OF_A_PACK = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """One order that two engines answer differently: where in the run it was, in what, and what it takes to see it."""

    place: str
    names: tuple[str, ...]
    files: Files
    order: str

    def __str__(self) -> str:
        files = "\n".join(f"# {name}\n{text}" for name, text in self.files.items())
        return f"{self.place}: {', '.join(self.names)} differ\n{files}\n# order\n{self.order}"


def plain(advice: Advice) -> Advice:
    """Return the advice without the name of the engine that gave it."""
    return replace(advice, engine="")


def unlike(one: Advice, other: Advice) -> tuple[str, ...]:
    """Return the names of the parts in which two answers differ, the engine's name aside."""
    first, second = plain(one), plain(other)
    return tuple(part.name for part in fields(Advice) if getattr(first, part.name) != getattr(second, part.name))


def differences(pairs: int, seed: object = 0) -> Iterator[Difference]:
    """Yield every difference between the engines on this many pairs of a random pack and order."""
    for number in range(-(-pairs // ORDERS_OF_A_PACK)):
        dice: Dice = seeded(f"{seed}/{number}")
        files = make_pack(dice)
        walk, experta = advisor_of(files, "walk"), advisor_of(files, "experta")
        for turn in range(min(ORDERS_OF_A_PACK, pairs - number * ORDERS_OF_A_PACK)):
            text = make_order(dice, walk.pack, known=dice.whole(10, 75))
            order = read_order(text, walk)
            found = unlike(walk.advise(order, trace="all"), experta.advise(order, trace="all"))
            if found:
                yield Difference(f"seed {seed}, pack {number}, order {turn}", found, files, text)


def main() -> int:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = sys.argv[2] if len(sys.argv) > 2 else "0"
    count = 0
    for difference in differences(pairs, seed):
        count += 1
        print(difference, flush=True)  # noqa: T201  # a command of its own, not a test
    print(f"{pairs} pairs of a pack and an order: {count} differ")  # noqa: T201  # as above
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
