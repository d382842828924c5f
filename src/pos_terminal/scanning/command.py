"""``pos-terminal scan FILE...``: one line a picture, ``FILE<TAB>TEXT`` or ``FILE<TAB>-``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pos_terminal.scanning.pictures import NoText, read_picture

_NOTHING: Final = "-"
_SENTENCES: Final = {
    NoText.NO_BARCODE: "No barcode was found.",
    NoText.SEVERAL_CARDS: "There are several cards on this picture.",
    NoText.MISSING: "There is no such file.",
    NoText.UNREADABLE: "This file may not be read, or cannot be.",
    NoText.TOO_LARGE: "The picture is too large.",
    NoText.NOT_A_PICTURE: "This is not a picture that can be read.",
}


def scan_files(paths: Sequence[Path]) -> int:
    """Read each file and print its line; returns 0 if every file was a picture, else 1.

    Of several texts on a picture the one card number is printed, or else the first that is known
    for something (``pictures.choose``). Why there is no text goes to the error output.
    """
    all_pictures = True
    for path in paths:
        result = read_picture(path).result
        if isinstance(result, NoText):
            all_pictures &= result in (NoText.NO_BARCODE, NoText.SEVERAL_CARDS)
            sys.stderr.write(f"{path}: {_SENTENCES[result]}\n")
            result = _NOTHING
        sys.stdout.write(f"{path}\t{_one_line(result)}\n")
        sys.stdout.flush()
    return 0 if all_pictures else 1


def _one_line(text: str) -> str:
    """Write control characters (line ends of a QR code, tabs) so that the line stays one."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)
