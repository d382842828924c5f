"""The second person's signature: whose, what for, and the PIN. Scans of a badge go on."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy

from card_contract.messages import ApprovalPurpose
from pos_terminal.approval.model import ApprovalIntents, ApprovalState, Approver
from pos_terminal.look.avatar import Avatar
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.dialog import Dialog, DialogPanel
from pos_terminal.look.frame import Frame
from pos_terminal.look.icons import BADGE, Icon
from pos_terminal.look.page_words import PageWords
from pos_terminal.look.paint import rounded
from pos_terminal.look.pin_pad import PinDots, PinPad
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_BUTTON, Theme, Token

CONTEXT: Final = "approval"
SENTENCES: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("approval", "A manager signs"),
    "view.title.studio": QT_TRANSLATE_NOOP("approval", "A second person of the studio signs"),
    "view.who": QT_TRANSLATE_NOOP("approval", "Choose your name, or scan your badge."),
    "view.badge": QT_TRANSLATE_NOOP("approval", "Scan your badge"),
    "view.badge_read": QT_TRANSLATE_NOOP("approval", "Badge read, now the PIN"),
    "view.pin": QT_TRANSLATE_NOOP("approval", "Enter your PIN"),
    "view.pin_of": QT_TRANSLATE_NOOP("approval", "{name}, enter your PIN"),
    "view.manager": QT_TRANSLATE_NOOP("approval", "Manager"),
    "view.studio": QT_TRANSLATE_NOOP("approval", "Studio"),
    "view.administrator": QT_TRANSLATE_NOOP("approval", "Administrator"),
    "view.close": QT_TRANSLATE_NOOP("approval", "Nobody signs"),
    "view.without": QT_TRANSLATE_NOOP("approval", "Record it, a manager signs later"),
    "sign.void": QT_TRANSLATE_NOOP(
        "approval", "Void sale {number} and give back {refund_minor}"
    ),
    "sign.void_again": QT_TRANSLATE_NOOP("approval", "Void sale {number}"),
    "sign.settle_paid": QT_TRANSLATE_NOOP(
        "approval", "Sale {number} of another till was paid: {total_minor}"
    ),
    "sign.settle_money_back": QT_TRANSLATE_NOOP(
        "approval", "Sale {number} of another till was paid, and {total_minor} go back"
    ),
    "sign.settle_not_paid": QT_TRANSLATE_NOOP(
        "approval", "Sale {number} of another till was not paid; its cards are freed"
    ),
    "sign.recall": QT_TRANSLATE_NOOP(
        "approval", "Recall one card for good|Recall {count} cards for good"
    ),
    "sign.recall_sold": QT_TRANSLATE_NOOP(
        "approval",
        "Recall one card for good, sold ones too|Recall {count} cards for good, sold ones too: "
        "each of those is refunded",
    ),
    "sign.close_day": QT_TRANSLATE_NOOP(
        "approval",
        "Close the day of {till} though one thing is open|"
        "Close the day of {till} though {count} things are open",
    ),
    "sign.print": QT_TRANSLATE_NOOP(
        "approval",
        "Open one code of batch {number} for printing|"
        "Open up to {count} codes of batch {number} for printing",
    ),
    "choose_first": QT_TRANSLATE_NOOP("approval", "Choose who signs first"),
    "at_least": QT_TRANSLATE_NOOP("approval", "At least 6 digits"),
    "checking": QT_TRANSLATE_NOOP("approval", "The server checks the PIN"),
    "wrong_pin": QT_TRANSLATE_NOOP("approval", "The PIN is wrong. Nothing was signed."),
    "pin_locked": QT_TRANSLATE_NOOP(
        "approval", "Too many wrong PINs: another manager has to unlock this person."
    ),
    "suspended": QT_TRANSLATE_NOOP(
        "approval", "A manager has locked this person: somebody else has to sign."
    ),
    "not_a_manager": QT_TRANSLATE_NOOP("approval", "Only a manager can sign this."),
    "own_signature": QT_TRANSLATE_NOOP(
        "approval", "This is asked for in your name. Somebody else has to sign it."
    ),
    "not_of_studio": QT_TRANSLATE_NOOP("approval", "Only somebody of the studio can sign this."),
    "nobody_signed_in": QT_TRANSLATE_NOOP(
        "approval", "Somebody has to sign in at this till first."
    ),
    "not_now": QT_TRANSLATE_NOOP("approval", "The server cannot check it now. Try again."),
    "no_line": QT_TRANSLATE_NOOP("approval", "No answer from the server. Nothing was signed."),
    "no_connection": QT_TRANSLATE_NOOP("approval", "No connection: nobody can sign now."),
    "no_second_manager": QT_TRANSLATE_NOOP(
        "approval",
        "There is no second manager here. Stop the sale of these cards meanwhile, and have the "
        "administrator take one on under Staff.",
    ),
    "nobody_may_sign": QT_TRANSLATE_NOOP(
        "approval", "Nobody else here may sign this. The administrator takes somebody on first."
    ),
    "not_a_badge": QT_TRANSLATE_NOOP("approval", "That is no staff badge."),
    "without.only_offline": QT_TRANSLATE_NOOP("approval", "Only while there is no connection"),
}  # fmt: skip


WORDS: Final = PageWords(CONTEXT, labels=SENTENCES, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off


class ApprovalView(Dialog):
    """Stands over the frame while the presenter's picture is open."""

    def __init__(self, theme: Theme, intents: ApprovalIntents, frame: Frame) -> None:
        panel = DialogPanel(theme, width=940, height=620)
        super().__init__(theme, panel, locks_scanning=False)
        self._intents = intents
        self._frame = frame
        self._tiles: list[ApproverTile] = []
        self._state: ApprovalState | None = None
        row = Row(theme, spacing=36, margins=(40, 36, 40, 36), parent=panel)
        row.addLayout(self._build_people(theme), 1)
        row.addLayout(self._build_pin(theme))
        intents.watch(self._show)

    def _build_people(self, theme: Theme) -> Column:
        left = Column(theme, spacing=10)
        self._title = Label(theme, Kind.PRODUCT, wrap=True)
        self._about = Label(theme, Kind.LEAD, token=Token.INK, wrap=True)
        self._who = Label(theme, Kind.BODY, wrap=True)
        for label in (self._title, self._about, self._who):
            left.addWidget(label)
        left.gap(4)
        people = CardSurface(theme, edge=None)
        self._people = Column(theme, spacing=8, parent=people)
        self._people.addStretch(1)
        left.addWidget(ScrollColumn(theme, people), 1)
        badge = CardSurface(theme, edge=Token.BORDER, dashed=True, radius=RADIUS_BUTTON)
        strip = Row(theme, spacing=14, margins=(20, 14, 20, 14), parent=badge)
        strip.addWidget(Icon(theme, BADGE, 24, Token.INK_2))
        self._badge = Label(theme, Kind.STRONG, wrap=True)
        strip.addWidget(self._badge, 1)
        left.addWidget(badge)
        left.gap(2)
        self._without = SecondaryButton(theme)
        self._without.clicked.connect(self._intents.go_without)
        left.addWidget(self._without)
        self._close = SecondaryButton(theme, key="Esc")
        self._close.clicked.connect(self._intents.close)
        left.addWidget(self._close)
        return left

    def _build_pin(self, theme: Theme) -> Column:
        right = Column(theme, spacing=10)
        centre = Qt.AlignmentFlag.AlignHCenter
        right.addStretch(1)
        self._prompt = Label(theme, Kind.CARD_TITLE, wrap=True, align=centre)
        self._dots = PinDots(theme)
        self.pad = PinPad(theme)
        self._note = Label(theme, Kind.BODY, wrap=True, align=centre)
        right.addWidget(self._prompt)
        right.addWidget(self._dots, 0, centre)
        right.gap(8)
        right.addWidget(self.pad, 0, centre)
        right.addWidget(self._note)
        right.addStretch(1)
        self.pad.digit.connect(self._intents.press_digit)
        self.pad.erased.connect(self._intents.erase_digit)
        self.pad.entered.connect(self._intents.enter)
        return right

    def _show(self, state: ApprovalState) -> None:
        self._state = state
        if not state.open:
            self.go()
            return
        by_studio = state.purpose is ApprovalPurpose.PRINT
        relabel(self._title, tell("view.title.studio" if by_studio else "view.title"))
        relabel(self._about, tell_message(state.about), hide_empty=True)
        relabel(self._who, tell("view.who"))
        relabel(self._badge, tell("view.badge_read" if state.badge_read else "view.badge"))
        reword(self._close, tell("view.close"))
        show_if(self._without, state.without is not None)
        if state.without is not None:
            reword(self._without, tell("view.without"), why_off=why_off(state.without))
        self._show_people(state)
        self._show_pin(state)
        self.setAccessibleName(f"{self._title.text()}. {self._about.text()}")
        self.stand_over(self._frame)

    def _show_people(self, state: ApprovalState) -> None:
        while len(self._tiles) < len(state.approvers):
            tile = ApproverTile(self._theme)
            tile.clicked.connect(partial(self._choose, len(self._tiles)))
            self._people.insertWidget(len(self._tiles), tile)
            self._tiles.append(tile)
        for index, tile in enumerate(self._tiles):
            show_if(tile, index < len(state.approvers))
            if index < len(state.approvers):
                one = state.approvers[index]
                tile.show_person(one, tell(f"view.{one.role}"))

    def _show_pin(self, state: ApprovalState) -> None:
        chosen = next((one for one in state.approvers if one.chosen), None)
        named = chosen is not None
        prompt = tell("view.pin_of", name=chosen.name) if chosen else tell("view.pin")
        relabel(self._prompt, prompt)
        self._dots.show_count(state.digits)
        why = why_off(state.enter)
        someone = named or state.badge_read
        self.pad.allow(
            digits=someone and not state.checking,
            enter=why is None and not state.checking,
            why_not=why or "",
        )
        note = why or ""
        if state.fault is not None:
            note = tell_message(state.fault)
        self._note.set_token(Token.REFUSED_TEXT if state.fault is not None else Token.INK_2)
        relabel(self._note, note)

    def _choose(self, index: int) -> None:
        if self._state is not None:
            self._intents.choose(self._state.approvers[index].operator_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.pad.take_key(event)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange and self._state is not None:
            self._show(self._state)
        super().changeEvent(event)


class ApproverTile(Pressable):
    """Who may sign, by initials and name. The demo shows PINs on its sign-in screen only."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = Row(theme, spacing=14, margins=(16, 10, 16, 10), parent=self)
        self._avatar = Avatar(theme, 44)
        words = Column(theme)
        self._name = Label(theme, Kind.STRONG, wrap=True)
        self._note = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        words.addWidget(self._name)
        words.addWidget(self._note)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        self._tick = Icon(theme, "check-circle-fill", 20, Token.ACCENT_TEXT)
        row.addWidget(self._tick)
        for label in (self._name, self._note):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_person(self, approver: Approver, note: str) -> None:
        self._avatar.show_person(approver.operator_id, approver.name)
        relabel(self._name, approver.name)
        relabel(self._note, note)
        show_if(self._tick, approver.chosen)
        self._chosen = approver.chosen
        self.setAccessibleName(f"{approver.name}, {note}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(68))

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        ground, edge, width = Token.SURFACE, Token.BORDER, 1.25
        if self._chosen:
            ground, edge, width = Token.ACCENT_TINT, Token.ACCENT_TEXT, 2.0
        rounded(
            painter,
            QRectF(self.rect()),
            theme.px(RADIUS_BUTTON),
            theme.color(ground),
            edge=theme.color(edge),
            edge_width=width * theme.scale,
        )
        painter.end()
