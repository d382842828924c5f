"""The command ``pos-terminal``: opens the till, reads pictures, or plays the demo day.

argparse and not typer, because importing typer costs an eighth of a second before the first paint
(docs/decisions.md). Everything heavy is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from card_contract.core_dumps import leave_no_core_dump

if TYPE_CHECKING:
    from pos_terminal.sheets.sheet_layout import Duplex

_NAME: Final = "pos-terminal"
_CAMERA_NONE: Final = "none"
_QUIET: Final = "qt.multimedia.*.info=false;qt.multimedia.*.warning=false"
"""Qt lists on the terminal which video libraries a machine lacks; none of them is needed."""
_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_NO_SCREEN: Final = (
    "There is no screen to open the till on. Start it in a desktop session,"
    " or play a day without one: pos-terminal demo --out DIR\n"
)
_USAGE: Final = """pos-terminal [--data DIR] [--server URL] [--camera FILE|none] [--demo]
       pos-terminal --practice [--data DIR] [--camera FILE|none]
       pos-terminal scan FILE...
       pos-terminal print BATCH --out FILE|--printer NAME --operator ID [--second ID] [--rest]
       pos-terminal demo --out DIR"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    leave_no_core_dump()
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.practice and (options.demo or options.server is not None):
        parser.error("practice has a shop and a server of its own: leave --demo and --server out")
    sys.exit(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=_NAME,
        usage=_USAGE,
        description="Sells and activates retail cards at a till.",
        epilog="Without a command the till opens; a second start shows the one that is open.",
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="where the till keeps its journal, settings and receipts"
        " (a folder of your own account where nothing is said)",
    )
    parser.add_argument(
        "--server",
        metavar="URL",
        help="the redemption server to work with, such as https://till-server.local:8443",
    )
    parser.add_argument(
        "--camera",
        type=_camera,
        metavar="FILE|none",
        help="a video file in the camera's place, or no camera at all",
    )
    parser.add_argument(
        "--demo", action="store_true", help="open the demo shop, which is made where there is none"
    )
    parser.add_argument(
        "--practice",
        action="store_true",
        help="open a till to practise at, with a demo shop of its own in which trouble can be"
        " switched on: slow, lost reply, lost request, duplicate, server down, power cut",
    )
    parser.set_defaults(run=_open_till)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog=_NAME)

    scan = commands.add_parser(
        "scan",
        help="read the barcodes on pictures: one line each, FILE and TEXT, or FILE and -",
        description="Reads the barcode on each picture. Prints FILE, a tab, and the text or -;"
        " says why there is none on the error output. Exit 1 if a file was no picture.",
    )
    scan.add_argument("files", nargs="+", type=Path, metavar="FILE")
    scan.set_defaults(run=_scan)

    _add_print(commands)
    _add_test_grid(commands)

    demo = commands.add_parser(
        "demo",
        help="play the day of a demo shop without a screen, and keep its pictures and papers",
        description="Plays a day of a demo shop with a real server, real pictures and the real"
        " window, offscreen. Prints each step with its outcome. Exit 0 only if all steps held.",
    )
    demo.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="DIR",
        help="where screenshots, receipts, the scanner's test sheet and summary.json go",
    )
    demo.set_defaults(run=_play_demo)
    return parser


def _add_print(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    printing = commands.add_parser(
        "print",
        help="print a batch of cards into a PDF or on a printer without a screen, as this till",
        description="Prints a batch's cards and reads every symbol back before a file is there or a"
        " sheet is fed. PINs are read from the input, one a line: the operator's, the second"
        " person's. A run that was cut off is taken up by the same command, in the design and on"
        " the sheets it began with. Prints the run's id, a"
        " tab, and how many cards were printed. Exit 4 while sheets are at the printer: then the"
        " same command with --good tells which came out well, and goes on. Exit 3 where somebody"
        " lacks the authority, 1 for all else.",
    )
    printing.add_argument("batch", type=int, metavar="BATCH")
    place = printing.add_mutually_exclusive_group(required=True)
    place.add_argument("--out", type=Path, metavar="FILE")
    place.add_argument("--printer", default="", metavar="NAME", help="as the system calls it")
    printing.add_argument("--sheet", metavar="NAME", help="the sheet's layout, else a4-10up")
    _add_turn(printing)
    printing.add_argument(
        "--start", type=int, metavar="N", help="places of the first sheet that are used"
    )
    printing.add_argument(
        "--dpi", type=_dpi, metavar="N", help="the printer's dots an inch, where it is a coarse one"
    )
    printing.add_argument(
        "--design",
        metavar="NAME|FILE",
        help="gift-card, game-card, plain-card, or the file of a design; without it the design that"
        " this till has for the product, else gift-card",
    )
    # The till's own options may stand before the command or behind it.
    printing.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)
    printing.add_argument("--server", metavar="URL", default=argparse.SUPPRESS)
    printing.add_argument("--operator", required=True, metavar="ID")
    printing.add_argument("--second", metavar="ID", help="who signs where two persons have to")
    which = printing.add_mutually_exclusive_group()
    which.add_argument("--rest", action="store_true", help="all that is not printed yet")
    which.add_argument(
        "--replacements", action="store_true", help="only cards that stand for spoiled ones"
    )
    which.add_argument(
        "--reprint", action="store_true", help="replace printed cards by new ones and print those"
    )
    which.add_argument(
        "--spoiled", nargs="+", default=[], metavar="NUMBER", help="the same for these cards alone"
    )
    printing.add_argument(
        "--good", type=int, metavar="SHEET", help="the last sheet that came out well"
    )
    printing.add_argument(
        "--bad", nargs="+", default=[], metavar="NUMBER", help="single cards that did not"
    )
    printing.set_defaults(run=_print)


