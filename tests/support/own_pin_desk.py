"""The section *My PIN* without a window: a person at a till, a scripted server behind."""

from __future__ import annotations

from pathlib import Path

from card_contract.messages import Done
from card_contract.outcomes import Refusal
from card_contract.pin_messages import ChangePinRequest
from pos_terminal.gateway.answers import Refused
from pos_terminal.settings_page.model import PinPart
from pos_terminal.settings_page.own_pin import OwnPin
from pos_terminal.settings_page.sentences_view import tell_message
from support.gateway_answers import refused
from support.said import messages_of
from support.scripted_server import PINS, ScriptedServer
from support.shop_floor import ShopFloor
from support.virtual_time import NOON_MS, VirtualLoop


class PinServer(ScriptedServer):
    """Keeps the PINs of people as they become; ``refusing`` is what it refuses next with."""

    def __init__(self, loop: dict[str, VirtualLoop]) -> None:
        super().__init__(lambda: loop["loop"].now_ms() if loop else NOON_MS)
        self.pins = dict(PINS)
        self.refusing: Refusal | None = None
        self.whose = "O1"

    async def change_pin(self, request: ChangePinRequest) -> Done | Refused:
        def decide() -> Done | Refused:
            if self.refusing is not None:
                return refused(self.refusing)
            if self.pins[self.whose] != request.pin:
                return refused(Refusal.WRONG_PIN)
            self.pins[self.whose] = request.new_pin
            return Done(server_time=self._now_ms())

        return await self._call("change_pin", decide)


class OwnPinDesk:
    """Mia, whose PIN is 111111, at the section."""

    def __init__(self, folder: Path) -> None:
        clock: dict[str, VirtualLoop] = {}
        self.server = PinServer(clock)
        self.floor = ShopFloor(folder, self.server)
        clock["loop"] = self.floor.loop
        self.page = OwnPin(server=self.server, on_duty=self.floor.on_duty, tasks=self.floor.tasks)
        self.page.watch(self._listen)

    @staticmethod
    def _listen(part: PinPart) -> None:
        for message in messages_of(part):
            assert "{" not in tell_message(message)

    @property
    def state(self) -> PinPart:
        self.floor.tasks.deliver()
        return self.page.state

    @property
    def asked(self) -> int:
        self.floor.tasks.deliver()
        return self.server.calls.count("change_pin")

    def type_pin(self, pin: str) -> None:
        for digit in pin:
            self.page.press_digit(digit)
        self.page.enter_pin()

    def enter(self, present: str, new: str) -> None:
        """Type the present PIN and the new one twice; nothing is asked yet."""
        for pin in (present, new, new):
            self.type_pin(pin)

    def said(self) -> str | None:
        result = self.state.result
        return None if result is None else result.fact.id

    def close(self) -> None:
        self.floor.close()
