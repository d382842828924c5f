"""A scanner on a serial port (or a USB one in COM mode): lines of text become scans.

``QSerialPort`` stays open, says Qt, after its plug was pulled; so an error closes it here, and the
port is tried again until it is back.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtSerialPort import QSerialPort, QSerialPortInfo

from pos_terminal.scanning.scan import Scan
from pos_terminal.scanning.scan_lines import ScanLines
from pos_terminal.words import ScanSource

RETRY_MS: Final = 2000
_READ_BUFFER_BYTES: Final = 65_536


class SerialState(StrEnum):
    """Whether the scanner can be heard."""

    OFF = "off"
    READY = "ready"
    LOST = "lost"


class SerialSource(QObject):
    """Listens to one port, by its name or path, for as long as it is switched on."""

    scanned = Signal(Scan)
    state_changed = Signal(SerialState)

    def __init__(
        self,
        port: str,
        *,
        baud_rate: int = 9600,
        retry_ms: int = RETRY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = ScanLines()
        self._state = SerialState.OFF
        self._port = QSerialPort(self)
        self._port.setPortName(port)
        self._port.setBaudRate(baud_rate)
        self._port.setReadBufferSize(_READ_BUFFER_BYTES)
        self._port.readyRead.connect(self._read)
        self._port.errorOccurred.connect(self._on_error)
        self._retry = QTimer(self)
        self._retry.setInterval(retry_ms)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self._open)

    @property
    def state(self) -> SerialState:
        return self._state

    def start(self) -> None:
        """Open the port, now or as soon as it is there."""
        if self._state is SerialState.OFF:
            self._open()

    def stop(self) -> None:
        """Close the port and stop trying."""
        self._retry.stop()
        self._set(SerialState.OFF)
        self._close()

    def _open(self) -> None:
        if self._port.open(QSerialPort.OpenModeFlag.ReadOnly):
            self._set(SerialState.READY)
        else:
            self._lose()

    def _read(self) -> None:
        for text in self._lines.feed(bytes(self._port.readAll().data())):
            self.scanned.emit(Scan(text, ScanSource.SERIAL))

    def _on_error(self, error: QSerialPort.SerialPortError) -> None:
        if error is not QSerialPort.SerialPortError.NoError and self._state is SerialState.READY:
            self._lose()

    def _lose(self) -> None:
        # The state first: closing may report an error of its own.
        self._set(SerialState.LOST)
        self._close()
        self._retry.start()

    def _close(self) -> None:
        self._lines.forget()
        if self._port.isOpen():
            self._port.close()

    def _set(self, state: SerialState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)


def serial_ports() -> list[tuple[str, str]]:
    """Return the ports of this machine: name, and what is plugged in."""
    return [
        (port.portName(), port.description() or port.portName())
        for port in QSerialPortInfo.availablePorts()
    ]
