"""What all presenters do alike: pictures told once, toasts told apart, the line, who works here."""

from __future__ import annotations

from card_contract.messages import Operator
from card_contract.states import Role
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.gateway.line import Line
from pos_terminal.gateway.on_duty import OnDuty, unknown_shop
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.words import ON, Message, off


class Lamp(Presenter[str]):
    def __init__(self) -> None:
        super().__init__()
        self.lit = False
        self._state = self._picture()

    def switch(self, *, lit: bool) -> None:
        self.lit = lit
        self._refresh()

    def _picture(self) -> str:
        return "lit" if self.lit else "dark"


def connection(reach: Reach) -> Connection:
    return Connection(reach=reach, since_ms=0)


def test_whoever_watches_is_shown_the_picture_of_now_and_every_other_one_once() -> None:
    lamp, shown = Lamp(), []
    lamp.watch(shown.append)
    lamp.switch(lit=True)
    lamp.switch(lit=True)
    lamp.switch(lit=False)
    assert shown == ["dark", "lit", "dark"]
    assert lamp.state == "dark"


def test_the_same_toast_told_twice_is_two_toasts() -> None:
    toasts = Toasts(changed=lambda: told.append(toasts.latest))
    told = []
    toasts.tell(Message("saved"))
    toasts.tell(Message("saved"), Message("saved.note"))
    assert [toast.serial for toast in told] == [1, 2]
    assert [toast.note for toast in told] == [None, Message("saved.note")]


def test_a_line_comes_back_only_where_it_was_down() -> None:
    line = Line()
    reaches = (Reach.ONLINE, Reach.OFFLINE, Reach.OFFLINE, Reach.READ_ONLY, Reach.ONLINE)
    assert [line.take(connection(reach)) for reach in reaches] == [False, False, False, True, False]


def test_a_server_that_takes_no_changes_is_asked_all_the_same() -> None:
    line = Line()
    assert (line.takes_questions, line.takes_changes) == (ON, ON)
    line.take(connection(Reach.READ_ONLY))
    assert (line.takes_questions, line.takes_changes) == (ON, off("off.read_only"))
    line.take(connection(Reach.OFFLINE))
    assert (line.takes_questions, line.takes_changes) == (off("off.no_line"), off("off.no_line"))


def test_that_the_shop_is_told_anew_is_no_change_of_people() -> None:
    duty, changes = OnDuty(unknown_shop("T1")), []
    duty.watch_operator(lambda: changes.append(duty.operator_id))
    anna = Operator(operator_id="anna", name="Anna", role=Role.CLERK)
    duty.shop_told(duty.shop, (anna,))
    duty.signed_in(anna)
    duty.shop_told(duty.shop, (anna,))
    duty.signed_out()
    duty.signed_out()
    assert changes == ["anna", None]
