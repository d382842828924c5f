"""Looking for the open cases of one card: a recall of sold cards opens thousands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.case_messages import CasesAnswer, CaseView
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.till import Till
from pos_terminal.words import Message


class CaseSearch:
    """``found`` is null while no number is whole, or the server has not answered.

    ``own`` are those of them that this till was ending when they were found; ``gone`` is called
    with those that were found before and are no more.
    """

    def __init__(
        self,
        till: Till,
        *,
        changed: Callable[[], None],
        goes_on_here: Callable[[CaseView], bool],
        gone: Callable[[Iterable[CaseView]], None],
    ) -> None:
        self._till = till
        self._changed = changed
        self._goes_on_here = goes_on_here
        self._gone = gone
        self._note: Message | None = None
        self.text = ""
        self.found: tuple[CaseView, ...] | None = None
        self.own: frozenset[str] = frozenset()

    @property
    def note(self) -> Message | None:
        """What came of it, where that is no case."""
        return Message("cases.none_of_card") if self.found == () else self._note

    def find(self, text: str) -> None:
        """Look as soon as the number is whole."""
        had, self.text = _whole(self.text), text
        if _whole(text) != had:
            self.found = self._note = None
            self.own = frozenset()
            self.look()
        self._changed()

    def look(self) -> None:
        """Ask for the card's cases, or ask again."""
        number = _whole(self.text)
        if number is None:
            return

        def told(answer: CasesAnswer | Refused) -> None:
            if isinstance(answer, Refused):
                show(None, Message("cases.not_now"))
            else:
                show(tuple(answer.cases), None)

        def show(found: tuple[CaseView, ...] | None, note: Message | None) -> None:
            if number == _whole(self.text):
                left = {case.case_id for case in found or ()}
                if found is not None:
                    self._gone(case for case in self.found or () if case.case_id not in left)
                self.found, self._note = found, note
                own = filter(self._goes_on_here, found or ())
                self.own = frozenset(case.case_id for case in own)
                self._changed()

        self._till.tasks.run(
            lambda: self._till.server.cases(number),
            then=told,
            failed=lambda _: show(None, Message("cases.no_line")),
        )

    def drop(self, case_id: str) -> None:
        """It is closed."""
        if self.found is not None:
            self.found = tuple(case for case in self.found if case.case_id != case_id)


def _whole(text: str) -> str | None:
    try:
        return CardNumber.parse(text).digits
    except NotACardNumberError:
        return None
