"""How a printer is corrected: its test grid is printed, measured, and what it is off by undone.

How many dots an inch it has is told here too: systems draw finer than some printers print.
"""

from __future__ import annotations

from collections.abc import Callable

from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.print_page.jobs import PrintRoom
from pos_terminal.print_page.model import FitField, FitForm, FitLine
from pos_terminal.sheets.printer_fit import GridPlaces, Measured, NotAFitError, fit_of
from pos_terminal.sheets.sheet_layout import DPI_MAX, DPI_MIN, PrinterFit, SheetLayout
from pos_terminal.words import ON, Button, Message, off

_LENGTH_MM_MAX = 2_000.0


class FitDesk:
    """One printer at a time; ``tell`` is called once its correction holds."""

    def __init__(
        self,
        room: PrintRoom,
        tasks: TaskRunner,
        *,
        tell: Callable[[Message, Message], None],
        changed: Callable[[], None],
    ) -> None:
        self._room = room
        self._tasks = tasks
        self._tell = tell
        self._changed = changed
        self._printer = ""
        self._layout: SheetLayout | None = None
        self._texts: dict[FitField, str] = {}
        self._dots = ""
        self._busy = False
        self._fault: Message | None = None
        self._note: Message | None = None

    def open(self, printer: str, layout: SheetLayout) -> None:
        self._printer, self._layout = printer, layout
        self._texts = dict.fromkeys(FitField, "")
        self._dots = str(self._room.dots(printer) or "")
        self._fault = self._note = None
        self._changed()

    def close(self) -> None:
        self._printer, self._layout = "", None
        self._changed()

    def edit(self, field: FitField, text: str) -> None:
        self._texts[field] = text
        self._fault = None
        self._changed()

    def edit_dots(self, text: str) -> None:
        self._dots = text
        self._changed()

    # --- The grid --------------------------------------------------------------------------------

    def print_grid(self, *, corrected: bool) -> None:
        """Print the grid: as the printer does by itself, or as it is corrected now."""
        printer, layout = self._printer, self._layout
        if layout is None or self._busy:
            return
        self._busy, self._fault, self._note = True, None, None
        self._changed()

        def printed(fault: Message | None) -> None:
            self._busy = False
            if printer == self._printer:
                self._fault = fault
                word = "fit.check" if corrected else "fit.measure"
                self._note = None if fault is not None else Message(word)
            self._changed()

        fit = self._room.fit(printer) if corrected else PrinterFit()
        self._tasks.run(
            lambda: self._room.print_grid(printer, layout, fit), then=printed, failed=_never
        )

    # --- The correction --------------------------------------------------------------------------

    def save(self) -> None:
        form = self.form()
        layout = self._layout
        if form is None or layout is None or not form.save.enabled:
            return
        dots = int(self._dots) if self._dots.strip() else None
        if dots != self._room.dots(self._printer):
            is_kept = self._room.keep_dots(self._printer, dots)
            self._say_kept("toast.dots", is_kept=is_kept)
        if not any(text.strip() for text in self._texts.values()):
            self._changed()
            return
        try:
            fit = fit_of(GridPlaces.of(layout.page), self._measured())
        except NotAFitError:
            self._fault = Message("fit.too_far")
            self._changed()
            return
        self._keep(fit)

    def reset(self) -> None:
        """Correct nothing."""
        self._keep(PrinterFit())

    def _keep(self, fit: PrinterFit) -> None:
        if self._printer:
            is_kept = self._room.keep_fit(self._printer, fit)
            self._say_kept("toast.fit", is_kept=is_kept)
            self._texts = dict.fromkeys(FitField, "")
            self._fault, self._note = None, None
            self._changed()

    def _say_kept(self, fact: str, *, is_kept: bool) -> None:
        if is_kept:
            self._tell(Message(fact), words_of(self._room.fit(self._printer)))
        else:
            self._tell(Message("toast.not_kept"), Message("toast.not_kept.note"))

    def _measured(self) -> Measured:
        lengths = {field: length_of(text) for field, text in self._texts.items()}
        return Measured(
            left=lengths[FitField.LEFT] or 0.0,
            top=lengths[FitField.TOP] or 0.0,
            across=lengths[FitField.ACROSS] or 0.0,
            down=lengths[FitField.DOWN] or 0.0,
            back_left=lengths[FitField.BACK_LEFT],
            back_top=lengths[FitField.BACK_TOP],
        )

    # --- The picture -----------------------------------------------------------------------------

    def form(self) -> FitForm | None:
        layout = self._layout
        if layout is None:
            return None
        fit = self._room.fit(self._printer)
        busy = off("off.printing_grid") if self._busy else ON
        return FitForm(
            printer=self._printer,
            now=words_of(fit),
            lines=self._lines(GridPlaces.of(layout.page)),
            dots=self._dots,
            dots_wrong=not self._dots_are_read(),
            note=self._note,
            fault=self._fault,
            grid=busy,
            corrected=busy if fit != PrinterFit() else None,
            save=self._save(),
        )

    def _lines(self, places: GridPlaces) -> tuple[FitLine, ...]:
        meant = {FitField.ACROSS: places.across, FitField.DOWN: places.down}
        return tuple(
            FitLine(
                field=field,
                text=text,
                meant_thousandths=round(meant.get(field, places.edge) * 1000),
                wrong=bool(text.strip()) and length_of(text) is None,
            )
            for field, text in self._texts.items()
        )

    def _save(self) -> Button:
        if not self._dots_are_read():
            return off("off.measure_first")
        kept = str(self._room.dots(self._printer) or "")
        if self._dots.strip() != kept and not any(text.strip() for text in self._texts.values()):
            return ON
        needed = (FitField.LEFT, FitField.TOP, FitField.ACROSS, FitField.DOWN)
        given = {field: length_of(text) for field, text in self._texts.items()}
        unread = any(text.strip() and given[field] is None for field, text in self._texts.items())
        if unread or any(given[field] is None for field in needed):
            return off("off.measure_first")
        return ON

    def _dots_are_read(self) -> bool:
        text = self._dots.strip()
        return not text or (
            text.isascii() and text.isdecimal() and DPI_MIN <= int(text[:9]) <= DPI_MAX
        )


def length_of(text: str) -> float | None:
    """What was typed as millimetres, with a point or a comma; else None."""
    try:
        length = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return length if 0 <= length <= _LENGTH_MM_MAX else None


def words_of(fit: PrinterFit) -> Message:
    """How a printer is corrected."""
    if fit == PrinterFit():
        return Message("fit.none")
    return Message(
        "fit.some",
        {
            "right_thousandths": round(fit.offset_x * 1000),
            "down_thousandths": round(fit.offset_y * 1000),
            "scale_thousandths": round((fit.scale_x + fit.scale_y) / 2 * 100_000),
        },
    )


def _never(_error: NoAnswerError) -> None:
    """Printers answer without a line."""
