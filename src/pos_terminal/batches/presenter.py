"""Batches: which there are, how one stands, a new one, and cancelling one. For the studio."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from card_contract.studio_messages import BatchState, BatchView
from pos_terminal.batches.batch_desk import BatchDesk, batch_name
from pos_terminal.batches.batch_list import BatchList
from pos_terminal.batches.campaign_desk import CampaignDesk
from pos_terminal.batches.model import (
    BatchesPicture,
    BatchField,
    BatchNotes,
    BatchRow,
    BatchServer,
    CampaignField,
    PictureReader,
    Section,
)
from pos_terminal.batches.new_batch_desk import NewBatchDesk
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.words import ON, Message, off


class BatchesPresenter(Presenter[BatchesPicture]):
    """The presenter of *Batches*; ``BatchesIntents`` says what each intent means.

    ``go`` opens another page, one of ``ways``, with a batch; ``to_import`` opens the import.
    ``files`` reads pictures for products.
    """

    def __init__(
        self,
        till: Till,
        server: BatchServer,
        *,
        notes: BatchNotes,
        files: PictureReader,
        ways: tuple[str, ...] = (),
        go: Callable[[str, int], None] = lambda _page, _batch: None,
        to_import: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._till = till
        self._ways = ways
        self._go = go
        self._to_import = to_import
        self._line = Line()
        self._making: set[int] = set()
        self._toasts = Toasts(changed=self._refresh)
        self._list = BatchList(
            server,
            till.tasks,
            may_ask=self._may_ask,
            now_ms=till.clock.now_ms,
            changed=self._refresh,
        )
        self._asking = Asking(till.tasks, changed=self._refresh, late=self._list.ask)
        self._batch = BatchDesk(
            server,
            till.tasks,
            self._asking,
            told=self._told,
            changed=self._refresh,
            name_of=self._name_of,
        )
        self._new_batch = NewBatchDesk(
            server, self._asking, notes, begun=self._begun, changed=self._refresh
        )
        self._section = Section.BATCHES
        self._campaigns = CampaignDesk(
            server,
            self._asking,
            till.on_duty,
            files=files,
            tasks=till.tasks,
            saved=self._toasts.tell,
            changed=self._refresh,
        )
        self._state = self._picture()
        till.on_duty.watch_operator(self._people_changed)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        if self._line.take(connection) and self._list.is_there:
            self.open()
        self._refresh()

    # --- The batches -----------------------------------------------------------------------------

    def open(self) -> None:
        self.look_again()
        self._take_up()
        if self._section is Section.CAMPAIGNS and self._may_ask():
            self._campaigns.ask()

    def _take_up(self) -> None:
        """A batch that may have been begun comes before everything else."""
        if self._may_ask() and not self._new_batch.is_open and self._new_batch.is_noted:
            self._section = Section.BATCHES
            self._batch.open(None)
            self._campaigns.close()
            self._new_batch.open()

    def look_again(self) -> None:
        self._list.ask()
        self._batch.look()

    def open_section(self, section: Section) -> None:
        if section is not self._section and not self._asking.busy:
            self._section = section
            self._close_all()
            self.open()

    def more(self) -> None:
        self._list.ask_more()

    def choose_batch(self, batch: int) -> None:
        if self._asking.busy or self._list.find(batch) is None:
            return
        self._new_batch.close()
        self._batch.open(batch)
        self._refresh()

    def cancel_batch(self) -> None:
        card = self._state.batch
        if card is not None and card.cancel is not None and card.cancel.enabled:
            self._batch.cancel(self._cancelled)

    def import_cards(self) -> None:
        self._to_import()

    def go_on(self, page: str) -> None:
        card = self._state.batch
        if card is not None and page in card.ways:
            self._go(page, card.batch)

    def _cancelled(self, view: BatchView) -> None:
        self._toasts.tell(Message("toast.cancelled"), batch_name(view))

    def _told(self, view: BatchView) -> None:
        self._list.put(view)
        self._refresh()

    # --- A new batch -----------------------------------------------------------------------------

    def open_new_batch(self) -> None:
        if not self._asking.busy and self._list.is_there and not self._new_batch.is_open:
            self._batch.open(None)
            self._new_batch.open()
            self._refresh()

    def edit(self, field: BatchField, text: str) -> None:
        self._new_batch.edit(field, text)
        self._refresh()

    def act(self) -> None:
        form = self._state.new_batch
        if form is not None and form.act.enabled:
            self._new_batch.act()

    def back(self) -> None:
        if not self._asking.busy:
            self._new_batch.close()
            self._campaigns.close()
            self._refresh()

    def _begun(self, view: BatchView) -> None:
        self._list.put(view)
        self._new_batch.close()
        self._batch.open(view.batch)
        self._toasts.tell(Message("toast.begun"), Message("toast.begun.note"))
        self._list.ask()

    # --- Campaigns -------------------------------------------------------------------------------

    def choose_campaign(self, campaign: str) -> None:
        if not self._asking.busy:
            self._campaigns.open(campaign)
            self._refresh()

    def open_new_campaign(self) -> None:
        if not self._asking.busy and self._campaigns.are_there:
            self._campaigns.open_new()
            self._refresh()

    def edit_campaign(self, field: CampaignField, text: str) -> None:
        self._campaigns.edit(field, text)
        self._refresh()

    def choose_artwork(self, file: Path) -> None:
        card = self._state.campaign
        if card is not None and card.artwork.choose.enabled:
            self._campaigns.choose_artwork(file)

    def drop_artwork(self) -> None:
        self._campaigns.drop_artwork()
        self._refresh()

    def save_campaign(self) -> None:
        card = self._state.campaign
        if card is not None and card.save.enabled:
            self._campaigns.save()

    def switch_campaign(self) -> None:
        card = self._state.campaign
        if card is not None and card.switch is not None and card.switch.enabled:
            self._campaigns.switch()

    # --- The picture -----------------------------------------------------------------------------

    def _may_ask(self) -> bool:
        return self._till.on_duty.is_studio

    def _name_of(self, operator_id: str) -> str | None:
        duty = self._till.on_duty
        known = (*duty.staff, duty.operator)
        return next((one.name for one in known if one and one.operator_id == operator_id), None)

    def _people_changed(self) -> None:
        """Somebody else works here, or nobody: nothing of what was opened is theirs."""
        self._list.forget()
        self._campaigns.forget()
        self._section = Section.BATCHES
        self._close_all()

    def _close_all(self) -> None:
        self._new_batch.close()
        self._campaigns.close()
        self._batch.open(None)
        self._refresh()

    def _refresh(self) -> None:
        self._notice_ends()
        super()._refresh()

    def _notice_ends(self) -> None:
        """Tell of batches that were being made when they were last told, and are whole now."""
        before = self._making
        self._making = {one.batch for one in self._list.batches if one.state is BatchState.MAKING}
        for batch in before - self._making:
            view = self._list.find(batch)
            if view is not None and view.state is BatchState.MADE:
                self._toasts.tell(Message("toast.made", {"count": view.made}), batch_name(view))

    def _picture(self) -> BatchesPicture:
        line, told = self._line.takes_changes, self._list
        view = told.find(self._batch.batch)
        return BatchesPicture(
            loading=told.asking and (told.fault is not None or not told.is_there),
            list_note=told.note,
            can_retry=told.fault is not None,
            rows=tuple(self._row(one) for one in told.batches),
            more=(off("off.asking") if told.asking else ON) if told.more else None,
            can_begin=told.is_there,
            batch=None if view is None else self._batch.card(view, line, self._ways),
            new_batch=self._new_batch.form(line) if self._new_batch.is_open else None,
            section=self._section,
            campaigns=self._campaigns.rows(),
            campaigns_fault=self._asking.fault if self._section is Section.CAMPAIGNS else None,
            campaign=self._campaigns.card(line) if self._campaigns.is_open else None,
            toast=self._toasts.latest,
        )

    def _row(self, view: BatchView) -> BatchRow:
        return BatchRow(
            batch=view.batch,
            name=batch_name(view),
            title=view.title,
            state=view.state,
            made=view.made,
            quantity=view.quantity,
            chosen=view.batch == self._batch.batch,
        )
