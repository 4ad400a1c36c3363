"""Reading `knowledge/screen.yaml`: how the first screen says what an order is."""

from __future__ import annotations

from advisor.ir import Phrase
from advisor.pack.sentence import check_sentence
from advisor.pack.vocabulary import Vocabulary
from advisor.yaml.fields import Fields, text_of
from advisor.yaml.node import Scalar


def read_order_line(fields: Fields, vocabulary: Vocabulary) -> tuple[Phrase, ...]:
    """Return the phrases that say an order in one line, in order."""
    nodes = fields.items("order_line", needed=True)
    texts = [node for node in nodes if text_of(node, fields.faults, "a phrase") and isinstance(node, Scalar)]
    return tuple(Phrase(text=node.text, says=_says(node, vocabulary, fields)) for node in texts)


def _says(node: Scalar, vocabulary: Vocabulary, fields: Fields) -> tuple[str, ...]:
    return tuple(sorted(check_sentence(node, "order", vocabulary, fields.faults), key=node.text.index))
