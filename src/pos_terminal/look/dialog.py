"""A dialog inside the window, on a scrim: for refusals and for what cannot be undone.

While it stands, nothing behind it can be pressed, focused or reached by a function key. It closes
only when its owner says so: no Enter, no Escape and no click outside does anything by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from pos_terminal.look.paint import rounded
from pos_terminal.look.theme import RADIUS_DIALOG, Theme, Token


class _Plate(QWidget):
    """The inside of a panel without its corners, opaque: what it hides need not be painted."""

    def __init__(self, theme: Theme, panel: QWidget) -> None:
        super().__init__(panel)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color(Token.SURFACE))
        painter.end()


class DialogPanel(QFrame):
    """The panel in the middle; give it a layout. ``width`` and ``height`` are its least."""

    def __init__(self, theme: Theme, *, width: float, height: float) -> None:
        super().__init__()
        self._theme = theme
        self._least = (width, height)
        self._plate = _Plate(theme, self)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self.setFixedWidth(self._theme.px(self._least[0]))
        self.setMinimumHeight(self._theme.px(self._least[1]))
        self.update()

    def resizeEvent(self, event: object) -> None:
        corner = self._theme.px(RADIUS_DIALOG)
        self._plate.setGeometry(self.rect().adjusted(corner, 0, -corner, 0))
        self._plate.lower()

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        rounded(
            painter,
            QRectF(self.rect()),
            self._theme.px(RADIUS_DIALOG),
            self._theme.color(Token.SURFACE),
        )
        painter.end()


class Dialog(QWidget):
    """The scrim with its panel. `locks` says that scanning is locked, or free again."""

    locks = Signal(bool)

    def __init__(self, theme: Theme, panel: DialogPanel, *, locks_scanning: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self.panel = panel
        self._locks_scanning = locks_scanning
        self._silenced: list[QShortcut] = []
        self._before: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel, 0, Qt.AlignmentFlag.AlignCenter)
        # The scrim itself has the focus at first: nothing there that a key could press.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_ring", False)
        theme.changed.connect(self.update)
        self.hide()

    def stand_over(self, window: QWidget) -> None:
        """Cover ``window`` until `go`."""
        if not self.isHidden() and self.parentWidget() is window:
            return
        focused = QApplication.focusWidget()
        self._before = focused if focused is not None and not self.isAncestorOf(focused) else None
        if self.parentWidget() is not window:
            self.setParent(window)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        own = set(self.findChildren(QShortcut))
        self._silenced = [
            shortcut
            for shortcut in window.findChildren(QShortcut)
            if shortcut.isEnabled() and shortcut not in own
        ]
        for shortcut in self._silenced:
            shortcut.setEnabled(False)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_focus)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        if self._locks_scanning:
            self.locks.emit(True)

    def go(self) -> None:
        """Uncover the window; the focus goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._keep_focus)
        parent = self.parentWidget()
        if parent is not None:
            parent.removeEventFilter(self)
        for shortcut in self._silenced:
            shortcut.setEnabled(True)
        self._silenced = []
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        if self._locks_scanning:
            self.locks.emit(False)

    def _keep_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """What lies behind must hear no keys, even where a page there takes the focus by itself."""
        window = self.parentWidget()
        if window is None or new is None or not self.isVisible():
            return
        behind = new is window or window.isAncestorOf(new)
        if behind and new is not self and not self.isAncestorOf(new):
            self.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        window = self.parentWidget()
        if event.type() is QEvent.Type.Resize and window is not None and watched is window:
            self.setGeometry(window.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the dialog."""
        stops = [
            child
            for child in self.panel.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus
            and child.isVisible()
            and child.isEnabled()
        ]
        if not stops:
            return True
        current = self.focusWidget()
        place = stops.index(current) if current in stops else (-1 if forward else 0)
        chosen = stops[(place + (1 if forward else -1)) % len(stops)]
        chosen.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # nothing behind the scrim hears a key

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def mousePressEvent(self, event: object) -> None:
        """A click beside the panel does nothing, and does not reach what lies behind."""

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color(Token.SCRIM))
        painter.end()
