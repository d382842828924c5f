"""The checkout screen: shows the presenter's pictures and passes on what is pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from pos_terminal.checkout.card_view import CameraPlace
from pos_terminal.checkout.closed_view import ClosedPage
from pos_terminal.checkout.model import CheckoutIntents, CheckoutState, Mode
from pos_terminal.checkout.not_known_view import NotKnownPage
from pos_terminal.checkout.ready_view import ReadyPage, ScannerCondition, ScannerKind, ScannerLine
from pos_terminal.checkout.refusal_view import RefusalPanel
from pos_terminal.checkout.selling_view import SellingPage
from pos_terminal.checkout.sentences_view import tell, tell_message
from pos_terminal.checkout.typing_view import TypingPanel
from pos_terminal.checkout.verdict_view import VerdictPage
from pos_terminal.look.frame import Frame
from pos_terminal.look.picture_drop import PICTURE_SUFFIXES
from pos_terminal.look.pill import Mood
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.theme import Theme
from pos_terminal.words import Banner, Tone

PAGE = "checkout"
_BANNER = "checkout"
_MOODS = {
    Tone.PLAIN: Mood.QUIET,
    Tone.ACTIVATED: Mood.ACTIVATED,
    Tone.REFUSED: Mood.REFUSED,
    Tone.NOT_KNOWN: Mood.NOT_KNOWN,
}
_NO_PICTURE = (ScannerCondition.OFF, ScannerCondition.ABSENT)
_SELLING = (Mode.BASKET, Mode.CHECKING, Mode.PAYMENT, Mode.ACTIVATING)
_SETTLED = (Mode.ACTIVATED, Mode.PARTLY_ACTIVATED, Mode.NOT_ACTIVATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What lies around the screen: its frame, the live picture, and where pictures are found.

    ``place`` tells where this till stands ("Harbour Street 12, Till 1"), for the top bar of every
    page; ``pictures`` is the folder that the file dialog opens with.
    """

    frame: Frame
    place: Callable[[], str]
    now_ms: Callable[[], int]
    camera: QWidget | None = None
    pictures: Path | None = None


