"""Telling in time that the server's certificate ends, and taking a renewed one in."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Final, Protocol

from server_stub.shop_folder.served_certificate import ServedCertificate
from server_stub.shop_folder.tls import TlsFileError

DAILY_S: Final = 24 * 60 * 60.0
_SHUTS_OUT: Final = "Tills that joined by the fingerprint of the one before have to join anew."


class Log(Protocol):
    def note(self, event: str, **fields: str | int | None) -> None: ...

    def warn(self, event: str, *, reason: str) -> None: ...

    def certificate_shown(self, ends_at: int) -> None: ...


class CertificateWatch:
    def __init__(
        self, certificate: ServedCertificate, *, now_ms: Callable[[], int], log: Log
    ) -> None:
        self._certificate = certificate
        self._now_ms = now_ms
        self._log = log

    async def look(self) -> None:
        """Warn where the end is near."""
        self._log.certificate_shown(self._certificate.ends_at)
        reason = self._certificate.warning(self._now_ms())
        if reason is not None:
            self._log.warn("certificate-ends", reason=reason)

    def take_in(self, context: ssl.SSLContext) -> None:
        """Show what the files hold by now; where they are of no use, what was shown stays."""
        before = self._certificate.said.fingerprint
        try:
            self._certificate.take_in(context)
        except (TlsFileError, OSError) as error:
            self._log.warn("certificate-not-renewed", reason=str(error))
        else:
            shown = self._certificate.said.fingerprint
            reason = None if shown == before else _SHUTS_OUT
            self._log.note("certificate-renewed", detail=shown, reason=reason)
            self._log.certificate_shown(self._certificate.ends_at)
