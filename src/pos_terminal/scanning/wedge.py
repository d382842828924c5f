"""Tells a scanner that poses as a keyboard from a hand on it. Pure; ``wedge_filter`` is for Qt.

Keys that print are held back for a moment. If they come faster than a hand can type, are enough,
and end with Return, Enter, Tab or a line feed, they are a scan and nothing of them reaches the
window. If a pause comes first they were typed, and all of them are handed on, in order, with their
releases. Gaps are measured by the keys' own times, not by their arrival: a window that was busy
receives a scan in one lump. Behind the scanner's own prefix, which no hand types, it may be slow.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum, auto
from typing import Final

from card_contract.scan_text import SCAN_LENGTH_MAX, Unrecognised, recognise
from pos_terminal.scanning.scan import without_aim

GAP_MS: Final = 35
GAP_MS_MAX: Final = 90  # beyond this a quick hand could be taken for a scanner
PATIENT_GAP_MS: Final = 150
_SLACK_MS: Final = 15  # the next key may arrive so much later than its own time says


class Layout(StrEnum):
    """Which keyboard the scanner pretends to be."""

    AUTOMATIC = "automatic"  # US, unless only the host's reading makes sense
    US = "us"
    HOST = "host"


@dataclass(frozen=True, slots=True, kw_only=True)
class WedgeSettings:
    """How the scanner is set up; the defaults suit nearly all."""

    prefix: str = ""
    suffix: str = ""
    layout: Layout = Layout.AUTOMATIC
    gap_ms_max: int = GAP_MS
    length_min: int = 6

    @property
    def longest_gap_ms(self) -> int:
        """How far apart the keys of a scan may be at most."""
        return max(self.gap_ms_max, PATIENT_GAP_MS) if self.prefix else self.gap_ms_max


class KeyKind(Enum):
    """What matters of a key."""

    PRINTS = auto()
    ENDS = auto()
    MODIFIES = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key going down or up. ``us`` and ``host`` are its sign by the two layouts."""

    kind: KeyKind
    code: int
    at_ms: int
    pressed: bool = True
    auto_repeat: bool = False
    us: str = ""
    host: str = ""


class Held(Enum):
    """What becomes of the keys held back so far."""

    KEEP = auto()
    REPLAY = auto()
    DROP = auto()


class This(Enum):
    """What becomes of the key just seen."""

    PASS = auto()
    HOLD = auto()
    SWALLOW = auto()


