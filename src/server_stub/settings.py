"""What a shop is told to be when it is made, checked once and then taken for granted."""

from __future__ import annotations

import re
from typing import Annotated, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta, Struct, structs

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
    except msgspec.ValidationError as error:
        raise BadSettingsError(_sentence_of(str(error))) from error
    except msgspec.DecodeError as error:
        raise BadSettingsError(f"The settings are no JSON: {error}.") from error
    check_shop_settings(settings)
    return settings


_WHAT_IT_IS: Final = {
    "administrator": "the administrator's name and PIN",
    "administrator.name": "1 to 80 characters",
    "administrator.pin": "6 to 12 digits, as a text",
    "shop": "the shop's name, 1 to 80 characters",
    "store": "the store's name, 1 to 80 characters",
    "address": "a list of up to 6 lines of 80 characters",
    "currency": "three capital letters, such as EUR",
    "time_zone": "a name such as Europe/Berlin",
    "language": "en or de",
    "legal": "a list of up to 6 lines of 80 characters",
    "till": "the first till's name, 1 to 80 characters",
    "tls_names": "a list of up to 20 names or addresses",
}
_HOST: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")
_FIELD: Final = re.compile(r"(?P<kind>missing|unknown) .*field `(?P<name>[^`]*)`")
_PLACE: Final = re.compile(r"- at `\$\.?(?P<path>[^`\[]*)")


def _sentence_of(said: str) -> str:
    """Turn what the reader said into a sentence that names the setting and what it is to be."""
    field, place = _FIELD.search(said), _PLACE.search(said)
    above = place["path"] if place else ""
    if field is None:
        if not above:
            return "The settings are to be one object."
        return f"In the settings, `{above}` is wrong: it is {_WHAT_IT_IS[above]}."
    name = f"{above}.{field['name']}" if above else field["name"]
    if field["kind"] == "unknown":
        return f"There is no setting `{name}`."
    return f"The settings have no `{name}`: it is {_WHAT_IT_IS[name]}."


def with_names(settings: ShopSettings, names: list[str]) -> ShopSettings:
    """The settings with more names for the server's certificate; raises ``BadSettingsError``."""
    settings = structs.replace(settings, tls_names=[*settings.tls_names, *names])
    check_shop_settings(settings)
    return settings


def check_shop_settings(settings: ShopSettings) -> None:
    """Refuse what the types alone let through: an unknown time zone or language."""
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSettingsError(f"There is no time zone {settings.time_zone}.") from error
    for name in settings.tls_names:
        if not _HOST.fullmatch(name):
            raise BadSettingsError(f"No server is reached at {name}: give a name or an address.")
    if settings.language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise BadSettingsError(f"The language is one of {known}, not {settings.language}.")
