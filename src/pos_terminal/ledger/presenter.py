"""The ledger: searched and verified, by managers and administrators. Nothing here changes it."""

from __future__ import annotations

from card_contract.staff_messages import StaffAnswer, TillsAnswer
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.till import Till
from pos_terminal.ledger.check_desk import CheckDesk
from pos_terminal.ledger.model import (
    Choice,
    LedgerState,
    Narrowing,
    SearchForm,
    Section,
)
from pos_terminal.ledger.search_desk import SearchDesk
from pos_terminal.presenting import Presenter

_Told = tuple[StaffAnswer | Refused, TillsAnswer | Refused]


class LedgerPresenter(Presenter[LedgerState]):
    """The presenter of *Ledger*; ``LedgerIntents`` says what each intent means."""

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._line = Line()
        self._section = Section.ENTRIES
        self._names_missed = False
        self._people: tuple[Choice, ...] = ()
        self._tills: tuple[Choice, ...] = ()
        self._search = SearchDesk(till, changed=self._refresh)
        self._check = CheckDesk(till, changed=self._refresh)
        self._state = self._picture()
        till.on_duty.watch_operator(self._people_changed)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        if self._line.take(connection):
            self._ask_missed()
        self._refresh()

    # --- Searching -------------------------------------------------------------------------------

    def open(self) -> None:
        if self._till.on_duty.is_manager:
            self._ask_names()
            self._search.search()

    def _ask_names(self) -> None:
        server = self._till.server

        async def ask() -> _Told:
            return await server.staff(), await server.tills()

        def missed(_: NoAnswerError) -> None:
            self._names_missed = True

        self._names_missed = False
        self._till.tasks.run(ask, then=self._names_told, failed=missed)

    def _ask_missed(self) -> None:
        if self._till.on_duty.is_manager:
            self._search.ask_missed()
            if self._names_missed:
                self._ask_names()

    def open_section(self, section: Section) -> None:
        self._section = section
        self._refresh()

    def find(self, text: str) -> None:
        self._search.asked.find(text)
        self._search.search()

    def on_scan(self, text: str) -> None:
        """A card or label was scanned while the page is shown: search for what is about it."""
        self._section = Section.ENTRIES
        self.find(text)

    def narrow(self, by: Narrowing, value: str) -> None:
        if self._search.asked.narrowed.get(by, "") != value.strip():
            self._search.asked.narrow(by, value)
            self._search.search()

    def choose(self, position: int) -> None:
        self._search.choose(position)
        self._refresh()

    def show_more(self) -> None:
        self._search.go_on()

    # --- Verifying -------------------------------------------------------------------------------

    def verify(self) -> None:
        self._section = Section.CHECK
        if self._line.takes_questions.enabled:
            self._check.verify()
        self._refresh()

    # --- The picture -----------------------------------------------------------------------------

    def _names_told(self, told: _Told) -> None:
        """Who and what can be searched for; without them the search goes by number and day."""
        people, tills = told
        if isinstance(people, StaffAnswer):
            self._people = tuple(
                Choice(value=one.operator_id, name=one.name) for one in people.people
            )
        if isinstance(tills, TillsAnswer):
            self._tills = tuple(Choice(value=one.till_id, name=one.name) for one in tills.tills)
        self._refresh()

    def _people_changed(self) -> None:
        """Somebody else works here, or nobody: what was looked up is not theirs."""
        self._section = Section.ENTRIES
        self._people = self._tills = ()
        self._search.forget()
        self._check.forget()
        self._refresh()

    def _picture(self) -> LedgerState:
        search = self._search
        return LedgerState(
            section=self._section,
            form=self._form(),
            sentence=search.sentence,
            searching=search.searching,
            rows=search.rows,
            detail=search.detail,
            more=search.more,
            check=self._check.picture(self._line.takes_questions),
        )

    def _form(self) -> SearchForm:
        asked = self._search.asked
        narrowed = asked.narrowed
        return SearchForm(
            text=asked.text,
            fault=asked.fault,
            person=narrowed.get(Narrowing.PERSON, ""),
            till=narrowed.get(Narrowing.TILL, ""),
            kind=narrowed.get(Narrowing.KIND, ""),
            first_day=narrowed.get(Narrowing.FIRST_DAY, ""),
            last_day=narrowed.get(Narrowing.LAST_DAY, ""),
            day_fault=asked.day_fault,
            people=self._people,
            tills=self._tills,
        )
