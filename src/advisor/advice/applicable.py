"""Which options are candidates, as far as the order is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.ir import Option, Verdict


def applicable(
    applies: Iterable[tuple[Option, Verdict]], quotes: Sequence[Option], trades: frozenset[str]
) -> tuple[list[tuple[Option, bool]], list[Option]]:
    """Return the candidates, each with whether it surely remains one, and the options that could become candidates.

    applies: the pack's options, each with whether it applies. A quote replaces its pathway's rows of its process, those that answer an
    order which names it (`Option.is_alike`), and the generic ones. Generic rows step aside when a specific option of their pathway applies, whatever becomes of
    that one, and all of them when one of any pathway does that is of a trade. trades: the ids of those (meaning.Program).
    """
    replaced = {quote.pathway for quote in quotes}
    verdicts = [(one, verdict) for one, verdict in applies if not any(map(one.is_alike, quotes))]
    specific = {one.pathway for one, verdict in verdicts if not one.generic and verdict is True} | replaced
    possible = {one.pathway for one, verdict in verdicts if not one.generic and verdict is None}
    of_trade = [verdict for one, verdict in verdicts if one.id in trades]
    is_aside, may_be_aside = True in of_trade, None in of_trade
    candidates = [(quote, True) for quote in quotes]
    waiting = []
    for one, verdict in verdicts:
        if verdict is False or (one.generic and (is_aside or one.pathway in specific)):
            continue
        if verdict is None:
            waiting.append(one)
        else:
            candidates.append((one, not (one.generic and (may_be_aside or one.pathway in possible))))
    return candidates, waiting
