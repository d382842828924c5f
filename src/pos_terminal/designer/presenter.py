"""Design: a card is drawn, checked and saved. For the studio."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from pos_terminal.card_design.artwork import TakenArtwork
from pos_terminal.card_design.design import Design
from pos_terminal.card_design.design_shelf import DesignShelf, renamed
from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.moves import (
    Move,
    MoveRefusedError,
    Order,
    Reorder,
)
from pos_terminal.card_design.shipped import SHIPPED
from pos_terminal.card_design.template_file import Template
from pos_terminal.designer.drawing import Drawing
from pos_terminal.designer.fields import (
    WrongValueError,
    design_fields,
    design_move,
    element_move,
)
from pos_terminal.designer.inspecting import Inspecting
from pos_terminal.designer.model import DesignerPicture, ProductServer, Workshop
from pos_terminal.designer.new_elements import (
    Tool,
    moved_to,
    new_element,
    topmost_at,
)
from pos_terminal.designer.preview_desk import PreviewDesk
from pos_terminal.designer.product_picture import ProductPicture
from pos_terminal.designer.selecting import selected
from pos_terminal.designer.shelf_desk import ShelfDesk
from pos_terminal.designer.snapping import Handle
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.words import Message, ScanSource, Sound

_FIRST: Final = "gift-card"
_BLANK: Final = Design(name="-")  # until somebody opens the page: a till that sells draws nothing
_NEW_WORDS: Final = "Text"


class DesignerPresenter(Presenter[DesignerPicture]):
    """The presenter of *Design*; ``DesignerIntents`` says what each intent means.

    ``studio`` tells which products there are, ``price`` writes an amount as cards have it.
    """

    def __init__(
        self,
        till: Till,
        studio: ProductServer,
        shelf: DesignShelf,
        workshop: Workshop,
        price: Callable[[int, str], str],
    ) -> None:
        super().__init__()
        self._till = till
        self._drawing = Drawing(_BLANK)
        self._tool = Tool.SELECT
        self._fault: Message | None = None
        self._wrong: tuple[str, Message] | None = None
        self._toasts = Toasts(changed=self._refresh)
        self._names: tuple[str, ...] = ()
        self._opened = False
        self._desk = ShelfDesk(
            shelf, workshop, till.tasks, now=lambda: self._drawing.template, changed=self._refresh
        )
        self._inspecting = Inspecting(workshop, till.tasks, self._refresh)
        self._preview = PreviewDesk(
            till,
            studio,
            self._desk,
            price,
            ProductPicture(studio, workshop, till.tasks, ended=self._picture_ended),
            changed=self._another_card,
            told=self._refresh,
        )
        self._state = self._picture()

    def open(self) -> None:
        self._names = self._desk.names()
        self._preview.learn()
        if not self._opened:
            self._opened = True
            draft, word = self._desk.bring_back()
            self._lay_out(draft or Template(design=SHIPPED[_FIRST]()))
            self._inspect()
            if word is not None:
                self._toasts.tell(word)
        self._refresh()

    # --- On the card -----------------------------------------------------------------------------

    def turn(self, side: Side) -> None:
        self._drawing.turn(side)
        self._refresh()

    def choose_tool(self, tool: Tool) -> None:
        self._tool = tool
        self._refresh()

    def press(self, x: float, y: float) -> None:
        """The caller asks for the file of an artwork; every other tool works at once."""
        if self._tool in (Tool.SELECT, Tool.ARTWORK):
            self.choose(topmost_at(self._drawing.design, self._drawing.side, (x, y)))
            return
        element = moved_to(new_element(self._tool, self._drawing.design, _NEW_WORDS), (x, y))
        self._tool = Tool.SELECT
        self._act(lambda: self._drawing.add(element))

    def choose(self, element_id: str | None) -> None:
        self._drawing.choose(element_id)
        self._wrong = None
        self._refresh()

    def choose_next(self, *, backwards: bool = False) -> None:
        self._drawing.choose_next(-1 if backwards else 1)
        self._wrong = None
        self._refresh()

    def grab(self) -> None:
        self._drawing.grab()

    def drag(self, right: float, down: float, reach_mm: float) -> None:
        self._drawing.drag(right, down, reach_mm)
        self._refresh()

    def stretch(
        self, handle: Handle, right: float, down: float, reach_mm: float, *, in_proportion: bool
    ) -> None:
        self._drawing.stretch(handle, (right, down), reach_mm, in_proportion=in_proportion)
        self._refresh()

    def drop(self) -> None:
        self._act(self._drawing.drop)

    def nudge(self, right: float, down: float) -> None:
        self._act(lambda: self._drawing.nudge(right, down))

    def reorder(self, order: Order) -> None:
        if self._drawing.chosen:
            self._do(Reorder(self._drawing.chosen, order))

    def duplicate(self) -> None:
        self._act(self._drawing.duplicate)

    def remove(self) -> None:
        self._act(self._drawing.remove)

    def undo(self) -> None:
        self._act(self._drawing.undo)

    def redo(self) -> None:
        self._act(self._drawing.redo)

    def set_field(self, name: str, text: str) -> None:
        drawing = self._drawing
        element = drawing.element
        try:
            if element is None:
                move = design_move(drawing.design, drawing.side, name, text)
            else:
                move = element_move(element, name, text)
            drawing.do(move)
        except WrongValueError as error:
            self._wrong = (name, Message(error.word))
            self._refresh()
        except MoveRefusedError as error:
            self._wrong = (name, Message(f"move.{error.fault}"))
            self._refresh()
        else:
            self._changed()

    def fix(self, row_id: str) -> None:
        row = next((row for row in self._state.to_fix if row.id == row_id), None)
        if row is not None and row.fix is not None:
            self._drawing.choose(row.element_id or None)
            self._do(row.fix)

    def show_row(self, row_id: str) -> None:
        row = next((row for row in self._state.to_fix if row.id == row_id), None)
        if row is not None:
            self._drawing.turn(row.side)
            self.choose(row.element_id or None)

    def _do(self, move: Move) -> None:
        self._act(lambda: self._drawing.do(move))

    def _act(self, act: Callable[[], None]) -> None:
        before = self._drawing.design
        try:
            act()
        except MoveRefusedError as error:
            self._fault = Message(f"move.{error.fault}")
            self._refresh()
            return
        if self._drawing.design == before:
            self._refresh()
        else:
            self._changed()

    def _changed(self) -> None:
        """The design is another one than before: keep it, look at it, show it."""
        self._fault, self._wrong = None, None
        self._desk.touched()
        self._inspect()
        self._refresh()

    def _inspect(self) -> None:
        self._inspecting.look_at(self._drawing.template, self._preview.card)

    # --- Artwork ---------------------------------------------------------------------------------

    def choose_artwork(self, file: Path) -> None:
        self._tool = Tool.SELECT
        self._desk.read_artwork(file, self._took_artwork, self._refused)

    def _took_artwork(self, taken: TakenArtwork) -> None:
        self._act(lambda: self._drawing.add_artwork(taken))
        if taken.warnings:
            self._toasts.tell(*(Message(f"artwork.{warning}") for warning in taken.warnings))
        self._refresh()

    # --- The preview -----------------------------------------------------------------------------

    def choose_sample(self, campaign: str) -> None:
        self._preview.choose(campaign)

    def show_batch(self, batch: int) -> None:
        """Show a batch's first card on the preview: its page is opened for it."""
        self._preview.show_batch(batch)

    def on_scan(self, text: str, source: ScanSource) -> None:
        del source  # a card is a card, however it was read
        self._fault = None
        if not self._preview.scan(text):
            self._till.sounds.play(Sound.LOCKED)
            self._refused(Message("fault.no_card"))

    def _another_card(self) -> None:
        self._inspect()
        self._refresh()

    def give(self) -> None:
        if self._state.give.enabled:
            self._fault = self._preview.give(self._drawing.template)
            self._refresh()

    def _picture_ended(self, product: str, is_shown: bool) -> None:
        """The design was given before; whether tills show it so is known now, or not."""
        note = Message("toast.given.shown") if is_shown else None
        self._toasts.tell(Message("toast.given", {"product": product}), note)

    # --- Files -----------------------------------------------------------------------------------

    def begin(self, template: str) -> None:
        design = SHIPPED[template]()
        name = self._desk.unused(design.name)
        self._replace(renamed(Template(design=design), name), stored="")

    def open_named(self, name: str) -> None:
        self._desk.read_named(
            name, lambda found: self._replace(renamed(found, name), stored=name), self._refused
        )

    def open_given(self) -> None:
        given = self._preview.given
        if given is not None:
            name = self._desk.unused(given.design.name)
            self._replace(renamed(given, name), stored="")

    def open_file(self, file: Path) -> None:
        def opened(found: Template) -> None:
            name = self._desk.unused(found.design.name)
            self._replace(renamed(found, name), stored="")

        self._desk.read_file(file, opened, self._refused)

    def _replace(self, template: Template, *, stored: str) -> None:
        """Lay out another design; what was not saved is put on the shelf first."""
        try:
            kept = self._desk.put_by()
        except OSError:
            self._refused(Message("fault.not_put_by"))
            return
        self._lay_out(template)
        self._desk.opened(stored)
        self._names = self._desk.names()
        self._inspect()
        if kept is not None:
            self._toasts.tell(Message("toast.put_by", {"name": kept}))
        self._refresh()

    def _lay_out(self, template: Template) -> None:
        self._drawing.begin(template)
        self._fault, self._wrong, self._tool = None, None, Tool.SELECT

    def save(self) -> None:
        self._fault = self._desk.save(self._till.clock.now_ms())
        self._names = self._desk.names()
        self._refresh()

    def save_copy(self) -> None:
        name = self._drawing.design.name
        if self._desk.has(name):
            name = self._desk.unused(name)
        self._drawing.choose(None)
        self.set_field("name", name)
        self.save()

    def save_to(self, file: Path) -> None:
        self._fault = self._desk.save_to(file)
        if self._fault is None:
            self._toasts.tell(Message("toast.written", {"name": file.name}))
        self._refresh()

    def _refused(self, why: Message) -> None:
        self._fault = why
        self._refresh()

    # --- The picture -----------------------------------------------------------------------------

    def _picture(self) -> DesignerPicture:
        drawing, inspecting, preview = self._drawing, self._inspecting, self._preview
        template = self._drawing.template
        element = drawing.element
        return DesignerPicture(
            design=drawing.seen,
            pictures=template.pictures,
            card=preview.card,
            side=drawing.side,
            tool=self._tool,
            selection=None if element is None else selected(element, template, preview.card),
            design_fields=design_fields(drawing.seen, drawing.side),
            guides=drawing.guides,
            standing=self._desk.standing(),
            can_undo=drawing.can_undo,
            can_redo=drawing.can_redo,
            to_fix=inspecting.to_fix,
            passed=inspecting.passed,
            rules=inspecting.looked_at,
            checking=inspecting.busy,
            read_back=inspecting.read_back,
            samples=preview.choices(),
            sample=preview.campaign,
            names=self._names,
            save=self._desk.save_button(),
            give=preview.give_button(template, is_sound=inspecting.is_sound),
            given=preview.given_word(template),
            can_open_given=preview.given not in (None, template),
            fault=self._fault or preview.fault or inspecting.fault,
            wrong=self._wrong,
            toast=self._toasts.latest,
        )
