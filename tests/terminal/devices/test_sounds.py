"""The sounds by their frequencies, and when they are heard."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest
from PySide6.QtMultimedia import QMediaDevices

from pos_terminal.devices.sounds import Sounds, loudness
from pos_terminal.devices.tones import MELODIES, SAMPLE_RATE, Note, samples, wave_bytes
from pos_terminal.words import Sound


def heard_frequency(part: np.ndarray) -> float:
    """The strongest frequency of a piece of sound."""
    padded = 1 << 17
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), padded))
    return float(np.argmax(spectrum)) * SAMPLE_RATE / padded


def notes_of(sound: Sound) -> list[float]:
    """The frequencies one after the other, found in the samples alone."""
    made = np.array(samples(sound), dtype=float)
    loud = np.abs(made) > 200
    # A rest is 10 ms without a loud sample.
    gap = SAMPLE_RATE // 100
    places = np.flatnonzero(loud)
    pieces = np.split(places, np.flatnonzero(np.diff(places) > gap) + 1)
    return [heard_frequency(made[piece[0] : piece[-1] + 1]) for piece in pieces]


@pytest.mark.parametrize("sound", Sound)
def test_every_sound_has_the_notes_it_was_written_with(sound):
    written = [part.frequency_hz for part in MELODIES[sound] if isinstance(part, Note)]
    assert notes_of(sound) == pytest.approx(written, rel=0.01)


def test_the_shapes_differ_without_knowing_the_pitch():
    tick, rising, falling = (
        notes_of(sound) for sound in (Sound.SCANNED, Sound.ACTIVATED, Sound.REFUSED)
    )
    assert len(tick) == 1
    assert rising[0] < rising[1]
    assert falling[0] > falling[1]
    assert max(falling) < min(rising) < tick[0]
    assert max(falling) < notes_of(Sound.NOT_KNOWN)[0] < tick[0]


def test_a_refusal_is_the_loudest_and_nothing_is_clipped():
    peaks = {sound: max(map(abs, samples(sound))) for sound in Sound}
    assert max(peaks, key=lambda sound: peaks[sound]) is Sound.REFUSED
    assert max(peaks.values()) < 32_767


@pytest.mark.parametrize("sound", Sound)
def test_no_sound_begins_or_ends_with_a_click(sound):
    made = samples(sound)
    assert abs(made[0]) < 500
    assert abs(made[-1]) < 2000


@pytest.mark.parametrize("sound", Sound)
def test_the_file_is_a_wave_of_the_same_samples(sound):
    with wave.open(io.BytesIO(wave_bytes(sound))) as file:
        assert file.getframerate() == SAMPLE_RATE
        assert np.frombuffer(file.readframes(file.getnframes()), "<i2").tolist() == list(
            samples(sound)
        )


def test_a_refusal_can_never_be_turned_off():
    assert loudness(Sound.REFUSED, 0) == loudness(Sound.REFUSED, 40) > 0.1
    assert loudness(Sound.SCANNED, 0) == 0.0
    assert loudness(Sound.REFUSED, 100) == 1.0


def test_a_refusal_is_repeated_until_it_is_acknowledged(qtbot, tmp_path):
    sounds = Sounds(cache_folder=tmp_path, volume=50, repeat_ms=30)
    heard = []
    sounds.played.connect(heard.append)
    sounds.play(Sound.REFUSED)
    qtbot.waitUntil(lambda: len(heard) >= 3, timeout=20_000)
    sounds.acknowledge()
    count = len(heard)
    qtbot.wait(100)
    assert len(heard) == count
    assert set(heard) == {Sound.REFUSED}


def test_other_sounds_are_heard_once_and_leave_a_refusal_going(qtbot, tmp_path):
    sounds = Sounds(cache_folder=tmp_path, volume=50, repeat_ms=40)
    heard = []
    sounds.played.connect(heard.append)
    sounds.play(Sound.REFUSED)
    sounds.play(Sound.LOCKED)
    qtbot.waitUntil(lambda: heard.count(Sound.REFUSED) >= 2, timeout=20_000)
    sounds.acknowledge()
    assert heard.count(Sound.LOCKED) == 1


@pytest.mark.usefixtures("qapp")
@pytest.mark.skipif(bool(QMediaDevices.audioOutputs()), reason="this machine has an audio device")
def test_without_an_audio_device_the_till_is_silent_and_knows_it(tmp_path):
    sounds = Sounds(cache_folder=tmp_path, volume=50)
    assert not sounds.available
    sounds.prepare()
    for sound in Sound:
        sounds.play(sound)
    sounds.acknowledge()


@pytest.mark.usefixtures("qapp")
def test_the_sounds_are_made_once_into_the_cache(tmp_path):
    sounds = Sounds(cache_folder=tmp_path, volume=50)
    first = sounds._file(Sound.SCANNED)
    assert first.read_bytes() == wave_bytes(Sound.SCANNED)
    changed = first.stat().st_mtime_ns
    assert sounds._file(Sound.SCANNED).stat().st_mtime_ns == changed


@pytest.mark.usefixtures("qapp")
def test_a_cache_that_cannot_be_written_only_costs_the_sound(tmp_path):
    (tmp_path / "sounds-1").write_text("in the way")
    sounds = Sounds(cache_folder=tmp_path, volume=50)
    assert sounds._effect(Sound.SCANNED) is None
