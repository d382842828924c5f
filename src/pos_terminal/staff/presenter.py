"""Staff and tills: who may sign in, which tills are let in. Managers and administrators only."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.messages import (
    EnrolmentCodeAnswer,
    RenameTillRequest,
)
from card_contract.staff_messages import TillListView
from card_contract.states import Role
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.staff.listing import person_rows, till_rows
from pos_terminal.staff.lists import Lists
from pos_terminal.staff.model import Section, StaffState, TillCard, Way
from pos_terminal.staff.new_till_desk import NewTillDesk
from pos_terminal.staff.people import People
from pos_terminal.staff.till_desk import REFUSALS as TILL_REFUSALS
from pos_terminal.staff.till_desk import TillDesk
from pos_terminal.words import Button, Message


class StaffPresenter(Presenter[StaffState]):
    """The presenter of *Staff and tills*; ``StaffIntents`` says what each intent means.

    ``server_url`` is the address that this till has joined, or null where it runs the server
    itself: then no other machine reaches it. ``server_now_ms`` is the server's time as far as the
    till knows it. ``sign_out`` is called when the operator's own PIN has become another one.
    """

    def __init__(
        self,
        till: Till,
        *,
        server_url: str | None,
        server_now_ms: Callable[[], int],
        sign_out: Callable[[], None],
    ) -> None:
        super().__init__()
        self._till = till
        self._server_now_ms = server_now_ms
        self._section = Section.PEOPLE
        self._line = Line()
        self._toasts = Toasts(changed=self._refresh)
        self._lists = Lists(till, told=self._told, changed=self._refresh)
        self._asking = Asking(till.tasks, changed=self._refresh, late=self._lists.ask)
        self._people = People(
            till,
            self._asking,
            self._lists,
            tell=self._toasts.tell,
            changed=self._refresh,
            sign_out=sign_out,
        )
        self._chosen_till = TillDesk(self._asking)
        self._new_till = NewTillDesk(
            self._asking,
            now_ms=till.clock.now_ms,
            server_now_ms=server_now_ms,
            # Plain http reaches a server on this very machine only, and nobody else's.
            address=server_url if server_url and server_url.startswith("https://") else None,
        )
        self._state = self._picture()
        till.on_duty.watch_operator(self._people_changed)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        if self._line.take(connection) and (self._lists.are_there or self._lists.fault is not None):
            self._lists.ask()
        self._refresh()

    # --- The lists -------------------------------------------------------------------------------

    def open(self) -> None:
        self._lists.ask()

    def leave(self) -> None:
        if not self._asking.busy:
            self._people.clear()
            self._refresh()

    def open_section(self, section: Section) -> None:
        if section is not self._section and not self._asking.busy:
            self._section = section
            self._close_all()

    def back(self) -> None:
        if self._asking.busy:
            return
        if self._new_till.is_open:
            self._new_till.close()
            self._asking.forget()
        elif not self._people.back():
            self._chosen_till.open(None)
        self._refresh()

    def _told(self) -> None:
        self._new_till.tills_told(self._lists.tills)

    def _people_changed(self) -> None:
        """Somebody else works here, or nobody: nothing of what was opened is theirs."""
        self._lists.forget()
        self._section = Section.PEOPLE
        self._new_till.forget()
        self._close_all()

    def _close_all(self) -> None:
        self._new_till.close()
        self._people.close()
        self._chosen_till.open(None)
        self._refresh()

    # --- People ----------------------------------------------------------------------------------

    def choose_person(self, operator_id: str) -> None:
        self._people.choose(operator_id)

    def choose_way(self, way: Way) -> None:
        self._people.choose_way(way, self._line.takes_changes)

    def give_reason(self, reason: str) -> None:
        self._people.give_reason(reason)

    def choose_role(self, role: Role) -> None:
        self._people.choose_role(role)

    def press_digit(self, digit: str) -> None:
        self._people.press_digit(digit)

    def erase_digit(self) -> None:
        self._people.erase_digit()

    def enter_pin(self) -> None:
        self._people.enter_pin()

    def confirm_person(self) -> None:
        card = self._state.person
        if card is not None and card.act.enabled and card.let_go is None:
            self._people.confirm(card, self._line.takes_changes)

    def let_go(self) -> None:
        card = self._state.person
        if card is not None and card.let_go is not None and card.let_go.enabled:
            self._people.let_go()

    def open_new_person(self) -> None:
        if self._asking.busy or not self._lists.are_there:
            return
        self._section = Section.PEOPLE
        self._close_all()
        self._people.open_new()

    def name_new_person(self, name: str) -> None:
        self._people.name_new(name)

    def take_on(self) -> None:
        form = self._state.new_person
        if form is not None and form.act.enabled:
            self._people.take_on()

    # --- Tills -----------------------------------------------------------------------------------

    def choose_till(self, till_id: str) -> None:
        if not self._asking.busy:
            self._new_till.close()
            self._chosen_till.open(till_id)
            self._refresh()

    def give_till_reason(self, reason: str) -> None:
        self._chosen_till.give_reason(reason)
        self._refresh()

    def shut_out(self) -> None:
        till, card = self._lists.till(self._chosen_till.till_id), self._state.till
        if till is None or card is None or card.shut_out is None or not card.shut_out.enabled:
            return
        request, server = self._chosen_till.request, self._till.server
        self._asking.ask(
            lambda: server.revoke_till(till.till_id, request),
            then=lambda _: self._shut_out(till),
            refusals=TILL_REFUSALS,
        )

    def _shut_out(self, till: TillListView) -> None:
        self._lists.shut_out(till.till_id, self._server_now_ms())
        self._toasts.tell(
            Message("toast.shut_out", {"name": till.name}), Message("toast.shut_out.note")
        )
        self._lists.ask()

    def rename_till(self, name: str) -> None:
        till, card = self._lists.till(self._chosen_till.till_id), self._state.till
        if till is None or card is None or card.rename is None or not card.rename.enabled:
            return
        name = name.strip()
        if not name or name == till.name:
            return
        request, server = RenameTillRequest(name=name), self._till.server
        self._asking.ask(
            lambda: server.rename_till(till.till_id, request),
            then=lambda _: self._renamed(till.till_id, name),
            refusals=TILL_REFUSALS,
        )

    def _renamed(self, till_id: str, name: str) -> None:
        self._lists.renamed(till_id, name)
        self._toasts.tell(Message("toast.renamed", {"name": name}), Message("toast.renamed.note"))
        self._lists.ask()

    def open_new_till(self) -> None:
        if self._asking.busy or not self._lists.are_there:
            return
        self._section = Section.TILLS
        self._people.close()
        self._chosen_till.open(None)
        self._new_till.open()
        self._refresh()

    def name_new_till(self, name: str) -> None:
        self._new_till.rename(name)
        self._refresh()

    def get_code(self) -> None:
        form = self._state.new_till
        if form is None or not form.get_code.enabled:
            return
        if self._new_till.is_done:
            self._new_till.start_over()
            self._refresh()
            return
        name, server = self._new_till.till_name, self._till.server
        self._asking.ask(
            lambda: server.enrolment_code(name),
            then=self._code_given,
            no_reply="fault.no_reply_code",
        )

    def _code_given(self, answer: EnrolmentCodeAnswer) -> None:
        self._new_till.given(answer, self._lists.tills)
        self._refresh()

    def look_for_new_till(self) -> None:
        if self._new_till.is_open and self._new_till.waits_for_till:
            self._lists.ask()

    # --- The picture -----------------------------------------------------------------------------

    def _picture(self) -> StaffState:
        line, lists = self._line.takes_changes, self._lists
        tills = self._section is Section.TILLS
        return StaffState(
            section=self._section,
            loading=lists.asking and (lists.fault is not None or not lists.are_there),
            list_note=lists.note,
            can_retry=lists.fault is not None,
            people=person_rows(lists.people, self._people.chosen),
            tills=till_rows(lists.tills, self._chosen_till.till_id),
            person=None if tills else self._people.card(line),
            new_person=self._people.form(line),
            till=self._till_card(line) if tills and not self._new_till.is_open else None,
            new_till=self._new_till.form(line) if self._new_till.is_open else None,
            toast=self._toasts.latest,
        )

    def _till_card(self, line: Button) -> TillCard | None:
        till = self._lists.till(self._chosen_till.till_id)
        return None if till is None else self._chosen_till.card(till, line)
