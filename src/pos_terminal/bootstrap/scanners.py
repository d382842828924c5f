"""All scanners of the till, joined in one hub, and what the settings say of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pos_terminal.bootstrap.live_picture import LivePicture
from pos_terminal.scanning.camera_feeds import DeviceFeed, Feed, FileFeed
from pos_terminal.scanning.camera_source import CameraSource, CameraState
from pos_terminal.scanning.picture_source import PictureSource
from pos_terminal.scanning.scanner_hub import ScannerHub
from pos_terminal.scanning.serial_source import SerialSource, SerialState
from pos_terminal.scanning.wedge import PATIENT_GAP_MS
from pos_terminal.scanning.wedge_filter import WedgeFilter
from pos_terminal.settings import CAMERA_AUTOMATIC, CAMERA_OFF, ScannerSettings, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraChoice:
    """What the command line says: a video file in the camera's place, or no camera at all."""

    file: Path | None = None
    off: bool = False


class Scanners(QObject):
    """``changed`` tells that a scanner has come, gone, or sees a barcode."""

    changed = Signal()

    def __init__(self, choice: CameraChoice, make_panel: Callable[[], LivePicture]) -> None:
        super().__init__()
        self._choice = choice
        self.hub = ScannerHub(parent=self)
        self.wedge = WedgeFilter(parent=self)
        self.wedge.scanned.connect(self.hub.take)
        self.pictures = PictureSource(self)
        self.pictures.scanned.connect(self.hub.take)
        self.serial: SerialSource | None = None
        self.camera: CameraSource | None = None
        # The checkout's, the settings page's, and that of the proof.
        self.panels = (make_panel(), make_panel(), make_panel())
        self._scanner: ScannerSettings | None = None
        self._on_trial = False
        self._camera_id: str | None = None

    def apply(self, settings: Settings) -> None:
        """Make the settings hold; what has not changed goes on undisturbed."""
        if settings.scanner != self._scanner:
            self._scanner = settings.scanner
            self._use_scanner(settings.scanner)
        if settings.camera != self._camera_id:
            self._camera_id = settings.camera
            self._use_camera(settings.camera)
        self.changed.emit()

    def put_on_trial(self, on_trial: bool) -> None:
        """While a scanner is being tried, one is heard that is too slow for the settings."""
        if on_trial != self._on_trial:
            self._on_trial = on_trial
            if self._scanner is not None:
                self._use_wedge(self._scanner)

    def stop(self) -> None:
        """Give all devices free."""
        self.wedge.remove()
        self.pictures.stop()
        self._stop_camera()
        self._stop_serial()

    @property
    def serial_state(self) -> SerialState | None:
        """None where no serial scanner is set up."""
        return None if self.serial is None else self.serial.state

    @property
    def camera_state(self) -> CameraState:
        return CameraState.OFF if self.camera is None else self.camera.state

    @property
    def sees_barcode(self) -> bool:
        """Whether the camera sees a barcode at present."""
        return any(panel.marks_a_barcode for panel in self.panels)

    def _use_scanner(self, scanner: ScannerSettings) -> None:
        self._use_wedge(scanner)
        self._stop_serial()
        if scanner.serial_port is not None:
            self.serial = SerialSource(scanner.serial_port, baud_rate=scanner.baud, parent=self)
            self.serial.scanned.connect(self.hub.take)
            self.serial.state_changed.connect(self.changed)
            self.serial.start()

    def _use_wedge(self, scanner: ScannerSettings) -> None:
        wedge = scanner.wedge
        self.wedge.use(replace(wedge, gap_ms_max=PATIENT_GAP_MS) if self._on_trial else wedge)

    def _use_camera(self, camera_id: str) -> None:
        self._stop_camera()
        feed = self._feed(camera_id)
        if feed is None:
            return
        self.camera = CameraSource(feed, parent=self)
        self.camera.scanned.connect(self.hub.take)
        self.camera.state_changed.connect(self._camera_changed)
        for panel in self.panels:
            self.camera.frame_arrived.connect(panel.show_frame)
            self.camera.read.connect(panel.show_reading)
        self.camera.start()

    def _feed(self, camera_id: str) -> Feed | None:
        if self._choice.off or camera_id == CAMERA_OFF:
            return None
        if self._choice.file is not None:
            return FileFeed(self._choice.file)
        return DeviceFeed("" if camera_id == CAMERA_AUTOMATIC else camera_id)

    def _camera_changed(self, state: CameraState) -> None:
        for panel in self.panels:
            if state is not CameraState.LIVE:
                panel.clear()
            panel.show_camera(state)
        self.changed.emit()

    def _stop_camera(self) -> None:
        if self.camera is not None:
            self.camera.stop()
            self.camera.deleteLater()
            self.camera = None
            self._camera_changed(CameraState.OFF)

    def _stop_serial(self) -> None:
        if self.serial is not None:
            self.serial.stop()
            self.serial.deleteLater()
            self.serial = None
