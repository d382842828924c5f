"""The frame of every page: rail, top bar, banners, the pages themselves, and toasts over them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.look.banner import StatusBanner
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.card_surface import Ground
from pos_terminal.look.pill import Mood
from pos_terminal.look.rail import Entry, Rail
from pos_terminal.look.station import Station
from pos_terminal.look.theme import Theme, Token
from pos_terminal.look.toast import TOAST_IN_BAR, TOAST_TOP, ToastBlock
from pos_terminal.look.top_bar import TopBar


class Frame(Ground):
    """`page_chosen` asks for a page of the rail; the owner answers with `show_page`."""

    page_chosen = Signal(str)
    lock_asked = Signal()
    person_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Token.CANVAS)
        self._theme = theme
        self._rail = Rail(theme)
        self._bar = TopBar(theme)
        self._pages: dict[str, QWidget] = {}
        self._banners: dict[str, StatusBanner] = {}
        self._answer_page = ""
        self._answer_stands = False
        row = Row(theme, parent=self)
        row.addWidget(self._rail)
        right = Column(theme)
        row.addLayout(right, 1)
        right.addWidget(self._bar)
        self._banner_area = QWidget()
        self._banner_column = Column(
            theme, spacing=8, margins=(32, 16, 32, 0), parent=self._banner_area
        )
        self._banner_area.hide()
        right.addWidget(self._banner_area)
        self._stack = QStackedLayout()
        right.addLayout(self._stack, 1)
        self._toast = ToastBlock(theme, self)
        self._rail.chosen.connect(self.page_chosen)
        self._rail.lock_asked.connect(self.lock_asked)
        self._rail.person_asked.connect(self.person_asked)

    def add_page(self, page: str, view: QWidget) -> None:
        self._pages[page] = view
        self._stack.addWidget(view)
        self._toast.raise_()

    def show_page(self, page: str) -> None:
        self._rail.set_current(page)
        view = self._pages[page]
        if view is not self._stack.currentWidget():
            self._stack.setCurrentWidget(view)
            # Leaving a page, Qt would hand its focus to the next button, whichever that is.
            taker = view if view.focusPolicy() is not Qt.FocusPolicy.NoFocus else self
            taker.setFocus()
            self._toast.raise_()  # the layout has just raised the page

    def current_page(self) -> str | None:
        shown = self._stack.currentWidget()
        return next((page for page, view in self._pages.items() if view is shown), None)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        self._rail.set_entries(entries)
        self._rail.set_current(self.current_page() or "")

    def set_count(self, page: str, count: int) -> None:
        self._rail.set_count(page, count)

    def set_title(self, title: str, context: str = "") -> None:
        self._bar.set_title(title, context)

    def set_place(self, place: str) -> None:
        """Store and till: they stand in the top bar whatever page is open."""
        self._bar.set_place(place)

    def show_station(self, station: Station) -> None:
        self._bar.show_station(station)

    def set_clock(self, clock: str) -> None:
        self._bar.set_clock(clock)

    def show_person(self, person_id: str, name: str) -> None:
        self._rail.show_person(person_id, name)

    def show_banner(
        self, name: str, mood: Mood, fact: str, note: str, *, icon: str | None = None
    ) -> None:
        """Show a state that lasts, or change the words of the one of that name."""
        banner = self._banners.get(name)
        if banner is None:
            banner = StatusBanner(self._theme, mood, fact, note, icon=icon)
            self._banners[name] = banner
            self._banner_column.addWidget(banner)
        else:
            banner.show_fact(mood, fact, note, icon=icon)
        self._banner_area.show()

    def clear_banner(self, name: str) -> None:
        banner = self._banners.pop(name, None)
        if banner is not None:
            self._banner_column.removeWidget(banner)
            banner.deleteLater()
            self._banner_area.setVisible(bool(self._banners))

    def show_toast(self, fact: str, note: str = "") -> None:
        """A toast lies over the page, but never over an answer: then it takes the top bar."""
        clear = self._answer_stands and self.current_page() == self._answer_page
        self._toast.show_toast(fact, note, top=TOAST_IN_BAR if clear else TOAST_TOP)

    def end_toast(self) -> None:
        """A verdict or a refusal comes: nothing may lie over it."""
        self._toast.end()

    def keep_clear(self, page: str, answer_stands: bool) -> None:
        """Whether one of the three answers stands on this page, or over it."""
        self._answer_page = page
        self._answer_stands = answer_stands

    @property
    def rail(self) -> Rail:
        return self._rail

    @property
    def top_bar(self) -> TopBar:
        return self._bar
