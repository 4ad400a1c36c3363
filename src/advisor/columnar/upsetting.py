"""Which options keep orders from being settled, so that those are asked first."""

from __future__ import annotations

import numpy as np

from advisor.columnar.column import Array
from advisor.columnar.view import Pairs


class Upsetting:
    """How often each option, while it waited, kept an order from being settled. It changes no answer, only what is asked first."""

    def __init__(self, count: int) -> None:
        self._counts = np.zeros(count, np.int64)

    def order(self, options: Array) -> Array:
        """Return a rank for each of some options, the smallest for the one that upset the most."""
        return -self._counts[options]

    def note(self, waiting: Pairs, upset: Array) -> None:
        """Take in which orders options that waited kept from being settled."""
        np.add.at(self._counts, waiting.option[upset[waiting.order]], 1)
