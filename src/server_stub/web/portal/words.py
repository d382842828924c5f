"""The portal's words in the language of whoever reads them: English in the source, German beside.

``translations/de.json`` gives for each English sentence the German one; a test sees to it that none
is missing and none is left over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from card_contract.minor_units import minor_digits

ENGLISH: Final = "en"
GERMAN: Final = "de"
LANGUAGES: Final = {ENGLISH: "English", GERMAN: "Deutsch"}


@cache
def _table(package: str, language: str) -> Mapping[str, str]:
    if language == ENGLISH:
        return {}
    text = resources.files(package).joinpath(f"translations/{language}.json").read_bytes()
    return msgspec.json.decode(text, type=dict[str, str])


@dataclass(frozen=True, slots=True)
class Words:
    """Says things in one language, and times as they are in one place.

    ``package`` is where the translations lie.
    """

    language: str
    time_zone: str = "UTC"
    package: str = "server_stub.web.portal"

    def say(self, sentence: str, **values: Any) -> str:
        """The sentence, with what stands in braces filled in."""
        said = _table(self.package, self.language).get(sentence, sentence)
        return said.format(**values) if values else said

    def time(self, at_ms: int | None) -> str:
        """A moment by the clock on the wall of the shop."""
        if at_ms is None:
            return ""
        try:
            moment = dt.datetime.fromtimestamp(at_ms / 1000, ZoneInfo(self.time_zone))
        except (ValueError, OverflowError, OSError):
            return ""  # behind the calendar's end, as customers' servers write for ever
        form = "%d.%m.%Y %H:%M:%S" if self.language == GERMAN else "%Y-%m-%d %H:%M:%S"
        return moment.strftime(form)

    def minute(self, at_ms: int | None) -> str:
        """A moment without its seconds, for those who need none."""
        return self.time(at_ms)[: -len(":00")]

    def day_of_year(self, day: str) -> str:
        """A day such as 2026-11-28, without its year."""
        _, month, number = day.split("-")
        return f"{number}.{month}." if self.language == GERMAN else f"{month}-{number}"

    def money(self, minor: int, currency: str) -> str:
        digits = minor_digits(currency)
        amount = f"{minor / 10**digits:,.{digits}f}"
        if self.language == GERMAN:
            amount = amount.translate(str.maketrans(",.", ".,"))
            return f"{amount} {currency}"
        return f"{currency} {amount}"

    def number(self, value: int) -> str:
        text = f"{value:,}"
        return text.replace(",", ".") if self.language == GERMAN else text


def to_say(sentence: str) -> str:
    """Mark a sentence that is said elsewhere, so that its translation is looked for."""
    return sentence


def language_of(accepted: str, chosen: str) -> str:
    """The language that was chosen or, failing that, the first accepted one that there is."""
    if chosen in LANGUAGES:
        return chosen
    wishes: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted[:500].split(",")):
        name, _, weight = part.partition(";q=")
        language = name.strip().lower().partition("-")[0]
        if language in LANGUAGES:
            wishes.append((-_weight(weight), place, language))
    return min(wishes)[2] if wishes else ENGLISH


def _weight(text: str) -> float:
    try:
        weight = float(text) if text else 1.0
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
