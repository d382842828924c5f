"""The support code of a till: its id and its public key, to be read out to an administrator.

A server that was restored from a backup does not know the tills that were enrolled since. With this
code such a till is readmitted. It holds no secret; its check tells a mistyped one.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final, Self

from card_contract.sale_id import CROCKFORD

KEY_BYTES: Final = 32
_CHECK_BYTES: Final = 3
_SIGNS: Final = (KEY_BYTES + _CHECK_BYTES) * 8 // 5
_GROUP_SIGNS: Final = 4
_CODE: Final = re.compile(rf"(T[0-9]{{2,9}})([{CROCKFORD}]{{{_SIGNS}}})")
_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class SupportCode:
    """A till's id and its raw Ed25519 public key."""

    till_id: str
    public_key: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what was read out; raises ``ValueError`` for what is no support code."""
        till_id, _, signs = text.strip().upper().partition("-")
        signs = re.sub(r"[\s-]", "", signs).translate(_LOOKALIKES)
        found = _CODE.fullmatch(till_id + signs)
        if found is None:
            raise ValueError("This is no support code of a till.")
        number = 0
        for sign in signs:
            number = number << 5 | CROCKFORD.index(sign)
        whole = number.to_bytes(KEY_BYTES + _CHECK_BYTES)
        code = cls(till_id, whole[:KEY_BYTES])
        if whole[KEY_BYTES:] != code._check:
            raise ValueError("The support code was mistyped.")
        return code

    @property
    def _check(self) -> bytes:
        return hashlib.sha256(self.till_id.encode() + self.public_key).digest()[:_CHECK_BYTES]

    def __str__(self) -> str:
        number = int.from_bytes(self.public_key + self._check)
        signs = "".join(CROCKFORD[number >> (5 * place) & 31] for place in reversed(range(_SIGNS)))
        starts = range(0, _SIGNS, _GROUP_SIGNS)
        return "-".join((self.till_id, *(signs[at : at + _GROUP_SIGNS] for at in starts)))
