"""The open alarms as the server last told them, and the card of the one that is open."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.alarm_messages import AlarmCardView, AlarmsAnswer, AlarmView
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.asking import refused
from pos_terminal.journal.till import Till
from pos_terminal.words import Message


class AlarmList:
    """Only a manager is told; whoever comes next is told anew."""

    def __init__(self, till: Till, *, changed: Callable[[], None]) -> None:
        self._till = till
        self._changed = changed
        self._told_at_ms: int | None = None
        self._ticket = 0
        self._card_of: str | None = None
        self.alarms: tuple[AlarmView, ...] = ()
        self.still_stopped: tuple[AlarmView, ...] = ()
        self.more = self.more_stopped = False
        self.fault: Message | None = None
        self.asking = False
        self.card: AlarmCardView | None = None
        self.card_note: Message | None = None

    @property
    def is_there(self) -> bool:
        """Whether the server has told who works here now."""
        return self._told_at_ms is not None

    @property
    def note(self) -> Message | None:
        """Why the list may be old, is not there at all, or does not have them all."""
        if self.fault is None and self.more_stopped:
            return Message("list.more_stopped", {"count": len(self.still_stopped)})
        if self.fault is None or self._told_at_ms is None:
            return self.fault
        return Message("list.as_of", {"told_at": self._told_at_ms})

    def alarm(self, case_id: str | None) -> AlarmView | None:
        known = (*self.alarms, *self.still_stopped)
        return next((alarm for alarm in known if alarm.case_id == case_id), None)

    def forget(self) -> None:
        """Somebody else works here now."""
        self._ticket += 1
        self.alarms, self.more, self.asking = (), False, False
        self.still_stopped, self.more_stopped = (), False
        self._told_at_ms = None
        self.fault = None
        self.look_at(None)

    def ask(self) -> None:
        """Ask the server for the open alarms."""
        if not self._till.on_duty.is_manager or self.asking:
            return
        self.asking = True
        ticket = self._ticket
        self._changed()
        self._till.tasks.run(
            self._till.server.alarms,
            then=lambda answer: self._told(ticket, answer),
            failed=lambda _: self._not_told(ticket),
        )

    def look_at(self, alarm: AlarmView | None) -> None:
        """Ask for the card of an alarm, where it is about one."""
        self.card = self.card_note = None
        self._card_of = None
        if alarm is None or alarm.card_id is None:
            return
        case_id = self._card_of = alarm.case_id
        self.card_note = Message("card.asking")
        self._till.tasks.run(
            lambda: self._till.server.alarm_card(case_id),
            then=lambda answer: self._card_told(case_id, answer),
            failed=lambda error: self._card_not_told(case_id, error),
        )

    def settled(self, case_id: str) -> None:
        """Known from another answer, whether or not a newer list can be had."""
        self.alarms, self.still_stopped = (
            tuple(alarm for alarm in listed if alarm.case_id != case_id)
            for listed in (self.alarms, self.still_stopped)
        )

    def _told(self, ticket: int, answer: AlarmsAnswer | Refused) -> None:
        if ticket != self._ticket:
            return
        self.asking = False
        if isinstance(answer, Refused):
            self.fault = refused(answer, {})
        else:
            self.alarms, self.more = tuple(answer.alarms), answer.more
            self.more_stopped = answer.more_stopped
            self.still_stopped = tuple(answer.still_stopped)
            self._told_at_ms = self._till.clock.now_ms()
            self.fault = None
        self._changed()

    def _not_told(self, ticket: int) -> None:
        if ticket == self._ticket:
            self.asking = False
            self.fault = Message("list.no_line")
            self._changed()

    def _card_told(self, case_id: str, answer: AlarmCardView | Refused) -> None:
        if case_id != self._card_of:
            return
        if isinstance(answer, Refused):
            self.card_note = refused(answer, {})
        else:
            self.card, self.card_note = answer, None
        self._changed()

    def _card_not_told(self, case_id: str, _error: NoAnswerError) -> None:
        if case_id == self._card_of:
            self.card_note = Message("list.no_line")
            self._changed()
