"""What an answer hangs on: facts that could bring in an option, or that one is weighed by."""

from __future__ import annotations

from collections.abc import Mapping

from advisor import meaning
from advisor.advice.decision import Candidate, Decision
from advisor.advice.fold_cache import FoldCache
from advisor.ir import And, Option
from advisor.meaning import Program, Touched, truth
from advisor.meaning.possible import NONE, is_known
from advisor.meaning.walk import Walk
from advisor.ranking import ranked_by


class Dependency:
    """Tells of one pack what hangs on which facts. points: rule -> what its points read."""

    def __init__(self, program: Program, walk: Walk, folds: FoldCache, points: Mapping[str, frozenset[str]]) -> None:
        self._program = program
        self._walk = walk
        self._folds = folds
        self._weighed_by = frozenset(path for paths in points.values() for path in paths).union(ranked_by(program.pack))
        self._applied: dict[str, frozenset[str]] = {}

    def matters(self, wide: Decision, changed: frozenset[str]) -> bool:
        """Return whether which options apply, or what one that is not surely excluded is weighed by, is made of some facts."""
        standing = (one for one in wide.candidates if one.contestant.excluded is not True)
        return self.brings_in(wide, changed) or any(self._is_open(one, changed) for one in standing)

    def brings_in(self, wide: Decision, changed: frozenset[str]) -> bool:
        """Return whether an option that waits may become a candidate by these facts alone: no other part of its `applies` is open."""
        memory, verdicts, depends = wide.possible.memory, wide.possible.verdicts, self._program.depends
        turning = changed.union(
            path
            for path, rules in self._program.derivers.items()
            if not is_known(memory.get(path, NONE))
            and any(one.id in verdicts and not changed.isdisjoint(depends[one.id]) for one in rules)
        )
        return any(
            all(
                truth.holds(part, memory) is True or not turning.isdisjoint(meaning.reads(part))
                for part in (one.applies.parts if isinstance(one.applies, And) else (one.applies,))
            )
            for one in wide.waiting
            if not changed.isdisjoint(self._applies_from(one))
        )

    def told_by(self, changed: frozenset[str]) -> frozenset[str]:
        """Return the ids of the options of which it hangs on some facts whether they apply."""
        if changed.isdisjoint(self._program.identifying):
            return frozenset()
        options = self._program.pack.options.values()
        return frozenset(one.id for one in options if not changed.isdisjoint(self._applies_from(one)))

    def _applies_from(self, option: Option) -> frozenset[str]:
        """Return all that it is made of whether an option applies."""
        if option.id not in self._applied:
            self._applied[option.id] = frozenset(meaning.origins(meaning.reads(option.applies), self._program.made))
        return self._applied[option.id]

    def is_touched(self, option: Option, changed: frozenset[str]) -> bool:
        """Return whether a rule for an option, what one gives, or an estimate that ranks is made of what changed."""
        touched = self.touched(option, changed)
        return bool(touched.rules) or not touched.paths.isdisjoint(self._weighed_by)

    def _is_open(self, one: Candidate, changed: frozenset[str]) -> bool:
        """Return whether an open rule, what one gives, or an estimate that ranks is made of what changed."""
        touched = self.touched(one.option, changed)
        return not touched.paths.isdisjoint(self._weighed_by) or any(
            verdict is None and rule in touched.rules for rule, verdict in one.possible.verdicts.items()
        )

    def touched(self, option: Option | None, changed: frozenset[str]) -> Touched:
        """Return what is made of some facts by the rules for an option, or by those for the order."""
        return self._walk.left("order", None if option is None else self._folds.of(option)).touched(
            self._program, changed
        )
