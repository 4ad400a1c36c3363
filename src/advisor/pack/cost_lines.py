"""Reading `knowledge/lines.yaml`: the lines of cost that a quote may leave out of its price, and what says that it does not."""

from __future__ import annotations

from advisor.ir import And, Line
from advisor.pack.condition import Where, tests_of
from advisor.pack.vocabulary import Vocabulary
from advisor.yaml.fields import IDENTIFIER, Faults, Fields, mapping_of, named
from advisor.yaml.node import MappingNode


def read_cost_lines(fields: Fields, vocabulary: Vocabulary, faults: Faults) -> dict[str, Line]:
    """Return the lines by name, in order."""
    lines: dict[str, Line] = {}
    for key, node in fields.mapping("lines", needed=True):
        item = mapping_of(node, faults, f"line `{key.text}`")
        if item is None or not named(key, IDENTIFIER, faults, "a line", lines.__contains__):
            continue
        label = item.text("label", key.text.replace("_", " "))
        priced_by = _facts(item, vocabulary, faults)
        tests = item.need("unless") or MappingNode((), flow=False, at=item.at)
        where = Where(vocabulary=vocabulary, scope="option", faults=faults)
        item.end()
        lines[key.text] = Line(
            name=key.text, label=label, priced_by=priced_by, unless=And(tests_of(tests, where)), at=key.at
        )  # fmt: skip
    return lines


def _facts(item: Fields, vocabulary: Vocabulary, faults: Faults) -> tuple[str, ...]:
    """Return the facts of an option that price a line, after reporting the ones that are none."""
    own = [fact.name for fact in vocabulary.facts.values() if fact.of == "option"]
    names = item.texts("priced_by", needed=True)
    for name in names:
        if name not in own:
            faults.unknown(item.at, "fact of an option", name, own)
    return tuple(name for name in names if name in own)
