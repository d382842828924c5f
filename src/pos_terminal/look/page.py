"""What the pages in the frame share: their name in the top bar, their toasts, another language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.look.frame import Frame
from pos_terminal.words import Message, Toast


class Page(QWidget):
    """``title`` names the page, and ``context`` what of it is shown, where there is more than one.

    ``opened`` and ``show_again`` are each page's own; a class of Qt's can have no abstract methods.

    A page that comes to the front takes the keys itself: none of its buttons is pressed unseen.
    """

    def __init__(
        self, frame: Frame, *, title: Callable[[], str], context: Callable[[], str] = str
    ) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("focus_ring", False)
        self._frame = frame
        self._title = title
        self._context = context
        self._toast_shown = 0

    def opened(self) -> None:
        """The page has come to the front."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Show what is shown in the words of another language."""
        raise NotImplementedError

    def name_page(self) -> None:
        """Put its name into the top bar, while it is the page that is seen."""
        if self.isVisible():
            self._frame.set_title(self._title(), self._context())

    def show_toast(
        self, toast: Toast, tell: Callable[[Message | None], str], *, even_behind: bool = False
    ) -> None:
        """Show a toast that was not shown before, where the page is seen, or behind another too."""
        if toast.serial > self._toast_shown:
            self._toast_shown = toast.serial
            if even_behind or self.isVisible():
                self._frame.show_toast(tell(toast.fact), tell(toast.note))

    def showEvent(self, event: object) -> None:
        self.name_page()
        self.setFocus()
        self.opened()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.show_again()
            self.name_page()
        super().changeEvent(event)
