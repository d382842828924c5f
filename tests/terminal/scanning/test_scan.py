"""One card counts once: repeats, frames that must agree, and a hub that can be locked."""

import pytest

from pos_terminal.scanning.scan import FrameAgreement, RepeatFilter, Scan
from pos_terminal.scanning.scanner_hub import ScannerHub
from pos_terminal.words import ScanSource


class Clock:
    def __init__(self):
        self.now_s = 100.0

    def __call__(self):
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


def test_the_same_text_within_two_seconds_is_no_second_scan(clock):
    repeats = RepeatFilter(clock)
    assert not repeats.is_repeat("A")
    clock.now_s += 1.9
    assert repeats.is_repeat("A")


def test_a_card_held_before_the_camera_stays_one_scan(clock):
    repeats = RepeatFilter(clock)
    repeats.is_repeat("A")
    for _ in range(20):
        clock.now_s += 1.5
        assert repeats.is_repeat("A")


def test_after_two_seconds_away_it_is_a_scan_again(clock):
    repeats = RepeatFilter(clock)
    repeats.is_repeat("A")
    clock.now_s += 2.1
    assert not repeats.is_repeat("A")


def test_another_card_between_does_not_make_the_first_new(clock):
    repeats = RepeatFilter(clock)
    assert not repeats.is_repeat("A")
    assert not repeats.is_repeat("B")
    assert repeats.is_repeat("A")


def test_two_equal_frames_in_a_row_are_needed():
    frames = FrameAgreement()
    assert frames.see(["A"]) is None
    assert frames.see(["A"]) == "A"
    assert frames.see(["A"]) == "A"
    assert frames.see(["B"]) is None
    assert frames.see(["B"]) == "B"


def test_an_empty_frame_between_breaks_the_agreement():
    frames = FrameAgreement()
    frames.see(["A"])
    assert frames.see([]) is None
    assert frames.see(["A"]) is None


def test_two_different_texts_in_a_frame_count_for_nothing():
    frames = FrameAgreement()
    frames.see(["A"])
    assert frames.see(["A", "B"]) is None
    assert frames.see(["A"]) is None
    assert frames.see(["A", "A"]) == "A"


@pytest.fixture
def hub(clock):
    hub = ScannerHub(clock_s=clock)
    hub.heard, hub.lost = [], []
    hub.scanned.connect(hub.heard.append)
    hub.dropped.connect(hub.lost.append)
    return hub


def test_scans_of_all_sources_come_out_of_the_hub(hub):
    for number, source in enumerate(ScanSource):
        hub.take(Scan(str(number), source))
    assert [scan.source for scan in hub.heard] == list(ScanSource)


def test_the_same_card_from_two_sources_is_one_scan(hub):
    hub.take(Scan("A", ScanSource.WEDGE))
    hub.take(Scan("A", ScanSource.CAMERA))
    assert len(hub.heard) == 1


def test_scans_are_dropped_while_locked_and_said_to_be(hub):
    hub.locked = True
    hub.take(Scan("A", ScanSource.WEDGE))
    assert hub.heard == []
    assert [scan.text for scan in hub.lost] == ["A"]


def test_a_scan_that_was_meant_may_be_repeated_at_once(hub):
    hub.take(Scan("B", ScanSource.WEDGE))
    hub.meant(Scan("B", ScanSource.WEDGE))
    hub.take(Scan("B", ScanSource.WEDGE))
    assert [scan.text for scan in hub.heard] == ["B", "B"]


def test_a_card_left_before_the_camera_sounds_once_and_is_not_scanned_by_the_unlocking(hub, clock):
    hub.locked = True
    for _ in range(10):
        hub.take(Scan("A", ScanSource.CAMERA))
        clock.now_s += 0.1
    hub.locked = False
    hub.take(Scan("A", ScanSource.CAMERA))
    assert len(hub.lost) == 1
    assert hub.heard == []


def test_a_hand_scan_lost_to_the_lock_may_be_repeated_at_once(hub):
    hub.locked = True
    hub.take(Scan("A", ScanSource.WEDGE))
    hub.locked = False
    hub.take(Scan("A", ScanSource.WEDGE))
    assert [scan.text for scan in hub.heard] == ["A"]
