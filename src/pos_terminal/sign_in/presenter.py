"""Who works here: a name or a badge, a PIN that the server checks, and the lock that keeps the
basket.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from card_contract.messages import Operator, OperatorsAnswer, Shop, SignInAnswer
from card_contract.outcomes import Refusal
from card_contract.scan_text import StaffBadge, recognise
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.gateway.pin_entry import PinEntry, initials
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.session import Clock
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.presenting import Presenter
from pos_terminal.sign_in.model import (
    SignedIn,
    SignInMode,
    SignInState,
    StaffTile,
)
from pos_terminal.words import ON, Button, Message, ScanSource, Sound, Sounds, off

_FAULTS: Final = {
    Refusal.WRONG_PIN: "wrong_pin",
    Refusal.PIN_LOCKED: "pin_locked",
    Refusal.SUSPENDED: "suspended",
    Refusal.NOT_ALLOWED: "not_allowed",
    Refusal.TILL_REVOKED: "till_revoked",
    Refusal.READ_ONLY: "read_only",
}

ASK_AGAIN_MS: Final = 10_000
PEOPLE_AGAIN_MS: Final = 60_000
_UNKNOWN: Final = "till_unknown"


class SignInPresenter(Presenter[SignInState]):
    """The sign-in screen's presenter; ``SignInIntents`` says what each intent means.

    ``is_waited_for`` says that a restored server takes a sale only while somebody is signed in.
    """

    def __init__(
        self,
        *,
        server: Server,
        on_duty: OnDuty,
        tasks: TaskRunner,
        clock: Clock,
        sounds: Sounds,
        demo_pins: Mapping[str, str],
        basket_cards: Callable[[], int],
        idle_limit_s: Callable[[], int],
        support_code: Callable[[], str],
        is_waited_for: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._server = server
        self._on_duty = on_duty
        self._tasks = tasks
        self._clock = clock
        self._sounds = sounds
        self._demo_pins = demo_pins
        self._basket_cards = basket_cards
        self._idle_limit_s = idle_limit_s
        self._support_code = support_code
        self._is_waited_for = is_waited_for
        self._pin = PinEntry()
        self._chosen: str | None = None
        self._badge: str | None = None
        self._locked = False
        self._checking = False
        self._fault: Message | None = None
        self._active_at_ms = self._asked_at_ms = clock.now_ms()
        self._state = self._picture()
        on_duty.watch(self._refresh)

    # --- The shop and its people -----------------------------------------------------------------

    def load(self) -> None:
        """Ask the server for the shop and its people: at start, when it is back, now and then.

        People come, go and get other roles at any till.
        """
        self._asked_at_ms = self._clock.now_ms()

        async def ask() -> tuple[Shop | Refused, OperatorsAnswer | Refused]:
            return await self._server.shop(), await self._server.operators()

        self._tasks.run(ask, then=self._loaded, failed=lambda _: self._refresh())

    def connection_changed(self, connection: Connection) -> None:
        """The connection watcher has news; called on the window's thread."""
        if connection.reach in (Reach.ONLINE, Reach.READ_ONLY):
            self.load()

    def _loaded(self, told: tuple[Shop | Refused, OperatorsAnswer | Refused]) -> None:
        shop, operators = told
        if isinstance(shop, Shop) and isinstance(operators, OperatorsAnswer):
            if self._is_unknown:
                self._fault = None
            self._on_duty.shop_told(shop, tuple(operators.operators))
            return
        refused = shop if isinstance(shop, Refused) else operators
        if isinstance(refused, Refused):
            self._fault = self._fault_of(refused.code)
        self._refresh()

    # --- Intents ---------------------------------------------------------------------------------

    def choose(self, operator_id: str) -> None:
        if not self._checking:
            self._start_over()
            self._chosen = operator_id
            self._refresh()

    def on_scan(self, text: str, source: ScanSource) -> None:
        if self._checking:
            return
        match recognise(text):
            case StaffBadge(text=badge):
                self._sounds.play(Sound.SCANNED)
                self._start_over()
                self._badge = badge
            case _ if source is ScanSource.CAMERA:
                return  # it sees whatever lies there; nobody has shown it a badge
            case _:
                self._sounds.play(Sound.LOCKED)
                self._fault = Message("not_a_badge")
        self._refresh()

    def on_picture_without_text(self) -> None:
        """A picture was dropped here, and nothing could be read on it."""
        if not self._checking:
            self._sounds.play(Sound.LOCKED)
            self._fault = Message("no_badge_on_picture")
            self._refresh()

    def press_digit(self, digit: str) -> None:
        if self._has_operator and not self._checking:
            self._pin.press(digit)
            self._fault = None
            self._refresh()

    def erase_digit(self) -> None:
        self._pin.erase()
        self._refresh()

    def clear(self) -> None:
        if not self._checking:
            self._start_over()
            self._refresh()

    def enter(self) -> None:
        operator = self._badge or self._chosen
        if operator is None or not self._state.enter.enabled:
            return
        pin = self._pin.take()
        self._checking = True
        self._refresh()
        self._tasks.run(
            lambda: self._server.sign_in(operator, pin), then=self._checked, failed=self._no_line
        )

    def lock(self) -> None:
        operator = self._on_duty.operator
        if operator is not None:
            self._locked = True
            self._leave()
            self._chosen = operator.operator_id
            self._refresh()

    def sign_out(self) -> None:
        self._locked = False
        self._leave()

    def on_activity(self) -> None:
        self._active_at_ms = self._clock.now_ms()

    def tick(self) -> None:
        now_ms = self._clock.now_ms()
        again_ms = ASK_AGAIN_MS if self._is_unknown else PEOPLE_AGAIN_MS
        if now_ms - self._asked_at_ms >= again_ms:
            self.load()  # somebody may have readmitted the till, or taken somebody on
        self._refresh()  # a restored server may have begun to wait for somebody, or ceased to
        idle_ms = now_ms - self._active_at_ms
        limit_s = self._idle_limit_s()
        if self._on_duty.operator is not None and 0 < limit_s * 1000 <= idle_ms:
            self.lock()

    # --- Details ---------------------------------------------------------------------------------

    @property
    def _is_unknown(self) -> bool:
        return self._fault is not None and self._fault.id == _UNKNOWN

    @property
    def _has_operator(self) -> bool:
        return self._chosen is not None or self._badge is not None

    def _checked(self, answer: SignInAnswer | Refused) -> None:
        self._checking = False
        match answer:
            case SignInAnswer(operator=operator):
                self._start_over()
                self._locked = False
                self.on_activity()
                self._on_duty.signed_in(operator)
            case Refused(code=Refusal.WRONG_PIN) if self._badge is not None:
                self._fault = Message("wrong_badge_or_pin")
                self._refresh()
            case Refused(code=code):
                self._fault = self._fault_of(code)
                self._refresh()

    def _fault_of(self, code: Refusal) -> Message:
        if code is Refusal.TILL_UNKNOWN:
            return Message(_UNKNOWN, {"code": self._support_code()})
        return Message(_FAULTS.get(code, "not_now"))

    def _no_line(self, _: NoAnswerError) -> None:
        self._checking = False
        self._fault = Message("no_line")
        self._refresh()

    def _leave(self) -> None:
        self._start_over()
        self._tasks.run(self._server.sign_out, then=lambda _: None, failed=lambda _: None)
        self._on_duty.signed_out()
        self.load()

    def _start_over(self) -> None:
        self._pin.take()
        self._chosen = None
        self._badge = None
        self._fault = None

    def _picture(self) -> SignInState:
        shop = self._on_duty.shop
        operator = self._on_duty.operator
        chosen = next(
            (one.name for one in self._on_duty.staff if one.operator_id == self._chosen), None
        )
        mode = SignInMode.LOCKED if self._locked else SignInMode.SIGN_IN
        return SignInState(
            mode=mode if operator is None else SignInMode.SIGNED_IN,
            shop_name=shop.name,
            store_name=shop.store_name,
            till_name=shop.till_name,
            demo=shop.demo,
            sentence=Message("locked" if self._locked else "who_is_working"),
            note=Message("sign_in_to_tell" if self._is_waited_for() else "choose_or_scan"),
            tiles=tuple(self._tile(one) for one in self._on_duty.staff),
            chosen_name=chosen,
            badge_read=self._badge is not None,
            digits=len(self._pin),
            checking=self._checking,
            fault=self._fault,
            enter=self._enter(),
            signed_in=_signed_in(operator),
            basket_cards=self._basket_cards(),
        )

    def _tile(self, operator: Operator) -> StaffTile:
        return StaffTile(
            operator_id=operator.operator_id,
            name=operator.name,
            initials=initials(operator.name),
            role=operator.role,
            chosen=operator.operator_id == self._chosen,
            demo_pin=(
                self._demo_pins.get(operator.operator_id) if self._on_duty.shop.demo else None
            ),
        )

    def _enter(self) -> Button:
        if self._checking:
            return off("checking")
        if not self._has_operator:
            return off("choose_first")
        return ON if self._pin.is_long_enough else off("at_least")


def _signed_in(operator: Operator | None) -> SignedIn | None:
    if operator is None:
        return None
    return SignedIn(operator_id=operator.operator_id, name=operator.name, role=operator.role)
