"""Press for one second: the only way out of a refusal.

A scanner ends its text with Enter, and a hurried hand clicks or strikes Space: none of these may
acknowledge anything. Finger, mouse or F9, held for a second, does; letting go starts again.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pos_terminal.look.theme import RADIUS_KEY, Theme, Token, Weight

HOLD_MS: Final = 1000
HOLD_KEY: Final = Qt.Key.Key_F9
_LIFT_MS: Final = 40
_FRAME_MS: Final = 16
_CALM_FRAME_MS: Final = 250
_RING: Final = 40
_LEFT: Final = 84
_RIGHT: Final = 20
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class HoldButton(QAbstractButton):
    """`held` is the one signal to follow; `clicked` means nothing here."""

    held = Signal()

    def __init__(
        self, theme: Theme, title: str = "", note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._note = ""
        self._clock = QElapsedTimer()
        self._held_by: QEvent.Type | None = None
        self._done = QTimer(self)
        self._done.setSingleShot(True)
        self._done.setTimerType(Qt.TimerType.PreciseTimer)
        self._done.timeout.connect(self._finish)
        # X11 repeats a held key as release and press of one time, and does not always say so.
        self._lift = QTimer(self)
        self._lift.setSingleShot(True)
        self._lift.timeout.connect(self._stop)
        self._lifted_at = 0
        self._frames = QTimer(self)
        self._frames.timeout.connect(self.update)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._restyle)
        self.set_words(title, note)

    def set_words(self, title: str, note: str) -> None:
        self.setText(title)
        self._note = note
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self._restyle()

    @property
    def focus_radius(self) -> int:
        return self._theme.px(RADIUS_KEY)

    @property
    def progress(self) -> float:
        """How much of the second has passed, from 0 to 1."""
        if self._held_by is None:
            return 0.0
        return min(1.0, self._clock.elapsed() / HOLD_MS)

    def hold_key_pressed(self, event: QKeyEvent) -> bool:
        """Take F9 from a dialog that has the focus; says whether it was that key."""
        if event.key() != HOLD_KEY:
            return False
        if self._lift.isActive() and event.timestamp() == self._lifted_at:
            self._lift.stop()
        elif not event.isAutoRepeat():
            self._begin(QEvent.Type.KeyPress)
        return True

    def hold_key_released(self, event: QKeyEvent) -> bool:
        if event.key() != HOLD_KEY:
            return False
        if not event.isAutoRepeat() and self._held_by is QEvent.Type.KeyPress:
            self._lifted_at = event.timestamp()
            if self._lifted_at:
                self._lift.start(_LIFT_MS)
            else:
                self._stop()
        return True

    def _begin(self, source: QEvent.Type) -> None:
        if self._held_by is None and self.isEnabled():
            self._held_by = source
            self._clock.start()
            self._done.start(HOLD_MS)
            self._frames.start(_CALM_FRAME_MS if self._theme.reduced_motion else _FRAME_MS)
            self.update()

    def _stop(self) -> None:
        self._held_by = None
        self._lift.stop()
        self._done.stop()
        self._frames.stop()
        self.update()

    def _finish(self) -> None:
        if self._lift.isActive():
            self._done.start(_LIFT_MS)  # first, whether the key is still down
            return
        self._stop()
        self.held.emit()

    # Qt's own ways of pressing a button are all closed but the held mouse or finger.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hold_key_pressed(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.hold_key_released(event):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(QEvent.Type.MouseButtonPress)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        slipped_off = not self.rect().contains(event.position().toPoint())
        if slipped_off and self._held_by is QEvent.Type.MouseButtonPress:
            self._stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held_by is QEvent.Type.MouseButtonPress:
            self._stop()

    def focusOutEvent(self, event: object) -> None:
        self._stop()

    def hideEvent(self, event: object) -> None:
        self._stop()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.ActivationChange:
            self._stop()  # the key's release would go to another window
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        width = self._theme.px(596)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = self._theme.px(280)
        return QSize(width, self._theme.px(64))

    def heightForWidth(self, width: int) -> int:
        title, note = self._text_heights(width)
        return max(self._theme.px(80), round(title + note) + self._theme.px(28))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _text_heights(self, width: int) -> tuple[float, float]:
        room = QRectF(0, 0, width - self._theme.px(_LEFT + _RIGHT), 10_000)
        title = QFontMetricsF(self._title_font()).boundingRect(room, _WRAPPED, self.text())
        note = QFontMetricsF(self._note_font()).boundingRect(room, _WRAPPED, self._note)
        return title.height(), note.height() if self._note else 0.0

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.px(RADIUS_KEY)
        face = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(face, radius, radius)
        painter.fillPath(shape, theme.color(Token.REFUSED if self.isEnabled() else Token.SUNKEN))
        progress = self.progress
        if progress > 0:
            run = QRectF(face)
            run.setWidth(face.width() * progress)
            filled = QPainterPath()
            filled.addRect(run)
            painter.fillPath(shape.intersected(filled), theme.color(Token.REFUSED_PRESSED))
        self._draw_ring(painter, face, progress)
        self._draw_words(painter, face)
        painter.end()

    def _draw_ring(self, painter: QPainter, face: QRectF, progress: float) -> None:
        theme = self._theme
        side = theme.px(_RING)
        ring = QRectF(theme.px(24), face.center().y() - side / 2, side, side)
        half = theme.px(3)
        ring.adjust(half, half, -half, -half)
        pale = theme.color(self._ink())
        pale.setAlphaF(0.45)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(pale, theme.px(5)))
        painter.drawEllipse(ring)
        if progress > 0:
            painter.setPen(
                QPen(theme.color(Token.ON_REFUSED), theme.px(5), c=Qt.PenCapStyle.RoundCap)
            )
            painter.drawArc(ring, 90 * 16, round(-progress * 360 * 16))

    def _draw_words(self, painter: QPainter, face: QRectF) -> None:
        theme = self._theme
        title, note = self._text_heights(self.width())
        left = theme.px(_LEFT)
        width = self.width() - theme.px(_LEFT + _RIGHT)
        top = face.center().y() - (title + note) / 2
        painter.setPen(theme.color(self._ink()))
        painter.setFont(self._title_font())
        painter.drawText(QRectF(left, top, width, title), _WRAPPED, self.text())
        if self._note:
            painter.setFont(self._note_font())
            painter.drawText(QRectF(left, top + title, width, note), _WRAPPED, self._note)

    def _ink(self) -> Token:
        return Token.ON_REFUSED if self.isEnabled() else Token.INK_2

    def _title_font(self) -> QFont:
        return self._theme.font(20, Weight.SEMIBOLD)

    def _note_font(self) -> QFont:
        return self._theme.font(15, Weight.MEDIUM)
