"""What hangs on the quantity in a pack."""

from __future__ import annotations

from advisor import meaning
from advisor.meaning import Program


class Moving:
    """What hangs on the quantity in one pack, found once; the quantity is what plays the role `amount`, of an empty path if nothing does.

    ruled: the derived facts that do: through them an estimate has no curve.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.quantity = program.pack.roles.amount
        made = program.made
        derived = {path for stratum in (*program.order, *program.option) for path in stratum.closes}
        self.ruled = frozenset(path for path in derived if self.quantity in meaning.origins([path], made))
        self._reads: dict[int, tuple[str, ...]] = {}
        """By the identity of a node of the program's own formulas, which live as long as this."""

    def reads(self, node: meaning.ConditionOrExpression) -> tuple[str, ...]:
        """Return the paths that a node of the pack's formulas reads."""
        found = self._reads.get(id(node))
        if found is None:
            found = self._reads[id(node)] = meaning.reads(node)
        return found
