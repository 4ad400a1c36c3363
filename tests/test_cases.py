"""The pack's cases, on every engine, and the map of the seed article."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.analysis.case import Case, read_cases, run, run_together
from advisor.analysis.untested import untested
from advisor.errors import Diagnostic
from advisor.ir import Pack
from advisor.pack.load import builtin
from advisor.trace import Advice
from advisor.yaml.limits import PACK_LIMITS
from advisor.yaml.node import MappingNode as Mapping
from advisor.yaml.node import Scalar
from advisor.yaml.node import SequenceNode as Sequence
from advisor.yaml.reader import read_bytes, read_yaml
from conftest import builtin_pack
from counts import every

ROOT = Path(__file__).parents[1]
EXPERTA = Advisor(builtin_pack())
CASES = read_cases(builtin(), "", EXPERTA)
Ran = dict[str, tuple[Advice, tuple[Diagnostic, ...]]]
SEED = "artfolio"
SAMPLE = every(16)
"""One case in so many is told by experta."""


@pytest.fixture(scope="module")
def columnar(walk: Advisor) -> Ran:
    """Return what became of every case in columns, by its id."""
    return {case.id: told for case, told in zip(CASES, run_together(CASES, walk), strict=True)}


@pytest.mark.parametrize("case", CASES[::SAMPLE], ids=lambda case: case.id)
def test_a_case_gets_the_advice_it_expects(case: Case) -> None:
    """A case's pathway, verdicts and claims hold on experta; one in a few, as all are told in columns, which are held equal to it."""
    _, differences = run(case, EXPERTA)

    assert not differences, "\n".join(map(str, differences))


@pytest.mark.xdist_group("cases in columns")
def test_every_case_gets_the_same_in_columns(columnar: Ran) -> None:
    differences = [one for _, several in columnar.values() for one in several]

    assert not differences, "\n".join(map(str, differences))


@pytest.mark.xdist_group("cases in columns")
def test_every_rule_holds_in_some_case(pack: Pack, columnar: Ran) -> None:
    """No rule of the built-in pack is untested."""
    assert untested(pack, [advice for advice, _ in columnar.values()]) == ()


def sentences() -> list[tuple[str, tuple[str, ...]]]:
    """Return each sentence of the seed with the ids that carry it."""
    raw = read_bytes(ROOT / "tests/cases/seed.yaml", PACK_LIMITS)
    documents, faults = read_yaml(raw, "seed.yaml", PACK_LIMITS)
    assert not faults
    assert isinstance(documents[0], Mapping)
    held = documents[0].get("sentences")
    assert isinstance(held, Sequence)
    found = []
    for item in held.items:
        assert isinstance(item, Mapping)
        text, ids = item.get("text"), item.get("ids")
        assert isinstance(text, Scalar)
        assert isinstance(ids, Sequence)
        names = tuple(one.text for one in ids.items if isinstance(one, Scalar))
        assert names or item.get("because"), f"`{text.text}` is carried by nobody, and nothing says why"
        found.append((text.text, names))
    return found


def test_every_sentence_of_the_seed_is_carried_by_ids_that_exist(pack: Pack) -> None:
    """What the article says is in the pack, sentence by sentence."""
    known = {
        "rule": set(pack.rules), "figure": set(pack.figures), "pathway": set(pack.pathways), "option": set(pack.options),
        "fact": set(pack.facts), "checklist": {one.id for one in pack.checklists}, "estimate": set(pack.estimates),
        "contradiction": set(pack.contradictions), "source": set(pack.sources),
    }  # fmt: skip
    lost = [name for _, names in sentences() for name in names if name.split(":")[1] not in known[name.split(":")[0]]]

    assert not lost


def test_every_quoted_figure_of_the_seed_stands_in_the_seed(pack: Pack) -> None:
    """A figure's quote is the article's own words."""
    text = " ".join(" ".join(text for text, _ in sentences()).split())
    strangers = [
        figure.name
        for figure in pack.figures.values()
        if any(one.startswith(SEED) for one in figure.sources)
        and (not figure.quote or " ".join(figure.quote.split()) not in text)
    ]

    assert not strangers


def test_the_map_of_the_seed_is_the_whole_seed() -> None:
    """Where the article itself is at hand, the mapped sentences together are all of it."""
    article = ROOT.parent / "shared/seed/production-pathways.txt"
    if not article.exists():
        pytest.skip("the article is not shipped with the repository")
    whole = "".join(article.read_text(encoding="utf-8").split())

    assert "".join("".join(text.split()) for text, _ in sentences()) == whole
