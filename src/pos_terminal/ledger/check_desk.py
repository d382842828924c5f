"""Verifying the ledger: the server looks at one stretch after another, until the end."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.ledger_messages import LedgerChecked
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.asking import refused
from pos_terminal.journal.till import Till
from pos_terminal.ledger.model import CheckPicture, KeptRow, Verdict
from pos_terminal.words import Button, Message, off


class CheckDesk:
    """One verification at a time. It goes on while other pages are looked at."""

    def __init__(self, till: Till, *, changed: Callable[[], None]) -> None:
        self._till = till
        self._changed = changed
        self._ticket = 0
        self._verdict = Verdict.NOT_YET
        self._last: LedgerChecked | None = None
        self._fault: Message | None = None

    def forget(self) -> None:
        """Somebody else works here now."""
        self._ticket += 1
        self._verdict = Verdict.NOT_YET
        self._last = self._fault = None

    def verify(self) -> None:
        """Begin at the first entry, unless a verification is under way."""
        if self._verdict is Verdict.RUNNING or not self._till.on_duty.is_manager:
            return
        self.forget()
        self._verdict = Verdict.RUNNING
        self._look(0)
        self._changed()

    def picture(self, line: Button) -> CheckPicture:
        last = self._last
        running = self._verdict is Verdict.RUNNING
        return CheckPicture(
            verdict=self._verdict,
            sentence=self._sentence(),
            note=self._note(),
            done=0 if last is None else last.upto,
            total=0 if last is None else last.end,
            tills=() if last is None else _kept(last),
            verify=off("off.verifying") if running else line,
        )

    def _look(self, after: int) -> None:
        ticket, server = self._ticket, self._till.server
        self._till.tasks.run(
            lambda: server.check_ledger(after),
            then=lambda answer: self._looked(ticket, answer),
            failed=lambda error: self._not_looked(ticket, error),
        )

    def _looked(self, ticket: int, answer: LedgerChecked | Refused) -> None:
        if ticket != self._ticket:
            return
        if isinstance(answer, Refused):
            self._verdict, self._fault = Verdict.UNFINISHED, refused(answer, {})
        else:
            self._last = answer
            if answer.broken_at is not None:
                self._verdict = Verdict.BROKEN
            elif answer.upto >= answer.end:
                self._verdict = Verdict.SOUND
            else:
                self._look(answer.upto)
        self._changed()

    def _not_looked(self, ticket: int, _error: NoAnswerError) -> None:
        if ticket == self._ticket:
            self._verdict, self._fault = Verdict.UNFINISHED, Message("check.no_line")
            self._changed()

    def _sentence(self) -> Message:
        last = self._last
        match self._verdict:
            case Verdict.UNFINISHED if self._fault is not None:
                return self._fault
            case Verdict.BROKEN if last is not None:
                return Message("check.broken", {"position": last.broken_at or 0})
            case Verdict.SOUND if last is not None:
                return Message("check.sound", {"count": last.end})
            case Verdict.RUNNING if last is not None:
                return Message("check.under_way", {"done": last.upto, "total": last.end})
            case Verdict.RUNNING:
                return Message("check.begun")
            case _:
                return Message("check.not_yet")

    def _note(self) -> Message | None:
        last = self._last
        if last is None or last.signed_position is None or last.signed_at is None:
            return None
        values = {"position": last.signed_position, "signed_at": last.signed_at}
        return Message("check.signed", values)


def _kept(checked: LedgerChecked) -> tuple[KeptRow, ...]:
    return tuple(
        KeptRow(
            till_id=kept.till_id,
            name=kept.till_name,
            position=kept.position,
            presented_at_ms=kept.presented_at,
            fits=kept.fits,
        )
        for kept in checked.tills
    )
