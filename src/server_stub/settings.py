"""What a shop is told to be when it is made, checked once and then taken for granted."""

from __future__ import annotations

from typing import Annotated, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta, Struct

from card_contract.messages import NUL, Name, Pin

LANGUAGES: Final = ("en", "de")
IDLE_LOCK_S: Final = 180
ADDRESS_LINES_MAX: Final = 6

Line = Annotated[str, Meta(max_length=80)]
Lines = Annotated[list[Line], Meta(max_length=ADDRESS_LINES_MAX)]


class BadSettingsError(ValueError):
    """The settings of a new shop cannot be used; the message says which, in a sentence."""


class Administrator(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Name
    pin: Pin


class ShopSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new shop, as the first-start screen or ``init --config`` describes it."""

    administrator: Administrator
    shop: Name
    store: Name
    address: Lines = []
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")] = "EUR"
    time_zone: Annotated[str, Meta(max_length=64)] = "Europe/Berlin"
    language: str = "en"
    legal: Lines = []
    till: Name = "Till 1"
    tls_names: Annotated[list[Line], Meta(max_length=20)] = []


def read_shop_settings(text: bytes) -> ShopSettings:
    """Read the JSON form; raises ``BadSettingsError`` with a sentence."""
    if NUL in text:
        raise BadSettingsError("The settings have a text with a null character.")
    try:
        settings = msgspec.json.decode(text, type=ShopSettings)
    except msgspec.DecodeError as error:
        raise BadSettingsError(f"The settings cannot be read: {error}.") from error
    check_shop_settings(settings)
    return settings


def check_shop_settings(settings: ShopSettings) -> None:
    """Refuse what the types alone let through: an unknown time zone or language."""
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSettingsError(f"There is no time zone {settings.time_zone}.") from error
    if settings.language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise BadSettingsError(f"The language is one of {known}, not {settings.language}.")
