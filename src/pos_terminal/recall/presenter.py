"""Recall: which cards, what would happen, and that it does. Managers and administrators only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from card_contract.card_number import CardNumber
from card_contract.custody_messages import StoresAnswer
from card_contract.messages import CardView
from card_contract.outcomes import Refusal
from card_contract.recall_messages import NumberList
from card_contract.scan_text import Label, recognise
from card_contract.states import RecallAct, RecallEffect, RecallReason
from pos_terminal.approval.presenter import ApprovalPresenter, Signed
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.journal.till import Till
from pos_terminal.recall.act_desk import ActDesk, Looked
from pos_terminal.recall.draft import Draft
from pos_terminal.recall.looking import Looking
from pos_terminal.recall.model import By, Paper, RecallPicture
from pos_terminal.recall.number_file import NumberFile, read_file
from pos_terminal.recall.picture import picture_of
from pos_terminal.recall.result_desk import Papers, ResultDesk
from pos_terminal.recall.running_desk import RunningDesk
from pos_terminal.words import ON, Button, Message, ScanSource, Toast, off


class RecallPresenter:
    """The presenter of *Recall*; ``RecallIntents`` says what each intent means."""

    def __init__(self, till: Till, approval: ApprovalPresenter, papers: Papers) -> None:
        self._till = till
        self._approval = approval
        self._papers = papers
        self._reach = Reach.UNKNOWN
        self._shown_operator: str | None = None
        self._draft = Draft()
        self._file_wanted: Path | None = None
        self._acts = ActDesk()
        self._toasts = 0
        self._toast: Toast | None = None
        self._watchers: list[Callable[[RecallPicture], None]] = []
        self._asking = Asking(till.tasks, changed=self._refresh, late=lambda: None)
        self._looking = Looking(till.server, till.tasks, self._asking, changed=self._refresh)
        self._running = RunningDesk(till.server, till.tasks, self._asking, told=self._told)
        self._results = ResultDesk(
            till.server, till.tasks, papers, changed=self._refresh, told=self._tell
        )
        self._state = self._picture()
        till.on_duty.watch(self._people_changed)

    @property
    def state(self) -> RecallPicture:
        return self._state

    def watch(self, show: Callable[[RecallPicture], None]) -> None:
        self._watchers.append(show)
        show(self._state)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        came_back = self._reach is Reach.OFFLINE and connection.reach is not Reach.OFFLINE
        self._reach = connection.reach
        if came_back:
            self._ask_missing_stores()
        self._refresh()

    def open(self) -> None:
        self.look_again()
        self._ask_missing_stores()

    def _people_changed(self) -> None:
        """Somebody else works here, or nobody: nothing of what was chosen is theirs."""
        operator = self._till.on_duty.operator
        now = operator.operator_id if operator is not None else None
        if now != self._shown_operator:
            self._shown_operator = now
            self.start_over()

    # --- Which cards -----------------------------------------------------------------------------

    @property
    def _is_locked(self) -> bool:
        return self._running.view is not None or self._asking.busy

    def choose_by(self, by: By) -> None:
        if not self._is_locked and by is not self._draft.by:
            self._draft.by = by
            self._draft.fault = None
            self._draft_changed()
        self._ask_missing_stores()

    def _ask_missing_stores(self) -> None:
        """Ask for the stores that one is to be chosen of, as long as nobody has told them."""
        draft = self._draft
        if draft.by is By.STORE and not draft.stores and not self._is_locked:
            self._asking.ask(self._till.server.stores, then=self._stores_told)

    def _stores_told(self, answer: StoresAnswer) -> None:
        self._draft.stores = tuple(answer.stores)
        self._refresh()

    def write(self, field: str, text: str) -> None:
        if not self._is_locked:
            self._draft.write(field, text)
            self._draft_changed()

    def remove_card(self, card_id: str) -> None:
        if not self._is_locked:
            self._draft.cards = [one for one in self._draft.cards if one.card_id != card_id]
            self._draft_changed()

    def on_scan(self, text: str, source: ScanSource) -> None:
        found = recognise(text)
        if self._running.view is not None:
            if self._results.is_open and isinstance(found, CardNumber):
                self._results.find(found.digits)
            return
        if self._asking.busy:
            return
        if isinstance(found, Label):
            self._draft.take_label(found)
            self._draft_changed()
        elif isinstance(found, CardNumber) and self._draft.take_number(found):
            self._draft_changed()
        elif self._draft.by in (By.CARDS, By.CAMPAIGN):
            self._look_up(text)
        else:
            self._tell(Message("toast.not_here"))

    def _look_up(self, text: str) -> None:
        server = self._till.server
        self._asking.ask(
            lambda: server.look_up_card(text),
            then=self._looked_up,
            refusals={Refusal.CARDS_REFUSED: "refused.no_card"},
        )

    def _looked_up(self, card: CardView) -> None:
        said = self._draft.take_card(card)
        if said is not None:
            self._tell(said)
        self._draft_changed()

    def choose_file(self, path: Path) -> None:
        if self._is_locked:
            return

        async def read() -> NumberFile | None:
            return await asyncio.to_thread(read_file, path)

        self._file_wanted = path
        self._till.tasks.run(
            read,
            then=lambda file: self._file_read(path, file),
            failed=lambda _: None,
        )

    def _file_read(self, path: Path, file: NumberFile | None) -> None:
        if self._is_locked or path != self._file_wanted:
            return  # another file was chosen while this one was read
        self._draft.by = By.FILE
        if file is None:
            self._draft.fault = Message("fault.file_unreadable")
        else:
            self._draft.take_file(path.name, file)
        self._draft_changed()

    def save_faults(self) -> None:
        file = self._draft.file
        if file is None:
            return
        lines = ["line,fault", *(f"{fault.line},{fault.fault}" for fault in file.faults)]
        try:
            saved = self._papers.save_lines(f"{Path(self._draft.file_name).stem}-lines.csv", lines)
        except OSError:
            self._tell(Message("toast.not_saved"))
        else:
            self._papers.show(saved)
            self._tell(Message("toast.saved", {"file": saved.name}))

    def choose_reason(self, reason: RecallReason) -> None:
        if not self._is_locked:
            self._acts.reason = reason
            self._acts.changed()
            self._refresh()

    def write_note(self, note: str) -> None:
        if not self._is_locked and note != self._acts.note:
            self._acts.note = note
            self._acts.changed()
            self._refresh()

    def _draft_changed(self) -> None:
        self._acts.forget()
        self._asking.forget()
        self._refresh()

    # --- What would happen -----------------------------------------------------------------------

    def look(self) -> None:
        if self._is_locked or not self._state.look.enabled:
            return
        self._acts.forget()
        file = self._draft.file
        numbers = file.numbers if file is not None else ()
        self._looking.look(self._draft.selection(), numbers, self._looked)

    def _looked(self, looked: Looked) -> None:
        if isinstance(looked.selection, NumberList):
            self._draft.list_id = looked.selection.list_id
        self._acts.looked = looked
        self._refresh()

    def include_sold(self) -> None:
        if not self._is_locked:
            self._acts.with_sold = not self._acts.with_sold
            self._acts.changed()
            self._refresh()

    # --- That it does ----------------------------------------------------------------------------

    def sign(self) -> None:
        operator, signing = self._till.on_duty.operator, self._state.signing
        if operator is None or signing is None or signing.sign is None or not signing.sign.enabled:
            return
        act = self._acts.act_to_sign(operator.operator_id)
        if act is not None:
            self._approval.ask(act, self._signed)

    def _signed(self, signed: Signed) -> None:
        self._acts.signed(signed)
        self._refresh()

    def stop_sale(self) -> None:
        signing = self._state.signing
        if signing is not None and signing.stop_sale is not None and signing.stop_sale.enabled:
            self._begin(RecallAct.STOP_SALE)

    def lift(self) -> None:
        signing = self._state.signing
        if signing is not None and signing.lift is not None and signing.lift.enabled:
            self._begin(RecallAct.LIFT)

    def recall(self) -> None:
        signing = self._state.signing
        if signing is not None and signing.recall.enabled:
            self._begin(RecallAct.RECALL)

    def _begin(self, act: RecallAct) -> None:
        asked = self._acts.request(act)
        if asked is not None and not self._is_locked:
            self._running.begin(*asked, refused=self._acts.refused)

    # --- A recall that runs or has ended ---------------------------------------------------------

    def _told(self) -> None:
        """The server told of a recall. What it was asked for with is used up."""
        if self._running.view is not None:
            self._acts.forget()
        self._refresh()

    def look_again(self) -> None:
        self._running.look_again()

    def stop(self) -> None:
        self._running.stop()

    def show_cards(self) -> None:
        view = self._running.view
        if view is None:
            return
        if self._results.is_open:
            self._results.close()
        else:
            self._results.open(view.recall_id)
        self._refresh()

    def filter(self, effect: RecallEffect | None) -> None:
        self._results.filter(effect)

    def find(self, number: str) -> None:
        self._results.find(number)

    def more(self) -> None:
        self._results.more()

    def save(self, paper: Paper) -> None:
        if self._running.view is not None:
            self._results.save(paper, self._running.view)

    def show_earlier(self) -> None:
        self._running.show_earlier()
        self._refresh()

    def open_recall(self, recall_id: int) -> None:
        self._results.close()
        self._running.open(recall_id)

    def start_over(self) -> None:
        self._draft, self._file_wanted = Draft(), None
        self._acts = ActDesk()
        self._running.forget()
        self._results.close()
        self._looking.stop()
        self._asking.forget()
        self._refresh()

    # --- The picture -----------------------------------------------------------------------------

    def _line(self) -> Button:
        """Whether the server can be asked to change anything."""
        if self._asking.busy:
            return off("off.asking")
        if self._reach is Reach.OFFLINE:
            return off("off.no_line")
        return off("off.read_only") if self._reach is Reach.READ_ONLY else ON

    def _tell(self, fact: Message) -> None:
        self._toasts += 1
        self._toast = Toast(serial=self._toasts, fact=fact)
        self._refresh()

    def _refresh(self) -> None:
        state = self._picture()
        if state != self._state:
            self._state = state
            for show in self._watchers:
                show(state)

    def _picture(self) -> RecallPicture:
        view = self._running.view
        return picture_of(
            self._draft,
            self._acts,
            view,
            line=self._line(),
            asking=self._looking.word if self._asking.busy else None,
            results=self._results.results(view) if view and self._results.is_open else None,
            earlier=self._running.earlier,
            fault=self._asking.fault,
            toast=self._toast,
        )
