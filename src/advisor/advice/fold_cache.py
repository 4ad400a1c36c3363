"""What options leave of a pack: of its own options kept for good, of quotes until the next order is begun."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from advisor import estimate
from advisor.ir import Option
from advisor.meaning import Folded, Folding, Program

_Kept = dict[str, tuple[Option, Folded]]


class _Shelf(Struct):
    folding: Folding
    whole: _Kept = field(default_factory=dict)


class FoldCache:
    """The options of one pack, and the quotes of an order, folded (`meaning.fold`)."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._options = _Shelf(Folding(program))
        self.begin()

    def begin(self) -> None:
        """Forget the quotes of the order before."""
        self._quotes = _Shelf(Folding(self._program))

    def of(self, option: Option) -> Folded:
        """Return what an option leaves of the pack."""
        shelf = self._quotes if option.is_quote else self._options
        return _kept(shelf.whole, option, lambda: shelf.folding.of(estimate.option_memory(option)))


def _kept(kept: _Kept, option: Option, make: Callable[[], Folded]) -> Folded:
    """Return what is kept of an option, made if it is not; another order's quote may have the same id."""
    if option.id not in kept or kept[option.id][0] is not option:
        kept[option.id] = option, make()
    return kept[option.id][1]
