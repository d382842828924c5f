"""The camera's path: a video file or pushed frames through the sink and the reading thread."""

import time

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat
from PySide6.QtWidgets import QApplication

from pos_terminal.scanning.camera_feeds import DeviceFeed, FileFeed, PushFeed, cameras
from pos_terminal.scanning.camera_panel import CameraPanel, PanelColours, PanelWords
from pos_terminal.scanning.camera_source import CameraSource, CameraState
from pos_terminal.scanning.demo_frames import (
    CardFace,
    Pose,
    draw_card,
    draw_scene,
    moving_card_frames,
    place_card,
)
from pos_terminal.scanning.found import Found
from pos_terminal.scanning.frame_gray import gray_of_frame
from pos_terminal.scanning.frame_reader import FrameReader, Reading
from pos_terminal.scanning.video_writer import VideoNotWrittenError, video_frame, write_video
from pos_terminal.words import ScanSource

NUMBER = "970010000010000018"
OTHER = "970010000010000026"
SIZE = (1280, 720)


def held(number, angle=20):
    card = draw_card(CardFace(number=number), module_px=4)
    return place_card(draw_scene(1), card, Pose(centre=(640, 360), angle_deg=angle))


@pytest.fixture(scope="module")
def video(tmp_path_factory):
    application = QApplication.instance() or QApplication([])
    path = tmp_path_factory.mktemp("video") / "card.mp4"
    write_video(path, moving_card_frames(CardFace(number=NUMBER), count=24, seed=3))
    assert application is not None
    return path


def watched(source):
    source.heard, source.frames, source.states, source.readings = [], [], [], []
    source.scanned.connect(source.heard.append)
    source.frame_arrived.connect(lambda frame: source.frames.append(frame.width()))
    source.state_changed.connect(source.states.append)
    source.read.connect(source.readings.append)
    return source


@pytest.fixture
def running(qapp):
    sources = []

    def run(feed, **how):
        source = watched(CameraSource(feed, **how))
        sources.append(source)
        source.start()
        return source

    assert qapp is not None
    yield run
    for source in sources:
        source.stop()


@pytest.fixture
def pushed(running, qtbot):
    feed = PushFeed()
    source = running(feed, retry_s=0.1, silent_s=5)

    def push(picture):
        frame = video_frame(picture)
        before = len(source.readings)
        qtbot.waitUntil(lambda: feed.push(frame))
        qtbot.waitUntil(lambda: len(source.readings) > before)

    source.push = push
    return source


def test_a_video_in_place_of_the_camera_gives_scans_and_runs_on(running, video, qtbot):
    source = running(FileFeed(video))
    assert source.states == [CameraState.STARTING]
    qtbot.waitUntil(lambda: bool(source.heard), timeout=15_000)
    assert source.states == [CameraState.STARTING, CameraState.LIVE]
    assert (source.heard[0].text, source.heard[0].source) == (NUMBER, ScanSource.CAMERA)
    frames = len(source.frames)
    qtbot.waitUntil(lambda: len(source.frames) > frames + 60, timeout=15_000)
    assert {scan.text for scan in source.heard} == {NUMBER}
    assert set(source.frames) == {1280}


def test_two_equal_frames_make_a_scan_and_one_does_not(pushed):
    pushed.push(held(NUMBER))
    assert pushed.heard == []
    pushed.push(held(OTHER))
    assert pushed.heard == []
    pushed.push(held(OTHER))
    assert [scan.text for scan in pushed.heard] == [OTHER]


def test_two_cards_in_the_picture_make_no_scan(pushed):
    both = place_card(
        place_card(
            draw_scene(1),
            draw_card(CardFace(number=NUMBER), module_px=4),
            Pose(centre=(320, 360), angle_deg=10, pixels_per_module=2.5),
        ),
        draw_card(CardFace(number=OTHER), module_px=4),
        Pose(centre=(960, 360), angle_deg=-10, pixels_per_module=2.5),
    )
    for _ in range(3):
        pushed.push(both)
    assert pushed.heard == []
    assert {found.text for found in pushed.readings[-1].found} == {NUMBER, OTHER}


def test_no_camera_is_said_and_looked_for_again(running, qtbot, tmp_path, video):
    late = tmp_path / "late.mp4"
    source = running(FileFeed(late), retry_s=0.1)
    assert source.states == [CameraState.STARTING, CameraState.NO_CAMERA]
    late.write_bytes(video.read_bytes())
    qtbot.waitUntil(lambda: source.state is CameraState.LIVE, timeout=15_000)


def test_a_machine_without_cameras_is_no_trouble(running):
    if cameras():
        pytest.skip("this machine has a camera")
    source = running(DeviceFeed())
    assert source.state is CameraState.NO_CAMERA
    named = running(DeviceFeed("no such camera"))
    assert named.state is CameraState.NO_CAMERA


def test_a_file_that_is_no_video_is_a_lost_camera(running, qtbot, tmp_path):
    (tmp_path / "text.mp4").write_text("no video")
    source = running(FileFeed(tmp_path / "text.mp4"), retry_s=0.5)
    qtbot.waitUntil(lambda: source.state is CameraState.LOST, timeout=10_000)


class FailingFeed(QObject):
    failed = Signal()

    def __init__(self):
        super().__init__()
        self.opened = 0

    def open(self, sink):
        self.opened += 1
        return True

    def close(self):
        pass


def test_a_camera_that_fails_is_tried_again(running, qtbot):
    feed = FailingFeed()
    source = running(feed, retry_s=0.1)
    feed.failed.emit()
    qtbot.waitUntil(lambda: source.state is CameraState.LOST)
    qtbot.waitUntil(lambda: feed.opened >= 2)