@dataclass(frozen=True, slots=True)
class WedgeScan:
    """A text without AIM identifier, prefix and suffix, and how both layouts read the keys.

    ``gap_ms`` is how far apart they were at most.
    """

    text: str
    aim: str = ""
    as_us: str = ""
    as_host: str = ""
    gap_ms: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to do: first with the held keys, then with this one; and the scan, if it was one."""

    held: Held = Held.KEEP
    this: This = This.PASS
    scan: WedgeScan | None = None


_PASS: Final = Outcome()


@dataclass(slots=True)
class Wedge:
    """The state: which keys are held, and which releases belong to a scan that is over."""

    settings: WedgeSettings = field(default_factory=WedgeSettings)
    _us: list[str] = field(default_factory=list, init=False)
    _host: list[str] = field(default_factory=list, init=False)
    _last_ms: int = field(default=0, init=False)
    _widest_ms: int = field(default=0, init=False)
    _scanned_ms: int | None = field(default=None, init=False)
    _down: set[int] = field(default_factory=set, init=False)
    _releases_due: set[int] = field(default_factory=set, init=False)

    @property
    def holds(self) -> bool:
        """Whether keys are held back; after ``wait_ms`` of silence ``pause`` is due."""
        return bool(self._us)

    @property
    def wait_ms(self) -> int:
        """How long the next key of a scan may be in coming."""
        return self._gap_ms() + _SLACK_MS

    def would_end_scan(self) -> bool:
        """Say whether Return would end a scan now, so that no shortcut may have it."""
        return len(self._us) >= self.settings.length_min

    def use(self, settings: WedgeSettings) -> Outcome:
        """Change the settings; keys held meanwhile are handed on."""
        outcome = self._give_up()
        self.settings = settings
        return outcome

    def feed(self, key: Key) -> Outcome:
        """Take one key."""
        if key.kind is KeyKind.MODIFIES:
            return _PASS
        if not key.pressed:
            return self._release(key)
        self._releases_due.discard(key.code)
        if key.kind is KeyKind.ENDS and not key.auto_repeat:
            return self._end(key)
        if key.kind is KeyKind.PRINTS and not key.auto_repeat:
            return self._print(key)
        return self._give_up()

    def pause(self) -> Outcome:
        """Nothing came for a while: the keys held were typed, unless the prefix says otherwise."""
        if not self._us:
            return _PASS
        if self._is_marked() and self.would_end_scan():
            return self._scan(This.PASS)
        return self._give_up()

    def _print(self, key: Key) -> Outcome:
        before = _PASS
        if self._us and not self._follows(key):
            before = self._give_up()
        self._last_ms = key.at_ms
        self._scanned_ms = None
        self._down.add(key.code)
        if self._overflows():
            return Outcome(Held.DROP, This.SWALLOW)
        self._us.append(key.us)
        self._host.append(key.host)
        return replace(before, this=This.HOLD)

    def _end(self, key: Key) -> Outcome:
        line_feed_ms = self.settings.longest_gap_ms + _SLACK_MS
        if self._scanned_ms is not None and key.at_ms - self._scanned_ms <= line_feed_ms:
            # The second half of a scanner's CR LF.
            self._releases_due.add(key.code)
            return Outcome(this=This.SWALLOW)
        if self._us and self._follows(key) and self.would_end_scan():
            self._down.add(key.code)
            self._scanned_ms = key.at_ms
            return self._scan(This.SWALLOW)
        return self._give_up()

    def _follows(self, key: Key) -> bool:
        """Say whether this key came as soon after the last as those of a scan do."""
        gap_ms = key.at_ms - self._last_ms
        if gap_ms > self._gap_ms():
            return False
        self._widest_ms = max(self._widest_ms, gap_ms)
        return True

    def _gap_ms(self) -> int:
        """Be patient with what begins as only the scanner does."""
        prefix = self.settings.prefix
        begun = any(text and prefix.startswith(text[: len(prefix)]) for text in self._texts())
        return self.settings.longest_gap_ms if prefix and begun else self.settings.gap_ms_max

    def _release(self, key: Key) -> Outcome:
        if key.code in self._releases_due:
            if not key.auto_repeat:
                self._releases_due.discard(key.code)
            return Outcome(this=This.SWALLOW)
        self._down.discard(key.code)
        if self._us:
            return Outcome(this=This.SWALLOW if self._overflows() else This.HOLD)
        return _PASS

    def _give_up(self) -> Outcome:
        """Hand on the keys held, for they are no scan; but no hand typed an overlong one."""
        if self._overflows():
            return self._scan(This.PASS)
        self._clear()
        return Outcome(Held.REPLAY)

    def _scan(self, this: This) -> Outcome:
        scan = self._reading()
        self._releases_due |= self._down
        self._clear()
        return Outcome(Held.DROP, this, scan)

    def _clear(self) -> None:
        self._us.clear()
        self._host.clear()
        self._widest_ms = 0
        self._down.clear()

    def _overflows(self) -> bool:
        """One sign more than may be is kept, enough for the text to be called too long."""
        return len(self._us) > SCAN_LENGTH_MAX

    def _is_marked(self) -> bool:
        """Say whether the text bears the scanner's own prefix or suffix."""
        settings = self.settings
        return any(
            (settings.prefix and text.startswith(settings.prefix))
            or (settings.suffix and text.endswith(settings.suffix))
            for text in self._texts()
        )

    def _texts(self) -> tuple[str, str]:
        """What is held, as both layouts read it."""
        return "".join(self._us), "".join(self._host)

    def _reading(self) -> WedgeScan:
        as_us, as_host = self._texts()
        from_us, from_host = self._stripped(as_us), self._stripped(as_host)
        layout = self.settings.layout
        take_host = layout is Layout.HOST or not all(self._us)
        if layout is Layout.AUTOMATIC and not _makes_sense(from_us):
            take_host |= _makes_sense(from_host)
        text = from_host if take_host else from_us
        rest = without_aim(text)
        return WedgeScan(rest, text.removesuffix(rest), as_us, as_host, self._widest_ms)

    def _stripped(self, text: str) -> str:
        return text.removeprefix(self.settings.prefix).removesuffix(self.settings.suffix)


def _makes_sense(text: str) -> bool:
    return not isinstance(recognise(without_aim(text)), Unrecognised)
