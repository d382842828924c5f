"""The designs that the chosen product can be printed in, and the one that is open."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.studio_messages import BatchView
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.print_page.jobs import DesignChoice, LoadedDesign, PrintRoom
from pos_terminal.words import Message


class DesignDesk:
    """``loaded`` is null while a design is on its way, or where it is of no use: see ``fault``."""

    def __init__(self, room: PrintRoom, tasks: TaskRunner, *, changed: Callable[[], None]) -> None:
        self._room = room
        self._tasks = tasks
        self._changed = changed
        self._campaign = ""
        self._batch: BatchView | None = None
        self._ticket = 0
        self._printer = ""
        self._is_by_hand = False
        self._wanted: tuple[int, str] | None = None  # a run's batch, and what it began in
        self.choices: tuple[DesignChoice, ...] = ()
        self.key = ""
        self.loaded: LoadedDesign | None = None
        self.fault: Message | None = None

    def forget(self) -> None:
        self._ticket += 1
        self._campaign = self.key = ""
        self._batch = None
        self._is_by_hand = False
        self.choices = ()
        self.loaded = self.fault = None

    def show_for(self, batch: BatchView) -> None:
        """Offer the designs for a batch; for one of another product, that one's own is opened."""
        campaign = batch.campaign
        if campaign != self._campaign:
            self.forget()
            self._campaign = campaign
        self._batch = batch
        ticket = self._ticket

        def listed(choices: tuple[DesignChoice, ...]) -> None:
            if ticket == self._ticket:
                self._listed(choices)

        self._tasks.run(
            lambda: self._room.designs(campaign),
            then=listed,
            failed=lambda _error: self._broke_off(ticket),
        )

    def _listed(self, choices: tuple[DesignChoice, ...]) -> None:
        """What a person chose stays, until the product is given a design of its own."""
        known, before = {one.key for one in choices}, {one.key for one in self.choices}
        first = choices[0] if choices else None
        wanted = self._wanted_key()
        is_given = first is not None and first.is_own and before and first.key not in before
        self.choices = choices
        key = self.key
        if wanted in known:
            key, self._is_by_hand = wanted, True
        elif is_given or not self._is_by_hand or key not in known:
            key, self._is_by_hand = "" if first is None else first.key, False
        if key:
            self._open(key)  # anew: it may have been drawn on meanwhile
        self._changed()

    def check_for(self, printer: str, *, anew: bool = False) -> None:
        """Check the design for another printer, or ``anew`` where its dots are others now."""
        if anew or printer != self._printer:
            self._printer = printer
            if self.key:
                self._open(self.key)

    def choose(self, key: str) -> None:
        """A person chose it."""
        self._is_by_hand = True
        self._open(key)

    def take_up(self, batch: int, key: str) -> None:
        """Open what a run of this batch began in, once its designs are known."""
        self._wanted = (batch, key)
        if self.waits_for(self._batch) and any(one.key == key for one in self.choices):
            self.choose(self._wanted_key())

    def waits_for(self, batch: BatchView | None) -> bool:
        """Whether this is the batch whose run began in another design, maybe."""
        return batch is not None and self._wanted is not None and batch.batch == self._wanted[0]

    def _wanted_key(self) -> str:
        if self._wanted is None or not self.waits_for(self._batch):
            return ""
        key, self._wanted = self._wanted[1], None
        return key

    def _open(self, key: str) -> None:
        if self._batch is None:
            return
        if key != self.key:
            self.key, self.loaded = key, None
        self._ticket += 1
        ticket, batch, printer = self._ticket, self._batch, self._printer

        def opened(found: LoadedDesign | Message) -> None:
            if ticket != self._ticket:
                return
            self.fault = found if isinstance(found, Message) else None
            self.loaded = None if isinstance(found, Message) else found
            self._changed()

        self._tasks.run(
            lambda: self._room.design(batch, key, printer),
            then=opened,
            failed=lambda _error: self._broke_off(ticket),
        )
        self._changed()

    def _broke_off(self, ticket: int) -> None:
        """Files answer without a line: it is a fault of our own."""
        if ticket == self._ticket:
            self.fault = Message("file.cannot_read")
            self._changed()
