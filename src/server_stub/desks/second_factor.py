"""The second factor: time-based one-time codes (RFC 6238), and recovery codes in their place.

Which time step a code belongs to is found here; that it was not used before is decided by the
command that takes it.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from card_contract.sale_id import crockford
from server_stub.domain.ids import AppId, OperatorId

STEP_S: Final = 30
DIGITS: Final = 6
SECRET_BYTES: Final = 20
RECOVERY_CODES: Final = 10
_RECOVERY_SIGNS: Final = 16
_DRIFT: Final = (0, -1, 1)
"""Clocks may differ by one step; the step itself is looked at first."""


def about_factor(app_id: AppId, operator_id: OperatorId) -> str:
    """What the sealed secret of a person's second factor is bound to."""
    return f"portal-factor/{app_id}/{operator_id}"


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def typed_form(secret: bytes) -> str:
    """The secret for whoever cannot scan it: base32 in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address_of(secret: bytes, *, name: str, shop: str) -> str:
    """The ``otpauth`` address that stands in the picture for the app on the telephone."""
    return _codes_of(secret).get_provisioning_uri(name, shop)


def step_of(secret: bytes, code: str, now_ms: int) -> int | None:
    """The time step that the code belongs to, or None."""
    digits = code.replace(" ", "")
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    now = now_ms // 1000 // STEP_S
    codes = _codes_of(secret)
    for step in (now + drift for drift in _DRIFT):
        if secrets.compare_digest(codes.generate(step * STEP_S), digits.encode()):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Codes of 80 random bits, in groups of four."""
    drawn = (crockford(secrets.token_bytes(17))[:_RECOVERY_SIGNS] for _ in range(RECOVERY_CODES))
    return ["-".join(code[at : at + 4] for at in range(0, _RECOVERY_SIGNS, 4)) for code in drawn]


def recovery_hash(app_id: AppId, operator_id: OperatorId, code: str) -> str:
    """The hash under which a recovery code is kept; typed small or without dashes it is the same.

    The codes are random enough that a fast hash tells nothing.
    """
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(f"{app_id}/{operator_id}/{plain}".encode()).hexdigest()


def _codes_of(secret: bytes) -> TOTP:
    # Authenticator apps know SHA-1 alone for certain; as an HMAC it is sound.
    return TOTP(secret, DIGITS, SHA1(), STEP_S)  # noqa: S303 - see above
