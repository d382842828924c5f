"""Labels: which packs and cartons of a batch get one, on which sheets, and having them made."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final

from card_contract.studio_messages import BatchState, BatchView
from pos_terminal.journal.till import Till
from pos_terminal.pack_labels.label_list import LabelList
from pos_terminal.pack_labels.model import (
    LabelServer,
    LabelsFault,
    LabelsOf,
    LabelsPicture,
    Order,
    Scope,
    Stage,
    Watch,
    Work,
    Workshop,
)
from pos_terminal.pack_labels.wish import Wish
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.words import ON, Button, Message, off

_NOT_WHOLE: Final = {
    BatchState.MAKING: "nothing.making",
    BatchState.CANCELLED: "nothing.cancelled",
    BatchState.FAILED: "nothing.failed",
}


class LabelsPresenter(Presenter[LabelsPicture]):
    """The presenter of *Labels*; ``LabelsIntents`` says what each intent means.

    ``go_back`` shows the batch that the labels are of.
    """

    def __init__(
        self, till: Till, server: LabelServer, workshop: Workshop, go_back: Callable[[], None]
    ) -> None:
        super().__init__()
        self._till = till
        self._workshop = workshop
        self._go_back = go_back
        self._list = LabelList(server, till.tasks, changed=self._refresh)
        self._wish = Wish()
        self._shown_sheet = 1
        self._printers: tuple[str, ...] = ()
        self._printer = ""
        self._work: Work | None = None
        self._cancelled = False
        self._fault: Message | None = None
        self._toasts = Toasts(changed=self._refresh)
        self._state = self._picture()
        till.on_duty.watch_operator(self._people_changed)

    def choose(self, batch: int) -> None:
        """Show the labels of this batch; while sheets are being made, the page stays with them."""
        if self._work is not None or not self._may_ask():
            return
        self._wish.take_of(LabelsOf.PACKS)
        self._wish.take_start(0)
        self._shown_sheet, self._fault = 1, None
        self._list.open(batch, self._wish.of)
        self._refresh()

    def open(self) -> None:
        if not self._may_ask():
            return
        if self._work is None:
            self._list.ask()
        self._till.tasks.run(
            self._workshop.printers, then=self._printers_told, failed=lambda _: None
        )

    def _printers_told(self, printers: tuple[str, ...]) -> None:
        self._printers = printers
        if self._printer not in printers:
            self._printer = ""
        self._refresh()

    # --- What is wanted --------------------------------------------------------------------------

    def choose_of(self, of: LabelsOf) -> None:
        if self._work is None and of is not self._wish.of and self._list.batch is not None:
            self._wish.take_of(of)
            self._list.open(self._list.batch, of)
            self._another_order()

    def choose_scope(self, scope: Scope) -> None:
        self._change(lambda wish: wish.take_scope(scope))

    def edit_number(self, text: str) -> None:
        self._change(lambda wish: wish.take_number(text))

    def choose_sheet(self, sheet: str) -> None:
        self._change(lambda wish: wish.take_sheet(sheet))

    def choose_start(self, start: int) -> None:
        self._change(lambda wish: wish.take_start(start))

    def _change(self, change: Callable[[Wish], None]) -> None:
        """What is being made stays as it is."""
        if self._work is None:
            change(self._wish)
            self._another_order()

    def choose_printer(self, printer: str) -> None:
        if self._work is None and printer in ("", *self._printers):
            self._printer, self._fault = printer, None
            self._refresh()

    def turn(self, step: int) -> None:
        order = self._order()
        if order is not None:
            self._shown_sheet = max(1, min(order.sheets, self._shown_sheet + step))
            self._refresh()

    def back(self) -> None:
        self._go_back()

    def _another_order(self) -> None:
        self._shown_sheet, self._fault = 1, None
        self._refresh()

    # --- Making the sheets -----------------------------------------------------------------------

    def save(self, file: Path) -> None:
        order = self._wanted()
        if order is not None:
            done = Message("toast.saved", {"count": len(order.lines)})
            note = Message("toast.saved.note", {"file": str(file)})
            self._begin(lambda watch: self._workshop.save(file, order, watch), done, note)

    def print(self) -> None:
        order, printer = self._wanted(), self._printer
        if order is not None and printer:
            done = Message("toast.printed", {"count": len(order.lines)})
            note = Message("toast.printed.note", {"printer": printer})
            self._begin(lambda watch: self._workshop.print(printer, order, watch), done, note)

    def cancel(self) -> None:
        self._cancelled = True

    def _wanted(self) -> Order | None:
        return self._order() if self._state.act.enabled else None

    def _begin(
        self,
        make: Callable[[Watch], Coroutine[Any, Any, LabelsFault | None]],
        done: Message,
        note: Message,
    ) -> None:
        order = self._order()
        sheets = 0 if order is None else order.sheets
        self._work = Work(stage=Stage.DRAWING, done=0, of=sheets)
        self._cancelled, self._fault = False, None
        watch = Watch(tell=self._hear, cancelled=lambda: self._cancelled)

        def ended(fault: LabelsFault | None) -> None:
            self._work = None
            if fault is not None:
                self._fault = Message(f"fault.{fault.value}")
            else:
                self._toasts.tell(done, note)
            self._refresh()

        self._refresh()
        self._till.tasks.run(
            lambda: make(watch),
            then=ended,
            failed=lambda _: ended(LabelsFault.BROKE_OFF),  # no line is asked: it is our own fault
        )

    def _hear(self, stage: Stage, done: int, of: int) -> None:
        """How far it is; called from a thread in the background."""

        def show() -> None:
            if self._work is not None:
                self._work = Work(stage=stage, done=done, of=of)
                self._refresh()

        self._till.tasks.post(show)

    # --- The picture -----------------------------------------------------------------------------

    def _may_ask(self) -> bool:
        return self._till.on_duty.is_studio

    def _people_changed(self) -> None:
        """Somebody else works here, or nobody: nothing of what was opened is theirs."""
        self._list.forget()
        self._fault = None
        self._refresh()

    def _order(self) -> Order | None:
        """What would come out now."""
        view = self._list.view
        if view is None or view.state is not BatchState.MADE or not self._list.is_whole:
            return None
        return self._wish.order(view, self._list.lines)

    def _nothing(self) -> Message | None:
        """Why no labels can be shown at all."""
        told, view = self._list, self._list.view
        if told.batch is None:
            return Message("nothing.no_batch")
        if told.fault is not None:
            return told.fault
        if view is None or not told.is_whole:
            so_far = Message("nothing.loading", {"count": len(told.lines)})
            return so_far if told.lines else Message("nothing.asking")
        if view.state in _NOT_WHOLE:
            return Message(_NOT_WHOLE[view.state])
        return None if told.lines else Message("nothing.no_packs")

    def _act(self, order: Order | None, nothing: Message | None) -> Button:
        if self._work is not None:
            return off("off.working")
        if order is not None:
            return ON
        return off("off.nothing" if nothing is not None else "off.number_first")

    def _act_word(self, sheets: int) -> Message:
        name = "print" if self._printer else "save"
        return Message(f"act.{name}", {"count": sheets}) if sheets else Message(f"act.{name}_none")

    def _picture(self) -> LabelsPicture:
        order, nothing, view = self._order(), self._nothing(), self._list.view
        sheets, wish = 0 if order is None else order.sheets, self._wish
        return LabelsPicture(
            about=None if view is None else _about(view),
            loading=self._list.asking,
            nothing=nothing,
            can_retry=self._list.fault is not None,
            of=wish.of,
            scope=wish.scope,
            number=wish.number,
            number_fault=wish.number_fault(self._list.lines) if nothing is None else None,
            sheet=wish.sheet,
            start=wish.start,
            shown_sheet=max(1, min(sheets, self._shown_sheet)),
            order=order,
            printers=self._printers,
            printer=self._printer,
            act=self._act(order, nothing),
            act_word=self._act_word(sheets),
            work=self._work,
            fault=self._fault,
            toast=self._toasts.latest,
        )


def _about(view: BatchView) -> Message:
    return Message("about", {"title": view.title, "number": str(view.batch)})
