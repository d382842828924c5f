"""Which cards are meant: scanned, typed or read from a file, and named by what the server knows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

from card_contract.card_number import CardNumber
from card_contract.custody_messages import StoresAnswer
from card_contract.messages import CardView
from card_contract.recall_messages import RecallProductsAnswer
from card_contract.scan_text import Label, recognise
from pos_terminal.gateway.asking import Asking
from pos_terminal.journal.till import Till
from pos_terminal.recall.draft import Draft
from pos_terminal.recall.model import By
from pos_terminal.recall.number_file import FaultyLine, NumberFile, read_file
from pos_terminal.recall.scan_line import ScanLine
from pos_terminal.words import Message, Sound

_LOOKED_UP: Final = (By.CARDS, By.CAMPAIGN)


class ChoosingDesk:
    """``meant`` is called where other cards are meant from now on, ``changed`` where they are not.

    ``told`` hears what came of a scan that is not as expected.
    """

    def __init__(
        self,
        till: Till,
        asking: Asking,
        *,
        meant: Callable[[], None],
        changed: Callable[[], None],
        told: Callable[[Message], None],
    ) -> None:
        self._till = till
        self._asking = asking
        self._meant = meant
        self._changed = changed
        self._told = told
        self._file_wanted: Path | None = None
        self.draft = Draft()
        self.line = ScanLine(
            till.server, till.tasks, found=self._found, unknown=self._unknown, changed=changed
        )

    @property
    def is_complete(self) -> bool:
        """Whether the server can be asked about these cards; each scan has been looked up."""
        return self.draft.is_complete and not self.line.waiting

    @property
    def missing(self) -> str:
        if self.line.waiting:
            return "off.scans_wait"
        return self.draft.missing

    def forget(self) -> None:
        """Begin with nothing chosen."""
        self.draft, self._file_wanted = Draft(), None
        self.line.forget()

    def choose_by(self, by: By) -> None:
        if by is not self.draft.by:
            self.draft.by = by
            self.draft.fault = None
            self._meant()
        self.ask_missing()

    def ask_missing(self) -> None:
        """Ask for what one is to be chosen of, as long as nobody has told it."""
        draft, server = self.draft, self._till.server
        if self._asking.busy:
            return
        if draft.by is By.STORE and not draft.stores:
            self._asking.ask(server.stores, then=self._stores_told)
        elif draft.by is By.CAMPAIGN and not draft.products:
            self._asking.ask(server.recall_products, then=self._products_told)

    def _stores_told(self, answer: StoresAnswer) -> None:
        self.draft.stores = tuple(answer.stores)
        self._changed()

    def _products_told(self, answer: RecallProductsAnswer) -> None:
        self.draft.products = tuple(answer.products)
        self._changed()

    def write(self, field: str, text: str) -> None:
        self.draft.write(field, text)
        self._meant()

    def remove_card(self, card_id: str) -> None:
        self.draft.cards = [one for one in self.draft.cards if one.card_id != card_id]
        self._meant()

    # --- Scans -----------------------------------------------------------------------------------

    def take_scan(self, text: str) -> None:
        """Take what was scanned, or say that it is nothing here; a card is looked up first."""
        found, draft = recognise(text), self.draft
        if isinstance(found, Label):
            draft.take_label(found)
            self._taken()
        elif isinstance(found, CardNumber) and draft.take_number(found):
            self._taken()
        elif draft.by in _LOOKED_UP:
            self.line.add(text, draft.by)
            self._meant()
        else:
            self.refuse(Message("toast.not_here"))

    def refuse(self, why: Message) -> None:
        """A scan is not taken, which has to be heard: whoever scans looks at the cards."""
        self._till.sounds.play(Sound.LOCKED)
        self._told(why)

    def _taken(self) -> None:
        self._till.sounds.play(Sound.SCANNED)
        self._meant()

    def _found(self, card: CardView, by: By) -> None:
        """The scan has put aside what was known of fewer cards; its answer puts nothing aside."""
        said = self.draft.take_card(card, by)
        if said is None:
            self._till.sounds.play(Sound.SCANNED)
            self._changed()
        else:
            self.refuse(said)

    def _unknown(self, text: str) -> None:
        self.draft.unknown.append(text)
        self._till.sounds.play(Sound.LOCKED)
        self._changed()

    # --- A file ----------------------------------------------------------------------------------

    @property
    def faults(self) -> tuple[FaultyLine, ...]:
        """The lines of the file that are no cards."""
        return self.draft.file.faults if self.draft.file is not None else ()

    def choose_file(self, path: Path, is_locked: Callable[[], bool]) -> None:
        async def read() -> NumberFile | None:
            return await asyncio.to_thread(read_file, path)

        def then(file: NumberFile | None) -> None:
            # Another file may have been chosen while this one was read.
            if path == self._file_wanted and not is_locked():
                self._file_read(path, file)

        self._file_wanted = path
        self._till.tasks.run(read, then=then, failed=lambda _: None)

    def _file_read(self, path: Path, file: NumberFile | None) -> None:
        self.draft.by = By.FILE
        if file is None:
            self.draft.fault = Message("fault.file_unreadable")
        else:
            self.draft.take_file(path.name, file)
        self._meant()
