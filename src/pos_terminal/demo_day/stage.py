"""The till and the shop of the demo day, and what its steps have in common."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from PySide6.QtCore import Qt

from card_contract.card_number import CardNumber
from card_contract.messages import CardView, SaleView
from card_contract.states import CodeState, SaleStage
from pos_terminal.bootstrap.core import TillCore
from pos_terminal.bootstrap.demo_shop import DemoShop
from pos_terminal.bootstrap.pages import Pages
from pos_terminal.bootstrap.program import Program
from pos_terminal.bootstrap.station_room import StationRoom
from pos_terminal.checkout.model import Mode
from pos_terminal.checkout.presenter import CheckoutPresenter
from pos_terminal.demo_day.clerk import Clerk
from pos_terminal.demo_day.faulty_line import FaultyLine, Trouble
from pos_terminal.demo_day.other_till import OtherTill
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.sales.model import VoidStage

T = TypeVar("T")

Person = tuple[str, str]
"""An operator's id, and how the name begins on the screen."""
CLERK: Final[Person] = ("mia", "Mia")
MANAGER: Final[Person] = ("anna", "Anna")
OTHER_MANAGER: Final[Person] = ("admin", "Admin")
_ANSWER_S: Final = 10.0


class NotAsPromisedError(Exception):
    """A step had another outcome than the product promises."""


def promise(holds: bool, otherwise: str) -> None:
    """Raise ``NotAsPromisedError`` unless it holds."""
    if not holds:
        raise NotAsPromisedError(otherwise)


