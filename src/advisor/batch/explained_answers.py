"""Blocks of orders advised on and explained in words, into columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from advisor.advice import Advisor
from advisor.batch.answer import RULES, answers_of, estimates_told, rules_in_cell, texts_told
from advisor.batch.block import Block
from advisor.batch.entry import Entry
from advisor.batch.workers import in_order
from advisor.errors import Diagnostic, EngineError
from advisor.ir import Pack
from advisor.render.batch_pages import Pages
from advisor.render.page import Renderer
from advisor.trace import Advice


class ExplainedAnswers:
    """Advises and explains. level: `none`, `ids`, `brief` or `full`; tick: called after each order; by_experta: which engine answers."""

    def __init__(
        self,
        advisor: Advisor,
        renderer: Renderer,
        level: str,
        workers: int,
        tick: Callable[[], None],
        *,
        by_experta: bool,
    ) -> None:
        self._advisor = advisor
        self._pages = Pages(renderer)
        self._level = level
        self._workers = workers
        self._by_experta = by_experta
        self._tick = tick
        self._estimates = estimates_told(advisor.pack)

    def answer(self, block: Block) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the answers to a block's orders, and the texts that explain them."""
        entries = (Entry(order=block.order(index)) for index in range(block.given.height))
        advices: list[Advice] = []
        texts: list[dict[str, str]] = []
        for _, advice in in_order(self._advisor, entries, self._workers, by_experta=self._by_experta):
            if isinstance(advice, Diagnostic):
                raise EngineError(advice.message)  # the run finds the order, and advises on the others
            texts.append(self._texts(advice))
            advices.append(advice)
            self._tick()
        told = pl.DataFrame(texts, schema=dict.fromkeys(texts_told(self._level), pl.String))
        return answers_of(advices, self._estimates), told

    def _texts(self, advice: Advice) -> dict[str, str]:
        match self._level:
            case "none":
                return {}
            case "ids":
                return {RULES: rules_in_cell(_holding(advice, self._advisor.pack))}
            case "brief":
                return self._pages.explained(advice)
            case _:
                return self._pages.explained(advice) | {"explanation": self._pages.explanation(advice)}


def _holding(advice: Advice, pack: Pack) -> Iterator[str]:
    """Yield the rules of the order, and of the option recommended, that hold."""
    winner = advice.winner and advice.winner.option.id
    for one in advice.firings:
        if one.verdict and pack.rules[one.rule].scope != "advice" and one.option in (None, winner):
            yield one.rule
