"""Who works in the demo shop, and what it sells."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from card_contract.card_number import luhn_digit
from card_contract.states import Role
from server_stub.domain.roles import PORTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    operator_id: str
    name: str
    role: Role
    pin: str

    @property
    def portal_password(self) -> str | None:
        """The password for the portal, of whoever may sign in there."""
        return f"demo-portal-{self.operator_id}" if self.role in PORTAL else None

    @property
    def badge(self) -> str:
        """The same badge in every demo shop, so that a printed one goes on working."""
        number = int.from_bytes(hashlib.sha256(self.operator_id.encode()).digest()) % 10**16
        return f"B{number:016d}{luhn_digit(f'{number:016d}')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoProduct:
    campaign: str
    title: str
    kind: str
    price_minor: int
    description: str

    @property
    def value(self) -> str:
        return f"€{self.price_minor // 100}"


PEOPLE: Final = (
    DemoPerson(operator_id="mia", name="Mia Kern", role=Role.CLERK, pin="111111"),
    DemoPerson(operator_id="jonas", name="Jonas Weber", role=Role.CLERK, pin="222222"),
    DemoPerson(operator_id="anna", name="Anna Lindt", role=Role.MANAGER, pin="333333"),
    DemoPerson(operator_id="sam", name="Sam Okafor", role=Role.STUDIO, pin="444444"),
    DemoPerson(operator_id="lea", name="Lea Brandt", role=Role.SUPPORT, pin="555555"),
    DemoPerson(operator_id="admin", name="Admin", role=Role.ADMINISTRATOR, pin="666666"),
)
PRODUCTS: Final = (
    DemoProduct(
        campaign="gift-50",
        title="Gift card",
        kind="gift",
        price_minor=5000,
        description="A gift card over 50 euros.",
    ),
    DemoProduct(
        campaign="gift-25",
        title="Gift card",
        kind="gift",
        price_minor=2500,
        description="A gift card over 25 euros.",
    ),
    DemoProduct(
        campaign="game-25",
        title="Game card",
        kind="game",
        price_minor=2500,
        description="Credit over 25 euros for the game.",
    ),
    DemoProduct(
        campaign="voucher-10",
        title="Voucher",
        kind="voucher",
        price_minor=1000,
        description="Ten euros off the next purchase.",
    ),
)
