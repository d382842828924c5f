"""One scan, and the rules that keep one card from counting twice. Pure: the clock is passed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pos_terminal.words import ScanSource

REPEAT_WITHIN_S: Final = 2.0
AIM: Final = re.compile(r"^\][A-Za-z][0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Scan:
    """A text as it was read; ``card_contract.scan_text.recognise`` says what it is."""

    text: str
    source: ScanSource


class RepeatFilter:
    """Knows the texts seen within the last two seconds: such a one is no second scan.

    Every sighting counts anew, so a card that is held before the camera is one scan until it has
    been away for two seconds.
    """

    def __init__(self, clock_s: Callable[[], float], *, within_s: float = REPEAT_WITHIN_S) -> None:
        self._clock_s = clock_s
        self._within_s = within_s
        self._seen_s: dict[str, float] = {}

    def is_repeat(self, text: str) -> bool:
        """Note a sighting of ``text`` and say whether it was seen shortly before."""
        now_s = self._clock_s()
        fresh = {
            seen: at_s for seen, at_s in self._seen_s.items() if now_s - at_s <= self._within_s
        }
        repeat = text in fresh
        fresh[text] = now_s
        self._seen_s = fresh
        return repeat

    def forget(self, text: str) -> None:
        """Let the next sighting of ``text`` count as a scan."""
        self._seen_s.pop(text, None)


class FrameAgreement:
    """Believes the live camera only when two frames in a row show the same single text.

    A frame with two different texts counts for nothing: beside the right one a reader sometimes
    sees a second, wrong one whose check fits.
    """

    def __init__(self) -> None:
        self._last = ""

    def see(self, texts: Sequence[str]) -> str | None:
        """Take the texts of one frame and return the text that may be believed."""
        different = set(texts)
        text = different.pop() if len(different) == 1 else ""
        agreed = text if text and text == self._last else None
        self._last = text
        return agreed


def without_aim(text: str) -> str:
    """Take off the symbology identifier that a scanner may be set to send (AIM, ``]C1``)."""
    aim = AIM.match(text)
    return text[aim.end() :] if aim else text
