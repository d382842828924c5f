"""Letting a new till in: a name for it, a code that lives for 15 minutes, and who came with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from card_contract.messages import (
    EnrolmentCodeAnswer,
)
from card_contract.staff_messages import TillListView
from pos_terminal.gateway.asking import Asking
from pos_terminal.staff.model import NAME_LENGTH_MAX, EnrolmentCode, NewTill
from pos_terminal.words import Button, Message, off


class NewTillDesk:
    """The open form. A code is shown until it ends, or until somebody goes back."""

    def __init__(
        self,
        asking: Asking,
        *,
        now_ms: Callable[[], int],
        server_now_ms: Callable[[], int],
        address: str | None,
    ) -> None:
        self._asking = asking
        self._now_ms = now_ms
        self._server_now_ms = server_now_ms
        self._address = address
        self._name = ""
        self._code: EnrolmentCode | None = None
        self._earlier_ends_at_ms: int | None = None
        self._known: frozenset[str] = frozenset()
        self._joined: Message | None = None
        self.is_open = False

    def open(self) -> None:
        """Open the form, with the code that is still good, if there is one."""
        self.is_open = True
        self._asking.forget()

    def close(self) -> None:
        """Leave the form. A code that was shown stays good, and comes back with the form."""
        self.is_open = False
        if self._joined is not None or self._has_ended:
            self.forget()

    def forget(self) -> None:
        """Somebody else works here now: show no code."""
        self.is_open = False
        self._name = ""
        self._code = None
        self._earlier_ends_at_ms = None
        self._joined = None
        self._asking.forget()

    def start_over(self) -> None:
        """One more new till."""
        self.forget()
        self.open()

    def rename(self, name: str) -> None:
        """The name as typed. With a code it stays: the till that comes will have that name."""
        if self._code is None and not self._asking.busy:
            self._name = name[:NAME_LENGTH_MAX]

    @property
    def waits_for_till(self) -> bool:
        """Whether a code is shown with which a till may come in at any moment."""
        return self._code is not None and self._joined is None and not self._has_ended

    @property
    def is_done(self) -> bool:
        """Whether the till came in."""
        return self._joined is not None

    @property
    def till_name(self) -> str:
        """What the new till is to be called."""
        return self._name.strip()

    def given(self, answer: EnrolmentCodeAnswer, tills: Iterable[TillListView]) -> None:
        """The server gave a code. Its time runs on the server's clock and is shown on ours."""
        if self._code is not None and not self._has_ended:
            self._earlier_ends_at_ms = self._code.ends_at_ms
        now_ms = self._now_ms()
        self._code = EnrolmentCode(
            till_name=self.till_name,
            groups=tuple(answer.code.split("-")),
            given_at_ms=now_ms,
            ends_at_ms=now_ms + answer.expires_at - self._server_now_ms(),
        )
        self._known = frozenset(till.till_id for till in tills)

    def tills_told(self, tills: Iterable[TillListView]) -> None:
        """See whether the till came in: one that was not there before, with this name."""
        code = self._code
        if code is None or self._joined is not None:
            return
        for till in tills:
            if till.till_id not in self._known and till.name == code.till_name:
                values = {"name": till.name, "number": till.till_id}
                self._joined = Message("new_till.joined", values)

    def form(self, line: Button) -> NewTill:
        """How it stands. ``line`` is off where the server cannot be asked for anything."""
        earlier = self._earlier_ends_at_ms
        return NewTill(
            name=self._name,
            code=self._code,
            earlier_ends_at_ms=earlier if earlier and earlier > self._now_ms() else None,
            joined=self._joined,
            address=self._address,
            fault=self._asking.fault,
            get_code=self.act(line),
        )

    def act(self, line: Button) -> Button:
        """Whether a code can be asked for now."""
        if self._asking.busy:
            return off("off.asking")
        if not self.till_name:
            return off("off.name_first")
        return line

    @property
    def _has_ended(self) -> bool:
        return self._code is not None and self._code.ends_at_ms <= self._now_ms()
