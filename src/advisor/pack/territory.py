"""The territories of the world, as Unicode's CLDR has them: what each is called, and with what money one pays there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.pack.fact_choices import REST, Choices
from advisor.value.feast import KEPT_ON

LANGUAGES = ("en", "de")  # in which the names of territories are known
COUNTRY = 2  # the length of a country's code; longer ones are parts of the world
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes that CLDR has besides: unions, tests, and what is not known."""


def territories_named(choices: Choices) -> Iterator[tuple[str, str]]:
    """Yield what each territory of a fact's choices is called, and the choice."""
    from babel import Locale  # only while a pack with territories is read

    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            choice = choices.territories.get(code, choices.territories.get(REST, ""))
            if choice and len(code) == COUNTRY and code not in NO_COUNTRIES:
                yield name, choice


def months_first(choices: Mapping[str, Choices]) -> dict[str, bool]:
    """Return, for each choice whose territories all write a short date one way, whether that begins with the month: not where it begins with the year."""
    found: dict[str, set[str]] = {}
    for one in choices.values():
        for code, name in one.territories.items():
            found.setdefault(name, set()).add(_first_of_date(code) if len(code) == COUNTRY else "")
    return {
        name: next(iter(all_of)) == "M" for name, all_of in found.items() if len(all_of) == 1 and all_of <= {"M", "d"}
    }


def feasts(choices: Mapping[str, Choices]) -> dict[str, dict[str, str]]:
    """Return, for each choice whose territories all keep some feasts on another day than most, the name of each feast -> that day."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for one in choices.values():
        for code, name in one.territories.items():
            found.setdefault(name, []).append(KEPT_ON.get(code, {}))
    return {
        name: same
        for name, all_of in found.items()
        if (same := dict(set.intersection(*({*one.items()} for one in all_of))))
    }


def _first_of_date(code: str) -> str:
    """Return with what a short date begins in a territory, in the first of its languages that is known: M, d or y; empty if none is."""
    from babel import Locale, UnknownLocaleError  # as above
    from babel.languages import get_official_languages  # as above

    for language in get_official_languages(code, de_facto=True):
        try:
            return str(Locale.parse(f"{language}_{code}").date_formats["short"].pattern)[0]
        except UnknownLocaleError:
            continue
    return ""


def tender(choices: Mapping[str, Choices]) -> dict[str, str]:
    """Return the currency that is paid with today in all territories of a choice, where that is one."""
    from babel.numbers import get_territory_currencies  # as above

    found: dict[str, set[str]] = {}
    for one in choices.values():
        for code, name in one.territories.items():
            codes = {""} if code == REST else set(get_territory_currencies(code)[:1])
            found.setdefault(name, set()).update(codes)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1 and "" not in codes}
