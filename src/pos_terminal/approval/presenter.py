"""A second person's signature for one act: a manager, a PIN, and an approval of the server for that
act.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from card_contract.messages import ApprovalAnswer, ApprovalPurpose, ApprovalRequest, Operator
from card_contract.outcomes import Refusal
from card_contract.scan_text import StaffBadge, recognise
from pos_terminal.approval.model import ApprovalState, Approver
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.gateway.pin_entry import PinEntry, initials
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.presenting import Presenter
from pos_terminal.words import ON, Button, Message, ScanSource, off

_FAULTS: Final = {
    Refusal.WRONG_PIN: "wrong_pin",
    Refusal.PIN_LOCKED: "pin_locked",
    Refusal.SUSPENDED: "suspended",
    Refusal.NOT_ALLOWED: "not_a_manager",
    Refusal.NO_OPERATOR: "nobody_signed_in",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What came of asking. ``approval`` is null where the act goes on unsigned for now."""

    approval: str | None
    approver: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is to be signed. ``subject`` is the id of the void, or of the sale that is settled; at a
    recall the digest of its request, whose id is ``sale_id``.

    ``card_ids`` are the cards that a void names; none where it is about the whole sale.
    ``unsigned_offline`` allows the act to be recorded without a signature while the server cannot
    be reached. ``other_than`` is who may not sign it, because the act is theirs.
    """

    purpose: ApprovalPurpose
    subject: str
    sale_id: str
    about: Message
    unsigned_offline: bool
    card_ids: tuple[str, ...] = ()
    other_than: str | None = None

    def signers(self, on_duty: OnDuty) -> tuple[Operator, ...]:
        """Those who may sign it."""
        by_studio = self.purpose is ApprovalPurpose.PRINT
        may = on_duty.studio if by_studio else on_duty.managers
        return tuple(one for one in may if one.operator_id != self.other_than)


class ApprovalPresenter(Presenter[ApprovalState]):
    """The approval dialog's presenter; ``ApprovalIntents`` says what each intent means."""

    def __init__(self, *, server: Server, on_duty: OnDuty, tasks: TaskRunner) -> None:
        super().__init__()
        self._server = server
        self._on_duty = on_duty
        self._tasks = tasks
        self._pin = PinEntry()
        self._act: Act | None = None
        self._then: Callable[[Signed], None] = lambda _: None
        self._approver: str | None = None
        self._badge_read = False
        self._checking = False
        self._unanswered = False
        self._fault: Message | None = None
        self._line = Line()
        self._state = ApprovalState(open=False)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        self._line.take(connection)
        if not self._line.is_down:
            self._unanswered = False  # the line is back: whoever signs may try again
        self._refresh()

    def ask(self, act: Act, then: Callable[[Signed], None]) -> None:
        """Open the dialog; ``then`` is called once somebody has signed, and never otherwise."""
        self.close()
        self._act, self._then = act, then
        managers = act.signers(self._on_duty)
        if len(managers) == 1:
            self._approver = managers[0].operator_id
        self._refresh()

    def choose(self, operator_id: str) -> None:
        if self._act is not None and not self._checking:
            self._pin.take()
            self._approver, self._badge_read, self._fault = operator_id, False, None
            self._refresh()

    def on_scan(self, text: str, source: ScanSource) -> None:
        if self._act is None or self._checking:
            return
        match recognise(text):
            case StaffBadge(text=badge):
                self._pin.take()
                self._approver, self._badge_read, self._fault = badge, True, None
            case _:
                self._fault = Message("not_a_badge")
        self._refresh()

    def press_digit(self, digit: str) -> None:
        if self._approver is not None and not self._checking:
            self._pin.press(digit)
            self._fault = None
            self._refresh()

    def erase_digit(self) -> None:
        self._pin.erase()
        self._refresh()

    def enter(self) -> None:
        act, approver = self._act, self._approver
        if act is None or approver is None or not self._state.enter.enabled:
            return
        request = ApprovalRequest(
            approver=approver,
            pin=self._pin.take(),
            purpose=act.purpose,
            subject=act.subject,
            sale_id=act.sale_id,
            card_ids=list(act.card_ids),
        )
        self._checking = True
        self._refresh()
        self._tasks.run(
            lambda: self._server.approve(request),
            then=lambda answer: self._answered(act, answer),
            failed=lambda error: self._not_answered(act, error),
        )

    def go_without(self) -> None:
        if self._state.without is not None and self._state.without.enabled:
            self._sign(Signed(approval=None, approver=None))

    def close(self) -> None:
        self._act = None
        self._approver = None
        self._badge_read = False
        self._checking = False
        self._unanswered = False
        self._fault = None
        self._pin.take()
        self._refresh()

    def _answered(self, act: Act, answer: ApprovalAnswer | Refused) -> None:
        if self._act is not act:
            return  # closed meanwhile; an approval that nobody uses does nothing
        self._checking = False
        match answer:
            case ApprovalAnswer(approver=approver) if approver.operator_id == act.other_than:
                # A badge does not say whose it is before the server has read it.
                self._approver, self._badge_read = None, False
                self._fault = Message("own_signature")
                self._refresh()
            case ApprovalAnswer():
                self._sign(Signed(approval=answer.approval, approver=answer.approver.name))
            case Refused(code=code):
                self._fault = Message(_fault_of(act, code))
                self._refresh()

    def _not_answered(self, act: Act, _: NoAnswerError) -> None:
        if self._act is act:
            self._checking = False
            self._unanswered = True
            self._fault = Message("no_line")
            self._refresh()

    def _sign(self, signed: Signed) -> None:
        then = self._then
        self.close()
        then(signed)

    def _picture(self) -> ApprovalState:
        act = self._act
        if act is None:
            return ApprovalState(open=False)
        return ApprovalState(
            open=True,
            purpose=act.purpose,
            about=act.about,
            approvers=tuple(
                Approver(
                    operator_id=one.operator_id,
                    name=one.name,
                    initials=initials(one.name),
                    role=one.role,
                    chosen=one.operator_id == self._approver,
                )
                for one in act.signers(self._on_duty)
            ),
            badge_read=self._badge_read,
            digits=len(self._pin),
            checking=self._checking,
            fault=self._fault or self._no_connection() or self._nobody(act),
            enter=self._enter(),
            without=self._without(act),
        )

    def _enter(self) -> Button:
        if self._checking:
            return off("checking")
        if self._approver is None:
            return off("choose_first")
        return ON if self._pin.is_long_enough else off("at_least")

    def _without(self, act: Act) -> Button | None:
        if not act.unsigned_offline:
            return None
        alone = self._unanswered or self._line.is_down
        return ON if alone else off("without.only_offline")

    def _nobody(self, act: Act) -> Message | None:
        """That nobody known here may sign; a badge of somebody else may still be read."""
        if act.signers(self._on_duty) or self._badge_read:
            return None
        is_recall = act.purpose is ApprovalPurpose.RECALL
        return Message("no_second_manager" if is_recall else "nobody_may_sign")

    def _no_connection(self) -> Message | None:
        return Message("no_connection") if self._line.is_down else None


def _fault_of(act: Act, code: Refusal) -> str:
    if act.purpose is ApprovalPurpose.PRINT and code is Refusal.NOT_ALLOWED:
        return "not_of_studio"
    return _FAULTS.get(code, "not_now")
