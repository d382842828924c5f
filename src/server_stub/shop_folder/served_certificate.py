"""The certificate that a server shows: it ends one day, and is renewed while the server runs."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Final

from server_stub.shop_folder.tls import Described, pair_of

WARNED_BEFORE_MS: Final = 30 * 24 * 60 * 60 * 1_000


class ServedCertificate:
    """What is shown. New files count from ``take_in`` on: what is wrong with them changes nothing.

    Raises ``TlsFileError`` or ``OSError`` where there is nothing to be shown.
    """

    def __init__(self, certificate: Path, key: Path) -> None:
        self._files = (certificate, key)
        self.said: Described = pair_of(certificate, key)

    @property
    def ends_at(self) -> int:
        """When it ends (ms)."""
        return round(self.said.valid_until.timestamp() * 1_000)

    def take_in(self, context: ssl.SSLContext) -> None:
        """Show what the files hold by now to everybody who connects from now on."""
        said = pair_of(*self._files)
        context.load_cert_chain(*self._files)
        self.said = said

    def warning(self, now_ms: int) -> str | None:
        """What is to be done about its end, once that is near."""
        left_ms = self.ends_at - now_ms
        if left_ms > WARNED_BEFORE_MS:
            return None
        day = f"{self.said.valid_until:%Y-%m-%d}"
        ends = "ends" if left_ms > 0 else "ended"
        # The file comes last: the log cuts what is long, and whoever started the server knows it.
        return (
            f"The certificate {ends} on {day}: no till and no browser comes in with it then. Tills"
            " that joined by its fingerprint take no other, and have to join anew: choose the time."
            f" Send SIGHUP, or start the server again, once a new one is at {self._files[0]}."
        )