def losing(trouble: Trouble, ending: str) -> Callable[[str], Trouble]:
    """The trouble that meets every request whose path ends so."""
    return lambda target: trouble if target.endswith(ending) else Trouble.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where the day is played."""

    out: Path
    shop: DemoShop
    line: FaultyLine
    open_program: Callable[[], Program]


class Stage:
    """One till, its clerk, and the server it can be compared with."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._numbers = {
            campaign.name: iter(campaign.sample_numbers[4:]) for campaign in scene.shop.campaigns
        }
        self._last_sale = ("", "")  # its id and the number of its card
        self._open()

    def _open(self) -> None:
        self._program = self._scene.open_program()
        self._is_open = True
        self.clerk = Clerk(self._program, self._scene.out)
        self.clerk.wait("the till's room", lambda: self._program.room is not None)
        self.clerk.wait("all of the till", lambda: self._room.is_furnished)

    def close(self) -> None:
        """Close the till, where it is open."""
        if self._is_open:
            self._is_open = False
            self._program.close()

    def look_at_failure(self) -> None:
        """Save what the window shows, where there is one."""
        if self._is_open:
            self.clerk.look("failed")

    # --- The till's parts ------------------------------------------------------------------------

    @property
    def _room(self) -> StationRoom:
        room = self._program.room
        assert room is not None, "the demo shop is there"  # noqa: S101  # a bug in the story
        return room

    @property
    def _pages(self) -> Pages:
        return self._room.furniture.pages

    @property
    def _checkout(self) -> CheckoutPresenter:
        return self._pages.checkout

    @property
    def _core(self) -> TillCore:
        return self._room.core

    # --- What the steps share --------------------------------------------------------------------

    def _sign_in(self, who: Person = CLERK) -> None:
        room = self._room
        self.clerk.wait("the staff's names", lambda: bool(room.sign_in.state.tiles))
        self.clerk.click(who[1])
        self.clerk.type_pin(self._scene.shop.pins()[who[0]])
        self.clerk.wait("the checkout", lambda: room.on_duty.operator is not None)

    def _sign(self, who: Person, picture: str | None = None) -> None:
        """Somebody signs in the dialog that has come up."""
        approval = self._pages.approval
        self.clerk.wait("the signature's dialog", lambda: approval.state.open)
        approval.choose(who[0])  # the name alone also stands on the rail, of whoever works here
        if picture is not None:
            self.clerk.look(picture)
        self.clerk.type_pin(self._scene.shop.pins()[who[0]])

    def _scan_into_basket(self, number: str) -> None:
        self.clerk.scan(number)
        self.clerk.wait("the basket row", lambda: len(self._checkout.state.lines) == 1)

    def _pay_cash(self, *, until: Mode = Mode.ACTIVATED) -> None:
        self.clerk.press(Qt.Key.Key_F12)
        self._wait_for(Mode.PAYMENT)
        self.clerk.click("Exactly")
        if until is Mode.ACTIVATED:
            self.clerk.look("04-payment")
        self.clerk.press(Qt.Key.Key_F12)
        self._wait_for(until)

    def _next_sale(self) -> None:
        self._checkout.next_sale()
        self._wait_for(Mode.READY)

    def _wait_for(self, mode: Mode) -> None:
        self.clerk.wait(f"the picture {mode}", lambda: self._checkout.state.mode is mode)

    def _wait_for_receipt(self) -> None:
        def printed() -> bool:
            verdict = self._checkout.state.verdict
            return verdict is not None and verdict.printed

        self.clerk.wait("the receipt", printed)

    def _slip_is_printed(self) -> bool:
        part = self._checkout.state.not_known
        return part is not None and part.slip_printed

    def _let_a_till_die(self, number: str) -> str:
        """Start a till of its own process, let it take the money, and kill it. Gives the sale."""
        with self._other_till(self._program.places.root, number) as till:
            return till.says("paid")

    def _other_till(self, data: Path, number: str, *more: str, code: str = "") -> OtherTill:
        """A till in a process of its own, where the clerk sells one card."""
        return OtherTill(
            *("--data", str(data), "--server", self._scene.line.url),
            *("--operator", CLERK[0], "--card", number, "--pictures", str(self._scene.out)),
            *more,
            heard=[*filter(None, [code]), self._scene.shop.pins()[CLERK[0]]],
            live=lambda: self.clerk.pause(0) if self._is_open else None,
        )

    def _activated_once(self, sale_id: str, number: str) -> None:
        sale, card = self._sale_on_server(sale_id), self._card(number)
        promise(sale.stage is SaleStage.CONFIRMED, "the server has not confirmed the sale")
        promise(len(sale.lines) == 1, "the sale has other cards")
        promise(card.code_state is CodeState.AVAILABLE, "the paid card is not alive")
        promise(card.refusal is not None, "a sold card could be sold again")
        self._last_sale = (sale_id, number)

    def _void_stage(self) -> VoidStage | None:
        detail = self._pages.sales.state.detail
        return detail.result.stage if detail is not None and detail.result is not None else None

    def _void_result(self) -> str:
        detail = self._pages.sales.state.detail
        assert detail is not None  # noqa: S101  # its stage was just read
        assert detail.result is not None  # noqa: S101  # its stage was just read
        return detail.result.refund_id

    def _receipts(self) -> list[Path]:
        return list(self._program.places.receipts.glob("*.pdf"))

    def _newest_receipt(self) -> Path:
        return max(self._receipts(), key=lambda path: path.stat().st_mtime_ns)

    def _sample_numbers(self, campaign: str) -> list[str]:
        found = {one.name: one.sample_numbers for one in self._scene.shop.campaigns}
        return found[campaign][:10]

    def _next_number(self, campaign: str) -> str:
        return CardNumber.parse(next(self._numbers[campaign])).digits

    def _live(self) -> str:
        sale_id = self._checkout.on_screen
        assert sale_id is not None, "no sale is on the screen"  # noqa: S101  # a bug in the story
        return sale_id

    def _state_of(self, sale_id: str) -> SaleState | None:
        sale = self._core.journal.sale(sale_id)
        return None if sale is None else sale.state

    def _card(self, number: str) -> CardView:
        return self._ask(lambda: self._core.gateway.look_up_card(number))

    def _sale_on_server(self, sale_id: str) -> SaleView:
        return self._ask(lambda: self._core.gateway.sale(sale_id))

    def _ask(self, work: Callable[[], Coroutine[Any, Any, T | Refused]]) -> T:
        """Ask the server past the screen, for comparison."""
        asked: Future[T | Refused] = self._core.loop.submit(work)
        self.clerk.wait("the server's answer", asked.done, limit_s=_ANSWER_S)
        answer = asked.result()
        if isinstance(answer, Refused):
            raise NotAsPromisedError(f"The server refuses to tell: {answer.answer.sentence}")
        return answer
