"""The pages behind the sign-in, joined with each other, the scanners and the connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject

from card_contract.outcomes import CardRefusal
from card_contract.recall_messages import RecallNews
from card_contract.states import RecallAct, Role
from pos_terminal.alarms.presenter import AlarmsPresenter
from pos_terminal.alarms.view import AlarmsView
from pos_terminal.approval.presenter import ApprovalPresenter
from pos_terminal.approval.view import ApprovalView
from pos_terminal.batches.model import NOTE_FILE as BATCH_NOTE
from pos_terminal.batches.model import BatchNote, BatchServer
from pos_terminal.batches.picture_files import PictureFiles
from pos_terminal.batches.presenter import BatchesPresenter
from pos_terminal.batches.view import BatchesPage
from pos_terminal.bootstrap.alarm_ways import AlarmWays
from pos_terminal.bootstrap.design_workshop import DesignWorkshop, price_on_card
from pos_terminal.bootstrap.scanners import Scanners
from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.card_import.model import NOTE_FILE as IMPORT_NOTE
from pos_terminal.card_import.model import ImportNote, ImportServer
from pos_terminal.card_import.presenter import ImportPresenter
from pos_terminal.card_import.reading import CardFiles
from pos_terminal.card_import.view import PAGE as IMPORT_PAGE
from pos_terminal.card_import.view import ImportPage
from pos_terminal.checkout.board import Ways
from pos_terminal.checkout.presenter import CheckoutPresenter
from pos_terminal.checkout.ready_view import ScannerCondition, ScannerKind, ScannerLine
from pos_terminal.checkout.view import CheckoutView, Surroundings
from pos_terminal.custody.deed_notes import DeedNotes
from pos_terminal.custody.presenter import StockPresenter
from pos_terminal.custody.view import StockPage
from pos_terminal.day_close.paper_view import pdf_of
from pos_terminal.day_close.presenter import DayPresenter
from pos_terminal.day_close.view import DayView
from pos_terminal.designer.presenter import DesignerPresenter
from pos_terminal.designer.view import DesignPage
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.journal.handing_back import Place
from pos_terminal.journal.till import Till
from pos_terminal.ledger.presenter import LedgerPresenter
from pos_terminal.ledger.view import LedgerView
from pos_terminal.look.frame import Frame
from pos_terminal.look.pill import Mood
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.rail import (
    ALARMS,
    BATCHES,
    CHECKOUT,
    DAY,
    DESIGN,
    LEDGER,
    PRINT,
    PROOF,
    RECALL,
    SALES,
    SETTINGS,
    STAFF,
    STOCK,
    TO_STUDIO,
    TO_TILL,
    WAITING,
    Entry,
)
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.look.theme import Theme
from pos_terminal.look.unreal_word import unreal_word
from pos_terminal.note_file import NoteFile
from pos_terminal.pack_labels.model import Workshop as LabelWorkshop
from pos_terminal.pack_labels.presenter import LabelsPresenter
from pos_terminal.pack_labels.view import PAGE as LABELS_PAGE
from pos_terminal.pack_labels.view import LabelsPage
from pos_terminal.print_page.jobs import PrintRoom, PrintServer
from pos_terminal.print_page.presenter import PrintPresenter
from pos_terminal.print_page.view import PrintPage
from pos_terminal.proofing.model import ProofServer
from pos_terminal.proofing.presenter import ProofPresenter
from pos_terminal.proofing.sheet_process import SheetProcess
from pos_terminal.proofing.view import ProofPage
from pos_terminal.recall.presenter import RecallPresenter
from pos_terminal.recall.result_desk import Papers
from pos_terminal.recall.view import RecallPage
from pos_terminal.sales.presenter import SalesPresenter
from pos_terminal.sales.view import SalesView
from pos_terminal.scanning.camera_source import CameraState
from pos_terminal.scanning.scan import Scan
from pos_terminal.scanning.serial_source import SerialState
from pos_terminal.scanning.wedge import WedgeScan
from pos_terminal.settings_page.model import Section
from pos_terminal.settings_page.own_pin import OwnPin
from pos_terminal.settings_page.presenter import SettingsPresenter
from pos_terminal.settings_page.view import SettingsView
from pos_terminal.staff.presenter import StaffPresenter
from pos_terminal.staff.view import StaffView
from pos_terminal.waiting.close_notes import CloseNotes
from pos_terminal.waiting.presenter import WaitingPresenter
from pos_terminal.waiting.view import WaitingView
from pos_terminal.words import Message, ScanSource

CONTEXT: Final = "pages"
SENTENCES: Final[dict[str, str]] = {
    "settings": QT_TRANSLATE_NOOP("pages", "Settings"),
    "read_only": QT_TRANSLATE_NOOP("pages", "The server takes no changes"),
    "read_only_note": QT_TRANSLATE_NOOP(
        "pages", "Cards cannot be sold. Its disk is full or damaged: call the administrator."
    ),
}
_SELLING: Final = (CHECKOUT, WAITING, SALES, DAY, SETTINGS)
_MANAGING: Final = (
    CHECKOUT, WAITING, SALES, DAY, RECALL, STOCK, ALARMS, LEDGER, STAFF, SETTINGS,
)  # fmt: skip
_MAKING: Final = (BATCHES, DESIGN, PRINT, PROOF)
_ENTRIES: Final[dict[Role, tuple[Entry, ...]]] = {
    Role.CLERK: _SELLING,
    Role.MANAGER: _MANAGING,
    Role.ADMINISTRATOR: (*_MANAGING, TO_STUDIO),
    Role.SUPPORT: (SALES, SETTINGS),
    Role.STUDIO: (*_MAKING, SETTINGS),
}
# An administrator does everything, and that is more than one rail holds.
_OTHER_RAIL: Final[dict[str, tuple[Entry, ...]]] = {
    TO_STUDIO.page: (*_MAKING, TO_TILL),
    TO_TILL.page: _ENTRIES[Role.ADMINISTRATOR],
}
_READ_ONLY_BANNER: Final = "read_only"


class StudioServer(BatchServer, ImportServer, PrintServer, Protocol):
    """What the studio's pages ask of the redemption server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the pages need beside the till itself.

    ``server_url`` is null where the till runs the server itself; ``server_now_ms`` is the server's
    time, as far as the till knows it. In ``notes`` pages note what must outlive the till.
    """

    theme: Theme
    scanners: Scanners
    settings: SettingsPresenter
    demo_cards: Path | None
    to_sign_in: Callable[[], None]
    server_url: str | None
    server_now_ms: Callable[[], int]
    recall_papers: Papers
    studio: StudioServer
    notes: Path
    designs: DesignShelf
    proofs: ProofServer
    print_room: PrintRoom
    labels: LabelWorkshop
    stock_notes: DeedNotes
    close_notes: CloseNotes
    on_activity: Callable[[], None]


class Pages(QObject):
    """The frame with its pages; scanning is locked as the picture on the screen demands."""

    def __init__(self, till: Till, around: Around) -> None:
        super().__init__()
        self._till = till
        self.around = around
        self._wedge_heard = False  # nobody can know of a keyboard wedge before it has typed
        theme = around.theme
        self.frame = Frame(theme)
        self.artworks = Artworks(self._fetch_artwork, parent=self)
        self.approval = ApprovalPresenter(
            server=till.server, on_duty=till.on_duty, tasks=till.tasks
        )
        self.checkout = CheckoutPresenter(till, _Ways(self))
        self.waiting = WaitingPresenter(
            till, self.approval, lambda: self.checkout.on_screen, around.close_notes
        )
        self.sales = SalesPresenter(till, self.approval)
        self.recall = RecallPresenter(till, self.approval, around.recall_papers)
        self.stock = StockPresenter(till, around.stock_notes)
        self.staff = StaffPresenter(
            till,
            server_url=around.server_url,
            server_now_ms=around.server_now_ms,
            sign_out=around.to_sign_in,
        )
        self.own_pin = OwnPin(server=till.server, on_duty=till.on_duty, tasks=till.tasks)
        self.day = DayPresenter(
            till, self.approval, lambda report: pdf_of(report, unreal_word(till.on_duty.shop))
        )
        self.alarms = AlarmsPresenter(till, AlarmWays(self))
        self.ledger = LedgerPresenter(till)
        self._build_studio(till, around)
        self._scan_takers: dict[str, Callable[[str, ScanSource], None]] = {
            SALES.page: self.sales.on_scan,
            RECALL.page: self.recall.on_scan,
            STOCK.page: self.stock.on_scan,
            DESIGN.page: self.design.on_scan,
            PROOF.page: self.proof.on_scan,
            PRINT.page: self.print.on_scan,
        }
        self._build_views()
        self._join()
        self._shown_operator: str | None = None
        self._entries: tuple[Entry, ...] = ()

    def _build_studio(self, till: Till, around: Around) -> None:
        """The pages of those who make cards."""
        price = price_on_card(lambda: till.on_duty.shop.language)
        self.design = DesignerPresenter(
            till, around.studio, around.designs, DesignWorkshop(), price
        )
        self.sheets = SheetProcess(till.tasks.post)
        self.proof = ProofPresenter(till, around.proofs, self.sheets)
        self.print = PrintPresenter(
            till, around.studio, self.approval, around.print_room, around.on_activity
        )
        self.labels = LabelsPresenter(
            till, around.studio, around.labels, lambda: self.show_page(BATCHES.page)
        )
        self._batch_takers: dict[str, Callable[[int], None]] = {
            DESIGN.page: self.design.show_batch,
            PRINT.page: self.print.choose,
            PROOF.page: self.proof.choose,
            LABELS_PAGE: self.labels.choose,
        }
        self.card_import = ImportPresenter(
            till,
            around.studio,
            CardFiles(),
            NoteFile(around.notes / IMPORT_NOTE, ImportNote),
            lambda: self.show_page(BATCHES.page),
        )
        self.batches = BatchesPresenter(
            till,
            around.studio,
            notes=NoteFile(around.notes / BATCH_NOTE, BatchNote),
            files=PictureFiles(),
            ways=tuple(self._batch_takers),
            go=self._go_on,
            to_import=lambda: self.show_page(IMPORT_PAGE),
        )

    def _build_views(self) -> None:
        theme, till, around = self.around.theme, self._till, self.around
        checkout_panel, settings_panel, proof_panel = around.scanners.panels
        self.checkout_view = CheckoutView(
            theme,
            self.checkout,
            self.artworks,
            Surroundings(
                frame=self.frame,
                place=self._place,
                now_ms=till.clock.now_ms,
                camera=checkout_panel,
                pictures=around.demo_cards,
            ),
        )
        self.waiting_view = WaitingView(
            theme, self.waiting, self.artworks, self.frame, till.clock.now_ms
        )
        self.sales_view = SalesView(theme, self.sales, self.artworks, self.frame)
        self.recall_view = RecallPage(theme, self.recall, self.frame)
        self.stock_view = StockPage(theme, self.stock, self.frame)
        self.staff_view = StaffView(theme, self.staff, self.frame, now_ms=till.clock.now_ms)
        self.day_view = DayView(theme, self.day, self.frame)
        self.alarms_view = AlarmsView(theme, self.alarms, self.frame)
        self.ledger_view = LedgerView(theme, self.ledger, self.frame)
        self.design_view = DesignPage(theme, self.design, self.frame)
        self.batches_view = BatchesPage(theme, self.batches, self.artworks, self.frame)
        self.proof_view = ProofPage(theme, self.proof, self.frame, proof_panel)
        self.print_view = PrintPage(theme, self.print, self.frame)
        self.labels_view = LabelsPage(theme, self.labels, self.frame)
        self.import_view = ImportPage(theme, self.card_import, self.frame)
        self.settings_view = SettingsView(
            theme, around.settings, self.own_pin, camera_preview=settings_panel
        )
        self.approval_view = ApprovalView(theme, self.approval, self.frame)
        self.frame.add_page(CHECKOUT.page, self.checkout_view)
        self.frame.add_page(WAITING.page, self.waiting_view)
        self.frame.add_page(SALES.page, self.sales_view)
        self.frame.add_page(RECALL.page, self.recall_view)
        self.frame.add_page(STOCK.page, self.stock_view)
        self.frame.add_page(STAFF.page, self.staff_view)
        self.frame.add_page(DAY.page, self.day_view)
        self.frame.add_page(ALARMS.page, self.alarms_view)
        self.frame.add_page(LEDGER.page, self.ledger_view)
        self.frame.add_page(DESIGN.page, self.design_view)
        self.frame.add_page(BATCHES.page, self.batches_view)
        self.frame.add_page(PROOF.page, self.proof_view)
        self.frame.add_page(PRINT.page, self.print_view)
        self.frame.add_page(LABELS_PAGE, self.labels_view)
        self.frame.add_page(IMPORT_PAGE, self.import_view)
        self.frame.add_page(SETTINGS.page, self.settings_view)

    def _join(self) -> None:
        self.frame.page_chosen.connect(self.show_page)
        self.checkout_view.picture_chosen.connect(self.read_picture)
        self.checkout_view.scanning_locked.connect(lambda _locked: self._update_scanners())
        self.checkout.watch(lambda _state: self.waiting.refresh())
        self.approval.watch(lambda _state: self._update_scanners())
        self.around.settings.watch(lambda _state: self._update_scanners())
        scanners = self.around.scanners
        scanners.hub.scanned.connect(self._on_scan)
        scanners.wedge.read.connect(self._on_wedge_read)
        scanners.changed.connect(self.show_scanners)
        self._till.on_duty.watch(self._people_changed)
        self.show_scanners()

    # --- Pages -----------------------------------------------------------------------------------

    def show_page(self, page: str) -> None:
        """Bring a page to the front; those that list things ask for them anew."""
        if page in _OTHER_RAIL:
            self._entries = _OTHER_RAIL[page]
            self.frame.set_entries(self._entries)
            page = self._entries[0].page
        self._bring(page)
        if page == WAITING.page:
            self.waiting.open()
        elif page == SALES.page:
            self.sales.open()
        elif page in (LABELS_PAGE, IMPORT_PAGE):
            self.frame.rail.set_current(BATCHES.page)  # they are parts of it
        self.name_settings()
        self._update_scanners()

    def _bring(self, page: str) -> None:
        """Whoever was about to hand out money on the page before sees no answer there now."""
        before = self.frame.current_page()
        self.frame.show_page(page)
        if page == before:
            return
        if before == WAITING.page:
            self.waiting.look_elsewhere()
        elif before in _PLACES:
            self._till.handing_back.left(_PLACES[before])

    def name_settings(self) -> None:
        """Name the settings page while it is shown; another language may have been chosen on it."""
        if self.frame.current_page() == SETTINGS.page:
            self.frame.set_title(_word("settings"))

    def _go_on(self, page: str, batch: int) -> None:
        """Go on with a batch on another page."""
        self._batch_takers[page](batch)
        self.show_page(page)

    def show_sale(self, sale_id: str, *, void: bool) -> None:
        """Show a past sale, with its void open where that is wanted."""
        self._bring(SALES.page)
        self.sales.show_sale(sale_id, void=void)
        self._update_scanners()

    def _people_changed(self) -> None:
        self.frame.set_place(self._place())
        operator = self._till.on_duty.operator
        if operator is None:
            self._shown_operator = None
            self.approval.close()
            self._update_scanners()  # a refusal waits for a clerk; badges are read all the same
            return
        if operator.operator_id == self._shown_operator:
            return
        self._shown_operator = operator.operator_id
        self._entries = entries = _ENTRIES[operator.role]
        self.frame.set_entries(entries)
        self.frame.show_person(operator.operator_id, operator.name)
        self._update_scanners()
        if self.frame.current_page() not in {entry.page for entry in entries}:
            self.show_page(entries[0].page)
        if CHECKOUT in entries:
            self._show_questions()

    def _show_questions(self) -> None:
        """What only a person can tell after a restart is asked before anything else is done."""
        doubted = self._till.reconciliation.given_in_doubt()
        if self._till.reconciliation.questions() or doubted or self.waiting.asks_about_cases:
            self.show_page(WAITING.page)
        if doubted:
            self.waiting.choose(doubted[0].refund_id)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        self.approval.connection_changed(connection)
        self.checkout.connection_changed(connection)
        self.waiting.connection_changed(connection)
        self.sales.connection_changed(connection)
        self.recall.connection_changed(connection)
        self.stock.connection_changed(connection)
        self.staff.connection_changed(connection)
        self.alarms.connection_changed(connection)
        self.ledger.connection_changed(connection)
        self.day.connection_changed(connection)
        self.batches.connection_changed(connection)
        self.proof.connection_changed(connection)
        self.print.connection_changed(connection)
        self.card_import.connection_changed(connection)
        if connection.reach is Reach.READ_ONLY:
            fact, note = _word("read_only"), _word("read_only_note")
            self.frame.show_banner(_READ_ONLY_BANNER, Mood.REFUSED, fact, note)
        else:
            self.frame.clear_banner(_READ_ONLY_BANNER)

    def news_came(self, news: RecallNews) -> None:
        """A recall has just changed cards; called on the window's thread."""
        if news.act is not RecallAct.LIFT:
            refusal = (
                CardRefusal.RECALLED if news.act is RecallAct.RECALL else CardRefusal.STOP_SALE
            )
            self.checkout.cards_stopped(frozenset(news.card_ids), refusal, news.at)

    # --- Scans -----------------------------------------------------------------------------------

    def read_picture(self, path: str) -> None:
        """Read the barcode on a picture that was dropped or chosen; to be proven, every one."""
        if self.frame.current_page() == PROOF.page and self._till.on_duty.operator is not None:
            self.proof.read_files((Path(path),))
            return
        self.around.scanners.pictures.read(Path(path))

    def _on_scan(self, scan: Scan) -> None:
        if self._till.on_duty.operator is None:
            return  # the sign-in screen takes it
        if self.approval.state.open:
            self.approval.on_scan(scan.text, scan.source)
            return
        page = self.frame.current_page()
        takes = self._scan_takers.get(page or "")
        if takes is not None:
            takes(scan.text, scan.source)
        elif page == LEDGER.page:
            self.ledger.on_scan(scan.text)
        elif page == WAITING.page and self.waiting.on_scan(scan.text):
            return  # whose case is looked for; any other card begins a sale
        elif page == SETTINGS.page:
            if scan.source is not ScanSource.WEDGE:  # a wedge's comes with its raw form
                self.around.settings.on_scan(scan.text, scan.source)
        elif CHECKOUT in self._entries:
            if page != CHECKOUT.page:
                self.show_page(CHECKOUT.page)
            self.checkout.on_scan(scan.text, scan.source)

    def _on_wedge_read(self, read: WedgeScan) -> None:
        self._wedge_heard = True
        on_settings = self.frame.current_page() == SETTINGS.page
        if on_settings and self._till.on_duty.operator is not None:
            text = read.as_host or read.text
            self.around.settings.on_scan(text, ScanSource.WEDGE, read.aim, read.gap_ms)

    def _update_scanners(self) -> None:
        state = self.checkout.state
        on_checkout = self.frame.current_page() == CHECKOUT.page
        locked = state.refusal is not None or (on_checkout and state.scanning_locked)
        signed_in = self._till.on_duty.operator is not None
        scanners, settings = self.around.scanners, self.around.settings
        scanners.hub.locked = locked and signed_in and not self.approval.state.open
        # Only there: elsewhere a PIN that is typed quickly would be taken for a scan.
        on_settings = signed_in and self.frame.current_page() == SETTINGS.page
        scanners.put_on_trial(on_settings and settings.state.section is Section.SCANNER)

    def show_scanners(self) -> None:
        """Show how the scanners are, on the ready screen."""
        scanners = self.around.scanners
        heard = ScannerCondition.HAS_SCANNED if self._wedge_heard else ScannerCondition.NO_SCAN
        lines = [ScannerLine(kind=ScannerKind.WEDGE, condition=heard)]
        serial = scanners.serial_state
        if serial is not None:
            ready = serial is SerialState.READY
            condition = ScannerCondition.READY if ready else ScannerCondition.TROUBLE
            lines.append(ScannerLine(kind=ScannerKind.SERIAL, condition=condition))
        camera = _CAMERA_CONDITIONS[scanners.camera_state]
        if camera is ScannerCondition.READY and scanners.sees_barcode:
            camera = ScannerCondition.SEES_BARCODE
        lines.append(ScannerLine(kind=ScannerKind.CAMERA, condition=camera))
        self.checkout_view.show_scanners(tuple(lines))

    # --- Details ---------------------------------------------------------------------------------

    def _place(self) -> str:
        shop = self._till.on_duty.shop
        return " · ".join(part for part in (shop.store_name, shop.till_name) if part)

    def _fetch_artwork(self, artwork: str) -> None:
        def put(picture: object) -> None:
            if isinstance(picture, bytes):
                self.artworks.put(artwork, picture)

        self._till.tasks.run(
            lambda: self._till.server.artwork(artwork),
            then=put,
            failed=lambda _: self.artworks.lost(artwork),
        )


_CAMERA_CONDITIONS: Final = {
    CameraState.OFF: ScannerCondition.OFF,
    CameraState.STARTING: ScannerCondition.STARTING,
    CameraState.LIVE: ScannerCondition.READY,
    CameraState.NO_CAMERA: ScannerCondition.ABSENT,
    CameraState.LOST: ScannerCondition.TROUBLE,
}


_PLACES: Final = {
    CHECKOUT.page: Place.CHECKOUT,
    SALES.page: Place.SALES,
}


class _Ways(Ways):
    """The checkout's ways to the other pages."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def to_waiting(self) -> None:
        self._pages.show_page(WAITING.page)

    def to_refund(self, sale_id: str) -> None:
        self._pages.show_page(WAITING.page)
        self._pages.waiting.void(sale_id)

    def to_sale(self, sale_id: str) -> None:
        self._pages.show_sale(sale_id, void=False)

    def to_void(self, sale_id: str) -> None:
        self._pages.show_sale(sale_id, void=True)

    def to_sign_in(self) -> None:
        self._pages.around.to_sign_in()


def _word(message_id: str) -> str:
    return say(CONTEXT, SENTENCES, Message(message_id))
