"""Money and numbers as people of a language write them."""

from __future__ import annotations

from typing import Final

from card_contract.minor_units import minor_digits

_SYMBOLS: Final = {"EUR": "€", "GBP": "£", "USD": "$", "CHF": "CHF", "PLN": "zł", "CZK": "Kč"}
NO_BREAK_SPACE: Final = "\u00a0"
MINUS_SIGNS: Final = ("-", "\u2212")
"""The keyboard's, and the one that amounts are written with."""


def format_number(number: int, language: str) -> str:
    """1,231 in English, 1.231 in German."""
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if language == "de" else grouped


def format_money(minor: int, currency: str, language: str) -> str:
    """€25.00 in English, 25,00 € in German; other currencies by symbol where they have one."""
    return _written(minor, currency, language, minor_digits(currency))


def format_price(minor: int, currency: str, language: str) -> str:
    """As it is printed on a card: €25 and €12.50, in German 25 € and 12,50 €."""
    digits = minor_digits(currency)
    whole, rest = divmod(minor, 10**digits)
    if rest:
        return _written(minor, currency, language, digits)
    return _written(whole, currency, language, 0)


def parse_money(text: str, currency: str, *, signed: bool = False) -> int | None:
    """What a clerk typed as an amount, in minor units: ``50``, ``50.5``, ``50,00``; else None.

    ``signed`` takes what is below zero, too: ``-50``.
    """
    digits = minor_digits(currency)
    plain = text.strip().replace(",", ".")
    is_below_zero = signed and plain.startswith(MINUS_SIGNS)
    whole, _, rest = (plain[1:] if is_below_zero else plain).partition(".")
    if not whole.isascii() or not whole.isdigit() or len(whole) > 9:
        return None
    if rest and (not rest.isascii() or not rest.isdigit() or len(rest) > digits):
        return None
    minor = int(whole + rest.ljust(digits, "0"))
    return -minor if is_below_zero else minor


def _written(minor: int, currency: str, language: str, digits: int) -> str:
    whole, rest = divmod(abs(minor), 10**digits)
    amount = format_number(whole, language)
    if digits:
        amount += ("," if language == "de" else ".") + f"{rest:0{digits}d}"
    sign = MINUS_SIGNS[1] if minor < 0 else ""
    symbol = _SYMBOLS.get(currency, currency)
    if language == "de":
        return f"{sign}{amount}{NO_BREAK_SPACE}{symbol}"
    space = NO_BREAK_SPACE if symbol.isalpha() else ""
    return f"{sign}{symbol}{space}{amount}"