def _add_test_grid(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    grid = commands.add_parser(
        "test-grid",
        help="print the test grid by which a printer is corrected; it shows no card",
        description="Prints crosses and rulers at known places of both sides, and what is to be"
        " measured; the lengths are given on the page Print. Exit 1 where it did not come out.",
    )
    place = grid.add_mutually_exclusive_group(required=True)
    place.add_argument("--out", type=Path, metavar="FILE")
    place.add_argument("--printer", default="", metavar="NAME", help="as the system calls it")
    grid.add_argument("--sheet", default="a4-10up", metavar="NAME", help="the sheet's layout")
    _add_turn(grid)
    grid.add_argument("--dpi", type=_dpi, metavar="N", help="the printer's dots an inch")
    grid.add_argument(
        "--corrected", action="store_true", help="drawn as the till corrects this printer now"
    )
    grid.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)
    grid.set_defaults(run=_print_grid)


def _add_turn(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--turn",
        type=_turn,
        metavar="none|long_edge|short_edge",
        help="how the printer turns a sheet for its back (as the layout says where nothing is"
        " said); with none, backs are on sheets of their own",
    )


def _turn(text: str) -> Duplex:
    from pos_terminal.sheets.sheet_layout import Duplex

    try:
        return Duplex(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not one of {', '.join(Duplex)}") from error


def _camera(text: str) -> str:
    if text != _CAMERA_NONE and not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return text


def _dpi(text: str) -> int:
    from pos_terminal.sheets.sheet_layout import DPI_MAX, DPI_MIN

    if not text.isdecimal() or not DPI_MIN <= int(text) <= DPI_MAX:
        raise argparse.ArgumentTypeError(f"not between {DPI_MIN} and {DPI_MAX}")
    return int(text)


def _open_till(options: argparse.Namespace) -> int:
    if sys.platform == "linux" and not any(map(os.environ.get, _SCREENS)):
        sys.stderr.write(_NO_SCREEN)
        return 1
    os.environ.setdefault("QT_LOGGING_RULES", _QUIET)
    # Dead keys of the host's input method would swallow parts of a scan before Qt sees the keys.
    os.environ.setdefault("QT_IM_MODULE", "none")
    # Nothing that is loaded before the first paint is garbage yet; the program looks for it after.
    gc.disable()
    import pos_terminal.bootstrap.before_qt  # noqa: F401 - to be loaded before Qt
    from pos_terminal.bootstrap.program import Start, open_till

    camera = options.camera
    return open_till(
        Start(
            data=options.data,
            server=options.server,
            demo=options.demo,
            practice=options.practice,
            camera_off=camera == _CAMERA_NONE,
            camera_file=None if camera in (None, _CAMERA_NONE) else Path(camera),
        )
    )


def _scan(options: argparse.Namespace) -> int:
    from pos_terminal.scanning.command import scan_files

    return scan_files(options.files)


def _print(options: argparse.Namespace) -> int:
    os.environ.setdefault("QT_LOGGING_RULES", _QUIET)
    if not any(map(os.environ.get, _SCREENS)):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from pos_terminal.bootstrap.print_command import print_batch
    from pos_terminal.bootstrap.print_wish import PrintWish

    people = 1 if options.second is None else 2
    return print_batch(
        PrintWish(
            batch=options.batch,
            out=options.out,
            printer=options.printer,
            sheet=options.sheet,
            design=options.design,
            data=options.data,
            server=options.server,
            operator=options.operator,
            second=options.second,
            start=options.start,
            dpi=options.dpi,
            turn=options.turn,
            reprint=options.reprint,
            rest=options.rest,
            replacements=options.replacements,
            spoiled=tuple(options.spoiled),
            good=options.good,
            bad=tuple(options.bad),
            pins=tuple(filter(None, (sys.stdin.readline().strip() for _ in range(people)))),
        )
    )


def _print_grid(options: argparse.Namespace) -> int:
    os.environ.setdefault("QT_LOGGING_RULES", _QUIET)
    if not any(map(os.environ.get, _SCREENS)):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from pos_terminal.bootstrap.grid_command import GridWish, print_grid

    return print_grid(
        GridWish(
            out=options.out,
            printer=options.printer,
            sheet=options.sheet,
            data=options.data,
            dpi=options.dpi,
            corrected=options.corrected,
            turn=options.turn,
        )
    )


def _play_demo(options: argparse.Namespace) -> int:
    os.environ.setdefault("QT_LOGGING_RULES", _QUIET)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from pos_terminal.demo_day.play import play

    return play(options.out)
