"""The page *Staff and tills* without a window: a real till below, a scripted server behind."""

from __future__ import annotations

from pathlib import Path

from card_contract.messages import Operator
from card_contract.states import Role
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.staff.model import (
    NewPerson,
    NewTill,
    PersonCard,
    Section,
    StaffState,
    TillCard,
    Way,
)
from pos_terminal.staff.presenter import StaffPresenter
from pos_terminal.staff.sentences_view import tell_message
from support.said import messages_of
from support.scripted_server import ANNA
from support.shop_floor import ShopFloor
from support.staff_server import StaffedServer
from support.virtual_time import NOON_MS, VirtualLoop

AMARA = Operator(operator_id="O4", name="Amara Obi", role=Role.ADMINISTRATOR)
URL = "https://till-server.local:8443"
MINUTES_15 = 15 * 60_000


class Office:
    """The page as a manager works it: a real till below, a scripted server behind."""

    def __init__(self, folder: Path, server_url: str | None = URL) -> None:
        clock: dict[str, VirtualLoop] = {}
        self.server = StaffedServer(lambda: clock["loop"].now_ms() if clock else NOON_MS)
        self.floor = ShopFloor(folder, self.server)
        clock["loop"] = self.floor.loop
        self.signed_out = 0
        self.page = StaffPresenter(
            self.floor.till,
            server_url=server_url,
            server_now_ms=lambda: self.floor.loop.now_ms() + self.server.skew_ms,
            sign_out=self._sign_out,
        )
        self.page.watch(self._listen)
        self.sign_in(ANNA)

    def _sign_out(self) -> None:
        self.signed_out += 1
        self.floor.on_duty.signed_out()

    @staticmethod
    def _listen(state: StaffState) -> None:
        for message in messages_of(state):
            assert "{" not in tell_message(message)

    def sign_in(self, operator: Operator) -> None:
        self.floor.on_duty.signed_in(operator)
        self.page.open()
        self.settle()

    def shut_out(self) -> None:
        """Say why, and hold the button for its second."""
        self.page.give_till_reason("It was stolen.")
        self.page.shut_out()

    def settle(self) -> None:
        self.floor.tasks.deliver()

    @property
    def state(self) -> StaffState:
        self.settle()
        return self.page.state

    @property
    def person(self) -> PersonCard:
        card = self.state.person
        assert card is not None
        return card

    @property
    def till(self) -> TillCard:
        card = self.state.till
        assert card is not None
        return card

    @property
    def form(self) -> NewTill:
        form = self.state.new_till
        assert form is not None
        return form

    def type_pin(self, pin: str) -> None:
        for digit in pin:
            self.page.press_digit(digit)
        self.page.enter_pin()

    def new_pin(self, who: str, pin: str) -> None:
        """Choose a new PIN and type it twice; nothing is confirmed yet."""
        self.page.choose_person(who)
        self.page.choose_way(Way.NEW_PIN)
        self.type_pin(pin)
        self.type_pin(pin)

    @property
    def hiring(self) -> NewPerson:
        form = self.state.new_person
        assert form is not None
        return form

    def hire(self, name: str, role: Role, pin: str) -> None:
        """Fill in the form of a new person, the PIN twice; nothing is confirmed yet."""
        self.page.open_new_person()
        self.page.name_new_person(name)
        self.page.choose_role(role)
        self.page.take_on()
        self.type_pin(pin)
        self.type_pin(pin)

    def open_till(self, till_id: str) -> None:
        self.page.open_section(Section.TILLS)
        self.page.choose_till(till_id)

    def line(self, reach: Reach) -> None:
        self.page.connection_changed(Connection(reach=reach, since_ms=NOON_MS))

    def close(self) -> None:
        self.floor.close()


def fault_of(card: PersonCard | TillCard | NewTill | NewPerson) -> str | None:
    return card.fault.id if card.fault is not None else None
