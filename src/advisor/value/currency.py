"""What people call currencies, and which one of those with that name is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from advisor.ir import Rate
from advisor.value.day import QuantityError
from advisor.value.unit import SYMBOLS
from advisor.yaml.text import quoted

CHANNEL = re.compile(
    r"\b(?:retail|trade|wholesale|r\.?r\.?p|msrp|uvp|vk|ek|consumer|shop|shops|direct|online|handel|händler|endkunde|detail|gros)\b",
    re.IGNORECASE,
)
"""Of which sale a price is."""
_TAXED = re.compile(
    r"[,;]? ?(?:\(|\+ ?|plus |and |excl?(?:uding|usive of|\.)? ?|incl?(?:uding|usive of|\.)? ?|ex |inkl\.? ?|zzgl\.? ?|exkl\.? ?|"
    r"without |with |before |after |ohne |mit |hors |hors de |sin |con |più |net of )*(?:[0-9]{1,2}(?:[.,][0-9])? ?% ?(?:of )?)?"
    r"(?<![a-z])(?:vat|tax|taxes|mwst|ust|btw|tva|iva|moms|h\.?t|ttc|net|netto|nett|gross|brutto)\)?\.?(?=[ ,;]|$)"
)
"""What is said of the tax on an amount: which of both is meant changes no order that this program tells apart."""


def untaxed(words: str) -> str:
    """Return a tidy text without what it says of tax."""
    return _TAXED.sub("", words)


_DOLLARS = SYMBOLS["$"]
_CENTS = ("EUR", *_DOLLARS)
_NAMES: dict[str, tuple[str, ...]] = {
    **SYMBOLS,
    **dict.fromkeys(("dollar", "dollars", "buck", "bucks"), _DOLLARS),
    **dict.fromkeys(("us$", "usd$", "$us", "us dollar", "us dollars", "american dollars"), ("USD",)),
    **dict.fromkeys(("a$", "au$", "australian dollars"), ("AUD",)),
    **dict.fromkeys(("c$", "ca$", "can$", "canadian dollars"), ("CAD",)),
    "nz$": ("NZD",),
    "s$": ("SGD",),
    "hk$": ("HKD",),
    **dict.fromkeys(("pound", "pounds", "quid", "pound sterling", "pounds sterling", "sterling", "pfund"), ("GBP",)),
    **dict.fromkeys(("fr", "fr.", "sfr", "sfr.", "franc", "francs", "swiss francs", "franken"), ("CHF",)),
    **dict.fromkeys(("yen",), ("JPY",)),
    **dict.fromkeys(("yuan", "rmb", "renminbi"), ("CNY",)),
    **dict.fromkeys(("rupee", "rupees", "rs", "rs."), ("INR",)),
    "won": ("KRW",),
    **dict.fromkeys(("r", "rand", "rands"), ("ZAR",)),
    **dict.fromkeys(("reais", "r$"), ("BRL",)),
    **dict.fromkeys(("peso", "pesos"), ("MXN", "PHP", "ARS", "CLP")),
    **dict.fromkeys(("ringgit", "rm"), ("MYR",)),
    **dict.fromkeys(("baht", "฿"), ("THB",)),
    **dict.fromkeys(("forint", "forints"), ("HUF",)),
    **dict.fromkeys(("shekel", "shekels", "₪"), ("ILS",)),
    **dict.fromkeys(("lira", "liras", "₺"), ("TRY",)),
    **dict.fromkeys(("leu", "lei"), ("RON",)),
    "norwegian kroner": ("NOK",),
    "danish kroner": ("DKK",),
    **dict.fromkeys(("new zealand dollars", "kiwi dollars"), ("NZD",)),
    "kronor": ("SEK",),
    "kroner": ("NOK", "DKK"),
    "krona": ("SEK", "ISK"),
    "kr.": SYMBOLS["kr"],
    **dict.fromkeys(("krone", "kronen"), ("NOK", "DKK")),
    **dict.fromkeys(("zloty", "zlotys", "złoty", "złotych", "zl"), ("PLN",)),
    **dict.fromkeys(("kč", "koruna", "korun", "crowns"), ("CZK",)),
}
MINOR: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("cent", "cents", "ct", "cts", "¢"), _CENTS),
    **dict.fromkeys(("p", "pence", "penny", "pennies"), ("GBP",)),
}
"""Hundredths of a currency."""


_OTHERS = "HUF RON BGN TRY THB VND IDR MYR PHP MXN BRL ZAR ILS AED SAR UAH ARS CLP TWD"
CODES = frozenset((*_OTHERS.split(), *(code for codes in _NAMES.values() for code in codes)))


_NOTES = {"fiver": "5 pounds", "tenner": "10 pounds"}
SLANG = re.compile(
    r"\b(?:(?:(?:an?|one) )?(?P<note>fiver|tenner)|(?:an?|one) (?P<coin>euro|dollar|buck|quid)(?= each|$)|grand)(?![a-z])"
)
"""Amounts that need no number."""
_CENTS_SHORT = re.compile(r"(?<![0-9.,])([0-9]{1,2})c(?![a-z0-9])")


def in_digits(words: str) -> str:
    """Return a tidy amount as a number and its currency: `a tenner`, `a euro`, `10c`."""
    told = SLANG.sub(
        lambda found: _NOTES.get(found["note"]) or (f"1 {found['coin']}" if found["coin"] else found[0]), words, count=1
    )
    is_alone = not re.search(r"[0-9]", words)
    return _CENTS_SHORT.sub(r"\1 cents", told if is_alone else words)


def currency_codes(word: str, currency: str, rates: Mapping[str, Rate]) -> tuple[str, ...]:
    """Return the codes of all currencies that a tidy word can name; empty if it names none."""
    code = word.upper()
    known = _NAMES.get(word) or MINOR.get(word)
    return known or ((code,) if code and (code == currency or code in rates or code in CODES) else ())


_SIGNED = re.compile(r"[^\W\d_]*[$¥](?![^\W\d_])|(?<![^\W\d_])[^\W\d_]+\.?")


def in_currency(text: str, code: str) -> str:
    """Return an amount with its sign or name as a code, where several currencies have that and one is this: `30,000 kr`; else empty."""
    for found in _SIGNED.finditer(text) if code else ():
        codes = currency_codes(found[0].lower(), "", {})
        if len(codes) > 1 and code in codes and found[0].lower() not in MINOR:
            return f"{text[: found.start()]} {code} {text[found.end() :].lstrip()}".strip().replace("  ", " ")
    return ""


_NUMBER = re.compile(r"[0-9](?:[0-9.,' ]*[0-9])?(?: ?k\b)?")


def counted_in(text: str, code: str) -> str:
    """Return the one amount, or span of them, that a text says without a currency in one: `2500 each` of an order in kroner."""
    found = list(_NUMBER.finditer(text))
    words = (one.group().lower() for one in _SIGNED.finditer(text))
    is_named = any(sign in text for sign in SYMBOLS if not sign.isalpha()) or any(
        len(word) > 1 and currency_codes(word, "", {}) for word in words
    )
    is_one = bool(found) and all(not text[one.end() : two.start()].strip(" -–") for one, two in pairwise(found))
    if is_named or not is_one or "%" in text:
        return text
    return f"{text[: found[-1].end()]} {code}{text[found[-1].end() :]}"


def is_of_several(text: str) -> bool:
    """Return whether an amount names its currency by what several are called: `500 kr`."""
    words = (found[0].lower() for found in _SIGNED.finditer(text))
    return any(len(currency_codes(word, "", {})) > 1 for word in words if word not in MINOR)


def sign_of(code: str, currency: str, rates: Mapping[str, Rate]) -> str:
    """Return the sign that reads as a currency and no other, where there is one, else its code."""
    signs = [sign for sign, codes in SYMBOLS.items() if code in codes and not sign.isalpha()]
    for sign in signs:
        try:
            if code_of((sign,), currency, rates) == code:
                return sign
        except QuantityError:  # `¥`, where yen and yuan both have a rate
            continue
    return code


def code_of(words: tuple[str, ...], currency: str, rates: Mapping[str, Rate]) -> str | None:
    """Return the code of the currency that all the words name: the pack's own where it can be, else one with a rate.

    No words are the pack's own; None if words name no currency, or not the same one.

    Raises: QuantityError if the words name several currencies, and not one alone of them has a rate.
    """
    if not words:
        return currency
    found = [currency_codes(word, currency, rates) for word in words]
    codes = [code for code in found[0] if all(code in others for others in found)]
    if currency in codes:
        return currency
    if len(codes) <= 1 or "USD" in codes:
        return ("USD" if "USD" in codes else codes[0]) if codes else None
    rated = [code for code in codes if code in rates]
    if len(rated) == 1:
        return rated[0]
    told = rated or codes
    message = f"expected a currency by one name, got {quoted(words[0])}"
    raise QuantityError(message, f"write {', '.join(told[:-1])} or {told[-1]} before the number")


_BESIDE = re.compile(r"(?P<before>[^\W\d_]+|[^\w\s.,+-])?\s?[0-9][0-9., ]*k?\s?(?P<behind>[^\W\d_]+|[^\w\s.,+-])?")


def named_in(text: str, currency: str, rates: Mapping[str, Rate]) -> str:
    """Return the one currency that stands beside the numbers of a text, empty if there is none, or several."""
    beside = [word.lower() for one in _BESIDE.finditer(text) for word in one.groups() if word]
    words = tuple(word for word in beside if currency_codes(word, currency, rates))
    try:
        return (code_of(words, currency, rates) or "") if words else ""
    except QuantityError:
        return ""


def unrated(code: str, currency: str, text: str) -> QuantityError:
    """Return the refusal of money in a currency that has no rate, with what to write."""
    cure = f"convert the amount, or say what {code} 1 is in {currency}: `rates: {{{code}: {{rate: ..., as_of: YYYY-MM-DD}}}}`"
    return QuantityError(f"expected money in {currency}, or in a currency with a rate, got {quoted(text)}", cure)