class CheckoutView(QWidget):
    """`picture_chosen` brings a file to read; `scanning_locked` follows the picture shown."""

    picture_chosen = Signal(str)
    scanning_locked = Signal(bool)

    def __init__(
        self, theme: Theme, intents: CheckoutIntents, artworks: Artworks, around: Surroundings
    ) -> None:
        super().__init__()
        self._intents = intents
        self._around = around
        self._camera = around.camera
        self._state: CheckoutState | None = None
        self._toast_shown = 0
        self._locked: bool | None = None
        with_camera = around.camera is not None
        self.ready = ReadyPage(theme, with_camera=with_camera)
        self.selling = SellingPage(theme, intents, artworks, with_camera=with_camera)
        self.verdict = VerdictPage(theme, artworks)
        self.not_known = NotKnownPage(theme, artworks, around.now_ms)
        self.closed = ClosedPage(theme)
        self.setProperty("focus_ring", False)
        self._stack = QStackedLayout(self)
        for page in (self.ready, self.selling, self.verdict, self.not_known, self.closed):
            self._stack.addWidget(page)
        self.refusal = RefusalPanel(theme, artworks)
        self.typing = TypingPanel(theme)
        if around.camera is not None:
            around.camera.setParent(self)
            for place in (self.ready.camera_place, self.selling.card.camera_place):
                place.placed.connect(self._place_camera)
        self._connect()
        theme.changed.connect(self._place_camera)
        intents.watch(self._show)

    def show_scanners(self, lines: tuple[ScannerLine, ...]) -> None:
        """What a card can be scanned with, and how it is."""
        self.ready.show_scanners(lines)
        seen = any(
            one.kind is ScannerKind.CAMERA and one.condition not in _NO_PICTURE for one in lines
        )
        on = seen and self._camera is not None
        self.ready.use_camera(on)
        self.selling.card.use_camera(on)
        if self._state is not None and self._stack.currentWidget() is self.ready:
            self.ready.show_ready(self._state)
        self._place_camera()

    def _connect(self) -> None:
        intents = self._intents
        self.ready.typing_asked.connect(intents.open_typing)
        self.ready.bring_back.connect(intents.bring_back)
        self.ready.picture_asked.connect(self._ask_for_picture)
        self.ready.sale_asked.connect(intents.open_sale)
        self.selling.typing_asked.connect(intents.open_typing)
        self.verdict.print_asked.connect(intents.print_receipt)
        self.verdict.next_asked.connect(intents.next_sale)
        self.verdict.void_asked.connect(intents.void_sale)
        self.verdict.handed_back.connect(intents.hand_back)
        self.not_known.try_asked.connect(intents.try_now)
        self.not_known.leave_asked.connect(intents.leave_waiting)
        self.not_known.slip_asked.connect(intents.print_waiting_slip)
        self.not_known.manager_called.connect(intents.call_manager)
        self.not_known.was_cash.connect(intents.correct_paid_cash)
        self.not_known.was_reference.connect(intents.correct_paid_reference)
        self.closed.waiting_asked.connect(intents.open_waiting)
        self.closed.new_journal.connect(intents.start_new_journal)
        self.refusal.acknowledged.connect(intents.acknowledge_refusal)
        self.refusal.manager_called.connect(intents.call_manager)
        self.typing.typed.connect(intents.type_number)
        self.typing.closed.connect(intents.close_typing)

    def _show(self, state: CheckoutState) -> None:
        before = self._state
        self._state = state
        if _speaks_up(before, state):
            self._around.frame.end_toast()
        self._show_page(state)
        self._show_dialogs(state)
        self._around.frame.set_place(self._around.place())
        self._around.frame.keep_clear(PAGE, _says_the_answer(state))
        if self.isVisible() and (before is None or before.sale_number != state.sale_number):
            self._show_title(state)
        self._show_news(state)
        if self._locked is not state.scanning_locked:
            self._locked = state.scanning_locked
            self.scanning_locked.emit(state.scanning_locked)

    def _show_page(self, state: CheckoutState) -> None:
        page: QWidget = self.ready
        if state.mode in _SELLING or (state.mode is Mode.READY and state.checking):
            page = self.selling
            self.selling.show_sale(state)
        elif state.mode in _SETTLED and state.verdict is not None:
            page = self.verdict
            self.verdict.show_verdict(state, state.verdict)
        elif state.mode is Mode.NOT_KNOWN_YET and state.not_known is not None:
            page = self.not_known
            self.not_known.show_not_known(state, state.not_known)
        elif state.mode is Mode.CLOSED and state.trouble is not None:
            page = self.closed
            self.closed.show_trouble(state.trouble)
        else:
            self.ready.show_ready(state)
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)
            # Nothing that a key could press has the focus when a new picture comes.
            if state.mode is not Mode.PAYMENT:
                self.setFocus()
            if page is self.not_known:
                self.not_known.take_focus()
        self._place_camera()

    def _show_dialogs(self, state: CheckoutState) -> None:
        frame = self._around.frame
        if not frame.isAncestorOf(self):
            return  # not in its place yet; showEvent comes back to it
        if state.typing is not None and state.refusal is None:
            self.typing.show_typing(state.typing)
            if self.typing.isHidden():
                self.typing.stand_over(frame)
                self.typing.take_focus()
        else:
            self.typing.go()
        if state.refusal is not None:
            self.refusal.show_refusal(state, state.refusal)
            self.refusal.stand_over(frame)
        else:
            self.refusal.go()

    def _show_title(self, state: CheckoutState) -> None:
        context = ""
        if state.sale_number is not None:
            context = tell("view.sale", number=state.sale_number)
        self._around.frame.set_title(tell("view.title"), context)

    def _show_news(self, state: CheckoutState) -> None:
        toast = state.toast
        if toast is not None and toast.serial > self._toast_shown:
            self._toast_shown = toast.serial
            self._around.frame.show_toast(tell_message(toast.fact), tell_message(toast.note))
        if state.banner is None:
            self._around.frame.clear_banner(_BANNER)
        else:
            self._show_banner(state.banner)

    def _show_banner(self, banner: Banner) -> None:
        fact, note = tell_message(banner.fact), tell_message(banner.note)
        self._around.frame.show_banner(_BANNER, _MOODS[banner.tone], fact, note)

    def _place_camera(self) -> None:
        """One live picture for both pages: it is moved over the place that shows it now."""
        camera = self._camera
        if camera is None:
            return
        place = self._camera_place()
        if place is None or not place.isVisible():
            camera.hide()
            return
        self._stack.activate()
        corner = place.mapTo(self, QPoint(0, 0))
        camera.setGeometry(corner.x(), corner.y(), place.width(), place.height())
        camera.show()
        camera.raise_()

    def _camera_place(self) -> CameraPlace | None:
        if self._stack.currentWidget() is self.ready:
            return self.ready.camera_place
        if self._state is not None and self._state.mode in (Mode.READY, Mode.BASKET):
            return self.selling.card.camera_place
        return None

    def _ask_for_picture(self) -> None:
        """A dialog that does not stop the program: scans go on behind it."""
        dialog = QFileDialog(self, tell("view.choose_picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        dialog.setNameFilter(f"{tell('view.pictures')} ({patterns})")
        if self._around.pictures is not None:
            dialog.setDirectory(str(self._around.pictures))
        dialog.fileSelected.connect(self.picture_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def resizeEvent(self, event: object) -> None:
        self._place_camera()

    def showEvent(self, event: object) -> None:
        if self._state is not None:
            self._show_title(self._state)
            self._show_dialogs(self._state)
        self._place_camera()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange and self._state is not None:
            self._show(self._state)
            self._show_title(self._state)
        super().changeEvent(event)


def _speaks_up(before: CheckoutState | None, state: CheckoutState) -> bool:
    """Whether a verdict or a refusal appears with this picture."""
    if state.refusal is not None:
        return before is None or before.refusal is None
    return _says_the_answer(state) and (before is None or before.mode is not state.mode)


def _says_the_answer(state: CheckoutState) -> bool:
    """Whether one of the three answers stands on the screen."""
    return state.refusal is not None or state.mode in (*_SETTLED, Mode.NOT_KNOWN_YET)
