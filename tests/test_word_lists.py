"""A list of words says each word once: what makes a word sure stands beside it, and words that go together are named together."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import PackError
from advisor.ir import Lexicon
from advisor.pack.load import load
from strategies import write_files
from test_check import BASE, with_facts

FACTS = """\
  heritage: {kind: choice, choices: {core: core, nice: nice}, question: Is it heritage?}
  finish: {kind: choice, choices: {dye: dye, oil: oil}, question: What finish?}
  object: {kind: choice, choices: {mug: mug, lamp: lamp}, question: What is it?}
  documents: {kind: set, choices: {drawing: drawing, photo: photo}, question: Which documents?}
  hours_per_week: {kind: number, unit: work, bounds: 0 h..100 h, question: How many hours?}
"""
PATHWAYS = "pathways: {bench: {name: Bench, source: src}, shop: {name: Shop, source: src}, maker_hub: {name: Hub, source: src}}\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A pack over a small one, which has the facts and pathways that the words are of."""
    files = {**with_facts(BASE, FACTS), "knowledge/pathways.yaml": PATHWAYS}
    write_files(tmp_path / "base", files)
    write_files(
        tmp_path / "mine", {"knowledge/pack.yaml": "{id: mine, version: 1.0.0, title: Mine, extends: ../base}\n"}
    )
    return tmp_path / "mine"


def lexicon(root: Path, words: str) -> Lexicon:
    """Return the lexicon of a pack that adds some words."""
    write_files(root, {"knowledge/words.yaml": words})
    return load(root).lexicon


def test_each_of_some_words_is_said_at_once(mine: Path) -> None:
    """Words in angles stand for each of them, a group's too, also in what choices are called."""
    words = "groups: {tint: [teal, ochre]}\nchoices: {finish: {dye: ['<blorp|glorp> <tint>']}}\n"
    known = lexicon(mine, words).choices["finish"]

    assert {one for one in known if "teal" in one or "ochre" in one} >= {
        "blorp teal", "blorp ochre", "glorp teal", "glorp ochre",
    }  # fmt: skip


def test_a_word_is_made_sure_where_it_stands(mine: Path) -> None:
    """Of the words of a choice, those under `sure` say it without a cue, and no others of that pack do."""
    read = lexicon(mine, "choices: {heritage: {core: [blorped, {sure: [glorped, '<hand|foot> glorped']}]}}\n")

    assert {"blorped", "glorped", "hand glorped", "foot glorped"} <= set(read.choices["heritage"])
    assert {"glorped", "hand glorped", "foot glorped"} <= read.sure["heritage"]
    assert "blorped" not in read.sure["heritage"]


def test_every_list_may_name_several_words_at_once(mine: Path) -> None:
    """What stands in angles is read so in the names of facts, pathways and columns too, and never as it is written."""
    read = lexicon(
        mine,
        "facts: {quantity: ['<blorp|glorp> number']}\npathways: {maker_hub: ['<blorp|glorp> den']}\n"
        "columns: {object: ['<blorp|glorp> made']}\n",
    )

    assert read.facts["glorp number"] == "quantity"
    assert read.pathways["blorp den"] == "maker_hub"
    assert read.columns["blorp made"] == "object"
    assert not any("<" in word for word in (*read.facts, *read.pathways, *read.columns))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("choices: {heritage: {core: [<nothing> done]}}\n", r"words.yaml:1:29: unknown group of words `nothing`"),
        (
            "choices: {heritage: {core: [{shure: [done]}]}}\n",
            r"words.yaml:1:\d+: unknown key of the words of `core` `shure`",
        ),
        ("choices: {heritage: {core: [{sure: {a: b}}]}}\n", r"words.yaml:1:\d+: `core` must be a text"),
        ("negations: [<nothing> done]\n", r"words.yaml:1:\d+: unknown group of words `nothing`"),
        ("facts: {quantity: [<nothing> done]}\n", r"words.yaml:1:\d+: unknown group of words `nothing`"),
        ("sure: {heritage: [<nothing> done]}\n", r"words.yaml:1:\d+: unknown group of words `nothing`"),
    ],
)
def test_a_slip_in_a_list_is_told_at_its_place(mine: Path, words: str, told: str) -> None:
    """A group that there is not, and a key other than `sure`, are faults with file, line and column."""
    with pytest.raises(PackError, match=told):
        lexicon(mine, words)


def test_words_stand_in_several_files(mine: Path) -> None:
    """The words of a pack may stand in a folder: what is said under one key in two files is all said."""
    write_files(mine, {
        "knowledge/words/choices.yaml": "choices: {heritage: {core: [blorped]}}\n",
        "knowledge/words/sentences.yaml": "sure: {heritage: [blorped]}\nchoices: {finish: {dye: [glorped]}}\n",
    })  # fmt: skip

    read = load(mine).lexicon

    assert "blorped" in read.choices["heritage"]
    assert "blorped" in read.sure["heritage"]
    assert "glorped" in read.choices["finish"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "choices: {hours_per_week: {lots: [blorped]}}\n",
            r"words.yaml:1:\d+: `lots` is no number of `hours_per_week`",
        ),
        ("choices: {quantity: {none: [blorped]}}\n", r"words.yaml:1:\d+: `none` is no number of `quantity`"),
    ],
)
def test_a_number_that_words_mean_is_one_that_an_order_may_write(mine: Path, words: str, told: str) -> None:
    """What cannot be read of the fact is a fault at its place."""
    with pytest.raises(PackError, match=told):
        lexicon(mine, words)


def test_a_number_and_an_empty_set_may_have_words(mine: Path) -> None:
    """Words of a number say it in a free sentence only where they are sure; `none` of a set is no choice of it."""
    read = lexicon(
        mine, "choices: {hours_per_week: {40 h: [blorped, {sure: [all glorped]}]}, documents: {none: [blorped]}}\n"
    )

    assert read.choices["hours_per_week"]["blorped"] == read.choices["hours_per_week"]["all glorped"] == ("40 h",)
    assert "blorped" in read.never["hours_per_week"]
    assert "all glorped" not in read.never["hours_per_week"]
    assert read.choices["documents"]["blorped"] == ()
