"""The troubles that a practice till can have on its way to the server, and whom they meet.

One trouble at a time. It is set by a person in the window and met by requests on the gateway's
loop, so everything here may be called from any thread.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pos_terminal.gateway.gateway import HEALTH


class Trouble(StrEnum):
    """What happens to a request."""

    SLOW = "slow"
    LOST_REQUEST = "lost_request"
    LOST_REPLY = "lost_reply"
    DUPLICATE = "duplicate"
    SERVER_DOWN = "server_down"
    POWER_CUT = "power_cut"


class Stage(StrEnum):
    """Which requests it meets: steps of a sale, or what a manager does."""

    BEFORE_MONEY = "before_money"
    AFTER_MONEY = "after_money"
    RECALL = "recall"
    DAY = "day"
    HELD_SALE = "held_sale"
    CASE = "case"


OF_A_SALE: Final = (Stage.BEFORE_MONEY, Stage.AFTER_MONEY)
OF_A_MANAGER: Final = (Stage.RECALL, Stage.DAY, Stage.HELD_SALE, Stage.CASE)


class Lasting(StrEnum):
    """How long it lasts."""

    ONCE = "once"
    UNTIL_OFF = "until_off"


class Meets(StrEnum):
    """Whom a trouble meets that lasts. One that strikes once waits for a step of its stage."""

    STEPS = "steps"
    ALL_BUT_HEALTH = "all_but_health"
    ALL = "all"


MEETS: Final[dict[Trouble, Meets]] = {
    # A server that is slow with its work still says at once that it is there.
    Trouble.SLOW: Meets.ALL_BUT_HEALTH,
    Trouble.LOST_REQUEST: Meets.STEPS,
    Trouble.LOST_REPLY: Meets.STEPS,
    Trouble.DUPLICATE: Meets.STEPS,
    Trouble.SERVER_DOWN: Meets.ALL,
    Trouble.POWER_CUT: Meets.STEPS,
}
# What is posted to, and what is done with it, where that is said.
_STAGES: Final[dict[tuple[str, str], Stage]] = {
    ("sales", "reserve"): Stage.BEFORE_MONEY,
    ("sales", "cancel"): Stage.BEFORE_MONEY,
    ("sales", "confirm"): Stage.AFTER_MONEY,
    ("sales", "handed-back"): Stage.AFTER_MONEY,
    ("voids", ""): Stage.AFTER_MONEY,
    ("voids", "signature"): Stage.AFTER_MONEY,
    ("voids", "handed-back"): Stage.AFTER_MONEY,
    ("recall-requests", ""): Stage.RECALL,
    ("recalls", "stop"): Stage.RECALL,
    ("tills", "close-day"): Stage.DAY,
    ("sales", "settle"): Stage.HELD_SALE,
    ("cases", "close"): Stage.CASE,
}


_STEP: Final = re.compile(r"/v1/(?P<of>[^/]+)/[^/]+(?:/(?P<act>[^/]+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is switched on at present; nothing where ``trouble`` is null."""

    trouble: Trouble | None = None
    stage: Stage = Stage.AFTER_MONEY
    lasting: Lasting = Lasting.ONCE

    @property
    def meets_steps(self) -> bool:
        """Whether it meets nothing but the steps of its stage."""
        if self.trouble is None or self.lasting is Lasting.ONCE:
            return True
        return MEETS[self.trouble] is Meets.STEPS

    def meets(self, method: str, target: str) -> bool:
        """Whether this request is struck."""
        if self.trouble is None:
            return False
        if self.meets_steps:
            return stage_of(method, target) is self.stage
        return MEETS[self.trouble] is Meets.ALL or target != HEALTH


def stage_of(method: str, target: str) -> Stage | None:
    """What a request is a step of; null for all that changes no money and no card."""
    found = _STEP.fullmatch(target)
    if method != "POST" or found is None:
        return None
    return _STAGES.get((found["of"], found["act"] or ""))


class Troubles:
    """The setting of now; watchers are called from whatever thread changed it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._setting = Setting()
        self._watchers: list[Callable[[], None]] = []

    @property
    def setting(self) -> Setting:
        """What is switched on."""
        return self._setting

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` after every change."""
        self._watchers.append(changed)

    def set(self, setting: Setting) -> None:
        """Switch trouble on, over or off."""
        with self._lock:
            self._setting = setting
        self._tell()

    def meet(self, method: str, target: str) -> Trouble | None:
        """The trouble that strikes this request; one that strikes once is off from here on."""
        with self._lock:
            now = self._setting
            if not now.meets(method, target):
                return None
            once = now.lasting is Lasting.ONCE
            if once:
                self._setting = Setting(stage=now.stage, lasting=now.lasting)
        if once:
            self._tell()
        return now.trouble

    def _tell(self) -> None:
        for changed in self._watchers:
            changed()
