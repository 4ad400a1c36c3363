"""What outcomes prove, as a pack over the one they were held against: a figure for each share, and the rows that take it.

The pack changes only what is proved, and says of each share from how many outcomes it is, how far they lie apart, and until when.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from advisor.advice import Advisor
from advisor.analysis.correction import PERCENT, Correction
from advisor.author.difference_words import case_lines_of
from advisor.ir import Pack
from advisor.pack.folder import BUILTIN
from advisor.pack.load import load
from advisor.pack.scaffold import Texts, below, headed, pack_id, write_pack

SOURCE = "outcomes"
"""The id of the source in the pack that is written, with a number behind it where the pack below has one of that name."""


class Draft(Struct, frozen=True, kw_only=True):
    """What is written. extends: the folder of the pack below, empty for the built-in one; file: where the outcomes stand."""

    corrections: tuple[Correction, ...]
    pack: Pack
    extends: str
    file: str
    today: str

    @property
    def source(self) -> str:
        """The id under which the outcomes are claimed."""
        taken = self.pack.sources
        numbers = (f"{SOURCE}-{number}" for number in range(2, len(taken) + 3))
        return SOURCE if SOURCE not in taken else next(one for one in numbers if one not in taken)

    def day(self, one: Correction) -> str:
        """Return until when the outcomes of a correction are, today where none says when it was."""
        return one.day.isoformat() if one.day else self.today


def write_learned(target: Path, draft: Draft) -> Pack:
    """Return the pack written to a new or empty folder: a case for each row corrected, as the pack that is written decides it.

    Raises:
        PackError: the folder holds something.
        OutputError: it could not be written; then nothing is left.
    """
    return write_pack(target, lambda: _texts(target, draft), lambda beside: {CASES: _cases(beside, draft)})


CASES = "tests/cases/learned.yaml"


def _texts(target: Path, draft: Draft) -> Texts:
    texts = {
        "knowledge/pack.yaml": _head(target, draft),
        "knowledge/sources.yaml": _sources(draft),
        "knowledge/figures.yaml": "figures:\n" + "".join(_figure(one, draft) for one in draft.corrections),
        "knowledge/options/learned.yaml": "options:\n" + "".join(_options(draft)),
    }
    return {name: headed(name, text) for name, text in texts.items()}


def _head(target: Path, draft: Draft) -> str:
    extends = below(draft.extends, target) if draft.extends else BUILTIN
    return f"id: {pack_id(target)}\nversion: 0.1.0\ntitle: {_text(f'Learned from {draft.file}')}\nextends: {extends}\n"


def _sources(draft: Draft) -> str:
    days = [draft.day(one) for one in draft.corrections]
    return (
        f"sources:\n  {draft.source}:\n    title: Quotes received and finished orders of our own\n"
        f"    address: {_text(draft.file)}\n    date: {_text(max(days))}\n    kind: own measurement\n"
    )


def _name(one: Correction) -> str:
    return f"{one.fact}_{one.option.replace('-', '_')}"


def _figure(one: Correction, draft: Draft) -> str:
    if one.share is None:
        raise TypeError(f"nothing is proved of `{one.option}`")
    label = f"{draft.pack.facts[one.fact].label}: {draft.pack.options[one.option].name}"
    lines = {
        "value": f"{whole_percent(one.share.low).removesuffix(' %')}..{whole_percent(one.share.high)}",
        "likely": whole_percent(one.share.likely),
        "unit": "share",
        "label": _text(label),
        "source": draft.source,
        "quote": _text(evidence(one)),
        "as_of": draft.day(one),
        "note": _text(
            f"Real over reckoned; value is where their median lies, 95 % sure. It was {whole_percent(one.was.likely)}."
        ),
    }
    return f"  {_name(one)}:\n" + "".join(f"    {key}: {told}\n" for key, told in lines.items())


def evidence(one: Correction) -> str:
    """Return from what a correction is, in a line."""
    quoted = f", {one.quoted} of them quoted" if one.quoted else ""
    makers = f", {one.suppliers} supplier{'s' if one.suppliers > 1 else ''}" if one.suppliers else ""
    return f"{outcomes_counted(one.count)}{quoted}{makers}: {one.least:.2f}..{one.greatest:.2f} of what was reckoned, median {one.middle:.2f}"


def outcomes_counted(count: int) -> str:
    """Return how many outcomes there are, in words."""
    return f"{count} outcome{'' if count == 1 else 's'}"


def whole_percent(share: int) -> str:
    """Return a share in whole percent, as a pack writes it."""
    return f"{round(share / PERCENT)} %"


def _options(draft: Draft) -> Iterator[str]:
    rows: dict[str, list[Correction]] = {}
    for one in draft.corrections:
        rows.setdefault(one.option, []).append(one)
    for option, own in rows.items():
        shares = "".join(f"    {one.fact}: figure.{_name(one)}\n" for one in own)
        sources = ", ".join((*draft.pack.options[option].sources, draft.source))
        yield f"  - id: {option}\n{shares}    source: [{sources}]\n    as_of: {max(draft.day(one) for one in own)}\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


# --- cases ------------------------------------------------------------------------------------------------------------
def _cases(folder: Path, draft: Draft) -> str:
    """Return a case for each row: the order of the outcome in the middle, with the pathway that the pack in the folder decides for it."""
    advisor = Advisor(load(folder, label=""), "walk")
    reader = advisor.reader()
    lines = ["cases:"]
    for option in dict.fromkeys(one.option for one in draft.corrections):
        outcome = next(one.nearest for one in draft.corrections if one.option == option).outcome
        told = json.dumps(outcome.told, ensure_ascii=False).encode()
        decision = next(advisor.weigh_block(reader.read(told, "").orders))
        lines += case_lines_of(f"learned-{option}"[:64], outcome.told, decision.pathway)
    return "\n".join(lines) + "\n"
