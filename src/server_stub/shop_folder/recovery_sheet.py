"""The recovery sheet: the server's keys on paper, in a form that a person can type back.

A key of 32 bytes stands in two rows of 28 Crockford characters in groups of four: 26 that carry
130 bits, and two that check the row. A slip of the pen is found in its row, not at the end.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
from pathlib import Path
from typing import Final

import msgspec

from card_contract.sale_id import CROCKFORD
from server_stub.storage.sealing import KEY_BYTES, KeyFile, KeyRing

_ROW_SIGNS: Final = 26
_CHECK_SIGNS: Final = 2
_ROWS: Final = 2
_GROUP: Final = 4
_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_PURPOSES: Final = {"s": "sealing", "h": "hashing", "c": "checkpoint"}
_FINGERPRINT: Final = "f"

_STYLE: Final = (
    "body{font:14px/1.5 sans-serif;max-width:46rem;margin:2rem auto;color:#000;background:#fff}"
    "h1{font-size:1.5rem}td{padding:.3rem .8rem .3rem 0;vertical-align:top}"
    "td.key{font:1.05rem/1.6 monospace;white-space:nowrap}footer{margin-top:2rem}"
)


class MistypedRowError(ValueError):
    """A row of the sheet was typed wrongly; the message names it."""


def key_rows(key_id: str, key: bytes) -> list[str]:
    """Write one key as rows to print."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"A key has {KEY_BYTES} bytes.")
    number = int.from_bytes(key)
    signs = "".join(
        CROCKFORD[number >> (5 * place) & 31] for place in reversed(range(_ROWS * _ROW_SIGNS))
    )
    rows = []
    for row in range(_ROWS):
        part = signs[row * _ROW_SIGNS : (row + 1) * _ROW_SIGNS]
        whole = part + _check(key_id, row, part)
        starts = range(0, len(whole), _GROUP)
        rows.append(" ".join(whole[start : start + _GROUP] for start in starts))
    return rows


def key_from_rows(key_id: str, rows: list[str]) -> bytes:
    """Read a key from the rows that somebody typed; raises ``MistypedRowError``."""
    if len(rows) != _ROWS:
        raise MistypedRowError(f"Key {key_id} has {_ROWS} rows.")
    number = 0
    for row, typed in enumerate(rows):
        signs = typed.upper().translate(_LOOKALIKES)
        signs = "".join(sign for sign in signs if sign not in " -\t")
        part, check = signs[:_ROW_SIGNS], signs[_ROW_SIGNS:]
        fits = len(part) == _ROW_SIGNS and set(part) <= set(CROCKFORD)
        if not fits or check != _check(key_id, row, part):
            raise MistypedRowError(f"Row {row + 1} of key {key_id} is mistyped.")
        for sign in part:
            number = number << 5 | CROCKFORD.index(sign)
    if number >= 1 << (8 * KEY_BYTES):
        raise MistypedRowError(f"Row 1 of key {key_id} is mistyped.")
    return number.to_bytes(KEY_BYTES)


def read_key_file(path: Path) -> KeyFile:
    """Read the key file as it lies on the disk."""
    return msgspec.json.decode(path.read_bytes(), type=KeyFile)


def sheet_keys(keys: KeyFile) -> list[tuple[str, bytes]]:
    """All keys of a server by id, in the order of the sheet; a purpose's current key comes last."""
    found = [
        (key_id, ring.keys[key_id])
        for ring in (keys.sealing, keys.hashing, keys.checkpoint)
        for key_id in (*(other for other in ring.keys if other != ring.current), ring.current)
    ]
    return [*found, (_FINGERPRINT, keys.fingerprint)]


def keys_from_sheet(typed: str) -> KeyFile:
    """Read a whole sheet: lines of ``ID: ROW``, two for each key; other lines are passed over."""
    rows: dict[str, list[str]] = {}
    for line in typed.splitlines():
        key_id, colon, row = line.strip().partition(":")
        if colon and key_id.isalnum() and key_id[0] in (*_PURPOSES, _FINGERPRINT):
            rows.setdefault(key_id, []).append(row)
    keys = {key_id: key_from_rows(key_id, parts) for key_id, parts in rows.items()}
    rings = {}
    for letter, purpose in _PURPOSES.items():
        ring = {key_id: key for key_id, key in keys.items() if key_id[0] == letter}
        if not ring:
            raise MistypedRowError(f"The sheet's {purpose} key is missing.")
        rings[purpose] = KeyRing(current=list(ring)[-1], keys=ring)
    if _FINGERPRINT not in keys:
        raise MistypedRowError("The sheet's fingerprint key is missing.")
    return KeyFile(fingerprint=keys[_FINGERPRINT], **rings)


def sheet_text(keys: KeyFile) -> str:
    """The sheet's rows as plain text, in the form that ``keys_from_sheet`` reads."""
    lines = (
        f"{key_id}: {row}" for key_id, key in sheet_keys(keys) for row in key_rows(key_id, key)
    )
    return "\n".join(lines) + "\n"


def sheet_html(keys: KeyFile, *, shop: str, made_on: dt.date) -> str:
    """The sheet as a page to print."""
    rows = "".join(
        f'<tr><td>{key_id}<td class="key">{"<br>".join(key_rows(key_id, key))}'
        for key_id, key in sheet_keys(keys)
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>Recovery sheet</title><style>{_STYLE}</style>"
        f"<h1>Recovery sheet of {html.escape(shop)}</h1>"
        f"<p>Made on {made_on.isoformat()}. These are the keys of your redemption server. "
        "<b>Without them a backup of the shop is worthless; with them and a backup anybody can "
        "read every code.</b> Print this page, lock it away, and keep no copy on a computer.</p>"
        f"<table>{rows}</table>"
        "<p>To type the keys back: <code>redemption-server restore-keys --data FOLDER</code>, "
        "then each row as it stands here, with its key's name and a colon in front. A mistyped "
        "row is named at once. O counts as 0, I and L as 1.</p>"
        "<footer>Checked by ______________________ on ______________</footer></html>"
    )


def _check(key_id: str, row: int, part: str) -> str:
    """Two characters over a row, its place and its key: rows cannot be swapped either."""
    digest = hashlib.sha256(f"{key_id}/{row}/{part}".encode()).digest()
    return CROCKFORD[digest[0] & 31] + CROCKFORD[digest[1] & 31]
