"""What the till knows of a demo shop: its own id and key, and the staff's PINs for the screen."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from pos_terminal.bootstrap.places import DEMO_FILE


class DemoOperator(Struct, frozen=True):
    id: str
    pin: str


class DemoTill(Struct, frozen=True):
    id: str
    key_file: str


class DemoCampaign(Struct, frozen=True):
    name: str
    sample_numbers: list[str] = []


class DemoShop(Struct, frozen=True):
    """The part of ``demo.json`` that the till reads."""

    till: DemoTill
    operators: list[DemoOperator]
    campaigns: list[DemoCampaign]

    def pins(self) -> dict[str, str]:
        """The PINs by operator: shown on the demo's sign-in screen only."""
        return {operator.id: operator.pin for operator in self.operators}


def read_demo_shop(server_folder: Path) -> DemoShop | None:
    """Read the demo shop of a server's folder; none where the shop is a real one."""
    try:
        return msgspec.json.decode((server_folder / DEMO_FILE).read_bytes(), type=DemoShop)
    except FileNotFoundError:
        return None
