"""A campaign as the texts of a form, and back: what cannot be read is told at its field."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from card_contract.minor_units import MINOR_DIGITS_MAX, minor_digits
from card_contract.studio_messages import (
    CAMPAIGN_PATTERN,
    CampaignFault,
    CampaignSettings,
    CodeForm,
)
from server_stub.domain.campaign_rules import campaign_faults
from server_stub.web.portal.campaigns.words import FAULTS
from server_stub.web.portal.json_texts import INFO, indented, lines_of, read_info
from server_stub.web.portal.route import Field
from server_stub.web.portal.words import to_say

LAST_S: Final = 253_402_000_000
"""The end of the calendar. For ever, as customers' servers write it, lies far behind it."""
_YES: Final = "yes"
_PLACE: Final = "%Y-%m-%dT%H:%M"
_NAME: Final = re.compile(CAMPAIGN_PATTERN, re.ASCII)
_WHOLE: Final = re.compile("[0-9]{1,15}", re.ASCII)
_PRICE: Final = re.compile(rf"([0-9]{{1,10}})(?:[.,]([0-9]{{1,{MINOR_DIGITS_MAX}}}))?", re.ASCII)

SETTINGS: Final = (
    Field(name="title", signs_max=100),
    Field(name="description", signs_max=2_000),
    Field(name="use", signs_max=10),
    Field(name="sells", signs_max=10),
    Field(name="issuer", signs_max=20),
    Field(name="price", signs_max=20),
    Field(name="currency", signs_max=8),
    Field(name="code_form", signs_max=20),
    Field(name="include_check", signs_max=3),
    Field(name="code_prefix", signs_max=80),
    Field(name="scan_code", signs_max=80),
    Field(name="valid_start", signs_max=20),
    Field(name="valid_end", signs_max=20),
    Field(name="redemptions_max", signs_max=20),
    Field(name="script", signs_max=80),
    Field(name="is_async", signs_max=3),
    Field(name="retries_max", signs_max=20),
    Field(name="timeout_s", signs_max=20),
    Field(name="artwork", signs_max=80),
    INFO,
)
"""What a person decides about a campaign, in the order of the form."""
NAMES: Final = tuple(each.name for each in SETTINGS)
_PRICE_UNREADABLE: Final = to_say("Type an amount such as 25 or 25.00.")
_NUMBER_UNREADABLE: Final = to_say("Type a whole number.")
_TIME_UNREADABLE: Final = to_say("Type a day and a time.")
_NAME_UNREADABLE: Final = to_say("Letters, digits, - and _, at most 64; a letter or digit first.")
_CHOICE_UNREADABLE: Final = to_say("Choose one of these.")
_NO_SCAN_CODE: Final = to_say("Only a campaign with one code for everybody has this.")
_NO_ISSUER: Final = to_say("Only cards with numbers of their own have this.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A campaign as it is kept: what the form's texts are made of."""

    settings: CampaignSettings
    info: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a form says, and for each field that cannot be so a sentence, to be said."""

    settings: CampaignSettings
    info: str
    faults: Mapping[str, str]


def texts_of(kept: Kept, zone: str) -> dict[str, str]:
    """The texts of a form that shows a campaign."""
    settings = kept.settings
    sells = "codes" if settings.barcode_is_code else "nothing"
    limit = settings.redemptions_max
    return {
        "title": settings.title,
        "description": lines_of(settings.description),
        "use": "shared" if settings.shared else "personal",
        "sells": sells if settings.issuer is None else "cards",
        "issuer": settings.issuer or "",
        "price": _price(settings.price_minor, settings.currency),
        "currency": settings.currency,
        "code_form": settings.code_form.value,
        "include_check": _YES if settings.include_check else "",
        "code_prefix": settings.code_prefix,
        "scan_code": settings.scan_code or "",
        "valid_start": _place(settings.valid_start, zone),
        "valid_end": _place(settings.valid_end, zone),
        "redemptions_max": "" if limit is None else str(limit),
        "script": settings.script or "",
        "is_async": _YES if settings.is_async else "",
        "retries_max": str(settings.retries_max),
        "timeout_s": str(settings.timeout_s),
        "artwork": settings.artwork or "",
        "custom_code_info": indented(kept.info),
    }


def tidy(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, as the form shows it: browsers end lines in their own way."""
    return {name: lines_of(typed.get(name, "")) for name in NAMES}


def name_fault(name: str) -> str:
    """Why a campaign cannot be called so; to be said."""
    return "" if _NAME.fullmatch(name) else _NAME_UNREADABLE


def read(texts: Mapping[str, str], zone: str, before: Kept | None) -> Read:
    """Read a form. A text that stands as it was shown means exactly what is kept ``before``."""
    reader = _Reader(texts, zone, before)
    settings, info = reader.settings(), reader.info()
    faults = dict(reader.faults)
    for fault in campaign_faults(settings):
        name, sentence = FAULTS[fault]
        faults.setdefault(name, sentence)
    return Read(settings=settings, info=info, faults=faults)


def told(faults: list[CampaignFault]) -> dict[str, str]:
    """What the server found, at its fields."""
    return {FAULTS[fault][0]: FAULTS[fault][1] for fault in reversed(faults) if fault in FAULTS}


class _Reader:
    """Reads the texts one by one, and keeps what cannot be read."""

    def __init__(self, texts: Mapping[str, str], zone: str, before: Kept | None) -> None:
        self._texts = texts
        self._zone = ZoneInfo(zone)
        self._before = before
        self._shown = {} if before is None else texts_of(before, zone)
        self.faults: dict[str, str] = {}

    def settings(self) -> CampaignSettings:
        texts = self._texts
        currency = texts["currency"].strip().upper()
        is_shared, sells = self._choice("use") == "shared", self._choice("sells")
        return CampaignSettings(
            title=texts["title"].strip(),
            description=texts["description"].strip(),
            shared=is_shared,
            price_minor=self._price(texts["price"].strip(), currency),
            currency=currency,
            issuer=self._issuer(sells),
            barcode_is_code=sells == "codes",
            code_form=CodeForm(self._choice("code_form")),
            include_check=texts["include_check"] == _YES,
            code_prefix=texts["code_prefix"].strip(),
            scan_code=self._scan_code(is_shared=is_shared),
            valid_start=self._as_before("valid_start", "valid_start", self._moment),
            valid_end=self._as_before("valid_end", "valid_end", self._moment),
            redemptions_max=self._whole("redemptions_max"),
            script=texts["script"].strip() or None,
            is_async=texts["is_async"] == _YES,
            retries_max=self._whole("retries_max") or 0,
            timeout_s=_or(self._whole("timeout_s"), 3600),
            artwork=texts["artwork"].strip() or None,
        )

    def info(self) -> str:
        text = self._texts["custom_code_info"].strip()
        if self._before is not None and text == self._shown["custom_code_info"].strip():
            return self._before.info
        info, fault = read_info(text)
        if fault:
            self.faults["custom_code_info"] = fault
        return info

    def _as_before(self, name: str, column: str, parse: Any) -> Any:
        """What is finer than its text is not made coarser by being shown."""
        if self._before is not None and self._texts[name] == self._shown[name]:
            return getattr(self._before.settings, column)
        return parse(name)

    def _choice(self, name: str) -> str:
        choices = {
            "use": ("personal", "shared"),
            "sells": ("nothing", "cards", "codes"),
            "code_form": tuple(CodeForm),
        }[name]
        text = self._texts[name]
        if text in choices:
            return text
        self.faults[name] = _CHOICE_UNREADABLE
        return choices[0]

    def _issuer(self, sells: str) -> str | None:
        text = self._texts["issuer"].strip()
        if sells == "cards":
            return text
        if text:
            self.faults["issuer"] = _NO_ISSUER
        return None

    def _scan_code(self, *, is_shared: bool) -> str | None:
        text = self._texts["scan_code"].strip()
        if text and not is_shared:
            self.faults["scan_code"] = _NO_SCAN_CODE
            return None
        return text or None

    def _price(self, text: str, currency: str) -> int:
        if not text:
            return 0
        found = _PRICE.fullmatch(text)
        digits = minor_digits(currency)
        if found is None or len(found[2] or "") > digits:
            self.faults["price"] = _PRICE_UNREADABLE
            return 1
        minor = (found[2] or "").ljust(digits, "0")
        return int(f"{found[1]}{minor}")

    def _moment(self, name: str) -> int | None:
        text = self._texts[name].strip()
        if not text:
            return None
        try:
            wall = dt.datetime.strptime(text, _PLACE)  # noqa: DTZ007 - the place's own clock
            return round(wall.replace(tzinfo=self._zone).timestamp()) * 1000
        except (ValueError, OverflowError):
            self.faults[name] = _TIME_UNREADABLE
            return None

    def _whole(self, name: str) -> int | None:
        text = self._texts[name].strip()
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            self.faults[name] = _NUMBER_UNREADABLE
            return None
        return int(text)


def _price(minor: int, currency: str) -> str:
    if not minor:
        return ""
    digits = minor_digits(currency)
    return f"{minor / 10**digits:.{digits}f}"


def _place(at_ms: int | None, zone: str) -> str:
    if at_ms is None:
        return ""
    at_s = min(at_ms // 1000, LAST_S)
    return dt.datetime.fromtimestamp(at_s, ZoneInfo(zone)).strftime(_PLACE)


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value
