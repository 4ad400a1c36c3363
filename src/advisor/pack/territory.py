"""The territories of the world, as Unicode's CLDR has them: what each is called, and with what money one pays there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.pack.fact_choices import REST, Choices

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
    from babel import Locale, UnknownLocaleError  # as above
    from babel.languages import get_official_languages  # as above

    found: dict[str, set[str]] = {}
    for one in choices.values():
        for code, name in one.territories.items():
            spoken = get_official_languages(code, de_facto=True)[:1] if len(code) == COUNTRY else ()
            try:
                forms = {str(Locale.parse(f"{language}_{code}").date_formats["short"].pattern) for language in spoken}
            except UnknownLocaleError:
                forms = set()
            found.setdefault(name, set()).update({form[0] for form in forms} or {""})
    return {
        name: next(iter(firsts)) == "M" for name, firsts in found.items() if len(firsts) == 1 and firsts <= {"M", "d"}
    }


def tender(choices: Mapping[str, Choices]) -> dict[str, str]:
    """Return the currency that is paid with today in all territories of a choice, where that is one."""
    from babel.numbers import get_territory_currencies  # as above

    found: dict[str, set[str]] = {}
    for one in choices.values():
        for code, name in one.territories.items():
            codes = {""} if code == REST else set(get_territory_currencies(code)[:1])
            found.setdefault(name, set()).update(codes)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1 and "" not in codes}
