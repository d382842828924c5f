"""Recall: which cards, what would happen, and that it does. Managers and administrators only."""

from __future__ import annotations

from pathlib import Path

from card_contract.card_number import CardNumber
from card_contract.recall_messages import NumberList
from card_contract.scan_text import recognise
from card_contract.states import RecallAct, RecallEffect, RecallReason
from pos_terminal.approval.presenter import ApprovalPresenter, Signed
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.recall.act_desk import ActDesk, Looked
from pos_terminal.recall.choosing_desk import ChoosingDesk
from pos_terminal.recall.looking import Looking
from pos_terminal.recall.model import By, Paper, RecallPicture
from pos_terminal.recall.picture import picture_of
from pos_terminal.recall.result_desk import Papers, ResultDesk
from pos_terminal.recall.running_desk import RunningDesk
from pos_terminal.words import Button, Message, ScanSource, off


class RecallPresenter(Presenter[RecallPicture]):
    """The presenter of *Recall*; ``RecallIntents`` says what each intent means."""

    def __init__(self, till: Till, approval: ApprovalPresenter, papers: Papers) -> None:
        super().__init__()
        self._till = till
        self._approval = approval
        self._line = Line()
        self._shown_operator: str | None = None
        self._left_open_by: set[str | None] = set()
        self._acts = ActDesk()
        self._toasts = Toasts(changed=self._refresh)
        self._asking = Asking(till.tasks, changed=self._refresh, late=lambda: None)
        self._choosing = ChoosingDesk(
            till,
            self._asking,
            meant=self._others_meant,
            changed=self._refresh,
            told=self._toasts.tell,
        )
        self._looking = Looking(till.server, till.tasks, self._asking, changed=self._refresh)
        self._running = RunningDesk(
            till.server, till.tasks, self._asking, changed=self._refresh, began=self._begun
        )
        self._results = ResultDesk(
            till.server, till.tasks, papers, changed=self._refresh, told=self._toasts.tell
        )
        self._state = self._picture()
        till.on_duty.watch_operator(self._people_changed)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        if self._line.take(connection):
            self._choosing.line.ask_again()
            self._ask_missing()
        self._refresh()

    def open(self) -> None:
        self.look_again()
        self._ask_missing()

    def _people_changed(self) -> None:
        """Somebody else works here, or nobody: nothing of what was chosen is theirs.

        Whoever left what may have begun reads at the next sign-in where it is found.
        """
        if self._shown_operator is not None and self._running.is_left_open:
            self._left_open_by.add(self._shown_operator)
        self._shown_operator = self._till.on_duty.operator_id
        self._forget()

    # --- Which cards -----------------------------------------------------------------------------

    @property
    def _is_locked(self) -> bool:
        return self._running.view is not None or self._running.is_acting

    def choose_by(self, by: By) -> None:
        if not self._is_locked:
            self._choosing.choose_by(by)

    def _ask_missing(self) -> None:
        if not self._is_locked:
            self._choosing.ask_missing()

    def write(self, field: str, text: str) -> None:
        if not self._is_locked:
            self._choosing.write(field, text)

    def remove_card(self, card_id: str) -> None:
        if not self._is_locked:
            self._choosing.remove_card(card_id)

    def on_scan(self, text: str, source: ScanSource) -> None:
        """No scan is left out without a word: it is taken, or a sound says that it is not."""
        if self._running.is_acting:
            self._choosing.refuse(Message("toast.not_while_asking"))
        elif self._running.view is None:
            self._choosing.take_scan(text)
        elif not self._results.is_open:
            self._choosing.refuse(Message("toast.recall_is_shown"))
        else:
            found = recognise(text)
            if isinstance(found, CardNumber):
                self._results.find(found.digits)
            else:
                self._choosing.refuse(Message("toast.not_here"))

    def ask_again(self) -> None:
        self._choosing.line.ask_again()
        self._refresh()

    def choose_file(self, path: Path) -> None:
        if not self._is_locked:
            self._choosing.choose_file(path, lambda: self._is_locked)

    def save_faults(self, path: Path) -> None:
        self._results.save_faults(self._choosing.faults, path)

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

    def start_over(self) -> None:
        if not self._running.is_acting:
            self._say_what_is_left_open()
            self._forget()

    def _forget(self) -> None:
        self._choosing.forget()
        self._acts = ActDesk()
        self._running.forget()
        self._results.close()
        self._put_questions_aside()

    def _others_meant(self) -> None:
        self._say_what_is_left_open()
        self._acts.forget()
        self._running.choice_changed()
        self._put_questions_aside()

    def _say_what_is_left_open(self) -> None:
        """What may have begun is not shown beside other cards: say where it is found."""
        if self._running.may_have_begun:
            self._toasts.tell(Message("toast.may_have_begun"))

    @property
    def _left_open(self) -> Message | None:
        """That what may have begun before the till was locked is to be looked for."""
        is_theirs = self._shown_operator in self._left_open_by
        return Message("toast.may_have_begun") if is_theirs else None

    def _put_questions_aside(self) -> None:
        self._looking.stop()
        self._asking.forget()
        self._refresh()

    # --- What would happen -----------------------------------------------------------------------

    def look(self) -> None:
        if self._is_locked or not self._state.look.enabled:
            return
        self._acts.forget()
        draft = self._choosing.draft
        numbers = draft.file.numbers if draft.file is not None else ()
        self._looking.look(draft.selection(), numbers, self._looked)

    def _looked(self, looked: Looked) -> None:
        if isinstance(looked.selection, NumberList):
            self._choosing.draft.list_id = looked.selection.list_id
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

    def _begun(self) -> None:
        """What it was asked for with is the recall's own from now on."""
        self._choosing.forget()
        self._acts = ActDesk()

    # --- A recall that runs or has ended ---------------------------------------------------------

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

    def save(self, paper: Paper, path: Path) -> None:
        if self._running.view is not None:
            self._results.save(paper, self._running.view, path)

    def show_earlier(self) -> None:
        if not self._running.is_acting:
            self._left_open_by.discard(self._shown_operator)
            self._running.show_earlier()

    def more_earlier(self) -> None:
        if not self._running.is_acting:
            self._running.more_earlier()

    def open_recall(self, recall_id: int) -> None:
        if not self._running.is_acting:
            self._results.close()
            self._running.open(recall_id)

    def go_on(self) -> None:
        """Choose the cards of the recall that is shown, for its reason; they are looked at anew."""
        view = self._running.view
        if view is None or self._running.runs or self._running.is_acting:
            return
        self._running.leave()
        self._results.close()
        self._acts = ActDesk(reason=view.reason, note=view.note)
        draft = self._choosing.draft
        draft.by, draft.recall, draft.fault = By.RECALL, str(view.recall_id), None
        self._others_meant()
        self.look()

    def leave(self) -> None:
        if not self._running.is_acting:
            self._running.leave()
            self._results.close()
            self._put_questions_aside()

    # --- The picture -----------------------------------------------------------------------------

    def _act(self) -> Button:
        """Whether the server can be asked to change anything now."""
        if self._asking.busy or self._running.is_acting:
            return off("off.asking")
        return self._line.takes_changes

    def _picture(self) -> RecallPicture:
        running, results = self._running, self._results
        view = running.view
        asking = self._asking.busy or running.is_acting
        return picture_of(
            self._choosing,
            self._acts,
            running,
            line=self._act(),
            asking=self._looking.word if asking else None,
            results=results.results(view) if view and results.is_open else None,
            fault=self._asking.fault or running.fault or self._left_open,
            toast=self._toasts.latest,
        )
