"""Letting a new till in: its name, the code to type there, and whether it has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from pos_terminal.look.banner import StatusBanner
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.fields import TextField
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.staff.code_view import SOON_MS, CodeDisplay, TimeBar, minutes_left
from pos_terminal.staff.model import NAME_LENGTH_MAX, EnrolmentCode, NewTill, StaffIntents
from pos_terminal.staff.parts_view import MarkedLine
from pos_terminal.staff.sentences_view import tell, tell_message, why_off

_TICK_MS: Final = 1000
_LOOK_EVERY_TICKS: Final = 4


class NewTillPanel(CardSurface):
    """The clock ticks only while a code is on the screen."""

    def __init__(self, theme: Theme, intents: StaffIntents, now_ms: Callable[[], int]) -> None:
        super().__init__(theme)
        self._intents = intents
        self._now_ms = now_ms
        self._form: NewTill | None = None
        self._ticks = 0
        self._typing = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        column = Column(theme, spacing=12, margins=(32, 24, 32, 24), parent=self)
        content = QWidget()
        inner = Column(theme, spacing=12, margins=(0, 4, 0, 0), parent=content)
        self._title = Label(theme, Kind.PRODUCT, wrap=True)
        inner.addWidget(self._title)
        self._build_joined(inner, theme)
        self._build_name(inner, theme)
        self._build_code(inner, theme)
        self._build_steps(inner, theme)
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        column.addLayout(self._build_foot(theme))

    def _build_joined(self, inner: Column, theme: Theme) -> None:
        self._tick_row = QWidget()
        row = Row(theme, spacing=18, margins=(0, 16, 0, 16), parent=self._tick_row)
        row.addWidget(Icon(theme, "check-circle-fill", 64, Token.ACTIVATED_TEXT))
        words = Column(theme, spacing=4)
        self._joined = Label(theme, Kind.SUBSENTENCE, wrap=True)
        self._joined_note = Label(theme, Kind.BODY, wrap=True)
        words.addWidget(self._joined)
        words.addWidget(self._joined_note)
        row.addLayout(words, 1)
        inner.addWidget(self._tick_row)

    def _build_name(self, inner: Column, theme: Theme) -> None:
        self.name = TextField(theme, size=20)
        self.name.line.setMaxLength(NAME_LENGTH_MAX)
        self.name.edited.connect(self._intents.name_new_till)
        inner.addWidget(self.name)

    def _build_code(self, inner: Column, theme: Theme) -> None:
        self.code = CodeDisplay(theme)
        self._bar = TimeBar(theme, self._now_ms)
        self._ends = Label(theme, Kind.HEAD, wrap=True)
        self._once = Label(theme, Kind.BODY, wrap=True)
        for part in (self.code, self._bar):
            inner.addWidget(part)
        row = Row(theme, spacing=20)
        row.addWidget(self._ends, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._once, 3, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(row)

    def _build_steps(self, inner: Column, theme: Theme) -> None:
        self._line = Hairline(theme)
        inner.addWidget(self._line)
        self._own_server = StatusBanner(theme, Mood.NOT_KNOWN, icon="warning-bold")
        inner.addWidget(self._own_server)
        self._there = Label(theme, Kind.STRONG, wrap=True)
        inner.addWidget(self._there)
        self._steps = [MarkedLine(theme, number=number) for number in range(1, 4)]
        for step in self._steps:
            inner.addWidget(step)

    def _build_foot(self, theme: Theme) -> Row:
        foot = Row(theme, spacing=12)
        self._back = SecondaryButton(theme, key="Esc")
        self._back.clicked.connect(self._intents.back)
        self._again = SecondaryButton(theme, icon="arrow-clockwise")
        self._again.clicked.connect(self._intents.get_code)
        self._get = PrimaryButton(theme, key="F12", large=True)
        self._get.clicked.connect(self._intents.get_code)
        self._done = PrimaryButton(theme, key="F12", large=True)
        self._done.clicked.connect(self._intents.back)
        for other in (self._back, self._again):
            foot.addWidget(other, 0, Qt.AlignmentFlag.AlignBottom)
        for main in (self._get, self._done):
            foot.addWidget(main, 1)
        return foot

    def show_form(self, form: NewTill) -> None:
        self._form = form
        code, joined = form.code, form.joined is not None
        ended = code is not None and code.ends_at_ms <= self._now_ms()
        title = tell("view.new_till")
        if code is not None and not joined:
            title = tell("view.code_for", name=code.till_name)
        relabel(self._title, title)
        show_if(self._tick_row, joined)
        relabel(self._joined, tell_message(form.joined))
        relabel(self._joined_note, tell("view.joined_note"))
        show_if(self.name, code is None)
        self.name.set_label(tell("view.till_name"))
        self.name.set_note(tell("view.till_name_note"))
        self.name.set_text(form.name)
        self._show_code(form, shown=code is not None and not joined)
        self._show_steps(form, shown=not joined)
        relabel(self._fault, tell_message(form.fault), hide_empty=True)
        self._show_foot(form, waits=code is not None and not joined and not ended)
        self.setAccessibleName(self._title.text())
        self._keep_time(code is not None and not joined and not ended)

    def _show_code(self, form: NewTill, *, shown: bool) -> None:
        for part in (self.code, self._bar, self._ends, self._once):
            show_if(part, shown)
        code = form.code
        if code is None or not shown:
            return
        self._show_time(code)
        self._bar.show_time(code.given_at_ms, code.ends_at_ms)
        earlier = form.earlier_ends_at_ms
        relabel(
            self._once,
            tell("view.works_once") if earlier is None else tell("view.earlier", ends_at=earlier),
        )
        show_if(self._once, code.ends_at_ms > self._now_ms())

    def _show_time(self, code: EnrolmentCode) -> None:
        left_ms = code.ends_at_ms - self._now_ms()
        ended = left_ms <= 0
        words = tell("view.code_ended")
        spoken = words
        if not ended:
            words = tell("view.code_ends", left=minutes_left(left_ms), ends_at=code.ends_at_ms)
            # Letter by letter, as it has to be typed.
            spoken = tell("view.code_spoken", code=", ".join(" ".join(g) for g in code.groups))
        soon = left_ms <= SOON_MS
        self._ends.set_token(Token.NOT_KNOWN_TEXT if soon else Token.INK)
        relabel(self._ends, words)
        self.code.show_code(code.groups, spoken=spoken, ended=ended)

    def _show_steps(self, form: NewTill, *, shown: bool) -> None:
        alone = form.address is None
        show_if(self._line, shown)
        show_if(self._own_server, shown and alone)
        self._own_server.show_fact(
            Mood.NOT_KNOWN,
            tell("view.own_server"),
            tell("view.own_server_note"),
            icon="warning-bold",
        )
        show_if(self._there, shown)
        relabel(self._there, tell("view.at_the_new_till"))
        second = tell("view.step_2_unknown")
        if form.address is not None:
            second = tell("view.step_2", address=form.address)
        words = (tell("view.step_1"), second, tell("view.step_3"))
        for step, text in zip(self._steps, words, strict=True):
            show_if(step, shown)
            step.show_words(text)

    def _show_foot(self, form: NewTill, *, waits: bool) -> None:
        joined = form.joined is not None
        quiet = waits or joined
        why = why_off(form.get_code)
        show_if(self._back, not quiet)
        reword(self._back, tell("view.back"))
        show_if(self._again, quiet)
        again = tell("view.one_more" if joined else "view.another_code")
        reword(self._again, again, why_off=why)
        self._again.set_icon("plus" if joined else "arrow-clockwise")
        show_if(self._get, not quiet)
        get = tell("view.get_code" if form.code is None else "view.another_code")
        reword(self._get, get, why_off=why)
        show_if(self._done, quiet)
        reword(self._done, tell("view.back_to_tills"))

    def _keep_time(self, running: bool) -> None:
        if running and not self._timer.isActive():
            self._timer.start(_TICK_MS)
        elif not running:
            self._timer.stop()

    def _tick(self) -> None:
        form = self._form
        if form is None or form.code is None or not self.isVisible():
            self._timer.stop()
            return
        self._ticks += 1
        if form.code.ends_at_ms <= self._now_ms():
            self.show_form(form)
            return
        self._show_time(form.code)
        self._bar.update()
        if self._ticks % _LOOK_EVERY_TICKS == 0:
            self._intents.look_for_new_till()

    def hideEvent(self, event: object) -> None:
        self._typing = False

    def showEvent(self, event: object) -> None:
        if self._form is not None:
            self.show_form(self._form)

    def take_focus(self) -> None:
        """The one thing to type is the name; once there is a code, nothing is."""
        typing = self.name.isVisible()
        if typing and not self._typing:
            self.name.setFocus()
        self._typing = typing
