"""What would lift a loser's exclusions, in words."""

from __future__ import annotations

from advisor.render import words
from advisor.render.reason import Teller, View, best_of_each
from advisor.trace import Advice, Loser

UNREAL = " (not realistic)"
"""Said after a change that a person could not mean."""


def loser_view(teller: Teller, lost: Loser, advice: Advice) -> View:
    """Return what would lift a loser's exclusions, and how it would stand then."""
    names, pathways = teller.names, len(best_of_each(advice))
    alternatives = [
        words.joined(
            [
                f"{names.label(path)} {names.told(path, value)}{UNREAL if path in lift.beyond else ''}"
                for path, value in lift.changes
            ],
            "or",
        )
        for lift in lost.lifts
    ]
    behind = lost.behind if lost.behind is not None and lost.behind > 0 and not lost.breaks else 0
    return {
        "lifts": words.joined([told for told in dict.fromkeys(alternatives) if told]),
        "is_fast": "" in alternatives,
        "breaks": words.joined([names.label(path) for path in lost.breaks]),
        "is_compared": lost.behind is not None,
        "place": str(lost.place),
        "pathways": str(pathways),
        "behind": words.points(behind) if behind else "",
    }
