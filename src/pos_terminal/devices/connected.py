"""What is connected to this machine: serial ports and cameras, by the names the system gives them.

QtSerialPort and QtMultimedia are imported at the first look, never at the start of the till.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """One device: its id, and a name for people."""

    value: str
    name: str


def serial_ports() -> list[Connected]:
    """The serial ports that have something behind them, as far as the system knows."""
    from PySide6.QtSerialPort import QSerialPortInfo

    return [
        Connected(value=port.portName(), name=_port_name(port.portName(), port.description()))
        for port in QSerialPortInfo.availablePorts()
        if not port.isNull()
    ]


def cameras() -> list[Connected]:
    """The cameras."""
    from PySide6.QtMultimedia import QMediaDevices

    return [
        Connected(
            value=bytes(camera.id().data()).decode("utf-8", "replace"), name=camera.description()
        )
        for camera in QMediaDevices.videoInputs()
    ]


def _port_name(port: str, description: str) -> str:
    return f"{description} ({port})" if description else port
