"""The till's sounds as samples: made by calculation, so that no sound file is needed. Pure.

What a tone means can be heard without words: one short high tick, two rising notes, two low falling
ones. Edges are rounded off, since a hard edge is a click on every loudspeaker.
"""

from __future__ import annotations

import array
import io
import math
import sys
import wave
from dataclasses import dataclass
from typing import Final

from pos_terminal.words import Sound

SAMPLE_RATE: Final = 44_100
_FULL_SCALE: Final = 32_767
_EDGE_S: Final = 0.006


@dataclass(frozen=True, slots=True)
class Note:
    """One note; ``loudness`` is a part of full scale."""

    frequency_hz: float
    length_s: float
    loudness: float


@dataclass(frozen=True, slots=True)
class Rest:
    length_s: float


MELODIES: Final[dict[Sound, tuple[Note | Rest, ...]]] = {
    Sound.SCANNED: (Note(2093.0, 0.06, 0.45),),
    Sound.ACTIVATED: (Note(784.0, 0.13, 0.6), Rest(0.02), Note(1174.7, 0.22, 0.6)),
    # The loudest: somebody has to stop and look.
    Sound.REFUSED: (Note(311.1, 0.24, 0.95), Rest(0.03), Note(207.7, 0.42, 0.95)),
    Sound.NOT_KNOWN: (Note(587.3, 0.30, 0.6),),
    Sound.LOCKED: (Note(164.8, 0.16, 0.7),),
}


def samples(sound: Sound) -> array.array[int]:
    """The sound as signed 16-bit samples, one channel."""
    made = array.array("h")
    for part in MELODIES[sound]:
        match part:
            case Note():
                made.extend(_note(part))
            case Rest():
                made.extend([0] * round(part.length_s * SAMPLE_RATE))
    return made


def wave_bytes(sound: Sound) -> bytes:
    """The sound as a WAV file."""
    made = samples(sound)
    if sys.byteorder == "big":
        made.byteswap()
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(made.tobytes())
    return buffer.getvalue()


def _note(note: Note) -> list[int]:
    """A sine with a little of its octave, which small loudspeakers carry better."""
    count = round(note.length_s * SAMPLE_RATE)
    edge = min(round(_EDGE_S * SAMPLE_RATE), count // 2)
    step = 2 * math.pi * note.frequency_hz / SAMPLE_RATE
    peak = _FULL_SCALE * note.loudness / 1.2
    return [
        round(
            peak
            * min(1.0, place / edge, (count - place) / edge)
            * (math.sin(step * place) + 0.2 * math.sin(2 * step * place))
        )
        for place in range(count)
    ]
