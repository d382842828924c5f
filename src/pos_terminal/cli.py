"""The command ``pos-terminal``: opens the till, reads pictures, or plays the demo day.

argparse and not typer, because importing typer costs an eighth of a second before the first paint
(docs/decisions.md). Everything heavy is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_CAMERA_NONE: Final = "none"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    options = _parser().parse_args(arguments)
    sys.exit(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pos-terminal", description="Sells and activates retail cards at a till."
    )
    parser.add_argument("--data", type=Path, help="where the till keeps its journal and settings")
    parser.add_argument("--server", metavar="URL", help="the redemption server to work with")
    parser.add_argument(
        "--camera", metavar="FILE|none", help="a video file in place of the camera, or none"
    )
    parser.add_argument("--demo", action="store_true", help="open the demo shop at once")
    parser.set_defaults(run=_open_till)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    scan = commands.add_parser("scan", help="read the barcodes on pictures")
    scan.add_argument("files", nargs="+", type=Path, metavar="FILE")
    scan.set_defaults(run=_scan)

    demo = commands.add_parser("demo", help="play the day of a demo shop without a screen")
    demo.add_argument("--out", required=True, type=Path, metavar="DIR")
    demo.set_defaults(run=_play_demo)
    return parser


def _open_till(options: argparse.Namespace) -> int:
    # Dead keys of the host's input method would swallow parts of a scan before Qt sees the keys.
    os.environ.setdefault("QT_IM_MODULE", "none")
    from pos_terminal.bootstrap.program import Start, open_till

    camera = options.camera
    return open_till(
        Start(
            data=options.data,
            server=options.server,
            demo=options.demo,
            camera_off=camera == _CAMERA_NONE,
            camera_file=None if camera in (None, _CAMERA_NONE) else Path(camera),
        )
    )


def _scan(options: argparse.Namespace) -> int:
    from pos_terminal.scanning.command import scan_files

    return scan_files(options.files)


def _play_demo(options: argparse.Namespace) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from pos_terminal.demo_day.play import play

    return play(options.out)
