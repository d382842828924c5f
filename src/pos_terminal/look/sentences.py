"""From a presenter's message to a sentence in the clerk's language.

A view owns a table of message id -> English source, marked with ``QT_TRANSLATE_NOOP`` so that the
translation files find it, and asks `say`. A source may hold ``{name}`` for values and ``**bold**``
words, and ``one card|{count} cards`` where ``count`` chooses between one and many (English and
German have just these two). How values are written follows from their names, see
`pos_terminal.words`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from pos_terminal.look.money import format_money, format_number
from pos_terminal.words import Message


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How this shop writes: language, money, the time zone of its business day."""

    language: str = "en"
    currency: str = "EUR"
    time_zone: str = "UTC"
    now_ms: Callable[[], int] = _now_ms

    def money(self, minor: int, currency: str | None = None) -> str:
        return format_money(minor, currency or self.currency, self.language)

    def decimal(self, number: float, places: int = 2) -> str:
        """0.25 or 7.5 in English, 0,25 or 7,5 in German; no zeros at the end."""
        text = f"{number:.{places}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.replace(".", ",") if self.language == "de" else text

    def local(self, at_ms: int) -> datetime:
        return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(self.time_zone))

    def clock(self, at_ms: int) -> str:
        """14:03 today, with the day before it otherwise."""
        at = self.local(at_ms)
        clock = f"{at:%H:%M}"
        if at.date() == self.local(self.now_ms()).date():
            return clock
        return f"{self.day(at.date())}, {clock}"

    def day(self, day: date) -> str:
        """22 Nov 2026, in German 22. Nov. 2026."""
        pattern = "d. MMM yyyy" if self.language == "de" else "d MMM yyyy"
        return QLocale(self.language).toString(QDate(day.year, day.month, day.day), pattern)

    def weekday(self, day: date) -> str:
        """Sunday, 22 November, in German Sonntag, 22. November."""
        pattern = "dddd, d. MMMM" if self.language == "de" else "dddd, d MMMM"
        return QLocale(self.language).toString(QDate(day.year, day.month, day.day), pattern)

    def value(self, name: str, values: Mapping[str, str | int]) -> str:
        """One value of a message, written as its name says."""
        value = values[name]
        if isinstance(value, int) and name.endswith("_minor"):
            return self.money(value, str(values["currency"]) if "currency" in values else None)
        if isinstance(value, int) and name.endswith("_at"):
            return self.clock(value)
        if isinstance(value, int) and name.endswith("_thousandths"):
            return self.decimal(value / 1000)
        if isinstance(value, str) and name.endswith("_day"):
            return self.day(date.fromisoformat(value))
        if isinstance(value, int):
            return format_number(value, self.language)
        return value


_manner = Manner()


def speak(manner: Manner) -> None:
    """Set how all sentences are written from now on; application-wide, as Qt's translator is."""
    global _manner  # noqa: PLW0603  # Qt keeps the translator the same way, one an application
    _manner = manner


def manner() -> Manner:
    return _manner


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:  # noqa: ARG001  # lupdate reads it
    """Mark a sentence for the translation files; known to them by this very name.

    Qt's own function of the name does the same, but is typed to return an object.
    """
    return source


def say(context: str, sentences: Mapping[str, str], message: Message) -> str:
    """The sentence for a message, translated, with its values filled in."""
    source = sentences[message.id]
    text = QCoreApplication.translate(context, source)
    one, bar, many = text.partition("|")
    if bar:
        text = one if message.values.get("count") == 1 else many
    if not message.values:
        return text
    written = {name: _manner.value(name, message.values) for name in message.values}
    return text.format_map(written)
