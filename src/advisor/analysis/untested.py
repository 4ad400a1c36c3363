"""What a pack's cases leave untested: rules that hold in none of them, options that win in none."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.errors import Diagnostic
from advisor.ir import Pack
from advisor.trace import Advice


def untested(pack: Pack, advices: Iterable[Advice]) -> tuple[Diagnostic, ...]:
    """Return a finding for each rule that holds in no case, and for each option that wins in none."""
    answered = list(advices)
    held = {one.rule for advice in answered for one in advice.firings if one.as_assumed}
    won = {advice.winner.option.id for advice in answered if advice.winner}
    cure = "add one to tests/cases/"
    rules = [
        Diagnostic(one.at, f"rule `{one.id}` holds in no case", cure)
        for one in pack.rules.values()
        if one.id not in held
    ]
    options = [
        Diagnostic(one.at, f"option `{one.id}` wins in no case", cure)
        for one in pack.options.values()
        if one.id not in won
    ]
    return (*rules, *options)
