"""A new PIN of one's own: the present PIN first, then the new one twice, then one question.

The question is never asked again by the till itself: after a lost answer the present PIN may be the
old one no more, and each wrong one counts. All digits are forgotten as soon as it is asked.
"""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import Refusal
from card_contract.pin_messages import ChangePinRequest
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.gateway.pin_change import PinChange, fault_of_new
from pos_terminal.gateway.pin_entry import PinEntry
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.presenting import Presenter
from pos_terminal.settings_page.model import PinPart, PinStep, Result, Worth
from pos_terminal.words import ON, Message, off

_NOT_KNOWN: Final = "fault.not_known"
_REFUSALS: Final = {
    Refusal.WRONG_PIN: "refused.wrong_pin",
    Refusal.PIN_LOCKED: "refused.pin_locked",
    Refusal.SUSPENDED: "refused.suspended",
    Refusal.SAME_PIN: "pin.same",
    Refusal.MALFORMED: "refused.pin",
}


class OwnPin(Presenter[PinPart]):
    """The presenter of *My PIN*; ``OwnPinIntents`` says what each intent means."""

    def __init__(self, *, server: Server, on_duty: OnDuty, tasks: TaskRunner) -> None:
        super().__init__()
        self._server = server
        self._on_duty = on_duty
        self._shown_operator = self._on_duty.operator_id
        self._entry = PinEntry()
        self._present: str | None = None
        self._new = PinChange(self._fault_of)
        self._changed = False
        self._asking = Asking(tasks, changed=self._refresh, late=self._refresh)
        self._state = self._picture()
        on_duty.watch(self._people_changed)

    def press_digit(self, digit: str) -> None:
        if not self._asking.busy:
            self._forget_result()
            if self._present is None:
                self._entry.press(digit)
            else:
                self._new.press(digit)
            self._refresh()

    def erase_digit(self) -> None:
        if self._present is None:
            self._entry.erase()
        else:
            self._new.erase()
        self._refresh()

    def enter_pin(self) -> None:
        if self._asking.busy:
            return
        if self._present is not None:
            self._new.enter()
        elif self._entry.is_long_enough:
            self._present = self._entry.take()
        self._refresh()

    def start_over(self) -> None:
        if not self._asking.busy:
            self._start_over()
            self._forget_result()
            self._refresh()

    def leave(self) -> None:
        self.start_over()

    def change_pin(self) -> None:
        present, new = self._present, self._new.pin
        if present is None or new is None or self._asking.busy:
            return
        request, server = ChangePinRequest(pin=present, new_pin=new), self._server
        self._start_over()
        self._asking.ask(
            lambda: server.change_pin(request),
            then=lambda _: self._told_changed(),
            no_reply=_NOT_KNOWN,
            refusals=_REFUSALS,
        )

    def _told_changed(self) -> None:
        self._changed = True
        self._refresh()

    def _people_changed(self) -> None:
        """Somebody else works here, or nobody: nothing of what was entered is theirs."""
        if self._on_duty.operator_id != self._shown_operator:
            self._shown_operator = self._on_duty.operator_id
            self._start_over()
            self._forget_result()
        self._refresh()

    def _start_over(self) -> None:
        self._entry = PinEntry()
        self._present = None
        self._new = PinChange(self._fault_of)

    def _forget_result(self) -> None:
        self._changed = False
        self._asking.forget()

    def _fault_of(self, pin: str) -> Message | None:
        return Message("pin.same") if pin == self._present else fault_of_new(pin)

    # --- The picture -----------------------------------------------------------------------------

    def _picture(self) -> PinPart:
        busy = self._asking.busy
        if self._present is None:
            step, digits, fault = PinStep.PRESENT, len(self._entry), None
            enter = ON if self._entry.is_long_enough else off("pin.at_least")
        else:
            form = self._new.form()
            step, digits, fault = PinStep(form.stage.value), form.digits, form.fault
            enter = form.enter
        ready = step is PinStep.READY
        return PinPart(
            step=step,
            digits=digits,
            fault=fault,
            enter=off("pin.asking") if busy else enter,
            busy=busy,
            act=off("pin.asking") if busy else ON if ready else off("pin.all_first"),
            can_start_over=digits > 0 or step is not PinStep.PRESENT,
            note=Message("pin.note_demo" if self._on_duty.shop.demo else "pin.note"),
            result=self._result(),
        )

    def _result(self) -> Result | None:
        if self._changed:
            return Result(
                worth=Worth.GOOD, fact=Message("pin.changed"), note=Message("pin.changed.note")
            )
        fault = self._asking.fault
        if fault is None:
            return None
        if fault.id == _NOT_KNOWN:
            note = Message(f"{_NOT_KNOWN}.note")
            return Result(worth=Worth.CAUTION, fact=fault, note=note)
        return Result(worth=Worth.BAD, fact=fault)
