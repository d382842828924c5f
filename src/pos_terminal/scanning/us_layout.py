"""The physical keys of a US keyboard by their scan codes.

A scanner that poses as a keyboard sends physical keys and means a US layout; the host turns them
into letters of its own layout, so ``6335`` arrives as ``-""(`` on a French machine. The codes here
are those of scan code set 1, which Windows reports as they are and Linux (evdev) shares for all
keys of this table; X11 and Wayland add eight.
"""

from __future__ import annotations

from typing import Final

# The main block, row by row: first code of the row, its keys alone, its keys with Shift.
_ROWS: Final = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
_KEYPAD: Final = {55: "*", 74: "-", 78: "+", 83: "."} | {
    code: sign
    for first, signs in ((71, "789"), (75, "456"), (79, "123"), (82, "0"))
    for code, sign in enumerate(signs, first)
}
_PLAIN: Final = {code: sign for first, signs, _ in _ROWS for code, sign in enumerate(signs, first)}
_SHIFTED: Final = {
    code: sign for first, _, signs in _ROWS for code, sign in enumerate(signs, first)
}

X11_OFFSET: Final = 8


def us_sign(code: int, *, shift: bool) -> str:
    """Return what the key means on a US keyboard, or nothing; Caps Lock has no say."""
    return (_SHIFTED if shift else _PLAIN).get(code, "")


def keypad_sign(code: int) -> str:
    """Return what the key of the number pad means while Num Lock is on, or nothing."""
    return _KEYPAD.get(code, "")
