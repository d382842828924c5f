"""What was read: the next thing to do, the way to whole sheets, the last sheet, and each card."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import QuietButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.share_bar import ShareBar
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.proofing.map_view import MapPaper
from pos_terminal.proofing.model import ProofIntents, ProofPicture
from pos_terminal.proofing.rows_view import SampleLine
from pos_terminal.proofing.sentences_view import tell, tell_message, why_off

SUFFIXES: Final = frozenset(
    {".pdf", ".png", ".jpg", ".jpeg", ".bmp", ".webp", ".gif", ".tif", ".tiff"}
)
_FAULTS_MAX: Final = 4
_SOURCE: Final = 240
_CAMERA: Final = 180


class SamplesPanel(CardSurface):
    def __init__(self, theme: Theme, intents: ProofIntents, camera: QWidget | None) -> None:
        super().__init__(theme)
        self._intents = intents
        self._camera = camera
        self._lines: dict[int, SampleLine] = {}
        column = Column(theme, spacing=14, margins=(24, 20, 20, 18), parent=self)
        head = Row(theme, spacing=16)
        self._icon = Icon(theme, "barcode", 40, Token.INK_2)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._headline = Label(theme, Kind.PRODUCT, wrap=True)
        head.addWidget(self._headline, 1)
        column.addLayout(head)
        column.addWidget(self._build_reading(theme))
        faults = Row(theme, spacing=10)
        self._fault_icon = Icon(theme, "warning-fill", 22, Token.REFUSED_TEXT)
        self._faults = Label(theme, Kind.NOTE_STRONG, token=Token.REFUSED_TEXT, wrap=True)
        faults.addWidget(self._fault_icon, 0, Qt.AlignmentFlag.AlignTop)
        faults.addWidget(self._faults, 1)
        column.addLayout(faults)
        body = Row(theme, spacing=24)
        body.addWidget(self._build_source(theme))
        body.addLayout(self._build_list(theme), 1)
        column.addLayout(body, 1)

    def _build_source(self, theme: Theme) -> QWidget:
        """The live picture, or the sheet that was read last; below it the way to another."""
        source = QWidget()
        keep_size(theme, source, width=_SOURCE)
        column = Column(theme, spacing=12, parent=source)
        if self._camera is not None:
            keep_size(theme, self._camera, height=_CAMERA)
            column.addWidget(self._camera)
        column.addWidget(self._build_map(theme))
        self.read = SecondaryButton(theme, icon="file-arrow-up", key="F3")
        self.read.clicked.connect(self._ask_for_files)
        column.addWidget(self.read)
        self._note = Label(theme, Kind.NOTE, wrap=True)
        column.addWidget(self._note)
        column.addStretch(1)
        return source

    def _build_reading(self, theme: Theme) -> QWidget:
        self._reading = QWidget()
        row = Row(theme, spacing=16, parent=self._reading)
        words = Column(theme, spacing=6)
        self._progress = Label(theme, Kind.NOTE_STRONG, wrap=True)
        self._bar = ShareBar(theme, height=10)
        words.addWidget(self._progress)
        words.addWidget(self._bar)
        row.addLayout(words, 1)
        self.cancel = SecondaryButton(theme, icon="x-bold", key="Esc")
        self.cancel.clicked.connect(self._intents.cancel_reading)
        row.addWidget(self.cancel)
        return self._reading

    def _build_map(self, theme: Theme) -> QWidget:
        self._map_side = QWidget()
        column = Column(theme, spacing=6, parent=self._map_side)
        self.paper = MapPaper(theme)
        column.addWidget(self.paper)
        self._map_name = Label(theme, Kind.NOTE_STRONG, wrap=True)
        self._secret = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        column.addWidget(self._map_name)
        column.addWidget(self._secret)
        return self._map_side

    def _build_list(self, theme: Theme) -> Column:
        column = Column(theme, spacing=10)
        head = Row(theme, spacing=12)
        self._title = Label(theme, Kind.CARD_TITLE, wrap=True)
        self.sum = Pill(theme, Mood.QUIET)
        head.addWidget(self._title, 1)
        head.addWidget(self.sum, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        self._none = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._none)
        content = QWidget()
        self._entries = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self._more = Label(theme, Kind.NOTE, wrap=True)
        self._entries.addWidget(self._more)
        self._entries.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        self.count_poor = QuietButton(theme, icon="check-square-offset")
        self.count_poor.clicked.connect(self._intents.count_poor)
        column.addWidget(self.count_poor, 0, Qt.AlignmentFlag.AlignLeft)
        self.clear = QuietButton(theme, icon="eraser")
        self.clear.clicked.connect(self._intents.clear)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def rows(self) -> list[SampleLine]:
        """The lines as they stand."""
        return sorted(self._lines.values(), key=self._entries.indexOf)

    def show_state(self, state: ProofPicture) -> None:
        shippable = state.count is not None and state.count.shippable and not state.waiting
        self._icon.set_icon(
            Mood.ACTIVATED.icon if shippable else "barcode",
            Mood.ACTIVATED.writing if shippable else Token.INK_2,
        )
        relabel(self._headline, tell_message(state.headline))
        relabel(self._note, tell("view.read_note"))
        reword(self.read, tell("view.read"), why_off=why_off(state.read))
        show_if(self._reading, state.reading is not None)
        reword(self.cancel, tell("view.cancel"))
        if state.reading is not None:
            relabel(self._progress, tell_message(state.reading.sentence))
            self._bar.show_share(state.reading.done_thousandths / 1000, Token.ACCENT)
        faults = list(map(tell_message, state.file_faults[:_FAULTS_MAX]))
        if len(state.file_faults) > _FAULTS_MAX:
            faults.append(tell("view.more", count=len(state.file_faults) - _FAULTS_MAX))
        relabel(self._faults, "\n".join(faults), hide_empty=True)
        show_if(self._fault_icon, bool(state.file_faults))
        self._show_map(state)
        self._show_rows(state)

    def _show_map(self, state: ProofPicture) -> None:
        show_if(self._map_side, state.map is not None)
        if self._camera is not None:
            show_if(self._camera, state.map is None)
        if state.map is not None:
            spoken = tell("view.map", count=len(state.map.marks))
            self.paper.show_map(state.map, spoken)
            relabel(self._map_name, tell_message(state.map.name))
            relabel(self._secret, tell("view.secret"))

    def _show_rows(self, state: ProofPicture) -> None:
        relabel(self._title, tell("view.samples"))
        wrong = state.clear is not None
        icon = "warning-fill" if wrong else "list-bullets"
        mood = Mood.NOT_KNOWN if wrong else Mood.QUIET
        self.sum.show_state(mood, tell_message(state.sum), icon=icon)
        show_if(self.sum, state.sum is not None)
        relabel(self._none, "" if state.rows else tell("view.samples_none"), hide_empty=True)
        self._place_rows(state)
        more = tell("view.more", count=state.more_rows) if state.more_rows else ""
        relabel(self._more, more, hide_empty=True)
        show_if(self.clear, wrong)
        reword(self.clear, tell("view.clear"))
        poor = state.count_poor
        show_if(self.count_poor, poor is not None)
        if poor is not None:
            reword(self.count_poor, tell("view.count_poor"), why_off=why_off(poor))

    def _place_rows(self, state: ProofPicture) -> None:
        """A card keeps its line, so that a new one above it does not lay all out again."""
        wanted = {row.serial for row in state.rows}
        free = [line for serial, line in self._lines.items() if serial not in wanted]
        self._lines = {serial: line for serial, line in self._lines.items() if serial in wanted}
        for place, row in enumerate(state.rows):
            line = self._lines.get(row.serial)
            if line is None:
                line = self._lines[row.serial] = free.pop() if free else SampleLine(self._theme)
            line.show_row(row)
            if self._entries.indexOf(line) != place:
                self._entries.removeWidget(line)
                self._entries.insertWidget(place, line)
        for line in free:
            self._entries.removeWidget(line)
            line.hide()
            line.deleteLater()

    def _ask_for_files(self) -> None:
        """A dialog that does not stop the program: scans go on behind it."""
        dialog = QFileDialog(self, tell("view.read"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        dialog.setNameFilter(f"{tell('view.files')} ({patterns})")
        dialog.filesSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, files: list[str]) -> None:
        self._intents.read_files([Path(file) for file in files])
