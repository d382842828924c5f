"""The fields of a campaign as they are typed, and the settings that they mean. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from card_contract.minor_units import minor_digits
from card_contract.studio_messages import CampaignFault, CampaignSettings, CodeForm
from pos_terminal.batches.model import CampaignField, Sells
from pos_terminal.look.money import parse_money

F = CampaignField
Values = dict[CampaignField, str]

AT: Final = {
    CampaignFault.NAME_TAKEN: F.CAMPAIGN,
    CampaignFault.TITLE_MISSING: F.TITLE,
    CampaignFault.PRICE_NOT_POSITIVE: F.PRICE,
    CampaignFault.PRICE_TOO_HIGH: F.PRICE,
    CampaignFault.CURRENCY_UNKNOWN: F.CURRENCY,
    CampaignFault.CURRENCY_FIXED: F.CURRENCY,
    CampaignFault.ISSUER_INVALID: F.ISSUER,
    CampaignFault.ISSUER_RESERVED: F.ISSUER,
    CampaignFault.ISSUER_FIXED: F.ISSUER,
    CampaignFault.BARCODE_AMBIGUOUS: F.SELLS,
    CampaignFault.SHARED_HAS_NO_CARDS: F.SELLS,
    CampaignFault.USE_FIXED: F.SELLS,
    CampaignFault.BARCODE_FIXED: F.SELLS,
    CampaignFault.PREFIX_INVALID: F.CODE_PREFIX,
    CampaignFault.VALIDITY_REVERSED: F.VALID_END,
    CampaignFault.SCAN_CODE_MISSING: F.SCAN_CODE,
    CampaignFault.SCAN_CODE_TAKEN: F.SCAN_CODE,
    CampaignFault.SCAN_CODE_FIXED: F.SCAN_CODE,
    CampaignFault.LIMIT_INVALID: F.LIMIT,
    CampaignFault.SCRIPT_UNKNOWN: F.SCRIPT,
    CampaignFault.SCRIPT_MISSING: F.SCRIPT,
    CampaignFault.RETRIES_INVALID: F.RETRIES,
    CampaignFault.TIMEOUT_INVALID: F.TIMEOUT,
    CampaignFault.ARTWORK_UNKNOWN: F.ARTWORK,
}
"""Where a fault is said."""


def values_of(campaign: str, settings: CampaignSettings, time_zone: str) -> Values:
    """The fields as they are shown."""
    return {
        F.CAMPAIGN: campaign,
        F.TITLE: settings.title,
        F.DESCRIPTION: settings.description,
        F.PRICE: _price(settings.price_minor, settings.currency),
        F.CURRENCY: settings.currency,
        F.SELLS: _sells(settings).value,
        F.ISSUER: settings.issuer or "",
        F.SCAN_CODE: settings.scan_code or "",
        F.CODE_FORM: settings.code_form.value,
        F.CODE_PREFIX: settings.code_prefix,
        F.VALID_START: _day(settings.valid_start, time_zone),
        F.VALID_END: _day(settings.valid_end, time_zone),
        F.LIMIT: "" if settings.redemptions_max is None else str(settings.redemptions_max),
        F.SCRIPT: settings.script or "",
        F.IS_ASYNC: "yes" if settings.is_async else "no",
        F.RETRIES: str(settings.retries_max),
        F.TIMEOUT: str(settings.timeout_s),
        F.ARTWORK: settings.artwork or "",
    }


def unreadable(values: Mapping[CampaignField, str]) -> dict[CampaignField, str]:
    """Fields that mean nothing as they are typed, with the id of the reason."""
    found = {}
    if parse_money(values[F.PRICE] or "0", values[F.CURRENCY]) is None:
        found[F.PRICE] = "typed.price"
    for field in (F.VALID_START, F.VALID_END):
        if values[field] and _date(values[field]) is None:
            found[field] = "typed.day"
    for field in (F.RETRIES, F.TIMEOUT, F.LIMIT):
        if (values[field] or field is not F.LIMIT) and not values[field].isdecimal():
            found[field] = "typed.number"
    return found


def settings_of(
    values: Mapping[CampaignField, str], before: CampaignSettings, time_zone: str
) -> CampaignSettings:
    """What the fields mean, where all can be read. What has no field stays as it was ``before``.

    So does a time whose day is the same: it may be another than the beginning or end of that day.
    """
    shown = values_of("", before, time_zone)
    sells = Sells(values[F.SELLS])
    start, end = before.valid_start, before.valid_end
    if values[F.VALID_START] != shown[F.VALID_START]:
        start = _ms(values[F.VALID_START], time_zone, days=0)
    if values[F.VALID_END] != shown[F.VALID_END]:
        day_after = _ms(values[F.VALID_END], time_zone, days=1)
        end = None if day_after is None else day_after - 1
    return CampaignSettings(
        title=values[F.TITLE].strip(),
        description=values[F.DESCRIPTION].strip(),
        shared=sells is Sells.SHARED,
        price_minor=parse_money(values[F.PRICE] or "0", values[F.CURRENCY]) or 0,
        currency=values[F.CURRENCY].strip().upper(),
        issuer=values[F.ISSUER] if sells is Sells.NUMBERS else None,
        barcode_is_code=sells is Sells.CODES,
        code_form=CodeForm(values[F.CODE_FORM]),
        include_check=before.include_check,
        code_prefix=values[F.CODE_PREFIX].strip(),
        scan_code=(values[F.SCAN_CODE].strip() or None) if sells is Sells.SHARED else None,
        valid_start=start,
        valid_end=end,
        redemptions_max=int(values[F.LIMIT]) if values[F.LIMIT] else None,
        script=values[F.SCRIPT].strip() or None,
        is_async=values[F.IS_ASYNC] == "yes",
        retries_max=int(values[F.RETRIES]),
        timeout_s=int(values[F.TIMEOUT]),
        artwork=values[F.ARTWORK].strip() or None,
    )


def _sells(settings: CampaignSettings) -> Sells:
    if settings.shared:
        return Sells.SHARED
    if settings.issuer is not None:
        return Sells.NUMBERS
    return Sells.CODES if settings.barcode_is_code else Sells.NOTHING


def _price(minor: int, currency: str) -> str:
    digits = minor_digits(currency)
    whole, rest = divmod(minor, 10**digits)
    return f"{whole}.{rest:0{digits}d}" if digits else str(whole)


def _day(at_ms: int | None, time_zone: str) -> str:
    if at_ms is None:
        return ""
    at = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(time_zone))
    return at.date().isoformat()


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _ms(text: str, time_zone: str, *, days: int) -> int | None:
    """The beginning of a day, or of the one so many ``days`` after it."""
    day = _date(text)
    if day is None:
        return None
    midnight = datetime.combine(day + timedelta(days=days), time(), ZoneInfo(time_zone))
    return int(midnight.timestamp() * 1000)
