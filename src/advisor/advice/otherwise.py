"""Everything that is asked of one order said otherwise: what an answer tells of what would be."""

from __future__ import annotations

from msgspec import Struct

from advisor.advice.assuming import assumptions
from advisor.advice.change import least_changes, loosened
from advisor.advice.decision import Decision, Outlook
from advisor.advice.limits import kept_together
from advisor.advice.more import more_for_less
from advisor.advice.trials import Asking
from advisor.advice.weigher import Weigher
from advisor.advice.witness import could_change
from advisor.trace import Assumed, Change, Loosened, Together, Witness


class TryResults(Struct, frozen=True, kw_only=True):
    """What became of tries: what could change the answer, the least changes that would help, what could be left open, what the limits would have to be together, what the assumptions weigh, which quotes would be less for more pieces."""

    could_change: tuple[Witness, ...]
    open_facts: tuple[str, ...]
    nearest: tuple[Change, ...]
    loosened: tuple[Loosened, ...]
    together: Together | None
    assumed: tuple[Assumed, ...]
    more: tuple[Witness, ...]


UNTRIED = TryResults(could_change=(), open_facts=(), nearest=(), loosened=(), together=None, assumed=(), more=())
"""What becomes of tries where none is made: of an answer that is held against what is expected, and told to nobody."""


def all_tries(weigher: Weigher, decision: Decision, outlook: Outlook, *, is_open: bool) -> Asking[TryResults]:
    """Ask all that an answer tells of. outlook: over what is usual; is_open: look for what could change the winner, the dearest part."""
    could, left = (yield from could_change(weigher, decision, outlook)) if is_open else ((), ())
    nearest = yield from least_changes(weigher, decision, outlook)
    return TryResults(
        could_change=could,
        open_facts=left,
        nearest=nearest,
        loosened=(yield from loosened(weigher, decision)),
        together=(yield from kept_together(weigher, decision, outlook, nearest)),
        assumed=(yield from assumptions(weigher, decision, outlook)),
        more=(yield from more_for_less(weigher, decision, outlook)),
    )
