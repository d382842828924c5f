"""A sheet of one's own: laid out in millimetres, and kept beside the shipped ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from pos_terminal.card_design.box import Size
from pos_terminal.print_page.fit_desk import length_of
from pos_terminal.print_page.jobs import PrintRoom
from pos_terminal.print_page.model import SheetField, SheetForm, SheetLine
from pos_terminal.sheets.own_sheet import (
    COUNT_MAX,
    LENGTH_MM_MAX,
    NAME_LENGTH_MAX,
    SheetFault,
    fault_of,
    is_tight,
)
from pos_terminal.sheets.sheet_layout import LAYOUTS, SheetLayout, slot_box
from pos_terminal.words import ON, Button, Message, off

_COUNTS: Final = (SheetField.COLUMNS, SheetField.ROWS)
_COUNT: Final = re.compile("[0-9]{1,2}")


class OwnSheetDesk:
    """The form begins as the sheet that is chosen. ``tell`` is called with what is good to know,
    ``changed`` at each change.
    """

    def __init__(
        self,
        room: PrintRoom,
        *,
        tell: Callable[[Message, Message], None],
        changed: Callable[[], None],
    ) -> None:
        self._room = room
        self._tell = tell
        self._changed = changed
        self._base: SheetLayout | None = None
        self._opened = ""  # the sheet of one's own that is worked on
        self._crop_marks = False
        self._bleed_mm = 0.0
        self._texts: dict[SheetField, str] = {}

    def open(self, name: str, layout: SheetLayout, bleed_mm: float) -> None:
        self._base, self._bleed_mm = layout, bleed_mm
        lengths = {
            SheetField.WIDTH: layout.page.width,
            SheetField.HEIGHT: layout.page.height,
            SheetField.COLUMNS: layout.columns,
            SheetField.ROWS: layout.rows,
            SheetField.GAP_X: layout.gap_x,
            SheetField.GAP_Y: layout.gap_y,
            SheetField.LEFT: layout.left,
            SheetField.TOP: layout.top,
        }
        self._opened = name if name in self._room.own_sheets() else ""
        self._crop_marks = layout.crop_marks
        self._texts = {SheetField.NAME: self._opened}
        self._texts |= {field: f"{round(value, 3):g}" for field, value in lengths.items()}
        self._changed()

    def close(self) -> None:
        self._base = None
        self._changed()

    def edit(self, field: SheetField, text: str) -> None:
        self._texts[field] = text
        self._changed()

    def mark_cuts(self, *, marked: bool) -> None:
        self._crop_marks = marked
        self._changed()

    def save(self) -> str | None:
        """Keep the sheet; tells its name."""
        layout, form = self._layout(), self.form()
        if layout is None or form is None or not form.save.enabled:
            return None
        self._keep(layout.name, layout)
        return layout.name

    def remove(self) -> None:
        """Keep the sheet that was opened no longer, whatever name is typed."""
        if self._opened in self._room.own_sheets():
            self._keep(self._opened, None)

    def _keep(self, name: str, layout: SheetLayout | None) -> None:
        if not self._room.keep_sheet(name, layout):
            self._tell(Message("toast.not_kept"), Message("toast.not_kept.note"))
        self.close()

    # --- The picture -----------------------------------------------------------------------------

    def form(self) -> SheetForm | None:
        if self._base is None:
            return None
        layout = self._layout()
        fault = None if layout is None else self._fault(layout)
        tight = layout is not None and fault is None and is_tight(layout, self._bleed_mm)
        note = Message("own.tight", {"bleed_thousandths": round(self._bleed_mm * 1000)})
        return SheetForm(
            lines=tuple(
                SheetLine(field=field, text=text, wrong=not self._is_read(field))
                for field, text in self._texts.items()
            ),
            crop_marks=self._crop_marks,
            fault=fault,
            note=note if tight else None,
            save=self._save(layout, fault),
            removable=self._opened in self._room.own_sheets(),
        )

    @property
    def _name(self) -> str:
        return self._texts.get(SheetField.NAME, "").strip()

    def _save(self, layout: SheetLayout | None, fault: Message | None) -> Button:
        if layout is None:
            return off("off.type_lengths")
        if fault is not None:
            return off("off.sheet_faulty")
        return ON if layout.name else off("off.name_sheet")

    def _fault(self, layout: SheetLayout) -> Message | None:
        if layout.name in LAYOUTS:
            return Message("own.name_taken")
        if layout.name != self._opened and layout.name in self._room.own_sheets():
            return Message("own.name_in_use")
        fault = fault_of(layout)
        if fault is None:
            return None
        last = slot_box(layout, layout.slots - 1)
        wide = fault is SheetFault.TOO_WIDE
        reach = last.right if wide else last.bottom
        paper = layout.page.width if wide else layout.page.height
        values = {
            "reach_thousandths": round(reach * 1000),
            "paper_thousandths": round(paper * 1000),
        }
        return Message(f"own.{fault.value}", values)

    def _layout(self) -> SheetLayout | None:
        """The sheet as it is typed, or None where something cannot be read."""
        base = self._base
        if base is None or not all(map(self._is_read, self._texts)):
            return None
        lengths = {field: length_of(self._texts[field]) or 0.0 for field in _LENGTHS}
        return replace(
            base,
            name=self._name,
            page=Size(lengths[SheetField.WIDTH], lengths[SheetField.HEIGHT]),
            columns=int(self._texts[SheetField.COLUMNS]),
            rows=int(self._texts[SheetField.ROWS]),
            gap_x=lengths[SheetField.GAP_X],
            gap_y=lengths[SheetField.GAP_Y],
            left=lengths[SheetField.LEFT],
            top=lengths[SheetField.TOP],
            crop_marks=self._crop_marks,
            die_cut=False,
        )

    def _is_read(self, field: SheetField) -> bool:
        text = self._texts[field].strip()
        if field is SheetField.NAME:
            return len(text) <= NAME_LENGTH_MAX
        if field in _COUNTS:
            return _COUNT.fullmatch(text) is not None and 1 <= int(text) <= COUNT_MAX
        length = length_of(text)
        if length is None or length > LENGTH_MM_MAX:
            return False
        return length > 0 or field not in (SheetField.WIDTH, SheetField.HEIGHT)


_LENGTHS = tuple(each for each in SheetField if each not in (SheetField.NAME, *_COUNTS))
