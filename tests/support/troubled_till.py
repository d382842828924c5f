"""A whole till with trouble on its line to a real server, for tests of practice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from card_contract.messages import CardView, SaleView
from card_contract.states import CodeState
from pos_terminal.checkout.model import Mode
from pos_terminal.gateway.wire import Line, Reply, ServerAddress, Wire
from pos_terminal.practice.troubled_line import TroubledLine
from pos_terminal.practice.troubles import Setting, Trouble, Troubles
from support.real_till import RealTill
from support.server_process import ServerProcess


class Counted:
    """A line that remembers what went over it."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.sent: list[str] = []

    async def exchange(self, method: str, target: str, **how) -> Reply:
        self.sent.append(target.rpartition("/")[2])
        return await self._line.exchange(method, target, **how)

    def lines(self, target: str, *, headers: dict[str, str]) -> AsyncIterator[str]:
        return self._line.lines(target, headers=headers)

    async def move_to(self, address: ServerAddress) -> None:
        await self._line.move_to(address)

    async def close(self) -> None:
        await self._line.close()


class Fuse:
    """Power that tells where it was cut, and stays."""

    def __init__(self) -> None:
        self.cuts: list[str] = []

    def cut(self, target: str) -> None:
        self.cuts.append(target)


class PracticeTill(RealTill):
    """A whole till with trouble on its line; its waits are written down, not waited."""

    def __init__(self, folder: Path, server: ServerProcess) -> None:
        self.troubles, self.fuse = Troubles(), Fuse()
        self.waited: list[float] = []
        super().__init__(folder, server.url, server.demo, line_to=self._troubled)
        self.modes: list[Mode] = []
        self.checkout.watch(lambda state: self.modes.append(state.mode))

    def _troubled(self, address: ServerAddress) -> Line:
        self.counted = Counted(Wire(address))
        return TroubledLine(self.counted, self.troubles, self.fuse, pause=self._pause)

    async def _pause(self, seconds: float) -> None:
        self.waited.append(seconds)

    def switch_on(self, trouble: Trouble, **how) -> None:
        self.troubles.set(Setting(trouble=trouble, **how))

    def switch_off(self) -> None:
        self.troubles.set(Setting())
        self.forwarder.wake_all()

    def take_payment(self, number: str) -> None:
        assert self.scan(number).refusal is None
        self.checkout.take_payment()

    def sell(self, number: str, *, until: Mode = Mode.ACTIVATED) -> str:
        """Sell a card; gives the sale's id."""
        self.take_payment(number)
        self.wait(lambda: self.screen.mode is Mode.PAYMENT)
        self.checkout.pay_cash(self.screen.total_minor)
        self.wait(lambda: self.screen.mode is until)
        assert self.checkout.on_screen is not None
        return self.checkout.on_screen

    def on_server(self, sale_id: str) -> SaleView:
        """The sale as the server has it, asked past the trouble."""
        answer = self.loop.submit(lambda: self.gateway.sale(sale_id)).result(5)
        assert isinstance(answer, SaleView)
        return answer

    def is_alive(self, number: str) -> bool:
        card = self.loop.submit(lambda: self.gateway.look_up_card(number)).result(5)
        assert isinstance(card, CardView)
        return card.code_state is CodeState.AVAILABLE
