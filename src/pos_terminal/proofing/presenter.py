"""Proof: printed cards of a batch are read back, and recorded, until it may be shipped. Studio."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from card_contract.card_number import BATCH_MAX
from card_contract.outcomes import Refusal
from card_contract.print_messages import BatchProof, ProofFinding
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.asking import Asking, refused
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.proofing.batch_choices import BatchChoices
from pos_terminal.proofing.intake import Intake, any_wrong
from pos_terminal.proofing.model import ProofPicture, ProofServer, SheetReader
from pos_terminal.proofing.sayings import (
    View,
    count_of,
    fact_of,
    next_word,
    record_word,
    sum_of,
)
from pos_terminal.proofing.sheet_desk import SheetDesk
from pos_terminal.proofing.sheet_news import PageRead
from pos_terminal.proofing.sitting import Sample, Sitting, is_wrong
from pos_terminal.words import ON, Button, Message, ScanSource, Sound, off

_NO_REPLY: Final = Message("fault.no_reply")
_REFUSALS: Final = {Refusal.BATCH_UNKNOWN: "refused.batch", Refusal.KEY_REUSED: "refused.again"}


class ProofPresenter(Presenter[ProofPicture]):
    """The presenter of *Proof*; ``ProofIntents`` says what each intent means.

    What was read and not recorded is kept while the same person works here, whatever page is shown.
    """

    def __init__(self, till: Till, server: ProofServer, reader: SheetReader) -> None:
        super().__init__()
        self._till = till
        self._server = server
        self._line = Line()
        self._shown_operator: str | None = None
        self._ticket = 0
        self._toasts = Toasts(changed=self._refresh)
        self._choices = BatchChoices(
            server, till.tasks, may_ask=self._may_ask, changed=self._refresh
        )
        self._asking = Asking(till.tasks, changed=self._refresh, late=self._ask_proof)
        self._intake = Intake(now_ms=till.clock.now_ms, issuers=lambda: till.on_duty.shop.issuers)
        self._sheets = SheetDesk(reader, page=self._page_read, changed=self._refresh)
        self._forget()
        self._state = self._picture()
        till.on_duty.watch(self._people_changed)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        if self._line.take(connection) and (self._choices.is_there or self._batch is not None):
            self.open()
        self._refresh()

    def _may_ask(self) -> bool:
        return self._till.on_duty.is_studio

    def _people_changed(self) -> None:
        """Somebody else works here, and what was read is not theirs; a lock changes nothing."""
        operator = self._till.on_duty.operator
        if operator is not None and operator.operator_id != self._shown_operator:
            self._shown_operator = operator.operator_id
            self._forget()
            self._refresh()

    def _forget(self) -> None:
        self._ticket += 1
        self._batch: int | None = None
        self._sittings: dict[int, Sitting] = {}
        self._proof: BatchProof | None = None
        self._note: Message | None = None
        self._map: tuple[PageRead, tuple[Sample, ...]] | None = None
        self._reading_batch: int | None = None
        self._choices.forget()
        self._asking.forget()
        self._sheets.forget()

    # --- The batch -------------------------------------------------------------------------------

    def open(self) -> None:
        self._choices.ask()
        self._ask_proof()

    def choose(self, batch: int) -> None:
        if self._asking.busy or batch == self._batch or not 0 < batch <= BATCH_MAX:
            return
        if self._sitting is not None:
            self._sitting.in_doubt = self._in_doubt
        self._batch = batch
        self._proof = self._note = self._map = None
        self._sittings.setdefault(batch, Sitting(batch))
        self._asking.forget()
        self._ask_proof()
        self._refresh()

    def more_batches(self) -> None:
        self._choices.ask_more()

    def _ask_proof(self) -> None:
        batch = self._batch
        if batch is None or not self._may_ask():
            return
        self._ticket += 1
        ticket = self._ticket

        def answered(proof: BatchProof | Refused) -> None:
            if ticket == self._ticket:
                if isinstance(proof, Refused):
                    self._proof, self._note = None, refused(proof, _REFUSALS)
                else:
                    self._proof, self._note = proof, None
                self._refresh()

        def not_answered(_error: NoAnswerError) -> None:
            if ticket == self._ticket:
                self._note = Message("count.no_line")
                self._refresh()

        self._till.tasks.run(
            lambda: self._server.batch_proof(batch), then=answered, failed=not_answered
        )

    # --- What is read ----------------------------------------------------------------------------

    def on_scan(self, text: str, source: ScanSource) -> None:
        if self._batch is None:
            self.choose(self._intake.batch_of((text,)) or 0)
        sitting = self._sitting
        if sitting is None:
            self._till.sounds.play(Sound.LOCKED)
            self._toasts.tell(Message("toast.choose_first"), Message("toast.choose_first.note"))
            return
        self._map = None  # the last thing that was read is no sheet
        sample, again = self._intake.scanned(sitting, text, source)
        self._till.sounds.play(Sound.LOCKED if is_wrong(sample) else Sound.SCANNED)
        if again:
            note = fact_of(sample) or Message("toast.again.note")
            self._toasts.tell(Message("toast.again"), note)
        self._refresh()

    def read_files(self, files: Sequence[Path]) -> None:
        if self._state.read.enabled:
            self._reading_batch = self._batch
            self._sheets.read(files)

    def cancel_reading(self) -> None:
        self._sheets.cancel()

    def _page_read(self, page: PageRead) -> None:
        """A page belongs to the batch for which the reading was begun, whichever is shown now."""
        if not page.symbols:
            return
        if self._reading_batch is None:
            if self._batch is None:
                self.choose(self._intake.batch_of(one.number for one in page.symbols) or 0)
            self._reading_batch = self._batch
        sitting = self._sittings.get(self._reading_batch or 0)
        if sitting is None:
            self._toasts.tell(Message("toast.choose_first"), Message("toast.choose_first.note"))
            return
        samples = self._intake.page(sitting, page)
        if sitting.batch == self._batch:
            self._map = (page, samples)
        self._till.sounds.play(Sound.LOCKED if any_wrong(samples) else Sound.SCANNED)

    def clear(self) -> None:
        if self._sitting is not None and not self._asking.busy:
            self._sitting.clear()
            self._refresh()

    def count_poor(self) -> None:
        sitting, button = self._sitting, self._state.count_poor
        if sitting is None or button is None or not button.enabled:
            return
        for sample in sitting.samples:
            if sample.is_poor:
                sample.count_all_the_same()
        self._record()

    # --- Recording -------------------------------------------------------------------------------

    def record(self) -> None:
        if self._state.record.enabled:
            self._record()

    def _record(self) -> None:
        sitting = self._sitting
        portion = None if sitting is None else sitting.next_portion()
        if sitting is None or portion is None:
            return
        self._ticket += 1  # what is asked about the proof meanwhile is older than this answer
        self._asking.ask(
            lambda: self._server.prove_print(portion.proof_id, portion.request()),
            then=lambda answer: self._recorded(sitting, answer),
            refusals=_REFUSALS,
        )

    def _recorded(self, sitting: Sitting, answer: BatchProof) -> None:
        sitting.told(answer.findings)
        self._proof, self._note = answer, None
        if sitting.waiting:
            self._record()
            return
        wrong = sum(finding is not ProofFinding.MATCHES for finding in answer.findings)
        self._till.sounds.play(Sound.LOCKED if wrong else Sound.SCANNED)
        self._toasts.tell(Message("toast.shippable" if answer.shippable else "toast.recorded"))
        self._choices.ask()

    # --- The picture -----------------------------------------------------------------------------

    @property
    def _sitting(self) -> Sitting | None:
        return self._sittings.get(self._batch or 0)

    @property
    def _in_doubt(self) -> bool:
        """Whether something was sent and may be recorded."""
        sitting = self._sitting
        left_so = sitting is not None and sitting.in_doubt
        return not self._asking.busy and (self._asking.fault == _NO_REPLY or left_so)

    def _record_button(self, waiting: int) -> Button:
        if self._asking.busy:
            return off("off.asking")
        if self._batch is None:
            return off("off.choose_first")
        if self._sheets.busy:
            return off("off.reading")
        if not waiting:
            return off("off.read_first")
        return self._line.takes_changes

    def _poor_button(self, sitting: Sitting) -> Button | None:
        """Poor prints count where a person says so; there is nothing to say where none is."""
        poor = sum(sample.is_poor for sample in sitting.samples)
        return self._record_button(poor) if poor else None

    def _headline(self, waiting: int) -> Message:
        if self._asking.busy:
            return Message("head.asking")
        if self._sheets.busy:
            return Message("head.reading")
        if self._batch is None:
            return Message("head.choose")
        if self._in_doubt:
            return Message("head.doubt")
        proof = self._proof
        if waiting:
            missing = 0 if proof is None else proof.demanded - proof.proven - waiting
            more = missing > 0 and proof is not None and not proof.shippable
            return Message("head.more", {"count": missing}) if more else Message("head.record")
        return next_word(proof)

    def _picture(self) -> ProofPicture:
        told, sitting = self._choices, self._sitting
        samples = sitting or Sitting(0)
        view = View(samples, self._asking.busy, self._in_doubt)
        rows = view.rows()
        waiting = samples.waiting
        wrong = any_wrong(samples.samples)
        return ProofPicture(
            choices=told.choices,
            choices_note=told.fault,
            more_batches=told.more,
            can_retry=told.fault is not None or self._note is not None,
            loading=told.asking,
            batch=self._batch,
            headline=self._headline(waiting),
            note=self._note,
            fault=self._asking.fault,
            count=None if self._proof is None else count_of(self._proof),
            waiting=waiting,
            rows=rows,
            more_rows=len(samples.samples) - len(rows),
            sum=sum_of(samples),
            map=None if self._map is None else view.map(*self._map),
            reading=self._sheets.reading(),
            file_faults=self._sheets.faults,
            read=off("off.reading") if self._sheets.busy else ON,
            record=self._record_button(waiting),
            record_word=record_word(waiting, again=self._in_doubt),
            count_poor=self._poor_button(samples),
            clear=ON if wrong and not self._asking.busy else None,
            toast=self._toasts.latest,
        )
