"""Plays the till's sounds, and repeats a refusal until somebody has acknowledged it.

QtMultimedia and the sounds are made ready at the first use, after the first paint. Without an audio
device the till works silently, and ``available`` lets the settings say so.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, QUrl, Signal

from pos_terminal.devices.tones import wave_bytes
from pos_terminal.whole_file import write_whole
from pos_terminal.words import Sound

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

REPEAT_MS: Final = 5_000
REFUSAL_VOLUME_MIN: Final = 40
# Rises with every change of the sounds, so that no till plays those of an older version.
_SOUNDS_VERSION: Final = 1


class Sounds(QObject):
    """``played`` tells of every sound that would be heard, also where there is no device."""

    played = Signal(object)

    def __init__(self, *, cache_folder: Path, volume: int, repeat_ms: int = REPEAT_MS) -> None:
        super().__init__()
        self._folder = cache_folder / f"sounds-{_SOUNDS_VERSION}"
        self._volume = volume
        self._effects: dict[Sound, QSoundEffect] = {}
        self._repeat = QTimer(self)
        self._repeat.setInterval(repeat_ms)
        self._repeat.timeout.connect(self._play_refused)

    @property
    def available(self) -> bool:
        """Whether there is anything to be heard from."""
        from PySide6.QtMultimedia import QMediaDevices

        return bool(QMediaDevices.audioOutputs())

    def prepare(self) -> None:
        """Load everything that playing needs; called once the first screen is painted."""
        if self.available:
            for sound in Sound:
                self._effect(sound)

    def set_volume(self, volume: int) -> None:
        """0 to 100; a refusal stays audible whatever is chosen."""
        self._volume = volume

    def play(self, sound: Sound) -> None:
        """Play once; a refusal goes on every five seconds until ``acknowledge``."""
        if sound is Sound.REFUSED:
            self._repeat.start()
        self._play(sound)

    def acknowledge(self) -> None:
        """The refusal has been seen: be quiet."""
        self._repeat.stop()

    def _play_refused(self) -> None:
        self._play(Sound.REFUSED)

    def _play(self, sound: Sound) -> None:
        self.played.emit(sound)
        if not self.available:
            return
        effect = self._effect(sound)
        if effect is not None:
            effect.setVolume(loudness(sound, self._volume))
            effect.play()

    def _effect(self, sound: Sound) -> QSoundEffect | None:
        """The loaded sound; none where the disk has no room for it, which must stop no sale."""
        from PySide6.QtMultimedia import QSoundEffect

        if sound not in self._effects:
            try:
                file = self._file(sound)
            except OSError:
                return None
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(file)))
            self._effects[sound] = effect
        return self._effects[sound]

    def _file(self, sound: Sound) -> Path:
        path = self._folder / f"{sound.value}.wav"
        if not path.exists():
            write_whole(path, wave_bytes(sound))
        return path


def loudness(sound: Sound, volume: int) -> float:
    """The linear volume for the chosen one, as an ear takes it; never off for refusals."""
    chosen = max(volume, REFUSAL_VOLUME_MIN) if sound is Sound.REFUSED else volume
    return round((chosen / 100) ** 2, 4)
