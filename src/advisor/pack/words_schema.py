"""The JSON Schema of `knowledge/words.yaml`."""

from __future__ import annotations

from advisor.ir import CURRENCY, OWN_COLUMNS, TITLE, UNREAD, Pack
from advisor.pack.fact_schema import TEXT, Schema, any_of, by_name, closed, one_or_list, several
from advisor.pack.little_words import SENTENCE_ROLES, SPEECH
from advisor.pack.sentence_words import (
    BESIDE,
    BY_THING,
    GAUGES,
    IN_PIECES,
    LEAST_EACH,
    LEAST_OF_KG,
    LEAST_WHOLE,
    LISTS,
    MOST_WHOLE,
    NEEDS_CUE,
    NEVER,
    OF_THING,
    SHORTHAND,
    SIDES,
    SURE,
)

_TEXTS = one_or_list(TEXT)


def words_schema(pack: Pack) -> Schema:
    """Return the schema of `words.yaml`."""
    called = by_name(one_or_list(any_of(TEXT, closed({SURE: _TEXTS}, SURE))))
    of_facts = {name: called for name, fact in pack.facts.items() if fact.of == "order"}
    beside = closed(dict.fromkeys(("words", "of"), _TEXTS))
    keys = {
        **dict.fromkeys((*LISTS, *BESIDE, NEEDS_CUE), _TEXTS),
        LEAST_WHOLE: {"type": "integer", "minimum": 0, "maximum": 9999},
        LEAST_OF_KG: {"type": "integer", "minimum": 0, "maximum": 9999},
        LEAST_EACH: {"type": "integer", "minimum": 0, "maximum": 9999},
        MOST_WHOLE: {"type": "integer", "minimum": 1, "maximum": 9999},
        "cues": closed(dict.fromkeys(of_facts, any_of(_TEXTS, {"type": "array", "maxItems": 0}))),
        **{key: closed(dict.fromkeys(of_facts, _TEXTS)) for key in (SURE, OF_THING, NEVER)},
        "beside": closed(dict.fromkeys(of_facts, one_or_list(beside))),
        IN_PIECES: several(beside),
        GAUGES: several(closed({"of": _TEXTS, "sizes": by_name(TEXT)})),
        SHORTHAND: closed({name: by_name(TEXT) for name in of_facts}),
        "others": closed(dict.fromkeys(SIDES, _TEXTS)),
        "groups": by_name(_TEXTS),
        "speech": closed(dict.fromkeys(SPEECH, _TEXTS)),
        "roles": closed(dict.fromkeys(SENTENCE_ROLES, one_or_list({"enum": list(of_facts)}))),
        "spellings": by_name(TEXT),
        "answers": closed(dict.fromkeys(("unknown", "none", "yes", "no"), _TEXTS)),
        "facts": closed(dict.fromkeys(of_facts, _TEXTS)),
        "columns": closed(dict.fromkeys((*OWN_COLUMNS, CURRENCY, TITLE, UNREAD, *of_facts), _TEXTS)),
        "quotes": by_name(_TEXTS),
        "pathways": closed(dict.fromkeys(pack.pathways, _TEXTS)),
        **dict.fromkeys(("choices", BY_THING), closed(of_facts)),
    }
    return closed(keys)