def test_a_camera_that_goes_silent_is_lost(running, qtbot):
    source = running(FailingFeed(), retry_s=0.1, silent_s=0.2)
    qtbot.waitUntil(lambda: source.state is CameraState.LOST)


def test_a_camera_may_be_switched_off_and_on(running, video, qtbot):
    source = running(FileFeed(video))
    for _ in range(3):
        qtbot.waitUntil(lambda: source.state is CameraState.LIVE, timeout=10_000)
        source.stop()
        assert source.state is CameraState.OFF
        frames = len(source.frames)
        qtbot.wait(80)
        assert len(source.frames) == frames
        source.start()


def test_only_the_newest_frame_is_read(qtbot):
    """Frames that come while one is read are let go, so that the picture is never behind."""
    reader = FrameReader()
    readings = []
    reader.read.connect(readings.append)
    reader.start()
    frame = video_frame(held(NUMBER))
    for _ in range(50):
        reader.take(frame)
    qtbot.waitUntil(lambda: bool(readings))
    qtbot.wait(200)
    reader.stop()
    assert len(readings) < 10, "all that came were read, one after the other"


@pytest.mark.usefixtures("qapp")
def test_the_reading_thread_ends_at_once_though_frames_wait():
    reader = FrameReader()
    reader.start()
    frame = video_frame(held(NUMBER))
    for _ in range(10):
        reader.take(frame)
    started = time.monotonic()
    reader.stop()
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "pixels",
    [
        QVideoFrameFormat.PixelFormat.Format_YUV420P,
        QVideoFrameFormat.PixelFormat.Format_NV12,
        QVideoFrameFormat.PixelFormat.Format_Y8,
        QVideoFrameFormat.PixelFormat.Format_YUYV,
        QVideoFrameFormat.PixelFormat.Format_UYVY,
    ],
)
def test_grey_levels_come_out_of_every_camera_format(pixels):
    frame = QVideoFrame(QVideoFrameFormat(QSize(64, 32), pixels))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    stride = frame.bytesPerLine(0)
    plane = np.frombuffer(frame.bits(0), np.uint8).reshape(-1, stride)[:32]
    ramp = np.arange(64, dtype=np.uint8) * 3
    if pixels is QVideoFrameFormat.PixelFormat.Format_YUYV:
        plane[:, 0:128:2] = ramp
    elif pixels is QVideoFrameFormat.PixelFormat.Format_UYVY:
        plane[:, 1:128:2] = ramp
    else:
        plane[:, :64] = ramp
    del plane
    frame.unmap()
    gray = gray_of_frame(frame)
    assert gray.shape == (32, 64)
    assert (gray == ramp).all()


def test_a_colour_frame_gives_its_brightness_and_an_invalid_one_nothing():
    gray = gray_of_frame(video_frame(Image.new("RGB", (40, 20), (10, 200, 10))))
    assert gray.shape == (20, 40)
    assert 90 < gray[0, 0] < 180
    assert gray_of_frame(QVideoFrame()) is None


@pytest.fixture
def panel(qtbot):
    panel = CameraPanel(
        PanelColours(mark="#FF0000"),
        PanelWords(live="Camera live", seen="Barcode seen", without_picture="No camera"),
    )
    panel.resize(640, 360)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def colours_in(panel):
    image = panel.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return {tuple(pixel) for pixel in pixels[::2, ::2, 2::-1].reshape(-1, 3).tolist()}, image


def test_the_panel_shows_the_picture_with_rounded_corners(panel):
    panel.show_frame(video_frame(Image.new("RGB", SIZE, (0, 120, 250))))
    _, image = colours_in(panel)
    assert image.pixelColor(320, 300).blue() > 200
    assert image.pixelColor(0, 0) != image.pixelColor(320, 300)


def test_the_panel_marks_the_barcode_and_keeps_the_mark_two_seconds(panel, qtbot):
    panel.show_frame(video_frame(Image.new("RGB", SIZE, (240, 240, 240))))
    polygon = ((0.3, 0.4), (0.7, 0.4), (0.7, 0.6), (0.3, 0.6))
    panel.show_reading(Reading(found=(Found(NUMBER, polygon, "Code 128"),), took_s=0.01))
    seen = time.monotonic()
    colours, _ = colours_in(panel)
    assert (255, 0, 0) in colours
    panel.show_reading(Reading(found=(), took_s=0.01))
    assert panel.marks_a_barcode
    qtbot.waitUntil(lambda: not panel.marks_a_barcode, timeout=20_000)
    assert time.monotonic() - seen > 1.9
    colours, _ = colours_in(panel)
    assert (255, 0, 0) not in colours


def test_the_panel_without_a_picture_says_so(panel):
    panel.show_frame(video_frame(Image.new("RGB", SIZE, (0, 0, 250))))
    panel.clear()
    _, image = colours_in(panel)
    assert image.pixelColor(100, 20) == QColor(PanelColours().well)
    panel.set_words(PanelWords(without_picture="No camera"))
    assert panel.accessibleName() == "No camera"


def test_a_small_or_odd_panel_paints_too(panel):
    panel.show_frame(video_frame(Image.new("RGB", SIZE, (0, 0, 250))))
    line = ((0.5, 0.5), (0.5, 0.5), (0.5, 0.5), (0.5, 0.5))
    panel.show_reading(Reading(found=(Found(NUMBER, line, "Code 128"),), took_s=0.01))
    for size in ((184, 132), (1, 1), (40, 900)):
        panel.resize(*size)
        assert not panel.grab().isNull()


@pytest.mark.usefixtures("qapp")
def test_a_video_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(VideoNotWrittenError):
        write_video(tmp_path / "no folder" / "card.mp4", [Image.new("RGB", (64, 64))])
