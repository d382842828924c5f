"""What the settings page asks of its surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pos_terminal.devices.print_result import PrintResult
from pos_terminal.devices.receipt_lines import ReceiptLine
from pos_terminal.settings import Settings
from pos_terminal.settings_page.model import Choice
from pos_terminal.words import Sound


class SettingsStore(Protocol):
    """Where the settings are kept."""

    def save(self, settings: Settings) -> None:
        """Store all of them; raises ``OSError``, or ``ValueError`` for what a file cannot hold."""


class TrialPrinter(Protocol):
    """A receipt printer as its test needs it."""

    async def print_lines(self, lines: Sequence[ReceiptLine]) -> PrintResult: ...

    async def kick_drawer(self) -> PrintResult: ...

    def close(self) -> None: ...


class SoundPlayer(Protocol):
    """What the sounds' section needs."""

    @property
    def available(self) -> bool: ...

    def play(self, sound: Sound) -> None: ...

    def acknowledge(self) -> None: ...


class Devices(Protocol):
    """What is connected to this machine at the moment."""

    def serial_ports(self) -> Sequence[Choice]: ...

    def cameras(self) -> Sequence[Choice]: ...
