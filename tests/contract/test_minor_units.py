"""A price is the same at the till and in the portal, in every currency that there is."""

from __future__ import annotations

import pytest

from card_contract.minor_units import MINOR_DIGITS_MAX, minor_digits
from card_contract.studio_messages import CampaignSettings
from pos_terminal.look.money import format_money, parse_money
from server_stub.domain.currencies import CURRENCIES
from server_stub.web.portal.campaigns.form import Kept, read, texts_of
from server_stub.web.portal.words import Words

ZONE = "Europe/Berlin"
EMPTY = texts_of(Kept(settings=CampaignSettings(title="Ten"), info="{}"), ZONE)


def in_the_portal(price: str, currency: str, before: CampaignSettings | None = None) -> int | None:
    """What the portal takes a typed price for; None where it says that it cannot be."""
    kept = None if before is None else Kept(settings=before, info="{}")
    found = read(EMPTY | {"price": price, "currency": currency}, ZONE, kept)
    return None if "price" in found.faults else found.settings.price_minor


def bare(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit() or sign == ".")


@pytest.mark.parametrize("currency", sorted(CURRENCIES))
def test_a_price_of_the_portal_is_asked_for_at_the_till(currency: str) -> None:
    digits = minor_digits(currency)
    assert 0 <= digits <= MINOR_DIGITS_MAX
    for typed in ("500", *(["500." + "012"[:digits]] if digits else ())):
        minor = in_the_portal(typed, currency)
        assert minor == parse_money(typed, currency) is not None
        whole = typed if "." in typed or not digits else typed + "." + "0" * digits
        assert bare(format_money(minor, currency, "en")) == whole
        assert bare(Words("en").money(minor, currency)) == whole
        kept = CampaignSettings(title="Ten", price_minor=minor, currency=currency)
        shown = texts_of(Kept(settings=kept, info="{}"), ZONE)["price"]
        assert shown == whole
        assert in_the_portal(shown, currency) == minor
    finer = "1." + "0" * (digits + 1)
    assert in_the_portal(finer, currency) is None
    assert parse_money(finer, currency) is None


@pytest.mark.parametrize(
    ("currency", "digits"), [("EUR", 2), ("HUF", 2), ("JPY", 0), ("CLP", 0), ("KWD", 3), ("TND", 3)]
)
def test_the_digits_are_those_of_the_standard(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


def test_a_price_is_read_anew_when_its_currency_changes() -> None:
    before = CampaignSettings(title="Ten", price_minor=25_00, currency="EUR")
    assert in_the_portal("25.00", "EUR", before) == 25_00
    assert in_the_portal("25.00", "KWD", before) == 25_000
    assert in_the_portal("25.00", "JPY", before) is None
