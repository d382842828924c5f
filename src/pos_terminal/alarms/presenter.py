"""Alarms: what looks like cheating, for managers and administrators, at any till."""

from __future__ import annotations

from card_contract.alarm_messages import AlarmView, ReopenCardAnswer, ReopenCardRequest
from card_contract.case_messages import CloseCaseRequest
from card_contract.outcomes import Refusal
from pos_terminal.alarms.listing import AlarmList
from pos_terminal.alarms.model import (
    REASON_LENGTH_MIN,
    AlarmDetail,
    AlarmsState,
    Way,
    Ways,
)
from pos_terminal.alarms.wording import (
    alarm_row,
    alarmed_card,
    can_reopen,
    fact_of,
    meaning_of,
    stays,
    ways_of,
    what_to_do,
)
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.rounds import Rounds
from pos_terminal.words import Button, Message, off

_REFUSALS = {
    Refusal.NOT_FOUND: "refused.settled_elsewhere",
    Refusal.STOPPED_ANEW: "refused.stopped_anew",
}


class AlarmsPresenter(Presenter[AlarmsState]):
    """The presenter of *Alarms*; ``AlarmsIntents`` says what each intent means."""

    def __init__(self, till: Till, ways: Ways) -> None:
        super().__init__()
        self._till = till
        self._ways = ways
        self._line = Line()
        self._chosen: str | None = None
        self._toasts = Toasts(changed=self._refresh)
        self._list = AlarmList(till, changed=self._refresh)
        self._asking = Asking(till.tasks, changed=self._refresh, late=self._list.ask)
        self._rounds = Rounds(till, self._list.ask)
        self._state = self._picture()
        till.on_duty.watch_operator(self._people_changed)
        till.on_duty.watch(self._rounds.people_changed)
        self._rounds.people_changed()

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        if self._line.take(connection) and self._list.fault is not None:
            self._list.ask()
        self._refresh()

    def news_came(self) -> None:
        """The server says that there are new alarms; called on the window's thread."""
        self._rounds.news_came()

    def open(self) -> None:
        self._list.ask()
        self._list.look_at(self._list.alarm(self._chosen))
        self._refresh()

    def choose(self, case_id: str) -> None:
        if self._asking.busy or case_id == self._chosen:
            return
        self._chosen = case_id
        self._asking.forget()
        self._list.look_at(self._list.alarm(case_id))
        self._refresh()

    def acknowledge(self, reason: str) -> None:
        detail, server = self._state.detail, self._till.server
        if detail is None or detail.acknowledge is None or not _is_said(reason):
            return
        if not detail.acknowledge.enabled:
            return
        request, case_id = CloseCaseRequest(reason=reason.strip()), detail.case_id
        self._asking.ask(
            lambda: server.close_case(case_id, request),
            then=lambda _: self._settled(case_id, "toast.acknowledged"),
            refusals=_REFUSALS,
        )

    def reopen(self, reason: str) -> None:
        detail, card, server = self._state.detail, self._list.card, self._till.server
        if detail is None or detail.reopen is None or not detail.reopen.enabled or card is None:
            return
        if card.stopped_at is None or not _is_said(reason):
            return
        request = ReopenCardRequest(stopped_at=card.stopped_at, reason=reason.strip())
        card_id, case_id = card.card.card_id, detail.case_id
        self._asking.ask(
            lambda: server.reopen_card(card_id, request),
            then=lambda answer: self._reopened(case_id, answer),
            refusals=_REFUSALS,
        )

    def go(self, way: Way) -> None:
        alarm, card = self._list.alarm(self._chosen), self._list.card
        if alarm is None or self._asking.busy:
            return
        match way:
            case Way.RECALL if card is not None and card.pack is not None:
                self._ways.to_recall(card.pack.label)
            case Way.SALE if alarm.sale_id is not None:
                self._ways.to_sale(alarm.sale_id)
            case Way.TILLS:
                self._ways.to_tills()
            case Way.LEDGER:
                self._ways.to_ledger()

    # --- What came of it -------------------------------------------------------------------------

    def _reopened(self, case_id: str, answer: ReopenCardAnswer) -> None:
        self._settled(case_id, "toast.in_stop_sale" if answer.stays_stopped else "toast.reopened")

    def _settled(self, case_id: str, word: str) -> None:
        self._list.settled(case_id)
        self._chosen = None
        self._list.look_at(None)
        self._toasts.tell(Message(word))
        self._list.ask()

    def _people_changed(self) -> None:
        """Somebody else works here, or nobody: what was opened is not theirs."""
        self._chosen = None
        self._asking.forget()
        self._list.forget()
        self._refresh()

    # --- The picture -----------------------------------------------------------------------------

    def _act(self) -> Button:
        """Whether the server can be asked to change anything now."""
        line = self._line.takes_changes
        return off("off.asking") if line.enabled and self._asking.busy else line

    def _picture(self) -> AlarmsState:
        alarms, still_stopped = self._list.alarms, self._list.still_stopped
        word = "list.more" if self._list.more else "list.count" if alarms else "list.none"
        return AlarmsState(
            count=len(alarms),
            sentence=Message(word, {"count": len(alarms)}),
            loading=self._list.asking and not self._list.is_there,
            list_note=self._list.note,
            can_retry=self._list.fault is not None,
            rows=tuple(
                alarm_row(alarm, self._chosen, is_acknowledged=alarm in still_stopped)
                for alarm in (*alarms, *still_stopped)
            ),
            detail=self._detail(self._list.alarm(self._chosen)),
            toast=self._toasts.latest,
        )

    def _detail(self, alarm: AlarmView | None) -> AlarmDetail | None:
        if alarm is None:
            return None
        card, act = self._list.card, self._act()
        is_acknowledged = alarm in self._list.still_stopped
        is_stopped = card is not None and can_reopen(card)
        return AlarmDetail(
            case_id=alarm.case_id,
            kind=alarm.kind,
            at_ms=alarm.opened_at,
            store_name=alarm.store_name,
            till_name=alarm.till_name,
            receipt_number=alarm.receipt_number,
            fact=fact_of(alarm),
            meaning=meaning_of(alarm, card),
            what_to_do=what_to_do(alarm),
            card=None if card is None else alarmed_card(card),
            card_note=self._list.card_note,
            ways=ways_of(alarm, card),
            acknowledge=None if is_acknowledged else act,
            reopen=act if is_stopped else None,
            stays=stays(is_acknowledged=is_acknowledged) if is_stopped else None,
            fault=self._asking.fault,
        )


def _is_said(reason: str) -> bool:
    return len(reason.strip()) >= REASON_LENGTH_MIN
