"""Print: a batch of cards goes on sheets, and each drawing is read back before. For the studio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pos_terminal.approval.presenter import ApprovalPresenter
from pos_terminal.card_design.elements import Side
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.print_page.batches_told import BatchesTold
from pos_terminal.print_page.design_desk import DesignDesk
from pos_terminal.print_page.fit_desk import FitDesk, words_of
from pos_terminal.print_page.jobs import (
    CutOff,
    Job,
    Printed,
    PrintRoom,
    PrintServer,
    Target,
    TargetKind,
    Which,
)
from pos_terminal.print_page.model import Asked, FitField, PrintPicture, SheetField
from pos_terminal.print_page.named_desk import NamedDesk
from pos_terminal.print_page.own_sheet_desk import OwnSheetDesk
from pos_terminal.print_page.picture import Around, Parts, picture_of, stack_of, which_of
from pos_terminal.print_page.run_desk import RunDesk
from pos_terminal.print_page.sheet_desk import SheetDesk
from pos_terminal.print_page.target_desk import TargetDesk
from pos_terminal.print_page.trial_desk import TrialDesk
from pos_terminal.sheets.drawing import NOT_NOTED
from pos_terminal.sheets.sheet_layout import Duplex
from pos_terminal.words import Message, ScanSource, Sound


class PrintPresenter(Presenter[PrintPicture]):
    """The presenter of *Print*; ``PrintIntents`` says what each intent means.

    ``active`` is called as long as a run goes on: then the till is not idle.
    """

    def __init__(
        self,
        till: Till,
        server: PrintServer,
        approval: ApprovalPresenter,
        room: PrintRoom,
        active: Callable[[], None],
    ) -> None:
        super().__init__()
        self._till = till
        self._room = room
        self._line = Line()
        self._is_open = False
        self._campaign: str | None = None
        self._printed: int | None = None
        self._taken_up: CutOff | None = None  # as which the page was set up
        self._toasts = Toasts(changed=self._refresh)
        self._batches = BatchesTold(server, till.tasks, may_ask=self._may_ask, changed=self._told)
        self._designs = DesignDesk(room, till.tasks, changed=self._refresh)
        self._sheets = SheetDesk(room.card, room.own_sheets)
        self._own_sheet = OwnSheetDesk(room, tell=self._toasts.tell, changed=self._refresh)
        self._fit = FitDesk(room, till.tasks, tell=self._toasts.tell, changed=self._refresh)
        self._targets = TargetDesk(room, till.tasks, changed=self._target_changed)
        self._run = RunDesk(
            room,
            approval,
            till.tasks,
            who=lambda: till.on_duty.operator_id,
            printed=self._came_out,
            settled=self._settled,
            tell=self._toasts.tell,
            changed=self._run_changed,
            active=active,
        )
        self._named = NamedDesk()
        self._trial = TrialDesk(room, till.tasks, now_ms=till.clock.now_ms, changed=self._refresh)
        self._parts = Parts(
            batches=self._batches,
            designs=self._designs,
            sheets=self._sheets,
            run=self._run,
            named=self._named,
            trial=self._trial,
        )
        self._state = self._picture()
        till.on_duty.watch_operator(self._people_changed)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        if self._line.take(connection) and self._is_open:
            self._batches.ask()
        self._refresh()

    # --- What is printed -------------------------------------------------------------------------

    def open(self) -> None:
        if not self._may_ask():
            return
        self._is_open = True
        self._batches.ask()
        self._run.look()
        self._targets.look()
        view = self._batches.view
        if view is not None and view.campaign == self._campaign:
            self._designs.show_for(view)

    def choose(self, batch: int) -> None:
        if self._run.busy or self._run.cut_off is not None or not self._may_ask():
            return
        self._choose(batch)

    def more_batches(self) -> None:
        self._batches.ask_more()

    def _choose(self, batch: int) -> None:
        if batch != self._batches.chosen:
            self._printed = None
            self._run.forget()
            self._named.forget()
            self._trial.forget()
            self._sheets.begin()
        self._batches.choose(batch)

    def _told(self) -> None:
        """The server has told something: the chosen batch may be another, of another product."""
        view = self._batches.view
        if view is not None and (view.campaign != self._campaign or self._designs.waits_for(view)):
            self._campaign = view.campaign
            self._designs.show_for(view)
        self._refresh()

    def choose_design(self, key: str) -> None:
        if any(one.key == key for one in self._designs.choices):
            self._change(lambda: self._designs.choose(key))

    def choose_sheet(self, name: str) -> None:
        if not self._is_in_doubt:
            self._change(lambda: self._sheets.choose(name))

    def choose_turn(self, turn: Duplex) -> None:
        if not self._is_in_doubt:
            self._change(lambda: self._sheets.choose_turn(turn))

    @property
    def _is_in_doubt(self) -> bool:
        """Whether sheets are shown that are on paper, maybe: these are no others."""
        cut = self._run.cut_off
        return cut is not None and cut.fed is not None

    def choose_target(self, target: Target) -> None:
        if target in self._targets.choices() and self._run.cut_off is None:
            self._targets.target = target
            self._change(self._target_changed)

    def _target_changed(self) -> None:
        self._designs.check_for(self._targets.target.name)
        self._refresh()

    def start_at(self, place: int) -> None:
        if self._run.cut_off is None:
            self._change(lambda: self._sheets.start_at(place))

    def _change(self, change: Callable[[], None]) -> None:
        """What is changed once it was printed is not what was printed."""
        if not self._run.busy:
            self._printed = None
            self._trial.forget()
            change()
            self._refresh()

    def show_side(self, side: Side) -> None:
        self._sheets.side = side
        self._refresh()

    def turn_page(self, step: int) -> None:
        view = self._batches.view
        if view is not None:
            self._sheets.turn_page(step, stack_of(self._parts, view))
            self._refresh()

    # --- Printing --------------------------------------------------------------------------------

    def act(self) -> None:
        view, which, asked = self._batches.view, which_of(self._parts), self._targets.asks_for
        if view is None or not self._state.act.enabled:
            return
        if self._state.outcome is not None:
            self._run.settle(view, self._take_up)
        elif self._run.cut_off is not None:
            self._take_up()
        elif asked is not None:
            count = stack_of(self._parts, view).count
            self._run.ask(asked, Message("ask.file", {"count": count}))
        elif which is not None:
            self._print(self._job(which))

    def write_to(self, file: Path) -> None:
        question, which = self._state.question, which_of(self._parts)
        if question is None or not question.yes.enabled or which is None:
            return
        file = self._targets.named(file)
        self._run.answer(yes=False)
        if file.exists():
            self._run.fault = Message("fault.file_exists", {"name": file.name})
            self._refresh()
        else:
            self._print(self._job(which, file))

    def _print(self, job: Job | None) -> None:
        """Print; where all is printed already, that is asked first."""
        if job is None:
            return
        if job.named:
            about = Message("ask.replace", {"count": len(job.named)})
            self._run.ask(Asked.REPLACE, about, job)
        elif job.which is Which.AGAIN:
            about = Message("ask.again", {"number": str(job.batch.batch)})
            self._run.ask(Asked.AGAIN, about, job)
        else:
            self._run.print(job)

    def _job(self, which: Which, file: Path | None = None) -> Job | None:
        view, loaded, layout = self._batches.view, self._designs.loaded, self._sheets.layout
        if view is None or loaded is None or layout is None:
            return None
        return Job(
            batch=view,
            design=self._designs.key,
            template=loaded.template,
            digest=loaded.digest,
            layout=layout,
            start=self._sheets.used,
            target=self._targets.target,
            file=file,
            recipient=self._targets.recipient,
            which=which,
            named=tuple(sorted(self._named.cards)),
        )

    def _take_up(self) -> None:
        """Go on with the run that was cut off; where it would be drawn otherwise, that is asked."""
        cut, job = self._run.cut_off, self._job(Which.ALL)
        if cut is None or job is None:
            return
        noted = replace(
            job,
            target=cut.target,
            file=Path(cut.file) if cut.file else None,
            recipient=cut.recipient,
            which=cut.which,
            named=cut.named,
        )
        if cut.is_drawn_as(noted):
            self._run.print(noted)
        else:
            about = Message(
                "ask.otherwise", {"number": str(cut.batch), "sheet": cut.drawing.layout}
            )
            self._run.ask(Asked.OTHERWISE, about, noted)

    # --- The fit of a printer --------------------------------------------------------------------

    def open_fit(self) -> None:
        target, layout = self._targets.target, self._sheets.layout
        if target.kind is TargetKind.PRINTER and layout is not None and not self._run.busy:
            self._fit.open(target.name, layout)

    def edit_fit(self, field: FitField, text: str) -> None:
        self._fit.edit(field, text)

    def edit_dots(self, text: str) -> None:
        self._fit.edit_dots(text)

    def print_grid(self, *, corrected: bool) -> None:
        self._fit.print_grid(corrected=corrected)

    def save_fit(self) -> None:
        self._fit.save()
        self._designs.check_for(self._targets.target.name, anew=True)

    def reset_fit(self) -> None:
        self._fit.reset()

    def close_fit(self) -> None:
        self._fit.close()

    # --- A sheet of one's own --------------------------------------------------------------------

    def open_sheet(self) -> None:
        loaded, layout = self._designs.loaded, self._sheets.layout
        if loaded is not None and layout is not None and not self._run.busy:
            self._own_sheet.open(self._sheets.name, layout, loaded.template.design.bleed_mm)

    def edit_sheet(self, field: SheetField, text: str) -> None:
        self._own_sheet.edit(field, text)

    def mark_cuts(self, *, marked: bool) -> None:
        self._own_sheet.mark_cuts(marked=marked)

    def save_sheet(self) -> None:
        name = self._own_sheet.save()
        if name is not None:
            self._change(lambda: self._sheets.anew(name))

    def remove_sheet(self) -> None:
        self._own_sheet.remove()
        self._change(lambda: self._sheets.anew(None))

    def close_sheet(self) -> None:
        self._own_sheet.close()

    def _target_note(self) -> Message | None:
        """How the chosen printer is corrected."""
        target = self._targets.target
        if target.kind is not TargetKind.PRINTER:
            return None
        return words_of(self._room.fit(target.name))

    def print_test(self, file: Path | None) -> None:
        job = self._job(Which.ALL, file)
        if job is not None and not self._run.busy and self._run.cut_off is None:
            self._run.fault = None
            self._trial.print(job)

    def write_key(self, text: str) -> None:
        self._targets.write_key(text)

    def read_key(self, file: Path) -> None:
        self._targets.read_key(file)

    def answer(self, *, yes: bool) -> None:
        self._run.answer(yes=yes)

    def stop(self) -> None:
        if self._state.stop.enabled:
            self._run.stop()

    def end_cut_off(self) -> None:
        cut, card = self._run.cut_off, self._state.cut_off
        if cut is not None and card is not None and card.end.enabled:
            self._run.ask(Asked.END, Message("ask.end", {"number": str(cut.batch)}))

    def on_scan(self, text: str, source: ScanSource) -> None:
        view, stands, cut = self._batches.view, self._batches.print, self._run.cut_off
        if view is None or stands is None or self._run.busy:
            return
        operator = self._till.on_duty.operator
        if self._trial.scan(text, "" if operator is None else operator.name):
            self._run.fault = None
        elif cut is not None:
            self._run.fault = self._run.outcome.scan(text, view)
        elif not stands.printed:
            self._run.fault = Message("named.none_printed")
        else:
            self._run.fault = self._named.scan(text, view)
        self._till.sounds.play(Sound.LOCKED if self._run.fault else Sound.SCANNED)
        self._refresh()

    def forget_named(self) -> None:
        if not self._run.busy:
            self._named.forget()
            self._refresh()

    def end_open(self) -> None:
        button, job = self._state.end_open, self._job(Which.ALL)
        if button is not None and button.enabled and job is not None:
            about = Message("ask.end_open", {"number": str(job.batch.batch)})
            self._run.ask(Asked.END_OPEN, about, job)

    def say_good(self, sheet: int) -> None:
        if not self._run.busy:
            self._run.outcome.say_good(sheet)
            self._refresh()

    def spoil(self, place: int) -> None:
        view, sight = self._batches.view, self._state.sight
        if view is None or sight is None or not sight.can_spoil or self._run.busy:
            return
        cards = self._sheets.sequences(stack_of(self._parts, view))
        if 0 <= place < len(cards):
            self._run.outcome.spoil(cards[place])
            self._refresh()

    def _came_out(self, job: Job, printed: Printed) -> None:
        self._printed = printed.cards
        self._named.forget()
        place = printed.target.name or Path(printed.file).name
        kind = printed.target.kind.value
        self._toasts.tell(
            Message(f"toast.printed.{kind}", {"count": printed.cards}),
            Message(f"toast.printed.{kind}.note", {"name": place}),
        )
        self._batches.ask_standing()

    def _settled(self) -> None:
        self._batches.ask_standing()
        self._refresh()

    # --- The picture -----------------------------------------------------------------------------

    def _may_ask(self) -> bool:
        return self._till.on_duty.is_studio

    def _people_changed(self) -> None:
        """Somebody else works here, or nobody: nothing of what was opened is theirs."""
        self._is_open = False
        self._printed = self._campaign = self._taken_up = None
        self._batches.forget()
        self._designs.forget()
        self._fit.close()
        self._own_sheet.close()
        self._named.forget()
        self._trial.forget()
        self._run.forget()
        self._refresh()

    def _run_changed(self) -> None:
        """A run that waits here is shown with its batch: nothing else can be printed before."""
        cut = self._run.cut_off
        if cut is None and self._taken_up is not None:
            self._taken_up = None
            self._sheets.take_up(NOT_NOTED)
        if cut is not None and self._is_open:
            self._targets.target = cut.target
            if cut != self._taken_up:
                self._taken_up = cut
                self._sheets.take_up(cut.drawing)
                if cut.drawing.design:
                    self._designs.take_up(cut.batch, cut.drawing.design)
            if cut.batch != self._batches.chosen:
                self._choose(cut.batch)
        self._refresh()

    def _refresh(self) -> None:
        loaded = self._designs.loaded
        if loaded is not None:
            self._sheets.fit(loaded.template.design)
            cut = self._run.cut_off
            if cut is not None and cut.fed is not None:
                self._sheets.take(cut.fed.slots, cut.drawing.layout)
        super()._refresh()

    def _picture(self) -> PrintPicture:
        around = Around(
            targets=self._targets.choices(),
            target=self._targets.target,
            target_note=self._target_note(),
            fit=self._fit.form(),
            own_sheet=self._own_sheet.form(),
            question=self._targets.completed(self._run.question),
            printed=self._printed,
            line=self._line.takes_changes,
            toast=self._toasts.latest,
        )
        return picture_of(self._parts, around)
