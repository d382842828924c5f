"""Stock: packs and cartons are shipped and received by their labels. Managers only."""

from __future__ import annotations

from card_contract.card_number import CardNumber
from card_contract.custody_messages import (
    LabelLookUpRequest,
    LabelView,
    MisplacedAnswer,
    OnTheWayAnswer,
)
from card_contract.scan_text import Label, LabelKind, recognise
from card_contract.states import CustodyAct
from pos_terminal.custody.deed_notes import DeedNotes
from pos_terminal.custody.found import REFUSALS, place_of
from pos_terminal.custody.model import (
    CarriedCard,
    LabelCard,
    Mode,
    SittingRow,
    Standing,
    StockPicture,
    StrayCard,
)
from pos_terminal.custody.sitting import Sitting
from pos_terminal.custody.told import Told
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter
from pos_terminal.words import ON, Button, Message, ScanSource, Sound, off


class StockPresenter(Presenter[StockPicture]):
    """The presenter of *Stock*; ``StockIntents`` says what each intent means."""

    def __init__(self, till: Till, notes: DeedNotes) -> None:
        super().__init__()
        self._till = till
        self._line = Line()
        self._server_told = Told(till.server, till.tasks, self._refresh)
        self._asking = Asking(till.tasks, changed=self._refresh, late=lambda: None)
        self._sitting = Sitting(
            server=till.server,
            tasks=till.tasks,
            sounds=till.sounds,
            now_ms=till.clock.now_ms,
            names=self._server_told.name_of,
            told=self._told,
            notes=notes,
        )
        self._forget()
        self._state = self._picture()
        till.on_duty.watch_operator(self._people_changed)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        if self._line.take(connection):
            self._server_told.ask_missed()
        self._refresh()

    def open(self) -> None:
        self._server_told.ask()

    def _people_changed(self) -> None:
        """Somebody else works here, or nobody: the sitting is over."""
        self._forget()
        self._refresh()

    def _forget(self) -> None:
        self._mode, self._store, self._typed = Mode.LOOK, "", ""
        self._fault: Message | None = None
        self._label: LabelView | None = None
        self._server_told.forget()
        self._asking.forget()
        self._sitting.leave()

    @property
    def _own_store(self) -> str:
        return self._till.on_duty.shop.store_id

    # --- What a scan does ------------------------------------------------------------------------

    def choose_mode(self, mode: Mode) -> None:
        self._mode = mode
        self._fault = None
        self._refresh()

    def choose_store(self, store_id: str) -> None:
        self._store = store_id
        self._fault = None
        self._refresh()

    def write(self, text: str) -> None:
        self._typed = text
        self._fault = None
        self._refresh()

    def take(self) -> None:
        if self._state.take.enabled:
            self.on_scan(self._typed, ScanSource.KEYED)

    def on_scan(self, text: str, source: ScanSource) -> None:
        found = recognise(text)
        if not isinstance(found, Label):
            is_card = isinstance(found, CardNumber)
            self._refuse("fault.card" if is_card else "fault.no_label")
        elif found.issuer not in self._till.on_duty.shop.issuers:
            self._refuse("fault.other_shop")
        else:
            self._take_label(found)

    def _take_label(self, label: Label) -> None:
        self._typed, self._fault = "", None
        match self._mode:
            case Mode.LOOK:
                self._look_up(label)
            case Mode.RECEIVE:
                self._add(CustodyAct.RECEIVE, label, self._own_store)
            case Mode.SHIP if self._goal:
                self._add(CustodyAct.SHIP, label, self._goal)
            case Mode.SHIP:
                self._refuse("fault.store_first")

    @property
    def _goal(self) -> str:
        """Where a scan ships to: the chosen store, or the only one that there is."""
        stores = self._server_told.stores
        return self._store or (stores[0].store_id if len(stores) == 1 else "")

    def _add(self, act: CustodyAct, label: Label, store_id: str) -> None:
        self._label = None  # where it was is not where it will be
        try:
            self._sitting.add(act, label, store_id)
        except OSError:
            self._refuse("fault.not_stored")

    def _refuse(self, word: str) -> None:
        self._till.sounds.play(Sound.LOCKED)
        self._fault = Message(word)
        self._refresh()

    def _look_up(self, label: Label) -> None:
        server = self._till.server
        self._label = None
        self._asking.ask(
            lambda: server.look_up_label(LabelLookUpRequest(label=label.text())),
            then=self._looked_up,
            refusals=REFUSALS,
        )

    def _looked_up(self, view: LabelView) -> None:
        self._label = view
        self._refresh()

    def receive(self) -> None:
        view = self._label
        if view is None or not self._receive_button().enabled:
            return
        label = recognise(view.label)
        if isinstance(label, Label):
            self._add(CustodyAct.RECEIVE, label, self._own_store)

    def retry(self) -> None:
        if self._sitting.unanswered and self._line.takes_changes.enabled:
            self._sitting.retry()

    def _told(self) -> None:
        """Something came of a scan. The last one says what is still on its way."""
        if not any(row.standing is Standing.ASKED for row in self._sitting.rows):
            self._server_told.ask_on_the_way()
        self._refresh()

    # --- The picture -----------------------------------------------------------------------------

    def _receive_button(self) -> Button:
        return off("off.asking") if self._asking.busy else self._line.takes_changes

    def _picture(self) -> StockPicture:
        told = self._server_told
        carried, strays = told.carried, told.strays
        rows = self._sitting.rows
        return StockPicture(
            mode=self._mode,
            stores=tuple(
                (one.store_id, one.name) for one in sorted(told.stores, key=lambda one: one.is_own)
            ),
            own_store=self._own_store,
            store=self._goal,
            typed=self._typed,
            take=ON if isinstance(recognise(self._typed), Label) else off("off.type_first"),
            headline=self._headline(),
            fault=self._fault or self._asking.fault,
            label=None if self._label is None else self._label_card(self._label),
            rows=rows,
            sum=_sum(rows),
            retry=self._line.takes_changes if self._sitting.unanswered else None,
            carried=None if carried is None else tuple(_carried(carried)),
            more_carried=carried is not None and carried.more,
            strays=None if strays is None else tuple(_strays(strays)),
            more_strays=strays is not None and strays.more,
        )

    def _headline(self) -> Message:
        if self._asking.busy:
            return Message("head.asking")
        if self._mode is not Mode.SHIP:
            return Message(f"head.{self._mode.value}")
        if self._goal:
            return Message("head.ship", {"to": self._server_told.name_of(self._goal)})
        return Message("head.ship_where")

    def _label_card(self, view: LabelView) -> LabelCard:
        return LabelCard(
            kind=LabelKind(view.label[0]),
            text=view.label,
            product=view.product,
            batch=view.batch,
            packs=view.packs,
            cards=view.cards,
            places=tuple(place_of(place, self._server_told.name_of) for place in view.places),
            receive=self._receive_button(),
        )


def _carried(answer: OnTheWayAnswer) -> list[CarriedCard]:
    return [
        CarriedCard(
            text=carton.carton,
            product=carton.product,
            packs=carton.packs,
            packs_in_carton=carton.packs_in_carton,
            shipped_at_ms=carton.shipped_at,
        )
        for carton in answer.cartons
    ]


def _strays(answer: MisplacedAnswer) -> list[StrayCard]:
    return [
        StrayCard(
            last_four=card.last_four,
            receipt_number=card.receipt_number,
            till_name=card.till_name,
            sold_at_ms=card.sold_at,
        )
        for card in answer.cards
    ]


def _sum(rows: tuple[SittingRow, ...]) -> Message | None:
    """How many labels this sitting has seen, and how many of them were not as expected."""
    if not rows:
        return None
    different = sum(row.standing is Standing.DIFFERS for row in rows)
    word = "sum.different" if different else "sum.as_expected"
    return Message(word, {"count": len(rows), "different": different})
