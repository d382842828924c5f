"""How many digits an amount of a currency has behind its point, as ISO 4217 says.

Amounts travel and are kept as whole minor units. The till and the portal read them with this one
table: with two, a price that one of them takes would be a hundred times another at the other.
"""

from __future__ import annotations

from typing import Final

_USUALLY: Final = 2
_OTHERWISE: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
}
_DIGITS: Final = {name: digits for digits, names in _OTHERWISE.items() for name in names.split()}
MINOR_DIGITS_MAX: Final = 3


def minor_digits(currency: str) -> int:
    """How many digits follow the decimal point."""
    return _DIGITS.get(currency, _USUALLY)
